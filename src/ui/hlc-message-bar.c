/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-message-bar.h"

#include <glib/gi18n-lib.h>

#include "hlc-curl-copy.h"
#include "hlc-sending.h"
#include "hlc-store-messages.h"
#include "hlc-tooltip.h"
#include "hlc-let-wrap.h"
#include "hlc-wrap-layout.h"

struct _HlcMessageBar
{
  AdwBin parent_instance;

  AdwSplitButton *resend_button;

  HlcConsole *console;        /* (owned) (nullable) */
  HlcRoutes *routes;          /* (owned) (nullable) */
  HlcMessage *message;        /* (owned) (nullable) */
  HlcAttempt *newest;         /* (owned) (nullable): the newest of its attempts */
  HlcSendDialog *dialog;      /* (weak) (nullable) */
  HlcMessage *dialog_message; /* (owned) (nullable): what the dialog is about */
  char *draft;                /* (owned) (nullable): what was written and not sent */
  char *draft_of;             /* (owned) (nullable): the message that it was made of */
};

G_DEFINE_FINAL_TYPE (HlcMessageBar, hlc_message_bar, ADW_TYPE_BIN)

static HlcEndpoint *
hlc_message_bar_get_endpoint (HlcMessageBar *self)
{
  return self->newest != NULL && self->newest->endpoint_id != NULL
             ? hlc_routes_find_endpoint (self->routes, self->newest->endpoint_id)
             : NULL;
}

static void
hlc_message_bar_toast (HlcMessageBar *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static void
hlc_message_bar_close_dialog (HlcMessageBar *self)
{
  GtkWindow *dialog = GTK_WINDOW (self->dialog);

  g_clear_weak_pointer (&self->dialog);
  if (dialog != NULL)
    gtk_window_destroy (dialog);
}

static void
resent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcMessageBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcMessage) message = hlc_store_resend_finish (HLC_STORE (object), result, &error);

  if (self->dialog != NULL && message == NULL)
    {
      hlc_send_dialog_set_problem (self->dialog, error->message);
      return;
    }

  hlc_message_bar_close_dialog (self);
  hlc_message_bar_toast (self, message != NULL ? _ ("It is being sent again") : error->message);
}

static void
resend_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcMessageBar *self = HLC_MESSAGE_BAR (widget);

  if (self->message != NULL)
    hlc_store_resend_async (hlc_console_get_store (self->console), self->message->message_id, NULL, resent_cb,
                            g_object_ref (self));
}

/* What was not sent anywhere can only be sent somewhere. */
static void
resend_clicked_cb (HlcMessageBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self),
                              self->newest != NULL ? "message.resend" : "message.resend-to", NULL);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcMessageBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcMessage) message = hlc_dispatcher_send_finish (HLC_DISPATCHER (object), result, &error);

  if (message == NULL && self->dialog != NULL)
    {
      hlc_send_dialog_set_problem (self->dialog, error->message);
      return;
    }

  hlc_message_bar_close_dialog (self);
  g_clear_pointer (&self->draft_of, g_free);
  if (message != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast-message", "(ss)", _ ("Sent as a new message"),
                                message->message_id);
  else
    hlc_message_bar_toast (self, error->message);
}

/* Another body, or another URL, is another message. */
static void
hlc_message_bar_send_body (HlcMessageBar *self, GBytes *body, HlcTrigger trigger)
{
  HlcMessage *message = self->dialog_message;
  g_autoptr (HlcSendOrder) order = hlc_sending_new_order (self->dialog, message->event_type, trigger);

  order->content = HLC_CONTENT_BODY;
  order->payload = g_bytes_ref (body);
  order->call_id = g_strdup (message->call_id);
  order->is_test = message->is_test;
  hlc_sending_send_async (self->console, self->dialog, order, sent_cb, g_object_ref (self));
}

static void
send_edited_cb (HlcMessageBar *self)
{
  char *text = hlc_json_editor_dup_text (hlc_send_dialog_get_editor (self->dialog));
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  hlc_message_bar_send_body (self, body, HLC_TRIGGER_SEND);
}

static void
body_for_url_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcMessageBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = hlc_store_get_message_body_finish (HLC_STORE (object), result, &error);

  if (self->dialog == NULL)
    return;

  if (body != NULL)
    hlc_message_bar_send_body (self, body, HLC_TRIGGER_RESEND);
  else
    hlc_send_dialog_set_problem (self->dialog, error->message);
}

