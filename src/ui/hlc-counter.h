/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-store.h"

G_BEGIN_DECLS

/**
 * HlcCounter:
 *
 * The numbers beside the places, read again after the store changed, but at most four times a second however fast
 * changes stream. Emits HlcCounter::changed after each reading. Main thread.
 */
#define HLC_TYPE_COUNTER (hlc_counter_get_type ())
G_DECLARE_FINAL_TYPE (HlcCounter, hlc_counter, HLC, COUNTER, GObject)

HlcCounter *hlc_counter_new (HlcStore *store) G_GNUC_WARN_UNUSED_RESULT;
const HlcStoreCounts *hlc_counter_get_counts (HlcCounter *self);

G_END_DECLS
