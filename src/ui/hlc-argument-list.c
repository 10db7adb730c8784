/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-argument-list.h"

#include <glib/gi18n-lib.h>

#include "hlc-fact-row.h"
#include "hlc-json-printer.h"

/* More rows than anyone reads; where there are more arguments, a last row holds all of them as one text. */
#define MAX_ROWS 500

static const char *const type_names[] = {
  [HLC_JSON_NULL] = NC_ ("type", "nothing"),     [HLC_JSON_FALSE] = NC_ ("type", "truth value"),
  [HLC_JSON_TRUE] = NC_ ("type", "truth value"), [HLC_JSON_NUMBER] = NC_ ("type", "number"),
  [HLC_JSON_STRING] = NC_ ("type", "text"),      [HLC_JSON_ARRAY] = NC_ ("type", "list"),
  [HLC_JSON_OBJECT] = NC_ ("type", "object"),
};

/* The value is read from the tokens of the received text, so a U+0000 in it hides nothing. */
static GtkWidget *
argument_row_new (HlcJsonValue name, HlcJsonValue value)
{
  HlcJsonType type = hlc_json_value_get_type (value);
  gsize name_length = 0;
  gsize length = 0;
  g_autofree char *name_text = hlc_json_value_dup_string (name, &name_length);
  g_autoptr (GBytes) raw = hlc_json_value_dup_text (value);
  g_autofree char *raw_text = g_strndup (g_bytes_get_data (raw, NULL), g_bytes_get_size (raw));
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;
  GtkWidget *row = NULL;

  if (type == HLC_JSON_STRING)
    {
      text = hlc_json_value_dup_string (value, &length);
    }
  else if (type == HLC_JSON_ARRAY || type == HLC_JSON_OBJECT)
    {
      text = hlc_json_pretty_print (raw);
      length = strlen (text);
    }
  else
    {
      text = g_strdup (raw_text);
      length = strlen (text);
    }

  /* Translators: the name of an argument and the type of its value. */
  label =
      g_strdup_printf (_ ("%s · %s"), name_text, g_dpgettext2 (GETTEXT_PACKAGE, "type", type_names[type]));
  if (type == HLC_JSON_STRING && length == 0)
    row = hlc_fact_row_new (label, _ ("empty"), -1, HLC_FACT_ABOVE | HLC_FACT_DIM);
  else
    row = hlc_fact_row_new (label, text, (gssize) length, HLC_FACT_ABOVE | HLC_FACT_MONOSPACE);

  /* A text that holds U+0000 cannot be on a clipboard: then it is copied as it stands in the JSON. */
  hlc_fact_row_set_copy_text (HLC_FACT_ROW (row), memchr (text, '\0', length) == NULL ? text : raw_text);

  return row;
}

/**
 * hlc_argument_list_fill:
 * @list: is emptied, then gets a row for each argument, in the order of the text
 * @arguments: the `kwargs` object of a function call
 *
 * Returns: how many arguments there are
 */
guint
hlc_argument_list_fill (GtkListBox *list, HlcJsonValue arguments)
{
  HlcJsonIter iter;
  HlcJsonValue name, value;
  guint n_arguments = 0;

  hlc_fact_list_clear (list);
  hlc_json_iter_init (&iter, arguments);
  while (hlc_json_iter_next (&iter, &name, &value))
    if (n_arguments++ < MAX_ROWS)
      gtk_list_box_append (list, argument_row_new (name, value));

  if (n_arguments > MAX_ROWS)
    {
      g_autofree char *label = g_strdup_printf (_ ("All %'u arguments"), n_arguments);
      gsize length = 0;
      const char *text = hlc_json_value_get_text (arguments, &length);

      gtk_list_box_append (list, hlc_fact_row_new (label, text, (gssize) length, HLC_FACT_ABOVE));
    }

  return n_arguments;
}
