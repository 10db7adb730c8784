/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-private.h"

#include "hlc-api-answer.h"
#include "hlc-api-sending-private.h"
#include "hlc-object-json.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT 500

static const char *const delivery_parameters[] = { "verdict", "q", "limit", "before", NULL };

static GBytes *
print_delivery (gpointer input)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_object_json_write_delivery (writer, input);
  return hlc_json_writer_finish (writer);
}

static void
deliveries_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonWriter) writer = hlc_api_page_begin ();
  gint64 next = 0;
  g_autoptr (GPtrArray) page = hlc_store_list_deliveries_finish (HLC_STORE (source), result, &next, &error);

  if (page == NULL)
    {
      hlc_api_answer_failure (request, error, NULL, NULL);
      return;
    }

  for (guint i = 0; i < page->len; i++)
    hlc_object_json_write_delivery (writer, g_ptr_array_index (page, i));
  hlc_api_page_answer (writer, request, next);
}

static void
list_deliveries (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
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
  if (hlc_api_answer_mistake (request, values))
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
    hlc_api_answer_failure (request, error, NULL, NULL);
  else
    hlc_api_answer_printed (request, g_bytes_get_size (delivery->body), print_delivery,
                            hlc_delivery_ref (delivery), (GDestroyNotify) hlc_delivery_unref);
}

static void
get_delivery (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  gint64 id = 0;

  if (hlc_api_get_number (request, target->argument, HLC_API_UNKNOWN_DELIVERY, &id))
    hlc_store_get_delivery_async (hlc_api_get_store (api), id, NULL, delivery_read_cb,
                                  g_object_ref (request));
}

static void
get_info (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_request_answer (request, 200, hlc_api_get_info (api));
}

static void
get_events (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_request_begin_events (request);
  hlc_api_add_stream (api, request);
}

static const HlcApiRoute routes[] = {
  { "GET", HLC_API_CONSOLE_PREFIX "/info", HLC_API_CONSOLE, get_info },
  { "GET", HLC_API_CONSOLE_PREFIX "/deliveries", HLC_API_CONSOLE, list_deliveries },
  { "GET", HLC_API_CONSOLE_PREFIX "/deliveries/*", HLC_API_CONSOLE, get_delivery },
  { "POST", HLC_API_CONSOLE_PREFIX "/deliveries/*/replay", HLC_API_CONSOLE, hlc_api_replay },
  { "GET", HLC_API_CONSOLE_PREFIX "/time-scale", HLC_API_CONSOLE, hlc_api_time_scale_get },
  { "PUT", HLC_API_CONSOLE_PREFIX "/time-scale", HLC_API_CONSOLE, hlc_api_time_scale_put },
  { "GET", HLC_API_CONSOLE_PREFIX "/events", HLC_API_CONSOLE, get_events },
  { "GET", HLC_API_CONSOLE_PREFIX "/next_id", HLC_API_CONSOLE, hlc_api_console_next_id },
  { "GET", HLC_API_CONSOLE_PREFIX "/keys", HLC_API_CONSOLE, hlc_api_keys_list },
  { "POST", HLC_API_CONSOLE_PREFIX "/keys", HLC_API_CONSOLE, hlc_api_keys_add },
  { "DELETE", HLC_API_CONSOLE_PREFIX "/keys/*", HLC_API_CONSOLE, hlc_api_keys_remove },
  { "GET", HLC_API_CONSOLE_PREFIX "/tunnel", HLC_API_CONSOLE, hlc_api_tunnel_get },
  { "POST", HLC_API_CONSOLE_PREFIX "/tunnel/start", HLC_API_CONSOLE, hlc_api_tunnel_start },
  { "POST", HLC_API_CONSOLE_PREFIX "/tunnel/stop", HLC_API_CONSOLE, hlc_api_tunnel_stop },
  { "POST", HLC_API_CONSOLE_PREFIX "/tunnel/test", HLC_API_CONSOLE, hlc_api_tunnel_test },
  { "GET", HLC_API_CONSOLE_PREFIX "/remote", HLC_API_CONSOLE, hlc_api_remote_get },
  { "PUT", HLC_API_CONSOLE_PREFIX "/remote", HLC_API_CONSOLE, hlc_api_remote_put },
  { "DELETE", HLC_API_CONSOLE_PREFIX "/remote", HLC_API_CONSOLE, hlc_api_remote_delete },
  { "POST", HLC_API_CONSOLE_PREFIX "/remote/test", HLC_API_CONSOLE, hlc_api_remote_test },
  { "POST", HLC_API_CONSOLE_PREFIX "/remote/operations", HLC_API_CONSOLE, hlc_api_remote_create },
  { NULL },
};

/*< private >
 * hlc_api_console_get_routes:
 *
 * Returns: (transfer none): what scripts and the command line may ask, but of operations
 */
const HlcApiRoute *
hlc_api_console_get_routes (void)
{
  return routes;
}
