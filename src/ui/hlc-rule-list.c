/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-rule-list.h"

#include <glib/gi18n-lib.h>

#include "hlc-let-fold.h"
#include "hlc-rule-dialog.h"
#include "hlc-rule-row.h"
#include "hlc-store-rules.h"

struct _HlcRuleList
{
  AdwBin parent_instance;

  GtkListBox *list;
  GtkWidget *no_rules;

  HlcConsole *console; /* (owned) */
  HlcRoutes *routes;   /* (owned) */
  GtkWindow *dialog;   /* (weak) (nullable): the one that is open */
  gint64 subject;      /* row id of the rule that it is about */
};

G_DEFINE_FINAL_TYPE (HlcRuleList, hlc_rule_list, ADW_TYPE_BIN)

static HlcStore *
get_store (HlcRuleList *self)
{
  return hlc_console_get_store (self->console);
}

static void
toast (HlcRuleList *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static void
hlc_rule_list_update (HlcRuleList *self)
{
  GPtrArray *rules = hlc_routes_get_rules (self->routes);
  GtkListBoxRow *row = NULL;

  for (guint i = 0; i < rules->len; i++)
    {
      HlcForwardRule *rule = g_ptr_array_index (rules, i);
      HlcEndpoint *endpoint = hlc_routes_find_endpoint (self->routes, rule->endpoint_id);

      GtkListBoxRow *shown = gtk_list_box_get_row_at_index (self->list, (int) i);

      row = shown != NULL ? shown : GTK_LIST_BOX_ROW (hlc_rule_row_new ());
      hlc_rule_row_show (HLC_RULE_ROW (row), rule, endpoint);
      /* Not before its buttons have a target. */
      if (shown == NULL)
        gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) rules->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->list), rules->len > 0);
  gtk_widget_set_visible (self->no_rules, rules->len == 0);
}

static void
hlc_rule_list_open (HlcRuleList *self, GtkWindow *dialog, gint64 id)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->subject = id;
  g_set_weak_pointer (&self->dialog, dialog);
  gtk_window_set_transient_for (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_present (dialog);
}

static void
hlc_rule_list_close (HlcRuleList *self)
{
  GtkWindow *dialog = self->dialog;

  g_clear_weak_pointer (&self->dialog);
  if (dialog != NULL)
    gtk_window_destroy (dialog);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRuleList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcForwardRule) rule = hlc_store_write_rule_finish (HLC_STORE (object), result, &error);

  if (rule == NULL && HLC_IS_RULE_DIALOG (self->dialog))
    hlc_rule_dialog_set_problem (HLC_RULE_DIALOG (self->dialog), error->message);
  else
    hlc_rule_list_close (self);
}

static void
save_cb (HlcRuleList *self, HlcRuleDialog *dialog)
{
  g_autoptr (HlcForwardRule) rule = hlc_rule_dialog_dup_rule (dialog);

  hlc_rule_dialog_set_busy (dialog, TRUE);
  if (hlc_rule_dialog_get_is_new (dialog))
    hlc_store_add_rule_async (get_store (self), rule, saved_cb, g_object_ref (self));
  else
    hlc_store_update_rule_async (get_store (self), rule, saved_cb, g_object_ref (self));
}

static void
hlc_rule_list_open_form (HlcRuleList *self, HlcForwardRule *rule)
{
  HlcRuleDialog *dialog = hlc_rule_dialog_new (self->routes, rule);

  g_signal_connect_object (dialog, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  hlc_rule_list_open (self, GTK_WINDOW (dialog), rule->id);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcRuleList *self = HLC_RULE_LIST (widget);
  HlcForwardRule *rule = hlc_routes_find_rule (self->routes, g_variant_get_int64 (parameter));

  if (rule != NULL && self->dialog == NULL)
    hlc_rule_list_open_form (self, rule);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRuleList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcForwardRule) rule = hlc_store_write_rule_finish (HLC_STORE (object), result, &error);

  if (rule != NULL)
    return;

  toast (self, error->message);
  hlc_rule_list_update (self);
}

