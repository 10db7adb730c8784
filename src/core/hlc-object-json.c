/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-object-json.h"

#include "hlc-json-document.h"
#include "hlc-json-member.h"

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

  masked = hlc_json_mask_member (json, HLC_JSON_SECRET_MEMBER);
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
  hlc_json_member_text (writer, "channel", hlc_channel_to_string (operation->decided_channel));
  if (operation->decided_name != NULL)
    hlc_json_member_text (writer, "name", operation->decided_name);
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
      hlc_json_member_time (writer, "at", entry->at);
      hlc_json_member_text (writer, "type", entry->type);
      if (entry->detail != NULL)
        hlc_json_member_text (writer, "detail", entry->detail);
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
  hlc_json_member_text (writer, "call_id", operation->call_id);
  hlc_json_member_text (writer, "run_id", operation->run_id);
  hlc_json_member_text (writer, "kind", hlc_operation_kind_to_string (operation->kind));
  hlc_json_member_text (writer, "state", hlc_operation_state_to_string (operation->state));
  hlc_json_member_text (writer, "title", operation->title);
  hlc_json_member_boolean (writer, "is_test", operation->is_test);
  hlc_json_member_text (writer, "origin", hlc_origin_to_string (operation->origin));
  if (operation->remote_base != NULL)
    hlc_json_member_text (writer, "remote", operation->remote_base);
  if (operation->spec != NULL)
    {
      write_received (writer, "spec", operation->spec);
      write_received (writer, "status", operation->status);
    }
  hlc_json_member_time (writer, "requested_at", operation->requested_at);
  hlc_json_member_time (writer, "responded_at", operation->responded_at);
  hlc_json_writer_name (writer, "polls");
  hlc_json_writer_begin_object (writer);
  hlc_json_member_int (writer, "count", operation->polls);
  hlc_json_member_time (writer, "last_at", operation->last_polled_at);
  hlc_json_writer_end_object (writer);
  write_decided_by (writer, operation);
  hlc_json_member_boolean (writer, "conflict", operation->conflict);
  if (timeline != NULL)
    write_timeline (writer, timeline);
  hlc_json_writer_end_object (writer);
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
  hlc_json_writer_begin_object (writer);
  hlc_json_member_int (writer, "id", delivery->id);
  hlc_json_member_time (writer, "received_at", delivery->received_at);
  hlc_json_member_text (writer, "method", delivery->method);
  hlc_json_member_text (writer, "path", delivery->path);
  hlc_json_member_text (writer, "remote_address", delivery->remote_address);
  if (delivery->headers != NULL)
    hlc_json_member_headers (writer, "headers", delivery->headers, hlc_header_is_secret);
  if (delivery->body != NULL)
    hlc_json_member_body (writer, "body_base64", delivery->body);
  hlc_json_member_int (writer, "size", delivery->size);
  hlc_json_member_text (writer, "message_id", delivery->message_id);
  hlc_json_member_text (writer, "event_type", delivery->event_type);
  hlc_json_member_text (writer, "body_version", hlc_body_version_to_string (delivery->body_version));
  hlc_json_member_int (writer, "http_status", delivery->http_status);
  hlc_json_member_text (writer, "error", delivery->error);
  hlc_json_member_text (writer, "call_id", delivery->call_id);
  hlc_json_member_known_int (writer, "duplicate_of", delivery->duplicate_of);
  hlc_json_member_boolean (writer, "conflict", delivery->conflict);
  hlc_json_member_boolean (writer, "is_test", delivery->is_test);
  hlc_json_member_text (writer, "verdict", hlc_verdict_to_string (delivery->verdict));
  hlc_json_member_text (writer, "reason", hlc_reason_to_string (delivery->reason));
  hlc_json_member_text (writer, "detail", delivery->detail);
  if (delivery->diagnosis != HLC_DIAGNOSIS_NONE)
    hlc_json_member_text (writer, "diagnosis", hlc_diagnosis_to_string (delivery->diagnosis));
  if (delivery->secret_name != NULL)
    hlc_json_member_text (writer, "secret_name", delivery->secret_name);
  hlc_json_writer_end_object (writer);
}
