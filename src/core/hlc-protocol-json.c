/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-protocol-json.h"

#include <string.h>

#include "hlc-json-document.h"

/* Members of a status that nobody has decided: `approved` is null and never false, which would be a denial. */
static const char *const CALL_NULLS[] = { "responded_at",       "approved",  "comment",
                                          "reject_option_name", "user_info", "slack_context",
                                          "slack_message_ts",   NULL };
static const char *const CONTACT_NULLS[] = { "responded_at", "response", "response_option_name",
                                             "slack_message_ts", NULL };

static void
write_pending_status (HlcJsonWriter *writer, HlcOperation *operation)
{
  const char *const *nulls = operation->kind == HLC_OPERATION_FUNCTION_CALL ? CALL_NULLS : CONTACT_NULLS;

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "requested_at");
  hlc_json_writer_time (writer, operation->requested_at);
  for (guint i = 0; nulls[i] != NULL; i++)
    {
      hlc_json_writer_name (writer, nulls[i]);
      hlc_json_writer_null (writer);
    }
  hlc_json_writer_end_object (writer);
}

static void
write_masked (HlcJsonWriter *writer, GBytes *json)
{
  g_autoptr (GBytes) masked = hlc_json_mask_member (json, HLC_JSON_SECRET_MEMBER);

  hlc_json_writer_raw (writer, masked);
}

/* Our own splice of received members: an accepted text without its braces. */
static void
write_extra (HlcJsonWriter *writer, GBytes *extra)
{
  g_autoptr (GString) braced = g_string_new ("{");
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) masked = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  HlcJsonIter iter;
  HlcJsonValue name_value;
  HlcJsonValue value;

  g_string_append_len (braced, g_bytes_get_data (extra, NULL), g_bytes_get_size (extra));
  g_string_append_c (braced, '}');
  text = g_string_free_to_bytes (g_steal_pointer (&braced));
  masked = hlc_json_mask_member (text, HLC_JSON_SECRET_MEMBER);
  document = hlc_json_document_new (masked, NULL, NULL);
  if (document == NULL)
    return;

  hlc_json_iter_init (&iter, hlc_json_document_get_root (document));
  while (hlc_json_iter_next (&iter, &name_value, &value))
    {
      g_autofree char *name = hlc_json_value_dup_string (name_value, NULL);
      g_autoptr (GBytes) raw = hlc_json_value_dup_text (value);

      hlc_json_writer_name (writer, name);
      hlc_json_writer_raw (writer, raw);
    }
}

/**
 * hlc_protocol_json_write_operation:
 * @operation: whole
 *
 * Writes a FunctionCall or a HumanContact. `spec` is the received text, but for bot tokens. Any thread.
 */
void
hlc_protocol_json_write_operation (HlcJsonWriter *writer, HlcOperation *operation)
{
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "run_id");
  hlc_json_writer_string (writer, operation->run_id);
  hlc_json_writer_name (writer, "call_id");
  hlc_json_writer_string (writer, operation->call_id);
  hlc_json_writer_name (writer, "spec");
  write_masked (writer, operation->spec);
  hlc_json_writer_name (writer, "status");
  if (operation->status != NULL && operation->state != HLC_STATE_PENDING)
    write_masked (writer, operation->status);
  else
    write_pending_status (writer, operation);
  if (operation->extra != NULL)
    write_extra (writer, operation->extra);
  hlc_json_writer_end_object (writer);
}

/**
 * hlc_protocol_json_operation:
 *
 * Returns: (transfer full): the operation's text
 */
GBytes *
hlc_protocol_json_operation (HlcOperation *operation)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_protocol_json_write_operation (writer, operation);
  return hlc_json_writer_finish (writer);
}

static gboolean
is_index (const char *part)
{
  return *part != '\0' && strspn (part, "0123456789") == strlen (part) && strlen (part) < 10;
}

static void
write_problem (HlcJsonWriter *writer, HlcProblem *problem)
{
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "loc");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; problem->loc[i] != NULL; i++)
    {
      if (is_index (problem->loc[i]))
        hlc_json_writer_int (writer, g_ascii_strtoll (problem->loc[i], NULL, 10));
      else
        hlc_json_writer_string (writer, problem->loc[i]);
    }
  hlc_json_writer_end_array (writer);
  hlc_json_writer_name (writer, "msg");
  hlc_json_writer_string (writer, problem->msg);
  hlc_json_writer_name (writer, "type");
  hlc_json_writer_string (writer, problem->type);
  hlc_json_writer_end_object (writer);
}

/**
 * hlc_protocol_json_problems:
 * @problems: (element-type HlcProblem): at least one
 *
 * Returns: (transfer full): the body of a 422, in both shapes that clients read
 */
GBytes *
hlc_protocol_json_problems (GPtrArray *problems)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autofree char *sentence = hlc_problems_to_sentence (problems);

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "error");
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "message");
  hlc_json_writer_string (writer, sentence);
  hlc_json_writer_name (writer, "code");
  hlc_json_writer_string (writer, "validation_error");
  hlc_json_writer_end_object (writer);
  hlc_json_writer_name (writer, "detail");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < problems->len; i++)
    write_problem (writer, g_ptr_array_index (problems, i));
  hlc_json_writer_end_array (writer);
  hlc_json_writer_end_object (writer);

  return hlc_json_writer_finish (writer);
}
