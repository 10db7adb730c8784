/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-poll-counter.h"

struct _HlcPollCounter
{
  GHashTable *polls; /* (owned): operation id to HlcPolls, whose first member is the key */
};

/**
 * hlc_poll_counter_new:
 *
 * Returns: (transfer full): a counter at zero
 */
HlcPollCounter *
hlc_poll_counter_new (void)
{
  HlcPollCounter *self = g_new0 (HlcPollCounter, 1);

  self->polls = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  return self;
}

void
hlc_poll_counter_free (HlcPollCounter *self)
{
  g_hash_table_unref (self->polls);
  g_free (self);
}

/**
 * hlc_poll_counter_note:
 * @at: microseconds since the epoch, UTC
 *
 * Counts one poll.
 */
void
hlc_poll_counter_note (HlcPollCounter *self, gint64 operation, gint64 at)
{
  HlcPolls *polls = g_hash_table_lookup (self->polls, &operation);

  if (polls == NULL)
    {
      polls = g_new0 (HlcPolls, 1);
      polls->operation = operation;
      g_hash_table_insert (self->polls, &polls->operation, polls);
    }

  polls->count++;
  polls->last_at = at;
}

/**
 * hlc_poll_counter_steal:
 *
 * Returns: (transfer full) (element-type HlcPolls): what was counted since the last call
 */
GArray *
hlc_poll_counter_steal (HlcPollCounter *self)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (HlcPolls));
  GHashTableIter iter;
  gpointer polls;

  g_hash_table_iter_init (&iter, self->polls);
  while (g_hash_table_iter_next (&iter, NULL, &polls))
    g_array_append_vals (all, polls, 1);
  g_hash_table_remove_all (self->polls);

  return all;
}
