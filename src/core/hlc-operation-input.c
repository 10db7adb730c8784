/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-operation-input.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-json-members.h"
#include "hlc-payload.h"

/* Bytes of a run_id or call_id. */
#define MAX_ID 1024u

/* The shapes of the service's OpenAPI description: FunctionCall, HumanContact, Escalation and what they hold. */

#define END                                                                                                  \
  {                                                                                                          \
    NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE                                                                 \
  }

static const HlcShapeField RECIPIENT[] = {
  { "address", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "context_about_user", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "field", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  END,
};

static const HlcShapeField SLACK[] = {
  { "channel_or_user_id", HLC_SHAPE_TEXT, TRUE, NULL, FALSE },
  { "context_about_channel_or_user", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "bot_token", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "allowed_responder_ids", HLC_SHAPE_TEXTS, FALSE, NULL, FALSE },
  { "experimental_slack_blocks", HLC_SHAPE_BOOLEAN, FALSE, NULL, FALSE },
  { "thread_ts", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  END,
};

static const HlcShapeField EMAIL[] = {
  { "address", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "context_about_user", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "additional_recipients", HLC_SHAPE_OBJECTS, FALSE, RECIPIENT, FALSE },
  { "subject", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "references_message_id", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "in_reply_to_message_id", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "experimental_subject_line", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "experimental_references_message_id", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "experimental_in_reply_to_message_id", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "template", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  END,
};

static const HlcShapeField PHONE[] = {
  { "phone_number", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "context_about_user", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  END,
};

static const HlcShapeField CHANNEL[] = {
  { "slack", HLC_SHAPE_OBJECT, FALSE, SLACK, FALSE },
  { "sms", HLC_SHAPE_OBJECT, FALSE, PHONE, FALSE },
  { "whatsapp", HLC_SHAPE_OBJECT, FALSE, PHONE, FALSE },
  { "email", HLC_SHAPE_OBJECT, FALSE, EMAIL, FALSE },
  END,
};

static const HlcShapeField OPTION[] = {
  { "name", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "title", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "description", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "prompt_fill", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "interactive", HLC_SHAPE_BOOLEAN, FALSE, NULL, FALSE },
  END,
};

static const HlcShapeField CALL_SPEC[] = {
  { "fn", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "kwargs", HLC_SHAPE_OBJECT, TRUE, NULL, FALSE },
  { "channel", HLC_SHAPE_OBJECT, FALSE, CHANNEL, FALSE },
  { "reject_options", HLC_SHAPE_OBJECTS, FALSE, OPTION, FALSE },
  { "state", HLC_SHAPE_OBJECT, FALSE, NULL, TRUE },
  END,
};

static const HlcShapeField CONTACT_SPEC[] = {
  { "msg", HLC_SHAPE_TEXT, TRUE, NULL, FALSE },
  { "subject", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "channel", HLC_SHAPE_OBJECT, FALSE, CHANNEL, FALSE },
  { "response_options", HLC_SHAPE_OBJECTS, FALSE, OPTION, FALSE },
  { "state", HLC_SHAPE_OBJECT, FALSE, NULL, TRUE },
  END,
};

static const HlcShapeField CALL[] = {
  { "run_id", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "call_id", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "spec", HLC_SHAPE_OBJECT, TRUE, CALL_SPEC, FALSE },
  { "status", HLC_SHAPE_OBJECT, FALSE, NULL, FALSE },
  END,
};

static const HlcShapeField CONTACT[] = {
  { "run_id", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "call_id", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { "spec", HLC_SHAPE_OBJECT, TRUE, CONTACT_SPEC, FALSE },
  { "status", HLC_SHAPE_OBJECT, FALSE, NULL, FALSE },
  END,
};

static const HlcShapeField ESCALATION[] = {
  { "escalation_msg", HLC_SHAPE_TEXT, TRUE, NULL, FALSE },
  { "additional_recipients", HLC_SHAPE_OBJECTS, FALSE, RECIPIENT, FALSE },
  { "channel", HLC_SHAPE_OBJECT, FALSE, CHANNEL, FALSE },
  END,
};

static const struct
{
  const HlcShapeField *fields;
  const char *options;
  const char *outcome;
} KINDS[] = {
  [HLC_OPERATION_FUNCTION_CALL] = { CALL, "reject_options", "approved" },
  [HLC_OPERATION_HUMAN_CONTACT] = { CONTACT, "response_options", "response" },
};

/* A choice is told by its name, so a name that stands twice is no choice. */
static void
check_option_names (HlcJsonValue spec, const char *member, GPtrArray *problems)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *path = g_strconcat ("body.spec.", member, NULL);
  HlcJsonValue options;
  HlcJsonIter iter;
  HlcJsonValue option;

  if (!hlc_json_value_get_member (spec, member, &options))
    return;

  hlc_json_iter_init (&iter, options);
  while (hlc_json_iter_next (&iter, NULL, &option))
    {
      g_autofree char *name = NULL;

      if (hlc_json_read_string (option, "name", TRUE, &name, NULL) &&
          !g_hash_table_add (names, g_strdup (name)))
        hlc_problems_add (problems, path, "value_error",
                          _ ("The option name “%s” stands twice; make names unique."), name);
    }
}

/* An id stands in paths, tables and sentences; a document in its place would stand there too. */
static void
check_id (HlcJsonValue body, const char *member, GPtrArray *problems)
{
  g_autofree char *path = g_strconcat ("body.", member, NULL);
  g_autofree char *id = NULL;

  if (hlc_json_read_string (body, member, TRUE, &id, NULL) && strlen (id) > MAX_ID)
    hlc_problems_add (problems, path, "string_too_long",
                      _ ("It must have at most %u bytes. Send a shorter id."), MAX_ID);
}

/* Who creates must not decide in the same breath. */
static void
check_undecided (HlcJsonValue body, const char *outcome, GPtrArray *problems)
{
  HlcJsonValue status;
  HlcJsonValue value;
  g_autofree char *path = g_strconcat ("body.status.", outcome, NULL);

  if (!hlc_json_value_get_member (body, "status", &status) ||
      !hlc_json_value_get_member (status, outcome, &value) ||
      hlc_json_value_get_type (value) == HLC_JSON_NULL)
    return;

  hlc_problems_add (problems, path, "value_error",
                    _ ("A new operation is undecided: leave the status out, and wait for a human."));
}

/* What the protocol does not name comes back as it came. */
static GBytes *
dup_extra_members (HlcJsonValue body, const HlcShapeField *fields)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (; fields->name != NULL; fields++)
    g_ptr_array_add (known, (gpointer) fields->name);
  g_ptr_array_add (known, NULL);

  return hlc_json_members_dup_others (body, (const char *const *) known->pdata);
}

/**
 * hlc_operation_input_read:
 * @body: the body of a request that creates an operation
 * @kind: which kind the path asks for
 * @problems: (element-type HlcProblem): where what is wrong is added, each with its `loc`
 *
 * Reads a FunctionCall or HumanContact as an agent sends it (the service's OpenAPI description). Members that it does
 * not know stay in `spec`. The operation is pending; times and origin are the caller's to set. Any thread.
 *
 * Returns: (transfer full) (nullable): the operation, or %NULL when there are problems
 */
HlcOperation *
hlc_operation_input_read (HlcJsonValue body, HlcOperationKind kind, GPtrArray *problems)
{
  g_autoptr (HlcOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  HlcJsonValue spec;

  if (hlc_json_value_get_type (body) != HLC_JSON_OBJECT)
    {
      hlc_problems_add (problems, "body", "dict_type", _ ("Send a JSON object: {run_id, call_id, spec}."));
      return NULL;
    }

  hlc_shape_check (body, "body", KINDS[kind].fields, problems);
  if (problems->len > 0)
    return NULL;

  if (hlc_json_value_get_member (body, "spec", &spec))
    check_option_names (spec, KINDS[kind].options, problems);
  check_id (body, "run_id", problems);
  check_id (body, "call_id", problems);
  check_undecided (body, KINDS[kind].outcome, problems);
  if (problems->len > 0)
    return NULL;

  operation = hlc_operation_new_from_json (body, &error);
  if (operation == NULL)
    {
      hlc_problems_add (problems, "body", "value_error", "%s", error->message);
      return NULL;
    }

  /* `fn` in a contact's spec is the agent's own business, but it must not make the contact a function call. */
  if (operation->kind != kind)
    {
      hlc_problems_add (problems, "body.spec.fn", "value_error",
                        _ ("A human contact has no fn; create it under /function_calls, or leave fn out."));
      return NULL;
    }

  g_clear_pointer (&operation->status, g_bytes_unref);
  operation->extra = dup_extra_members (body, KINDS[kind].fields);
  return g_steal_pointer (&operation);
}

/**
 * hlc_escalation_input_check:
 * @body: the body of an `escalate_email` request
 *
 * Returns: whether it is an Escalation; otherwise @problems say why
 */
gboolean
hlc_escalation_input_check (HlcJsonValue body, GPtrArray *problems)
{
  if (hlc_json_value_get_type (body) != HLC_JSON_OBJECT)
    hlc_problems_add (problems, "body", "dict_type", _ ("Send a JSON object: {escalation_msg}."));
  else
    hlc_shape_check (body, "body", ESCALATION, problems);

  return problems->len == 0;
}
