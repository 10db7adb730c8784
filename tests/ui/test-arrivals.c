/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-arrivals.h"

static const struct
{
  HlcNews news;
  const char *words;
} cases[] = {
  { { 0 }, "" },
  { { .n_requested = 1, .title = "send_email(to=\"a\")" }, "Waiting for a decision: send_email(to=\"a\")" },
  { { .n_requested = 1, .title = "pay \u202etac" }, "Waiting for a decision: pay \\u{202E}tac" },
  { { .n_requested = 1 }, "1 new operation waits for a decision" },
  { { .n_requested = 40 }, "40 new operations wait for a decision" },
  { { .n_refused = 1 }, "1 webhook was refused: it could not be verified" },
  { { .n_refused = 2, .n_failing = 1 },
    "2 webhooks were refused: they could not be verified. 1 endpoint fails or was disabled" },
  { { .n_requested = 3, .n_failing = 2 },
    "3 new operations wait for a decision. 2 endpoints fail or were disabled" },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = hlc_arrivals_describe (&cases[i].news);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/arrivals/words", test_words);

  return g_test_run ();
}
