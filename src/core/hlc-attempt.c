/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-attempt.h"

#include "hlc-enum-name.h"

static const char *const state_names[] = {
  [HLC_ATTEMPT_WAITING] = "waiting",
  [HLC_ATTEMPT_SUCCEEDED] = "succeeded",
  [HLC_ATTEMPT_FAILED] = "failed",
  [HLC_ATTEMPT_CANCELLED] = "cancelled",
};

static const char *const trigger_names[] = {
  [HLC_TRIGGER_EVENT] = "event",   [HLC_TRIGGER_RESEND] = "resend",   [HLC_TRIGGER_RECOVER] = "recover",
  [HLC_TRIGGER_REPLAY] = "replay", [HLC_TRIGGER_FORWARD] = "forward", [HLC_TRIGGER_SEND] = "send",
};

static const char *const sign_mode_names[] = {
  [HLC_SIGN_NOW] = "resign",
  [HLC_SIGN_ORIGINAL] = "original",
};

static const char *const failure_names[] = {
  [HLC_FAILURE_NONE] = NULL,
  [HLC_FAILURE_STATUS] = "status",
  [HLC_FAILURE_GONE] = "gone",
  [HLC_FAILURE_UNREACHABLE] = "unreachable",
  [HLC_FAILURE_TIMEOUT] = "timeout",
  [HLC_FAILURE_BROKEN] = "broken",
  [HLC_FAILURE_UNSENDABLE] = "unsendable",
};

/**
 * hlc_attempt_new:
 *
 * Makes an attempt with nothing set: one that waits.
 *
 * Returns: (transfer full): the attempt
 */
HlcAttempt *
hlc_attempt_new (void)
{
  HlcAttempt *self = g_new0 (HlcAttempt, 1);

  g_atomic_ref_count_init (&self->ref_count);

  return self;
}

/**
 * hlc_attempt_ref:
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
HlcAttempt *
hlc_attempt_ref (HlcAttempt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hlc_attempt_unref:
 *
 * Drops a reference; the last one frees the attempt. Any thread.
 */
void
hlc_attempt_unref (HlcAttempt *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->message_id);
  g_free (self->endpoint_id);
  g_free (self->url);
  g_free (self->error);
  g_free (self->address);
  g_clear_pointer (&self->request_headers, hlc_header_list_unref);
  g_clear_pointer (&self->response_headers, hlc_header_list_unref);
  g_clear_pointer (&self->response_body, g_bytes_unref);
  g_free (self);
}

/**
 * hlc_attempt_result_new:
 *
 * Makes a result with nothing set: a success, and no `Retry-After`.
 *
 * Returns: (transfer full): the result
 */
HlcAttemptResult *
hlc_attempt_result_new (void)
{
  HlcAttemptResult *self = g_new0 (HlcAttemptResult, 1);

  self->retry_after = -1;

  return self;
}

/**
 * hlc_attempt_result_copy:
 *
 * Returns: (transfer full): a copy of @self, which shares headers and body with it
 */
HlcAttemptResult *
hlc_attempt_result_copy (const HlcAttemptResult *self)
{
  HlcAttemptResult *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->url = g_strdup (self->url);
  copy->error = g_strdup (self->error);
  copy->address = g_strdup (self->address);
  if (self->request_headers != NULL)
    hlc_header_list_ref (self->request_headers);
  if (self->response_headers != NULL)
    hlc_header_list_ref (self->response_headers);
  if (self->response_body != NULL)
    g_bytes_ref (self->response_body);

  return copy;
}

/**
 * hlc_attempt_result_free:
 * @self: (transfer full): a result
 *
 * Frees a result.
 */
void
hlc_attempt_result_free (HlcAttemptResult *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->url);
  g_free (self->error);
  g_free (self->address);
  g_clear_pointer (&self->request_headers, hlc_header_list_unref);
  g_clear_pointer (&self->response_headers, hlc_header_list_unref);
  g_clear_pointer (&self->response_body, g_bytes_unref);
  g_free (self);
}

/**
 * hlc_attempt_state_to_string:
 *
 * Returns: (transfer none): the state's name, as "waiting"
 */
const char *
hlc_attempt_state_to_string (HlcAttemptState state)
{
  g_return_val_if_fail ((gsize) state < G_N_ELEMENTS (state_names), NULL);

  return state_names[state];
}

/**
 * hlc_trigger_to_string:
 *
 * Returns: (transfer none): the trigger's name, as "resend"
 */
const char *
hlc_trigger_to_string (HlcTrigger trigger)
{
  g_return_val_if_fail ((gsize) trigger < G_N_ELEMENTS (trigger_names), NULL);

  return trigger_names[trigger];
}

/**
 * hlc_sign_mode_to_string:
 *
 * Returns: (transfer none): the mode's name, "resign" or "original"
 */
const char *
hlc_sign_mode_to_string (HlcSignMode mode)
{
  g_return_val_if_fail ((gsize) mode < G_N_ELEMENTS (sign_mode_names), NULL);

  return sign_mode_names[mode];
}

/**
 * hlc_sign_mode_from_string:
 * @text: (nullable): a mode's name
 * @mode: (out): the mode, untouched if there is none
 *
 * Returns: whether @text names a mode
 */
gboolean
hlc_sign_mode_from_string (const char *text, HlcSignMode *mode)
{
  int found = hlc_enum_name_find (sign_mode_names, G_N_ELEMENTS (sign_mode_names), text);

  g_return_val_if_fail (mode != NULL, FALSE);

  if (found < 0)
    return FALSE;

  *mode = (HlcSignMode) found;
  return TRUE;
}

/**
 * hlc_failure_to_string:
 *
 * Returns: (transfer none) (nullable): the failure's name, as "timeout"; %NULL for none
 */
const char *
hlc_failure_to_string (HlcFailure failure)
{
  g_return_val_if_fail ((gsize) failure < G_N_ELEMENTS (failure_names), NULL);

  return failure_names[failure];
}
