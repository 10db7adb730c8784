/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-query-values.h"

typedef struct
{
  const char *name;
  const char *query;
  const char *text;
  gint64 number;
  const char *mistake; /* the parameter */
} Case;

/* clang-format off */
static const Case cases[] = {
  { "absent", NULL, NULL, 50, NULL },
  { "empty", "q=&limit=", NULL, 50, NULL },
  { "both", "limit=7&q=two%20words+more", "two words more", 7, NULL },
  { "greatest", "limit=500", NULL, 500, NULL },
  { "zero", "limit=0", NULL, 50, "limit" },
  { "too-great", "limit=501", NULL, 50, "limit" },
  { "sign", "limit=%2B5", NULL, 50, "limit" },
  { "space", "limit=%205", NULL, 50, "limit" },
  { "word", "limit=ten", NULL, 50, "limit" },
  { "hexadecimal", "limit=0x10", NULL, 50, "limit" },
  { "beyond-64-bits", "limit=99999999999999999999", NULL, 50, "limit" },
  { "unknown", "limt=5", NULL, 50, "limt" },
  { "not-utf-8", "q=%ff", NULL, 50, "" },
  { "nul", "q=a%00b", NULL, 50, "" },
  { "no-equals", "q", NULL, 50, "" },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  static const char *const known[] = { "q", "limit", NULL };
  const Case *test = data;
  g_autoptr (HlcQueryValues) values = hlc_query_values_new (test->query, known);
  const char *name = NULL;
  const char *mistake = NULL;

  g_assert_cmpstr (hlc_query_values_get_text (values, "q"), ==, test->text);
  g_assert_cmpint (hlc_query_values_get_number (values, "limit", 1, 500, 50), ==, test->number);
  mistake = hlc_query_values_get_mistake (values, &name);
  g_assert_cmpstr (name, ==, test->mistake);
  g_assert_cmpint (mistake != NULL, ==, test->mistake != NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/query-values/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