static void
send_elsewhere_cb (HlcMessageBar *self)
{
  HlcStore *store = hlc_console_get_store (self->console);
  const char *endpoint_id = hlc_target_group_get_endpoint_id (hlc_send_dialog_get_target (self->dialog));

  hlc_send_dialog_set_busy (self->dialog, TRUE);
  if (endpoint_id != NULL)
    hlc_store_resend_async (store, self->dialog_message->message_id, endpoint_id, resent_cb,
                            g_object_ref (self));
  else
    hlc_store_get_message_body_async (store, self->dialog_message->message_id,
                                      hlc_message_bar_get_body_version (self), NULL, body_for_url_cb,
                                      g_object_ref (self));
}

static void
hlc_message_bar_open_dialog (HlcMessageBar *self, HlcSendDialog *dialog, GCallback send)
{
  HlcTargetGroup *target = hlc_send_dialog_get_target (dialog);
  HlcEndpoint *endpoint = hlc_message_bar_get_endpoint (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  hlc_target_group_connect (target, self->routes, hlc_sending_has_default_secret (self->console));
  if (endpoint != NULL)
    hlc_target_group_select_endpoint (target, endpoint->endpoint_id);
  else if (self->newest != NULL)
    hlc_target_group_enter (target, self->newest->url, NULL);
  g_clear_pointer (&self->dialog_message, hlc_message_unref);
  self->dialog_message = hlc_message_ref (self->message);
  g_signal_connect_object (dialog, "send", send, self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->dialog, dialog);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
resend_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcMessageBar *self = HLC_MESSAGE_BAR (widget);

  if (self->message == NULL || self->dialog != NULL)
    return;

  hlc_message_bar_open_dialog (
      self,
      hlc_send_dialog_new (
          _ ("Resend To"),
          _ ("An endpoint gets the same message, under the same id. Another URL gets it once, "
             "as a new message, without retries."),
          HLC_SEND_PLAIN),
      G_CALLBACK (send_elsewhere_cb));
}

/* What was written is there again, when the same message is edited again. */
static gboolean
close_request_cb (HlcMessageBar *self, HlcSendDialog *dialog)
{
  g_free (self->draft);
  self->draft = hlc_json_editor_dup_text (hlc_send_dialog_get_editor (dialog));
  g_free (self->draft_of);
  self->draft_of = g_strdup (self->dialog_message->message_id);

  return GDK_EVENT_PROPAGATE;
}

static void
body_for_editing_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcMessageBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = hlc_store_get_message_body_finish (HLC_STORE (object), result, &error);
  HlcSendDialog *dialog = NULL;

  if (body == NULL || self->message == NULL || self->dialog != NULL)
    {
      if (error != NULL)
        hlc_message_bar_toast (self, error->message);
      return;
    }

  dialog =
      hlc_send_dialog_new (_ ("Edit and Resend"),
                           _ ("What you write is sent as it stands, as a new message that is signed now."),
                           HLC_SEND_WITH_BODY);
  if (!hlc_json_editor_set_text (hlc_send_dialog_get_editor (dialog), body))
    {
      hlc_message_bar_toast (self,
                             _ ("This body is too long to be edited here: send it from the command line"));
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }
  if (g_strcmp0 (self->draft_of, self->message->message_id) == 0)
    hlc_json_editor_enter (hlc_send_dialog_get_editor (dialog), self->draft);
  g_signal_connect_object (dialog, "close-request", G_CALLBACK (close_request_cb), self, G_CONNECT_SWAPPED);
  hlc_message_bar_open_dialog (self, dialog, G_CALLBACK (send_edited_cb));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcMessageBar *self = HLC_MESSAGE_BAR (widget);

  if (self->message == NULL || self->dialog != NULL)
    return;

  hlc_store_get_message_body_async (hlc_console_get_store (self->console), self->message->message_id,
                                    hlc_message_bar_get_body_version (self), NULL, body_for_editing_cb,
                                    g_object_ref (self));
}

