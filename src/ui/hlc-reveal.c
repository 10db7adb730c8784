/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-reveal.h"

/* Of what is said below a field, in pixels: it is to be seen with it. */
#define PROBLEM_HEIGHT 48

/* The outermost: a text area scrolls by itself. */
static GtkWidget *
find_scrolled_window (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  for (GtkWidget *parent = widget; parent != NULL; parent = gtk_widget_get_parent (parent))
    if (GTK_IS_SCROLLED_WINDOW (parent))
      found = parent;

  return found;
}

static gboolean
reveal_cb (gpointer user_data)
{
  GtkWidget *widget = user_data;
  GtkWidget *window = find_scrolled_window (widget);
  GtkAdjustment *adjustment = NULL;
  double y = 0;

  if (window == NULL || !gtk_widget_translate_coordinates (widget, window, 0, 0, NULL, &y))
    return G_SOURCE_REMOVE;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
  y += gtk_adjustment_get_value (adjustment);
  gtk_adjustment_clamp_page (adjustment, y, y + gtk_widget_get_height (widget) + PROBLEM_HEIGHT);

  return G_SOURCE_REMOVE;
}

/**
 * hlc_reveal_problem:
 * @widget: where something is wrong
 *
 * Gives it the focus now; it comes into view, with what is said below it, when what is said above it has its place.
 */
void
hlc_reveal_problem (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (!gtk_widget_grab_focus (widget))
    gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
  g_idle_add_full (G_PRIORITY_LOW, reveal_cb, g_object_ref (widget), g_object_unref);
}
