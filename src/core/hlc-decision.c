/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-decision.h"

#include <glib/gi18n-lib.h>

#include "hlc-json-document.h"
#include "hlc-json-writer.h"

static const struct
{
  HlcOperationKind kind;
  HlcOperationState state;
} TYPES[] = {
  [HLC_DECISION_APPROVE] = { HLC_OPERATION_FUNCTION_CALL, HLC_STATE_APPROVED },
  [HLC_DECISION_DENY] = { HLC_OPERATION_FUNCTION_CALL, HLC_STATE_DENIED },
  [HLC_DECISION_RESPOND] = { HLC_OPERATION_HUMAN_CONTACT, HLC_STATE_RESPONDED },
};

static const HlcShapeField CALL_STATUS[] = {
  { "approved", HLC_SHAPE_BOOLEAN, TRUE, NULL, FALSE },
  { "comment", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "reject_option_name", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "user_info", HLC_SHAPE_OBJECT, FALSE, NULL, FALSE },
  { "slack_context", HLC_SHAPE_OBJECT, FALSE, NULL, FALSE },
  { "slack_message_ts", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
};

static const HlcShapeField CONTACT_STATUS[] = {
  { "response", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "response_option_name", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "slack_message_ts", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
};

/* The members that each kind's status always has; the ones that are ours to set come first. */
static const char *const CALL_MEMBERS[] = { "requested_at",  "responded_at",       "approved",
                                            "comment",       "reject_option_name", "user_info",
                                            "slack_context", "slack_message_ts",   NULL };
static const char *const CONTACT_MEMBERS[] = { "requested_at",         "responded_at",     "response",
                                               "response_option_name", "slack_message_ts", NULL };

/**
 * hlc_decision_new:
 * @text: (nullable): the comment, or the response
 * @option: (nullable): the option that was chosen
 *
 * Returns: (transfer full): a decision whose time the store sets
 */
HlcDecision *
hlc_decision_new (HlcDecisionType type, const char *text, const char *option, HlcChannel channel)
{
  HlcDecision *self = g_new0 (HlcDecision, 1);

  self->type = type;
  self->text = g_strdup (text);
  self->option = g_strdup (option);
  self->channel = channel;
  return self;
}

/**
 * hlc_decision_new_from_status:
 * @status: the body of a `respond` request: a FunctionCallStatus or a HumanContactStatus
 * @kind: which of the two
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Returns: (transfer full) (nullable): the decision of an API client, or %NULL when there are problems
 */
HlcDecision *
hlc_decision_new_from_status (HlcJsonValue status, HlcOperationKind kind, GPtrArray *problems)
{
  gboolean is_call = kind == HLC_OPERATION_FUNCTION_CALL;
  g_autoptr (HlcDecision) self = hlc_decision_new (HLC_DECISION_RESPOND, NULL, NULL, HLC_CHANNEL_API);
  gboolean is_set = FALSE;
  gboolean approved = FALSE;

  if (hlc_json_value_get_type (status) != HLC_JSON_OBJECT)
    /* Translators: names of members, as "approved, comment". */
    hlc_problems_add (problems, "body", "dict_type", _ ("Send a JSON object: {%s}."),
                      is_call ? "approved, comment" : "response");
  else
    hlc_shape_check (status, "body", is_call ? CALL_STATUS : CONTACT_STATUS, problems);
  if (problems->len > 0)
    return NULL;

  /* The shape has been checked: what is read here is of its type. */
  if (!hlc_json_read_string (status, is_call ? "comment" : "response", FALSE, &self->text, NULL) ||
      !hlc_json_read_string (status, is_call ? "reject_option_name" : "response_option_name", FALSE,
                             &self->option, NULL) ||
      (is_call && !hlc_json_read_boolean (status, "approved", &is_set, &approved, NULL)))
    g_assert_not_reached ();

  if (is_call)
    self->type = approved ? HLC_DECISION_APPROVE : HLC_DECISION_DENY;
  self->received = hlc_json_value_dup_text (status);
  return g_steal_pointer (&self);
}

/**
 * hlc_decision_copy:
 *
 * Returns: (transfer full): a deep copy
 */
HlcDecision *
hlc_decision_copy (const HlcDecision *self)
{
  HlcDecision *copy = hlc_decision_new (self->type, self->text, self->option, self->channel);

  copy->received = self->received != NULL ? g_bytes_ref (self->received) : NULL;
  copy->name = g_strdup (self->name);
  copy->at = self->at;
  return copy;
}

void
hlc_decision_free (HlcDecision *self)
{
  g_free (self->text);
  g_free (self->option);
  g_clear_pointer (&self->received, g_bytes_unref);
  g_free (self->name);
  g_free (self);
}

/**
 * hlc_decision_get_state:
 *
 * Returns: the state that an operation has after this decision
 */
HlcOperationState
hlc_decision_get_state (const HlcDecision *self)
{
  return TYPES[self->type].state;
}

/* An option is chosen by its name among those that the agent offered. */
static gboolean
check_option (const HlcDecision *self, HlcOperation *operation, GError **error)
{
  const char *member = self->type == HLC_DECISION_RESPOND ? "response_options" : "reject_options";
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (operation->spec, NULL, error);
  g_autoptr (GString) offered = g_string_new (NULL);
  HlcJsonValue options;
  HlcJsonIter iter;
  HlcJsonValue option;

  if (document == NULL)
    return FALSE;

  if (hlc_json_value_get_member (hlc_json_document_get_root (document), member, &options))
    {
      hlc_json_iter_init (&iter, options);
      while (hlc_json_iter_next (&iter, NULL, &option))
        {
          g_autofree char *name = NULL;

          if (!hlc_json_read_string (option, "name", TRUE, &name, NULL))
            continue;
          if (g_str_equal (name, self->option))
            return TRUE;
          g_string_append_printf (offered, "%s%s", offered->len > 0 ? ", " : "", name);
        }
    }

  if (offered->len > 0)
    /* Translators: what was sent, and the names of the options. */
    g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("There is no option “%s”. The agent offered: %s"),
                 self->option, offered->str);
  else
    g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("There is no option “%s”. The agent offered none."),
                 self->option);
  return FALSE;
}

