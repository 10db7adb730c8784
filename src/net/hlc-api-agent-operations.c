/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-exchange.h"

#include "hlc-api-answer.h"
#include "hlc-operation-input.h"
#include "hlc-protocol-json.h"
#include "hlc-store-operations.h"

/* The path under which an operation of each kind is asked for. */
static const struct
{
  const char *noun;
  const char *path;
} KINDS[] = {
  [HLC_OPERATION_FUNCTION_CALL] = { "function call", "/function_calls" },
  [HLC_OPERATION_HUMAN_CONTACT] = { "human contact", "/human_contacts" },
};

static GBytes *
print_operation (gpointer input)
{
  return hlc_protocol_json_operation (input);
}

/*< private >
 * hlc_api_agent_answer_operation:
 * @operation: whole
 *
 * Answers with a FunctionCall or a HumanContact.
 */
void
hlc_api_agent_answer_operation (HlcRequest *request, HlcOperation *operation)
{
  hlc_api_answer_printed (request, hlc_operation_get_size (operation), print_operation,
                          hlc_operation_ref (operation), (GDestroyNotify) hlc_operation_unref);
}

/*< private >
 * hlc_api_agent_take_operation:
 * @result: of hlc_store_get_operation_async()
 * @kind: the kind that the path names
 *
 * Returns: (transfer full) (nullable): the operation; %NULL where there is none of that kind: that is answered then
 */
HlcOperation *
hlc_api_agent_take_operation (HlcRequest *request,
                              HlcStore *store,
                              GAsyncResult *result,
                              HlcOperationKind kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_get_operation_finish (store, result, NULL, &error);
  g_autofree char *message = NULL;

  if (operation == NULL)
    {
      hlc_api_answer_failure (request, error, NULL, NULL);
      return NULL;
    }
  if (operation->kind == kind)
    return g_steal_pointer (&operation);

  message =
      g_strdup_printf ("There is no %s with the call_id “%s”: it is a %s. Use it below " HLC_API_AGENT_PREFIX
                       "%s or " HLC_API_AGENT_PREFIX "/agent%s.",
                       KINDS[kind].noun, operation->call_id, KINDS[operation->kind].noun,
                       KINDS[operation->kind].path, KINDS[operation->kind].path);
  hlc_request_answer_error (request, 404, "not_found", message);

  return NULL;
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_create_operation_finish (HLC_STORE (source), result, &error);

  if (operation == NULL)
    hlc_api_answer_failure (exchange->request, error, "call_id_taken", "call_id");
  else
    hlc_api_agent_answer_operation (exchange->request, operation);
}

/* Times that the agent wrote into a status are not ours: it was asked when we got it. */
static gpointer
read_operation (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  const HlcApiExchange *exchange = user_data;
  HlcOperation *operation = hlc_operation_input_read (body, exchange->kind, problems);

  if (operation == NULL)
    return NULL;

  operation->origin = HLC_ORIGIN_API;
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
 * hlc_api_agent_create:
 *
 * `POST function_calls` and `POST contact_requests`: stores a new operation, or finds the one that a repeated request
 * made.
 */
void
hlc_api_agent_create (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_operation,
                         (GDestroyNotify) hlc_operation_unref, create);
}

/* The member of the status that makes @decision one that is not possible. */
static const char *
get_wrong_member (const HlcDecision *decision)
{
  if (decision->type == HLC_DECISION_RESPOND)
    return decision->option != NULL ? "response_option_name" : "response";
  if (decision->type == HLC_DECISION_DENY && (decision->text == NULL || *decision->text == '\0'))
    return "comment";

  return "reject_option_name";
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
    hlc_api_agent_answer_operation (exchange->request, operation);
}

static gpointer
read_decision (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  const HlcApiExchange *exchange = user_data;

  return hlc_decision_new_from_status (body, exchange->kind, problems);
}

static void
decide (HlcApiExchange *exchange)
{
  HlcDecision *decision = exchange->input;

  decision->name = g_strdup (exchange->key_name);
  hlc_store_decide_async (exchange->store, exchange->argument, decision, decided_cb, exchange);
}

/* Which status the body has to be depends on the operation, and an operation never changes its kind. */
static void
operation_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (HlcOperation) operation =
      hlc_api_agent_take_operation (exchange->request, HLC_STORE (source), result, exchange->kind);

  if (operation != NULL)
    hlc_api_exchange_read (g_steal_pointer (&exchange), read_decision, (GDestroyNotify) hlc_decision_free,
                           decide);
}

/*< private >
 * hlc_api_agent_respond:
 *
 * `POST agent/…/respond`: decides, in the name of the key.
 */
void
hlc_api_agent_respond (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_store_get_operation_async (hlc_api_get_store (api), target->argument, NULL, operation_found_cb,
                                 hlc_api_exchange_new (api, request, target));
}

static void
escalated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_escalate_finish (HLC_STORE (source), result, &error);

  if (operation == NULL)
    hlc_api_answer_failure (exchange->request, error, NULL, NULL);
  else
    hlc_api_agent_answer_operation (exchange->request, operation);
}

static gpointer
read_escalation (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  char *message = NULL;

  if (!hlc_escalation_input_check (body, problems))
    return NULL;

  /* The shape has been checked: the message is there. */
  if (!hlc_json_read_string (body, "escalation_msg", TRUE, &message, NULL))
    g_assert_not_reached ();

  return message;
}

static void
escalate (HlcApiExchange *exchange)
{
  hlc_store_escalate_async (exchange->store, exchange->argument, exchange->kind, exchange->input,
                            escalated_cb, exchange);
}

/*< private >
 * hlc_api_agent_escalate:
 *
 * `POST agent/…/escalate_email`: raises the operation again. There is nobody to mail to but the human at the console.
 */
void
hlc_api_agent_escalate (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_escalation, g_free, escalate);
}
