/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-exchange.h"

#include "hlc-api-answer.h"
#include "hlc-api-sending-private.h"
#include "hlc-endpoint-input.h"
#include "hlc-endpoint-maker.h"
#include "hlc-object-json-sending.h"
#include "hlc-store-endpoints.h"
#include "hlc-store-outbox.h"

/* What a list of endpoints is asked with: nothing. */
static const char *const no_parameters[] = { NULL };

/* The secret that is to sign from now on. */
typedef struct
{
  HlcSigningSecret *secret; /* (owned) (nullable) */
} Rotation;

static void
rotation_free (Rotation *self)
{
  g_clear_pointer (&self->secret, hlc_signing_secret_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rotation, rotation_free)

/* A secret that a script wants, or NULL for one of the vault's own. */
static const char *
get_text (HlcSigningSecret *secret)
{
  return secret != NULL ? hlc_signing_secret_get_text (secret) : NULL;
}

static void
write_endpoint (HlcJsonWriter *writer,
                HlcEndpointVault *vault,
                HlcEndpoint *endpoint,
                HlcSigningSecret *secret,
                gint64 now)
{
  hlc_object_json_write_endpoint (writer, endpoint, secret,
                                  hlc_endpoint_vault_get_overlap_until (vault, endpoint->endpoint_id, now));
}

/* @secret: (nullable): told once, to whoever made it */
static void
answer_endpoint (const HlcApiExchange *exchange, HlcEndpoint *endpoint, HlcSigningSecret *secret)
{
  HlcEndpointVault *vault = hlc_api_get_vault (exchange->api, exchange->request);
  g_autoptr (HlcJsonWriter) writer = NULL;
  g_autoptr (GBytes) json = NULL;

  if (vault == NULL)
    return;

  writer = hlc_json_writer_new ();
  write_endpoint (writer, vault, endpoint, secret, exchange->now);
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (exchange->request, 200, json);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) endpoints = hlc_store_list_endpoints_finish (HLC_STORE (source), result, &error);
  g_autoptr (HlcJsonWriter) writer = NULL;
  HlcEndpointVault *vault;

  if (endpoints == NULL)
    {
      hlc_api_answer_failure (exchange->request, error, NULL, NULL);
      return;
    }

  vault = hlc_api_get_vault (exchange->api, exchange->request);
  if (vault == NULL)
    return;

  writer = hlc_api_page_begin ();
  for (guint i = 0; i < endpoints->len; i++)
    write_endpoint (writer, vault, g_ptr_array_index (endpoints, i), NULL, exchange->now);
  hlc_api_page_answer (writer, exchange->request, 0);
}

static void
list_endpoints (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  g_autoptr (HlcQueryValues) values = hlc_query_values_new (hlc_request_get_query (request), no_parameters);

  if (!hlc_api_answer_mistake (request, values))
    hlc_store_list_endpoints_async (hlc_api_get_store (api), NULL, listed_cb,
                                    hlc_api_exchange_new (api, request, target));
}

static void
endpoint_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcEndpoint) endpoint = hlc_store_get_endpoint_finish (HLC_STORE (source), result, &error);

  if (endpoint == NULL)
    hlc_api_answer_failure (exchange->request, error, NULL, NULL);
  else
    answer_endpoint (exchange, endpoint, NULL);
}

static void
get_endpoint (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_store_get_endpoint_async (hlc_api_get_store (api), target->argument, NULL, endpoint_read_cb,
                                hlc_api_exchange_new (api, request, target));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcSigningSecret) secret = NULL;
  g_autoptr (HlcEndpoint) endpoint =
      hlc_endpoint_maker_make_finish (HLC_STORE (source), result, &secret, &error);

  if (endpoint == NULL)
    hlc_api_answer_failure (exchange->request, error, "endpoint_taken", "secret");
  else
    answer_endpoint (exchange, endpoint, secret);
}

/* One that is there already may be disabled or renamed, whatever its URL has become: our ports may have changed. */
static gboolean
check_url (const HlcApiExchange *exchange)
{
  const HlcEndpointInput *input = exchange->input;
  HlcDispatcher *dispatcher = hlc_api_get_dispatcher (exchange->api, exchange->request);
  g_autoptr (GError) error = NULL;

  if (dispatcher == NULL)
    return FALSE;
  if (!input->has_new_url || hlc_dispatcher_check_url (dispatcher, input->endpoint->url, &error))
    return TRUE;

  hlc_api_answer_failure (exchange->request, error, NULL, "url");
  return FALSE;
}

static void
add (HlcApiExchange *begun)
{
  g_autoptr (HlcApiExchange) exchange = begun;
  const HlcEndpointInput *input = exchange->input;

  if (!check_url (exchange))
    return;

  hlc_endpoint_maker_make_async (exchange->store, hlc_api_peek_vault (exchange->api), input->endpoint,
                                 get_text (input->secret), made_cb, exchange);
  g_steal_pointer (&exchange);
}

static gpointer
read_new (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  return hlc_endpoint_input_read (body, NULL, problems);
}

static void
add_endpoint (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_new,
                         (GDestroyNotify) hlc_endpoint_input_free, add);
}

static void
updated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcEndpoint) endpoint = hlc_store_write_endpoint_finish (HLC_STORE (source), result, &error);

  if (endpoint == NULL)
    hlc_api_answer_failure (exchange->request, error, NULL, NULL);
  else
    answer_endpoint (exchange, endpoint, NULL);
}

