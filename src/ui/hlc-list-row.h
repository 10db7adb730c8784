/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-operation-selection.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcListRow:
 *
 * A row of a list of operations, of received deliveries or of sent messages. It is recycled: whatever it showed before is gone when an
 * item is set. None of its texts is markup.
 *
 * Property: HlcListRow:item (an #HlcOperationItem, an #HlcDeliveryItem or an #HlcMessageItem, nullable).
 */
#define HLC_TYPE_LIST_ROW (hlc_list_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcListRow, hlc_list_row, HLC, LIST_ROW, GtkWidget)

GtkWidget *hlc_list_row_new (HlcTicker *ticker) G_GNUC_WARN_UNUSED_RESULT;
void hlc_list_row_set_selection (HlcListRow *self, HlcOperationSelection *selection);
GObject *hlc_list_row_get_item (HlcListRow *self);
void hlc_list_row_set_item (HlcListRow *self, GObject *item);
const char *hlc_list_row_get_title (HlcListRow *self);

G_END_DECLS
