/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-lazy-list.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcRowList:
 *
 * The newest rows of a list, below a heading; hidden while there is none. A row leads to what it shows.
 *
 * Property: HlcRowList:title (translated).
 */
#define HLC_TYPE_ROW_LIST (hlc_row_list_get_type ())
G_DECLARE_FINAL_TYPE (HlcRowList, hlc_row_list, HLC, ROW_LIST, AdwBin)

void hlc_row_list_show (HlcRowList *self, HlcLazyList *list, HlcTicker *ticker);
guint hlc_row_list_get_n_rows (HlcRowList *self);

G_END_DECLS
