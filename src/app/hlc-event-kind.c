/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-event-kind.h"

#include "hlc-object-json.h"

static GArray *
pick_deliveries (HlcStoreChanges *changes)
{
  return changes->deliveries;
}

static gpointer
read_delivery_finish (HlcStore *store, GAsyncResult *result, GPtrArray **timeline, GError **error)
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
read_operation_finish (HlcStore *store, GAsyncResult *result, GPtrArray **timeline, GError **error)
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

static const HlcEventTraits TRAITS[HLC_N_EVENT_KINDS] = {
  [HLC_EVENT_KIND_DELIVERY] = { "delivery", FALSE, pick_deliveries, hlc_store_get_delivery_async,
                                read_delivery_finish, get_delivery_size, write_delivery,
                                (GDestroyNotify) hlc_delivery_unref },
  [HLC_EVENT_KIND_OPERATION] = { "operation", TRUE, pick_operations, hlc_store_get_operation_by_id_async,
                                 read_operation_finish, get_operation_size, write_operation,
                                 (GDestroyNotify) hlc_operation_unref },
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
