/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-operation.h"

G_BEGIN_DECLS

/**
 * HlcOperationItem:
 *
 * One row of a list of operations: a flyweight that stands for an id and gets its columns when they have been read.
 * HlcOperationItem:operation is %NULL until then and is notified when it comes or changes;
 * HlcOperationItem:error holds why the row could not be read. Main thread.
 */
#define HLC_TYPE_OPERATION_ITEM (hlc_operation_item_get_type ())
G_DECLARE_FINAL_TYPE (HlcOperationItem, hlc_operation_item, HLC, OPERATION_ITEM, GObject)

HlcOperation *hlc_operation_item_get_operation (HlcOperationItem *self);
const char *hlc_operation_item_get_error (HlcOperationItem *self);

/* For the list that owns the rows. */
void hlc_operation_item_set_operation (HlcOperationItem *self, HlcOperation *operation);
void hlc_operation_item_set_error (HlcOperationItem *self, const char *error);

G_END_DECLS
