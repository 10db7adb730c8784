/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-event-kind.h"

#include "hlc-object-json-sending.h"
#include "hlc-object-json.h"
#include "hlc-store-endpoints.h"
#include "hlc-store-messages.h"

static GArray *
pick_deliveries (HlcStoreChanges *changes)
{
  return changes->deliveries;
}

static gpointer
read_delivery_finish (HlcStore *store, GAsyncResult *result, gint64 id, GPtrArray **timeline, GError **error)
{
  return hlc_store_get_delivery_finish (store, result, error);
}

static gsize
get_delivery_size (gpointer record)
{
  const HlcDelivery *delivery = record;

  return g_bytes_get_size (delivery->body);
}

static void
write_delivery (HlcJsonWriter *writer, gpointer record)
{
  hlc_object_json_write_delivery (writer, record);
}

static GArray *
pick_operations (HlcStoreChanges *changes)
{
  return changes->operations;
}

static gpointer
read_operation_finish (HlcStore *store, GAsyncResult *result, gint64 id, GPtrArray **timeline, GError **error)
{
  return hlc_store_get_operation_by_id_finish (store, result, timeline, error);
}

static gsize
get_operation_size (gpointer record)
{
  return hlc_operation_get_size (record);
}

static void
write_operation (HlcJsonWriter *writer, gpointer record)
{
  hlc_object_json_write_operation (writer, record, NULL);
}

static GArray *
pick_attempts (HlcStoreChanges *changes)
{
  return changes->attempts;
}

static gpointer
read_attempt_finish (HlcStore *store, GAsyncResult *result, gint64 id, GPtrArray **timeline, GError **error)
{
  return hlc_store_get_attempt_finish (store, result, error);
}

static gsize
get_attempt_size (gpointer record)
{
  const HlcAttempt *attempt = record;

  return attempt->response_body != NULL ? g_bytes_get_size (attempt->response_body) : 0;
}

static void
write_attempt (HlcJsonWriter *writer, gpointer record)
{
  hlc_object_json_write_attempt (writer, record);
}

static GArray *
pick_endpoints (HlcStoreChanges *changes)
{
  return changes->endpoints;
}

/* There are few, and the store gives one by its name only. */
static void
read_endpoint (HlcStore *store,
               gint64 id,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  hlc_store_list_endpoints_async (store, cancellable, callback, user_data);
}

static gpointer
read_endpoint_finish (HlcStore *store, GAsyncResult *result, gint64 id, GPtrArray **timeline, GError **error)
{
  g_autoptr (GPtrArray) endpoints = hlc_store_list_endpoints_finish (store, result, error);

  if (endpoints == NULL)
    return NULL;

  for (guint i = 0; i < endpoints->len; i++)
    {
      HlcEndpoint *endpoint = g_ptr_array_index (endpoints, i);

      if (endpoint->id == id)
        return hlc_endpoint_ref (endpoint);
    }

  g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, "endpoint %" G_GINT64_FORMAT ": it was removed", id);
  return NULL;
}

static gsize
get_endpoint_size (gpointer record)
{
  return 0;
}

static void
write_endpoint (HlcJsonWriter *writer, gpointer record)
{
  hlc_object_json_write_endpoint (writer, record, NULL, 0);
}

static const HlcEventTraits TRAITS[HLC_N_EVENT_KINDS] = {
  [HLC_EVENT_KIND_DELIVERY] = { "delivery", FALSE, pick_deliveries, hlc_store_get_delivery_async,
                                read_delivery_finish, get_delivery_size, write_delivery,
                                (GDestroyNotify) hlc_delivery_unref },
  [HLC_EVENT_KIND_OPERATION] = { "operation", TRUE, pick_operations, hlc_store_get_operation_by_id_async,
                                 read_operation_finish, get_operation_size, write_operation,
                                 (GDestroyNotify) hlc_operation_unref },
  [HLC_EVENT_KIND_ATTEMPT] = { "attempt", FALSE, pick_attempts, hlc_store_get_attempt_async,
                               read_attempt_finish, get_attempt_size, write_attempt,
                               (GDestroyNotify) hlc_attempt_unref },
  [HLC_EVENT_KIND_ENDPOINT] = { "endpoint", TRUE, pick_endpoints, read_endpoint, read_endpoint_finish,
                                get_endpoint_size, write_endpoint, (GDestroyNotify) hlc_endpoint_unref },
};

/**
 * hlc_event_kind_get_traits:
 * @kind: a kind
 *
 * Returns: (transfer none): how its changes become events
 */
const HlcEventTraits *
hlc_event_kind_get_traits (HlcEventKind kind)
{
  g_return_val_if_fail ((guint) kind < HLC_N_EVENT_KINDS, NULL);

  return &TRAITS[kind];
}
