/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-printer.h"

#include <string.h>

#include "hlc-json-scanner.h"
#include "hlc-json-text.h"
#include "hlc-visible-reader.h"

#define INDENT_WIDTH 2

/* Indentation grows no further: else 20 MiB of small elements, 128 arrays deep, would print as 2.5 GiB of spaces. */
#define MAX_INDENT_LEVELS 32

typedef struct
{
  GString *text;
  gsize line_length; /* bytes of the last line */
} Printer;

/* Most pieces are a few bytes, for which a call into GLib each would cost more than the copy. */
static inline void
append (Printer *printer, const char *piece, gsize length)
{
  GString *text = printer->text;

  if (length < text->allocated_len - text->len)
    {
      memcpy (text->str + text->len, piece, length);
      text->len += length;
      text->str[text->len] = '\0';
    }
  else
    {
      g_string_append_len (text, piece, (gssize) length);
    }
}

static void
print_newline (Printer *printer, guint depth)
{
  static const char line_end[] = "\n                                                                ";
  gsize width = (gsize) INDENT_WIDTH * MIN (depth, MAX_INDENT_LEVELS);

  G_STATIC_ASSERT (sizeof line_end - 2 == INDENT_WIDTH * MAX_INDENT_LEVELS);

  append (printer, line_end, 1 + width);
  printer->line_length = width;
}

/* What must stay in one piece: goes to a new line when it does not fit on this one. */
static void
print_whole (Printer *printer, const char *piece, gsize length)
{
  g_assert (length <= HLC_JSON_MAX_LINE);

  if (length > HLC_JSON_MAX_LINE - printer->line_length)
    print_newline (printer, 0);

  append (printer, piece, length);
  printer->line_length += length;
}

/* ASCII, which may be cut anywhere: fills its lines. */
static void
print_plain (Printer *printer, const char *text, gsize length)
{
  while (length > 0)
    {
      gsize room = HLC_JSON_MAX_LINE - printer->line_length;
      gsize part = MIN (room, length);

      if (room == 0)
        {
          print_newline (printer, 0);
          continue;
        }
      append (printer, text, part);
      printer->line_length += part;
      text += part;
      length -= part;
    }
}

static void
print_visible (Printer *printer, const char *text, gsize length)
{
  HlcVisibleReader reader;
  const char *piece;
  gboolean is_plain;
  gsize size;

  hlc_visible_reader_init (&reader, text, length, HLC_VISIBLE_KEEP_LINES);
  while ((size = hlc_visible_reader_next (&reader, &piece, &is_plain)) > 0)
    {
      if (is_plain)
        print_plain (printer, piece, size);
      else if (*piece == '\n')
        print_newline (printer, 0);
      else
        print_whole (printer, piece, size);
    }
}

static void
print_string (Printer *printer, const HlcJsonToken *token)
{
  const char *position = token->start;
  const char *end = token->start + token->length;

  while (position < end)
    {
      const char *next;

      if (*position == '\\')
        {
          next = position + (position[1] == 'u' ? 6 : 2);
          print_whole (printer, position, (gsize) (next - position));
        }
      else
        {
          next = memchr (position, '\\', (gsize) (end - position));
          next = next != NULL ? next : end;
          print_visible (printer, position, (gsize) (next - position));
        }
      position = next;
    }
}

/* Prints an opening bracket, and the closing one when nothing stands between them. */
static void
print_begin (Printer *printer, const char **position, const char *end, char bracket, guint *depth)
{
  const char *next = hlc_json_text_skip_space (*position, end);

  print_whole (printer, &bracket, 1);
  if (*next == '}' || *next == ']')
    {
      print_whole (printer, next, 1);
      *position = next + 1;
      return;
    }
  print_newline (printer, ++*depth);
}

static void
print_json (Printer *printer, const char *position, const char *end)
{
  HlcJsonToken token;
  guint depth = 0;

  while (hlc_json_text_next_token (&position, end, &token))
    {
      switch (token.kind)
        {
        case '{':
        case '[':
          print_begin (printer, &position, end, token.kind, &depth);
          break;
        case '}':
        case ']':
          print_newline (printer, --depth);
          print_whole (printer, token.start, 1);
          break;
        case ',':
          print_whole (printer, token.start, 1);
          print_newline (printer, depth);
          break;
        case ':':
          print_whole (printer, ": ", 2);
          break;
        case '"':
          print_string (printer, &token);
          break;
        default:
          print_plain (printer, token.start, token.length);
        }
    }
}

/**
 * hlc_json_pretty_print:
 * @text: any bytes
 *
 * Lays a JSON text out for reading: one member or element a line, indented by two spaces a level (up to 32 levels),
 * empty containers as `{}` and `[]`. It is made from the text itself, so numbers, escapes and the order of members
 * are as they came. Characters that deceive are shown as hlc_visible_text() shows them.
 *
 * No line is longer than %HLC_JSON_MAX_LINE bytes. A longer string or number goes on at the first column of the next
 * line, never inside of a character or an escape; since a string in JSON holds no raw line feed, such a break cannot
 * be taken for part of it.
 *
 * A text that is not JSON is shown as hlc_visible_text() shows it, with its lines bounded in the same way.
 *
 * Takes time in proportion to @text; any thread, and above 256 KiB a worker's.
 *
 * Returns: (transfer full): valid UTF-8, without a line feed at the end of JSON
 */
char *
hlc_json_pretty_print (GBytes *text)
{
  Printer printer = { 0 };
  const char *start;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  start = g_bytes_get_data (text, &length);
  printer.text = g_string_sized_new (length + length / 2);
  if (hlc_json_scan (start, length, NULL, NULL))
    print_json (&printer, start, start + length);
  else
    print_visible (&printer, start, length);

  return g_string_free (printer.text, FALSE);
}
