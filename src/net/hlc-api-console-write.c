/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-api-exchange.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-api-answer.h"
#include "hlc-json-names.h"
#include "hlc-operation-input.h"
#include "hlc-random.h"
#include "hlc-store-operations.h"

/* Characters of an id that we make, after its prefix: 96 random bits. */
#define ID_CHARACTERS 16

static const char *const decide_parameters[] = { "channel", NULL };

static const HlcShapeField DECISION[] = {
  { "approved", HLC_SHAPE_BOOLEAN, FALSE, NULL, FALSE }, { "comment", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
  { "response", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },    { "option", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  { NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
};

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_create_operation_finish (HLC_STORE (source), result, &error);

  if (operation == NULL)
    hlc_api_answer_failure (exchange->request, error, "call_id_taken", "call_id");
  else
    hlc_api_console_answer_operation (exchange->request, operation, NULL);
}

/*< private >
 * hlc_api_console_read_kind:
 * @body: a value from outside: an object whose members have names of their own
 * @kind: (out): of which kind the operation is that it describes
 * @problems: (element-type HlcProblem): where what is wrong is added
 *
 * Returns: %FALSE when there are problems
 */
gboolean
hlc_api_console_read_kind (HlcJsonValue body, HlcOperationKind *kind, GPtrArray *problems)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  if (hlc_json_value_get_type (body) != HLC_JSON_OBJECT)
    hlc_problems_add (problems, "body", "dict_type", _ ("Send a JSON object: {kind, spec}."));
  else if (!hlc_json_names_check_own (body, &error))
    hlc_problems_add (problems, "body", "value_error", "%s", error->message);
  else if (!hlc_json_read_string (body, "kind", TRUE, &name, &error))
    hlc_problems_add (problems, "body.kind", "value_error", _ ("Send function_call or human_contact: %s"),
                      error->message);
  else if (!hlc_operation_kind_from_string (name, kind))
    hlc_problems_add (problems, "body.kind", "value_error", _ ("It must be function_call or human_contact."));

  return problems->len == 0;
}

static gboolean
has_value (HlcJsonValue body, const char *name)
{
  HlcJsonValue value;

  return hlc_json_value_get_member (body, name, &value) && hlc_json_value_get_type (value) != HLC_JSON_NULL;
}

static void
write_made_id (HlcJsonWriter *writer, const char *name, const char *prefix)
{
  g_autofree char *id = hlc_random_token (prefix, ID_CHARACTERS);

  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, id);
}

/* The body as an agent would send it: what came, byte for byte, without the kind and with the ids that it lacks. */
static GBytes *
make_agent_body (HlcJsonValue body)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  gboolean has_call_id = has_value (body, "call_id");
  gboolean has_run_id = has_value (body, "run_id");
  HlcJsonIter iter;
  HlcJsonValue name_value;
  HlcJsonValue value;

  hlc_json_writer_begin_object (writer);
  hlc_json_iter_init (&iter, body);
  while (hlc_json_iter_next (&iter, &name_value, &value))
    {
      g_autofree char *name = hlc_json_value_dup_string (name_value, NULL);
      g_autoptr (GBytes) text = hlc_json_value_dup_text (value);

      if (strcmp (name, "kind") == 0 || (!has_call_id && strcmp (name, "call_id") == 0) ||
          (!has_run_id && strcmp (name, "run_id") == 0))
        continue;
      hlc_json_writer_name (writer, name);
      hlc_json_writer_raw (writer, text);
    }
  if (!has_call_id)
    write_made_id (writer, "call_id", "call_");
  if (!has_run_id)
    write_made_id (writer, "run_id", "run_");
  hlc_json_writer_end_object (writer);

  return hlc_json_writer_finish (writer);
}

static gpointer
read_operation (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  const HlcApiExchange *exchange = user_data;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  HlcOperation *operation = NULL;
  HlcOperationKind kind = 0;

  if (!hlc_api_console_read_kind (body, &kind, problems))
    return NULL;

  text = make_agent_body (body);
  document = hlc_json_document_new (text, NULL, NULL);
  g_assert (document != NULL);
  operation = hlc_operation_input_read (hlc_json_document_get_root (document), kind, problems);
  if (operation == NULL)
    return NULL;

  operation->origin = HLC_ORIGIN_CONSOLE;
  operation->is_test = TRUE;
  operation->requested_at = exchange->now;
  operation->responded_at = 0;

  return operation;
}

