/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-object-json-sending.h"

#include "hlc-header-rules.h"
#include "hlc-json-member.h"

static void
write_events (HlcJsonWriter *writer, guint events)
{
  hlc_json_writer_name (writer, "events");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; events != HLC_EVENTS_ALL && i < HLC_N_EVENT_TYPES; i++)
    if (hlc_events_contain (events, i))
      hlc_json_writer_string (writer, hlc_event_type_to_string (i));
  hlc_json_writer_end_array (writer);
}

/**
 * hlc_object_json_write_endpoint:
 * @secret: (nullable): its signing secret: only in the answer to whoever made it
 * @secret_overlap_until: until when the secret before it signs too, microseconds since the epoch, UTC; 0 for not at all
 *
 * Writes the `endpoint` object. `events` is empty where every event is meant, those of tomorrow too.
 */
void
hlc_object_json_write_endpoint (HlcJsonWriter *writer,
                                HlcEndpoint *endpoint,
                                HlcSigningSecret *secret,
                                gint64 secret_overlap_until)
{
  hlc_json_writer_begin_object (writer);
  hlc_json_member_text (writer, "id", endpoint->endpoint_id);
  hlc_json_member_text (writer, "url", endpoint->url);
  hlc_json_member_text (writer, "description", endpoint->description);
  write_events (writer, endpoint->events);
  hlc_json_member_text (writer, "body_version", hlc_body_version_to_string (endpoint->body_version));
  hlc_json_member_text (writer, "header_family", hlc_header_family_to_string (endpoint->header_family));
  hlc_json_member_headers (writer, "headers", endpoint->headers, hlc_header_may_be_secret);
  hlc_json_member_boolean (writer, "enabled", endpoint->enabled);
  hlc_json_member_text (writer, "disabled_reason", endpoint->disabled_reason);
  hlc_json_member_time (writer, "created_at", endpoint->created_at);
  hlc_json_member_time (writer, "failing_since", endpoint->failing_since);
  hlc_json_member_int (writer, "waiting", endpoint->waiting);
  hlc_json_member_known_int (writer, "last_status", endpoint->last_status);
  hlc_json_member_text (writer, "last_error", endpoint->last_error);
  hlc_json_member_time (writer, "last_attempt_at", endpoint->last_attempt_at);
  if (secret_overlap_until != 0)
    hlc_json_member_time (writer, "secret_overlap_until", secret_overlap_until);
  if (secret != NULL)
    hlc_json_member_text (writer, "secret", hlc_signing_secret_get_text (secret));
  hlc_json_writer_end_object (writer);
}

/**
 * hlc_object_json_write_message:
 * @attempts: (nullable) (element-type HlcAttempt): written where they are given
 *
 * Writes the `message` object. `webhook_id` is the id that handlers see.
 */
void
hlc_object_json_write_message (HlcJsonWriter *writer, HlcMessage *message, GPtrArray *attempts)
{
  hlc_json_writer_begin_object (writer);
  hlc_json_member_text (writer, "id", message->message_id);
  hlc_json_member_text (writer, "webhook_id",
                        message->webhook_id != NULL ? message->webhook_id : message->message_id);
  hlc_json_member_text (writer, "event_type", message->event_type);
  hlc_json_member_text (writer, "call_id", message->call_id);
  hlc_json_member_known_int (writer, "delivery_id", message->delivery);
  hlc_json_member_text (writer, "title", message->title);
  hlc_json_member_boolean (writer, "is_test", message->is_test);
  hlc_json_member_time (writer, "created_at", message->created_at);
  hlc_json_member_text (writer, "state", hlc_message_state_to_string (message->state));
  hlc_json_member_int (writer, "n_attempts", message->n_attempts);
  hlc_json_member_time (writer, "next_at", message->next_at);
  hlc_json_member_known_int (writer, "last_status", message->last_status);
  hlc_json_member_text (writer, "last_error", message->last_error);
  hlc_json_member_text (writer, "url", message->url);
  if (attempts != NULL)
    {
      hlc_json_writer_name (writer, "attempts");
      hlc_json_writer_begin_array (writer);
      for (guint i = 0; i < attempts->len; i++)
        hlc_object_json_write_attempt (writer, g_ptr_array_index (attempts, i));
      hlc_json_writer_end_array (writer);
    }
  hlc_json_writer_end_object (writer);
}

