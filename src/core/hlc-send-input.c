/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-send-input.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-event-order.h"
#include "hlc-input.h"
#include "hlc-retry.h"
#include "hlc-target-url.h"

/* Bytes of an event type, and of a call_id as agents may send it. */
#define MAX_EVENT_TYPE 200
#define MAX_CALL_ID 1024

/* `body` is any string, byte for byte, so it is read apart. */
static const HlcShapeField MESSAGE[] = {
  { "event_type", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "data", HLC_SHAPE_OBJECT, FALSE, NULL, FALSE },
  { "call_id", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "to", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  { "secret", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "is_test", HLC_SHAPE_BOOLEAN, FALSE, NULL, FALSE },
  { "body_version", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "header_family", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  HLC_SHAPE_END,
};

static const HlcShapeField REPLAY[] = {
  { "to", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  { "mode", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "secret", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  HLC_SHAPE_END,
};

static const HlcShapeField RESEND[] = {
  { "to", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  HLC_SHAPE_END,
};

static const HlcShapeField ANYTHING[] = {
  HLC_SHAPE_END,
};

static HlcSendInput *
send_input_new (HlcTrigger trigger)
{
  HlcSendInput *self = g_new0 (HlcSendInput, 1);

  self->order = g_new0 (HlcSendOrder, 1);
  self->order->trigger = trigger;
  self->order->sign_mode = HLC_SIGN_NOW;

  return self;
}

/* Endpoints have names without a colon, and no URL is without one. */
static void
read_destination (HlcJsonValue body, HlcSendInput *self, GPtrArray *problems)
{
  g_autofree char *to = hlc_input_dup_text (body, "to");
  g_autoptr (GError) error = NULL;

  self->secret = hlc_input_read_secret (body, problems);
  if (to != NULL && strchr (to, ':') != NULL)
    {
      if (!hlc_target_url_check (to, &error))
        hlc_input_add_error (problems, "to", error);
      self->order->url = g_steal_pointer (&to);
      return;
    }

  self->order->endpoint_id = g_steal_pointer (&to);
  if (self->secret != NULL)
    hlc_problems_add (problems, "body.secret", "value_error",
                      _ ("An endpoint signs with its own secret. Send one only with a URL in “to”."));
}

static void
read_event_type (HlcJsonValue body, HlcSendOrder *order, GPtrArray *problems)
{
  order->event_type = hlc_input_dup_text (body, "event_type");
  if (order->event_type == NULL)
    return;

  if (*order->event_type == '\0' || strlen (order->event_type) > MAX_EVENT_TYPE)
    hlc_problems_add (problems, "body.event_type", "value_error", _ ("It must have 1 to %d bytes."),
                      MAX_EVENT_TYPE);
  for (const char *p = order->event_type; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      {
        hlc_problems_add (problems, "body.event_type", "value_error",
                          _ ("It must be a word, as function_call.completed."));
        return;
      }
}

/* What only whoever sends to a URL knows: endpoints have their own. */
static void
read_url_terms (HlcJsonValue body, HlcSendOrder *order, HlcBodyVersion *version, GPtrArray *problems)
{
  g_autofree char *version_name = hlc_input_dup_text (body, "body_version");
  g_autofree char *family = hlc_input_dup_text (body, "header_family");

  if (version_name != NULL && !hlc_body_version_from_string (version_name, version))
    hlc_problems_add (problems, "body.body_version", "value_error", _ ("It must be v1, v1beta2 or v1beta3."));
  else if (version_name != NULL && (order->url == NULL || !hlc_input_has (body, "data")))
    hlc_problems_add (
        problems, "body.body_version", "value_error",
        _ ("An endpoint has its own body version, and a “body” is sent as it is. Send a version only "
           "with “data” and a URL in “to”."));
  if (family != NULL && !hlc_header_family_from_string (family, &order->header_family))
    hlc_problems_add (problems, "body.header_family", "value_error", _ ("It must be both, svix or webhook."));
  else if (family != NULL && order->url == NULL)
    hlc_problems_add (problems, "body.header_family", "value_error",
                      _ ("An endpoint has its own headers. Send a family only with a URL in “to”."));
}

/* What is sent: an event object, a whole body, or an operation that is stored. */
static void
read_content (HlcJsonValue body, HlcSendOrder *order, HlcBodyVersion version, GPtrArray *problems)
{
  gboolean has_data = hlc_input_has (body, "data");
  gboolean has_body = hlc_input_has (body, "body");
  HlcJsonValue value;
  g_autoptr (GBytes) event = NULL;
  gsize length = 0;
  char *text = NULL;

  if (has_data && has_body)
    {
      hlc_problems_add (
          problems, "body", "value_error",
          _ ("Send either “data”, which each endpoint gets in its body version, or “body”, which is sent "
             "byte for byte."));
      return;
    }

  order->content = HLC_CONTENT_OPERATION;
  if (has_data && hlc_json_value_get_member (body, "data", &value))
    {
      order->content = HLC_CONTENT_EVENT;
      event = hlc_json_value_dup_text (value);
      if (order->event_type != NULL)
        hlc_event_order_fill (order, event, version);
    }
  else if (has_body && hlc_json_value_get_member (body, "body", &value))
    {
      if (hlc_json_value_get_type (value) != HLC_JSON_STRING)
        {
          hlc_problems_add (problems, "body.body", "string_type", _ ("It must be a string: the whole body."));
          return;
        }
      order->content = HLC_CONTENT_BODY;
      text = hlc_json_value_dup_string (value, &length);
      order->payload = g_bytes_new_take (text, length);
    }
  else if (order->call_id == NULL)
    hlc_problems_add (
        problems, "body", "missing",
        _ ("Nothing says what to send. Send “data”: the event object, “body”: the whole body, or "
           "“call_id”: a decided operation."));

  if (order->content != HLC_CONTENT_OPERATION && order->event_type == NULL)
    hlc_problems_add (problems, "body.event_type", "missing",
                      _ ("It is required: send the type of the event, as function_call.completed."));
}

static void
read_call_id (HlcJsonValue body, HlcSendOrder *order, GPtrArray *problems)
{
  order->call_id = hlc_input_dup_text (body, "call_id");
  if (order->call_id != NULL && (*order->call_id == '\0' || strlen (order->call_id) > MAX_CALL_ID))
    hlc_problems_add (problems, "body.call_id", "value_error", _ ("It must have 1 to %d bytes."),
                      MAX_CALL_ID);
}

/**
 * hlc_send_input_read_message:
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Reads `{event_type, data | body, call_id?, to?, secret?, is_test?, body_version?, header_family?}`: an event object that each endpoint gets in its
 * body version, or a string that is sent byte for byte. With neither, the decided operation `call_id` is sent. `to` is an
 * endpoint's id or a URL; without it every endpoint gets it that wants such events. `body_version` and `header_family`
 * say what the handler at a URL reads; by default v1 and both.
 *
 * Returns: (transfer full) (nullable): what to send, or %NULL when there are problems
 */
HlcSendInput *
hlc_send_input_read_message (HlcJsonValue body, GPtrArray *problems)
{
  g_autoptr (HlcSendInput) self = NULL;
  HlcBodyVersion version = HLC_BODY_UNKNOWN;

  if (!hlc_input_check (body, MESSAGE, "{event_type, data, to}", problems))
    return NULL;

  self = send_input_new (HLC_TRIGGER_SEND);
  hlc_input_take_boolean (body, "is_test", &self->order->is_test);
  read_event_type (body, self->order, problems);
  read_call_id (body, self->order, problems);
  read_destination (body, self, problems);
  read_url_terms (body, self->order, &version, problems);
  read_content (body, self->order, version, problems);

  return problems->len == 0 ? g_steal_pointer (&self) : NULL;
}

/**
 * hlc_send_input_read_replay:
 * @delivery: row id of the delivery that is sent on
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Reads `{to?, mode?, secret?}`; without a mode it is signed now.
 *
 * Returns: (transfer full) (nullable): what to send, or %NULL when there are problems
 */
HlcSendInput *
hlc_send_input_read_replay (HlcJsonValue body, gint64 delivery, GPtrArray *problems)
{
  g_autoptr (HlcSendInput) self = NULL;
  g_autofree char *mode = NULL;

  if (!hlc_input_check (body, REPLAY, "{to, mode}", problems))
    return NULL;

  self = send_input_new (HLC_TRIGGER_REPLAY);
  self->order->content = HLC_CONTENT_DELIVERY;
  self->order->delivery = delivery;
  mode = hlc_input_dup_text (body, "mode");
  if (mode != NULL && !hlc_sign_mode_from_string (mode, &self->order->sign_mode))
    hlc_problems_add (problems, "body.mode", "value_error", _ ("It must be original or resign."));
  read_destination (body, self, problems);
  if (self->secret != NULL && self->order->sign_mode == HLC_SIGN_ORIGINAL)
    hlc_problems_add (
        problems, "body.secret", "value_error",
        _ ("An original signature is sent as it came. Leave the secret out, or use the mode resign."));

  return problems->len == 0 ? g_steal_pointer (&self) : NULL;
}

/**
 * hlc_send_input_read_resend:
 * @endpoint_id: (out) (transfer full) (nullable): the one endpoint to send to; %NULL for where it went before
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Reads `{to?}`.
 *
 * Returns: whether there are no problems
 */
gboolean
hlc_send_input_read_resend (HlcJsonValue body, char **endpoint_id, GPtrArray *problems)
{
  *endpoint_id = NULL;
  if (!hlc_input_check (body, RESEND, "{to}, or {} for where it went before", problems))
    return FALSE;

  *endpoint_id = hlc_input_dup_text (body, "to");
  if (*endpoint_id == NULL || strchr (*endpoint_id, ':') == NULL)
    return TRUE;

  g_clear_pointer (endpoint_id, g_free);
  hlc_problems_add (problems, "body.to", "value_error",
                    _ ("It must be the id of an endpoint. To send to a URL, POST to messages instead."));
  return FALSE;
}

/**
 * hlc_send_input_read_time_scale:
 * @time_scale: (out): how much faster time runs
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Reads `{time_scale}`.
 *
 * Returns: whether there are no problems
 */
gboolean
hlc_send_input_read_time_scale (HlcJsonValue body, double *time_scale, GPtrArray *problems)
{
  HlcJsonValue value;
  g_autofree char *text = NULL;
  const char *start = NULL;
  gsize length = 0;

  *time_scale = HLC_TIME_SCALE_MIN;
  if (!hlc_input_check (body, ANYTHING, "{time_scale}", problems))
    return FALSE;

  if (hlc_json_value_get_member (body, "time_scale", &value))
    {
      start = hlc_json_value_get_text (value, &length);
      text = g_strndup (start, length);
    }
  if (!hlc_time_scale_parse (text, time_scale))
    hlc_problems_add (problems, "body.time_scale", "value_error",
                      _ ("It must be a number from 1 to 1000000."));

  return problems->len == 0;
}

/**
 * hlc_send_input_free:
 * @self: (transfer full): what was read
 *
 * Frees it.
 */
void
hlc_send_input_free (HlcSendInput *self)
{
  g_return_if_fail (self != NULL);

  hlc_send_order_free (self->order);
  g_clear_pointer (&self->secret, hlc_signing_secret_unref);
  g_free (self);
}
