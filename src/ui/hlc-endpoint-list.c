/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-endpoint-list.h"

#include <glib/gi18n-lib.h>

#include "hlc-endpoint-dialog.h"
#include "hlc-endpoint-maker.h"
#include "hlc-endpoint-questions.h"
#include "hlc-endpoint-row.h"
#include "hlc-endpoint-vault.h"
#include "hlc-let-fold.h"
#include "hlc-recover-dialog.h"
#include "hlc-sample.h"
#include "hlc-sending.h"
#include "hlc-store-outbox.h"

struct _HlcEndpointList
{
  AdwBin parent_instance;

  GtkListBox *list;

  HlcConsole *console; /* (owned) */
  HlcRoutes *routes;   /* (owned) */
  HlcTicker *ticker;   /* (owned) */
  GtkWindow *dialog;   /* (weak) (nullable): the one that is open */
  char *subject;       /* (owned) (nullable): id of the endpoint that the dialog is about */
};

G_DEFINE_FINAL_TYPE (HlcEndpointList, hlc_endpoint_list, ADW_TYPE_BIN)

static HlcStore *
get_store (HlcEndpointList *self)
{
  return hlc_console_get_store (self->console);
}

static HlcEndpointVault *
get_vault (HlcEndpointList *self)
{
  return HLC_ENDPOINT_VAULT (hlc_console_get_secrets (self->console));
}

static gint64
get_now (HlcEndpointList *self)
{
  return hlc_clock_get_now (hlc_console_get_clock (self->console));
}

static void
toast (HlcEndpointList *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static void
hlc_endpoint_list_show_row (HlcEndpointList *self, HlcEndpointRow *row, HlcEndpoint *endpoint)
{
  gint64 now = get_now (self);
  g_autoptr (GPtrArray) secrets =
      hlc_endpoint_vault_dup_secrets (get_vault (self), endpoint->endpoint_id, now);
  HlcSigningSecret *secret = secrets->len > 0 ? g_ptr_array_index (secrets, 0) : NULL;

  hlc_endpoint_row_show (row, endpoint, secret != NULL ? hlc_signing_secret_get_text (secret) : NULL,
                         hlc_endpoint_vault_get_overlap_until (get_vault (self), endpoint->endpoint_id, now),
                         now);
}

static HlcEndpointRow *
hlc_endpoint_list_find_row (HlcEndpointList *self, const char *endpoint_id)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_str_equal (hlc_endpoint_row_get_endpoint (HLC_ENDPOINT_ROW (row))->endpoint_id, endpoint_id))
      return HLC_ENDPOINT_ROW (row);

  return NULL;
}

static void
hlc_endpoint_list_remove_gone (HlcEndpointList *self)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL;)
    {
      HlcEndpoint *endpoint = hlc_endpoint_row_get_endpoint (HLC_ENDPOINT_ROW (row));

      if (hlc_routes_find_endpoint (self->routes, endpoint->endpoint_id) == NULL)
        gtk_list_box_remove (self->list, GTK_WIDGET (row));
      else
        i++;
    }
}

/* Rows stay where they are, so that what is unfolded stays so. */
static void
hlc_endpoint_list_update (HlcEndpointList *self)
{
  GPtrArray *endpoints = hlc_routes_get_endpoints (self->routes);

  hlc_endpoint_list_remove_gone (self);
  for (guint i = 0; i < endpoints->len; i++)
    {
      HlcEndpoint *endpoint = g_ptr_array_index (endpoints, i);
      HlcEndpointRow *row = hlc_endpoint_list_find_row (self, endpoint->endpoint_id);

      if (row == NULL)
        {
          row = HLC_ENDPOINT_ROW (hlc_endpoint_row_new ());
          hlc_endpoint_list_show_row (self, row, endpoint);
          gtk_list_box_insert (self->list, GTK_WIDGET (row), (int) i);
        }
      else
        {
          hlc_endpoint_list_show_row (self, row, endpoint);
        }
    }
}

static void
tick_cb (HlcEndpointList *self)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    hlc_endpoint_row_update_time (HLC_ENDPOINT_ROW (row), get_now (self));
}

static void
hlc_endpoint_list_open (HlcEndpointList *self, GtkWindow *dialog, const char *endpoint_id)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_free (self->subject);
  self->subject = g_strdup (endpoint_id);
  g_set_weak_pointer (&self->dialog, dialog);
  gtk_window_set_transient_for (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_present (dialog);
}

static void
hlc_endpoint_list_close (HlcEndpointList *self)
{
  GtkWindow *dialog = self->dialog;

  g_clear_weak_pointer (&self->dialog);
  if (dialog != NULL)
    gtk_window_destroy (dialog);
}

