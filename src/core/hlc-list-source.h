/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-sql.h"
#include "hlc-store-writer.h"

G_BEGIN_DECLS

/**
 * HlcListSource:
 * @item_type: the type of a row, a #HlcListItem
 * @query_copy, @query_free: the query that the other functions get
 * @read_newest: the first keys, and below which key the rest begins (0: there is none); quick; reader thread
 * @read_keys: the keys below `before`, greatest first; reader thread
 * @match: for each id its key, or 0 where the list does not hold it; reader thread
 * @read_rows: one record a key, %NULL where it is gone; reader thread
 * @key_is_id: whether a row that no longer matches can be found by its id
 * @add_touched: adds the ids of a change that matter to the list
 *
 * What an #HlcLazyList needs to know of the rows that it lists.
 */
typedef struct
{
  GType (*item_type) (void);
  gpointer (*query_copy) (gconstpointer query);
  GDestroyNotify query_free;
  gboolean (*read_newest) (HlcSql *sql,
                           gconstpointer query,
                           gint64 limit,
                           GArray *keys,
                           gint64 *next,
                           GError **error);
  gboolean (*read_keys) (HlcSql *sql,
                         gconstpointer query,
                         gint64 before,
                         gint64 limit,
                         GArray *keys,
                         GError **error);
  gboolean (*match) (HlcSql *sql, gconstpointer query, GArray *ids, GArray *keys, GError **error);
  GPtrArray *(*read_rows) (HlcSql *sql, gconstpointer query, GArray *keys, GError **error);
  gboolean (*key_is_id) (gconstpointer query);
  void (*add_touched) (HlcStoreChanges *changes, gconstpointer query, GArray *ids);
  gpointer (*record_ref) (gpointer record);
  GDestroyNotify record_unref;
} HlcListSource;

const HlcListSource *hlc_list_source_get_operations (void);
const HlcListSource *hlc_list_source_get_deliveries (void);
const HlcListSource *hlc_list_source_get_messages (void);

G_END_DECLS
