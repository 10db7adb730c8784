/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-completed-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-clock.h"
#include "hlc-event-type.h"
#include "hlc-json-members.h"

/* How long the human thought, where no time was typed. */
#define THINKING G_TIME_SPAN_MINUTE

/* What is different between the two kinds: names in `status`, by #HlcOperationKind. */
static const struct
{
  HlcEventType type;
  const char *text;
  const char *option;
  const char *text_field;
  const char *option_field;
  const char *known[6];
  const char *empty_others;
} KINDS[] = {
  [HLC_OPERATION_FUNCTION_CALL] = { HLC_EVENT_FUNCTION_CALL_COMPLETED,
                                    "comment",
                                    "reject_option_name",
                                    "status.comment",
                                    "status.reject_option_name",
                                    { "requested_at", "responded_at", "approved", "comment",
                                      "reject_option_name", NULL },
                                    "\"user_info\":null,\"slack_context\":null,\"slack_message_ts\":null" },
  [HLC_OPERATION_HUMAN_CONTACT] = { HLC_EVENT_HUMAN_CONTACT_COMPLETED,
                                    "response",
                                    "response_option_name",
                                    "status.response",
                                    "status.response_option_name",
                                    { "requested_at", "responded_at", "response", "response_option_name",
                                      NULL },
                                    "\"slack_message_ts\":null" },
};

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

/**
 * hlc_completed_form_new:
 * @kind: of the operation
 *
 * Returns: (transfer full): an empty form, whose function call is approved
 */
HlcCompletedForm *
hlc_completed_form_new (HlcOperationKind kind)
{
  HlcCompletedForm *self = g_new0 (HlcCompletedForm, 1);

  self->operation = hlc_operation_form_new (kind);
  self->is_approved = TRUE;
  /* A handler that is written with an SDK's types finds every member. */
  self->status_others = g_bytes_new_static (KINDS[kind].empty_others, strlen (KINDS[kind].empty_others));
  return self;
}

static void
copy_options (HlcOperationForm *to, const HlcOperationForm *from)
{
  for (guint i = 0; i < from->options->len; i++)
    {
      const HlcFormOption *option = g_ptr_array_index (from->options, i);
      HlcFormOption *copy = hlc_operation_form_add_option (to, option->name);

      copy->title = g_strdup (option->title);
      copy->description = g_strdup (option->description);
      copy->prompt_fill = g_strdup (option->prompt_fill);
      copy->interactive = option->interactive;
      copy->others = option->others != NULL ? g_bytes_ref (option->others) : NULL;
    }
}

static void
copy_channel (HlcFormChannel *to, const HlcFormChannel *from, HlcFormChannelKind kind)
{
  guint n_fields = 0;
  const HlcFormField *fields = hlc_form_channel_get_fields (kind, &n_fields);

  to->is_set = from->is_set;
  for (guint i = 0; i < n_fields; i++)
    hlc_form_channel_set (to, kind, fields[i].name, hlc_form_channel_get (from, kind, fields[i].name));
}

/**
 * hlc_completed_form_new_like:
 * @from: what was edited
 *
 * Returns: (transfer full): an empty form with all of @from that an editor of outcomes does not show: where the human was
 *   asked, the options, and members that no field shows
 */
HlcCompletedForm *
hlc_completed_form_new_like (const HlcCompletedForm *from)
{
  HlcCompletedForm *self = hlc_completed_form_new (from->operation->kind);

  copy_options (self->operation, from->operation);
  for (guint i = 0; i < HLC_FORM_N_CHANNELS; i++)
    copy_channel (&self->operation->channels[i], &from->operation->channels[i], i);
  hlc_operation_form_keep_others (self->operation, from->operation);
  g_clear_pointer (&self->status_others, g_bytes_unref);
  self->status_others = from->status_others != NULL ? g_bytes_ref (from->status_others) : NULL;

  return self;
}

/**
 * hlc_completed_form_free:
 * @self: (transfer full): a form
 */
