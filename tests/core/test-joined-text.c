/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-joined-text.h"

typedef struct
{
  const char *texts[4];
  const char *words;
  const char *statements;
  const char *sentences;
} Case;

static const Case CASES[] = {
  { { NULL }, "", "", "" },
  { { "", NULL }, "", "", "" },
  { { "a", NULL }, "a", "a", "a" },
  { { "a", "b", NULL }, "a, b", "a. b", "a b" },
  { { "a", "b", "c", NULL }, "a, b, c", "a. b. c", "a b c" },
  { { "", "b", "", NULL }, "b", "b", "b" },
  { { "a", "", "c", NULL }, "a, c", "a. c", "a c" },
  { { "50%", "%s", "%n", NULL }, "50%, %s, %n", "50%. %s. %n", "50% %s %n" },
};

static void
test_join (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      const Case *test = &CASES[i];
      g_autofree char *words = hlc_join_words (test->texts);
      g_autofree char *statements = hlc_join_statements (test->texts);
      g_autofree char *sentences = hlc_join_sentences (test->texts);

      g_assert_cmpstr (words, ==, test->words);
      g_assert_cmpstr (statements, ==, test->statements);
      g_assert_cmpstr (sentences, ==, test->sentences);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joined-text/join", test_join);

  return g_test_run ();
}
