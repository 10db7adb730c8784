/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-delivery.h"

/**
 * hlc_delivery_new:
 *
 * Makes a delivery with nothing set: not stored, and not checked.
 *
 * Returns: (transfer full): the delivery
 */
HlcDelivery *
hlc_delivery_new (void)
{
  HlcDelivery *self = g_new0 (HlcDelivery, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->verdict = HLC_VERDICT_FAILED;
  self->reason = HLC_REASON_NOT_CHECKED;

  return self;
}

/**
 * hlc_delivery_ref:
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
HlcDelivery *
hlc_delivery_ref (HlcDelivery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hlc_delivery_unref:
 *
 * Drops a reference; the last one frees the delivery. Any thread.
 */
void
hlc_delivery_unref (HlcDelivery *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->method);
  g_free (self->path);
  g_free (self->remote_address);
  g_free (self->detail);
  g_free (self->secret_name);
  g_free (self->message_id);
  g_free (self->event_type);
  g_free (self->call_id);
  g_free (self->error);
  g_clear_pointer (&self->headers, hlc_header_list_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->operation, hlc_operation_unref);
  g_free (self);
}