/* NULL while a dialog is open, or when the endpoint is gone. */
static HlcEndpoint *
hlc_endpoint_list_get_subject (HlcEndpointList *self, GVariant *parameter)
{
  return self->dialog == NULL
             ? hlc_routes_find_endpoint (self->routes, g_variant_get_string (parameter, NULL))
             : NULL;
}

static void
made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEndpointList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcSigningSecret) secret = NULL;
  g_autoptr (HlcEndpoint) endpoint =
      hlc_endpoint_maker_make_finish (HLC_STORE (object), result, &secret, &error);

  if (!HLC_IS_ENDPOINT_DIALOG (self->dialog))
    return;

  if (endpoint == NULL)
    hlc_endpoint_dialog_set_problem (HLC_ENDPOINT_DIALOG (self->dialog), error->message);
  else
    hlc_endpoint_dialog_show_secret (HLC_ENDPOINT_DIALOG (self->dialog),
                                     hlc_signing_secret_get_text (secret));
}

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEndpointList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcEndpoint) endpoint = hlc_store_write_endpoint_finish (HLC_STORE (object), result, &error);

  if (endpoint == NULL && HLC_IS_ENDPOINT_DIALOG (self->dialog))
    hlc_endpoint_dialog_set_problem (HLC_ENDPOINT_DIALOG (self->dialog), error->message);
  else
    hlc_endpoint_list_close (self);
}

/* One that is there already may be disabled or renamed, whatever its URL has become: our ports may have changed. */
static gboolean
hlc_endpoint_list_check_url (HlcEndpointList *self, HlcEndpoint *endpoint, GError **error)
{
  HlcEndpoint *stored =
      endpoint->endpoint_id != NULL ? hlc_routes_find_endpoint (self->routes, endpoint->endpoint_id) : NULL;

  if (stored != NULL && g_str_equal (stored->url, endpoint->url))
    return TRUE;

  return hlc_dispatcher_check_url (hlc_console_get_dispatcher (self->console), endpoint->url, error);
}

static void
save_cb (HlcEndpointList *self, HlcEndpointDialog *dialog)
{
  g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_dialog_dup_endpoint (dialog);
  g_autofree char *secret = NULL;
  g_autoptr (GError) error = NULL;

  if (!hlc_endpoint_list_check_url (self, endpoint, &error))
    {
      hlc_endpoint_dialog_set_problem (dialog, error->message);
      return;
    }

  hlc_endpoint_dialog_set_busy (dialog, TRUE);
  if (!hlc_endpoint_dialog_get_is_new (dialog))
    {
      hlc_store_update_endpoint_async (get_store (self), endpoint, changed_cb, g_object_ref (self));
      return;
    }

  secret = hlc_endpoint_dialog_dup_secret (dialog);
  hlc_endpoint_maker_make_async (get_store (self), get_vault (self), endpoint, secret, made_cb,
                                 g_object_ref (self));
}

static void
hlc_endpoint_list_open_form (HlcEndpointList *self, HlcEndpoint *endpoint)
{
  HlcEndpointDialog *dialog = hlc_endpoint_dialog_new (endpoint);

  g_signal_connect_object (dialog, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  hlc_endpoint_list_open (self, GTK_WINDOW (dialog), NULL);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcEndpointList *self = HLC_ENDPOINT_LIST (widget);
  HlcEndpoint *endpoint = hlc_endpoint_list_get_subject (self, parameter);

  if (endpoint != NULL)
    hlc_endpoint_list_open_form (self, endpoint);
}

static void
enabled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEndpointList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcEndpoint) endpoint = hlc_store_write_endpoint_finish (HLC_STORE (object), result, &error);

  if (endpoint != NULL)
    return;

  toast (self, error->message);
  hlc_endpoint_list_update (self);
}

static void
set_enabled_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcEndpointList *self = HLC_ENDPOINT_LIST (widget);
  const char *endpoint_id = NULL;
  gboolean enabled = FALSE;
  HlcEndpoint *endpoint = NULL;
  g_autoptr (HlcEndpoint) changed = NULL;

  g_variant_get (parameter, "(&sb)", &endpoint_id, &enabled);
  endpoint = hlc_routes_find_endpoint (self->routes, endpoint_id);
  if (endpoint == NULL)
    return;

  changed = hlc_endpoint_copy (endpoint);
  changed->enabled = enabled;
  hlc_store_update_endpoint_async (get_store (self), changed, enabled_cb, g_object_ref (self));
}

