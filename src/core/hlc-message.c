/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-message.h"

#include "hlc-enum-name.h"
#include "hlc-random.h"

/* Characters after "msg_": 162 random bits, as many as Svix's own ids have. */
#define ID_CHARACTERS 27

static const char *const state_names[] = {
  [HLC_MESSAGE_UNSENT] = "unsent",
  [HLC_MESSAGE_PENDING] = "pending",
  [HLC_MESSAGE_DELIVERED] = "delivered",
  [HLC_MESSAGE_FAILED] = "failed",
};

/**
 * hlc_message_new:
 *
 * Makes a message with nothing set: unsent, about nothing.
 *
 * Returns: (transfer full): the message
 */
HlcMessage *
hlc_message_new (void)
{
  HlcMessage *self = g_new0 (HlcMessage, 1);

  g_atomic_ref_count_init (&self->ref_count);

  return self;
}

/**
 * hlc_message_make_id:
 *
 * Returns: (transfer full): a new `msg_…` that nothing else has. Any thread
 */
char *
hlc_message_make_id (void)
{
  return hlc_random_token ("msg_", ID_CHARACTERS);
}

/**
 * hlc_message_ref:
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
HlcMessage *
hlc_message_ref (HlcMessage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hlc_message_unref:
 *
 * Drops a reference; the last one frees the message. Any thread.
 */
void
hlc_message_unref (HlcMessage *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->message_id);
  g_free (self->webhook_id);
  g_free (self->event_type);
  g_free (self->call_id);
  g_free (self->title);
  g_free (self->last_error);
  g_free (self->url);
  g_free (self);
}

/**
 * hlc_message_state_to_string:
 *
 * Returns: (transfer none): the state's name, as "delivered"
 */
const char *
hlc_message_state_to_string (HlcMessageState state)
{
  g_return_val_if_fail ((gsize) state < G_N_ELEMENTS (state_names), NULL);

  return state_names[state];
}

/**
 * hlc_message_state_from_string:
 * @text: (nullable): a state's name
 * @state: (out): the state, untouched if there is none
 *
 * Returns: whether @text names a state
 */
gboolean
hlc_message_state_from_string (const char *text, HlcMessageState *state)
{
  int found = hlc_enum_name_find (state_names, G_N_ELEMENTS (state_names), text);

  g_return_val_if_fail (state != NULL, FALSE);

  if (found < 0)
    return FALSE;

  *state = (HlcMessageState) found;
  return TRUE;
}
