/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-visible-text.h"

#include <string.h>

#include "hlc-visible-reader.h"

/*
 * Characters that are not seen, or that change how their neighbours are seen: what Unicode lists as
 * Default_Ignorable_Code_Point, Bidi_Control, control characters and white space other than U+0020, and the two
 * blanks that are letters and symbols by name. Sorted, without overlaps.
 */
static const struct
{
  gunichar first, last;
} deceptive[] = {
  { 0x0000, 0x001f },   /* C0 controls */
  { 0x007f, 0x00a0 },   /* delete, C1 controls, no-break space */
  { 0x00ad, 0x00ad },   /* soft hyphen */
  { 0x034f, 0x034f },   /* combining grapheme joiner */
  { 0x061c, 0x061c },   /* Arabic letter mark */
  { 0x115f, 0x1160 },   /* Hangul fillers */
  { 0x1680, 0x1680 },   /* Ogham space */
  { 0x17b4, 0x17b5 },   /* Khmer inherent vowels */
  { 0x180b, 0x180f },   /* Mongolian variation selectors, vowel separator */
  { 0x2000, 0x200f },   /* spaces, zero-width characters, direction marks */
  { 0x2028, 0x202f },   /* line and paragraph separators, embeddings, overrides, narrow no-break space */
  { 0x205f, 0x206f },   /* mathematical space, invisible operators, isolates, deprecated controls */
  { 0x2800, 0x2800 },   /* blank Braille pattern */
  { 0x3000, 0x3000 },   /* ideographic space */
  { 0x3164, 0x3164 },   /* Hangul filler */
  { 0xfe00, 0xfe0f },   /* variation selectors */
  { 0xfeff, 0xfeff },   /* byte order mark */
  { 0xffa0, 0xffa0 },   /* halfwidth Hangul filler */
  { 0xfff0, 0xfffb },   /* unassigned ignorables, interlinear annotation */
  { 0x1bca0, 0x1bca3 }, /* shorthand format controls */
  { 0x1d173, 0x1d17a }, /* musical format controls */
  { 0xe0000, 0xe0fff }, /* tags, variation selectors supplement */
};

/**
 * hlc_unichar_is_deceptive:
 * @character: a character
 *
 * Tells characters that a person who decides must not be shown as they are: invisible ones, those that turn the
 * direction of text, controls (line feed and tab among them), and spaces other than U+0020. Any thread.
 *
 * Returns: whether it is one
 */
gboolean
hlc_unichar_is_deceptive (gunichar character)
{
  guint low = 0, high = G_N_ELEMENTS (deceptive);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (character < deceptive[middle].first)
        high = middle;
      else if (character > deceptive[middle].last)
        low = middle + 1;
      else
        return TRUE;
    }

  return FALSE;
}

/* How much of a piece fits into so many characters: some of a plain one, all or nothing of any other. */
static gsize
fit_piece (const char *piece, gsize size, gboolean is_plain, gsize room)
{
  /* What is not ASCII is one character; what stands for one is ASCII. */
  gsize characters = (guint8) piece[0] < 0x80 ? size : 1;

  if (characters <= room)
    return size;

  return is_plain ? room : 0;
}

/**
 * hlc_visible_text_bounded:
 * @text: any bytes
 * @length: how many; -1 when @text is NUL-terminated
 * @flags: what becomes of line feeds and tabs
 * @max_characters: the most characters of the result
 *
 * As hlc_visible_text(), but cut after @max_characters with an ellipsis that is not counted. What stands for one
 * character is not cut into. Takes time in proportion to the result, not to @text. Any thread.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
hlc_visible_text_bounded (const char *text, gssize length, HlcVisibleFlags flags, gsize max_characters)
{
  GString *shown;
  HlcVisibleReader reader;
  gsize room = max_characters;
  const char *piece;
  gboolean is_plain;
  gsize size;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  shown = g_string_new (NULL);
  hlc_visible_reader_init (&reader, text, length < 0 ? strlen (text) : (gsize) length, flags);
  while ((size = hlc_visible_reader_next (&reader, &piece, &is_plain)) > 0)
    {
      gsize fits = fit_piece (piece, size, is_plain, room);

      g_string_append_len (shown, piece, (gssize) fits);
      if (fits < size)
        {
          g_string_append (shown, "…");
          break;
        }
      room -= (guint8) piece[0] < 0x80 ? size : 1;
    }

  return g_string_free (shown, FALSE);
}

/**
 * hlc_visible_text:
 * @text: any bytes
 * @length: how many; -1 when @text is NUL-terminated
 * @flags: what becomes of line feeds and tabs
 *
 * Makes a text from outside fit to be shown to a person who decides by it. Characters that
 * hlc_unichar_is_deceptive() tells, and combining marks after the fourth on one letter, appear as `\u{202E}`; bytes
 * that are not UTF-8 as `\x{FF}`. A carriage return goes away before a line feed. A backslash stays as it is, so the
 * result is for reading only. Any thread.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
hlc_visible_text (const char *text, gssize length, HlcVisibleFlags flags)
{
  return hlc_visible_text_bounded (text, length, flags, G_MAXSIZE);
}

/**
 * hlc_name_is_suspicious:
 * @name: a name from outside, such as a function's
 * @length: its bytes; -1 when @name is NUL-terminated
 *
 * Tells names that may look like others: anything but ASCII letters, digits, underscore, dot and hyphen. Any thread.
 *
 * Returns: whether @name is empty or has other characters
 */
gboolean
hlc_name_is_suspicious (const char *name, gssize length)
{
  gsize size;

  g_return_val_if_fail (name != NULL || length == 0, TRUE);

  size = length < 0 ? strlen (name) : (gsize) length;
  for (gsize i = 0; i < size; i++)
    {
      if (!g_ascii_isalnum (name[i]) && name[i] != '_' && name[i] != '.' && name[i] != '-')
        return TRUE;
    }

  return size == 0;
}
