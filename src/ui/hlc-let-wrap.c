/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-let-wrap.h"

/**
 * hlc_let_wrap:
 * @widget: a label, a button, or what has some in it
 *
 * Lets the labels in it take several lines where large text leaves no room for one. GTK has no property for that.
 */
void
hlc_let_wrap (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
      if (gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) != NULL)
        gtk_label_set_justify (GTK_LABEL (widget), GTK_JUSTIFY_CENTER);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    hlc_let_wrap (child);
}
