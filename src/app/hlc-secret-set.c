/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-secret-set.h"

#include <string.h>

#include "hlc-random.h"

#define CONSOLE_TOKEN_PREFIX "hl_console_"
/* 192 random bits. */
#define TOKEN_CHARACTERS 32

#define CONSOLE_ID_PREFIX "console_"
/* 96 random bits. */
#define ID_CHARACTERS 16

static GPtrArray *
new_agent_keys (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_agent_key_unref);
}

static GPtrArray *
new_signing_secrets (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);
}

static GPtrArray *
new_endpoint_secrets (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_endpoint_secret_unref);
}

static gpointer
ref_agent_key (gconstpointer key, gpointer user_data)
{
  return hlc_agent_key_ref ((HlcAgentKey *) key);
}

static gpointer
ref_signing_secret (gconstpointer secret, gpointer user_data)
{
  return hlc_signing_secret_ref ((HlcSigningSecret *) secret);
}

static gpointer
ref_endpoint_secret (gconstpointer secret, gpointer user_data)
{
  return hlc_endpoint_secret_ref ((HlcEndpointSecret *) secret);
}

/**
 * hlc_secret_set_new_empty:
 *
 * Returns: (transfer full): a set without anything, to be filled
 */
HlcSecretSet *
hlc_secret_set_new_empty (void)
{
  HlcSecretSet *self = g_new0 (HlcSecretSet, 1);

  self->agent_keys = new_agent_keys ();
  self->signing_secrets = new_signing_secrets ();
  self->endpoint_secrets = new_endpoint_secrets ();
  return self;
}

/**
 * hlc_secret_set_make_console_id:
 *
 * Returns: (transfer full): a new id, which stands in a header as it is
 */
char *
hlc_secret_set_make_console_id (void)
{
  return hlc_random_token (CONSOLE_ID_PREFIX, ID_CHARACTERS);
}

/**
 * hlc_secret_set_generate:
 * @now: microseconds since the epoch, UTC
 *
 * Returns: (transfer full): a new console token, a new console id, one new agent key and no other secret
 */
HlcSecretSet *
hlc_secret_set_generate (gint64 now)
{
  HlcSecretSet *self = hlc_secret_set_new_empty ();

  self->console_token = hlc_random_token (CONSOLE_TOKEN_PREFIX, TOKEN_CHARACTERS);
  self->console_id = hlc_secret_set_make_console_id ();
  g_ptr_array_add (self->agent_keys, hlc_agent_key_generate (HLC_FIRST_KEY, HLC_KEY_SCOPE_AGENT, now));
  return self;
}

/**
 * hlc_secret_set_copy:
 * @self: a set
 *
 * Returns: (transfer full): a copy, which shares the arrays
 */
HlcSecretSet *
hlc_secret_set_copy (const HlcSecretSet *self)
{
  HlcSecretSet *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (HlcSecretSet, 1);
  copy->console_token = g_strdup (self->console_token);
  copy->console_id = g_strdup (self->console_id);
  copy->remote_base = g_strdup (self->remote_base);
  copy->remote_key = g_strdup (self->remote_key);
  copy->agent_keys = g_ptr_array_ref (self->agent_keys);
  copy->signing_secrets = g_ptr_array_ref (self->signing_secrets);
  copy->endpoint_secrets = g_ptr_array_ref (self->endpoint_secrets);
  return copy;
}

/**
 * hlc_secret_set_free:
 * @self: (transfer full): a set
 *
 * Frees it, and wipes its token and the key to a remote API.
 */
void
hlc_secret_set_free (HlcSecretSet *self)
{
  g_return_if_fail (self != NULL);

  if (self->console_token != NULL)
    explicit_bzero (self->console_token, strlen (self->console_token));
  g_free (self->console_token);
  hlc_secret_set_replace_remote (self, NULL, NULL);
  g_free (self->console_id);
  g_ptr_array_unref (self->agent_keys);
  g_ptr_array_unref (self->signing_secrets);
  g_ptr_array_unref (self->endpoint_secrets);
  g_free (self);
}

/**
 * hlc_secret_set_find_agent_key:
 * @self: a set
 * @name: a key's name
 *
 * Returns: where it is in the array, or %G_MAXUINT
 */
guint
hlc_secret_set_find_agent_key (const HlcSecretSet *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, G_MAXUINT);

  for (guint i = 0; i < self->agent_keys->len; i++)
    {
      if (g_str_equal (hlc_agent_key_get_name (g_ptr_array_index (self->agent_keys, i)), name))
        return i;
    }

  return G_MAXUINT;
}

