/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HlcClock HlcClock;

/*
 * The time of day, passed in so that tests own it. Reference counted; any thread.
 * All times are microseconds since the Unix epoch, UTC; 0 stands for "not known".
 */
HlcClock *hlc_clock_new_system (void) G_GNUC_WARN_UNUSED_RESULT;
HlcClock *hlc_clock_new_manual (gint64 now) G_GNUC_WARN_UNUSED_RESULT;
HlcClock *hlc_clock_ref (HlcClock *self);
void hlc_clock_unref (HlcClock *self);
gint64 hlc_clock_get_now (HlcClock *self);
void hlc_clock_set_now (HlcClock *self, gint64 now);

char *hlc_time_format (gint64 time) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_time_parse (const char *text, gint64 *time) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcClock, hlc_clock_unref)

G_END_DECLS
