/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-rule-dialog.h"

#include <glib/gi18n-lib.h>

#include "hlc-dialog-header.h"
#include "hlc-endpoint-words.h"
#include "hlc-event-type.h"
#include "hlc-let-fold.h"
#include "hlc-notice.h"
#include "hlc-told-entries.h"

struct _HlcRuleDialog
{
  AdwWindow parent_instance;

  GtkButton *save_button;
  HlcNotice *problem_notice;
  AdwComboRow *event_row;
  GtkStringList *events;
  AdwEntryRow *path_row;
  AdwEntryRow *run_row;
  AdwComboRow *endpoint_row;
  GtkStringList *endpoints;
  GtkSwitch *sign_switch;
  GtkSwitch *order_switch;
  GtkSpinButton *limit_button;
  GtkLabel *problem;

  GPtrArray *targets;     /* (owned) (element-type HlcEndpoint): in the order of the row */
  HlcForwardRule *before; /* (owned) (nullable): what is changed, or filled in */
  char *problem_text;     /* (owned) (nullable): why it was not stored */
  gboolean is_filling;
  gboolean is_busy;
};

enum
{
  SIGNAL_SAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcRuleDialog, hlc_rule_dialog, ADW_TYPE_WINDOW)

/* NULL for what is empty. */
static char *
dup_written (gpointer row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static char *
hlc_rule_dialog_dup_obstacle (HlcRuleDialog *self)
{
  g_autoptr (HlcForwardRule) rule = hlc_rule_dialog_dup_rule (self);
  g_autoptr (GError) error = NULL;

  if (self->targets->len == 0)
    return g_strdup (_ ("There is no endpoint yet that webhooks could be forwarded to: add one first"));

  return hlc_forward_rule_check (rule, &error) ? NULL : g_strdup (error->message);
}

static void
hlc_rule_dialog_update (HlcRuleDialog *self)
{
  g_autofree char *obstacle = hlc_rule_dialog_dup_obstacle (self);

  gtk_label_set_text (self->problem, obstacle != NULL ? obstacle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), obstacle != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->save_button), obstacle);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rule.save", obstacle == NULL && !self->is_busy);
}

static void
update_cb (HlcRuleDialog *self)
{
  if (!self->is_filling)
    hlc_rule_dialog_update (self);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SAVE], 0);
}

/* A type that this version does not know, as another sender may use one, is a choice too. */
static void
hlc_rule_dialog_fill_events (HlcRuleDialog *self, const char *event_type)
{
  HlcEventType known;

  gtk_string_list_append (self->events, _ ("Any"));
  for (guint i = 0; i < HLC_N_EVENT_TYPES; i++)
    gtk_string_list_append (self->events, hlc_event_type_to_string ((HlcEventType) i));
  if (event_type == NULL)
    return;

  if (hlc_event_type_from_string (event_type, &known))
    {
      adw_combo_row_set_selected (self->event_row, known + 1);
      return;
    }
  gtk_string_list_append (self->events, event_type);
  adw_combo_row_set_selected (self->event_row, HLC_N_EVENT_TYPES + 1);
}

static void
hlc_rule_dialog_fill_endpoints (HlcRuleDialog *self, const char *endpoint_id)
{
  for (guint i = 0; i < self->targets->len; i++)
    {
      HlcEndpoint *endpoint = g_ptr_array_index (self->targets, i);
      g_autofree char *title = hlc_words_endpoint_title (endpoint);

      gtk_string_list_append (self->endpoints, title);
      if (g_strcmp0 (endpoint->endpoint_id, endpoint_id) == 0)
        adw_combo_row_set_selected (self->endpoint_row, i);
    }
}

static void
hlc_rule_dialog_fill (HlcRuleDialog *self, HlcForwardRule *rule)
{
  hlc_rule_dialog_fill_events (self, rule->event_type);
  hlc_rule_dialog_fill_endpoints (self, rule->endpoint_id);
  gtk_editable_set_text (GTK_EDITABLE (self->path_row), rule->path != NULL ? rule->path : "");
  gtk_editable_set_text (GTK_EDITABLE (self->run_row), rule->run_id != NULL ? rule->run_id : "");
  gtk_switch_set_active (self->sign_switch, rule->sign_mode == HLC_SIGN_NOW);
  gtk_switch_set_active (self->order_switch, rule->ordered);
  gtk_spin_button_set_value (self->limit_button, (double) rule->backlog_limit);
}

static void
hlc_rule_dialog_finalize (GObject *object)
{
  HlcRuleDialog *self = HLC_RULE_DIALOG (object);

  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->before, hlc_forward_rule_unref);
  g_clear_pointer (&self->problem_text, g_free);

  G_OBJECT_CLASS (hlc_rule_dialog_parent_class)->finalize (object);
}

