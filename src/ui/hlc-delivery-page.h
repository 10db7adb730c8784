/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-delivery-bar.h"
#include "hlc-routes.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcDeliveryPage:
 *
 * Everything about one received webhook: the verdict on its signature in words, its headers and its body; and what can
 * be done with it.
 */
#define HLC_TYPE_DELIVERY_PAGE (hlc_delivery_page_get_type ())
G_DECLARE_FINAL_TYPE (HlcDeliveryPage, hlc_delivery_page, HLC, DELIVERY_PAGE, AdwBin)

void hlc_delivery_page_connect (HlcDeliveryPage *self,
                                HlcConsole *console,
                                HlcRoutes *routes,
                                HlcTicker *ticker);
void hlc_delivery_page_show (HlcDeliveryPage *self, gint64 id);
HlcDelivery *hlc_delivery_page_get_delivery (HlcDeliveryPage *self);
HlcDeliveryBar *hlc_delivery_page_get_bar (HlcDeliveryPage *self);

G_END_DECLS
