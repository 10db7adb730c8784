/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-message-bar.h"
#include "hlc-routes.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcMessagePage:
 *
 * A sent message: what it tells of, what became of it at each destination, and its body. It follows the store.
 */
#define HLC_TYPE_MESSAGE_PAGE (hlc_message_page_get_type ())
G_DECLARE_FINAL_TYPE (HlcMessagePage, hlc_message_page, HLC, MESSAGE_PAGE, AdwBin)

void hlc_message_page_connect (HlcMessagePage *self,
                               HlcConsole *console,
                               HlcRoutes *routes,
                               HlcTicker *ticker);
void hlc_message_page_show (HlcMessagePage *self, const char *message_id);
HlcMessage *hlc_message_page_get_message (HlcMessagePage *self);
HlcMessageBar *hlc_message_page_get_bar (HlcMessagePage *self);

G_END_DECLS
