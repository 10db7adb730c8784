/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-submit-key.h"

/**
 * hlc_submit_key_add:
 * @widget: where the key is pressed, in it or below it
 * @submit: what it does
 *
 * Takes the key before what has the focus: a text view would make a new line of it.
 */
void
hlc_submit_key_add (GtkWidget *widget, GtkShortcutFunc submit, gpointer user_data)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], GDK_CONTROL_MASK),
                          gtk_callback_action_new (submit, user_data, NULL)));
  gtk_widget_add_controller (widget, controller);
}