void
hlc_completed_form_free (HlcCompletedForm *self)
{
  g_return_if_fail (self != NULL);

  hlc_operation_form_free (self->operation);
  g_free (self->text);
  g_free (self->option);
  g_free (self->requested_at);
  g_free (self->responded_at);
  g_clear_pointer (&self->status_others, g_bytes_unref);
  g_free (self);
}

static void
write_text (HlcJsonWriter *writer, const char *name, const char *text)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, is_empty (text) ? NULL : text);
}

static void
write_id (HlcJsonWriter *writer, const char *name, const char *typed, const char *prefix, const char *token)
{
  g_autofree char *made = g_strconcat (prefix, token, NULL);

  write_text (writer, name, is_empty (typed) ? made : typed);
}

static void
write_time (HlcJsonWriter *writer, const char *name, const char *typed, gint64 made, GPtrArray *problems)
{
  g_autofree char *field = g_strconcat ("status.", name, NULL);
  gint64 time = 0;

  hlc_json_writer_name (writer, name);
  if (is_empty (typed))
    {
      hlc_json_writer_time (writer, made);
      return;
    }

  if (!hlc_time_parse (typed, &time))
    hlc_form_problems_add (problems, field, _ ("“%s” is no time: write it as 2025-06-01T10:00:00Z."), typed);
  hlc_json_writer_string (writer, typed);
}

static gboolean
offers (const HlcOperationForm *operation, const char *name)
{
  for (guint i = 0; i < operation->options->len; i++)
    {
      const HlcFormOption *option = g_ptr_array_index (operation->options, i);

      if (g_strcmp0 (option->name, name) == 0)
        return TRUE;
    }

  return FALSE;
}

/* What the service would never have sent: SDKs fail on it or wait for ever. */
static void
check_outcome (const HlcCompletedForm *self, GPtrArray *problems)
{
  HlcOperationKind kind = self->operation->kind;
  gboolean is_call = kind == HLC_OPERATION_FUNCTION_CALL;

  if (is_call && !self->is_approved && is_empty (self->text))
    hlc_form_problems_add (problems, KINDS[kind].text_field, "%s",
                           _ ("A denial needs a comment: say what the agent should do instead."));
  if (!is_call && is_empty (self->text))
    hlc_form_problems_add (problems, KINDS[kind].text_field, "%s",
                           _ ("The response is empty: write what the agent should read."));
  if (is_empty (self->option))
    return;

  if (is_call && self->is_approved)
    hlc_form_problems_add (problems, KINDS[kind].option_field, "%s",
                           _ ("An approval takes no reject option."));
  else if (self->operation->options->len > 0 && !offers (self->operation, self->option))
    hlc_form_problems_add (problems, KINDS[kind].option_field, _ ("The agent offered no option “%s”."),
                           self->option);
}

static void
write_status (const HlcCompletedForm *self, HlcJsonWriter *writer, gint64 now, GPtrArray *problems)
{
  HlcOperationKind kind = self->operation->kind;

  hlc_json_writer_begin_object (writer);
  write_time (writer, "requested_at", self->requested_at, now - THINKING, problems);
  write_time (writer, "responded_at", self->responded_at, now, problems);
  if (kind == HLC_OPERATION_FUNCTION_CALL)
    {
      hlc_json_writer_name (writer, "approved");
      hlc_json_writer_boolean (writer, self->is_approved);
    }
  write_text (writer, KINDS[kind].text, self->text);
  write_text (writer, KINDS[kind].option, self->option);
  hlc_json_members_write (writer, self->status_others);
  hlc_json_writer_end_object (writer);
}

/* What stands in @body besides the ids, with the outcome after its spec. */
static void
write_body (HlcJsonWriter *writer, GBytes *body, GBytes *status)
{
  static const char *const KNOWN[] = { "run_id", "call_id", "spec", NULL };
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (body, NULL, NULL);
  HlcJsonValue root = hlc_json_document_get_root (document);
  g_autoptr (GBytes) others = hlc_json_members_dup_others (root, KNOWN);
  HlcJsonValue spec;

  if (hlc_json_value_get_member (root, "spec", &spec))
    hlc_json_members_write_value (writer, "spec", spec);
  hlc_json_writer_name (writer, "status");
  hlc_json_writer_raw (writer, status);
  hlc_json_members_write (writer, others);
}

