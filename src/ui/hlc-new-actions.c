/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-new-actions.h"

#include <glib/gi18n-lib.h>

#include "hlc-create-dialog.h"
#include "hlc-event-dialog.h"

/** What an action is about. It goes with the window. */
typedef struct
{
  GtkWindow *window; /* not owned: it owns the actions */
  HlcConsole *console;
} NewContext;

static void
new_context_free (NewContext *self)
{
  g_object_unref (self->console);
  g_free (self);
}

static void
show_operation (GtkWindow *window, const char *call_id)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-operation", "s", call_id);
}

static void
present (NewContext *self, GtkWindow *dialog)
{
  gtk_window_set_transient_for (dialog, self->window);
  gtk_window_present (dialog);
}

static void
operation_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NewContext *self = user_data;
  HlcCreateDialog *dialog =
      hlc_create_dialog_new (hlc_console_get_store (self->console), hlc_console_get_clock (self->console));

  g_signal_connect_object (dialog, "created", G_CALLBACK (show_operation), self->window, G_CONNECT_SWAPPED);
  present (self, GTK_WINDOW (dialog));
}

static void
show_message (GtkWindow *window, const char *message_id)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-message", "s", message_id);
}

/* One that stays open tells it itself. */
static void
event_sent_cb (GtkWindow *window, const char *message_id, gboolean is_open)
{
  if (!is_open)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.toast-message", "(ss)", _ ("The event is sent"),
                                message_id);
}

static HlcEventDialog *
present_event_dialog (NewContext *self)
{
  HlcEventDialog *dialog = hlc_event_dialog_new (self->console);

  g_signal_connect_object (dialog, "sent", G_CALLBACK (event_sent_cb), self->window, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "show-message", G_CALLBACK (show_message), self->window,
                           G_CONNECT_SWAPPED);
  present (self, GTK_WINDOW (dialog));

  return dialog;
}

static void
event_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_event_dialog (user_data);
}

static void
event_of_operation_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  hlc_event_dialog_fill_from_operation (present_event_dialog (user_data),
                                        g_variant_get_string (parameter, NULL));
}

/**
 * hlc_new_actions_install:
 * @window: gets the group of actions "new"; what was made is shown by its action "win.show-operation"
 * @console: where it is made
 */
void
hlc_new_actions_install (GtkWindow *window, HlcConsole *console)
{
  const GActionEntry entries[] = {
    { "operation", operation_action },
    { "event", event_action },
    { "event-of-operation", event_of_operation_action, "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  NewContext *self = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (HLC_IS_CONSOLE (console));

  self = g_new0 (NewContext, 1);
  self->window = window;
  self->console = g_object_ref (console);
  g_object_set_data_full (G_OBJECT (group), "hlc-new-context", self, (GDestroyNotify) new_context_free);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "new", G_ACTION_GROUP (group));
}
