/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-url-secrets.h"

#include <glib/gi18n-lib.h>

#include "hlc-error.h"
#include "hlc-target-url.h"

/* How one message is signed. */
typedef struct
{
  HlcSigningSecret *secret; /* (owned) */
  HlcHeaderFamily family;
} Signing;

struct _HlcUrlSecrets
{
  GHashTable *signings;             /* (owned) (element-type utf8 Signing) */
  GQueue sent;                      /* (element-type utf8): message ids (owned), the oldest first */
  HlcSigningSecret *default_secret; /* (owned) (nullable) */
};

static void
signing_free (gpointer data)
{
  Signing *signing = data;

  hlc_signing_secret_unref (signing->secret);
  g_free (signing);
}

static Signing *
signing_new (HlcSigningSecret *secret, HlcHeaderFamily family)
{
  Signing *signing = g_new0 (Signing, 1);

  signing->secret = hlc_signing_secret_ref (secret);
  signing->family = family;
  return signing;
}

HlcUrlSecrets *
hlc_url_secrets_new (void)
{
  HlcUrlSecrets *self = g_new0 (HlcUrlSecrets, 1);

  self->signings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, signing_free);
  g_queue_init (&self->sent);

  return self;
}

void
hlc_url_secrets_free (HlcUrlSecrets *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->signings);
  g_queue_clear_full (&self->sent, g_free);
  g_clear_pointer (&self->default_secret, hlc_signing_secret_unref);
  g_free (self);
}

/**
 * hlc_url_secrets_set_default:
 * @secret: (nullable): signs what is sent from now on, where no other secret is given for it
 */
void
hlc_url_secrets_set_default (HlcUrlSecrets *self, HlcSigningSecret *secret)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->default_secret, hlc_signing_secret_unref);
  if (secret != NULL)
    self->default_secret = hlc_signing_secret_ref (secret);
}

static gboolean
check_secret (HlcSigningSecret *secret, GError **error)
{
  const char *problem = secret != NULL ? hlc_signing_secret_get_problem (secret) : NULL;

  if (secret == NULL)
    g_set_error_literal (
        error, HLC_ERROR, HLC_ERROR_ARGUMENT,
        _ ("There is no secret to sign with. Give the signing secret that the handler at this "
           "URL checks with."));
  else if (problem != NULL)
    g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("The signing secret cannot be used: %s"), problem);

  return secret != NULL && problem == NULL;
}

/**
 * hlc_url_secrets_keep_for:
 * @order: gets a message id where it has none and needs one
 * @secret: (nullable): what signs it, or %NULL for the default one
 *
 * Keeps what a message needs to be signed with, until it was sent and for a while after. Does nothing where the order
 * needs none of us: to an endpoint, or with its original signature.
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT where there is no usable secret or the URL is not usable, and with
 *   %HLC_ERROR_CONFLICT where the message id is another message's
 */
gboolean
hlc_url_secrets_keep_for (HlcUrlSecrets *self, HlcSendOrder *order, HlcSigningSecret *secret, GError **error)
{
  g_return_val_if_fail (self != NULL && order != NULL, FALSE);

  if (order->url == NULL)
    return TRUE;
  if (!hlc_target_url_check (order->url, error))
    return FALSE;
  if (order->sign_mode == HLC_SIGN_ORIGINAL)
    return TRUE;

  if (secret == NULL)
    secret = self->default_secret;
  if (!check_secret (secret, error))
    return FALSE;

  if (order->message_id != NULL && g_hash_table_contains (self->signings, order->message_id))
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("There is a message “%s” already. Choose another id, or leave it out."),
                   order->message_id);
      return FALSE;
    }

  if (order->message_id == NULL)
    order->message_id = hlc_message_make_id ();
  g_hash_table_insert (self->signings, g_strdup (order->message_id),
                       signing_new (secret, order->header_family));

  return TRUE;
}

/**
 * hlc_url_secrets_remove:
 *
 * Forgets the secret of a message that will not be sent.
 */
void
hlc_url_secrets_remove (HlcUrlSecrets *self, const char *message_id)
{
  g_return_if_fail (self != NULL && message_id != NULL);

  g_hash_table_remove (self->signings, message_id);
}

/**
 * hlc_url_secrets_note_sent:
 *
 * Says that a message was sent. The secrets of the last %HLC_URL_SECRETS_KEPT of these are kept.
 */
void
hlc_url_secrets_note_sent (HlcUrlSecrets *self, const char *message_id)
{
  g_return_if_fail (self != NULL && message_id != NULL);

  if (!g_hash_table_contains (self->signings, message_id))
    return;

  g_queue_push_tail (&self->sent, g_strdup (message_id));
  if (g_queue_get_length (&self->sent) > HLC_URL_SECRETS_KEPT)
    {
      g_autofree char *oldest = g_queue_pop_head (&self->sent);

      g_hash_table_remove (self->signings, oldest);
    }
}

/**
 * hlc_url_secrets_dup:
 *
 * Returns: (transfer full) (element-type HlcSigningSecret): the secret of a message; empty where there is none
 */
GPtrArray *
hlc_url_secrets_dup (HlcUrlSecrets *self, const char *message_id)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);
  const Signing *signing = NULL;

  g_return_val_if_fail (self != NULL && message_id != NULL, found);

  signing = g_hash_table_lookup (self->signings, message_id);
  if (signing != NULL)
    g_ptr_array_add (found, hlc_signing_secret_ref (signing->secret));

  return found;
}

/**
 * hlc_url_secrets_get_family:
 *
 * Returns: under which names the signature of a message is sent; both where nothing is kept of it
 */
HlcHeaderFamily
hlc_url_secrets_get_family (HlcUrlSecrets *self, const char *message_id)
{
  const Signing *signing = NULL;

  g_return_val_if_fail (self != NULL && message_id != NULL, HLC_HEADER_FAMILY_BOTH);

  signing = g_hash_table_lookup (self->signings, message_id);
  return signing != NULL ? signing->family : HLC_HEADER_FAMILY_BOTH;
}
