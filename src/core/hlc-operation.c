/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-operation.h"

#include "hlc-enum-name.h"

static const char *const kind_names[] = {
  [HLC_OPERATION_FUNCTION_CALL] = "function_call",
  [HLC_OPERATION_HUMAN_CONTACT] = "human_contact",
};

static const char *const state_names[] = {
  [HLC_STATE_PENDING] = "pending",
  [HLC_STATE_APPROVED] = "approved",
  [HLC_STATE_DENIED] = "denied",
  [HLC_STATE_RESPONDED] = "responded",
};

static const char *const origin_names[] = {
  [HLC_ORIGIN_API] = "api",
  [HLC_ORIGIN_CONSOLE] = "console",
  [HLC_ORIGIN_REMOTE] = "remote",
  [HLC_ORIGIN_WEBHOOK] = "webhook",
};

static const char *const channel_names[] = {
  [HLC_CHANNEL_NONE] = NULL,
  [HLC_CHANNEL_WINDOW] = "window",
  [HLC_CHANNEL_NOTIFICATION] = "notification",
  [HLC_CHANNEL_COMMAND] = "command",
  [HLC_CHANNEL_API] = "api",
  [HLC_CHANNEL_POLICY] = "policy",
  [HLC_CHANNEL_WEBHOOK] = "webhook",
};

/**
 * hlc_operation_new:
 *
 * Makes an operation with nothing set: a pending function call of unknown times.
 *
 * Returns: (transfer full): the operation
 */
HlcOperation *
hlc_operation_new (void)
{
  HlcOperation *self = g_new0 (HlcOperation, 1);

  g_atomic_ref_count_init (&self->ref_count);

  return self;
}

/**
 * hlc_operation_ref:
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
HlcOperation *
hlc_operation_ref (HlcOperation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hlc_operation_unref:
 *
 * Drops a reference; the last one frees the operation. Any thread.
 */
void
hlc_operation_unref (HlcOperation *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->call_id);
  g_free (self->run_id);
  g_free (self->title);
  g_free (self->decided_name);
  g_free (self->remote_base);
  g_clear_pointer (&self->spec, g_bytes_unref);
  g_clear_pointer (&self->status, g_bytes_unref);
  g_clear_pointer (&self->extra, g_bytes_unref);
  g_free (self);
}

static gsize
bytes_size (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_get_size (bytes) : 0;
}

/**
 * hlc_operation_get_size:
 *
 * How much there is to print: whoever answers on the main loop hands much to a worker thread. Any thread.
 *
 * Returns: the bytes of its JSON texts
 */
gsize
hlc_operation_get_size (HlcOperation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return bytes_size (self->spec) + bytes_size (self->status) + bytes_size (self->extra);
}

/**
 * hlc_operation_is_ours_to_decide:
 *
 * Any thread.
 *
 * Returns: whether it waits for a decision here; one that was created at a remote API waits for one there
 */
gboolean
hlc_operation_is_ours_to_decide (HlcOperation *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->state == HLC_STATE_PENDING && self->origin != HLC_ORIGIN_REMOTE;
}

/**
 * hlc_timeline_entry_new:
 * @at: when it happened: microseconds since the epoch, UTC
 * @type: what happened: a fixed word
 * @detail: (nullable): a sentence for people
 *
 * Makes an entry of an operation's timeline.
 *
 * Returns: (transfer full): the entry
 */
HlcTimelineEntry *
hlc_timeline_entry_new (gint64 at, const char *type, const char *detail)
{
  HlcTimelineEntry *self = NULL;

  g_return_val_if_fail (type != NULL, NULL);

  self = g_new0 (HlcTimelineEntry, 1);
  self->at = at;
  self->type = g_strdup (type);
  self->detail = g_strdup (detail);

  return self;
}

/**
 * hlc_timeline_entry_free:
 * @self: (transfer full): an entry
 *
 * Frees an entry.
 */
void
hlc_timeline_entry_free (HlcTimelineEntry *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->type);
  g_free (self->detail);
  g_free (self);
}

/**
 * hlc_operation_kind_to_string:
 *
 * Returns: (transfer none): the kind's name on the wire, as "function_call"
 */
const char *
hlc_operation_kind_to_string (HlcOperationKind kind)
{
  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (kind_names), NULL);

  return kind_names[kind];
}

/**
 * hlc_operation_kind_from_string:
 * @text: (nullable): a kind's name on the wire
 * @kind: (out): the kind, untouched if there is none
 *
 * Returns: whether @text names a kind
 */
gboolean
hlc_operation_kind_from_string (const char *text, HlcOperationKind *kind)
{
  int found = hlc_enum_name_find (kind_names, G_N_ELEMENTS (kind_names), text);

  g_return_val_if_fail (kind != NULL, FALSE);

  if (found < 0)
    return FALSE;

  *kind = (HlcOperationKind) found;
  return TRUE;
}

/**
 * hlc_operation_state_to_string:
 *
 * Returns: (transfer none): the state's name on the wire, as "pending"
 */
const char *
hlc_operation_state_to_string (HlcOperationState state)
{
  g_return_val_if_fail ((gsize) state < G_N_ELEMENTS (state_names), NULL);

  return state_names[state];
}

/**
 * hlc_operation_state_from_string:
 * @text: (nullable): a state's name on the wire
 * @state: (out): the state, untouched if there is none
 *
 * Returns: whether @text names a state
 */
gboolean
hlc_operation_state_from_string (const char *text, HlcOperationState *state)
{
  int found = hlc_enum_name_find (state_names, G_N_ELEMENTS (state_names), text);

  g_return_val_if_fail (state != NULL, FALSE);

  if (found < 0)
    return FALSE;

  *state = (HlcOperationState) found;
  return TRUE;
}

/**
 * hlc_origin_to_string:
 *
 * Returns: (transfer none): the origin's name on the wire, as "webhook"
 */
const char *
hlc_origin_to_string (HlcOrigin origin)
{
  g_return_val_if_fail ((gsize) origin < G_N_ELEMENTS (origin_names), NULL);

  return origin_names[origin];
}

/**
 * hlc_channel_to_string:
 *
 * Returns: (transfer none) (nullable): the channel's name on the wire, as "window"; %NULL for none
 */
const char *
hlc_channel_to_string (HlcChannel channel)
{
  g_return_val_if_fail ((gsize) channel < G_N_ELEMENTS (channel_names), NULL);

  return channel_names[channel];
}
