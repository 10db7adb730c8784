/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-private.h"

#include "hlc-api-answer.h"
#include "hlc-api-body.h"
#include "hlc-operation-input.h"
#include "hlc-protocol-json.h"
#include "hlc-store-operations.h"

/* What an agent does to an operation, from its request to our answer. */
typedef struct
{
  HlcRequest *request; /* (owned) */
  HlcStore *store;     /* (owned) */
  HlcOperationKind kind;
  char *call_id;         /* (owned) (nullable): while the body is yet to tell */
  char *key_name;        /* (owned) */
  HlcDecision *decision; /* (owned) (nullable) */
  gint64 now;            /* microseconds since the epoch, UTC */
} AgentWrite;

/* The path under which an operation of each kind is asked for. */
static const struct
{
  const char *noun;
  const char *path;
} KINDS[] = {
  [HLC_OPERATION_FUNCTION_CALL] = { "function call", "/function_calls" },
  [HLC_OPERATION_HUMAN_CONTACT] = { "human contact", "/human_contacts" },
};

static AgentWrite *
agent_write_new (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  AgentWrite *write = g_new0 (AgentWrite, 1);

  write->request = g_object_ref (request);
  write->store = g_object_ref (hlc_api_get_store (api));
  write->kind = target->kind;
  write->call_id = g_strdup (target->argument);
  write->key_name = g_strdup (hlc_agent_key_get_name (target->key));
  write->now = hlc_clock_get_now (hlc_api_get_clock (api));

  return write;
}

static void
agent_write_free (AgentWrite *write)
{
  g_object_unref (write->request);
  g_object_unref (write->store);
  g_free (write->call_id);
  g_free (write->key_name);
  g_clear_pointer (&write->decision, hlc_decision_free);
  g_free (write);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentWrite, agent_write_free)

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
  g_autoptr (AgentWrite) write = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_create_operation_finish (HLC_STORE (source), result, &error);

  if (operation == NULL)
    hlc_api_answer_failure (write->request, error, "call_id_taken", "call_id");
  else
    hlc_api_agent_answer_operation (write->request, operation);
}

/* Times that the agent wrote into a status are not ours: it was asked when we got it. */
static gpointer
read_operation (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  const AgentWrite *write = user_data;
  HlcOperation *operation = hlc_operation_input_read (body, write->kind, problems);

  if (operation == NULL)
    return NULL;

  operation->origin = HLC_ORIGIN_API;
  operation->requested_at = write->now;
  operation->responded_at = 0;

  return operation;
}

static void
operation_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AgentWrite) write = user_data;
  g_autoptr (HlcOperation) operation = hlc_api_body_read_finish (write->request, result);

  if (operation == NULL)
    return;

  hlc_store_create_operation_async (write->store, operation, created_cb, write);
  g_steal_pointer (&write);
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
  hlc_api_body_read_async (request, read_operation, (GDestroyNotify) hlc_operation_unref, operation_read_cb,
                           agent_write_new (api, request, target));
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
  g_autoptr (AgentWrite) write = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_decide_finish (HLC_STORE (source), result, &error);

  if (operation == NULL)
    hlc_api_answer_failure (write->request, error, "already_decided", get_wrong_member (write->decision));
  else
    hlc_api_agent_answer_operation (write->request, operation);
}

static gpointer
read_decision (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  const AgentWrite *write = user_data;

  return hlc_decision_new_from_status (body, write->kind, problems);
}

static void
decision_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AgentWrite) write = user_data;

  write->decision = hlc_api_body_read_finish (write->request, result);
  if (write->decision == NULL)
    return;

  write->decision->name = g_strdup (write->key_name);
  hlc_store_decide_async (write->store, write->call_id, write->decision, decided_cb, write);
  g_steal_pointer (&write);
}

/* Which status the body has to be depends on the operation, and an operation never changes its kind. */
static void
operation_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AgentWrite) write = user_data;
  g_autoptr (HlcOperation) operation =
      hlc_api_agent_take_operation (write->request, HLC_STORE (source), result, write->kind);

  if (operation == NULL)
    return;

  hlc_api_body_read_async (write->request, read_decision, (GDestroyNotify) hlc_decision_free,
                           decision_read_cb, write);
  g_steal_pointer (&write);
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
                                 agent_write_new (api, request, target));
}

static void
escalated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AgentWrite) write = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_escalate_finish (HLC_STORE (source), result, &error);

  if (operation == NULL)
    hlc_api_answer_failure (write->request, error, NULL, NULL);
  else
    hlc_api_agent_answer_operation (write->request, operation);
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
escalation_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AgentWrite) write = user_data;
  g_autofree char *message = hlc_api_body_read_finish (write->request, result);

  if (message == NULL)
    return;

  hlc_store_escalate_async (write->store, write->call_id, write->kind, message, escalated_cb, write);
  g_steal_pointer (&write);
}

/*< private >
 * hlc_api_agent_escalate:
 *
 * `POST agent/…/escalate_email`: raises the operation again. There is nobody to mail to but the human at the console.
 */
void
hlc_api_agent_escalate (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_body_read_async (request, read_escalation, g_free, escalation_read_cb,
                           agent_write_new (api, request, target));
}
