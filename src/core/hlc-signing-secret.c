/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-signing-secret.h"

#include <string.h>

#include "hlc-base64.h"
#include "hlc-random.h"

#define SECRET_PREFIX "whsec_"
#define GENERATED_KEY_LENGTH 24
#define SHA256_LENGTH 32

struct _HlcSigningSecret
{
  char *name;
  char *text;
  guchar *key; /* (nullable) (array length=key_length): NULL exactly when there is a problem */
  gsize key_length;
  char *problem; /* (nullable) */
  gatomicrefcount ref_count;
};

static void
hlc_signing_secret_read_key (HlcSigningSecret *self)
{
  const char *encoded = self->text;

  if (g_str_has_prefix (encoded, SECRET_PREFIX))
    encoded += strlen (SECRET_PREFIX);

  self->key = hlc_base64_decode (encoded, &self->key_length);
  if (self->key == NULL)
    self->problem =
        g_strdup_printf ("The signing secret “%s” is not base64 after its optional “" SECRET_PREFIX
                         "”: copy it again, whole and without spaces.",
                         self->name);
  else if (self->key_length == 0)
    {
      g_clear_pointer (&self->key, g_free);
      self->problem =
          g_strdup_printf ("The signing secret “%s” is empty: copy it again from its sender.", self->name);
    }
}

/**
 * hlc_signing_secret_new:
 * @name: what people call it; appears in messages
 * @text: the secret as its issuer shows it: base64, usually after "whsec_"
 *
 * Makes a secret. One that cannot be used is made too, so that it can be named where it is needed: see
 * hlc_signing_secret_get_problem(). Format: Standard Webhooks specification, "Signature scheme".
 *
 * Returns: (transfer full): the secret
 */
HlcSigningSecret *
hlc_signing_secret_new (const char *name, const char *text)
{
  HlcSigningSecret *self = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (HlcSigningSecret, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->text = g_strdup (text);
  hlc_signing_secret_read_key (self);

  return self;
}

/**
 * hlc_signing_secret_generate:
 * @name: what people call it
 *
 * Makes a new secret of 24 random bytes from the kernel, as the Standard Webhooks specification recommends.
 *
 * Returns: (transfer full): the secret
 */
HlcSigningSecret *
hlc_signing_secret_generate (const char *name)
{
  guchar key[GENERATED_KEY_LENGTH];
  char *encoded = NULL;
  char *text = NULL;
  HlcSigningSecret *self = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  hlc_random_bytes (key, sizeof key);
  encoded = g_base64_encode (key, sizeof key);
  text = g_strconcat (SECRET_PREFIX, encoded, NULL);
  self = hlc_signing_secret_new (name, text);

  explicit_bzero (key, sizeof key);
  explicit_bzero (encoded, strlen (encoded));
  explicit_bzero (text, strlen (text));
  g_free (encoded);
  g_free (text);

  return self;
}

/**
 * hlc_signing_secret_ref:
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
HlcSigningSecret *
hlc_signing_secret_ref (HlcSigningSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hlc_signing_secret_unref:
 *
 * Drops a reference; the last one wipes and frees the secret. Any thread.
 */
void
hlc_signing_secret_unref (HlcSigningSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  explicit_bzero (self->text, strlen (self->text));
  if (self->key != NULL)
    explicit_bzero (self->key, self->key_length);

  g_free (self->name);
  g_free (self->text);
  g_free (self->key);
  g_free (self->problem);
  g_free (self);
}

/**
 * hlc_signing_secret_get_name:
 *
 * Returns: (transfer none): what people call it
 */
const char *
hlc_signing_secret_get_name (HlcSigningSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * hlc_signing_secret_get_text:
 *
 * Returns: (transfer none): the secret itself, as it was given: only for where secrets are kept or typed
 */
const char *
hlc_signing_secret_get_text (HlcSigningSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * hlc_signing_secret_get_problem:
 *
 * Says why the secret cannot sign or verify anything: it is malformed or empty. The sentence names the secret
 * and does not hold it.
 *
 * Returns: (transfer none) (nullable): the problem and what to do, or %NULL if there is none
 */
const char *
hlc_signing_secret_get_problem (HlcSigningSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->problem;
}

/**
 * hlc_signing_secret_sign:
 * @message_id: the message's id, byte for byte as in its header
 * @timestamp: seconds since the Unix epoch
 * @body: the body as it is sent
 *
 * Signs `{message_id}.{timestamp}.{body}` with HMAC-SHA256 (Standard Webhooks specification, "Symmetric
 * signatures"). The body is not copied. Any thread.
 *
 * Returns: (transfer full) (nullable): "v1," and the base64 of the code, or %NULL if the secret has a problem
 */
char *
hlc_signing_secret_sign (HlcSigningSecret *self, const char *message_id, gint64 timestamp, GBytes *body)
{
  g_autoptr (GHmac) hmac = NULL;
  g_autofree char *stamp = NULL;
  g_autofree char *encoded = NULL;
  guint8 digest[SHA256_LENGTH];
  gsize digest_length = sizeof digest;
  gsize body_length = 0;
  const guchar *bytes = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (message_id != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  if (self->key == NULL)
    return NULL;

  stamp = g_strdup_printf (".%" G_GINT64_FORMAT ".", timestamp);
  bytes = g_bytes_get_data (body, &body_length);
  hmac = g_hmac_new (G_CHECKSUM_SHA256, self->key, self->key_length);
  g_hmac_update (hmac, (const guchar *) message_id, (gssize) strlen (message_id));
  g_hmac_update (hmac, (const guchar *) stamp, (gssize) strlen (stamp));
  if (body_length > 0)
    g_hmac_update (hmac, bytes, (gssize) body_length);
  g_hmac_get_digest (hmac, digest, &digest_length);
  encoded = g_base64_encode (digest, digest_length);

  return g_strconcat ("v1,", encoded, NULL);
}
