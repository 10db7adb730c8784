/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-store.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcDeliveryList:
 *
 * The webhooks that say they are about one operation, the refused ones too, with the verdict on each. It is not
 * visible while there are none. A row that is activated goes to its delivery. Main thread.
 */
#define HLC_TYPE_DELIVERY_LIST (hlc_delivery_list_get_type ())
G_DECLARE_FINAL_TYPE (HlcDeliveryList, hlc_delivery_list, HLC, DELIVERY_LIST, AdwBin)

void hlc_delivery_list_show (HlcDeliveryList *self, HlcStore *store, HlcTicker *ticker, const char *call_id);
guint hlc_delivery_list_get_n_rows (HlcDeliveryList *self);

G_END_DECLS
