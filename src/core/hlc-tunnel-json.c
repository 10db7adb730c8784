/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel-json.h"

#include "hlc-tunnel-words.h"

static void
write_text (HlcJsonWriter *writer, const char *name, const char *text)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, text);
}

/* 0 is null. */
static void
write_number (HlcJsonWriter *writer, const char *name, gint64 number)
{
  hlc_json_writer_name (writer, name);
  if (number != 0)
    hlc_json_writer_int (writer, number);
  else
    hlc_json_writer_null (writer);
}

static void
write_entry (HlcJsonWriter *writer, const HlcTunnelEntry *entry)
{
  hlc_json_writer_begin_object (writer);
  write_text (writer, "name", entry->name);
  write_text (writer, "public_url", entry->public_url);
  write_text (writer, "proto", entry->proto);
  write_text (writer, "addr", entry->addr);
  write_text (writer, "target", hlc_tunnel_target_to_string (entry->target));
  hlc_json_writer_end_object (writer);
}

/**
 * hlc_tunnel_json_write_status:
 * @status: a judgement
 * @copied_url: (nullable): the address that was copied
 * @has_secret: whether a signing secret is set
 *
 * Writes the `tunnel` object. `summary` and `problem` are sentences in the language that the console runs in; programs
 * read `state`, `copied` and each tunnel's `target`.
 */
void
hlc_tunnel_json_write_status (HlcJsonWriter *writer,
                              HlcTunnelStatus *status,
                              const char *copied_url,
                              gboolean has_secret)
{
  g_autofree char *summary = hlc_tunnel_words_summary (status);
  g_autofree char *problem = hlc_tunnel_words_problem (status, copied_url);
  HlcTunnelCopied copied = hlc_tunnel_status_judge_copied (status, copied_url);

  hlc_json_writer_begin_object (writer);
  write_text (writer, "state", hlc_tunnel_state_to_string (status->state));
  write_text (writer, "summary", summary);
  write_text (writer, "problem", problem);
  write_text (writer, "public_url", status->public_url);
  write_text (writer, "webhook_url", status->webhook_url);
  write_text (writer, "copied", hlc_tunnel_copied_to_string (copied));
  hlc_json_writer_name (writer, "has_secret");
  hlc_json_writer_boolean (writer, has_secret);
  write_number (writer, "receiver_port", status->receiver_port);
  hlc_json_writer_name (writer, "tunnels");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < status->tunnels->len; i++)
    write_entry (writer, g_ptr_array_index (status->tunnels, i));
  hlc_json_writer_end_array (writer);
  hlc_json_writer_end_object (writer);
}

/**
 * hlc_tunnel_json_write_test:
 * @result: a judged result
 *
 * Writes the `tunnel_test` object.
 */
void
hlc_tunnel_json_write_test (HlcJsonWriter *writer, HlcTunnelTestResult *result)
{
  g_autofree char *sentence = hlc_tunnel_test_result_dup_sentence (result);
  HlcDelivery *delivery = result->delivery;

  hlc_json_writer_begin_object (writer);
  write_text (writer, "outcome", hlc_tunnel_test_outcome_to_string (result->outcome));
  write_text (writer, "detail", sentence);
  write_text (writer, "url", result->url);
  write_text (writer, "message_id", result->message_id);
  write_number (writer, "http_status", result->http_status);
  write_number (writer, "delivery", delivery != NULL ? delivery->id : 0);
  write_text (writer, "verdict", delivery != NULL ? hlc_verdict_to_string (delivery->verdict) : NULL);
  write_text (writer, "reason", delivery != NULL ? hlc_reason_to_string (delivery->reason) : NULL);
  write_text (writer, "path", delivery != NULL ? delivery->path : NULL);
  hlc_json_writer_name (writer, "duration_ms");
  hlc_json_writer_int (writer, result->duration / G_TIME_SPAN_MILLISECOND);
  hlc_json_writer_end_object (writer);
}
