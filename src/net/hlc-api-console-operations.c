/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-private.h"

#include <string.h>

#include "hlc-api-answer.h"
#include "hlc-object-json.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT 500

static const char *const operation_parameters[] = { "state", "kind", "run_id", "q", "limit", "before", NULL };

/* An operation as it is shown. */
typedef struct
{
  HlcOperation *operation; /* (owned) */
  GPtrArray *timeline;     /* (owned) (nullable) */
} Record;

static void
record_free (gpointer data)
{
  Record *record = data;

  hlc_operation_unref (record->operation);
  g_clear_pointer (&record->timeline, g_ptr_array_unref);
  g_free (record);
}

static GBytes *
print_record (gpointer input)
{
  const Record *record = input;
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_object_json_write_operation (writer, record->operation, record->timeline);
  return hlc_json_writer_finish (writer);
}

static gsize
record_size (const Record *record)
{
  gsize size = hlc_operation_get_size (record->operation);

  for (guint i = 0; record->timeline != NULL && i < record->timeline->len; i++)
    {
      const HlcTimelineEntry *entry = g_ptr_array_index (record->timeline, i);

      size += entry->detail != NULL ? strlen (entry->detail) : 0;
    }

  return size;
}

/*< private >
 * hlc_api_console_answer_operation:
 * @operation: whole
 * @timeline: (nullable) (element-type HlcTimelineEntry): what happened to it
 *
 * Answers with the console's own `operation` object.
 */
void
hlc_api_console_answer_operation (HlcRequest *request, HlcOperation *operation, GPtrArray *timeline)
{
  Record *record = g_new0 (Record, 1);

  record->operation = hlc_operation_ref (operation);
  record->timeline = timeline != NULL ? g_ptr_array_ref (timeline) : NULL;
  hlc_api_answer_printed (request, record_size (record), print_record, record, record_free);
}

static void
operations_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonWriter) writer = hlc_api_page_begin ();
  gint64 next = 0;
  g_autoptr (GPtrArray) page = hlc_store_list_operations_finish (HLC_STORE (source), result, &next, &error);

  if (page == NULL)
    {
      hlc_api_answer_failure (request, error, NULL, NULL);
      return;
    }

  for (guint i = 0; i < page->len; i++)
    hlc_object_json_write_operation (writer, g_ptr_array_index (page, i), NULL);
  hlc_api_page_answer (writer, request, next);
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
list_operations (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  g_autoptr (HlcQueryValues) values =
      hlc_query_values_new (hlc_request_get_query (request), operation_parameters);
  g_autoptr (HlcOperationQuery) query = read_operation_query (values);
  guint limit = hlc_query_values_get_number (values, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
  gint64 before = hlc_query_values_get_number (values, "before", 1, G_MAXINT64, 0);

  if (hlc_api_answer_mistake (request, values))
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
    hlc_api_answer_failure (request, error, NULL, NULL);
  else
    hlc_api_console_answer_operation (request, operation, timeline);
}

static void
get_operation (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_store_get_operation_async (hlc_api_get_store (api), target->argument, NULL, operation_read_cb,
                                 g_object_ref (request));
}

#define OPERATIONS HLC_API_CONSOLE_PREFIX "/operations"

static const HlcApiRoute routes[] = {
  { "GET", OPERATIONS, HLC_API_CONSOLE, list_operations },
  { "POST", OPERATIONS, HLC_API_CONSOLE, hlc_api_console_create },
  { "GET", OPERATIONS "/*", HLC_API_CONSOLE, get_operation },
  { "POST", OPERATIONS "/*/decide", HLC_API_CONSOLE, hlc_api_console_decide },
  { NULL },
};

/*< private >
 * hlc_api_console_operations_get_routes:
 *
 * Returns: (transfer none): what scripts and the command line may do to operations
 */
const HlcApiRoute *
hlc_api_console_operations_get_routes (void)
{
  return routes;
}
