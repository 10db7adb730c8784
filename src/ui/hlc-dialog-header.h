/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HlcDialogHeader:
 *
 * The header bar of a dialog: its title between buttons, which a template adds as children of the types "start" and "end".
 * Where large text leaves no room for the title, it stands above the buttons and takes as many lines as it needs: a header bar
 * of libadwaita cuts it off and is as wide as twice its widest side.
 */
#define HLC_TYPE_DIALOG_HEADER (hlc_dialog_header_get_type ())
G_DECLARE_FINAL_TYPE (HlcDialogHeader, hlc_dialog_header, HLC, DIALOG_HEADER, GtkWidget)

G_END_DECLS
