/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-present.h"

#include <glib/gi18n-lib.h>

static void
show_message (GtkWindow *window, const char *message_id)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-message", "s", message_id);
}

/* One that stays open tells it itself. */
static void
sent_cb (GtkWindow *window, const char *message_id, gboolean is_open)
{
  if (!is_open)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.toast-message", "(ss)", _ ("The event is sent"),
                                message_id);
}

/**
 * hlc_event_present:
 * @window: has the actions "win.show-message" and "win.toast-message"
 * @parent: what the dialog stands before: @window, or a dialog of it
 * @console: what sends
 *
 * Returns: (transfer none): a dialog that is on the screen
 */
HlcEventDialog *
hlc_event_present (GtkWindow *window, GtkWindow *parent, HlcConsole *console)
{
  HlcEventDialog *dialog = hlc_event_dialog_new (console);

  g_return_val_if_fail (GTK_IS_WINDOW (window), dialog);

  g_signal_connect_object (dialog, "sent", G_CALLBACK (sent_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "show-message", G_CALLBACK (show_message), window, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), parent);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}
