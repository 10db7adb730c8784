/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-clock.h"

G_BEGIN_DECLS

/**
 * HlcTicker:
 *
 * One timer for every relative time of a window. Emits HlcTicker::tick once a minute. Main thread.
 */
#define HLC_TYPE_TICKER (hlc_ticker_get_type ())
G_DECLARE_FINAL_TYPE (HlcTicker, hlc_ticker, HLC, TICKER, GObject)

HlcTicker *hlc_ticker_new (HlcClock *clock) G_GNUC_WARN_UNUSED_RESULT;
void hlc_ticker_hold_seconds (HlcTicker *self);
void hlc_ticker_release_seconds (HlcTicker *self);
gint64 hlc_ticker_get_now (HlcTicker *self);

G_END_DECLS
