/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-flight.h"

static void
flight_clear (gpointer data)
{
  HlcFlight *self = data;

  g_free (self->message_id);
  g_clear_pointer (&self->due, hlc_due_attempt_free);
  g_clear_pointer (&self->result, hlc_attempt_result_free);
  g_object_unref (self->owner);
}

/**
 * hlc_flight_new:
 * @due: (transfer full): what is to be sent
 * @owner: (transfer none) (type GObject): who sends it; lives as long as the flight
 *
 * Returns: (transfer full): the flight
 */
HlcFlight *
hlc_flight_new (HlcDueAttempt *due, gpointer owner)
{
  HlcFlight *self = NULL;

  g_return_val_if_fail (due != NULL && due->attempt != NULL && due->message != NULL, NULL);
  g_return_val_if_fail (G_IS_OBJECT (owner), NULL);

  self = g_rc_box_new0 (HlcFlight);
  self->attempt = due->attempt->id;
  self->endpoint = due->endpoint != NULL ? due->endpoint->id : 0;
  self->message_id = g_strdup (due->message->message_id);
  self->n_bytes = due->body != NULL ? g_bytes_get_size (due->body) : 0;
  self->due = due;
  self->owner = g_object_ref (owner);

  return self;
}

HlcFlight *
hlc_flight_ref (HlcFlight *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_rc_box_acquire (self);
}

void
hlc_flight_unref (HlcFlight *self)
{
  g_return_if_fail (self != NULL);

  g_rc_box_release_full (self, flight_clear);
}

/**
 * hlc_flight_get_owner:
 *
 * Returns: (transfer none): who sends it
 */
gpointer
hlc_flight_get_owner (HlcFlight *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->owner;
}
