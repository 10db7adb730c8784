/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-message.h"

G_BEGIN_DECLS

/**
 * HlcMessageItem:
 *
 * One row of a list of sent messages: a flyweight as #HlcOperationItem is.
 * HlcMessageItem:message is %NULL until its columns have been read. Main thread.
 */
#define HLC_TYPE_MESSAGE_ITEM (hlc_message_item_get_type ())
G_DECLARE_FINAL_TYPE (HlcMessageItem, hlc_message_item, HLC, MESSAGE_ITEM, GObject)

HlcMessage *hlc_message_item_get_message (HlcMessageItem *self);
const char *hlc_message_item_get_error (HlcMessageItem *self);

/* For the list that owns the rows. */
void hlc_message_item_set_message (HlcMessageItem *self, HlcMessage *message);
void hlc_message_item_set_error (HlcMessageItem *self, const char *error);

G_END_DECLS
