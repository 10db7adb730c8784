/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-delivery.h"

G_BEGIN_DECLS

/**
 * HlcDeliveryItem:
 *
 * One row of a list of received deliveries: a flyweight as #HlcOperationItem is.
 * HlcDeliveryItem:delivery is %NULL until its columns have been read. Main thread.
 */
#define HLC_TYPE_DELIVERY_ITEM (hlc_delivery_item_get_type ())
G_DECLARE_FINAL_TYPE (HlcDeliveryItem, hlc_delivery_item, HLC, DELIVERY_ITEM, GObject)

HlcDelivery *hlc_delivery_item_get_delivery (HlcDeliveryItem *self);
const char *hlc_delivery_item_get_error (HlcDeliveryItem *self);

/* For the list that owns the rows. */
void hlc_delivery_item_set_delivery (HlcDeliveryItem *self, HlcDelivery *delivery);
void hlc_delivery_item_set_error (HlcDeliveryItem *self, const char *error);

G_END_DECLS
