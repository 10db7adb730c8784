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

/**
 * hlc_left_to_right_dup_line:
 * @widget: a line whose text GTK aligns by its first letter, as an inscription does
 * @text: what it shows
 * @most: so many characters surely have room there
 *
 * In a window from right to left a short line of Latin letters begins at the right, as its neighbours do, and reads as it
 * does by itself. A longer one stays as it is: it fills its place, and where it is cut off the dots are to be at its end.
 *
 * Returns: (transfer full): what to show
 */
char *
hlc_left_to_right_dup_line (GtkWidget *widget, const char *text, guint most)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL || *text == '\0' ||
      g_utf8_strlen (text, -1) > most)
    return g_strdup (text);

  /* A mark from right to left, and an isolate of the text's own direction. */
  return g_strconcat ("\u200f\u2068", text, "\u2069", NULL);
}
