/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-message-item.h"

struct _HlcMessageItem
{
  HlcListItem parent_instance;
};

G_DEFINE_FINAL_TYPE (HlcMessageItem, hlc_message_item, HLC_TYPE_LIST_ITEM)

static gpointer
record_ref (gpointer record)
{
  return hlc_message_ref (record);
}

static void
record_unref (gpointer record)
{
  hlc_message_unref (record);
}

static void
hlc_message_item_class_init (HlcMessageItemClass *klass)
{
  /**
   * HlcMessageItem:message: (type gpointer)
   *
   * The row's columns, an #HlcMessage, or %NULL until they have been read.
   */
  hlc_list_item_class_set_record (HLC_LIST_ITEM_CLASS (klass), "message", record_ref, record_unref);
}

static void
hlc_message_item_init (HlcMessageItem *self)
{
}

/**
 * hlc_message_item_get_message:
 *
 * Returns: (transfer none) (nullable): HlcMessageItem:message
 */
HlcMessage *
hlc_message_item_get_message (HlcMessageItem *self)
{
  g_return_val_if_fail (HLC_IS_MESSAGE_ITEM (self), NULL);

  return hlc_list_item_get_record (HLC_LIST_ITEM (self));
}

/**
 * hlc_message_item_get_error:
 *
 * Returns: (nullable): HlcListItem:error
 */
const char *
hlc_message_item_get_error (HlcMessageItem *self)
{
  g_return_val_if_fail (HLC_IS_MESSAGE_ITEM (self), NULL);

  return hlc_list_item_get_error (HLC_LIST_ITEM (self));
}
