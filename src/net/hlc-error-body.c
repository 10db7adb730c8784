/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-error-body.h"

#include "hlc-json-writer.h"

static void
write_text (HlcJsonWriter *writer, const char *name, const char *text)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, text);
}

/**
 * hlc_error_body_new:
 * @code: a word for programs
 * @message: a sentence for people and language models: what is wrong and what to do
 * @loc: (nullable) (array zero-terminated=1): where the mistake is, as `query`, `limit`; empty when %NULL
 *
 * Makes the body of an error in both shapes that clients of the HumanLayer API read, at once:
 * `{"error": {"message", "code"}, "detail": [{"loc", "msg", "type"}]}`. Any thread.
 *
 * Returns: (transfer full): the JSON text
 */
GBytes *
hlc_error_body_new (const char *code, const char *message, const char *const *loc)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autofree char *utf8 = g_utf8_make_valid (message, -1);

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "error");
  hlc_json_writer_begin_object (writer);
  write_text (writer, "message", utf8);
  write_text (writer, "code", code);
  hlc_json_writer_end_object (writer);

  hlc_json_writer_name (writer, "detail");
  hlc_json_writer_begin_array (writer);
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "loc");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; loc != NULL && loc[i] != NULL; i++)
    hlc_json_writer_string (writer, loc[i]);
  hlc_json_writer_end_array (writer);
  write_text (writer, "msg", utf8);
  write_text (writer, "type", code);
  hlc_json_writer_end_object (writer);
  hlc_json_writer_end_array (writer);
  hlc_json_writer_end_object (writer);

  return hlc_json_writer_finish (writer);
}
