/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-store.h"

G_BEGIN_DECLS

/**
 * HlcOperationPicker:
 *
 * Asks for one of the completed operations, which can be searched.
 *
 * Signal: HlcOperationPicker::picked (const char *call_id). The dialog closes itself then.
 */
#define HLC_TYPE_OPERATION_PICKER (hlc_operation_picker_get_type ())
G_DECLARE_FINAL_TYPE (HlcOperationPicker, hlc_operation_picker, HLC, OPERATION_PICKER, AdwWindow)

HlcOperationPicker *hlc_operation_picker_new (HlcStore *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
