/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-decision-bar.h"
#include "hlc-decision-queue.h"
#include "hlc-store.h"
#include "hlc-remote-target.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcOperationPage:
 *
 * Everything about one operation. It reads the operation from the store, and again whenever it has changed there.
 * Emits HlcOperationPage::shown when what was asked for is on the page.
 */
#define HLC_TYPE_OPERATION_PAGE (hlc_operation_page_get_type ())
G_DECLARE_FINAL_TYPE (HlcOperationPage, hlc_operation_page, HLC, OPERATION_PAGE, AdwBin)

void hlc_operation_page_connect (HlcOperationPage *self,
                                 HlcStore *store,
                                 HlcRemoteTarget *remote,
                                 HlcDecisionQueue *queue,
                                 HlcTicker *ticker);
void hlc_operation_page_show (HlcOperationPage *self, const char *call_id);
HlcOperation *hlc_operation_page_get_operation (HlcOperationPage *self);
HlcDecisionBar *hlc_operation_page_get_decision_bar (HlcOperationPage *self);

G_END_DECLS
