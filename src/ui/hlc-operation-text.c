/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-operation-text.h"

#include <glib/gi18n-lib.h>

#include "hlc-decision-words.h"
#include "hlc-json-writer.h"
#include "hlc-visible-text.h"

/* The longest title. Characters. */
#define MAX_TITLE 300

static gboolean
get_member (HlcJsonDocument *document, const char *name, HlcJsonType type, HlcJsonValue *value)
{
  return document != NULL &&
         hlc_json_value_get_type (hlc_json_document_get_root (document)) == HLC_JSON_OBJECT &&
         hlc_json_value_get_member (hlc_json_document_get_root (document), name, value) &&
         hlc_json_value_get_type (*value) == type;
}

static char *
dup_string_member (HlcJsonDocument *document, const char *name, gsize *length)
{
  HlcJsonValue value;

  *length = 0;
  if (!get_member (document, name, HLC_JSON_STRING, &value))
    return NULL;

  return hlc_json_value_dup_string (value, length);
}

/* Text for people, whole even where it holds U+0000. */
static char *
dup_visible_member (HlcJsonDocument *document, const char *name)
{
  gsize length = 0;
  g_autofree char *text = dup_string_member (document, name, &length);

  return text != NULL ? hlc_visible_text (text, (gssize) length, HLC_VISIBLE_KEEP_LINES) : NULL;
}

static HlcJsonDocument *
parse (GBytes *text)
{
  return text != NULL ? hlc_json_document_new (text, NULL, NULL) : NULL;
}

static void
read_request (HlcOperationText *self, HlcOperationKind kind)
{
  gboolean is_call = kind == HLC_OPERATION_FUNCTION_CALL;
  gsize length = 0;
  g_autofree char *name = dup_string_member (self->spec, is_call ? "fn" : "subject", &length);
  HlcJsonValue state;

  if (name != NULL && length > 0)
    {
      self->title = hlc_visible_text_bounded (name, (gssize) length, HLC_VISIBLE_ONE_LINE, MAX_TITLE);
      self->whole_title = hlc_visible_text (name, (gssize) length, HLC_VISIBLE_ONE_LINE);
      if (g_str_equal (self->title, self->whole_title))
        g_clear_pointer (&self->whole_title, g_free);
    }
  else
    self->title = g_strdup (is_call ? _ ("A function without a name") : _ ("A question for a human"));
  self->has_suspicious_name = is_call && name != NULL && hlc_name_is_suspicious (name, (gssize) length);
  self->message = is_call ? NULL : dup_visible_member (self->spec, "msg");
  self->has_arguments = is_call && get_member (self->spec, "kwargs", HLC_JSON_OBJECT, &self->arguments);

  if (self->spec != NULL &&
      hlc_json_value_get_member (hlc_json_document_get_root (self->spec), "state", &state) &&
      hlc_json_value_get_type (state) != HLC_JSON_NULL)
    self->state = hlc_json_value_dup_text (state);
}

/**
 * hlc_operation_text_new:
 * @operation: an operation with its `spec`
 *
 * Returns: (transfer full): what its texts say
 */
HlcOperationText *
hlc_operation_text_new (HlcOperation *operation)
{
  HlcOperationText *self = g_new0 (HlcOperationText, 1);
  gboolean is_call = operation->kind == HLC_OPERATION_FUNCTION_CALL;

  self->spec = parse (operation->spec);
  self->status = parse (operation->status);
  read_request (self, operation->kind);
  self->comment = dup_visible_member (self->status, is_call ? "comment" : "response");
  self->option = dup_visible_member (self->status, is_call ? "reject_option_name" : "response_option_name");
  self->asked_channel = hlc_words_asked_channel (self->spec);
  self->options = hlc_option_read_all (self->spec, operation->kind);

  return self;
}

/** hlc_operation_text_free: frees @self */
void
hlc_operation_text_free (HlcOperationText *self)
{
  g_clear_pointer (&self->spec, hlc_json_document_unref);
  g_clear_pointer (&self->status, hlc_json_document_unref);
  g_clear_pointer (&self->state, g_bytes_unref);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_free (self->title);
  g_free (self->whole_title);
  g_free (self->asked_channel);
  g_free (self->message);
  g_free (self->comment);
  g_free (self->option);
  g_free (self);
}

/**
 * hlc_operation_text_dup_payload:
 * @operation: an operation
 *
 * Returns: (transfer full): the operation as JSON, its `spec` and `status` as they were received
 */
GBytes *
hlc_operation_text_dup_payload (HlcOperation *operation)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "run_id");
  hlc_json_writer_string (writer, operation->run_id);
  hlc_json_writer_name (writer, "call_id");
  hlc_json_writer_string (writer, operation->call_id);
  hlc_json_writer_name (writer, "spec");
  if (operation->spec != NULL)
    hlc_json_writer_raw (writer, operation->spec);
  else
    hlc_json_writer_null (writer);
  hlc_json_writer_name (writer, "status");
  if (operation->status != NULL)
    hlc_json_writer_raw (writer, operation->status);
  else
    hlc_json_writer_null (writer);
  hlc_json_writer_end_object (writer);

  return hlc_json_writer_finish (writer);
}
