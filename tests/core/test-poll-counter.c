/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-poll-counter.h"

static int
compare_operations (gconstpointer a, gconstpointer b)
{
  const HlcPolls *one = a;
  const HlcPolls *other = b;

  return (one->operation > other->operation) - (one->operation < other->operation);
}

static void
assert_polls (HlcPollCounter *counter, const HlcPolls *expected, guint n)
{
  g_autoptr (GArray) polls = hlc_poll_counter_steal (counter);

  g_array_sort (polls, compare_operations);
  g_assert_cmpuint (polls->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const HlcPolls *found = &g_array_index (polls, HlcPolls, i);

      g_assert_cmpint (found->operation, ==, expected[i].operation);
      g_assert_cmpint (found->count, ==, expected[i].count);
      g_assert_cmpint (found->last_at, ==, expected[i].last_at);
    }
}

static void
test_folds (void)
{
  static const HlcPolls NOTES[] = { { 7, 3, 30 }, { 8, 1, 20 }, { G_MAXINT64, 2, 50 } };
  static const HlcPolls AGAIN[] = { { 7, 1, 60 } };
  g_autoptr (HlcPollCounter) counter = hlc_poll_counter_new ();

  assert_polls (counter, NULL, 0);

  hlc_poll_counter_note (counter, 7, 10);
  hlc_poll_counter_note (counter, 8, 20);
  hlc_poll_counter_note (counter, 7, 25);
  hlc_poll_counter_note (counter, 7, 30);
  hlc_poll_counter_note (counter, G_MAXINT64, 40);
  hlc_poll_counter_note (counter, G_MAXINT64, 50);
  assert_polls (counter, NOTES, G_N_ELEMENTS (NOTES));

  /* What was told once is not told again. */
  assert_polls (counter, NULL, 0);
  hlc_poll_counter_note (counter, 7, 60);
  assert_polls (counter, AGAIN, G_N_ELEMENTS (AGAIN));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/poll-counter/folds", test_folds);
  return g_test_run ();
}
