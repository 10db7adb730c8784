/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-form-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-enum-name.h"
#include "hlc-json-names.h"
#include "hlc-json-writer.h"

static const char *const TYPES[] = {
  [HLC_FORM_ROW_STRING] = "string", [HLC_FORM_ROW_NUMBER] = "number", [HLC_FORM_ROW_BOOLEAN] = "boolean",
  [HLC_FORM_ROW_NULL] = "null",     [HLC_FORM_ROW_JSON] = "json",
};

static void
form_row_free (gpointer data)
{
  HlcFormRow *row = data;

  g_free (row->name);
  g_free (row->value);
  g_free (row);
}

/**
 * hlc_form_rows_new:
 *
 * Returns: (transfer full) (element-type HlcFormRow): no rows
 */
GPtrArray *
hlc_form_rows_new (void)
{
  return g_ptr_array_new_with_free_func (form_row_free);
}

/**
 * hlc_form_rows_add:
 * @name: the member's name
 * @type: what @value stands for
 * @value: (nullable): as typed
 *
 * Returns: (transfer none): the new row
 */
HlcFormRow *
hlc_form_rows_add (GPtrArray *rows, const char *name, HlcFormRowType type, const char *value)
{
  HlcFormRow *row = g_new0 (HlcFormRow, 1);

  row->name = g_strdup (name);
  row->type = type;
  row->value = g_strdup (value != NULL ? value : "");
  g_ptr_array_add (rows, row);
  return row;
}

static char *
dup_text (HlcJsonValue value)
{
  gsize length = 0;
  const char *text = hlc_json_value_get_text (value, &length);

  return g_strndup (text, length);
}

/* A string with U+0000 is shown as JSON, for no text field can hold it. */
static void
add_value (GPtrArray *rows, const char *name, HlcJsonValue value)
{
  static const HlcFormRowType ROW_TYPES[] = {
    [HLC_JSON_NULL] = HLC_FORM_ROW_NULL,     [HLC_JSON_FALSE] = HLC_FORM_ROW_BOOLEAN,
    [HLC_JSON_TRUE] = HLC_FORM_ROW_BOOLEAN,  [HLC_JSON_NUMBER] = HLC_FORM_ROW_NUMBER,
    [HLC_JSON_STRING] = HLC_FORM_ROW_STRING, [HLC_JSON_ARRAY] = HLC_FORM_ROW_JSON,
    [HLC_JSON_OBJECT] = HLC_FORM_ROW_JSON,
  };
  HlcFormRowType type = ROW_TYPES[hlc_json_value_get_type (value)];
  g_autofree char *text = dup_text (value);

  if (type == HLC_FORM_ROW_STRING)
    {
      gsize length = 0;
      g_autofree char *decoded = hlc_json_value_dup_string (value, &length);

      if (strlen (decoded) == length)
        {
          hlc_form_rows_add (rows, name, type, decoded);
          return;
        }
      type = HLC_FORM_ROW_JSON;
    }

  hlc_form_rows_add (rows, name, type, type == HLC_FORM_ROW_NULL ? "" : text);
}

/**
 * hlc_form_rows_new_from_json:
 * @object: an object
 *
 * Returns: (transfer full) (element-type HlcFormRow) (nullable): a row for each member, in the order of the text; %NULL
 *   when rows cannot say the same: a name holds U+0000
 */
GPtrArray *
hlc_form_rows_new_from_json (HlcJsonValue object)
{
  g_autoptr (GPtrArray) rows = hlc_form_rows_new ();
  HlcJsonIter iter;
  HlcJsonValue name_value;
  HlcJsonValue value;

  hlc_json_iter_init (&iter, object);
  while (hlc_json_iter_next (&iter, &name_value, &value))
    {
      gsize length = 0;
      g_autofree char *name = hlc_json_value_dup_string (name_value, &length);

      if (strlen (name) != length)
        return NULL;
      add_value (rows, name, value);
    }

  return g_steal_pointer (&rows);
}

/**
 * hlc_form_json_read:
 * @typed: what stands in a field that holds JSON
 * @field: its path
 * @type: what it must be; %HLC_JSON_NULL for anything
 * @is_opaque: a repeated name inside is nobody's business but the agent's
 * @problems: (element-type HlcFormProblem): where what is wrong is added, with line and column
 *
 * Returns: (transfer full) (nullable): the bytes as typed, or %NULL when there is a problem
 */
