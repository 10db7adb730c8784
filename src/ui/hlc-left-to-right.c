/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-left-to-right.h"

/**
 * hlc_left_to_right_value:
 * @label: shows a number, a port or an identifier, in a column of its own
 *
 * Lets it read from left to right in a window that does not: otherwise -5 is shown as 5-, and :4880 as 4880:. It stays
 * at the side of the column where it is. To be called once, after its alignment is set.
 */
void
hlc_left_to_right_value (GtkLabel *label)
{
  GtkWidget *widget = GTK_WIDGET (label);

  g_return_if_fail (GTK_IS_LABEL (label));

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    gtk_label_set_xalign (label, 1 - gtk_label_get_xalign (label));
  gtk_widget_set_direction (widget, GTK_TEXT_DIR_LTR);
}

/**
 * hlc_left_to_right_code:
 * @widget: shows JSON, code or a command
 *
 * Lets it read from left to right, and begin at the left, in every window.
 */
void
hlc_left_to_right_code (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_set_direction (widget, GTK_TEXT_DIR_LTR);
}
