/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-mail-text.h"

#include <string.h>

/* RFC 5322, section 2.1.1: a line should have at most 78 characters and must have at most 998. */
#define LINE_SHOULD 78
#define LINE_MUST 998

/* RFC 2047, section 2: a line with an encoded word has at most 76 characters. */
#define WORD_BEGIN "=?utf-8?B?"
#define WORD_END "?="
#define WORD_LINE 76

/* RFC 2045, section 6.7: a line of quoted-printable has at most 76 characters. */
#define QUOTED_LINE 76

static gboolean
is_plain_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (*text < ' ' || *text > '~')
        return FALSE;
    }

  return TRUE;
}

/* The longest stretch without a space, where a header cannot be folded. */
static gsize
longest_word (const char *text)
{
  gsize longest = 0;

  while (*text != '\0')
    {
      gsize length = strcspn (text, " ");

      longest = MAX (longest, length);
      text += length;
      text += strspn (text, " ");
    }

  return longest;
}

/* What looks like an encoded word would be read as one. White space at the ends is not kept by all readers. */
static gboolean
needs_encoding (const char *text)
{
  gsize length = strlen (text);

  return !is_plain_ascii (text) || strstr (text, "=?") != NULL ||
         longest_word (text) > LINE_MUST - LINE_SHOULD ||
         (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));
}

/* Bytes of whole characters for one word: none may stand half in it and half in the next. */
static gsize
word_bytes (const char *text, gsize column)
{
  gsize room = (WORD_LINE - strlen (WORD_BEGIN WORD_END) - column) / 4 * 3;
  gsize used = 0;

  while (text[used] != '\0')
    {
      gsize size = (gsize) (g_utf8_next_char (text + used) - (text + used));

      if (used + size > room)
        break;
      used += size;
    }

  return used;
}

/* @column: how long the first line is already. */
static void
append_encoded_words (GString *line, const char *text, gsize column)
{
  const char *separator = "";

  while (*text != '\0')
    {
      gsize size = word_bytes (text, column);
      g_autofree char *encoded = g_base64_encode ((const guchar *) text, size);

      g_string_append_printf (line, "%s" WORD_BEGIN "%s" WORD_END, separator, encoded);
      separator = "\r\n ";
      column = 1;
      text += size;
    }
}

/* Breaks lines before a space where they get too long; unfolded, the text is the same. */
static void
append_folded (GString *line, const char *text)
{
  gsize column = line->len;

  while (*text != '\0')
    {
      gsize spaces = strspn (text, " ");
      gsize length = spaces + strcspn (text + spaces, " ");

      if (spaces > 0 && column + length > LINE_SHOULD)
        {
          g_string_append (line, "\r\n");
          column = 0;
        }
      g_string_append_len (line, text, (gssize) length);
      column += length;
      text += length;
    }
}

/**
 * hlc_mail_text_encode_header:
 * @name: a header's name, short
 * @text: UTF-8 of one line without control characters
 *
 * Returns: (transfer full): the header, folded, with its CRLF
 */
char *
hlc_mail_text_encode_header (const char *name, const char *text)
{
  GString *header = g_string_new (name);

  g_string_append (header, ": ");
  if (needs_encoding (text))
    append_encoded_words (header, text, header->len);
  else
    append_folded (header, text);
  g_string_append (header, "\r\n");

  return g_string_free (header, FALSE);
}

/**
 * hlc_mail_text_encode_phrase:
 * @text: a display name: UTF-8 of one line without control characters
 * @column: characters that stand before it on its line
 *
 * Returns: (transfer full): as it stands before an address: atoms, a quoted string or encoded words
 */
char *
hlc_mail_text_encode_phrase (const char *text, gsize column)
{
  GString *phrase = g_string_new (NULL);

  if (needs_encoding (text))
    append_encoded_words (phrase, text, column);
  else if (strspn (text,
                   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~ ") ==
           strlen (text))
    g_string_append (phrase, text);
  else
    {
      g_string_append_c (phrase, '"');
      for (; *text != '\0'; text++)
        {
          if (*text == '"' || *text == '\\')
            g_string_append_c (phrase, '\\');
          g_string_append_c (phrase, *text);
        }
      g_string_append_c (phrase, '"');
    }

  return g_string_free (phrase, FALSE);
}

/* The lines of @text, whatever ended them. */
static char **
split_lines (const char *text)
{
  g_autoptr (GString) unified = g_string_new (text);

  g_string_replace (unified, "\r\n", "\n", 0);
  g_string_replace (unified, "\r", "\n", 0);
  return g_strsplit (unified->str, "\n", -1);
}

static gboolean
is_seven_bit (char **lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (strlen (lines[i]) > LINE_MUST)
        return FALSE;
      for (const char *c = lines[i]; *c != '\0'; c++)
        {
          if ((*c < ' ' && *c != '\t') || *c > '~')
            return FALSE;
        }
    }

  return TRUE;
}

static void
append_quoted_line (GString *body, const char *line)
{
  gsize column = 0;

  for (const char *c = line; *c != '\0'; c++)
    {
      gboolean is_last = c[1] == '\0';
      gboolean is_space = *c == ' ' || *c == '\t';
      gboolean is_literal = (*c > ' ' && *c <= '~' && *c != '=') || (is_space && !is_last);
      gsize size = is_literal ? 1 : 3;

      if (column + size > QUOTED_LINE - 1)
        {
          g_string_append (body, "=\r\n");
          column = 0;
        }
      if (is_literal)
        g_string_append_c (body, *c);
      else
        g_string_append_printf (body, "=%02X", (guchar) *c);
      column += size;
    }
}

/**
 * hlc_mail_text_encode_body:
 * @text: UTF-8, with any line ends
 * @encoding: (out) (transfer none): what to name as `Content-Transfer-Encoding`
 *
 * Returns: (transfer full): the text with CRLF, as it is where it is ASCII of short lines, else quoted-printable
 */
char *
hlc_mail_text_encode_body (const char *text, const char **encoding)
{
  g_auto (GStrv) lines = split_lines (text);
  gboolean is_plain = is_seven_bit (lines);
  GString *body = g_string_new (NULL);

  *encoding = is_plain ? "7bit" : "quoted-printable";
  for (guint i = 0; lines[i] != NULL; i++)
    {
      /* A text that ends in a line end has no line more. */
      if (lines[i + 1] == NULL && *lines[i] == '\0')
        break;

      if (is_plain)
        g_string_append (body, lines[i]);
      else
        append_quoted_line (body, lines[i]);
      g_string_append (body, "\r\n");
    }

  return g_string_free (body, FALSE);
}

/**
 * hlc_mail_text_format_date:
 * @time: microseconds since the epoch, UTC
 *
 * Returns: (transfer full): the date by RFC 5322, section 3.3, whatever the locale
 */
char *
hlc_mail_text_format_date (gint64 time)
{
  static const char *const DAYS[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const MONTHS[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  g_return_val_if_fail (date != NULL, NULL);

  return g_strdup_printf ("%s, %d %s %04d %02d:%02d:%02d +0000", DAYS[g_date_time_get_day_of_week (date) - 1],
                          g_date_time_get_day_of_month (date), MONTHS[g_date_time_get_month (date) - 1],
                          g_date_time_get_year (date), g_date_time_get_hour (date),
                          g_date_time_get_minute (date), g_date_time_get_second (date));
}