/**
 * hlc_secret_set_find_signing_secret:
 * @self: a set
 * @name: a signing secret's name
 *
 * Returns: where it is in the array, or %G_MAXUINT
 */
guint
hlc_secret_set_find_signing_secret (const HlcSecretSet *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, G_MAXUINT);

  for (guint i = 0; i < self->signing_secrets->len; i++)
    {
      if (g_str_equal (hlc_signing_secret_get_name (g_ptr_array_index (self->signing_secrets, i)), name))
        return i;
    }

  return G_MAXUINT;
}

/**
 * hlc_secret_set_find_endpoint_secret:
 * @self: a set
 * @endpoint_id: what an endpoint is called
 *
 * Returns: where its secret is in the array, or %G_MAXUINT
 */
guint
hlc_secret_set_find_endpoint_secret (const HlcSecretSet *self, const char *endpoint_id)
{
  g_return_val_if_fail (self != NULL && endpoint_id != NULL, G_MAXUINT);

  for (guint i = 0; i < self->endpoint_secrets->len; i++)
    {
      HlcEndpointSecret *secret = g_ptr_array_index (self->endpoint_secrets, i);

      if (g_str_equal (hlc_endpoint_secret_get_endpoint_id (secret), endpoint_id))
        return i;
    }

  return G_MAXUINT;
}

/**
 * hlc_secret_set_replace_remote:
 * @self: a set
 * @base: (nullable): the base URL of a remote API; %NULL for none
 * @key: (nullable): the key to it; %NULL together with @base
 *
 * Replaces the remote API, and wipes the key to the one before.
 */
void
hlc_secret_set_replace_remote (HlcSecretSet *self, const char *base, const char *key)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((base == NULL) == (key == NULL));

  if (self->remote_key != NULL)
    explicit_bzero (self->remote_key, strlen (self->remote_key));
  g_free (self->remote_key);
  g_free (self->remote_base);
  self->remote_base = g_strdup (base);
  self->remote_key = g_strdup (key);
}

/**
 * hlc_secret_set_drop_expired:
 * @self: a set
 * @now: microseconds since the epoch, UTC
 *
 * Forgets the previous secrets of endpoints that sign no more.
 */
void
hlc_secret_set_drop_expired (HlcSecretSet *self, gint64 now)
{
  g_autoptr (GPtrArray) secrets = NULL;

  g_return_if_fail (self != NULL);

  secrets = new_endpoint_secrets ();
  for (guint i = 0; i < self->endpoint_secrets->len; i++)
    {
      HlcEndpointSecret *secret = g_ptr_array_index (self->endpoint_secrets, i);

      g_ptr_array_add (secrets, hlc_endpoint_secret_get_previous (secret, now) != NULL
                                    ? hlc_endpoint_secret_ref (secret)
                                    : hlc_endpoint_secret_new (hlc_endpoint_secret_get_endpoint_id (secret),
                                                               hlc_endpoint_secret_get_secret (secret)));
    }

  g_ptr_array_unref (self->endpoint_secrets);
  self->endpoint_secrets = g_steal_pointer (&secrets);
}

/**
 * hlc_agent_key_list_copy:
 * @keys: (element-type HlcAgentKey): keys
 *
 * Returns: (transfer full) (element-type HlcAgentKey): an array of its own, of the same keys
 */
GPtrArray *
hlc_agent_key_list_copy (GPtrArray *keys)
{
  return g_ptr_array_copy (keys, ref_agent_key, NULL);
}

/**
 * hlc_signing_secret_list_copy:
 * @secrets: (element-type HlcSigningSecret): signing secrets
 *
 * Returns: (transfer full) (element-type HlcSigningSecret): an array of its own, of the same secrets
 */
GPtrArray *
hlc_signing_secret_list_copy (GPtrArray *secrets)
{
  return g_ptr_array_copy (secrets, ref_signing_secret, NULL);
}

/**
 * hlc_endpoint_secret_list_copy:
 * @secrets: (element-type HlcEndpointSecret): secrets of endpoints
 *
 * Returns: (transfer full) (element-type HlcEndpointSecret): an array of its own, of the same secrets
 */
GPtrArray *
hlc_endpoint_secret_list_copy (GPtrArray *secrets)
{
  return g_ptr_array_copy (secrets, ref_endpoint_secret, NULL);
}
