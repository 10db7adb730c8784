/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-outbox.h"

/**
 * hlc_send_order_copy:
 *
 * Returns: (transfer full): a deep copy of @self
 */
HlcSendOrder *
hlc_send_order_copy (const HlcSendOrder *self)
{
  HlcSendOrder *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->message_id = g_strdup (self->message_id);
  copy->event_type = g_strdup (self->event_type);
  copy->payload = self->payload != NULL ? g_bytes_ref (self->payload) : NULL;
  copy->call_id = g_strdup (self->call_id);
  copy->endpoint_id = g_strdup (self->endpoint_id);
  copy->url = g_strdup (self->url);

  return copy;
}

/**
 * hlc_send_order_free:
 * @self: (transfer full): an order of which every member was allocated
 *
 * Frees an order.
 */
void
hlc_send_order_free (HlcSendOrder *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->message_id);
  g_free (self->event_type);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_free (self->call_id);
  g_free (self->endpoint_id);
  g_free (self->url);
  g_free (self);
}

/**
 * hlc_due_attempt_free:
 * @self: (transfer full): a due attempt
 *
 * Frees a due attempt.
 */
void
hlc_due_attempt_free (HlcDueAttempt *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->attempt, hlc_attempt_unref);
  g_clear_pointer (&self->message, hlc_message_unref);
  g_clear_pointer (&self->endpoint, hlc_endpoint_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->received_headers, hlc_header_list_unref);
  g_free (self);
}

/**
 * hlc_outbox_free:
 * @self: (transfer full): what a look found
 *
 * Frees an outbox.
 */
void
hlc_outbox_free (HlcOutbox *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->due, g_ptr_array_unref);
  g_free (self);
}
