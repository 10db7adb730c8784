/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-search-index.h"

/*
 * The full-text index costs as much as the rest of a commit, and nobody searches in the millisecond in which a webhook
 * arrives: rows are made searchable afterwards, when the writer has nothing else to do. `tally` says how far it got.
 * Of a spec the first 4 KiB are read: arguments come before a state of megabytes.
 */
static const struct
{
  const char *find;
  const char *add;
  const char *note;
  gsize changes_offset;
} INDEXES[] = {
  {
      "SELECT id FROM operation INDEXED BY operation_key WHERE id > (SELECT indexed_operation FROM tally)"
      " ORDER BY id LIMIT ?1",
      "INSERT INTO operation_text (rowid, call_id, run_id, title, spec)"
      " SELECT o.id, o.call_id, o.run_id, o.title, CAST (substr (b.spec, 1, 4096) AS TEXT)"
      " FROM operation o JOIN operation_body b ON b.id = o.id WHERE o.id BETWEEN ?1 AND ?2",
      "UPDATE tally SET indexed_operation = ?1",
      G_STRUCT_OFFSET (HlcStoreChanges, searchable_operations),
  },
  {
      "SELECT id FROM delivery INDEXED BY delivery_key WHERE id > (SELECT indexed_delivery FROM tally)"
      " ORDER BY id LIMIT ?1",
      "INSERT INTO delivery_text (rowid, message_id, event_type, call_id, path, error)"
      " SELECT id, message_id, event_type, call_id, path, error FROM delivery WHERE id BETWEEN ?1 AND ?2",
      "UPDATE tally SET indexed_delivery = ?1",
      G_STRUCT_OFFSET (HlcStoreChanges, searchable_deliveries),
  },
};

/**
 * hlc_search_index_step:
 * @sql: the writing connection, inside a transaction
 * @changes: where the rows that are searchable now are added
 * @is_done: (out): whether nothing waits any more
 *
 * Makes the oldest rows that are not searchable yet searchable. Writer thread.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_search_index_step (HlcSql *sql, HlcStoreChanges *changes, gboolean *is_done, GError **error)
{
  *is_done = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (INDEXES); i++)
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      GArray *searchable = G_STRUCT_MEMBER (GArray *, changes, INDEXES[i].changes_offset);
      gint64 first;
      gint64 last;

      if (!hlc_sql_get_ids_with (sql, INDEXES[i].find, HLC_SQL_INTS (HLC_SEARCH_INDEX_STEP), ids, error))
        return FALSE;
      if (ids->len == 0)
        continue;

      first = g_array_index (ids, gint64, 0);
      last = g_array_index (ids, gint64, ids->len - 1);
      if (!hlc_sql_run_with (sql, INDEXES[i].add, HLC_SQL_INTS (first, last), error) ||
          !hlc_sql_run_with (sql, INDEXES[i].note, HLC_SQL_INTS (last), error))
        return FALSE;

      g_array_append_vals (searchable, ids->data, ids->len);
      *is_done = *is_done && ids->len < HLC_SEARCH_INDEX_STEP;
    }

  return TRUE;
}

/**
 * hlc_search_index_forget_delivery:
 * @id: a delivery that is about to be deleted
 *
 * The index holds no text of its own: it forgets a row only when it is told the same words again, and only one that it
 * has. Writer thread.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_search_index_forget_delivery (HlcSql *sql, gint64 id, GError **error)
{
  return hlc_sql_run_with (
      sql,
      "INSERT INTO delivery_text (delivery_text, rowid, message_id, event_type, call_id, path, error)"
      " SELECT 'delete', id, message_id, event_type, call_id, path, error FROM delivery"
      " WHERE id = ?1 AND id <= (SELECT indexed_delivery FROM tally)",
      HLC_SQL_INTS (id), error);
}
