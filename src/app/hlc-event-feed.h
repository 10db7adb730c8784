/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-store.h"

G_BEGIN_DECLS

/**
 * HlcEventFeed:
 *
 * Turns the store's changes into the JSON objects that scripts are told of: reads what was touched, one after the
 * other, in the order of the commits; an operation that changes again while it waits is told once, as it is then.
 * After an operation that was decided since the feed began, its decision is told, once.
 * Main thread.
 *
 * Signal: HlcEventFeed::event (HlcEventFeed *, const char *event, GBytes *json).
 */
#define HLC_TYPE_EVENT_FEED (hlc_event_feed_get_type ())
G_DECLARE_FINAL_TYPE (HlcEventFeed, hlc_event_feed, HLC, EVENT_FEED, GObject)

/** Whether anybody listens: without, nothing is read. */
typedef gboolean (*HlcEventWanted) (gpointer user_data);

HlcEventFeed *hlc_event_feed_new (HlcStore *store,
                                  HlcEventWanted is_wanted,
                                  gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void hlc_event_feed_stop (HlcEventFeed *self);

G_END_DECLS
