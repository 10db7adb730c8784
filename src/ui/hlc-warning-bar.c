/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-warning-bar.h"

#include <glib/gi18n-lib.h>

#include "hlc-announce.h"
#include "hlc-fold-layout.h"
#include "hlc-let-wrap.h"

struct _HlcWarningBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *text;
  GtkButton *button;

  HlcConsole *console; /* (owned) (nullable) */
  HlcTunnel *tunnel;   /* (owned) (nullable): watched */
  HlcWarning warning;
};

G_DEFINE_FINAL_TYPE (HlcWarningBar, hlc_warning_bar, ADW_TYPE_BIN)

static const struct
{
  const char *text;
  const char *button;
  const char *action;
  const char *icon_name;
  const char *css_class;
} warnings[] = {
  [HLC_WARNING_UNSIGNED] = { N_ ("Webhooks are not verified: no signing secret is set"),
                             N_ ("_Set a Secret…"), "app.preferences", "hlc-unverified-symbolic", "warning" },
  [HLC_WARNING_UNSIGNED_PUBLIC] = { N_ ("The tunnel is on and no signing secret is set: whoever learns the "
                                        "public address can send webhooks, and is believed"),
                                    N_ ("_Set a Secret…"), "app.preferences", "hlc-unverified-symbolic",
                                    "warning" },
  [HLC_WARNING_API_PUBLIC] = { N_ ("A tunnel leads to the API, which reads and decides on your behalf: it "
                                   "can "
                                   "be reached from the Internet"),
                               N_ ("_Stop the Tunnel"), "tunnel.stop-api", "dialog-error-symbolic", "error" },
};

/* What was said stays while the bar slides away. */
static void
hlc_warning_bar_update (HlcWarningBar *self)
{
  HlcReceiver *receiver = hlc_console_get_receiver (self->console);
  HlcWarning warning =
      hlc_present_warning (hlc_tunnel_get_status (self->tunnel), hlc_receiver_get_port (receiver) != 0,
                           hlc_receiver_get_has_secret (receiver));
  const char *classes[] = { "warning-bar", warnings[warning].css_class, NULL };

  gboolean is_news = warning != self->warning && warning > HLC_WARNING_UNSIGNED;

  self->warning = warning;
  gtk_revealer_set_reveal_child (self->revealer, warning != HLC_WARNING_NONE);
  if (warning == HLC_WARNING_NONE)
    return;

  gtk_image_set_from_icon_name (self->icon, warnings[warning].icon_name);
  gtk_label_set_text (self->text, _ (warnings[warning].text));
  gtk_button_set_label (self->button, _ (warnings[warning].button));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), warnings[warning].action);
  gtk_widget_set_css_classes (self->box, classes);
  if (is_news)
    hlc_announce (GTK_WIDGET (self), _ (warnings[warning].text), HLC_URGENCY_PROBLEM);
}

static void
stopped_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcWarningBar) self = user_data;
  g_autoptr (GError) error = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tunnel.stop-api", TRUE);
  if (!hlc_tunnel_stop_finish (HLC_TUNNEL (object), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
}

static void
stop_api_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_action_set_enabled (widget, "tunnel.stop-api", FALSE);
  hlc_tunnel_stop_api_async (HLC_WARNING_BAR (widget)->tunnel, NULL, stopped_cb, g_object_ref (widget));
}

static void
hlc_warning_bar_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hlc_warning_bar_parent_class)->map (widget);

  if (HLC_WARNING_BAR (widget)->tunnel != NULL)
    hlc_tunnel_set_hidden (HLC_WARNING_BAR (widget)->tunnel, FALSE);
}

static void
hlc_warning_bar_unmap (GtkWidget *widget)
{
  if (HLC_WARNING_BAR (widget)->tunnel != NULL)
    hlc_tunnel_set_hidden (HLC_WARNING_BAR (widget)->tunnel, TRUE);

  GTK_WIDGET_CLASS (hlc_warning_bar_parent_class)->unmap (widget);
}

static void
hlc_warning_bar_dispose (GObject *object)
{
  HlcWarningBar *self = HLC_WARNING_BAR (object);

  if (self->tunnel != NULL)
    hlc_tunnel_unwatch (self->tunnel);
  g_clear_object (&self->tunnel);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_warning_bar_parent_class)->dispose (object);
}

static void
hlc_warning_bar_class_init (HlcWarningBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_warning_bar_dispose;
  widget_class->map = hlc_warning_bar_map;
  widget_class->unmap = hlc_warning_bar_unmap;

  gtk_widget_class_install_action (widget_class, "tunnel.stop-api", NULL, stop_api_action);

  g_type_ensure (HLC_TYPE_FOLD_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-warning-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcWarningBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, HlcWarningBar, box);
  gtk_widget_class_bind_template_child (widget_class, HlcWarningBar, icon);
  gtk_widget_class_bind_template_child (widget_class, HlcWarningBar, text);
  gtk_widget_class_bind_template_child (widget_class, HlcWarningBar, button);
}

static void
hlc_warning_bar_init (HlcWarningBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_wrap (GTK_WIDGET (self->button));
}

/**
 * hlc_warning_bar_connect:
 * @console: what is warned of
 *
 * Gives the bar what it warns of. To be called once.
 */
void
hlc_warning_bar_connect (HlcWarningBar *self, HlcConsole *console)
{
  g_return_if_fail (HLC_IS_WARNING_BAR (self));
  g_return_if_fail (HLC_IS_CONSOLE (console));

  g_set_object (&self->console, console);
  g_set_object (&self->tunnel, hlc_console_get_tunnel (console));
  g_signal_connect_object (hlc_console_get_receiver (console), "notify", G_CALLBACK (hlc_warning_bar_update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tunnel, "changed", G_CALLBACK (hlc_warning_bar_update), self,
                           G_CONNECT_SWAPPED);
  hlc_tunnel_set_hidden (self->tunnel, !gtk_widget_get_mapped (GTK_WIDGET (self)));
  hlc_tunnel_watch (self->tunnel);
  hlc_warning_bar_update (self);
}

/** hlc_warning_bar_get_warning: Returns: what it warns of */
HlcWarning
hlc_warning_bar_get_warning (HlcWarningBar *self)
{
  g_return_val_if_fail (HLC_IS_WARNING_BAR (self), HLC_WARNING_NONE);

  return self->warning;
}
