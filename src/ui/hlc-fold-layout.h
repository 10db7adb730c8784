/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HlcFoldLayout:
 *
 * Puts the children of a widget side by side where all of them fit, and below one another where they do not: in a narrow
 * window with large text nothing is then wider than the widest child. What expands takes what is left of the width.
 *
 * Property: HlcFoldLayout:spacing (int): between the children, side by side; half of it from top to bottom. Pixels.
 */
#define HLC_TYPE_FOLD_LAYOUT (hlc_fold_layout_get_type ())
G_DECLARE_FINAL_TYPE (HlcFoldLayout, hlc_fold_layout, HLC, FOLD_LAYOUT, GtkLayoutManager)

GtkLayoutManager *hlc_fold_layout_new (int spacing) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