GBytes *
hlc_form_json_read (const char *typed,
                    const char *field,
                    HlcJsonType type,
                    gboolean is_opaque,
                    GPtrArray *problems)
{
  g_autoptr (GBytes) text = g_bytes_new (typed, strlen (typed));
  g_autoptr (GError) error = NULL;
  HlcJsonLocation location = { 0 };
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (text, &location, &error);
  HlcJsonValue root;
  HlcJsonValue name;

  if (document == NULL)
    {
      hlc_form_problems_add_text (problems, field, &location, error);
      return NULL;
    }

  root = name = hlc_json_document_get_root (document);
  if (type != HLC_JSON_NULL && hlc_json_value_get_type (root) != type)
    g_set_error (&error, HLC_ERROR, HLC_ERROR_SHAPE, _ ("The JSON type “%s” belongs here, and this is “%s”."),
                 hlc_json_type_get_name (type), hlc_json_type_get_name (hlc_json_value_get_type (root)));
  else if (is_opaque || hlc_json_names_check_all (root, &error))
    return g_steal_pointer (&text);
  else
    hlc_json_value_find_duplicate (root, &name);

  hlc_json_value_get_location (name, &location);
  hlc_form_problems_add_text (problems, field, &location, error);
  return NULL;
}

/* The value as JSON, or NULL after saying what is wrong. */
static GBytes *
read_row (const HlcFormRow *row, const char *field, GPtrArray *problems)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autofree char *stripped = g_strstrip (g_strdup (row->value));

  switch (row->type)
    {
    case HLC_FORM_ROW_NUMBER:
      return hlc_form_json_read (stripped, field, HLC_JSON_NUMBER, FALSE, problems);

    case HLC_FORM_ROW_JSON:
      return hlc_form_json_read (row->value, field, HLC_JSON_NULL, FALSE, problems);

    case HLC_FORM_ROW_BOOLEAN:
      if (!g_str_equal (stripped, "true") && !g_str_equal (stripped, "false"))
        {
          hlc_form_problems_add (problems, field, "%s", _ ("It is either true or false."));
          return NULL;
        }
      hlc_json_writer_boolean (writer, g_str_equal (stripped, "true"));
      break;

    case HLC_FORM_ROW_NULL:
      hlc_json_writer_null (writer);
      break;

    case HLC_FORM_ROW_STRING:
    default:
      hlc_json_writer_string (writer, row->value);
      break;
    }

  return hlc_json_writer_finish (writer);
}

static void
check_name (GPtrArray *rows, guint index, const char *field, GPtrArray *problems)
{
  const HlcFormRow *row = g_ptr_array_index (rows, index);

  if (*row->name == '\0')
    {
      hlc_form_problems_add (problems, field, "%s", _ ("The argument has no name: type one."));
      return;
    }

  for (guint i = 0; i < index; i++)
    {
      const HlcFormRow *other = g_ptr_array_index (rows, i);

      if (!g_str_equal (other->name, row->name))
        continue;
      hlc_form_problems_add (problems, field,
                             _ ("The name “%s” stands twice: programs differ in which one they read."),
                             row->name);
      return;
    }
}

/**
 * hlc_form_rows_to_json:
 * @rows: (element-type HlcFormRow): the members of an object
 * @field: the object's path, for problems
 * @problems: (element-type HlcFormProblem): where what is wrong is added, with the number of the row
 *
 * Returns: (transfer full) (nullable): the object's text, or %NULL when there are problems
 */
GBytes *
hlc_form_rows_to_json (GPtrArray *rows, const char *field, GPtrArray *problems)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) json = NULL;
  guint n_before = problems->len;

  hlc_json_writer_begin_object (writer);
  for (guint i = 0; i < rows->len; i++)
    {
      const HlcFormRow *row = g_ptr_array_index (rows, i);
      guint n_problems = problems->len;
      g_autoptr (GBytes) value = NULL;

      check_name (rows, i, field, problems);
      value = read_row (row, field, problems);
      /* A row is told by its number, since what is wrong may be its name. */
      for (guint j = n_problems; j < problems->len; j++)
        ((HlcFormProblem *) g_ptr_array_index (problems, j))->row = (int) i;
      if (value == NULL)
        continue;

      hlc_json_writer_name (writer, row->name);
      hlc_json_writer_raw (writer, value);
    }
  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);

  return problems->len == n_before ? g_steal_pointer (&json) : NULL;
}

/**
 * hlc_form_row_type_to_string:
 *
 * Returns: (transfer none): a word for the type, as "string"
 */
const char *
hlc_form_row_type_to_string (HlcFormRowType type)
{
  g_return_val_if_fail ((gsize) type < G_N_ELEMENTS (TYPES), NULL);

  return TYPES[type];
}

/**
 * hlc_form_row_type_from_string:
 * @text: (nullable): a word
 * @type: (out): the type, untouched if there is none
 *
 * Returns: whether @text names a type
 */
gboolean
hlc_form_row_type_from_string (const char *text, HlcFormRowType *type)
{
  int found = hlc_enum_name_find (TYPES, G_N_ELEMENTS (TYPES), text);

  if (found < 0)
    return FALSE;

  *type = (HlcFormRowType) found;
  return TRUE;
}
