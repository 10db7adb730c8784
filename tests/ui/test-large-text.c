/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-dialog-header.h"
#include "hlc-let-fold.h"
#include "hlc-text-area.h"
#include "hlc-wrap-layout.h"
#include "window-fixture.h"

/* Pixels: of what is left to a window on a display of 480, and of a dialog on a large one. */
#define NARROW 470
#define WIDE 900

static int
measure (gpointer widget, GtkOrientation orientation, int for_size)
{
  int minimum = 0;

  gtk_widget_measure (widget, orientation, for_size, &minimum, NULL, NULL, NULL);

  return minimum;
}

static GtkLabel *
find_label (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))
    return GTK_LABEL (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *found = find_label (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The title of a dialog goes above the buttons where it does not fit between them, and is never cut off. */
static void
test_dialog_header (void)
{
  static const char interface[] =
      "<interface><object class='GtkWindow' id='window'><property name='title'>Weiterleitungsregel "
      "hinzufügen</property><child><object class='HlcDialogHeader' id='header'><child type='start'><object "
      "class='GtkButton'><property name='label'>Abbrechen</property></object></child><child type='end'>"
      "<object class='GtkButton'><property name='label'>Hinzufügen</property></object></child></object>"
      "</child></object></interface>";
  g_autoptr (GtkBuilder) builder = NULL;
  GtkWidget *header = NULL;
  GtkWidget *window = NULL;
  GtkLabel *title = NULL;

  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  builder = gtk_builder_new_from_string (interface, -1);
  header = GTK_WIDGET (gtk_builder_get_object (builder, "header"));
  window = GTK_WIDGET (gtk_builder_get_object (builder, "window"));
  title = find_label (header, "Weiterleitungsregel hinzufügen");

  g_assert_nonnull (title);
  g_assert_cmpint (gtk_label_get_ellipsize (title), ==, PANGO_ELLIPSIZE_NONE);
  g_assert_cmpint (measure (header, GTK_ORIENTATION_HORIZONTAL, -1), <=, NARROW);
  g_assert_cmpint (measure (header, GTK_ORIENTATION_VERTICAL, NARROW), >,
                   measure (header, GTK_ORIENTATION_VERTICAL, 2 * WIDE));

  gtk_window_set_title (GTK_WINDOW (window), "Regel");
  g_assert_cmpstr (gtk_label_get_text (title), ==, "Regel");

  gtk_window_destroy (GTK_WINDOW (window));
}

/* What looks like one button has no gaps, fills its lines and takes as many as it needs. */
static void
test_linked_buttons (void)
{
  const char *labels[] = { "Argumente", "Zustand", "Nutzdaten", "Verlauf" };
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  GtkAllocation allocation = { 0, 0, NARROW, 0 };
  graphene_rect_t second, third;
  int line = 0;

  gtk_widget_set_layout_manager (box, g_object_new (HLC_TYPE_WRAP_LAYOUT, "linked", TRUE, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    gtk_box_append (GTK_BOX (box), gtk_button_new_with_label (labels[i]));
  line = measure (gtk_widget_get_first_child (box), GTK_ORIENTATION_VERTICAL, -1);

  g_assert_cmpint (measure (box, GTK_ORIENTATION_VERTICAL, 2 * WIDE), ==, line);
  g_assert_cmpint (measure (box, GTK_ORIENTATION_VERTICAL, NARROW), ==, 2 * line);

  allocation.height = 2 * line;
  gtk_widget_size_allocate (box, &allocation, -1);
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_next_sibling (gtk_widget_get_first_child (box)),
                                            box, &second));
  g_assert_true (
      gtk_widget_compute_bounds (gtk_widget_get_prev_sibling (gtk_widget_get_last_child (box)), box, &third));
  g_assert_cmpint ((int) (second.origin.x + second.size.width), >=, NARROW - 1);
  g_assert_cmpint ((int) third.origin.x, ==, 0);
  g_assert_cmpint ((int) third.origin.y, ==, line);

  g_assert_finalize_object (box);
}

/* A group's title is never cut off, and its button leaves the description a line of words. */
static void
test_group (void)
{
  const char *title = "Einen Agenten mit der Konsole verbinden";
  AdwPreferencesGroup *group = g_object_ref_sink (ADW_PREFERENCES_GROUP (adw_preferences_group_new ()));
  GtkWidget *button = gtk_button_new_with_label ("Hinzufügen …");
  GtkAllocation allocation = { 0, 0, NARROW, 0 };
  graphene_rect_t bounds, description;

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, "Jeder erhält einen signierten Webhook");
  adw_preferences_group_set_header_suffix (group, button);
  hlc_let_fold (GTK_WIDGET (group));

  allocation.height = measure (group, GTK_ORIENTATION_VERTICAL, NARROW);
  gtk_widget_size_allocate (GTK_WIDGET (group), &allocation, -1);
  g_assert_cmpint (gtk_label_get_ellipsize (find_label (GTK_WIDGET (group), title)), ==,
                   PANGO_ELLIPSIZE_NONE);
  g_assert_true (gtk_widget_compute_bounds (button, GTK_WIDGET (group), &bounds));
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (find_label (GTK_WIDGET (group),
                                                                    "Jeder erhält einen signierten Webhook")),
                                            GTK_WIDGET (group), &description));
  g_assert_cmpint ((int) bounds.origin.y, >=, (int) (description.origin.y + description.size.height));

  g_assert_finalize_object (group);
}

