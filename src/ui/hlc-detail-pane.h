/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-decision-queue.h"
#include "hlc-operation-page.h"
#include "hlc-routes.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcDetailPane:
 *
 * The detail beside a list: what was selected, with a header bar that names it.
 *
 * Signal: HlcDetailPane::operation-shown (const char *call_id): that operation is on the page.
 * Property: HlcDetailPane:folded: it has the window for itself, so it has a button back to the list.
 */
#define HLC_TYPE_DETAIL_PANE (hlc_detail_pane_get_type ())
G_DECLARE_FINAL_TYPE (HlcDetailPane, hlc_detail_pane, HLC, DETAIL_PANE, AdwBin)

void hlc_detail_pane_connect (HlcDetailPane *self,
                              HlcConsole *console,
                              HlcDecisionQueue *queue,
                              HlcRoutes *routes,
                              HlcTicker *ticker);
void hlc_detail_pane_show_nothing (HlcDetailPane *self);
void hlc_detail_pane_show_item (HlcDetailPane *self, GObject *item);
void hlc_detail_pane_show_operation (HlcDetailPane *self, const char *call_id);
void hlc_detail_pane_deny_operation (HlcDetailPane *self, const char *call_id);
void hlc_detail_pane_show_delivery (HlcDetailPane *self, gint64 id);
void hlc_detail_pane_show_message (HlcDetailPane *self, const char *message_id);
const char *hlc_detail_pane_get_call_id (HlcDetailPane *self);
gboolean hlc_detail_pane_get_is_empty (HlcDetailPane *self);
void hlc_detail_pane_focus (HlcDetailPane *self);
HlcOperationPage *hlc_detail_pane_get_operation_page (HlcDetailPane *self);

G_END_DECLS
