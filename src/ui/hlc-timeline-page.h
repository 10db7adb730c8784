/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-store.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcTimelinePage:
 *
 * What happened to an operation, and the webhooks that say they are about it. Main thread.
 */
#define HLC_TYPE_TIMELINE_PAGE (hlc_timeline_page_get_type ())
G_DECLARE_FINAL_TYPE (HlcTimelinePage, hlc_timeline_page, HLC, TIMELINE_PAGE, AdwBin)

void hlc_timeline_page_show (HlcTimelinePage *self, HlcStore *store, HlcTicker *ticker, const char *call_id);
void hlc_timeline_page_set_timeline (HlcTimelinePage *self, GPtrArray *timeline);

G_END_DECLS
