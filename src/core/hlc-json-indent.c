/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-indent.h"

#include "hlc-json-scanner.h"

#define INDENT_WIDTH 2

/* Indentation grows no further: deep nesting must not print as spaces only. */
#define MAX_INDENT_LEVELS 32

static void
append_line_end (GString *out, guint depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < INDENT_WIDTH * MIN (depth, MAX_INDENT_LEVELS); i++)
    g_string_append_c (out, ' ');
}

static gboolean
is_space (char character)
{
  return character == ' ' || character == '\t' || character == '\n' || character == '\r';
}

/* A string ends at a quotation mark that no backslash precedes. */
static gsize
skip_string (const char *text, gsize position)
{
  for (position++; text[position] != '"'; position++)
    if (text[position] == '\\')
      position++;

  return position + 1;
}

static gsize
skip_space (const char *text, gsize length, gsize position)
{
  while (position < length && is_space (text[position]))
    position++;

  return position;
}

/**
 * hlc_json_indent:
 * @text: any bytes
 *
 * Lays out a JSON text for editing: only the white space between its tokens is another. Strings, numbers and the order
 * of members stay byte for byte, unlike hlc_json_pretty_print(), which is for reading. Any thread.
 *
 * Returns: (transfer full) (nullable): the text; %NULL where @text is not JSON
 */
char *
hlc_json_indent (GBytes *bytes)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (GString) out = NULL;
  guint depth = 0;
  char before = '\0';

  if (!hlc_json_scan (text, length, NULL, NULL))
    return NULL;

  out = g_string_sized_new (length + length / 2);
  for (gsize i = skip_space (text, length, 0); i < length;)
    {
      gsize end = text[i] == '"' ? skip_string (text, i) : i + 1;
      gboolean closes = text[i] == '}' || text[i] == ']';
      gboolean is_first = before == '{' || before == '[';

      if (closes)
        depth--;
      /* What holds nothing stays on its line. */
      if (closes ? !is_first : is_first || before == ',')
        append_line_end (out, depth);
      else if (before == ':')
        g_string_append_c (out, ' ');
      if (text[i] == '{' || text[i] == '[')
        depth++;
      g_string_append_len (out, text + i, (gssize) (end - i));
      before = text[i];
      i = skip_space (text, length, end);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}
