/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-error-body.h"

#include <string.h>

#include <json-glib/json-glib.h>

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
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *utf8 = g_utf8_make_valid (message, -1);
  char *text = NULL;

  json_builder_begin_object (builder);

  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "message");
  json_builder_add_string_value (builder, utf8);
  json_builder_set_member_name (builder, "code");
  json_builder_add_string_value (builder, code);
  json_builder_end_object (builder);

  json_builder_set_member_name (builder, "detail");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "loc");
  json_builder_begin_array (builder);
  for (guint i = 0; loc != NULL && loc[i] != NULL; i++)
    json_builder_add_string_value (builder, loc[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "msg");
  json_builder_add_string_value (builder, utf8);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, code);
  json_builder_end_object (builder);
  json_builder_end_array (builder);

  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);

  return g_bytes_new_take (text, strlen (text));
}
