/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Ctrl+Enter, also on the keypad: what was written is done. Main thread. */
void hlc_submit_key_add (GtkWidget *widget, GtkShortcutFunc submit, gpointer user_data);

G_END_DECLS
