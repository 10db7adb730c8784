/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-focus-child.h"

/**
 * hlc_focus_child:
 * @widget: what cannot have the focus itself, with a single child
 * @direction: of the key
 *
 * For `GtkWidgetClass.focus`, where `grab_focus` gives the focus to something below. GTK's own gives it to @widget when
 * Shift+Tab leaves the child, which would give it back: nobody would get out.
 *
 * Returns: whether the focus stays in @widget
 */
gboolean
hlc_focus_child (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  return child != NULL && gtk_widget_child_focus (child, direction);
}
