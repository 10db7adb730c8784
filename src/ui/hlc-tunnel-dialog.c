/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-tunnel-dialog.h"

#include <glib/gi18n-lib.h>

#include "hlc-copy-row.h"
#include "hlc-leave-parent.h"
#include "hlc-let-fold.h"
#include "hlc-notice.h"
#include "hlc-relay-url.h"
#include "hlc-settings.h"
#include "hlc-toast.h"
#include "hlc-told-entries.h"
#include "hlc-tunnel-presentation.h"
#include "hlc-tunnel-test-row.h"
#include "hlc-tunnel-words.h"

#define RELAY_KEY "relay-url"

struct _HlcTunnelDialog
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  HlcNotice *failure;
  HlcNotice *notice;
  GtkButton *forget_button;
  AdwActionRow *state_row;
  GtkImage *state_icon;
  GtkSpinner *spinner;
  GtkButton *button;
  HlcCopyRow *webhook_row;
  HlcTunnelTestRow *test_row;
  HlcCopyRow *command_row;
  AdwEntryRow *relay_row;
  GtkLabel *relay_problem;
  HlcTunnelTestRow *relay_test_row;

  HlcConsole *console;       /* (owned) (nullable) */
  HlcTunnel *tunnel;         /* (owned) (nullable) */
  GSettings *settings;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): while it is started or stopped */
  char *relay_url;           /* (owned) (nullable): normalised */
  gboolean is_starting;
};

G_DEFINE_FINAL_TYPE (HlcTunnelDialog, hlc_tunnel_dialog, ADW_TYPE_WINDOW)

static gboolean
can_stop (HlcTunnelState state)
{
  return state == HLC_TUNNEL_READY || state == HLC_TUNNEL_MISFIT || state == HLC_TUNNEL_API_PORT;
}

static void
hlc_tunnel_dialog_update_button (HlcTunnelDialog *self, HlcTunnelStatus *status)
{
  const char *classes[] = { status->state == HLC_TUNNEL_API_PORT ? "destructive-action" : NULL, NULL };
  gboolean is_busy = self->cancellable != NULL;
  gboolean stops = can_stop (status->state);

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_button_set_label (self->button, is_busy ? _ ("Cancel") : stops ? _ ("Stop") : _ ("Start"));
  gtk_widget_set_css_classes (GTK_WIDGET (self->button), classes);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), is_busy || stops || status->receiver_port != 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_busy ? _ ("Cancel")
                                  : stops ? _ ("Stop the Tunnel")
                                          : _ ("Start a Tunnel"),
                                  -1);
}

static void
hlc_tunnel_dialog_update_state (HlcTunnelDialog *self, HlcTunnelStatus *status)
{
  HlcAppearance appearance = hlc_present_tunnel (status, NULL);
  const char *classes[] = { appearance.css_class, NULL };
  g_autofree char *summary = hlc_tunnel_words_summary (status);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), appearance.word);
  if (self->cancellable != NULL)
    adw_action_row_set_subtitle (self->state_row, self->is_starting ? _ ("Starting…") : _ ("Stopping…"));
  else
    adw_action_row_set_subtitle (self->state_row, summary);
  gtk_image_set_from_icon_name (self->state_icon, appearance.icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_icon), classes);
}

static void
hlc_tunnel_dialog_update_notice (HlcTunnelDialog *self, HlcTunnelStatus *status)
{
  const char *problem = hlc_tunnel_get_problem (self->tunnel);
  HlcTunnelCopied copied = hlc_tunnel_status_judge_copied (status, hlc_tunnel_get_copied_url (self->tunnel));
  gboolean is_exposed = status->state == HLC_TUNNEL_API_PORT;
  gboolean is_stale = copied == HLC_TUNNEL_COPIED_CHANGED || copied == HLC_TUNNEL_COPIED_GONE;
  HlcAppearance appearance = { is_exposed ? "dialog-error-symbolic" : "dialog-warning-symbolic",
                               is_exposed ? _ ("The API Can Be Reached From the Internet")
                               : is_stale ? _ ("The Copied Address Is No Longer Right")
                                          : _ ("The Tunnel Is Not Right"),
                               is_exposed ? "error" : "warning" };

  if (problem != NULL)
    hlc_notice_say (self->notice, &appearance, problem);
  else
    hlc_notice_hush (self->notice);
  gtk_widget_set_visible (GTK_WIDGET (self->forget_button), is_stale && !is_exposed);
}