static void
removed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEndpointList) self = user_data;
  g_autoptr (GError) error = NULL;

  if (hlc_endpoint_maker_remove_finish (HLC_STORE (object), result, &error))
    toast (self, _ ("The endpoint was removed"));
  else
    toast (self, error->message);
}

static void
remove_response_cb (HlcEndpointList *self, const char *response)
{
  g_clear_weak_pointer (&self->dialog);
  if (g_str_equal (response, "remove"))
    hlc_endpoint_maker_remove_async (get_store (self), get_vault (self), self->subject, removed_cb,
                                     g_object_ref (self));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcEndpointList *self = HLC_ENDPOINT_LIST (widget);
  HlcEndpoint *endpoint = hlc_endpoint_list_get_subject (self, parameter);
  GtkWidget *dialog = NULL;

  if (endpoint == NULL)
    return;

  dialog = hlc_endpoint_question_new_remove (endpoint);
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response_cb), self, G_CONNECT_SWAPPED);
  hlc_endpoint_list_open (self, GTK_WINDOW (dialog), endpoint->endpoint_id);
}

static void
rotate_response_cb (HlcEndpointList *self, const char *response, GtkWidget *dialog)
{
  g_autofree char *given = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcSigningSecret) secret = NULL;

  g_clear_weak_pointer (&self->dialog);
  if (!g_str_equal (response, "rotate"))
    return;

  given = hlc_endpoint_question_dup_secret (dialog);
  secret = hlc_endpoint_vault_rotate (get_vault (self), self->subject, given, get_now (self), &error);
  if (secret == NULL)
    {
      toast (self, error->message);
      return;
    }

  hlc_endpoint_list_update (self);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), hlc_signing_secret_get_text (secret));
  toast (self, _ ("Rotated and copied: give the new secret to the handler"));
}

static void
rotate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcEndpointList *self = HLC_ENDPOINT_LIST (widget);
  HlcEndpoint *endpoint = hlc_endpoint_list_get_subject (self, parameter);
  GtkWidget *dialog = NULL;

  if (endpoint == NULL)
    return;

  dialog = hlc_endpoint_question_new_rotate ();
  g_signal_connect_object (dialog, "response", G_CALLBACK (rotate_response_cb), self, G_CONNECT_SWAPPED);
  hlc_endpoint_list_open (self, GTK_WINDOW (dialog), endpoint->endpoint_id);
}

static void
recovered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEndpointList) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n_recovered = hlc_store_recover_finish (HLC_STORE (object), result, &error);
  g_autofree char *words = NULL;

  if (n_recovered < 0)
    {
      toast (self, error->message);
      return;
    }

  words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'d message is sent again",
                                        "%'d messages are sent again", (gulong) n_recovered),
                           (int) MIN (n_recovered, G_MAXINT));
  toast (self, n_recovered > 0 ? words : _ ("Nothing had failed or was missed since then"));
}

static void
recover_cb (HlcEndpointList *self, gint64 since)
{
  hlc_store_recover_async (get_store (self), self->subject, since, recovered_cb, g_object_ref (self));
  hlc_endpoint_list_close (self);
}

static void
recover_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcEndpointList *self = HLC_ENDPOINT_LIST (widget);
  HlcEndpoint *endpoint = hlc_endpoint_list_get_subject (self, parameter);
  HlcRecoverDialog *dialog = NULL;

  if (endpoint == NULL)
    return;

  dialog = hlc_recover_dialog_new (endpoint, get_now (self));
  g_signal_connect_object (dialog, "recover", G_CALLBACK (recover_cb), self, G_CONNECT_SWAPPED);
  hlc_endpoint_list_open (self, GTK_WINDOW (dialog), endpoint->endpoint_id);
}

static void
test_sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEndpointList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcMessage) message = hlc_dispatcher_send_finish (HLC_DISPATCHER (object), result, &error);

  if (message == NULL && HLC_IS_SEND_DIALOG (self->dialog))
    {
      hlc_send_dialog_set_problem (HLC_SEND_DIALOG (self->dialog), error->message);
      return;
    }

  hlc_endpoint_list_close (self);
  if (message != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast-message", "(ss)", _ ("The test event is sent"),
                                message->message_id);
  else
    toast (self, error->message);
}

