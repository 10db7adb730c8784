/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-operation-form.h"

G_BEGIN_DECLS

/**
 * HlcOptionRow:
 *
 * One option that an agent offers, to be written.
 *
 * Signals: HlcOptionRow::changed; HlcOptionRow::remove.
 */
#define HLC_TYPE_OPTION_ROW (hlc_option_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcOptionRow, hlc_option_row, HLC, OPTION_ROW, AdwExpanderRow)

HlcOptionRow *hlc_option_row_new (const HlcFormOption *option) G_GNUC_WARN_UNUSED_RESULT;
void hlc_option_row_write (HlcOptionRow *self, HlcOperationForm *form);
void hlc_option_row_set_is_wrong (HlcOptionRow *self, gboolean is_wrong);

G_END_DECLS
