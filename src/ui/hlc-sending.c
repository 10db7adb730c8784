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

/**
 * hlc_sending_send_async:
 * @dialog: what was chosen; it is busy from now on
 * @order: what, where and how
 *
 * Sends a message by hand, as hlc_dispatcher_send_async() does: the callback gets the dispatcher.
 */
void
hlc_sending_send_async (HlcConsole *console,
                        HlcSendDialog *dialog,
                        const HlcSendOrder *order,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autofree char *text = hlc_target_group_dup_secret (hlc_send_dialog_get_target (dialog));
  g_autoptr (HlcSigningSecret) secret = text != NULL ? hlc_signing_secret_new ("given", text) : NULL;

  hlc_send_dialog_set_busy (dialog, TRUE);
  hlc_dispatcher_send_async (hlc_console_get_dispatcher (console), order, secret, callback, user_data);
}
