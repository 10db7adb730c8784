/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-operation-item.h"

struct _HlcOperationItem
{
  HlcListItem parent_instance;
};

G_DEFINE_FINAL_TYPE (HlcOperationItem, hlc_operation_item, HLC_TYPE_LIST_ITEM)

static gpointer
record_ref (gpointer record)
{
  return hlc_operation_ref (record);
}

static void
record_unref (gpointer record)
{
  hlc_operation_unref (record);
}

static void
hlc_operation_item_class_init (HlcOperationItemClass *klass)
{
  /**
   * HlcOperationItem:operation: (type gpointer)
   *
   * The row's columns, an #HlcOperation, or %NULL until they have been read.
   */
  hlc_list_item_class_set_record (HLC_LIST_ITEM_CLASS (klass), "operation", record_ref, record_unref);
}

static void
hlc_operation_item_init (HlcOperationItem *self)
{
}

/**
 * hlc_operation_item_get_operation:
 *
 * Returns: (transfer none) (nullable): HlcOperationItem:operation
 */
HlcOperation *
hlc_operation_item_get_operation (HlcOperationItem *self)
{
  g_return_val_if_fail (HLC_IS_OPERATION_ITEM (self), NULL);

  return hlc_list_item_get_record (HLC_LIST_ITEM (self));
}

/**
 * hlc_operation_item_get_error:
 *
 * Returns: (nullable): HlcListItem:error
 */
const char *
hlc_operation_item_get_error (HlcOperationItem *self)
{
  g_return_val_if_fail (HLC_IS_OPERATION_ITEM (self), NULL);

  return hlc_list_item_get_error (HLC_LIST_ITEM (self));
}
