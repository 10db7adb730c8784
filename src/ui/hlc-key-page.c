/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-key-page.h"

#include <glib/gi18n-lib.h>

#include "hlc-copy-row.h"
#include "hlc-let-fold.h"
#include "hlc-presentation.h"
#include "hlc-told-entries.h"
#include "hlc-tooltip.h"

struct _HlcKeyPage
{
  AdwPreferencesPage parent_instance;

  GtkListBox *list;
  GtkWidget *new_group;
  HlcCopyRow *new_row;
  AdwEntryRow *name_row;
  GtkSwitch *decide_switch;
  GtkLabel *problem;
  GtkLabel *backend;

  HlcSecrets *secrets; /* (owned) (nullable) */
  HlcClock *clock;     /* (owned) (nullable) */
  GtkWindow *dialog;   /* (weak) (nullable) */
  char *new_key;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HlcKeyPage, hlc_key_page, ADW_TYPE_PREFERENCES_PAGE)

static char *
dup_caption (HlcAgentKey *key, gint64 now)
{
  const char *scope =
      hlc_agent_key_get_scope (key) == HLC_KEY_SCOPE_AGENT_DECIDE ? _ ("Asks and decides") : _ ("Asks only");
  g_autofree char *created = hlc_present_relative_time (hlc_agent_key_get_created_at (key), now);
  g_autofree char *used = hlc_present_relative_time (hlc_agent_key_get_last_used_at (key), now);
  /* Translators: %s is how long ago, as in "2 min" or "Just now". */
  g_autofree char *created_words = *created != '\0' ? g_strdup_printf (_ ("Created: %s"), created) : NULL;
  g_autofree char *used_words =
      /* Translators: how long ago, as in "2 min" or "Just now". */
      *used != '\0' ? g_strdup_printf (_ ("Last used: %s"), used) : g_strdup (_ ("Never used"));

  return g_strjoin (" · ", scope, used_words, created_words, NULL);
}

static GtkWidget *
key_row_new (HlcAgentKey *key, gint64 now)
{
  g_autofree char *title = hlc_present_line (hlc_agent_key_get_name (key));
  g_autofree char *caption = dup_caption (key, now);
  /* Translators: the name of a key. */
  g_autofree char *revoke = g_strdup_printf (_ ("Revoke %s"), title);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), caption);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  hlc_tooltip_set (button, revoke);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "keys.revoke");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", hlc_agent_key_get_name (key));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
hlc_key_page_update (HlcKeyPage *self)
{
  GPtrArray *keys = hlc_secrets_get_agent_keys (self->secrets);
  gint64 now = hlc_clock_get_now (self->clock);
  GtkListBoxRow *row = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < keys->len; i++)
    gtk_list_box_append (self->list, key_row_new (g_ptr_array_index (keys, i), now));
  gtk_label_set_text (self->backend, hlc_secrets_get_backend_detail (self->secrets));
}

static void
hlc_key_page_set_problem (HlcKeyPage *self, const char *problem)
{
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
hlc_key_page_set_new_key (HlcKeyPage *self, const char *key)
{
  g_free (self->new_key);
  self->new_key = g_strdup (key);
  hlc_copy_row_set_value (self->new_row, key);
  gtk_widget_set_visible (self->new_group, key != NULL);
}

static void
add_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  HlcKeyPage *self = HLC_KEY_PAGE (widget);
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
  HlcKeyScope scope =
      gtk_switch_get_active (self->decide_switch) ? HLC_KEY_SCOPE_AGENT_DECIDE : HLC_KEY_SCOPE_AGENT;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcAgentKey) key = NULL;

  g_strstrip (name);
  if (*name == '\0')
    {
      hlc_key_page_set_problem (self, _ ("Give the key a name, so that you know whose it is"));
      gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
      return;
    }

  key = hlc_secrets_add_agent_key (self->secrets, name, scope, hlc_clock_get_now (self->clock), &error);
  hlc_key_page_set_problem (self, key == NULL ? error->message : NULL);
  if (key == NULL)
    return;

  hlc_key_page_set_new_key (self, hlc_agent_key_get_text (key));
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), "");
  gtk_switch_set_active (self->decide_switch, FALSE);
}

