/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-sending.h"

/** hlc_sending_has_default_secret: Returns: whether the receiver has a secret, which signs where none is given */
gboolean
hlc_sending_has_default_secret (HlcConsole *console)
{
  g_return_val_if_fail (HLC_IS_CONSOLE (console), FALSE);

  return hlc_secrets_get_signing_secrets (hlc_console_get_secrets (console))->len > 0;
}

/**
 * hlc_sending_new_order:
 * @dialog: what was chosen
 * @event_type: of the message
 * @trigger: why it is sent
 *
 * Returns: (transfer full): an order for where and how @dialog says; what is sent is still to be filled in
 */
HlcSendOrder *
hlc_sending_new_order (HlcSendDialog *dialog, const char *event_type, HlcTrigger trigger)
{
  HlcSendOrder *order = g_new0 (HlcSendOrder, 1);
  HlcTargetGroup *target = hlc_send_dialog_get_target (dialog);

  order->event_type = g_strdup (event_type);
  order->endpoint_id = g_strdup (hlc_target_group_get_endpoint_id (target));
  order->url = hlc_target_group_dup_url (target);
  order->sign_mode = hlc_send_dialog_get_sign_mode (dialog);
  order->trigger = trigger;

  return order;
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcMessage) message = hlc_store_send_finish (HLC_STORE (object), result, &error);

  if (message != NULL)
    g_task_return_pointer (task, g_strdup (message->message_id), g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hlc_sending_send_async:
 * @order: what, where and how
 * @secret: (nullable): what signs for a URL of its own; %NULL for the receiver's first
 *
 * Sends a message by hand.
 */
void
hlc_sending_send_async (HlcConsole *console,
                        const HlcSendOrder *order,
                        const char *secret,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (console, NULL, callback, user_data);

  g_task_set_source_tag (task, hlc_sending_send_async);
  hlc_store_send_async (hlc_console_get_store (console), order, sent_cb, g_steal_pointer (&task));
}

/** hlc_sending_send_finish: Returns: (transfer full): the id of the message that was made; %NULL with @error set */
char *
hlc_sending_send_finish (HlcConsole *console, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, console), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
