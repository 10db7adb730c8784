/* SPDX-License-Identifier: Apache-2.0 */
#include "json-input.h"

#include <string.h>

/**
 * parse_json:
 *
 * Returns: (transfer full): the document of a text that is JSON; any other fails the test
 */
HlcJsonDocument *
parse_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  HlcJsonDocument *document = hlc_json_document_new (bytes, NULL, &error);

  g_assert_no_error (error);
  return document;
}

/**
 * describe_problems:
 * @problems: (element-type HlcProblem)
 *
 * Returns: (transfer full): each problem as "path type", in order, with commas between; none of them repeats %HUNTER
 */
char *
describe_problems (GPtrArray *problems)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      HlcProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *path = g_strjoinv (".", problem->loc);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", path, problem->type);
      g_assert_cmpuint (strlen (problem->msg), >, 0);
      g_assert_null (strstr (problem->msg, HUNTER));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