static void
entry_activated_cb (HlcKeyPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "keys.add", NULL);
}

static void
revoked_cb (HlcKeyPage *self, const char *response, GtkWidget *dialog)
{
  const char *name = g_object_get_data (G_OBJECT (dialog), "key");
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "revoke"))
    return;

  if (!hlc_secrets_remove_agent_key (self->secrets, name, &error))
    hlc_key_page_set_problem (self, error->message);
  else
    hlc_key_page_set_new_key (self, NULL);
}

static void
revoke_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  HlcKeyPage *self = HLC_KEY_PAGE (widget);
  const char *name = g_variant_get_string (parameter, NULL);
  g_autofree char *visible = hlc_present_line (name);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                              _ ("Agents that use it are refused from now on. This cannot be undone."));

  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _ ("Revoke “%s”?"), visible);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "revoke",
                                    _ ("_Revoke"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "revoke",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "key", g_strdup (name), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (revoked_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
hlc_key_page_dispose (GObject *object)
{
  HlcKeyPage *self = HLC_KEY_PAGE (object);

  g_clear_weak_pointer (&self->dialog);
  g_clear_object (&self->secrets);
  g_clear_pointer (&self->clock, hlc_clock_unref);

  G_OBJECT_CLASS (hlc_key_page_parent_class)->dispose (object);
}

static void
hlc_key_page_finalize (GObject *object)
{
  g_clear_pointer (&HLC_KEY_PAGE (object)->new_key, g_free);

  G_OBJECT_CLASS (hlc_key_page_parent_class)->finalize (object);
}

static void
hlc_key_page_class_init (HlcKeyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_key_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hlc_key_page_finalize;

  gtk_widget_class_install_action (widget_class, "keys.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "keys.revoke", "s", revoke_action);

  g_type_ensure (HLC_TYPE_COPY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-key-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcKeyPage, list);
  gtk_widget_class_bind_template_child (widget_class, HlcKeyPage, new_group);
  gtk_widget_class_bind_template_child (widget_class, HlcKeyPage, new_row);
  gtk_widget_class_bind_template_child (widget_class, HlcKeyPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, HlcKeyPage, decide_switch);
  gtk_widget_class_bind_template_child (widget_class, HlcKeyPage, problem);
  gtk_widget_class_bind_template_child (widget_class, HlcKeyPage, backend);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
}

static void
hlc_key_page_init (HlcKeyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_fold (GTK_WIDGET (self));
  hlc_told_entries_find (GTK_WIDGET (self));
}

/**
 * hlc_key_page_connect:
 * @secrets: what keeps the keys
 * @clock: for how long ago they were used
 *
 * To be called once.
 */
void
hlc_key_page_connect (HlcKeyPage *self, HlcSecrets *secrets, HlcClock *clock)
{
  g_return_if_fail (HLC_IS_KEY_PAGE (self));
  g_return_if_fail (HLC_IS_SECRETS (secrets));

  self->secrets = g_object_ref (secrets);
  self->clock = hlc_clock_ref (clock);
  g_signal_connect_object (secrets, "changed", G_CALLBACK (hlc_key_page_update), self, G_CONNECT_SWAPPED);
  hlc_key_page_update (self);
}

/** hlc_key_page_get_new_key: Returns: (transfer none) (nullable): the key that was just made, while it is shown */
const char *
hlc_key_page_get_new_key (HlcKeyPage *self)
{
  g_return_val_if_fail (HLC_IS_KEY_PAGE (self), NULL);

  return self->new_key;
}

/** hlc_key_page_get_dialog: Returns: (transfer none) (nullable): what asks whether to revoke */
GtkWindow *
hlc_key_page_get_dialog (HlcKeyPage *self)
{
  g_return_val_if_fail (HLC_IS_KEY_PAGE (self), NULL);

  return self->dialog;
}
