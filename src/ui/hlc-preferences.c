/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-preferences.h"

#include <glib/gi18n-lib.h>

#include "hlc-copy-row.h"
#include "hlc-key-page.h"
#include "hlc-let-fold.h"
#include "hlc-settings.h"
#include "hlc-told-entries.h"
#include "hlc-tooltip.h"
#include "hlc-visible-text.h"
#include "hlc-wrap-layout.h"

struct _HlcPreferences
{
  AdwPreferencesWindow parent_instance;

  GtkListBox *secrets_list;
  AdwEntryRow *name_row;
  AdwPasswordEntryRow *text_row;
  GtkRevealer *problem_revealer;
  GtkLabel *problem;
  HlcKeyPage *key_page;
  GtkSpinButton *undo_seconds;
  GtkSpinButton *bulk_undo_seconds;
  GtkSwitch *notify;
  GtkSwitch *notify_approve;
  GtkSwitch *notify_escalations;
  GtkSwitch *run_in_background;

  HlcSecrets *secrets;       /* (owned) */
  GSettings *settings;       /* (owned) (nullable) */
  HlcSigningSecret *removed; /* (owned) (nullable): what undoing brings back */
};

G_DEFINE_FINAL_TYPE (HlcPreferences, hlc_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
hlc_preferences_set_problem (HlcPreferences *self, const char *problem)
{
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_revealer_set_reveal_child (self->problem_revealer, problem != NULL);
}

static GtkWidget *
secret_row_new (HlcSigningSecret *secret)
{
  const char *name = hlc_signing_secret_get_name (secret);
  g_autofree char *title = hlc_visible_text (name, -1, HLC_VISIBLE_ONE_LINE);
  /* Translators: the name of a signing secret. */
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), title);
  GtkWidget *row = g_object_new (HLC_TYPE_COPY_ROW, "secret", TRUE, NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  /* Not at construction: the row's own label learns only after it that this is no markup. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  hlc_copy_row_set_value (HLC_COPY_ROW (row), hlc_signing_secret_get_text (secret));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  hlc_tooltip_set (button, remove);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "secrets.remove");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
hlc_preferences_update (HlcPreferences *self)
{
  GPtrArray *secrets = hlc_secrets_get_signing_secrets (self->secrets);
  GtkListBoxRow *row = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->secrets_list, 0)) != NULL)
    gtk_list_box_remove (self->secrets_list, GTK_WIDGET (row));
  for (guint i = 0; i < secrets->len; i++)
    gtk_list_box_append (self->secrets_list, secret_row_new (g_ptr_array_index (secrets, i)));
}

static HlcSigningSecret *
hlc_preferences_find (HlcPreferences *self, const char *name)
{
  GPtrArray *secrets = hlc_secrets_get_signing_secrets (self->secrets);

  for (guint i = 0; i < secrets->len; i++)
    {
      HlcSigningSecret *secret = g_ptr_array_index (secrets, i);

      if (g_str_equal (hlc_signing_secret_get_name (secret), name))
        return secret;
    }

  return NULL;
}

/* A name is only a word for people: one that nobody thought of is made. */
static char *
hlc_preferences_dup_name (HlcPreferences *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));

  g_strstrip (name);
  for (guint i = 1; *name == '\0'; i++)
    {
      g_autofree char *made = g_strdup_printf (_ ("Secret %u"), i);

      if (hlc_preferences_find (self, made) == NULL)
        return g_steal_pointer (&made);
    }

  return g_steal_pointer (&name);
}

static gboolean
hlc_preferences_add (HlcPreferences *self, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (hlc_preferences_find (self, name) != NULL)
    {
      hlc_preferences_set_problem (self, _ ("There is a secret with this name already: choose another"));
      return FALSE;
    }
  if (!hlc_secrets_add_signing_secret (self->secrets, name, text, &error))
    {
      hlc_preferences_set_problem (self, error->message);
      return FALSE;
    }

  gtk_editable_set_text (GTK_EDITABLE (self->name_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->text_row), "");
  hlc_preferences_set_problem (self, NULL);

  return TRUE;
}

