/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-operation.h"
#include "hlc-list-item.h"

G_BEGIN_DECLS

/**
 * HlcOperationItem:
 *
 * One row of a list of operations, see #HlcListItem. HlcOperationItem:operation is %NULL until its columns have been
 * read.
 */
#define HLC_TYPE_OPERATION_ITEM (hlc_operation_item_get_type ())
G_DECLARE_FINAL_TYPE (HlcOperationItem, hlc_operation_item, HLC, OPERATION_ITEM, HlcListItem)

HlcOperation *hlc_operation_item_get_operation (HlcOperationItem *self);
const char *hlc_operation_item_get_error (HlcOperationItem *self);

G_END_DECLS
