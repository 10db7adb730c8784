/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-command-output.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "hlc-clock.h"
#include "hlc-header-list.h"
#include "hlc-json-printer.h"
#include "hlc-visible-text.h"

/** Cells that the names of fields are aligned to. */
#define FIELD_WIDTH 18

/* The width of the terminal in cells; 0 where standard output is none, and lines are as long as they are. */
static guint
get_terminal_width (void)
{
  struct winsize size = { 0 };

  if (!isatty (STDOUT_FILENO) || ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
    return 0;

  return size.ws_col;
}

/**
 * hlc_command_print_json:
 * @json: a JSON text
 *
 * Prints the bytes as they are, and a line feed.
 */
void
hlc_command_print_json (GBytes *json)
{
  gsize length = 0;
  const char *data;

  g_return_if_fail (json != NULL);

  data = g_bytes_get_data (json, &length);
  fwrite (data, 1, length, stdout);
  if (length == 0 || data[length - 1] != '\n')
    fputc ('\n', stdout);
}

/**
 * hlc_command_print_field:
 * @name: what it is
 * @value: (nullable): UTF-8 from anywhere; nothing is printed for %NULL
 *
 * Prints one line of a name and its value.
 */
void
hlc_command_print_field (const char *name, const char *value)
{
  g_autofree char *visible = NULL;
  guint cells;

  g_return_if_fail (name != NULL);

  if (value == NULL)
    return;

  visible = hlc_visible_text (value, -1, HLC_VISIBLE_ONE_LINE);
  cells = hlc_text_count_cells (name);
  g_print ("%s%*s%s\n", name, (int) (cells < FIELD_WIDTH ? FIELD_WIDTH - cells : 1), "", visible);
}

/**
 * hlc_command_print_block:
 * @title: what it is
 * @text: UTF-8 from anywhere
 * @length: bytes of @text, or -1 for all up to its NUL
 *
 * Prints a text of several lines under a title.
 */
void
hlc_command_print_block (const char *title, const char *text, gssize length)
{
  g_autofree char *visible = NULL;

  g_return_if_fail (title != NULL);
  g_return_if_fail (text != NULL);

  visible = hlc_visible_text (text, length, HLC_VISIBLE_KEEP_LINES);
  g_print ("\n%s\n%s%s", title, visible, g_str_has_suffix (visible, "\n") ? "" : "\n");
}

/**
 * hlc_command_print_json_block:
 * @title: what it is
 * @json: an accepted JSON text
 *
 * Prints a JSON text under a title, indented, its numbers and strings as they came.
 */
void
hlc_command_print_json_block (const char *title, GBytes *json)
{
  g_autofree char *pretty = NULL;

  g_return_if_fail (json != NULL);

  pretty = hlc_json_pretty_print (json);
  hlc_command_print_block (title, pretty, -1);
}

/**
 * hlc_command_print_headers:
 * @object: a JSON object of ours
 * @name: the name of a member that is a list of `[name, value]`
 * @title: what it is
 *
 * Prints headers, one a line; nothing where there are none.
 */
void
hlc_command_print_headers (HlcJsonValue object, const char *name, const char *title)
{
  HlcJsonValue headers;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (HlcHeaderList) list = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);

  if (!hlc_json_value_get_member (object, name, &headers) ||
      hlc_json_value_get_type (headers) != HLC_JSON_ARRAY)
    return;

  text = hlc_json_value_dup_text (headers);
  list = hlc_header_list_from_json (text);
  if (list == NULL || hlc_header_list_get_length (list) == 0)
    return;

  for (guint i = 0; i < hlc_header_list_get_length (list); i++)
    g_string_append_printf (lines, "%s: %s\n", hlc_header_list_get_name (list, i),
                            hlc_header_list_get_value (list, i));

  hlc_command_print_block (title, lines->str, (gssize) lines->len);
}

/**
 * hlc_command_print_body:
 * @object: a JSON object of ours
 * @name: the name of a member that is a body in base64
 * @title: what it is
 *
 * Prints a body as text, indented where it is JSON; of one that is no text only that it is none. Nothing where it is
 * empty.
 */
void
hlc_command_print_body (HlcJsonValue object, const char *name, const char *title)
{
  g_autofree char *encoded = hlc_command_dup_member (object, name);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  guchar *data;
  gsize length = 0;

  if (encoded == NULL || *encoded == '\0')
    return;

  data = g_base64_decode (encoded, &length);
  body = g_bytes_new_take (data, length);
  document = hlc_json_document_new (body, NULL, NULL);

  if (document != NULL)
    hlc_command_print_json_block (title, body);
  else if (g_utf8_validate_len ((const char *) data, length, NULL))
    hlc_command_print_block (title, (const char *) data, (gssize) length);
  else
    g_print ("\n%s\n%s\n", title, _ ("This is no text; --json prints it in base64."));
}

/**
 * hlc_command_print_table:
 * @table: a table
 *
 * Prints a table as wide as the terminal.
 */
void
hlc_command_print_table (HlcTextTable *table)
{
  g_autofree char *text = NULL;

  g_return_if_fail (table != NULL);

  text = hlc_text_table_format (table, get_terminal_width ());
  g_print ("%s", text);
}

/**
 * hlc_command_or_dash:
 * @text: (nullable): a cell of a table
 *
 * Returns: (transfer none): @text, or a dash where there is none
 */
const char *
hlc_command_or_dash (const char *text)
{
  return text != NULL ? text : "-";
}

/**
 * hlc_command_dup_member:
 * @object: a JSON object of ours
 * @name: a member's name
 *
 * Returns: (transfer full) (nullable): the member as text: a string's value, another value's JSON; %NULL for one
 *   that is absent or null
 */
char *
hlc_command_dup_member (HlcJsonValue object, const char *name)
{
  HlcJsonValue member;
  gsize length = 0;
  const char *text;

  if (!hlc_json_value_get_member (object, name, &member) || hlc_json_value_get_type (member) == HLC_JSON_NULL)
    return NULL;

  if (hlc_json_value_get_type (member) == HLC_JSON_STRING)
    return hlc_json_value_dup_string (member, NULL);

  text = hlc_json_value_get_text (member, &length);
  return g_strndup (text, length);
}

/**
 * hlc_command_dup_local_time:
 * @object: a JSON object of ours
 * @name: the name of a member that is a time
 *
 * Returns: (transfer full) (nullable): the time where the user is, to the second; %NULL for one that is not known
 */
char *
hlc_command_dup_local_time (HlcJsonValue object, const char *name)
{
  g_autofree char *text = hlc_command_dup_member (object, name);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  gint64 time = 0;

  if (text == NULL || !hlc_time_parse (text, &time))
    return NULL;

  utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : NULL;
}
