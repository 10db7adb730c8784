/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-private.h"

#include "hlc-error-body.h"
#include "hlc-error.h"
#include "hlc-object-json.h"
#include "hlc-priority.h"
#include "hlc-query-values.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT 500

static const char *const operation_parameters[] = { "state", "kind", "run_id", "q", "limit", "before", NULL };
static const char *const delivery_parameters[] = { "verdict", "q", "limit", "before", NULL };

/* What one answer shows: an operation with its timeline, or a delivery. */
typedef struct
{
  HlcOperation *operation; /* (owned) (nullable) */
  GPtrArray *timeline;     /* (owned) (nullable) */
  HlcDelivery *delivery;   /* (owned) (nullable) */
} Record;

static void
answer_store_error (HlcRequest *request, const GError *error)
{
  if (g_error_matches (error, HLC_ERROR, HLC_ERROR_NOT_FOUND))
    {
      hlc_request_answer_error (request, 404, "not_found", error->message);
      return;
    }

  hlc_request_set_header (request, "Retry-After", "5");
  hlc_request_answer_error (request, 503, "store_unavailable", error->message);
}

static void
record_free (gpointer data)
{
  Record *record = data;

  g_clear_pointer (&record->operation, hlc_operation_unref);
  g_clear_pointer (&record->timeline, g_ptr_array_unref);
  g_clear_pointer (&record->delivery, hlc_delivery_unref);
  g_free (record);
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Record *record = task_data;
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  if (record->delivery != NULL)
    hlc_object_json_write_delivery (writer, record->delivery);
  else
    hlc_object_json_write_operation (writer, record->operation, record->timeline);
  g_task_return_pointer (task, hlc_json_writer_finish (writer), (GDestroyNotify) g_bytes_unref);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) json = g_task_propagate_pointer (G_TASK (result), NULL);

  hlc_request_answer (HLC_REQUEST (source), 200, json);
}

/* Takes the records. Bodies of many megabytes are masked and encoded on a worker thread. */
static void
answer_with_record (HlcRequest *request, HlcOperation *operation, GPtrArray *timeline, HlcDelivery *delivery)
{
  g_autoptr (GTask) task = g_task_new (request, NULL, written_cb, NULL);
  Record *record = g_new0 (Record, 1);

  record->operation = operation;
  record->timeline = timeline;
  record->delivery = delivery;
  g_task_set_source_tag (task, answer_with_record);
  g_task_set_priority (task, HLC_PRIORITY_ANSWER);
  g_task_set_task_data (task, record, record_free);
  g_task_run_in_thread (task, write_thread);
}

/* Whether the query was wrong; then it is answered. */
static gboolean
answer_mistake (HlcRequest *request, HlcQueryValues *values)
{
  const char *loc[] = { "query", NULL, NULL };
  const char *mistake = hlc_query_values_get_mistake (values, &loc[1]);
  g_autoptr (GBytes) json = NULL;

  if (mistake == NULL)
    return FALSE;

  json = hlc_error_body_new ("parameter_invalid", mistake, loc);
  hlc_request_answer (request, 422, json);

  return TRUE;
}

static void
finish_page (HlcJsonWriter *writer, HlcRequest *request, gint64 next)
{
  g_autoptr (GBytes) json = NULL;

  hlc_json_writer_end_array (writer);
  hlc_json_writer_name (writer, "next");
  if (next != 0)
    hlc_json_writer_int (writer, next);
  else
    hlc_json_writer_null (writer);
  hlc_json_writer_end_object (writer);

  json = hlc_json_writer_finish (writer);
  hlc_request_answer (request, 200, json);
}

static HlcJsonWriter *
begin_page (void)
{
  HlcJsonWriter *writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "items");
  hlc_json_writer_begin_array (writer);

  return writer;
}

static void
operations_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonWriter) writer = begin_page ();
  gint64 next = 0;
  g_autoptr (GPtrArray) page = hlc_store_list_operations_finish (HLC_STORE (source), result, &next, &error);

  if (page == NULL)
    {
      answer_store_error (request, error);
      return;
    }

  for (guint i = 0; i < page->len; i++)
    hlc_object_json_write_operation (writer, g_ptr_array_index (page, i), NULL);
  finish_page (writer, request, next);
}

static HlcOperationQuery *
read_operation_query (HlcQueryValues *values)
{
  HlcOperationQuery *query = hlc_operation_query_new (HLC_STATES_ALL);
  const char *state = hlc_query_values_get_text (values, "state");
  const char *kind_name = hlc_query_values_get_text (values, "kind");
  HlcOperationKind kind = 0;

  if (state != NULL && !hlc_state_filter_from_string (state, &query->states))
    hlc_query_values_refuse (values, "state", "all, pending, completed, approved, denied or responded");
  if (kind_name != NULL && hlc_operation_kind_from_string (kind_name, &kind))
    query->kind = kind;
  else if (kind_name != NULL)
    hlc_query_values_refuse (values, "kind", "function_call or human_contact");
  query->run_id = g_strdup (hlc_query_values_get_text (values, "run_id"));
  query->search = g_strdup (hlc_query_values_get_text (values, "q"));

  return query;
}

