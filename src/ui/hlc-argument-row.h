/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-form-row.h"

G_BEGIN_DECLS

/**
 * HlcArgumentRow:
 *
 * One argument, to be written: its name, its type and its value.
 *
 * Signals: HlcArgumentRow::changed; HlcArgumentRow::remove.
 */
#define HLC_TYPE_ARGUMENT_ROW (hlc_argument_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcArgumentRow, hlc_argument_row, HLC, ARGUMENT_ROW, GtkListBoxRow)

HlcArgumentRow *hlc_argument_row_new (const HlcFormRow *row) G_GNUC_WARN_UNUSED_RESULT;
void hlc_argument_row_write (HlcArgumentRow *self, GPtrArray *rows);
void hlc_argument_row_set_is_wrong (HlcArgumentRow *self, gboolean is_wrong);

G_END_DECLS
