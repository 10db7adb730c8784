/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-follow-schedule.h"

/* By how much each pause is longer than the one before. */
#define GROWTH 1.5

/* The pause by which so many polls have gone before; long ago it became the longest. */
static gint64
grow (guint n_polls)
{
  double delay = HLC_FOLLOW_MIN;

  for (guint i = 1; i < n_polls && delay < HLC_FOLLOW_MAX; i++)
    delay *= GROWTH;

  return (gint64) MIN (delay, (double) HLC_FOLLOW_MAX);
}

/**
 * hlc_follow_get_delay:
 * @outcome: of the last poll; %HLC_FOLLOW_PENDING before the first
 * @n_polls: how many polls there were
 * @retry_after: what the server asked for, in microseconds; -1 where it did not
 *
 * When an operation that was created elsewhere is asked for again: politely, after 3 s as the SDKs do, then in pauses
 * that grow to 30 s; later when the server says so. Pure.
 *
 * Returns: microseconds to wait; -1 for never again
 */
gint64
hlc_follow_get_delay (HlcFollowOutcome outcome, guint n_polls, gint64 retry_after)
{
  gint64 delay = 0;

  if (outcome != HLC_FOLLOW_PENDING && outcome != HLC_FOLLOW_FAILED)
    return -1;

  delay = grow (n_polls);
  return MAX (delay, MIN (retry_after, HLC_FOLLOW_RETRY_AFTER_MAX));
}
