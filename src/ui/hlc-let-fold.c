/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-let-fold.h"

#include <adwaita.h>

#include "hlc-fold-layout.h"

#define SPACING 6
#define NARROWEST 16 /* characters of a description beside a button */

static void
let_header_fold (GtkWidget *header)
{
  GtkWidget *labels = gtk_widget_get_first_child (header);
  gboolean has_suffix = labels != NULL && gtk_widget_get_next_sibling (labels) != NULL;

  for (GtkWidget *label = labels != NULL ? gtk_widget_get_first_child (labels) : NULL; label != NULL;
       label = gtk_widget_get_next_sibling (label))
    {
      if (!GTK_IS_LABEL (label))
        continue;
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      if (has_suffix)
        gtk_label_set_width_chars (GTK_LABEL (label), NARROWEST);
    }
  if (has_suffix)
    gtk_widget_set_layout_manager (header, hlc_fold_layout_new (SPACING));
}

/**
 * hlc_let_fold:
 * @widget: a page or a dialog, with all that its template has in it
 *
 * Lets the titles of the preferences groups in it take several lines, where libadwaita cuts them off, and puts the button
 * beside a title below it where large text leaves no room for both. libadwaita has no property for that.
 */
void
hlc_let_fold (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (GTK_IS_BOX (widget) && gtk_widget_has_css_class (widget, "header") &&
      gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP) != NULL &&
      gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX) == NULL)
    let_header_fold (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    hlc_let_fold (child);
}