static void
write_duration (HlcJsonWriter *writer, HlcAttempt *attempt)
{
  hlc_json_writer_name (writer, "duration_ms");
  if (attempt->started_at != 0)
    hlc_json_writer_int (writer, (attempt->duration + 500) / 1000);
  else
    hlc_json_writer_null (writer);
}

/**
 * hlc_object_json_write_attempt:
 * @attempt: whole, or a list row: then headers and body are left out
 *
 * Writes the `attempt` object.
 */
void
hlc_object_json_write_attempt (HlcJsonWriter *writer, HlcAttempt *attempt)
{
  hlc_json_writer_begin_object (writer);
  hlc_json_member_int (writer, "id", attempt->id);
  hlc_json_member_text (writer, "message_id", attempt->message_id);
  hlc_json_member_text (writer, "endpoint_id", attempt->endpoint_id);
  hlc_json_member_text (writer, "url", attempt->url);
  hlc_json_member_known_int (writer, "rule_id", attempt->rule);
  hlc_json_member_int (writer, "number", attempt->number);
  hlc_json_member_text (writer, "state", hlc_attempt_state_to_string (attempt->state));
  hlc_json_member_text (writer, "trigger", hlc_trigger_to_string (attempt->trigger));
  hlc_json_member_text (writer, "sign_mode", hlc_sign_mode_to_string (attempt->sign_mode));
  hlc_json_member_time (writer, "due_at", attempt->due_at);
  hlc_json_member_time (writer, "started_at", attempt->started_at);
  write_duration (writer, attempt);
  hlc_json_member_known_int (writer, "http_status", attempt->http_status);
  hlc_json_member_text (writer, "failure", hlc_failure_to_string (attempt->failure));
  hlc_json_member_text (writer, "error", attempt->error);
  hlc_json_member_text (writer, "address", attempt->address);
  hlc_json_member_time (writer, "next_at", attempt->next_at);
  if (attempt->request_headers != NULL || attempt->response_headers != NULL || attempt->response_body != NULL)
    {
      hlc_json_member_headers (writer, "request_headers", attempt->request_headers, hlc_header_is_secret);
      hlc_json_member_headers (writer, "response_headers", attempt->response_headers, hlc_header_is_secret);
      hlc_json_member_body (writer, "response_body_base64", attempt->response_body);
    }
  hlc_json_member_boolean (writer, "response_truncated", attempt->response_truncated);
  hlc_json_writer_end_object (writer);
}

/**
 * hlc_object_json_write_rule:
 *
 * Writes the `rule` object.
 */
void
hlc_object_json_write_rule (HlcJsonWriter *writer, HlcForwardRule *rule)
{
  hlc_json_writer_begin_object (writer);
  hlc_json_member_int (writer, "id", rule->id);
  hlc_json_member_text (writer, "endpoint_id", rule->endpoint_id);
  hlc_json_member_text (writer, "event_type", rule->event_type);
  hlc_json_member_text (writer, "path", rule->path);
  hlc_json_member_text (writer, "run_id", rule->run_id);
  hlc_json_member_text (writer, "mode", hlc_sign_mode_to_string (rule->sign_mode));
  hlc_json_member_boolean (writer, "ordered", rule->ordered);
  hlc_json_member_boolean (writer, "enabled", rule->enabled);
  hlc_json_member_int (writer, "backlog_limit", rule->backlog_limit);
  hlc_json_member_boolean (writer, "is_down", rule->is_down);
  hlc_json_member_boolean (writer, "is_asking", rule->is_asking);
  hlc_json_member_int (writer, "waiting", rule->waiting);
  hlc_json_member_time (writer, "created_at", rule->created_at);
  hlc_json_writer_end_object (writer);
}
