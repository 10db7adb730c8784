/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-follow-schedule.h"

#define SECONDS(n) ((gint64) ((n) *G_TIME_SPAN_SECOND))

static const struct
{
  HlcFollowOutcome outcome;
  guint n_polls;
  gint64 retry_after;
  gint64 delay;
} CASES[] = {
  { HLC_FOLLOW_PENDING, 0, -1, SECONDS (3) },
  { HLC_FOLLOW_PENDING, 1, -1, SECONDS (3) },
  { HLC_FOLLOW_PENDING, 2, -1, SECONDS (4.5) },
  { HLC_FOLLOW_PENDING, 3, -1, SECONDS (6.75) },
  { HLC_FOLLOW_PENDING, 4, -1, SECONDS (10.125) },
  { HLC_FOLLOW_PENDING, 7, -1, SECONDS (30) },
  { HLC_FOLLOW_PENDING, G_MAXUINT, -1, SECONDS (30) },
  { HLC_FOLLOW_FAILED, 1, -1, SECONDS (3) },
  { HLC_FOLLOW_FAILED, 50, -1, SECONDS (30) },
  /* The server's wish counts where it is for longer, within bounds. */
  { HLC_FOLLOW_PENDING, 1, 0, SECONDS (3) },
  { HLC_FOLLOW_PENDING, 1, SECONDS (1), SECONDS (3) },
  { HLC_FOLLOW_PENDING, 1, SECONDS (45), SECONDS (45) },
  { HLC_FOLLOW_FAILED, 9, SECONDS (20), SECONDS (30) },
  { HLC_FOLLOW_FAILED, 1, SECONDS (86400), SECONDS (3600) },
  { HLC_FOLLOW_FAILED, 1, G_MAXINT64, SECONDS (3600) },
  { HLC_FOLLOW_REFUSED, 1, SECONDS (45), -1 },
  { HLC_FOLLOW_GONE, 1, -1, -1 },
  { HLC_FOLLOW_COMPLETED, 1, -1, -1 },
};

static void
test_delays (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_test_message ("case %u", i);
      g_assert_cmpint (hlc_follow_get_delay (CASES[i].outcome, CASES[i].n_polls, CASES[i].retry_after), ==,
                       CASES[i].delay);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/follow-schedule/delays", test_delays);

  return g_test_run ();
}