static void
add_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  HlcPreferences *self = HLC_PREFERENCES (widget);
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text_row)));
  g_autofree char *name = hlc_preferences_dup_name (self);
  g_autoptr (HlcSigningSecret) secret = NULL;
  const char *problem = NULL;

  g_strstrip (text);
  secret = hlc_signing_secret_new (name, text);
  problem =
      *text == '\0' ? _ ("Paste the secret that the sender shows") : hlc_signing_secret_get_problem (secret);
  if (problem != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->text_row), "error");
      hlc_preferences_set_problem (self, problem);
      return;
    }

  hlc_preferences_add (self, name, text);
}

static void
generate_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  HlcPreferences *self = HLC_PREFERENCES (widget);
  g_autofree char *name = hlc_preferences_dup_name (self);
  g_autoptr (HlcSigningSecret) secret = hlc_signing_secret_generate (name);
  const char *text = hlc_signing_secret_get_text (secret);

  if (!hlc_preferences_add (self, name, text))
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self),
                                    adw_toast_new (_ ("Added and copied: give it to the sender")));
}

static void
undo_cb (HlcPreferences *self)
{
  g_autoptr (GError) error = NULL;

  if (self->removed == NULL)
    return;
  if (!hlc_secrets_add_signing_secret (self->secrets, hlc_signing_secret_get_name (self->removed),
                                       hlc_signing_secret_get_text (self->removed), &error))
    hlc_preferences_set_problem (self, error->message);
  g_clear_pointer (&self->removed, hlc_signing_secret_unref);
}

static void
remove_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  HlcPreferences *self = HLC_PREFERENCES (widget);
  const char *name = g_variant_get_string (parameter, NULL);
  HlcSigningSecret *secret = hlc_preferences_find (self, name);
  g_autofree char *visible = hlc_visible_text (name, -1, HLC_VISIBLE_ONE_LINE);
  g_autofree char *escaped = g_markup_escape_text (visible, -1);
  /* Translators: the name of a signing secret. */
  g_autofree char *title = g_strdup_printf (_ ("“%s” was removed"), escaped);
  g_autoptr (GError) error = NULL;
  AdwToast *toast = NULL;

  if (secret == NULL)
    return;

  g_clear_pointer (&self->removed, hlc_signing_secret_unref);
  self->removed = hlc_signing_secret_ref (secret);
  if (!hlc_secrets_remove_signing_secret (self->secrets, hlc_signing_secret_get_name (self->removed), &error))
    {
      hlc_preferences_set_problem (self, error->message);
      return;
    }

  toast = adw_toast_new (title);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), toast);
}

static void
toast_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autofree char *escaped = g_markup_escape_text (g_variant_get_string (parameter, NULL), -1);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (widget), adw_toast_new (escaped));
}

static void
entry_changed_cb (HlcPreferences *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->text_row), "error");
  hlc_preferences_set_problem (self, NULL);
}

static void
entry_activated_cb (HlcPreferences *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "secrets.add", NULL);
}

static void
hlc_preferences_dispose (GObject *object)
{
  HlcPreferences *self = HLC_PREFERENCES (object);

  g_clear_pointer (&self->removed, hlc_signing_secret_unref);
  g_clear_object (&self->secrets);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (hlc_preferences_parent_class)->dispose (object);
}