static void
list_operations (HlcApi *api, HlcRequest *request, const char *argument)
{
  g_autoptr (HlcQueryValues) values =
      hlc_query_values_new (hlc_request_get_query (request), operation_parameters);
  g_autoptr (HlcOperationQuery) query = read_operation_query (values);
  guint limit = hlc_query_values_get_number (values, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
  gint64 before = hlc_query_values_get_number (values, "before", 1, G_MAXINT64, 0);

  if (answer_mistake (request, values))
    return;

  hlc_store_list_operations_async (hlc_api_get_store (api), query, before, limit, NULL, operations_listed_cb,
                                   g_object_ref (request));
}

static void
operation_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (HlcOperation) operation =
      hlc_store_get_operation_finish (HLC_STORE (source), result, &timeline, &error);

  if (operation == NULL)
    answer_store_error (request, error);
  else
    answer_with_record (request, g_steal_pointer (&operation), g_steal_pointer (&timeline), NULL);
}

static void
get_operation (HlcApi *api, HlcRequest *request, const char *call_id)
{
  hlc_store_get_operation_async (hlc_api_get_store (api), call_id, NULL, operation_read_cb,
                                 g_object_ref (request));
}

static void
deliveries_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonWriter) writer = begin_page ();
  gint64 next = 0;
  g_autoptr (GPtrArray) page = hlc_store_list_deliveries_finish (HLC_STORE (source), result, &next, &error);

  if (page == NULL)
    {
      answer_store_error (request, error);
      return;
    }

  for (guint i = 0; i < page->len; i++)
    hlc_object_json_write_delivery (writer, g_ptr_array_index (page, i));
  finish_page (writer, request, next);
}

static void
list_deliveries (HlcApi *api, HlcRequest *request, const char *argument)
{
  g_autoptr (HlcQueryValues) values =
      hlc_query_values_new (hlc_request_get_query (request), delivery_parameters);
  g_autoptr (HlcDeliveryQuery) query = hlc_delivery_query_new ();
  const char *verdict_name = hlc_query_values_get_text (values, "verdict");
  guint limit = hlc_query_values_get_number (values, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
  gint64 before = hlc_query_values_get_number (values, "before", 1, G_MAXINT64, 0);
  HlcVerdict verdict = 0;

  if (verdict_name != NULL && hlc_verdict_from_string (verdict_name, &verdict))
    query->verdict = verdict;
  else if (verdict_name != NULL)
    hlc_query_values_refuse (values, "verdict", "verified, unverified or failed");
  query->search = g_strdup (hlc_query_values_get_text (values, "q"));
  if (answer_mistake (request, values))
    return;

  hlc_store_list_deliveries_async (hlc_api_get_store (api), query, before, limit, NULL, deliveries_listed_cb,
                                   g_object_ref (request));
}

static void
delivery_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) delivery = hlc_store_get_delivery_finish (HLC_STORE (source), result, &error);

  if (delivery == NULL)
    answer_store_error (request, error);
  else
    answer_with_record (request, NULL, NULL, g_steal_pointer (&delivery));
}

static void
get_delivery (HlcApi *api, HlcRequest *request, const char *text)
{
  guint64 id = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &id, NULL))
    {
      hlc_request_answer_error (
          request, 404, "not_found",
          "A delivery is named by a number. Take the id of one that GET deliveries lists.");
      return;
    }

  hlc_store_get_delivery_async (hlc_api_get_store (api), id, NULL, delivery_read_cb, g_object_ref (request));
}

static void
get_info (HlcApi *api, HlcRequest *request, const char *argument)
{
  hlc_request_answer (request, 200, hlc_api_get_info (api));
}

static void
get_events (HlcApi *api, HlcRequest *request, const char *argument)
{
  hlc_request_begin_events (request);
  hlc_api_add_stream (api, request);
}

static const HlcApiRoute routes[] = {
  { "GET", HLC_API_CONSOLE_PREFIX "/info", FALSE, get_info },
  { "GET", HLC_API_CONSOLE_PREFIX "/operations", FALSE, list_operations },
  { "GET", HLC_API_CONSOLE_PREFIX "/operations/*", FALSE, get_operation },
  { "GET", HLC_API_CONSOLE_PREFIX "/deliveries", FALSE, list_deliveries },
  { "GET", HLC_API_CONSOLE_PREFIX "/deliveries/*", FALSE, get_delivery },
  { "GET", HLC_API_CONSOLE_PREFIX "/events", FALSE, get_events },
  { "GET", HLC_API_CONSOLE_PREFIX "/keys", FALSE, hlc_api_keys_list },
  { "POST", HLC_API_CONSOLE_PREFIX "/keys", FALSE, hlc_api_keys_add },
  { "DELETE", HLC_API_CONSOLE_PREFIX "/keys/*", FALSE, hlc_api_keys_remove },
};

/*< private >
 * hlc_api_console_get_routes:
 * @n_routes: (out): how many
 *
 * Returns: (array length=n_routes) (transfer none): the routes for scripts and the command line
 */
const HlcApiRoute *
hlc_api_console_get_routes (guint *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);

  return routes;
}
