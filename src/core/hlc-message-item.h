/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-message.h"
#include "hlc-list-item.h"

G_BEGIN_DECLS

/**
 * HlcMessageItem:
 *
 * One row of a list of sent messages, see #HlcListItem. HlcMessageItem:message is %NULL until its columns have been
 * read.
 */
#define HLC_TYPE_MESSAGE_ITEM (hlc_message_item_get_type ())
G_DECLARE_FINAL_TYPE (HlcMessageItem, hlc_message_item, HLC, MESSAGE_ITEM, HlcListItem)

HlcMessage *hlc_message_item_get_message (HlcMessageItem *self);
const char *hlc_message_item_get_error (HlcMessageItem *self);

G_END_DECLS