static void
set_decided (GError **error, HlcOperation *operation)
{
  switch (operation->state)
    {
    case HLC_STATE_APPROVED:
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("The operation %s is already approved, and the first decision is final. Create a new "
                      "one to ask again."),
                   operation->call_id);
      return;
    case HLC_STATE_DENIED:
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("The operation %s is already denied, and the first decision is final. Create a new one "
                      "to ask again."),
                   operation->call_id);
      return;
    case HLC_STATE_RESPONDED:
    case HLC_STATE_PENDING:
    default:
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("The operation %s is already responded to, and the first decision is final. Create a "
                      "new one to ask again."),
                   operation->call_id);
      return;
    }
}

/**
 * hlc_decision_check:
 * @operation: the operation with its `spec`
 *
 * Says whether @self may be made on @operation: pure, the same for every channel. Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_CONFLICT when it is decided already or elsewhere, or %HLC_ERROR_ARGUMENT with what to
 *   change
 */
gboolean
hlc_decision_check (const HlcDecision *self, HlcOperation *operation, GError **error)
{
  const char *problem = NULL;

  if (operation->state == HLC_STATE_PENDING && operation->origin == HLC_ORIGIN_REMOTE)
    {
      if (operation->remote_base != NULL)
        g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                     _ ("The operation %s is decided at %s, where it was created, and not here."),
                     operation->call_id, operation->remote_base);
      else
        g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                     _ ("The operation %s is decided at the remote API, where it was created, and not here."),
                     operation->call_id);
      return FALSE;
    }

  if (operation->state != HLC_STATE_PENDING)
    {
      set_decided (error, operation);
      return FALSE;
    }

  if (TYPES[self->type].kind != operation->kind)
    problem = operation->kind == HLC_OPERATION_FUNCTION_CALL
                  ? _ ("A function call is approved or denied, not answered.")
                  : _ ("A human contact is answered with a response, not approved or denied.");
  else if (self->type == HLC_DECISION_DENY && (self->text == NULL || *self->text == '\0'))
    problem = _ ("A denial needs a comment: say what the agent should do instead.");
  else if (self->type == HLC_DECISION_RESPOND && (self->text == NULL || *self->text == '\0'))
    problem = _ ("The response is empty: write what the agent should read.");
  else if (self->type == HLC_DECISION_APPROVE && self->option != NULL)
    problem = _ ("An approval takes no reject option.");
  else if (self->text != NULL && !g_utf8_validate (self->text, -1, NULL))
    problem = _ ("The text is not UTF-8.");

  if (problem != NULL)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, problem);
      return FALSE;
    }

  return self->option == NULL || check_option (self, operation, error);
}

