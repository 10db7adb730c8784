/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-store.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcDeliveryPage:
 *
 * Everything about one received webhook: the verdict on its signature in words, its headers and its body. Emits
 * HlcDeliveryPage::shown when what was asked for is on the page, and HlcDeliveryPage::show-operation (const char
 * *call_id).
 */
#define HLC_TYPE_DELIVERY_PAGE (hlc_delivery_page_get_type ())
G_DECLARE_FINAL_TYPE (HlcDeliveryPage, hlc_delivery_page, HLC, DELIVERY_PAGE, AdwBin)

void hlc_delivery_page_connect (HlcDeliveryPage *self, HlcStore *store, HlcTicker *ticker);
void hlc_delivery_page_show (HlcDeliveryPage *self, gint64 id);
HlcDelivery *hlc_delivery_page_get_delivery (HlcDeliveryPage *self);

G_END_DECLS
