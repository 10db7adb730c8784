/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-indent.h"

#include <string.h>

static void
test_indent (void)
{
  static const struct
  {
    const char *text;
    const char *indented;
  } cases[] = {
    { "{}", "{}" },
    { " [ ] ", "[]" },
    { "12345678901234567890", "12345678901234567890" },
    { "{\"a\":1,\"b\":[true,null,-1.0e+5]}",
      "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null,\n    -1.0e+5\n  ]\n}" },
    { "{\"b\" : {} ,\r\n\"a\":[[]]}", "{\n  \"b\": {},\n  \"a\": [\n    []\n  ]\n}" },
    { "{\"a\\\"{,:\\\\\":\"\\u0000 \\ud83d,[]\"}", "{\n  \"a\\\"{,:\\\\\": \"\\u0000 \\ud83d,[]\"\n}" },
    { "", NULL },
    { "{\"a\":1", NULL },
    { "{'a':1}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) text = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      g_autofree char *indented = hlc_json_indent (text);

      g_assert_cmpstr (indented, ==, cases[i].indented);
    }
}

/* What is laid out already stays as it is. */
static void
test_again (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("{\"a\":[1,{\"b\":[]}]}", 18);
  g_autofree char *once = hlc_json_indent (text);
  g_autoptr (GBytes) bytes = g_bytes_new_static (once, strlen (once));
  g_autofree char *twice = hlc_json_indent (bytes);

  g_assert_cmpstr (once, ==, twice);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/json-indent/indent", test_indent);
  g_test_add_func ("/core/json-indent/again", test_again);

  return g_test_run ();
}
