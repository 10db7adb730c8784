/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-suggestion.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-json-printer.h"
#include "hlc-json-writer.h"

/* A longer value that is replaced is not repeated to the model, which wrote it. Bytes of JSON. */
#define MAX_OLD_VALUE 40

static char *
dup_json (HlcJsonValue value)
{
  gsize length = 0;
  const char *text = hlc_json_value_get_text (value, &length);

  return g_strndup (text, length);
}

/**
 * hlc_suggestion_dup_text:
 * @value: an argument
 * @is_json: (out): whether the text is JSON; otherwise it is what a string holds
 *
 * What a human edits in place of @value: the content of a string, and anything else as JSON. A string with U+0000 is
 * JSON too, for no text field can hold it. Any thread.
 *
 * Returns: (transfer full): the text
 */
char *
hlc_suggestion_dup_text (HlcJsonValue value, gboolean *is_json)
{
  HlcJsonType type = hlc_json_value_get_type (value);
  gsize length = 0;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) json = NULL;

  *is_json = TRUE;
  if (type == HLC_JSON_STRING)
    {
      text = hlc_json_value_dup_string (value, &length);
      if (memchr (text, '\0', length) == NULL)
        {
          *is_json = FALSE;
          return g_steal_pointer (&text);
        }
    }
  if (type != HLC_JSON_ARRAY && type != HLC_JSON_OBJECT)
    return dup_json (value);

  json = hlc_json_value_dup_text (value);
  return hlc_json_pretty_print (json);
}

/**
 * hlc_suggestion_read_text:
 * @text: what was edited
 * @is_json: as of hlc_suggestion_dup_text()
 * @location: (out) (nullable): where the text is not JSON
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): the value as JSON; %NULL with %HLC_ERROR_SYNTAX or another error of
 *   hlc_json_document_new(), or %HLC_ERROR_DUPLICATE_NAME
 */
char *
hlc_suggestion_read_text (const char *text, gboolean is_json, HlcJsonLocation *location, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  HlcJsonValue name;

  if (!is_json)
    {
      g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

      hlc_json_writer_string (writer, text);
      bytes = hlc_json_writer_finish (writer);
      return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }

  bytes = g_bytes_new (text, strlen (text));
  document = hlc_json_document_new (bytes, location, error);
  if (document == NULL)
    return NULL;

  if (hlc_json_value_find_duplicate (hlc_json_document_get_root (document), &name))
    {
      if (location != NULL)
        hlc_json_value_get_location (name, location);
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_DUPLICATE_NAME,
                           _ ("An object names the same member twice: remove one of them."));
      return NULL;
    }

  return dup_json (hlc_json_document_get_root (document));
}

/* TRUE: the edited value says something else. */
static gboolean
is_changed (HlcJsonValue value, const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, NULL);

  return document == NULL || !hlc_json_value_equal (value, hlc_json_document_get_root (document));
}

/**
 * hlc_suggestion_compose:
 * @arguments: the `kwargs` object of a function call
 * @values: (element-type utf8): a JSON text for each member, in the order of the text; %NULL where it stays
 *
 * The protocol cannot approve with changed arguments, so a denial says which ones would be approved: in words that a
 * model acts on. Arguments that did not change are left out. Any thread.
 *
 * Returns: (transfer full) (nullable): the comment; %NULL when nothing changed
 */
char *
hlc_suggestion_compose (HlcJsonValue arguments, GPtrArray *values)
{
  g_autoptr (GString) comment = g_string_new (NULL);
  HlcJsonIter iter;
  HlcJsonValue name;
  HlcJsonValue value;
  guint n_changed = 0;
  guint n_arguments = 0;

  hlc_json_iter_init (&iter, arguments);
  for (guint i = 0; hlc_json_iter_next (&iter, &name, &value) && i < values->len; i++)
    {
      const char *json = g_ptr_array_index (values, i);
      g_autofree char *name_text = hlc_json_value_dup_string (name, NULL);

      n_arguments++;
      if (json == NULL || !is_changed (value, json))
        continue;

      g_string_append_printf (comment, "%s%s=%s", n_changed++ > 0 ? ", " : "Call it again with: ", name_text,
                              json);
      if (value.length <= MAX_OLD_VALUE)
        {
          g_autofree char *old = dup_json (value);

          g_string_append_printf (comment, " (was %s)", old);
        }
    }

  if (n_changed == 0)
    return NULL;

  g_string_append (comment, n_changed < n_arguments ? ". Leave the other arguments as they are." : ".");
  return g_string_free (g_steal_pointer (&comment), FALSE);
}
