/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-private.h"

#include <string.h>

#include "hlc-api-answer.h"
#include "hlc-protocol-json.h"
#include "hlc-store-operations.h"

#define DEFAULT_LIMIT 100
#define MAX_LIMIT 1000

/* There is one project, and it is here. Each client reads other members of it, and some do not start without. */
static const char PROJECT[] =
    "{\"name\":\"HumanLayer Console\",\"slug\":\"humanlayer-console\",\"organization\":\"local\","
    "\"project_slug\":\"humanlayer-console\",\"org_slug\":\"local\"}";

/* An agent that asks whether a human has decided. */
typedef struct
{
  HlcRequest *request; /* (owned) */
  HlcOperationKind kind;
} Poll;

/* A page of what waits for a human. */
typedef struct
{
  HlcRequest *request; /* (owned) */
  guint limit;
  gint64 offset;
  gboolean is_array;
  GPtrArray *operations; /* (owned) (nullable) (element-type HlcOperation) */
  gint64 total;
  gboolean has_more;
} PendingPage;

static void
pending_page_free (gpointer data)
{
  PendingPage *page = data;

  g_object_unref (page->request);
  g_clear_pointer (&page->operations, g_ptr_array_unref);
  g_free (page);
}

static void
get_project (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  g_autoptr (GBytes) json = g_bytes_new_static (PROJECT, strlen (PROJECT));

  hlc_request_answer (request, 200, json);
}

static void
polled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Poll *poll = user_data;
  g_autoptr (HlcRequest) request = g_steal_pointer (&poll->request);
  HlcStore *store = HLC_STORE (source);
  g_autoptr (HlcOperation) operation = hlc_api_agent_take_operation (request, store, result, poll->kind);

  if (operation == NULL)
    return;

  hlc_store_note_poll (store, operation->id);
  hlc_api_agent_answer_operation (request, operation);
}

static void
poll_operation (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  Poll *poll = g_new0 (Poll, 1);

  poll->request = g_object_ref (request);
  poll->kind = target->kind;
  hlc_store_get_operation_async (hlc_api_get_store (api), target->argument, NULL, polled_cb, poll);
}

static void
write_items (HlcJsonWriter *writer, const PendingPage *page)
{
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < page->operations->len; i++)
    hlc_protocol_json_write_operation (writer, g_ptr_array_index (page->operations, i));
  hlc_json_writer_end_array (writer);
}

static void
write_int (HlcJsonWriter *writer, const char *name, gint64 value)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_int (writer, value);
}

/* The service's OpenAPI description has a bare array, its newest client reads an object. Any thread. */
static GBytes *
print_page (gpointer input)
{
  const PendingPage *page = input;
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  if (page->is_array)
    {
      write_items (writer, page);
      return hlc_json_writer_finish (writer);
    }

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "items");
  write_items (writer, page);
  write_int (writer, "total", page->total);
  write_int (writer, "limit", page->limit);
  write_int (writer, "offset", page->offset);
  hlc_json_writer_name (writer, "has_more");
  hlc_json_writer_boolean (writer, page->has_more);
  hlc_json_writer_end_object (writer);

  return hlc_json_writer_finish (writer);
}

static gsize
page_size (const PendingPage *page)
{
  gsize size = 0;

  for (guint i = 0; i < page->operations->len; i++)
    {
      HlcOperation *operation = g_ptr_array_index (page->operations, i);

      size += hlc_operation_get_size (operation);
    }

  return size;
}

static void
pending_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PendingPage *page = user_data;
  g_autoptr (HlcRequest) request = g_object_ref (page->request);
  g_autoptr (GError) error = NULL;

  page->operations =
      hlc_store_list_pending_finish (HLC_STORE (source), result, &page->total, &page->has_more, &error);
  if (page->operations == NULL)
    {
      hlc_api_answer_failure (request, error, NULL, NULL);
      pending_page_free (page);
      return;
    }

  hlc_api_answer_printed (request, page_size (page), print_page, page, pending_page_free);
}

static void
list_pending (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  g_autoptr (HlcQueryValues) values = hlc_query_values_new (hlc_request_get_query (request), NULL);
  const char *format = hlc_query_values_get_text (values, "format");
  guint limit = hlc_query_values_get_number (values, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
  gint64 offset = hlc_query_values_get_number (values, "offset", 0, G_MAXINT64, 0);
  PendingPage *page = NULL;

  if (format != NULL && strcmp (format, "array") != 0 && strcmp (format, "object") != 0)
    hlc_query_values_refuse (values, "format", "array or object");
  if (hlc_api_answer_mistake (request, values))
    return;

  page = g_new0 (PendingPage, 1);
  page->request = g_object_ref (request);
  page->limit = limit;
  page->offset = offset;
  page->is_array = g_strcmp0 (format, "array") == 0;
  hlc_store_list_pending_async (hlc_api_get_store (api), target->kind, limit, offset, NULL, pending_listed_cb,
                                page);
}

#define V1 HLC_API_AGENT_PREFIX
#define CALL HLC_OPERATION_FUNCTION_CALL
#define CONTACT HLC_OPERATION_HUMAN_CONTACT

/* clang-format off */
static const HlcApiRoute routes[] = {
  { "GET", V1 "/project", HLC_API_AGENT, get_project, 0 },
  { "POST", V1 "/function_calls", HLC_API_AGENT, hlc_api_agent_create, CALL },
  { "GET", V1 "/function_calls/*", HLC_API_AGENT, poll_operation, CALL },
  { "POST", V1 "/contact_requests", HLC_API_AGENT, hlc_api_agent_create, CONTACT },
  { "GET", V1 "/contact_requests/*", HLC_API_AGENT, poll_operation, CONTACT },
  { "POST", V1 "/human_contacts", HLC_API_AGENT, hlc_api_agent_create, CONTACT },
  { "GET", V1 "/human_contacts/*", HLC_API_AGENT, poll_operation, CONTACT },
  { "GET", V1 "/agent/function_calls/pending", HLC_API_AGENT, list_pending, CALL },
  { "GET", V1 "/agent/human_contacts/pending", HLC_API_AGENT, list_pending, CONTACT },
  { "POST", V1 "/agent/function_calls/*/respond", HLC_API_AGENT_DECIDE, hlc_api_agent_respond, CALL },
  { "POST", V1 "/agent/human_contacts/*/respond", HLC_API_AGENT_DECIDE, hlc_api_agent_respond, CONTACT },
  { "POST", V1 "/agent/function_calls/*/escalate_email", HLC_API_AGENT, hlc_api_agent_escalate, CALL },
  { "POST", V1 "/agent/human_contacts/*/escalate_email", HLC_API_AGENT, hlc_api_agent_escalate, CONTACT },
  { NULL },
};
/* clang-format on */

/*< private >
 * hlc_api_agent_get_routes:
 *
 * Returns: (transfer none): the HumanLayer API, as agents use it
 */
const HlcApiRoute *
hlc_api_agent_get_routes (void)
{
  return routes;
}
