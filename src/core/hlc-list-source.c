/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-list-source.h"

#include "hlc-delivery-item.h"
#include "hlc-operation-item.h"
#include "hlc-store-query.h"

static gpointer
operation_query_copy (gconstpointer query)
{
  return hlc_operation_query_copy (query);
}

static void
operation_query_free (gpointer query)
{
  hlc_operation_query_free (query);
}

static gboolean
operation_read_newest (HlcSql *sql,
                       gconstpointer query,
                       gint64 limit,
                       GArray *keys,
                       gint64 *next,
                       GError **error)
{
  return hlc_store_read_newest_operation_keys (sql, query, limit, keys, next, error);
}

static gboolean
operation_read_keys (HlcSql *sql,
                     gconstpointer query,
                     gint64 before,
                     gint64 limit,
                     GArray *keys,
                     GError **error)
{
  return hlc_store_read_operation_keys (sql, query, before, limit, keys, error);
}

static gboolean
operation_match (HlcSql *sql, gconstpointer query, GArray *ids, GArray *keys, GError **error)
{
  return hlc_store_match_operations (sql, query, ids, keys, error);
}

static GPtrArray *
operation_read_rows (HlcSql *sql, gconstpointer query, GArray *keys, GError **error)
{
  return hlc_store_read_operations (sql, query, keys, error);
}

static gboolean
operation_key_is_id (gconstpointer query)
{
  return !hlc_operation_query_has_own_key (query);
}

static void
add_ids (GArray *ids, GArray *more)
{
  g_array_append_vals (ids, more->data, more->len);
}

static void
operation_add_touched (HlcStoreChanges *changes, gconstpointer query, GArray *ids)
{
  add_ids (ids, changes->operations);
  /* A row is found by its words a moment after it was stored. */
  if (((const HlcOperationQuery *) query)->search != NULL)
    add_ids (ids, changes->searchable_operations);
}

static gpointer
operation_ref (gpointer record)
{
  return hlc_operation_ref (record);
}

static void
operation_unref (gpointer record)
{
  hlc_operation_unref (record);
}

static void
operation_set_record (gpointer item, gpointer record)
{
  hlc_operation_item_set_operation (item, record);
}

static void
operation_set_error (gpointer item, const char *error)
{
  hlc_operation_item_set_error (item, error);
}

static gpointer
delivery_query_copy (gconstpointer query)
{
  return hlc_delivery_query_copy (query);
}

static void
delivery_query_free (gpointer query)
{
  hlc_delivery_query_free (query);
}

static gboolean
delivery_read_newest (HlcSql *sql,
                      gconstpointer query,
                      gint64 limit,
                      GArray *keys,
                      gint64 *next,
                      GError **error)
{
  return hlc_store_read_newest_delivery_keys (sql, query, limit, keys, next, error);
}

static gboolean
delivery_read_keys (HlcSql *sql,
                    gconstpointer query,
                    gint64 before,
                    gint64 limit,
                    GArray *keys,
                    GError **error)
{
  return hlc_store_read_delivery_keys (sql, query, before, limit, keys, error);
}

static gboolean
delivery_match (HlcSql *sql, gconstpointer query, GArray *ids, GArray *keys, GError **error)
{
  return hlc_store_match_deliveries (sql, query, ids, keys, error);
}

static GPtrArray *
delivery_read_rows (HlcSql *sql, gconstpointer query, GArray *keys, GError **error)
{
  return hlc_store_read_deliveries (sql, query, keys, error);
}

static gboolean
delivery_key_is_id (gconstpointer query)
{
  return TRUE;
}

static void
delivery_add_touched (HlcStoreChanges *changes, gconstpointer query, GArray *ids)
{
  add_ids (ids, changes->deliveries);
  add_ids (ids, changes->removed_deliveries);
  if (((const HlcDeliveryQuery *) query)->search != NULL)
    add_ids (ids, changes->searchable_deliveries);
}

static gpointer
delivery_ref (gpointer record)
{
  return hlc_delivery_ref (record);
}

static void
delivery_unref (gpointer record)
{
  hlc_delivery_unref (record);
}

static void
delivery_set_record (gpointer item, gpointer record)
{
  hlc_delivery_item_set_delivery (item, record);
}

static void
delivery_set_error (gpointer item, const char *error)
{
  hlc_delivery_item_set_error (item, error);
}

/**
 * hlc_list_source_get_operations:
 *
 * Returns: rows of #HlcOperationItem by #HlcOperationQuery
 */
const HlcListSource *
hlc_list_source_get_operations (void)
{
  static const HlcListSource source = {
    .item_type = hlc_operation_item_get_type,
    .query_copy = operation_query_copy,
    .query_free = operation_query_free,
    .read_newest = operation_read_newest,
    .read_keys = operation_read_keys,
    .match = operation_match,
    .read_rows = operation_read_rows,
    .key_is_id = operation_key_is_id,
    .add_touched = operation_add_touched,
    .record_ref = operation_ref,
    .record_unref = operation_unref,
    .set_record = operation_set_record,
    .set_error = operation_set_error,
  };

  return &source;
}

/**
 * hlc_list_source_get_deliveries:
 *
 * Returns: rows of #HlcDeliveryItem by #HlcDeliveryQuery
 */
const HlcListSource *
hlc_list_source_get_deliveries (void)
{
  static const HlcListSource source = {
    .item_type = hlc_delivery_item_get_type,
    .query_copy = delivery_query_copy,
    .query_free = delivery_query_free,
    .read_newest = delivery_read_newest,
    .read_keys = delivery_read_keys,
    .match = delivery_match,
    .read_rows = delivery_read_rows,
    .key_is_id = delivery_key_is_id,
    .add_touched = delivery_add_touched,
    .record_ref = delivery_ref,
    .record_unref = delivery_unref,
    .set_record = delivery_set_record,
    .set_error = delivery_set_error,
  };

  return &source;
}
