/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-signature-list.h"

#include <string.h>

#include "hlc-base64.h"
#include "hlc-signature-check.h"

#define SUPPORTED_VERSION "v1,"

static void
hlc_signature_list_add (HlcSignatureList *self, const char *entry)
{
  const char *comma = strchr (entry, ',');

  if (comma == NULL || comma == entry || comma[1] == '\0' ||
      !hlc_base64_is_valid (comma + 1, strlen (comma + 1)))
    self->n_malformed++;
  else if (g_str_has_prefix (entry, SUPPORTED_VERSION))
    g_ptr_array_add (self->supported, g_strdup (entry));
  else
    self->n_unsupported++;
}

/**
 * hlc_signature_list_new_parse:
 * @header: the value of a "webhook-signature" or "svix-signature" header
 *
 * Reads a space-separated list of `version,base64` (Standard Webhooks specification, "Webhook headers").
 *
 * Returns: (transfer full): the list
 */
HlcSignatureList *
hlc_signature_list_new_parse (const char *header)
{
  HlcSignatureList *self = NULL;
  g_auto (GStrv) entries = NULL;

  g_return_val_if_fail (header != NULL, NULL);

  self = g_new0 (HlcSignatureList, 1);
  self->supported = g_ptr_array_new_with_free_func (g_free);
  entries = g_strsplit (header, " ", -1);
  for (guint i = 0; entries[i] != NULL; i++)
    if (*entries[i] != '\0')
      hlc_signature_list_add (self, entries[i]);

  return self;
}

/**
 * hlc_signature_list_free:
 * @self: (transfer full): a list
 *
 * Frees a list.
 */
void
hlc_signature_list_free (HlcSignatureList *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->supported);
  g_free (self);
}

/**
 * hlc_signature_list_find_secret:
 * @secrets: (element-type HlcSigningSecret): secrets to try; those that have a problem are passed over
 * @message_id: the message's id, byte for byte as in its header
 * @timestamp: seconds since the Unix epoch
 * @body: the bytes that were signed
 *
 * Finds the secret that made one of the signatures. Compares in constant time. Any thread.
 *
 * Returns: (transfer none) (nullable): the secret, or %NULL if none did
 */
HlcSigningSecret *
hlc_signature_list_find_secret (const HlcSignatureList *self,
                                GPtrArray *secrets,
                                const char *message_id,
                                gint64 timestamp,
                                GBytes *body)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (secrets != NULL, NULL);

  for (guint i = 0; i < secrets->len; i++)
    {
      HlcSigningSecret *secret = g_ptr_array_index (secrets, i);
      g_autofree char *expected = hlc_signing_secret_sign (secret, message_id, timestamp, body);

      for (guint j = 0; expected != NULL && j < self->supported->len; j++)
        {
          const char *received = g_ptr_array_index (self->supported, j);

          if (hlc_constant_time_equal (expected, strlen (expected), received, strlen (received)))
            return secret;
        }
    }

  return NULL;
}
