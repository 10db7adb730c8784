/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-keys.h"

/**
 * hlc_keys_read:
 * @statement: (nullable): gives keys below ?1, at most ?2; %NULL where it could not be prepared
 * @before: only keys below this one; 0 for all
 * @limit: at most so many; -1 for all
 * @keys: (element-type gint64): where the keys are appended
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_keys_read (HlcSql *sql,
               sqlite3_stmt *statement,
               gint64 before,
               gint64 limit,
               GArray *keys,
               GError **error)
{
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, before > 0 ? before : G_MAXINT64);
  sqlite3_bind_int64 (statement, 2, limit);
  do
    {
      if (!hlc_sql_step (sql, statement, &has_row, error))
        return FALSE;

      if (has_row)
        {
          gint64 key = sqlite3_column_int64 (statement, 0);

          g_array_append_val (keys, key);
        }
    }
  while (has_row);

  return TRUE;
}

/**
 * hlc_keys_match:
 * @statement: (nullable): gives the key of the row with the id ?1, where the list has it
 * @ids: (element-type gint64): row ids
 * @keys: (element-type gint64): gets a key for each, 0 where it is not in the list
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_keys_match (HlcSql *sql, sqlite3_stmt *statement, GArray *ids, GArray *keys, GError **error)
{
  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 key = 0;
      gboolean has_row = FALSE;

      sqlite3_reset (statement);
      sqlite3_bind_int64 (statement, 1, g_array_index (ids, gint64, i));
      if (!hlc_sql_step (sql, statement, &has_row, error))
        return FALSE;

      if (has_row)
        key = sqlite3_column_int64 (statement, 0);
      g_array_append_val (keys, key);
    }

  sqlite3_reset (statement);
  return TRUE;
}

/**
 * hlc_keys_read_rows:
 * @text: a statement that gives the row with the key ?1
 * @row: makes a record of it
 * @row_free: frees the record; told %NULL too
 *
 * Returns: (transfer full) (nullable): one record a key, in their order, %NULL where the row is gone; or %NULL with @error
 *   set
 */
GPtrArray *
hlc_keys_read_rows (HlcSql *sql,
                    const char *text,
                    GArray *keys,
                    HlcRowFunc row,
                    GDestroyNotify row_free,
                    GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (keys->len, row_free);
  sqlite3_stmt *statement = hlc_sql_prepare (sql, text, error);

  if (statement == NULL)
    return NULL;

  for (guint i = 0; i < keys->len; i++)
    {
      gboolean has_row = FALSE;

      sqlite3_reset (statement);
      sqlite3_bind_int64 (statement, 1, g_array_index (keys, gint64, i));
      if (!hlc_sql_step (sql, statement, &has_row, error))
        return NULL;
      g_ptr_array_add (rows, has_row ? row (statement) : NULL);
    }

  sqlite3_reset (statement);
  return g_steal_pointer (&rows);
}

/**
 * hlc_keys_get_next:
 * @keys: the newest keys of a list, which were read with @limit
 *
 * Returns: below which key the rest begins; 0 when that was all
 */
gint64
hlc_keys_get_next (GArray *keys, gint64 limit)
{
  return keys->len == limit ? g_array_index (keys, gint64, keys->len - 1) : 0;
}
