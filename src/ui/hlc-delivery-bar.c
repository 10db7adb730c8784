/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-delivery-bar.h"

#include <glib/gi18n-lib.h>

#include "hlc-sending.h"
#include "hlc-let-wrap.h"
#include "hlc-wrap-layout.h"

/* What a webhook tells of that names no event. */
#define UNKNOWN_EVENT "unknown"

struct _HlcDeliveryBar
{
  AdwBin parent_instance;

  HlcConsole *console;   /* (owned) (nullable) */
  HlcRoutes *routes;     /* (owned) (nullable) */
  HlcDelivery *delivery; /* (owned) (nullable) */
  HlcSendDialog *dialog; /* (weak) (nullable) */
  HlcDelivery *replayed; /* (owned) (nullable): what the dialog is about */
};

G_DEFINE_FINAL_TYPE (HlcDeliveryBar, hlc_delivery_bar, ADW_TYPE_BIN)

static void
hlc_delivery_bar_close_dialog (HlcDeliveryBar *self)
{
  GtkWindow *dialog = GTK_WINDOW (self->dialog);

  g_clear_weak_pointer (&self->dialog);
  if (dialog != NULL)
    gtk_window_destroy (dialog);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcDeliveryBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcMessage) message = hlc_dispatcher_send_finish (HLC_DISPATCHER (object), result, &error);

  if (message == NULL && self->dialog != NULL)
    {
      hlc_send_dialog_set_problem (self->dialog, error->message);
      return;
    }

  hlc_delivery_bar_close_dialog (self);
  if (message != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast-message", "(ss)", _ ("The webhook is sent on"),
                                message->message_id);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
}

static void
send_cb (HlcDeliveryBar *self)
{
  HlcDelivery *delivery = self->replayed;
  g_autoptr (HlcSendOrder) order =
      hlc_sending_new_order (self->dialog,
                             delivery->event_type != NULL ? delivery->event_type : UNKNOWN_EVENT,
                             HLC_TRIGGER_REPLAY);

  order->content = HLC_CONTENT_DELIVERY;
  order->delivery = delivery->id;
  order->call_id = g_strdup (delivery->call_id);
  order->is_test = delivery->is_test;
  hlc_sending_send_async (self->console, self->dialog, order, sent_cb, g_object_ref (self));
}

static void
replay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcDeliveryBar *self = HLC_DELIVERY_BAR (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  gboolean is_verified = FALSE;
  HlcSendDialog *dialog = NULL;

  if (self->delivery == NULL || self->dialog != NULL)
    return;

  is_verified = self->delivery->verdict == HLC_VERDICT_VERIFIED;
  dialog = hlc_send_dialog_new (
      _ ("Replay"),
      is_verified ? _ ("The handler gets the bytes that were received, once more. Authorization and cookies "
                       "are left out.")
                  : _ ("The handler gets the bytes that were received. They were not verified: to sign them "
                       "now is to vouch for them. Authorization and cookies are left out."),
      HLC_SEND_WITH_MODE);
  hlc_target_group_connect (hlc_send_dialog_get_target (dialog), self->routes,
                            hlc_sending_has_default_secret (self->console));
  g_clear_pointer (&self->replayed, hlc_delivery_unref);
  self->replayed = hlc_delivery_ref (self->delivery);
  g_signal_connect_object (dialog, "send", G_CALLBACK (send_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->dialog, dialog);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
forward_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcDelivery *delivery = HLC_DELIVERY_BAR (widget)->delivery;

  if (delivery != NULL)
    gtk_widget_activate_action (widget, "win.add-rule", "(ss)",
                                delivery->event_type != NULL ? delivery->event_type : "", delivery->path);
}

static void
hlc_delivery_bar_dispose (GObject *object)
{
  HlcDeliveryBar *self = HLC_DELIVERY_BAR (object);

  hlc_delivery_bar_close_dialog (self);
  g_clear_pointer (&self->replayed, hlc_delivery_unref);
  g_clear_pointer (&self->delivery, hlc_delivery_unref);
  g_clear_object (&self->routes);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_delivery_bar_parent_class)->dispose (object);
}

static void
hlc_delivery_bar_class_init (HlcDeliveryBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_delivery_bar_dispose;

  gtk_widget_class_install_action (widget_class, "delivery.replay", NULL, replay_action);
  gtk_widget_class_install_action (widget_class, "delivery.forward", NULL, forward_action);

  g_type_ensure (HLC_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-delivery-bar.ui");
}

static void
hlc_delivery_bar_init (HlcDeliveryBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_wrap (GTK_WIDGET (self));
}

/**
 * hlc_delivery_bar_connect:
 * @console: what sends
 * @routes: where it can be sent
 *
 * To be called once.
 */
void
hlc_delivery_bar_connect (HlcDeliveryBar *self, HlcConsole *console, HlcRoutes *routes)
{
  g_return_if_fail (HLC_IS_DELIVERY_BAR (self));

  g_set_object (&self->console, console);
  g_set_object (&self->routes, routes);
}

/**
 * hlc_delivery_bar_show:
 * @delivery: what is acted on
 *
 * What was refused as no webhook can be looked at, but there is nothing in it to send on by a rule.
 */
void
hlc_delivery_bar_show (HlcDeliveryBar *self, HlcDelivery *delivery)
{
  g_return_if_fail (HLC_IS_DELIVERY_BAR (self));
  g_return_if_fail (delivery != NULL);

  hlc_delivery_ref (delivery);
  g_clear_pointer (&self->delivery, hlc_delivery_unref);
  self->delivery = delivery;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "delivery.forward", delivery->http_status == 200);
  gtk_widget_set_visible (GTK_WIDGET (self), delivery->body != NULL);
}

/** hlc_delivery_bar_get_dialog: Returns: (transfer none) (nullable): what asks where to send it */
HlcSendDialog *
hlc_delivery_bar_get_dialog (HlcDeliveryBar *self)
{
  g_return_val_if_fail (HLC_IS_DELIVERY_BAR (self), NULL);

  return self->dialog;
}