static void
update (HlcApiExchange *begun)
{
  g_autoptr (HlcApiExchange) exchange = begun;
  const HlcEndpointInput *input = exchange->input;

  if (!check_url (exchange))
    return;

  hlc_store_update_endpoint_async (exchange->store, input->endpoint, updated_cb, exchange);
  g_steal_pointer (&exchange);
}

/* See HlcApiBodyFunc. What is not sent stays as it is stored. */
static gpointer
read_change (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  const HlcApiExchange *exchange = user_data;

  return hlc_endpoint_input_read (body, exchange->input, problems);
}

static void
stored_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  HlcEndpoint *stored = hlc_store_get_endpoint_finish (HLC_STORE (source), result, &error);

  if (stored == NULL)
    {
      hlc_api_answer_failure (exchange->request, error, NULL, NULL);
      return;
    }

  hlc_api_exchange_set_input (exchange, stored, (GDestroyNotify) hlc_endpoint_unref);
  hlc_api_exchange_read (g_steal_pointer (&exchange), read_change, (GDestroyNotify) hlc_endpoint_input_free,
                         update);
}

static void
update_endpoint (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_store_get_endpoint_async (hlc_api_get_store (api), target->argument, NULL, stored_read_cb,
                                hlc_api_exchange_new (api, request, target));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;

  if (hlc_endpoint_maker_remove_finish (HLC_STORE (source), result, &error))
    hlc_api_answer_one (exchange->request, "removed", exchange->argument);
  else
    hlc_api_answer_failure (exchange->request, error, NULL, NULL);
}

static void
remove_endpoint (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  HlcEndpointVault *vault = hlc_api_get_vault (api, request);

  if (vault != NULL)
    hlc_endpoint_maker_remove_async (hlc_api_get_store (api), vault, target->argument, removed_cb,
                                     hlc_api_exchange_new (api, request, target));
}

static void
rotating_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  const Rotation *rotation = exchange->input;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcEndpoint) endpoint = hlc_store_get_endpoint_finish (HLC_STORE (source), result, &error);
  g_autoptr (HlcSigningSecret) secret = NULL;
  HlcEndpointVault *vault;

  if (endpoint == NULL)
    {
      hlc_api_answer_failure (exchange->request, error, NULL, NULL);
      return;
    }

  vault = hlc_api_get_vault (exchange->api, exchange->request);
  if (vault == NULL)
    return;

  secret = hlc_endpoint_vault_rotate (vault, endpoint->endpoint_id, get_text (rotation->secret),
                                      exchange->now, &error);
  if (secret == NULL)
    hlc_api_answer_failure (exchange->request, error, "secret_taken", "secret");
  else
    answer_endpoint (exchange, endpoint, secret);
}

static void
rotate (HlcApiExchange *exchange)
{
  hlc_store_get_endpoint_async (exchange->store, exchange->argument, NULL, rotating_read_cb, exchange);
}

static gpointer
read_rotation (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  g_autoptr (Rotation) rotation = g_new0 (Rotation, 1);

  return hlc_endpoint_input_read_rotation (body, &rotation->secret, problems) ? g_steal_pointer (&rotation)
                                                                              : NULL;
}

static void
rotate_endpoint (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_rotation,
                         (GDestroyNotify) rotation_free, rotate);
}

static void
recovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  gint64 count = hlc_store_recover_finish (HLC_STORE (source), result, &error);
  g_autoptr (HlcJsonWriter) writer = NULL;
  g_autoptr (GBytes) json = NULL;

  if (error != NULL)
    {
      hlc_api_answer_failure (exchange->request, error, NULL, NULL);
      return;
    }

  writer = hlc_json_writer_new ();
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "recovered");
  hlc_json_writer_int (writer, count);
  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (exchange->request, 200, json);
}

static void
recover (HlcApiExchange *exchange)
{
  const gint64 *since = exchange->input;

  hlc_store_recover_async (exchange->store, exchange->argument, *since, recovered_cb, exchange);
}

/* See HlcApiBodyFunc: a gint64. */
static gpointer
read_since (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  g_autofree gint64 *since = g_new0 (gint64, 1);

  return hlc_endpoint_input_read_recovery (body, since, problems) ? g_steal_pointer (&since) : NULL;
}

static void
recover_endpoint (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_since, g_free, recover);
}

#define ENDPOINTS HLC_API_CONSOLE_PREFIX "/endpoints"

static const HlcApiRoute routes[] = {
  { "GET", ENDPOINTS, HLC_API_CONSOLE, list_endpoints },
  { "POST", ENDPOINTS, HLC_API_CONSOLE, add_endpoint },
  { "GET", ENDPOINTS "/*", HLC_API_CONSOLE, get_endpoint },
  { "PATCH", ENDPOINTS "/*", HLC_API_CONSOLE, update_endpoint },
  { "DELETE", ENDPOINTS "/*", HLC_API_CONSOLE, remove_endpoint },
  { "POST", ENDPOINTS "/*/rotate", HLC_API_CONSOLE, rotate_endpoint },
  { "POST", ENDPOINTS "/*/recover", HLC_API_CONSOLE, recover_endpoint },
  { NULL },
};

/*< private >
 * hlc_api_endpoints_get_routes:
 *
 * Returns: (transfer none): what scripts may do to the URLs that messages go to
 */
const HlcApiRoute *
hlc_api_endpoints_get_routes (void)
{
  return routes;
}
