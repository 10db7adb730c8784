/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-store-outbox.h"

G_BEGIN_DECLS

/**
 * HlcOutboxWatch:
 *
 * Decides when the outbox is looked at: when the store has changed, when an attempt is due, when it is told to, and every 30 s
 * at least; one look at a time, below the priority at which GTK paints. Has what waits planned anew when it starts, when
 * the time scale changes, and when the clock went back. Main thread.
 */
#define HLC_TYPE_OUTBOX_WATCH (hlc_outbox_watch_get_type ())
G_DECLARE_FINAL_TYPE (HlcOutboxWatch, hlc_outbox_watch, HLC, OUTBOX_WATCH, GObject)

/** Returns: (transfer full) (nullable) (element-type gint64): what is under way; %NULL where nothing can be taken now. */
typedef GArray *(*HlcOutboxAskFunc) (gpointer user_data);

/** Takes out of @outbox what it can. Returns: whether it took any. */
typedef gboolean (*HlcOutboxFoundFunc) (HlcOutbox *outbox, gpointer user_data);

HlcOutboxWatch *hlc_outbox_watch_new (HlcStore *store,
                                      HlcClock *clock,
                                      guint per_endpoint,
                                      HlcOutboxAskFunc ask,
                                      HlcOutboxFoundFunc found,
                                      gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void hlc_outbox_watch_start (HlcOutboxWatch *self);
void hlc_outbox_watch_stop (HlcOutboxWatch *self);
void hlc_outbox_watch_wake (HlcOutboxWatch *self);
void hlc_outbox_watch_set_time_scale (HlcOutboxWatch *self, double time_scale);

G_END_DECLS