static void
copy_curl_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcMessageBar *self = HLC_MESSAGE_BAR (widget);

  HlcEndpoint *endpoint = hlc_message_bar_get_endpoint (self);

  if (self->message == NULL || self->newest == NULL)
    return;

  if (endpoint == NULL && self->newest->endpoint_id != NULL)
    hlc_message_bar_toast (self,
                           _ ("The endpoint was removed, and its secret with it: nothing can sign this now"));
  else
    hlc_curl_copy (widget, self->console, self->message, endpoint, self->newest->url);
}

static void
hlc_message_bar_dispose (GObject *object)
{
  HlcMessageBar *self = HLC_MESSAGE_BAR (object);

  hlc_message_bar_close_dialog (self);
  g_clear_pointer (&self->dialog_message, hlc_message_unref);
  g_clear_pointer (&self->draft, g_free);
  g_clear_pointer (&self->draft_of, g_free);
  g_clear_pointer (&self->newest, hlc_attempt_unref);
  g_clear_pointer (&self->message, hlc_message_unref);
  g_clear_object (&self->routes);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_message_bar_parent_class)->dispose (object);
}

static void
hlc_message_bar_class_init (HlcMessageBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_message_bar_dispose;

  gtk_widget_class_install_action (widget_class, "message.resend", NULL, resend_action);
  gtk_widget_class_install_action (widget_class, "message.resend-to", NULL, resend_to_action);
  gtk_widget_class_install_action (widget_class, "message.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "message.copy-curl", NULL, copy_curl_action);

  g_type_ensure (HLC_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-message-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcMessageBar, resend_button);
  gtk_widget_class_bind_template_callback (widget_class, resend_clicked_cb);
}

static void
hlc_message_bar_init (HlcMessageBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_wrap (GTK_WIDGET (self));
  hlc_tooltip_name_dropdown (self->resend_button);
}

/**
 * hlc_message_bar_connect:
 * @console: what sends
 * @routes: where it can be sent
 *
 * To be called once.
 */
void
hlc_message_bar_connect (HlcMessageBar *self, HlcConsole *console, HlcRoutes *routes)
{
  g_return_if_fail (HLC_IS_MESSAGE_BAR (self));

  g_set_object (&self->console, console);
  g_set_object (&self->routes, routes);
}

/**
 * hlc_message_bar_show:
 * @message: what is acted on
 * @attempts: (element-type HlcAttempt): its attempts, in any order
 */
void
hlc_message_bar_show (HlcMessageBar *self, HlcMessage *message, GPtrArray *attempts)
{
  HlcAttempt *newest = NULL;

  g_return_if_fail (HLC_IS_MESSAGE_BAR (self));
  g_return_if_fail (message != NULL && attempts != NULL);

  for (guint i = 0; i < attempts->len; i++)
    {
      HlcAttempt *attempt = g_ptr_array_index (attempts, i);

      if (newest == NULL || attempt->id > newest->id)
        newest = attempt;
    }

  hlc_message_ref (message);
  g_clear_pointer (&self->message, hlc_message_unref);
  self->message = message;
  g_clear_pointer (&self->newest, hlc_attempt_unref);
  self->newest = newest != NULL ? hlc_attempt_ref (newest) : NULL;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.resend", newest != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.copy-curl", newest != NULL);
  adw_split_button_set_label (self->resend_button, newest != NULL ? _ ("_Resend Now") : _ ("_Send To…"));
}

/** hlc_message_bar_get_body_version: Returns: which body the endpoint reads that was tried last */
HlcBodyVersion
hlc_message_bar_get_body_version (HlcMessageBar *self)
{
  HlcEndpoint *endpoint = NULL;

  g_return_val_if_fail (HLC_IS_MESSAGE_BAR (self), HLC_BODY_V1);

  endpoint = hlc_message_bar_get_endpoint (self);

  return endpoint != NULL ? endpoint->body_version : HLC_BODY_V1;
}

/** hlc_message_bar_get_url: Returns: (transfer none) (nullable): where it was tried last */
const char *
hlc_message_bar_get_url (HlcMessageBar *self)
{
  g_return_val_if_fail (HLC_IS_MESSAGE_BAR (self), NULL);

  return self->newest != NULL ? self->newest->url : NULL;
}

/** hlc_message_bar_get_dialog: Returns: (transfer none) (nullable): what asks where or what to send */
HlcSendDialog *
hlc_message_bar_get_dialog (HlcMessageBar *self)
{
  g_return_val_if_fail (HLC_IS_MESSAGE_BAR (self), NULL);

  return self->dialog;
}
