/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

#include "hlc-place.h"

G_BEGIN_DECLS

/** HlcPlaceRow: a place in the sidebar, with a number beside it. */
#define HLC_TYPE_PLACE_ROW (hlc_place_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcPlaceRow, hlc_place_row, HLC, PLACE_ROW, GtkListBoxRow)

GtkWidget *hlc_place_row_new (HlcPlace place) G_GNUC_WARN_UNUSED_RESULT;
HlcPlace hlc_place_row_get_place (HlcPlaceRow *self);
void hlc_place_row_set_badge (HlcPlaceRow *self,
                              gint64 count,
                              const char *css_class,
                              const char *description);
void hlc_place_row_set_alarm (HlcPlaceRow *self, const char *description);

G_END_DECLS
