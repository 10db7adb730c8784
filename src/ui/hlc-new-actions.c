/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-new-actions.h"

#include "hlc-create-dialog.h"
#include "hlc-event-present.h"
#include "hlc-import-drop.h"
#include "hlc-remote-dialog.h"
#include "hlc-template-from.h"

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

static HlcCreateDialog *
present_operation (NewContext *self)
{
  HlcCreateDialog *dialog = hlc_create_dialog_new (self->console);

  g_signal_connect_object (dialog, "created", G_CALLBACK (show_operation), self->window, G_CONNECT_SWAPPED);
  present (self, GTK_WINDOW (dialog));
  return dialog;
}

static void
operation_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_operation (user_data);
}

static void
import_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NewContext *self = user_data;

  hlc_import_present (self->window, self->console);
}

static void
paste_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NewContext *self = user_data;

  hlc_import_paste (self->window, self->console);
}

static void
template_from_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NewContext *self = user_data;
  g_autofree const char **call_ids = g_variant_get_strv (parameter, NULL);

  if (call_ids[0] != NULL)
    hlc_template_from_operations (self->window, self->console, call_ids);
}

static void
remote_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NewContext *self = user_data;

  present (self, GTK_WINDOW (hlc_remote_dialog_new (hlc_console_get_remote (self->console))));
}

static void
event_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NewContext *self = user_data;

  hlc_event_present (self->window, self->window, self->console);
}

static void
event_of_operation_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NewContext *self = user_data;

  hlc_event_dialog_fill_from_operation (hlc_event_present (self->window, self->window, self->console),
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
    { "remote", remote_action },
    { "import", import_action },
    { "paste", paste_action },
    { "template-from", template_from_action, "as" },
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
