/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-delivery-item.h"

struct _HlcDeliveryItem
{
  HlcListItem parent_instance;
};

G_DEFINE_FINAL_TYPE (HlcDeliveryItem, hlc_delivery_item, HLC_TYPE_LIST_ITEM)

static gpointer
record_ref (gpointer record)
{
  return hlc_delivery_ref (record);
}

static void
record_unref (gpointer record)
{
  hlc_delivery_unref (record);
}

static void
hlc_delivery_item_class_init (HlcDeliveryItemClass *klass)
{
  /**
   * HlcDeliveryItem:delivery: (type gpointer)
   *
   * The row's columns, an #HlcDelivery, or %NULL until they have been read.
   */
  hlc_list_item_class_set_record (HLC_LIST_ITEM_CLASS (klass), "delivery", record_ref, record_unref);
}

static void
hlc_delivery_item_init (HlcDeliveryItem *self)
{
}

/**
 * hlc_delivery_item_get_delivery:
 *
 * Returns: (transfer none) (nullable): HlcDeliveryItem:delivery
 */
HlcDelivery *
hlc_delivery_item_get_delivery (HlcDeliveryItem *self)
{
  g_return_val_if_fail (HLC_IS_DELIVERY_ITEM (self), NULL);

  return hlc_list_item_get_record (HLC_LIST_ITEM (self));
}

/**
 * hlc_delivery_item_get_error:
 *
 * Returns: (nullable): HlcListItem:error
 */
const char *
hlc_delivery_item_get_error (HlcDeliveryItem *self)
{
  g_return_val_if_fail (HLC_IS_DELIVERY_ITEM (self), NULL);

  return hlc_list_item_get_error (HLC_LIST_ITEM (self));
}