static void
hlc_preferences_class_init (HlcPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_preferences_dispose;

  gtk_widget_class_install_action (widget_class, "secrets.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "secrets.generate", NULL, generate_action);
  gtk_widget_class_install_action (widget_class, "secrets.remove", "s", remove_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);

  g_type_ensure (HLC_TYPE_KEY_PAGE);
  g_type_ensure (HLC_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcPreferences, secrets_list);
  gtk_widget_class_bind_template_child (widget_class, HlcPreferences, name_row);
  gtk_widget_class_bind_template_child (widget_class, HlcPreferences, text_row);
  gtk_widget_class_bind_template_child (widget_class, HlcPreferences, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, HlcPreferences, problem);
  gtk_widget_class_bind_template_child (widget_class, HlcPreferences, key_page);
  gtk_widget_class_bind_template_child (widget_class, HlcPreferences, undo_seconds);
  gtk_widget_class_bind_template_child (widget_class, HlcPreferences, bulk_undo_seconds);
  gtk_widget_class_bind_template_child (widget_class, HlcPreferences, notify);
  gtk_widget_class_bind_template_child (widget_class, HlcPreferences, notify_approve);
  gtk_widget_class_bind_template_child (widget_class, HlcPreferences, notify_escalations);
  gtk_widget_class_bind_template_child (widget_class, HlcPreferences, run_in_background);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
}

static void
hlc_preferences_bind_settings (HlcPreferences *self)
{
  const struct
  {
    const char *key;
    gpointer widget;
    const char *property;
  } bindings[] = {
    { "undo-seconds", self->undo_seconds, "value" },
    { "bulk-undo-seconds", self->bulk_undo_seconds, "value" },
    { "notify", self->notify, "active" },
    { "notify-approve", self->notify_approve, "active" },
    { "notify-escalations", self->notify_escalations, "active" },
    { "run-in-background", self->run_in_background, "active" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bindings); i++)
    g_settings_bind (self->settings, bindings[i].key, bindings[i].widget, bindings[i].property,
                     G_SETTINGS_BIND_DEFAULT);

  /* What is never notified can be neither approved there nor escalated there. */
  g_settings_bind (self->settings, "notify", self->notify_approve, "sensitive",
                   G_SETTINGS_BIND_GET | G_SETTINGS_BIND_NO_SENSITIVITY);
  g_settings_bind (self->settings, "notify", self->notify_escalations, "sensitive",
                   G_SETTINGS_BIND_GET | G_SETTINGS_BIND_NO_SENSITIVITY);
}

static void
hlc_preferences_init (HlcPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_fold (GTK_WIDGET (self));
  hlc_told_entries_find (GTK_WIDGET (self));

  self->settings = hlc_settings_new ();
  if (self->settings != NULL)
    hlc_preferences_bind_settings (self);
}

/**
 * hlc_preferences_new:
 * @secrets: what is edited
 * @clock: what time it is
 *
 * Returns: (transfer floating): a window that is not presented yet
 */
HlcPreferences *
hlc_preferences_new (HlcSecrets *secrets, HlcClock *clock)
{
  HlcPreferences *self = NULL;

  g_return_val_if_fail (HLC_IS_SECRETS (secrets), NULL);

  self = g_object_new (HLC_TYPE_PREFERENCES, NULL);
  self->secrets = g_object_ref (secrets);
  g_signal_connect_object (secrets, "changed", G_CALLBACK (hlc_preferences_update), self, G_CONNECT_SWAPPED);
  hlc_key_page_connect (self->key_page, secrets, clock);
  hlc_preferences_update (self);

  return self;
}

/**
 * hlc_preferences_enter:
 * @name: what to call it; empty makes a name
 * @text: the secret
 *
 * Fills in the entries as a user would, without adding.
 */
void
hlc_preferences_enter (HlcPreferences *self, const char *name, const char *text)
{
  g_return_if_fail (HLC_IS_PREFERENCES (self));

  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
  gtk_editable_set_text (GTK_EDITABLE (self->text_row), text);
}

/** hlc_preferences_get_problem: Returns: (transfer none) (nullable): what is wrong with what was entered */
const char *
hlc_preferences_get_problem (HlcPreferences *self)
{
  g_return_val_if_fail (HLC_IS_PREFERENCES (self), NULL);

  return gtk_revealer_get_reveal_child (self->problem_revealer) ? gtk_label_get_text (self->problem) : NULL;
}
