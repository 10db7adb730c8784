/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HlcListenerRow:
 *
 * Whether a port is open, in words. Emits HlcListenerRow::use-another-port.
 */
#define HLC_TYPE_LISTENER_ROW (hlc_listener_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcListenerRow, hlc_listener_row, HLC, LISTENER_ROW, GtkWidget)

void hlc_listener_row_set_status (HlcListenerRow *self, const char *title, guint port, const char *error);

G_END_DECLS
