/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-told-entries.h"

#if !GTK_CHECK_VERSION(4, 10, 0)

static void
name_cb (AdwEntryRow *row, GParamSpec *pspec, GtkEditable *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
}

static void
tell_of (AdwEntryRow *row)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (row));

  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (text)) == GTK_ACCESSIBLE_ROLE_TEXT_BOX)
    return;

  g_object_set (text, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  name_cb (row, NULL, text);
  g_signal_connect_object (row, "notify::title", G_CALLBACK (name_cb), text, 0);
}

#endif

/**
 * hlc_told_entries_find:
 * @root: not in a window that was presented yet
 *
 * Has each #AdwEntryRow in it, or itself, tell assistive technology when it has the focus. Before GTK 4.10 it does not:
 * what has the focus is a text in it that has no role.
 */
void
hlc_told_entries_find (GtkWidget *root)
{
  g_return_if_fail (GTK_IS_WIDGET (root));

#if !GTK_CHECK_VERSION(4, 10, 0)
  if (ADW_IS_ENTRY_ROW (root))
    {
      tell_of (ADW_ENTRY_ROW (root));
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    hlc_told_entries_find (child);
#endif
}