static void
write_member (HlcJsonWriter *writer, const char *name, const char *value)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, value);
}

/* TRUE: it was one of ours. */
static gboolean
write_own_member (const HlcDecision *self, HlcOperation *operation, HlcJsonWriter *writer, const char *name)
{
  if (g_str_equal (name, "requested_at") || g_str_equal (name, "responded_at"))
    {
      hlc_json_writer_name (writer, name);
      hlc_json_writer_time (writer, g_str_equal (name, "responded_at") ? self->at : operation->requested_at);
    }
  else if (g_str_equal (name, "approved"))
    {
      hlc_json_writer_name (writer, name);
      hlc_json_writer_boolean (writer, self->type == HLC_DECISION_APPROVE);
    }
  else if (g_str_equal (name, "comment") || g_str_equal (name, "response"))
    write_member (writer, name, self->text);
  else if (g_str_equal (name, "reject_option_name") || g_str_equal (name, "response_option_name"))
    write_member (writer, name, self->option);
  else
    return FALSE;

  return TRUE;
}

static void
write_raw_member (HlcJsonWriter *writer, const char *name, HlcJsonValue value)
{
  g_autoptr (GBytes) text = hlc_json_value_dup_text (value);

  hlc_json_writer_name (writer, name);
  hlc_json_writer_raw (writer, text);
}

/* What an API client added to its status is the agent's own business and comes back as it came. */
static void
write_unknown_members (HlcJsonWriter *writer, HlcJsonValue received, const char *const *known)
{
  HlcJsonIter iter;
  HlcJsonValue name_value;
  HlcJsonValue value;

  hlc_json_iter_init (&iter, received);
  while (hlc_json_iter_next (&iter, &name_value, &value))
    {
      g_autofree char *name = hlc_json_value_dup_string (name_value, NULL);

      if (!g_strv_contains (known, name))
        write_raw_member (writer, name, value);
    }
}

/**
 * hlc_decision_to_status:
 * @operation: the operation that is decided
 *
 * Makes the `status` object of the decided operation, every member of the protocol present. Any thread.
 *
 * Returns: (transfer full): its text
 */
GBytes *
hlc_decision_to_status (const HlcDecision *self, HlcOperation *operation)
{
  const char *const *members =
      operation->kind == HLC_OPERATION_FUNCTION_CALL ? CALL_MEMBERS : CONTACT_MEMBERS;
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (HlcJsonDocument) document =
      self->received != NULL ? hlc_json_document_new (self->received, NULL, NULL) : NULL;

  hlc_json_writer_begin_object (writer);
  for (guint i = 0; members[i] != NULL; i++)
    {
      HlcJsonValue value;

      if (write_own_member (self, operation, writer, members[i]))
        continue;

      if (document != NULL &&
          hlc_json_value_get_member (hlc_json_document_get_root (document), members[i], &value))
        write_raw_member (writer, members[i], value);
      else
        write_member (writer, members[i], NULL);
    }
  if (document != NULL)
    write_unknown_members (writer, hlc_json_document_get_root (document), members);
  hlc_json_writer_end_object (writer);

  return hlc_json_writer_finish (writer);
}

/**
 * hlc_decision_preview_python:
 *
 * Returns: (transfer full): what the Python SDK gives the agent's model after a denial
 */
char *
hlc_decision_preview_python (const char *fn, const char *comment)
{
  return g_strdup_printf ("User denied %s with message: %s", fn, comment);
}

/**
 * hlc_decision_preview_typescript:
 *
 * Returns: (transfer full): what the TypeScript SDK gives the agent's model after a denial
 */
char *
hlc_decision_preview_typescript (const char *fn, const char *comment)
{
  return g_strdup_printf ("User denied function %s with comment: %s", fn, comment);
}