static void
hlc_tunnel_dialog_update (HlcTunnelDialog *self)
{
  HlcTunnelStatus *status = hlc_tunnel_get_status (self->tunnel);
  const char *url = status->webhook_url;
  g_autofree char *command =
      status->receiver_port != 0 ? hlc_tunnel_words_command (status->receiver_port) : NULL;

  hlc_tunnel_dialog_update_button (self, status);
  hlc_tunnel_dialog_update_state (self, status);
  hlc_tunnel_dialog_update_notice (self, status);
  hlc_copy_row_set_value (self->webhook_row, url);
  hlc_copy_row_set_value (self->command_row, command);
  hlc_tunnel_test_row_set_url (self->test_row, url);
  gtk_widget_set_visible (GTK_WIDGET (self->webhook_row), url != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->test_row), url != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->command_row), url == NULL);
}

static void
hlc_tunnel_dialog_end_work (HlcTunnelDialog *self, const GError *error)
{
  HlcAppearance appearance = { "dialog-warning-symbolic",
                               self->is_starting ? _ ("Not Started") : _ ("Not Stopped"), "error" };

  g_clear_object (&self->cancellable);
  if (self->tunnel == NULL)
    return;

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hlc_notice_warn (self->failure, &appearance, error->message);
  hlc_tunnel_dialog_update (self);
}

static void
started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcTunnelDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  hlc_tunnel_start_finish (HLC_TUNNEL (object), result, &error);
  hlc_tunnel_dialog_end_work (self, error);
}

static void
stopped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcTunnelDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  hlc_tunnel_stop_finish (HLC_TUNNEL (object), result, &error);
  hlc_tunnel_dialog_end_work (self, error);
}

static void
clicked_cb (HlcTunnelDialog *self)
{
  HlcTunnelState state = hlc_tunnel_get_status (self->tunnel)->state;

  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return;
    }

  self->cancellable = g_cancellable_new ();
  self->is_starting = !can_stop (state);
  hlc_notice_hush (self->failure);
  hlc_tunnel_dialog_update (self);
  if (self->is_starting)
    hlc_tunnel_start_async (self->tunnel, self->cancellable, started_cb, g_object_ref (self));
  else if (state == HLC_TUNNEL_API_PORT)
    hlc_tunnel_stop_api_async (self->tunnel, self->cancellable, stopped_cb, g_object_ref (self));
  else
    hlc_tunnel_stop_async (self->tunnel, NULL, self->cancellable, stopped_cb, g_object_ref (self));
}

static void
copied_cb (HlcTunnelDialog *self, const char *url)
{
  hlc_tunnel_set_copied_url (self->tunnel, url);
}

static void
forget_cb (HlcTunnelDialog *self)
{
  hlc_tunnel_set_copied_url (self->tunnel, "");
}

static void
hlc_tunnel_dialog_say_of_relay (HlcTunnelDialog *self, const char *words, const char *css_class)
{
  const char *classes[] = { "caption", css_class, NULL };

  gtk_label_set_text (self->relay_problem, words != NULL ? words : "");
  gtk_widget_set_css_classes (GTK_WIDGET (self->relay_problem), classes);
  gtk_widget_set_visible (GTK_WIDGET (self->relay_problem), words != NULL);
}

/* Keeps @url, which takes it, or forgets the one that was kept. */
static void
hlc_tunnel_dialog_take_relay (HlcTunnelDialog *self, char *url)
{
  gboolean is_readable = url != NULL && !hlc_relay_url_is_encrypted (url);

  g_free (self->relay_url);
  self->relay_url = url;
  if (self->settings != NULL)
    g_settings_set_string (self->settings, RELAY_KEY, url != NULL ? url : "");
  if (url != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->relay_row), url);
  hlc_tunnel_dialog_say_of_relay (self,
                                  is_readable ? _ ("This is no https address: what is sent to it can be read "
                                                   "on its way.")
                                              : NULL,
                                  "warning");
  hlc_tunnel_test_row_set_url (self->relay_test_row, url);
  gtk_widget_set_visible (GTK_WIDGET (self->relay_test_row), url != NULL);
}

static void
relay_apply_cb (HlcTunnelDialog *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->relay_row))));
  g_autoptr (GError) error = NULL;
  g_autofree char *url = *text != '\0' ? hlc_relay_url_normalize (text, HLC_RECEIVER_PATH, &error) : NULL;

  if (error == NULL)
    hlc_tunnel_dialog_take_relay (self, g_steal_pointer (&url));
  else
    {
      hlc_tunnel_dialog_say_of_relay (self, error->message, "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->relay_row), "error");
    }
}

/* What is tested is what was taken, not what is being written. */
static void
relay_changed_cb (HlcTunnelDialog *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->relay_row), "error");
  hlc_tunnel_dialog_say_of_relay (self, NULL, "error");
  hlc_tunnel_test_row_set_url (self->relay_test_row, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->relay_test_row), FALSE);
}

static void
toast_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_toast_show (HLC_TUNNEL_DIALOG (widget)->toasts, g_variant_get_string (parameter, NULL));
}