static void
create (HlcApiExchange *exchange)
{
  hlc_store_create_operation_async (exchange->store, exchange->input, created_cb, exchange);
}

/*< private >
 * hlc_api_console_create:
 *
 * `POST operations`: a test operation, `{kind, spec, call_id?, run_id?}`.
 */
void
hlc_api_console_create (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_operation,
                         (GDestroyNotify) hlc_operation_unref, create);
}

static const char *
get_wrong_member (const HlcDecision *decision)
{
  if (decision->option != NULL)
    return "option";

  return decision->type == HLC_DECISION_RESPOND ? "response" : "comment";
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_decide_finish (HLC_STORE (source), result, &error);

  if (operation == NULL)
    hlc_api_answer_failure (exchange->request, error, "already_decided", get_wrong_member (exchange->input));
  else
    hlc_api_console_answer_operation (exchange->request, operation, NULL);
}

static gpointer
read_decision (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  const HlcApiExchange *exchange = user_data;
  g_autoptr (HlcDecision) decision = hlc_decision_new (HLC_DECISION_RESPOND, NULL, NULL, exchange->channel);
  gboolean is_set = FALSE;
  gboolean approved = FALSE;

  if (hlc_json_value_get_type (body) != HLC_JSON_OBJECT)
    hlc_problems_add (problems, "body", "dict_type",
                      _ ("Send a JSON object: {approved, comment} or {response}."));
  else
    hlc_shape_check (body, "body", DECISION, problems);
  if (problems->len > 0)
    return NULL;

  if (has_value (body, "approved") == has_value (body, "response"))
    hlc_problems_add (problems, "body", "value_error",
                      _ ("Send either “approved”, for a function call, or “response”, for a human contact."));
  else if (has_value (body, "response") && has_value (body, "comment"))
    hlc_problems_add (problems, "body.comment", "value_error",
                      _ ("An answer has a response and no comment."));
  if (problems->len > 0)
    return NULL;

  /* The shape has been checked: what is read here is of its type. */
  if (!hlc_json_read_boolean (body, "approved", &is_set, &approved, NULL) ||
      !hlc_json_read_string (body, is_set ? "comment" : "response", FALSE, &decision->text, NULL) ||
      !hlc_json_read_string (body, "option", FALSE, &decision->option, NULL))
    g_assert_not_reached ();
  if (is_set)
    decision->type = approved ? HLC_DECISION_APPROVE : HLC_DECISION_DENY;

  return g_steal_pointer (&decision);
}

static void
decide (HlcApiExchange *exchange)
{
  hlc_store_decide_async (exchange->store, exchange->argument, exchange->input, decided_cb, exchange);
}

/*< private >
 * hlc_api_console_decide:
 *
 * `POST operations/{call_id}/decide`: `{approved, comment?, option?}` or `{response, option?}`. The command line says
 * of itself that it is one: a person is behind it, which of other programs is not known.
 */
void
hlc_api_console_decide (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  g_autoptr (HlcQueryValues) values =
      hlc_query_values_new (hlc_request_get_query (request), decide_parameters);
  const char *channel = hlc_query_values_get_text (values, "channel");
  gboolean is_command = g_strcmp0 (channel, "command") == 0;
  HlcApiExchange *exchange = NULL;

  if (channel != NULL && !is_command && strcmp (channel, "api") != 0)
    hlc_query_values_refuse (values, "channel", "api or command");
  if (hlc_api_answer_mistake (request, values))
    return;

  exchange = hlc_api_exchange_new (api, request, target);
  exchange->channel = is_command ? HLC_CHANNEL_COMMAND : HLC_CHANNEL_API;
  hlc_api_exchange_read (exchange, read_decision, (GDestroyNotify) hlc_decision_free, decide);
}
