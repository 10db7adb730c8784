/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-exchange.h"

#include "hlc-api-answer.h"
#include "hlc-api-sending-private.h"
#include "hlc-object-json-sending.h"
#include "hlc-send-input.h"
#include "hlc-store-messages.h"
#include "hlc-store-outbox.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT 500

static const char *const message_parameters[] = { "state", "call_id", "endpoint_id", "q",
                                                  "limit", "before",  NULL };

/* A message as it is shown. */
typedef struct
{
  HlcMessage *message; /* (owned) */
  GPtrArray *attempts; /* (owned) (element-type HlcAttempt) */
} Record;

/* Where a message is to be sent again. */
typedef struct
{
  char *endpoint_id; /* (owned) (nullable) */
} Resend;

static void
resend_free (Resend *self)
{
  g_free (self->endpoint_id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Resend, resend_free)

static void
record_free (gpointer data)
{
  Record *record = data;

  hlc_message_unref (record->message);
  g_ptr_array_unref (record->attempts);
  g_free (record);
}

static GBytes *
print_record (gpointer input)
{
  const Record *record = input;
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_object_json_write_message (writer, record->message, record->attempts);
  return hlc_json_writer_finish (writer);
}

static gsize
record_size (const Record *record)
{
  gsize size = 0;

  for (guint i = 0; i < record->attempts->len; i++)
    {
      const HlcAttempt *attempt = g_ptr_array_index (record->attempts, i);

      size += attempt->response_body != NULL ? g_bytes_get_size (attempt->response_body) : 0;
    }

  return size;
}

/*< private >
 * hlc_api_answer_message:
 *
 * Answers 200 with a message, without its attempts.
 */
void
hlc_api_answer_message (HlcRequest *request, HlcMessage *message)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) json = NULL;

  hlc_object_json_write_message (writer, message, NULL);
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (request, 200, json);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  gint64 next = 0;
  g_autoptr (GPtrArray) page = hlc_store_list_messages_finish (HLC_STORE (source), result, &next, &error);
  g_autoptr (HlcJsonWriter) writer = NULL;

  if (page == NULL)
    {
      hlc_api_answer_failure (request, error, NULL, NULL);
      return;
    }

  writer = hlc_api_page_begin ();
  for (guint i = 0; i < page->len; i++)
    hlc_object_json_write_message (writer, g_ptr_array_index (page, i), NULL);
  hlc_api_page_answer (writer, request, next);
}

/* Without a state: all that were sent or will be. What no endpoint wanted is shown where it is asked for. */
static HlcMessageQuery *
read_query (HlcQueryValues *values)
{
  HlcMessageQuery *query = hlc_message_query_new ();
  const char *name = hlc_query_values_get_text (values, "state");
  HlcMessageState state = HLC_MESSAGE_PENDING;

  if (name != NULL && hlc_message_state_from_string (name, &state))
    query->state = state;
  else if (name != NULL)
    hlc_query_values_refuse (values, "state", "pending, delivered, failed or unsent");
  query->with_unsent = query->state == HLC_MESSAGE_UNSENT;
  query->call_id = g_strdup (hlc_query_values_get_text (values, "call_id"));
  query->endpoint_id = g_strdup (hlc_query_values_get_text (values, "endpoint_id"));
  query->search = g_strdup (hlc_query_values_get_text (values, "q"));

  return query;
}

static void
list_messages (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  g_autoptr (HlcQueryValues) values =
      hlc_query_values_new (hlc_request_get_query (request), message_parameters);
  g_autoptr (HlcMessageQuery) query = read_query (values);
  guint limit = hlc_query_values_get_number (values, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
  gint64 before = hlc_query_values_get_number (values, "before", 1, G_MAXINT64, 0);

  if (!hlc_api_answer_mistake (request, values))
    hlc_store_list_messages_async (hlc_api_get_store (api), query, before, limit, NULL, listed_cb,
                                   g_object_ref (request));
}

static void
message_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (HlcMessage) message =
      hlc_store_get_message_finish (HLC_STORE (source), result, &attempts, &error);
  Record *record;

  if (message == NULL)
    {
      hlc_api_answer_failure (request, error, NULL, NULL);
      return;
    }

  record = g_new0 (Record, 1);
  record->message = g_steal_pointer (&message);
  record->attempts = g_steal_pointer (&attempts);
  hlc_api_answer_printed (request, record_size (record), print_record, record, record_free);
}

static void
get_message (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_store_get_whole_message_async (hlc_api_get_store (api), target->argument, NULL, message_read_cb,
                                     g_object_ref (request));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcMessage) message = hlc_dispatcher_send_finish (HLC_DISPATCHER (source), result, &error);

  if (message == NULL)
    hlc_api_answer_failure (exchange->request, error, "message_conflict", NULL);
  else
    hlc_api_answer_message (exchange->request, message);
}

static void
send_message_now (HlcApiExchange *begun)
{
  g_autoptr (HlcApiExchange) exchange = begun;
  const HlcSendInput *input = exchange->input;
  HlcDispatcher *dispatcher = hlc_api_get_dispatcher (exchange->api, exchange->request);

  if (dispatcher == NULL)
    return;

  hlc_dispatcher_send_async (dispatcher, input->order, input->secret, sent_cb, exchange);
  g_steal_pointer (&exchange);
}

static gpointer
read_message (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  return hlc_send_input_read_message (body, problems);
}

static void
post_message (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_message,
                         (GDestroyNotify) hlc_send_input_free, send_message_now);
}

static void
resent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcMessage) message = hlc_store_resend_finish (HLC_STORE (source), result, &error);

  if (message == NULL)
    hlc_api_answer_failure (exchange->request, error, "nowhere_to_send", "to");
  else
    hlc_api_answer_message (exchange->request, message);
}

static void
resend (HlcApiExchange *exchange)
{
  const Resend *input = exchange->input;

  hlc_store_resend_async (exchange->store, exchange->argument, input->endpoint_id, resent_cb, exchange);
}

static gpointer
read_resend (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  g_autoptr (Resend) input = g_new0 (Resend, 1);

  return hlc_send_input_read_resend (body, &input->endpoint_id, problems) ? g_steal_pointer (&input) : NULL;
}

static void
resend_message (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_resend,
                         (GDestroyNotify) resend_free, resend);
}

#define MESSAGES HLC_API_CONSOLE_PREFIX "/messages"

static const HlcApiRoute routes[] = {
  { "GET", MESSAGES, HLC_API_CONSOLE, list_messages },
  { "POST", MESSAGES, HLC_API_CONSOLE, post_message },
  { "GET", MESSAGES "/*", HLC_API_CONSOLE, get_message },
  { "POST", MESSAGES "/*/resend", HLC_API_CONSOLE, resend_message },
  { NULL },
};

/*< private >
 * hlc_api_messages_get_routes:
 *
 * Returns: (transfer none): what scripts may do to messages
 */
const HlcApiRoute *
hlc_api_messages_get_routes (void)
{
  return routes;
}
