/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-object-json.h"

#include "hlc-json-document.h"

/* The one member that is a secret wherever it stands in what agents send (a Slack channel's). */
#define SECRET_MEMBER "bot_token"

static void
write_text (HlcJsonWriter *writer, const char *name, const char *text)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, text);
}

static void
write_time (HlcJsonWriter *writer, const char *name, gint64 time)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_time (writer, time);
}

static void
write_int (HlcJsonWriter *writer, const char *name, gint64 number)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_int (writer, number);
}

static void
write_boolean (HlcJsonWriter *writer, const char *name, gboolean value)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_boolean (writer, value);
}

static void
write_received (HlcJsonWriter *writer, const char *name, GBytes *json)
{
  g_autoptr (GBytes) masked = NULL;

  hlc_json_writer_name (writer, name);
  if (json == NULL)
    {
      hlc_json_writer_null (writer);
      return;
    }

  masked = hlc_json_mask_member (json, SECRET_MEMBER);
  hlc_json_writer_raw (writer, masked);
}

static void
write_decided_by (HlcJsonWriter *writer, HlcOperation *operation)
{
  hlc_json_writer_name (writer, "decided_by");
  if (operation->decided_channel == HLC_CHANNEL_NONE)
    {
      hlc_json_writer_null (writer);
      return;
    }

  hlc_json_writer_begin_object (writer);
  write_text (writer, "channel", hlc_channel_to_string (operation->decided_channel));
  if (operation->decided_name != NULL)
    write_text (writer, "name", operation->decided_name);
  hlc_json_writer_end_object (writer);
}

static void
write_timeline (HlcJsonWriter *writer, GPtrArray *timeline)
{
  hlc_json_writer_name (writer, "timeline");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < timeline->len; i++)
    {
      HlcTimelineEntry *entry = g_ptr_array_index (timeline, i);

      hlc_json_writer_begin_object (writer);
      write_time (writer, "at", entry->at);
      write_text (writer, "type", entry->type);
      if (entry->detail != NULL)
        write_text (writer, "detail", entry->detail);
      hlc_json_writer_end_object (writer);
    }
  hlc_json_writer_end_array (writer);
}

/**
 * hlc_object_json_write_operation:
 * @operation: whole, or a list row: then `spec` and `status` are left out
 * @timeline: (nullable) (element-type HlcTimelineEntry): written where it is given
 *
 * Writes the `operation` object. The received texts are spliced in as they are, but for bot tokens.
 */
void
hlc_object_json_write_operation (HlcJsonWriter *writer, HlcOperation *operation, GPtrArray *timeline)
{
  hlc_json_writer_begin_object (writer);
  write_text (writer, "call_id", operation->call_id);
  write_text (writer, "run_id", operation->run_id);
  write_text (writer, "kind", hlc_operation_kind_to_string (operation->kind));
  write_text (writer, "state", hlc_operation_state_to_string (operation->state));
  write_text (writer, "title", operation->title);
  write_boolean (writer, "is_test", operation->is_test);
  write_text (writer, "origin", hlc_origin_to_string (operation->origin));
  if (operation->spec != NULL)
    {
      write_received (writer, "spec", operation->spec);
      write_received (writer, "status", operation->status);
    }
  write_time (writer, "requested_at", operation->requested_at);
  write_time (writer, "responded_at", operation->responded_at);
  hlc_json_writer_name (writer, "polls");
  hlc_json_writer_begin_object (writer);
  write_int (writer, "count", operation->polls);
  write_time (writer, "last_at", operation->last_polled_at);
  hlc_json_writer_end_object (writer);
  write_decided_by (writer, operation);
  write_boolean (writer, "conflict", operation->conflict);
  if (timeline != NULL)
    write_timeline (writer, timeline);
  hlc_json_writer_end_object (writer);
}

static void
write_headers (HlcJsonWriter *writer, HlcHeaderList *headers)
{
  hlc_json_writer_name (writer, "headers");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < hlc_header_list_get_length (headers); i++)
    {
      const char *name = hlc_header_list_get_name (headers, i);

      hlc_json_writer_begin_array (writer);
      hlc_json_writer_string (writer, name);
      hlc_json_writer_string (writer,
                              hlc_header_is_secret (name) ? "***" : hlc_header_list_get_value (headers, i));
      hlc_json_writer_end_array (writer);
    }
  hlc_json_writer_end_array (writer);
}

/**
 * hlc_object_json_write_delivery:
 * @delivery: whole, or a list row: then headers and body are left out
 *
 * Writes the `delivery` object. Values of secret headers and bot tokens in the body are masked.
 */
void
hlc_object_json_write_delivery (HlcJsonWriter *writer, HlcDelivery *delivery)
{
  g_autoptr (GBytes) masked = NULL;

  hlc_json_writer_begin_object (writer);
  write_int (writer, "id", delivery->id);
  write_time (writer, "received_at", delivery->received_at);
  write_text (writer, "method", delivery->method);
  write_text (writer, "path", delivery->path);
  write_text (writer, "remote_address", delivery->remote_address);
  if (delivery->headers != NULL)
    write_headers (writer, delivery->headers);
  if (delivery->body != NULL)
    {
      masked = hlc_json_mask_member (delivery->body, SECRET_MEMBER);
      hlc_json_writer_name (writer, "body_base64");
      hlc_json_writer_base64 (writer, masked);
    }
  write_int (writer, "size", delivery->size);
  write_text (writer, "message_id", delivery->message_id);
  write_text (writer, "event_type", delivery->event_type);
  write_text (writer, "body_version", hlc_body_version_to_string (delivery->body_version));
  write_int (writer, "http_status", delivery->http_status);
  write_text (writer, "error", delivery->error);
  write_text (writer, "call_id", delivery->call_id);
  hlc_json_writer_name (writer, "duplicate_of");
  if (delivery->duplicate_of != 0)
    hlc_json_writer_int (writer, delivery->duplicate_of);
  else
    hlc_json_writer_null (writer);
  write_boolean (writer, "conflict", delivery->conflict);
  write_boolean (writer, "is_test", delivery->is_test);
  write_text (writer, "verdict", hlc_verdict_to_string (delivery->verdict));
  write_text (writer, "reason", hlc_reason_to_string (delivery->reason));
  write_text (writer, "detail", delivery->detail);
  if (delivery->diagnosis != HLC_DIAGNOSIS_NONE)
    write_text (writer, "diagnosis", hlc_diagnosis_to_string (delivery->diagnosis));
  if (delivery->secret_name != NULL)
    write_text (writer, "secret_name", delivery->secret_name);
  hlc_json_writer_end_object (writer);
}
