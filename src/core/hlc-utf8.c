/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-utf8.h"

/* RFC 3629, section 4: the second byte is what tells overlong forms, surrogates and the end of Unicode. */
static const struct
{
  guint8 first_low, first_high;
  guint8 second_low, second_high;
  guint8 size;
  guint8 mask; /* the bits of the first byte that belong to the character */
} sequences[] = {
  { 0xc2, 0xdf, 0x80, 0xbf, 2, 0x1f }, { 0xe0, 0xe0, 0xa0, 0xbf, 3, 0x0f },
  { 0xe1, 0xec, 0x80, 0xbf, 3, 0x0f }, { 0xed, 0xed, 0x80, 0x9f, 3, 0x0f },
  { 0xee, 0xef, 0x80, 0xbf, 3, 0x0f }, { 0xf0, 0xf0, 0x90, 0xbf, 4, 0x07 },
  { 0xf1, 0xf3, 0x80, 0xbf, 4, 0x07 }, { 0xf4, 0xf4, 0x80, 0x8f, 4, 0x07 },
};

/**
 * hlc_utf8_next:
 * @text: bytes, not NUL-terminated
 * @length: how many bytes there are
 * @character: (out) (optional): the character that they begin with
 *
 * Reads one character by the table of RFC 3629, section 4: no overlong form, no surrogate, nothing above
 * U+10FFFF. GLib's own validated getter gives U+0000 a meaning of its own, which received text cannot have.
 *
 * Any thread.
 *
 * Returns: the character's bytes, 1 to 4; 0 when @text does not begin with a whole valid character
 */
gsize
hlc_utf8_next (const char *text, gsize length, gunichar *character)
{
  const guint8 *bytes = (const guint8 *) text;
  gunichar value;
  guint row = 0;

  if (length == 0)
    return 0;

  if (bytes[0] < 0x80)
    {
      if (character != NULL)
        *character = bytes[0];
      return 1;
    }

  while (row < G_N_ELEMENTS (sequences) && bytes[0] > sequences[row].first_high)
    row++;
  if (row == G_N_ELEMENTS (sequences) || bytes[0] < sequences[row].first_low ||
      length < sequences[row].size || bytes[1] < sequences[row].second_low ||
      bytes[1] > sequences[row].second_high)
    return 0;

  value = (gunichar) (bytes[0] & sequences[row].mask) << 6 | (bytes[1] & 0x3f);
  for (guint i = 2; i < sequences[row].size; i++)
    {
      if ((bytes[i] & 0xc0) != 0x80)
        return 0;
      value = value << 6 | (bytes[i] & 0x3f);
    }

  if (character != NULL)
    *character = value;

  return sequences[row].size;
}
