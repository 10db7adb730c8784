/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * HlcCopyRow:
 *
 * A named value to be copied. A secret is masked until it is revealed.
 *
 * Properties: HlcCopyRow:value; HlcCopyRow:secret.
 * Signal: HlcCopyRow::copied (HlcCopyRow *, const char *value).
 */
#define HLC_TYPE_COPY_ROW (hlc_copy_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcCopyRow, hlc_copy_row, HLC, COPY_ROW, AdwActionRow)

void hlc_copy_row_set_value (HlcCopyRow *self, const char *value);

G_END_DECLS
