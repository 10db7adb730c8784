/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-delivery.h"
#include "hlc-list-item.h"

G_BEGIN_DECLS

/**
 * HlcDeliveryItem:
 *
 * One row of a list of received deliveries, see #HlcListItem. HlcDeliveryItem:delivery is %NULL until its columns have been
 * read.
 */
#define HLC_TYPE_DELIVERY_ITEM (hlc_delivery_item_get_type ())
G_DECLARE_FINAL_TYPE (HlcDeliveryItem, hlc_delivery_item, HLC, DELIVERY_ITEM, HlcListItem)

HlcDelivery *hlc_delivery_item_get_delivery (HlcDeliveryItem *self);
const char *hlc_delivery_item_get_error (HlcDeliveryItem *self);

G_END_DECLS
