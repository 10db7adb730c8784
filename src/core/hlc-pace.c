/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-pace.h"

/* So many rows may change within the time (in microseconds) before the next ones are gathered. */
#define BUSY_ROWS 8
#define BUSY_TIME (200 * 1000)

/**
 * hlc_pace_get_wait:
 * @now: monotonic time, in microseconds
 *
 * Returns: for how long the next change should wait, in microseconds; 0 for not at all
 */
gint64
hlc_pace_get_wait (HlcPace *self, gint64 now)
{
  if (now - self->since > BUSY_TIME)
    {
      self->since = now;
      self->rows = 0;
    }

  return self->rows > BUSY_ROWS ? self->since + BUSY_TIME - now : 0;
}

/**
 * hlc_pace_note:
 * @rows: how many rows change now
 */
void
hlc_pace_note (HlcPace *self, guint rows)
{
  self->rows += rows;
}
