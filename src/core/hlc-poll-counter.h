/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HlcPollCounter HlcPollCounter;

/** HlcPolls: how often an agent asked for an operation since it was last told, and when the last time. */
typedef struct
{
  gint64 operation;
  gint64 count;
  gint64 last_at;
} HlcPolls;

/* Folds the polls of agents, which ask every three seconds, into one figure an operation. One thread. */
HlcPollCounter *hlc_poll_counter_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_poll_counter_free (HlcPollCounter *self);
void hlc_poll_counter_note (HlcPollCounter *self, gint64 operation, gint64 at);
GArray *hlc_poll_counter_steal (HlcPollCounter *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcPollCounter, hlc_poll_counter_free)

G_END_DECLS
