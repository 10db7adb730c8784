/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HlcWrapLayout:
 *
 * Children beside each other at their natural widths, on as many lines as it takes.
 *
 * Property: HlcWrapLayout:linked (boolean): without gaps, and every line is filled: for buttons that look like one.
 */
#define HLC_TYPE_WRAP_LAYOUT (hlc_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (HlcWrapLayout, hlc_wrap_layout, HLC, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
