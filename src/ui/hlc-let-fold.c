/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-let-fold.h"

#include "hlc-fold-layout.h"
#include "hlc-let-wrap.h"

#define SPACING 6
#define NARROWEST 16 /* characters of a line beside a button */

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
      hlc_let_wrap (label);
      if (has_suffix)
        gtk_label_set_width_chars (GTK_LABEL (label), NARROWEST);
    }
  if (has_suffix)
    gtk_widget_set_layout_manager (header, hlc_fold_layout_new (SPACING));
}

/* A label that wraps is content with a letter a line, and one that wraps between words with a word. */
static void
keep_words (GtkWidget *widget, PangoWrapMode mode)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_wrap_mode (GTK_LABEL (widget), mode);
      if (mode != PANGO_WRAP_WORD)
        gtk_label_set_width_chars (GTK_LABEL (widget),
                                   MIN (g_utf8_strlen (gtk_label_get_text (GTK_LABEL (widget)), -1),
                                        NARROWEST));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    keep_words (child, mode);
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

/**
 * hlc_let_row_fold:
 * @row: a row with a button or with a long choice at its end
 *
 * Puts it below the words where large text leaves no room for both, and lets a button's label take several lines.
 */
void
hlc_let_row_fold (AdwActionRow *row)
{
  GtkWidget *header = NULL;

  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  header = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  gtk_widget_set_layout_manager (header, hlc_fold_layout_new (2 * SPACING));
  if (ADW_IS_COMBO_ROW (row))
    gtk_widget_add_css_class (GTK_WIDGET (row), "long-choice");
  else
    {
      GtkWidget *end = gtk_widget_get_last_child (header);

      /* A box asks how wide a label is that may be as high as the row: it would wrap where there is room. */
      gtk_widget_set_layout_manager (end, hlc_fold_layout_new (SPACING));
      hlc_let_wrap (end);
      keep_words (header, PANGO_WRAP_WORD_CHAR);
      keep_words (end, PANGO_WRAP_WORD);
    }
}