static void
send_test_cb (HlcEndpointList *self, HlcSendDialog *dialog)
{
  char *text = hlc_json_editor_dup_text (hlc_send_dialog_get_editor (dialog));
  g_autoptr (HlcSendOrder) order =
      hlc_sending_new_order (dialog, hlc_event_type_to_string (HLC_EVENT_FUNCTION_CALL_COMPLETED),
                             HLC_TRIGGER_SEND);

  order->content = hlc_json_editor_get_is_valid (hlc_send_dialog_get_editor (dialog)) ? HLC_CONTENT_EVENT
                                                                                      : HLC_CONTENT_BODY;
  order->payload = g_bytes_new_take (text, strlen (text));
  order->is_test = TRUE;
  hlc_sending_send_async (self->console, dialog, order, test_sent_cb, g_object_ref (self));
}

static void
test_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcEndpointList *self = HLC_ENDPOINT_LIST (widget);
  HlcEndpoint *endpoint = hlc_endpoint_list_get_subject (self, parameter);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *call_id = g_strconcat ("call-test-", uuid, NULL);
  g_autoptr (GBytes) event = NULL;
  HlcSendDialog *dialog = NULL;

  if (endpoint == NULL)
    return;

  event = hlc_sample_new_body (call_id, get_now (self));
  dialog = hlc_send_dialog_new (
      _ ("Send Test Event"),
      _ ("An approved function call that no agent asked for, marked as a test. The body is "
         "made of it in the endpoint's version, and signed."),
      HLC_SEND_WITH_BODY);
  hlc_target_group_connect (hlc_send_dialog_get_target (dialog), self->routes,
                            hlc_sending_has_default_secret (self->console));
  hlc_target_group_select_endpoint (hlc_send_dialog_get_target (dialog), endpoint->endpoint_id);
  if (!hlc_json_editor_set_text (hlc_send_dialog_get_editor (dialog), event))
    g_return_if_reached ();
  g_signal_connect_object (dialog, "send", G_CALLBACK (send_test_cb), self, G_CONNECT_SWAPPED);
  hlc_endpoint_list_open (self, GTK_WINDOW (dialog), endpoint->endpoint_id);
}

static void
hlc_endpoint_list_dispose (GObject *object)
{
  HlcEndpointList *self = HLC_ENDPOINT_LIST (object);

  hlc_endpoint_list_close (self);
  g_clear_pointer (&self->subject, g_free);
  g_clear_object (&self->ticker);
  g_clear_object (&self->routes);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_endpoint_list_parent_class)->dispose (object);
}

static void
hlc_endpoint_list_class_init (HlcEndpointListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_endpoint_list_dispose;

  gtk_widget_class_install_action (widget_class, "endpoints.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "endpoints.test", "s", test_action);
  gtk_widget_class_install_action (widget_class, "endpoints.recover", "s", recover_action);
  gtk_widget_class_install_action (widget_class, "endpoints.rotate", "s", rotate_action);
  gtk_widget_class_install_action (widget_class, "endpoints.remove", "s", remove_action);
  gtk_widget_class_install_action (widget_class, "endpoints.set-enabled", "(sb)", set_enabled_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-endpoint-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcEndpointList, list);
}

static void
hlc_endpoint_list_init (HlcEndpointList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_fold (GTK_WIDGET (self));
}

/**
 * hlc_endpoint_list_connect:
 * @console: what keeps and sends
 * @routes: what is shown
 * @ticker: what keeps times right
 *
 * To be called once.
 */
void
hlc_endpoint_list_connect (HlcEndpointList *self, HlcConsole *console, HlcRoutes *routes, HlcTicker *ticker)
{
  g_return_if_fail (HLC_IS_ENDPOINT_LIST (self));
  g_return_if_fail (HLC_IS_CONSOLE (console));

  self->console = g_object_ref (console);
  self->routes = g_object_ref (routes);
  self->ticker = g_object_ref (ticker);
  g_signal_connect_object (routes, "changed", G_CALLBACK (hlc_endpoint_list_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hlc_console_get_secrets (console), "changed",
                           G_CALLBACK (hlc_endpoint_list_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "tick", G_CALLBACK (tick_cb), self, G_CONNECT_SWAPPED);
  hlc_endpoint_list_update (self);
}

/** hlc_endpoint_list_add: asks for a new endpoint */
void
hlc_endpoint_list_add (HlcEndpointList *self)
{
  g_return_if_fail (HLC_IS_ENDPOINT_LIST (self));

  if (self->dialog == NULL)
    hlc_endpoint_list_open_form (self, NULL);
}

/** hlc_endpoint_list_get_dialog: Returns: (transfer none) (nullable): the dialog that is open */
GtkWindow *
hlc_endpoint_list_get_dialog (HlcEndpointList *self)
{
  g_return_val_if_fail (HLC_IS_ENDPOINT_LIST (self), NULL);

  return self->dialog;
}
