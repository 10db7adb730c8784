/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-operation-selection.h"
#include "hlc-place.h"
#include "hlc-store.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcListPage:
 *
 * The list of a place: live, searched by the store, one row selected at most.
 *
 * Properties: HlcListPage:search-mode; HlcListPage:single-click-activate.
 * Signals: HlcListPage::selected (GObject *item) when the user's selection moves to another row;
 * HlcListPage::activated (GObject *item).
 */
#define HLC_TYPE_LIST_PAGE (hlc_list_page_get_type ())
G_DECLARE_FINAL_TYPE (HlcListPage, hlc_list_page, HLC, LIST_PAGE, AdwBin)

void hlc_list_page_connect (HlcListPage *self, HlcStore *store, HlcTicker *ticker);
void hlc_list_page_set_place (HlcListPage *self, HlcPlace place);
GtkSelectionModel *hlc_list_page_get_model (HlcListPage *self);
void hlc_list_page_move (HlcListPage *self, int step);
void hlc_list_page_focus (HlcListPage *self);
void hlc_list_page_advance (HlcListPage *self);
void hlc_list_page_end_choosing (HlcListPage *self);
HlcOperationSelection *hlc_list_page_get_chosen (HlcListPage *self);

G_END_DECLS