static void
hlc_tunnel_dialog_dispose (GObject *object)
{
  HlcTunnelDialog *self = HLC_TUNNEL_DIALOG (object);

  g_clear_object (&self->tunnel);
  g_clear_object (&self->console);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (hlc_tunnel_dialog_parent_class)->dispose (object);
}

static void
hlc_tunnel_dialog_finalize (GObject *object)
{
  HlcTunnelDialog *self = HLC_TUNNEL_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->relay_url, g_free);

  G_OBJECT_CLASS (hlc_tunnel_dialog_parent_class)->finalize (object);
}

static void
hlc_tunnel_dialog_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-tunnel-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, notice);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, forget_button);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, state_row);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, state_icon);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, button);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, webhook_row);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, test_row);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, command_row);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, relay_row);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, relay_problem);
  gtk_widget_class_bind_template_child (widget_class, HlcTunnelDialog, relay_test_row);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copied_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_cb);
  gtk_widget_class_bind_template_callback (widget_class, relay_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, relay_changed_cb);
}

static void
hlc_tunnel_dialog_class_init (HlcTunnelDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hlc_tunnel_dialog_dispose;
  object_class->finalize = hlc_tunnel_dialog_finalize;

  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (HLC_TYPE_COPY_ROW);
  g_type_ensure (HLC_TYPE_NOTICE);
  g_type_ensure (HLC_TYPE_TUNNEL_TEST_ROW);
  hlc_tunnel_dialog_bind_template (widget_class);
}

static void
hlc_tunnel_dialog_init (HlcTunnelDialog *self)
{
  self->settings = hlc_settings_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_leave_parent_when_closed (GTK_WINDOW (self));
  hlc_let_fold (GTK_WIDGET (self));
  hlc_told_entries_find (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->state_row), FALSE);
}

/**
 * hlc_tunnel_dialog_new:
 * @console: whose tunnel it is
 *
 * Returns: (transfer floating): a dialog that is not presented yet. It shows what is found while the tunnel is watched
 */
HlcTunnelDialog *
hlc_tunnel_dialog_new (HlcConsole *console)
{
  HlcTunnelDialog *self = NULL;

  g_return_val_if_fail (HLC_IS_CONSOLE (console), NULL);

  self = g_object_new (HLC_TYPE_TUNNEL_DIALOG, NULL);
  self->console = g_object_ref (console);
  self->tunnel = g_object_ref (hlc_console_get_tunnel (console));
  hlc_tunnel_test_row_set_tunnel (self->test_row, self->tunnel);
  hlc_tunnel_test_row_set_tunnel (self->relay_test_row, self->tunnel);
  g_signal_connect_object (self->tunnel, "changed", G_CALLBACK (hlc_tunnel_dialog_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tunnel, "notify::copied-url", G_CALLBACK (hlc_tunnel_dialog_update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  if (self->settings != NULL)
    {
      g_autofree char *kept = g_settings_get_string (self->settings, RELAY_KEY);

      hlc_tunnel_dialog_enter_relay (self, kept);
    }
  hlc_tunnel_dialog_update (self);

  return self;
}

/**
 * hlc_tunnel_dialog_enter_relay:
 * @url: replaces what is written, and is applied, as a user would
 */
void
hlc_tunnel_dialog_enter_relay (HlcTunnelDialog *self, const char *url)
{
  g_return_if_fail (HLC_IS_TUNNEL_DIALOG (self));

  gtk_editable_set_text (GTK_EDITABLE (self->relay_row), url);
  relay_apply_cb (self);
}

/** hlc_tunnel_dialog_get_relay: Returns: (transfer none) (nullable): the address of another relay that is kept */
const char *
hlc_tunnel_dialog_get_relay (HlcTunnelDialog *self)
{
  g_return_val_if_fail (HLC_IS_TUNNEL_DIALOG (self), NULL);

  return self->relay_url;
}

/** hlc_tunnel_dialog_get_relay_problem: Returns: (transfer none) (nullable): what is said of what was written */
const char *
hlc_tunnel_dialog_get_relay_problem (HlcTunnelDialog *self)
{
  g_return_val_if_fail (HLC_IS_TUNNEL_DIALOG (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->relay_problem)) ? gtk_label_get_text (self->relay_problem)
                                                                   : NULL;
}

/** hlc_tunnel_dialog_get_problem: Returns: (transfer none) (nullable): what is said to be wrong with the tunnel */
const char *
hlc_tunnel_dialog_get_problem (HlcTunnelDialog *self)
{
  g_return_val_if_fail (HLC_IS_TUNNEL_DIALOG (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->notice)) ? hlc_notice_get_text (self->notice) : NULL;
}
