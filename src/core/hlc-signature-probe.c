/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-signature-probe.h"

#include <string.h>

#include "hlc-json-document.h"
#include "hlc-json-reprint.h"

/* The white space that editors, shells and frameworks add and remove. */
#define WHITE_SPACE " \t\r\n"

static HlcSigningSecret *
find_secret (const HlcSignedMessage *message, GPtrArray *secrets, const char *id, GBytes *body)
{
  return hlc_signature_list_find_secret (message->signatures, secrets, id, message->timestamp, body);
}

static HlcSigningSecret *
probe_other_ids (const HlcSignedMessage *message, GPtrArray *secrets)
{
  static const char *const names[] = { "webhook-id", "svix-id" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = hlc_header_list_lookup (message->headers, names[i]);
      g_autofree char *trimmed = NULL;
      HlcSigningSecret *secret = NULL;

      if (value == NULL)
        continue;
      if (strcmp (value, message->id) != 0)
        secret = find_secret (message, secrets, value, message->body);
      trimmed = g_strstrip (g_strdup (value));
      if (secret == NULL && strcmp (trimmed, value) != 0)
        secret = find_secret (message, secrets, trimmed, message->body);
      if (secret != NULL)
        return secret;
    }

  return NULL;
}

static GBytes *
slice_without_final_newline (GBytes *body)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);

  if (length > 0 && text[length - 1] == '\n')
    length--;
  if (length > 0 && text[length - 1] == '\r')
    length--;

  return g_bytes_new_from_bytes (body, 0, length);
}

static GBytes *
slice_stripped (GBytes *body)
{
  gsize end = 0;
  gsize start = 0;
  const char *text = g_bytes_get_data (body, &end);

  while (end > 0 && memchr (WHITE_SPACE, text[end - 1], strlen (WHITE_SPACE)) != NULL)
    end--;
  while (start < end && memchr (WHITE_SPACE, text[start], strlen (WHITE_SPACE)) != NULL)
    start++;

  return g_bytes_new_from_bytes (body, start, end - start);
}

static GBytes *
copy_with_final_newline (GBytes *body)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  GString *copy = g_string_new_len (text, (gssize) length);

  g_string_append_c (copy, '\n');

  return g_string_free_to_bytes (copy);
}

static GBytes *
copy_with_unix_lines (GBytes *body)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  GString *copy = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (text[i] != '\r' || i + 1 == length || text[i + 1] != '\n')
      g_string_append_c (copy, text[i]);

  return g_string_free_to_bytes (copy);
}

static GBytes *
copy_with_dos_lines (GBytes *body)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  GString *copy = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r'))
        g_string_append_c (copy, '\r');
      g_string_append_c (copy, text[i]);
    }

  return g_string_free_to_bytes (copy);
}

static HlcSigningSecret *
probe_white_space (const HlcSignedMessage *message, GPtrArray *secrets)
{
  GBytes *(*const changes[]) (GBytes * body) = {
    slice_without_final_newline, copy_with_final_newline, copy_with_unix_lines,
    copy_with_dos_lines,         slice_stripped,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GBytes) changed = changes[i](message->body);
      HlcSigningSecret *secret = NULL;

      if (g_bytes_equal (changed, message->body))
        continue;
      secret = find_secret (message, secrets, message->id, changed);
      if (secret != NULL)
        return secret;
    }

  return NULL;
}

/* Signing costs more than comparing, and many texts print the same in several ways. */
static gboolean
add_untried (GPtrArray *tried, GBytes *body)
{
  if (g_ptr_array_find_with_equal_func (tried, body, g_bytes_equal, NULL))
    return FALSE;

  g_ptr_array_add (tried, g_bytes_ref (body));
  return TRUE;
}

static HlcSigningSecret *
probe_reprints (const HlcSignedMessage *message, GPtrArray *secrets)
{
  static const HlcJsonStyle styles[] = { HLC_JSON_COMPACT, HLC_JSON_SPACED, HLC_JSON_INDENTED };
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (message->body, NULL, NULL);
  g_autoptr (HlcJsonReprint) reprint = NULL;
  g_autoptr (GPtrArray) tried = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  if (document == NULL)
    return NULL;

  g_ptr_array_add (tried, g_bytes_ref (message->body));
  reprint = hlc_json_reprint_new (document);
  for (guint variant = 0; variant < G_N_ELEMENTS (styles) * 4; variant++)
    {
      g_autoptr (GBytes) body =
          hlc_json_reprint_print (reprint, styles[variant / 4], (variant & 1) != 0, (variant & 2) != 0);
      HlcSigningSecret *secret = NULL;

      if (add_untried (tried, body))
        secret = find_secret (message, secrets, message->id, body);
      if (secret != NULL)
        return secret;
    }

  return NULL;
}

/**
 * hlc_signature_probe:
 * @message: a message whose signatures match none of @secrets
 * @secrets: (element-type HlcSigningSecret): the receiver's secrets
 * @other_secrets: (nullable) (element-type HlcSigningSecret): secrets of other endpoints
 * @secret: (out) (transfer none) (nullable): the secret that made the signature, where that is found
 *
 * Finds out why a signature does not match, by trying what commonly goes wrong between signing and receiving.
 * A finding explains a failure and never turns it into a success. Bodies over #HLC_SIGNATURE_PROBE_MAX_BODY
 * are not probed. Any thread.
 *
 * Returns: what was found, or %HLC_DIAGNOSIS_NONE
 */
HlcDiagnosis
hlc_signature_probe (const HlcSignedMessage *message,
                     GPtrArray *secrets,
                     GPtrArray *other_secrets,
                     HlcSigningSecret **secret)
{
  static const struct
  {
    HlcSigningSecret *(*probe) (const HlcSignedMessage *message, GPtrArray *secrets);
    HlcDiagnosis diagnosis;
  } probes[] = {
    { probe_other_ids, HLC_DIAGNOSIS_ID_MISMATCH },
    { probe_white_space, HLC_DIAGNOSIS_WHITESPACE_CHANGED },
    { probe_reprints, HLC_DIAGNOSIS_BODY_RESERIALISED },
  };

  g_return_val_if_fail (message != NULL, HLC_DIAGNOSIS_NONE);
  g_return_val_if_fail (secrets != NULL, HLC_DIAGNOSIS_NONE);
  g_return_val_if_fail (secret != NULL, HLC_DIAGNOSIS_NONE);

  *secret = NULL;
  if (g_bytes_get_size (message->body) > HLC_SIGNATURE_PROBE_MAX_BODY)
    return HLC_DIAGNOSIS_NONE;

  if (other_secrets != NULL)
    *secret = find_secret (message, other_secrets, message->id, message->body);
  if (*secret != NULL)
    return HLC_DIAGNOSIS_OTHER_SECRET;

  for (gsize i = 0; i < G_N_ELEMENTS (probes); i++)
    {
      *secret = probes[i].probe (message, secrets);
      if (*secret != NULL)
        return probes[i].diagnosis;
    }

  return HLC_DIAGNOSIS_NONE;
}