static void
set_enabled_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcRuleList *self = HLC_RULE_LIST (widget);
  gint64 id = 0;
  gboolean enabled = FALSE;
  HlcForwardRule *rule = NULL;
  g_autoptr (HlcForwardRule) changed = NULL;

  g_variant_get (parameter, "(xb)", &id, &enabled);
  rule = hlc_routes_find_rule (self->routes, id);
  if (rule == NULL)
    return;

  changed = hlc_forward_rule_copy (rule);
  changed->enabled = enabled;
  hlc_store_update_rule_async (get_store (self), changed, written_cb, g_object_ref (self));
}

static void
removed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRuleList) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hlc_store_remove_rule_finish (HLC_STORE (object), result, &error))
    toast (self, error->message);
}

static void
remove_response_cb (HlcRuleList *self, const char *response)
{
  g_clear_weak_pointer (&self->dialog);
  if (g_str_equal (response, "remove"))
    hlc_store_remove_rule_async (get_store (self), self->subject, removed_cb, g_object_ref (self));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcRuleList *self = HLC_RULE_LIST (widget);
  HlcForwardRule *rule = hlc_routes_find_rule (self->routes, g_variant_get_int64 (parameter));
  AdwMessageDialog *dialog = NULL;

  if (rule == NULL || self->dialog != NULL)
    return;

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (NULL, _ ("Remove the Rule?"), NULL));
  adw_message_dialog_set_body (dialog,
                               _ ("What it forwards and still waits is cancelled. What was sent stays in "
                                  "the log."));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "remove", _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response_cb), self, G_CONNECT_SWAPPED);
  hlc_rule_list_open (self, GTK_WINDOW (dialog), rule->id);
}

static void
hlc_rule_list_dispose (GObject *object)
{
  HlcRuleList *self = HLC_RULE_LIST (object);

  hlc_rule_list_close (self);
  g_clear_object (&self->routes);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_rule_list_parent_class)->dispose (object);
}

static void
hlc_rule_list_class_init (HlcRuleListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_rule_list_dispose;

  gtk_widget_class_install_action (widget_class, "rules.edit", "x", edit_action);
  gtk_widget_class_install_action (widget_class, "rules.remove", "x", remove_action);
  gtk_widget_class_install_action (widget_class, "rules.set-enabled", "(xb)", set_enabled_action);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-rule-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcRuleList, no_rules);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleList, list);
}

static void
hlc_rule_list_init (HlcRuleList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_fold (GTK_WIDGET (self));
}

/**
 * hlc_rule_list_connect:
 * @console: what keeps them
 * @routes: what is shown
 *
 * To be called once.
 */
void
hlc_rule_list_connect (HlcRuleList *self, HlcConsole *console, HlcRoutes *routes)
{
  g_return_if_fail (HLC_IS_RULE_LIST (self));
  g_return_if_fail (HLC_IS_CONSOLE (console));

  self->console = g_object_ref (console);
  self->routes = g_object_ref (routes);
  g_signal_connect_object (routes, "changed", G_CALLBACK (hlc_rule_list_update), self, G_CONNECT_SWAPPED);
  hlc_rule_list_update (self);
}

/**
 * hlc_rule_list_add:
 * @event_type: (nullable): filled in; empty or %NULL for any
 * @path: (nullable): likewise
 *
 * Asks for a new rule.
 */
void
hlc_rule_list_add (HlcRuleList *self, const char *event_type, const char *path)
{
  g_autoptr (HlcForwardRule) rule = hlc_forward_rule_new ();

  g_return_if_fail (HLC_IS_RULE_LIST (self));

  if (self->dialog != NULL)
    return;

  if (event_type != NULL && *event_type != '\0')
    rule->event_type = g_strdup (event_type);
  if (path != NULL && *path != '\0')
    rule->path = g_strdup (path);
  hlc_rule_list_open_form (self, rule);
}

/** hlc_rule_list_get_dialog: Returns: (transfer none) (nullable): the dialog that is open */
GtkWindow *
hlc_rule_list_get_dialog (HlcRuleList *self)
{
  g_return_val_if_fail (HLC_IS_RULE_LIST (self), NULL);

  return self->dialog;
}