/* The words of a row are not broken into letters by the button at its end. */
static void
test_row (void)
{
  AdwActionRow *row = g_object_ref_sink (ADW_ACTION_ROW (adw_action_row_new ()));
  GtkWidget *button = gtk_button_new_with_label ("Ein Beispiel senden");
  GtkAllocation allocation = { 0, 0, NARROW, 0 };

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Erster Webhook");
  adw_action_row_add_suffix (row, button);
  hlc_let_row_fold (row);

  allocation.height = measure (row, GTK_ORIENTATION_VERTICAL, NARROW);
  gtk_widget_size_allocate (GTK_WIDGET (row), &allocation, -1);
  g_assert_cmpint (pango_layout_get_line_count (
                       gtk_label_get_layout (find_label (GTK_WIDGET (row), "Erster Webhook"))),
                   <=, 2);

  g_assert_finalize_object (row);
}

/* What a text area asks for is seen in full. */
static void
test_placeholder (void)
{
  HlcTextArea *area = g_object_ref_sink (g_object_new (HLC_TYPE_TEXT_AREA, "label", "Region", NULL));
  int height = measure (area, GTK_ORIENTATION_VERTICAL, NARROW);

  g_object_set (
      area, "label",
      "Kommentar, den der Agent liest, mit allem, was er statt dessen tun soll, und warum es besser ist",
      NULL);
  g_assert_cmpint (measure (area, GTK_ORIENTATION_VERTICAL, NARROW), >, height);

  g_assert_finalize_object (area);
}

static gboolean
is_mapped (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data);
}

/* Every dialog that is opened from the window fits on a narrow display. */
static void
test_dialogs (WindowFixture *fixture, gconstpointer user_data)
{
  const char *actions[] = { "new.operation", "new.event", "new.import", "new.remote" };

  window_fixture_open (fixture, NARROW);
  g_assert_cmpint (measure (fixture->window, GTK_ORIENTATION_HORIZONTAL, -1), <=, NARROW);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GtkWindow) dialog = NULL;
      GListModel *windows = gtk_window_get_toplevels ();

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), actions[i], NULL));
      for (guint j = 0; dialog == NULL && j < g_list_model_get_n_items (windows); j++)
        {
          dialog = g_list_model_get_item (windows, j);
          if (gtk_window_get_transient_for (dialog) != GTK_WINDOW (fixture->window))
            g_clear_object (&dialog);
        }
      g_assert_nonnull (dialog);
      wait_until (is_mapped, dialog);
      g_test_message ("%s", actions[i]);
      g_assert_cmpint (measure (dialog, GTK_ORIENTATION_HORIZONTAL, -1), <=, NARROW);
      gtk_window_destroy (dialog);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);

  g_test_add_func ("/large-text/dialog-header", test_dialog_header);
  g_test_add_func ("/large-text/linked-buttons", test_linked_buttons);
  g_test_add_func ("/large-text/group", test_group);
  g_test_add_func ("/large-text/row", test_row);
  g_test_add_func ("/large-text/placeholder", test_placeholder);
  g_test_add ("/large-text/dialogs", WindowFixture, NULL, window_fixture_set_up, test_dialogs,
              window_fixture_tear_down);

  return g_test_run ();
}
