/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HlcDurationBar:
 *
 * Draws how long something took against the longest that it may take, and says it in words: beside the bar, and as the
 * value of a meter for those who hear the window. Its colour is that of its CSS class.
 */
#define HLC_TYPE_DURATION_BAR (hlc_duration_bar_get_type ())
G_DECLARE_FINAL_TYPE (HlcDurationBar, hlc_duration_bar, HLC, DURATION_BAR, GtkWidget)

GtkWidget *hlc_duration_bar_new (gint64 limit) G_GNUC_WARN_UNUSED_RESULT;
void hlc_duration_bar_set_duration (HlcDurationBar *self, gint64 duration, const char *css_class);
double hlc_duration_bar_get_fraction (HlcDurationBar *self);
const char *hlc_duration_bar_get_text (HlcDurationBar *self);

G_END_DECLS
