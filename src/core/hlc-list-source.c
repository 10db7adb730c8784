/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-list-source.h"

#include "hlc-delivery-item.h"
#include "hlc-message-item.h"
#include "hlc-operation-item.h"
#include "hlc-store-message-query.h"
#include "hlc-store-query.h"

/*
 * A source takes every query as a plain pointer. These functions give it back its type, for one kind of record:
 * hlc_store_read_…_keys() and the like are called with what they are made for.
 */
#define DEFINE_SOURCE_FUNCS(name, names)                                                                     \
  static gpointer name##_query_copy (gconstpointer query) { return hlc_##name##_query_copy (query); }        \
                                                                                                             \
  static void name##_query_free (gpointer query) { hlc_##name##_query_free (query); }                        \
                                                                                                             \
  static gboolean name##_read_newest (HlcSql *sql, gconstpointer query, gint64 limit, GArray *keys,          \
                                      gint64 *next, GError **error)                                          \
  {                                                                                                          \
    return hlc_store_read_newest_##name##_keys (sql, query, limit, keys, next, error);                       \
  }                                                                                                          \
                                                                                                             \
  static gboolean name##_read_keys (HlcSql *sql, gconstpointer query, gint64 before, gint64 limit,           \
                                    GArray *keys, GError **error)                                            \
  {                                                                                                          \
    return hlc_store_read_##name##_keys (sql, query, before, limit, keys, error);                            \
  }                                                                                                          \
                                                                                                             \
  static gboolean name##_match (HlcSql *sql, gconstpointer query, GArray *ids, GArray *keys, GError **error) \
  {                                                                                                          \
    return hlc_store_match_##names (sql, query, ids, keys, error);                                           \
  }                                                                                                          \
                                                                                                             \
  static GPtrArray *name##_read_rows (HlcSql *sql, gconstpointer query, GArray *keys, GError **error)        \
  {                                                                                                          \
    return hlc_store_read_##names (sql, query, keys, error);                                                 \
  }                                                                                                          \
                                                                                                             \
  static gpointer name##_ref (gpointer record) { return hlc_##name##_ref (record); }                         \
                                                                                                             \
  static void name##_unref (gpointer record) { hlc_##name##_unref (record); }

#define SOURCE_FUNCS(name)                                                                                   \
  .item_type = hlc_##name##_item_get_type, .query_copy = name##_query_copy, .query_free = name##_query_free, \
  .read_newest = name##_read_newest, .read_keys = name##_read_keys, .match = name##_match,                   \
  .read_rows = name##_read_rows, .key_is_id = name##_key_is_id, .add_touched = name##_add_touched,           \
  .record_ref = name##_ref, .record_unref = name##_unref

DEFINE_SOURCE_FUNCS (operation, operations)
DEFINE_SOURCE_FUNCS (delivery, deliveries)
DEFINE_SOURCE_FUNCS (message, messages)

static void
add_ids (GArray *ids, GArray *more)
{
  g_array_append_vals (ids, more->data, more->len);
}

static gboolean
operation_key_is_id (gconstpointer query)
{
  return !hlc_operation_query_has_own_key (query);
}

static void
operation_add_touched (HlcStoreChanges *changes, gconstpointer query, GArray *ids)
{
  add_ids (ids, changes->operations);
  /* A row is found by its words a moment after it was stored. */
  if (((const HlcOperationQuery *) query)->search != NULL)
    add_ids (ids, changes->searchable_operations);
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

static gboolean
message_key_is_id (gconstpointer query)
{
  return TRUE;
}

static void
message_add_touched (HlcStoreChanges *changes, gconstpointer query, GArray *ids)
{
  add_ids (ids, changes->messages);
}

/**
 * hlc_list_source_get_operations:
 *
 * Returns: rows of #HlcOperationItem by #HlcOperationQuery
 */
const HlcListSource *
hlc_list_source_get_operations (void)
{
  static const HlcListSource source = { SOURCE_FUNCS (operation) };

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
  static const HlcListSource source = { SOURCE_FUNCS (delivery) };

  return &source;
}

/**
 * hlc_list_source_get_messages:
 *
 * Returns: rows of #HlcMessageItem by #HlcMessageQuery
 */
const HlcListSource *
hlc_list_source_get_messages (void)
{
  static const HlcListSource source = { SOURCE_FUNCS (message) };

  return &source;
}
