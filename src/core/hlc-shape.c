/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-shape.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-json-names.h"

/* What is told at once: more would be noise for the model that reads it. */
#define MAX_PROBLEMS 20

/* pydantic's words, which clients of the service know. */
static const struct
{
  const char *type;
  const char *phrase;
} EXPECTED[] = {
  [HLC_SHAPE_TEXT] = { "string_type", NC_ ("JSON type", "a string") },
  [HLC_SHAPE_FILLED] = { "string_type", NC_ ("JSON type", "a string") },
  [HLC_SHAPE_BOOLEAN] = { "bool_type", NC_ ("JSON type", "true or false") },
  [HLC_SHAPE_OBJECT] = { "dict_type", NC_ ("JSON type", "an object") },
  [HLC_SHAPE_OBJECTS] = { "list_type", NC_ ("JSON type", "an array of objects") },
  [HLC_SHAPE_TEXTS] = { "list_type", NC_ ("JSON type", "an array of strings") },
};

static const char *
get_phrase (HlcShapeType type)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "JSON type", EXPECTED[type].phrase);
}

static void
problem_free (gpointer data)
{
  HlcProblem *problem = data;

  g_strfreev (problem->loc);
  g_free (problem->type);
  g_free (problem->msg);
  g_free (problem);
}

/**
 * hlc_problems_new:
 *
 * Returns: (transfer full) (element-type HlcProblem): an empty list
 */
GPtrArray *
hlc_problems_new (void)
{
  return g_ptr_array_new_with_free_func (problem_free);
}

/**
 * hlc_problems_add:
 * @path: dotted path to the member, for example "body.spec.fn"
 * @type: a word for programs
 *
 * Adds a problem; past a few there is no more to say.
 */
void
hlc_problems_add (GPtrArray *problems, const char *path, const char *type, const char *format, ...)
{
  HlcProblem *problem;
  va_list args;

  if (problems->len >= MAX_PROBLEMS)
    return;

  problem = g_new0 (HlcProblem, 1);
  problem->loc = g_strsplit (path, ".", -1);
  problem->type = g_strdup (type);
  va_start (args, format);
  problem->msg = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (problems, problem);
}

/**
 * hlc_problems_to_sentence:
 * @problems: (element-type HlcProblem): at least one
 *
 * Returns: (transfer full): all of them in one line, each with its path
 */
char *
hlc_problems_to_sentence (GPtrArray *problems)
{
  g_autoptr (GString) sentence = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      HlcProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *path = g_strjoinv (".", problem->loc[1] != NULL ? problem->loc + 1 : problem->loc);

      g_string_append_printf (sentence, "%s%s: %s", i > 0 ? " " : "", path, problem->msg);
    }

  return g_string_free (g_steal_pointer (&sentence), FALSE);
}

static gboolean
is_of_type (HlcJsonValue value, HlcShapeType type)
{
  HlcJsonType found = hlc_json_value_get_type (value);

  switch (type)
    {
    case HLC_SHAPE_TEXT:
    case HLC_SHAPE_FILLED:
      return found == HLC_JSON_STRING;

    case HLC_SHAPE_BOOLEAN:
      return found == HLC_JSON_TRUE || found == HLC_JSON_FALSE;

    case HLC_SHAPE_OBJECT:
      return found == HLC_JSON_OBJECT;

    case HLC_SHAPE_OBJECTS:
    case HLC_SHAPE_TEXTS:
    default:
      return found == HLC_JSON_ARRAY;
    }
}

static void
check_text (HlcJsonValue value, const char *path, HlcShapeType type, GPtrArray *problems)
{
  gsize length;
  g_autofree char *text = hlc_json_value_dup_string (value, &length);

  if (type == HLC_SHAPE_FILLED && length == 0)
    hlc_problems_add (problems, path, "string_too_short", _ ("It must not be empty."));
  else if (strlen (text) != length)
    hlc_problems_add (problems, path, "value_error",
                      _ ("It holds U+0000, which a person would not see. Send it without."));
}

static void
check_elements (HlcJsonValue array, const char *path, const HlcShapeField *field, GPtrArray *problems)
{
  HlcShapeType type = field->type == HLC_SHAPE_TEXTS ? HLC_SHAPE_TEXT : HLC_SHAPE_OBJECT;
  HlcJsonIter iter;
  HlcJsonValue element;
  guint index = 0;

  hlc_json_iter_init (&iter, array);
  while (problems->len < MAX_PROBLEMS && hlc_json_iter_next (&iter, NULL, &element))
    {
      g_autofree char *element_path = g_strdup_printf ("%s.%u", path, index++);

      if (!is_of_type (element, type))
        hlc_problems_add (problems, element_path, EXPECTED[type].type, _ ("It must be %s."),
                          get_phrase (type));
      else if (type == HLC_SHAPE_TEXT)
        check_text (element, element_path, type, problems);
      else if (field->fields != NULL)
        hlc_shape_check (element, element_path, field->fields, problems);
    }
}

static void
check_names (HlcJsonValue value, const char *path, gboolean own_only, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  gboolean ok =
      own_only ? hlc_json_names_check_own (value, &error) : hlc_json_names_check_all (value, &error);

  if (!ok)
    hlc_problems_add (problems, path, "value_error", "%s", error->message);
}

static void
check_field (HlcJsonValue object, const char *path, const HlcShapeField *field, GPtrArray *problems)
{
  g_autofree char *field_path = g_strconcat (path, ".", field->name, NULL);
  HlcJsonValue value;
  gboolean is_present = hlc_json_value_get_member (object, field->name, &value);

  if (!is_present || hlc_json_value_get_type (value) == HLC_JSON_NULL)
    {
      if (field->required)
        hlc_problems_add (problems, field_path, is_present ? EXPECTED[field->type].type : "missing",
                          _ ("It is required: send %s."), get_phrase (field->type));
      return;
    }

  if (!is_of_type (value, field->type))
    {
      hlc_problems_add (problems, field_path, EXPECTED[field->type].type,
                        _ ("It must be %s, but its type is %s."), get_phrase (field->type),
                        hlc_json_type_get_name (hlc_json_value_get_type (value)));
      return;
    }

  switch (field->type)
    {
    case HLC_SHAPE_TEXT:
    case HLC_SHAPE_FILLED:
      check_text (value, field_path, field->type, problems);
      break;

    case HLC_SHAPE_OBJECTS:
    case HLC_SHAPE_TEXTS:
      check_elements (value, field_path, field, problems);
      break;

    case HLC_SHAPE_OBJECT:
      if (field->fields != NULL)
        hlc_shape_check (value, field_path, field->fields, problems);
      else if (!field->opaque)
        check_names (value, field_path, FALSE, problems);
      break;

    case HLC_SHAPE_BOOLEAN:
    default:
      break;
    }
}

/**
 * hlc_shape_check:
 * @object: an object of an accepted document
 * @path: dotted path to it
 * @fields: what it must hold, ended by a field without a name
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Checks an object against a table. Members that the table does not name are the agent's own and pass; a member name
 * that comes twice does not. Any thread.
 */
void
hlc_shape_check (HlcJsonValue object, const char *path, const HlcShapeField *fields, GPtrArray *problems)
{
  check_names (object, path, TRUE, problems);
  for (const HlcShapeField *field = fields; field->name != NULL; field++)
    check_field (object, path, field, problems);
}
