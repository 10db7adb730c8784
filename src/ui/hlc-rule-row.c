/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-rule-row.h"

#include <glib/gi18n-lib.h>

#include "hlc-endpoint-words.h"
#include "hlc-tooltip.h"

struct _HlcRuleRow
{
  AdwActionRow parent_instance;

  GtkImage *icon;
  GtkSwitch *enabled_switch;
  GtkWidget *edit_button;
  GtkWidget *remove_button;

  HlcForwardRule *rule; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HlcRuleRow, hlc_rule_row, ADW_TYPE_ACTION_ROW)

/* The switch moves at once; its state follows when it is stored. */
static gboolean
state_set_cb (HlcRuleRow *self, gboolean state)
{
  if (self->rule != NULL && state != self->rule->enabled)
    gtk_widget_activate_action (GTK_WIDGET (self), "rules.set-enabled", "(xb)", self->rule->id, state);

  return TRUE;
}

static void
hlc_rule_row_dispose (GObject *object)
{
  g_clear_pointer (&HLC_RULE_ROW (object)->rule, hlc_forward_rule_unref);

  G_OBJECT_CLASS (hlc_rule_row_parent_class)->dispose (object);
}

static void
hlc_rule_row_class_init (HlcRuleRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_rule_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-rule-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcRuleRow, icon);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleRow, enabled_switch);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleRow, edit_button);
  gtk_widget_class_bind_template_child (widget_class, HlcRuleRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, state_set_cb);
}

static void
hlc_rule_row_init (HlcRuleRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** hlc_rule_row_new: Returns: (transfer floating): a row without a rule */
GtkWidget *
hlc_rule_row_new (void)
{
  return g_object_new (HLC_TYPE_RULE_ROW, NULL);
}

/**
 * hlc_rule_row_show:
 * @rule: what is shown
 * @endpoint: (nullable): where it forwards to
 */
void
hlc_rule_row_show (HlcRuleRow *self, HlcForwardRule *rule, HlcEndpoint *endpoint)
{
  HlcAppearance appearance = { 0 };
  g_autofree char *source = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (HLC_IS_RULE_ROW (self));
  g_return_if_fail (rule != NULL);

  appearance = hlc_present_rule (rule, endpoint);
  source = hlc_words_rule_source (rule);
  caption = hlc_words_rule_caption (rule, endpoint);
  subtitle = g_strdup_printf ("%s · %s", appearance.word, caption);
  hlc_forward_rule_ref (rule);
  g_clear_pointer (&self->rule, hlc_forward_rule_unref);
  self->rule = rule;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), source);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_image_set_from_icon_name (self->icon, appearance.icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]){ appearance.css_class, NULL });
  hlc_tooltip_set (GTK_WIDGET (self->icon), appearance.word);
  gtk_switch_set_active (self->enabled_switch, rule->enabled);
  gtk_switch_set_state (self->enabled_switch, rule->enabled);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->edit_button), "x", rule->id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove_button), "x", rule->id);
}

/** hlc_rule_row_get_rule: Returns: (transfer none) (nullable): what is shown */
HlcForwardRule *
hlc_rule_row_get_rule (HlcRuleRow *self)
{
  g_return_val_if_fail (HLC_IS_RULE_ROW (self), NULL);

  return self->rule;
}