static void
hlc_rule_dialog_class_init (HlcRuleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_rule_dialog_finalize;

  signals[SIGNAL_SAVE] =
      g_signal_new ("save", HLC_TYPE_RULE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "rule.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  g_type_ensure (HLC_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-rule-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcRuleDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleDialog, problem_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleDialog, event_row);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleDialog, events);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleDialog, path_row);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleDialog, run_row);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleDialog, endpoint_row);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleDialog, endpoints);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleDialog, sign_switch);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleDialog, order_switch);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleDialog, limit_button);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
hlc_rule_dialog_init (HlcRuleDialog *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_fold (GTK_WIDGET (self));
  hlc_let_row_fold (ADW_ACTION_ROW (self->event_row));
  hlc_let_row_fold (ADW_ACTION_ROW (self->endpoint_row));
  hlc_told_entries_find (GTK_WIDGET (self));
}

/**
 * hlc_rule_dialog_new:
 * @routes: the endpoints that can be chosen
 * @rule: what is changed; one that is not stored fills in a new one
 *
 * Returns: (transfer floating): a dialog that is not presented yet
 */
HlcRuleDialog *
hlc_rule_dialog_new (HlcRoutes *routes, HlcForwardRule *rule)
{
  HlcRuleDialog *self = NULL;

  g_return_val_if_fail (HLC_IS_ROUTES (routes), NULL);
  g_return_val_if_fail (rule != NULL, NULL);

  self = g_object_new (HLC_TYPE_RULE_DIALOG, NULL);
  self->targets = g_ptr_array_ref (hlc_routes_get_endpoints (routes));
  self->before = hlc_forward_rule_ref (rule);
  gtk_window_set_title (GTK_WINDOW (self),
                        rule->id == 0 ? _ ("Add Forwarding Rule") : _ ("Edit Forwarding Rule"));
  gtk_button_set_label (self->save_button, rule->id == 0 ? _ ("_Add") : _ ("_Save"));
  hlc_rule_dialog_fill (self, rule);
  self->is_filling = FALSE;
  hlc_rule_dialog_update (self);

  return self;
}

/** hlc_rule_dialog_dup_rule: Returns: (transfer full): the rule as it is written */
HlcForwardRule *
hlc_rule_dialog_dup_rule (HlcRuleDialog *self)
{
  HlcForwardRule *rule = NULL;
  guint event = 0;
  guint target = 0;

  g_return_val_if_fail (HLC_IS_RULE_DIALOG (self), NULL);

  rule = hlc_forward_rule_copy (self->before);
  event = adw_combo_row_get_selected (self->event_row);
  target = adw_combo_row_get_selected (self->endpoint_row);
  g_free (rule->event_type);
  rule->event_type = event > 0 && event != GTK_INVALID_LIST_POSITION
                         ? g_strdup (gtk_string_list_get_string (self->events, event))
                         : NULL;
  g_free (rule->path);
  rule->path = dup_written (self->path_row);
  g_free (rule->run_id);
  rule->run_id = dup_written (self->run_row);
  rule->sign_mode = gtk_switch_get_active (self->sign_switch) ? HLC_SIGN_NOW : HLC_SIGN_ORIGINAL;
  rule->ordered = gtk_switch_get_active (self->order_switch);
  rule->backlog_limit = gtk_spin_button_get_value_as_int (self->limit_button);
  if (target < self->targets->len)
    {
      HlcEndpoint *endpoint = g_ptr_array_index (self->targets, target);

      rule->endpoint = endpoint->id;
      g_free (rule->endpoint_id);
      rule->endpoint_id = g_strdup (endpoint->endpoint_id);
    }

  return rule;
}

/** hlc_rule_dialog_get_is_new: Returns: whether it makes a rule, and does not change one */
gboolean
hlc_rule_dialog_get_is_new (HlcRuleDialog *self)
{
  g_return_val_if_fail (HLC_IS_RULE_DIALOG (self), FALSE);

  return self->before->id == 0;
}

/**
 * hlc_rule_dialog_enter_path:
 * @path: replaces what is written, as a user would
 */
void
hlc_rule_dialog_enter_path (HlcRuleDialog *self, const char *path)
{
  g_return_if_fail (HLC_IS_RULE_DIALOG (self));

  gtk_editable_set_text (GTK_EDITABLE (self->path_row), path);
}

/** hlc_rule_dialog_get_can_save: Returns: whether what is written can be saved */
gboolean
hlc_rule_dialog_get_can_save (HlcRuleDialog *self)
{
  g_autofree char *obstacle = NULL;

  g_return_val_if_fail (HLC_IS_RULE_DIALOG (self), FALSE);

  obstacle = hlc_rule_dialog_dup_obstacle (self);

  return obstacle == NULL && !self->is_busy;
}

/**
 * hlc_rule_dialog_set_problem:
 * @problem: (nullable): why it could not be stored
 *
 * Says what is wrong; what was written stays.
 */
void
hlc_rule_dialog_set_problem (HlcRuleDialog *self, const char *problem)
{
  g_return_if_fail (HLC_IS_RULE_DIALOG (self));

  self->is_busy = FALSE;
  g_free (self->problem_text);
  self->problem_text = g_strdup (problem);
  hlc_notice_set_problem (self->problem_notice, _ ("Not Saved"), problem);
  hlc_rule_dialog_update (self);
}

/** hlc_rule_dialog_get_problem: Returns: (transfer none) (nullable): what is wrong, as far as it is told */
const char *
hlc_rule_dialog_get_problem (HlcRuleDialog *self)
{
  g_return_val_if_fail (HLC_IS_RULE_DIALOG (self), NULL);

  if (self->problem_text != NULL)
    return self->problem_text;

  return gtk_widget_get_visible (GTK_WIDGET (self->problem)) ? gtk_label_get_text (self->problem) : NULL;
}

/** hlc_rule_dialog_set_busy: says that it is being saved: it cannot be saved twice */
void
hlc_rule_dialog_set_busy (HlcRuleDialog *self, gboolean is_busy)
{
  g_return_if_fail (HLC_IS_RULE_DIALOG (self));

  self->is_busy = is_busy;
  hlc_rule_dialog_update (self);
}
