/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-base64.h"

#include <string.h>

static gboolean
is_base64_character (char character)
{
  return g_ascii_isalnum (character) || character == '+' || character == '/';
}

/**
 * hlc_base64_is_valid:
 * @text: (array length=length): what claims to be base64
 * @length: its bytes
 *
 * Checks a text against RFC 4648, section 4: whole groups of four of its alphabet, padded with "=" at the end
 * and nowhere else, and nothing between them. Unused bits of the last group may be set, as other decoders
 * allow. The empty text is valid.
 *
 * Returns: whether @text is base64
 */
gboolean
hlc_base64_is_valid (const char *text, gsize length)
{
  gsize unpadded = length;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  if (length % 4 != 0)
    return FALSE;

  while (unpadded > 0 && length - unpadded < 2 && text[unpadded - 1] == '=')
    unpadded--;

  for (gsize i = 0; i < unpadded; i++)
    if (!is_base64_character (text[i]))
      return FALSE;

  return TRUE;
}

/**
 * hlc_base64_decode:
 * @text: what claims to be base64
 * @length: (out): how many bytes it decodes to
 *
 * Decodes base64 as hlc_base64_is_valid() defines it; g_base64_decode() alone would pass over junk. No other
 * copy of the bytes is made, so that the caller can wipe them.
 *
 * Returns: (transfer full) (nullable) (array length=length): the bytes, or %NULL if @text is not base64
 */
guchar *
hlc_base64_decode (const char *text, gsize *length)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (length != NULL, NULL);

  *length = 0;
  if (!hlc_base64_is_valid (text, strlen (text)))
    return NULL;

  return g_base64_decode (text, length);
}
