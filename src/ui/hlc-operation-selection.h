/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-operation.h"

G_BEGIN_DECLS

/** The most operations that are selected: each is shown in full before it is decided. */
#define HLC_OPERATION_SELECTION_MAX 100

/**
 * HlcOperationSelection:
 *
 * Which operations of a list are selected, by id: a selection model would read every row of the list. Main thread.
 *
 * Property: HlcOperationSelection:active: whether the list shows check boxes; when it ends, the selection is empty.
 * Signal: HlcOperationSelection::changed.
 */
#define HLC_TYPE_OPERATION_SELECTION (hlc_operation_selection_get_type ())
G_DECLARE_FINAL_TYPE (HlcOperationSelection, hlc_operation_selection, HLC, OPERATION_SELECTION, GObject)

HlcOperationSelection *hlc_operation_selection_new (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_operation_selection_get_active (HlcOperationSelection *self);
void hlc_operation_selection_set_active (HlcOperationSelection *self, gboolean active);
gboolean hlc_operation_selection_contains (HlcOperationSelection *self, HlcOperation *operation);
gboolean hlc_operation_selection_set (HlcOperationSelection *self,
                                      HlcOperation *operation,
                                      gboolean is_selected);
guint hlc_operation_selection_get_size (HlcOperationSelection *self);
GPtrArray *hlc_operation_selection_dup_operations (HlcOperationSelection *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
