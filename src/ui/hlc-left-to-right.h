/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hlc_left_to_right_value (GtkLabel *label);
void hlc_left_to_right_code (GtkWidget *widget);
char *hlc_left_to_right_dup_line (GtkWidget *widget, const char *text, guint most) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