/**
 * hlc_completed_form_to_draft:
 * @now: microseconds since the epoch, UTC
 * @token: random characters that may stand in an id
 * @problems: (element-type HlcFormProblem): where what is wrong is added
 *
 * Composes the event. Any thread.
 *
 * Returns: (transfer full) (nullable): the event, or %NULL when there are problems
 */
HlcEventDraft *
hlc_completed_form_to_draft (const HlcCompletedForm *self, gint64 now, const char *token, GPtrArray *problems)
{
  guint n_before = problems->len;
  g_autoptr (HlcOperationDraft) operation = hlc_operation_form_to_draft (self->operation, problems);
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (HlcJsonWriter) status_writer = hlc_json_writer_new ();
  g_autoptr (GPtrArray) input = hlc_problems_new ();
  g_autoptr (GBytes) status = NULL;
  g_autoptr (GBytes) event = NULL;
  g_autoptr (HlcEventDraft) draft = NULL;

  write_status (self, status_writer, now, problems);
  status = hlc_json_writer_finish (status_writer);
  check_outcome (self, problems);
  if (problems->len > n_before)
    return NULL;

  hlc_json_writer_begin_object (writer);
  write_id (writer, "run_id", self->operation->run_id, "run_", token);
  write_id (writer, "call_id", self->operation->call_id, "call_", token);
  write_body (writer, operation->body, status);
  hlc_json_writer_end_object (writer);
  event = hlc_json_writer_finish (writer);
  draft = hlc_event_draft_new (hlc_event_type_to_string (KINDS[self->operation->kind].type), event, FALSE);
  if (hlc_event_draft_check (draft, input))
    return g_steal_pointer (&draft);

  hlc_form_problems_add_input (problems, input, NULL);
  return NULL;
}

static char *
dup_text (HlcJsonValue object, const char *name)
{
  char *text = NULL;

  return hlc_json_read_string (object, name, FALSE, &text, NULL) ? text : NULL;
}

static void
read_status (HlcCompletedForm *self, HlcJsonValue status)
{
  HlcOperationKind kind = self->operation->kind;
  gboolean is_set = FALSE;

  if (!hlc_json_read_boolean (status, "approved", &is_set, &self->is_approved, NULL))
    g_debug ("The status has no outcome that a form could show");
  self->text = dup_text (status, KINDS[kind].text);
  self->option = dup_text (status, KINDS[kind].option);
  self->requested_at = dup_text (status, "requested_at");
  self->responded_at = dup_text (status, "responded_at");
  g_clear_pointer (&self->status_others, g_bytes_unref);
  self->status_others = hlc_json_members_dup_others (status, KINDS[kind].known);
}

/**
 * hlc_completed_form_new_from_json:
 * @event: an operation with its status; a text that our scanner accepted
 * @problems: (element-type HlcFormProblem): where what the form cannot hold is added
 *
 * Fills a form. What no field shows is kept and sent. Any thread.
 *
 * Returns: (transfer full) (nullable): the form, or %NULL when its fields cannot hold it
 */
HlcCompletedForm *
hlc_completed_form_new_from_json (GBytes *event, GPtrArray *problems)
{
  static const char *const KNOWN[] = { "run_id", "call_id", "spec", "status", NULL };
  g_autoptr (HlcCompletedForm) self = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  HlcOperationForm *operation = hlc_operation_form_new_from_json (event, problems);
  HlcJsonValue status;

  if (operation == NULL)
    return NULL;

  document = hlc_json_document_new (event, NULL, NULL);
  self = hlc_completed_form_new (operation->kind);
  hlc_operation_form_free (self->operation);
  self->operation = operation;
  g_clear_pointer (&operation->others, g_bytes_unref);
  operation->others = hlc_json_members_dup_others (hlc_json_document_get_root (document), KNOWN);
  if (hlc_json_value_get_member (hlc_json_document_get_root (document), "status", &status) &&
      hlc_json_value_get_type (status) == HLC_JSON_OBJECT)
    read_status (self, status);

  return g_steal_pointer (&self);
}
