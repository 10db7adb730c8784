/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-form-problem.h"

#include <string.h>

/* What the API's paths begin with, and a form's do not. */
#define BODY "body"

static void
form_problem_free (gpointer data)
{
  HlcFormProblem *problem = data;

  g_free (problem->field);
  g_free (problem->message);
  g_free (problem);
}

/**
 * hlc_form_problems_new:
 *
 * Returns: (transfer full) (element-type HlcFormProblem): an empty list
 */
GPtrArray *
hlc_form_problems_new (void)
{
  return g_ptr_array_new_with_free_func (form_problem_free);
}

static HlcFormProblem *
take_problem (GPtrArray *problems, const char *field, char *message)
{
  HlcFormProblem *problem = g_new0 (HlcFormProblem, 1);

  problem->field = g_strdup (field);
  problem->row = -1;
  problem->message = message;
  g_ptr_array_add (problems, problem);
  return problem;
}

/**
 * hlc_form_problems_add:
 * @field: as in #HlcFormProblem
 * @format: a sentence
 * @...: its arguments
 *
 * Returns: (transfer none): the problem, whose row may be set
 */
HlcFormProblem *
hlc_form_problems_add (GPtrArray *problems, const char *field, const char *format, ...)
{
  va_list arguments;
  char *message;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return take_problem (problems, field, message);
}

/**
 * hlc_form_problems_add_text:
 * @field: a field that holds JSON
 * @location: (nullable): where in its text
 * @error: what is wrong there
 */
void
hlc_form_problems_add_text (GPtrArray *problems,
                            const char *field,
                            const HlcJsonLocation *location,
                            const GError *error)
{
  HlcFormProblem *problem = take_problem (problems, field, g_strdup (error->message));

  if (location != NULL)
    {
      problem->line = location->line;
      problem->column = location->column;
    }
}

static gboolean
find_child (HlcJsonValue parent, const char *name, HlcJsonValue *child)
{
  HlcJsonIter iter;
  HlcJsonValue value;
  guint64 index = 0;

  if (hlc_json_value_get_type (parent) == HLC_JSON_OBJECT)
    return hlc_json_value_get_member (parent, name, child);
  if (!g_ascii_string_to_unsigned (name, 10, 0, G_MAXUINT, &index, NULL))
    return FALSE;

  hlc_json_iter_init (&iter, parent);
  while (hlc_json_iter_next (&iter, NULL, &value))
    {
      if (index-- > 0)
        continue;
      *child = value;
      return TRUE;
    }

  return FALSE;
}

/* The value that a path leads to, or the last one on the way that is there. */
static HlcJsonValue
find_deepest (HlcJsonValue value, char **path)
{
  HlcJsonValue child;

  for (; *path != NULL && find_child (value, *path, &child); path++)
    value = child;

  return value;
}

/**
 * hlc_form_problems_add_input:
 * @input: (element-type HlcProblem): what the API would say
 * @document: (nullable): the text that was checked, where it is the one that was typed: lines and columns are in it
 *
 * Says for a form what the API says of its text.
 */
void
hlc_form_problems_add_input (GPtrArray *problems, GPtrArray *input, HlcJsonDocument *document)
{
  for (guint i = 0; i < input->len; i++)
    {
      HlcProblem *said = g_ptr_array_index (input, i);
      char **path = said->loc + (g_strcmp0 (said->loc[0], BODY) == 0 ? 1 : 0);
      g_autofree char *field = g_strjoinv (".", path);
      HlcFormProblem *problem = take_problem (problems, field, g_strdup (said->msg));
      HlcJsonLocation location;

      if (document == NULL)
        continue;

      hlc_json_value_get_location (find_deepest (hlc_json_document_get_root (document), path), &location);
      problem->line = location.line;
      problem->column = location.column;
    }
}

/**
 * hlc_form_problems_find:
 * @field: a path
 *
 * Returns: (transfer none) (nullable): the first problem of that field, or of something in it
 */
const HlcFormProblem *
hlc_form_problems_find (GPtrArray *problems, const char *field)
{
  gsize length = strlen (field);

  for (guint i = 0; i < problems->len; i++)
    {
      const HlcFormProblem *problem = g_ptr_array_index (problems, i);

      if (strncmp (problem->field, field, length) == 0 &&
          (problem->field[length] == '\0' || problem->field[length] == '.'))
        return problem;
    }

  return NULL;
}

/**
 * hlc_form_problems_to_sentence:
 * @problems: (element-type HlcFormProblem): at least one
 *
 * Returns: (transfer full): all of them in one line, each with its field
 */
char *
hlc_form_problems_to_sentence (GPtrArray *problems)
{
  GString *sentence = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const HlcFormProblem *problem = g_ptr_array_index (problems, i);

      g_string_append_printf (sentence, "%s%s%s%s", i > 0 ? " " : "", problem->field,
                              *problem->field != '\0' ? ": " : "", problem->message);
    }

  return g_string_free (sentence, FALSE);
}
