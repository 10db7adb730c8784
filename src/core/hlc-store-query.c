/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-query.h"

#include "hlc-keys.h"
#include "hlc-search-window.h"
#include "hlc-store-rows.h"

/*
 * Statements are put together from fixed pieces; values from outside are always bound:
 * ?1 the key or id, ?2 the limit, ?3 the search expression, ?4 the run or the call. Kinds and states are our own numbers.
 */
#define PARAMETER_SEARCH 3
#define PARAMETER_ID 4

static const struct
{
  const char *condition;
  gboolean own_key;
} STATES[] = {
  [HLC_STATES_ALL] = { "", FALSE },
  [HLC_STATES_PENDING] = { " AND o.state = 0", FALSE },
  [HLC_STATES_COMPLETED] = { " AND o.completed_key IS NOT NULL", TRUE },
  [HLC_STATES_APPROVED] = { " AND o.completed_key IS NOT NULL AND o.state = 1", TRUE },
  [HLC_STATES_DENIED] = { " AND o.completed_key IS NOT NULL AND o.state = 2", TRUE },
  [HLC_STATES_RESPONDED] = { " AND o.completed_key IS NOT NULL AND o.state = 3", TRUE },
};

/**
 * hlc_operation_query_has_own_key:
 *
 * Returns: whether the list is ordered by the number of the completion and not by the row id
 */
gboolean
hlc_operation_query_has_own_key (const HlcOperationQuery *query)
{
  return STATES[query->states].own_key;
}

static const char *
operation_key (const HlcOperationQuery *query)
{
  return STATES[query->states].own_key ? "o.completed_key" : "o.id";
}

/**
 * hlc_search_to_fts:
 * @search: (nullable): what the user typed
 *
 * Makes a full-text expression: every word must begin a word of the row. Nothing that the user types is an operator.
 *
 * Returns: (transfer full) (nullable): the expression, or %NULL when @search has no word
 */
char *
hlc_search_to_fts (const char *search)
{
  g_autoptr (GString) expression = g_string_new (NULL);
  gboolean in_word = FALSE;

  if (search == NULL || !g_utf8_validate (search, -1, NULL))
    return NULL;

  for (const char *p = search; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      gboolean is_word = g_unichar_isalnum (character);

      if (is_word && !in_word)
        g_string_append (expression, expression->len > 0 ? " \"" : "\"");
      else if (!is_word && in_word)
        g_string_append (expression, "\"*");
      if (is_word)
        g_string_append_unichar (expression, character);
      in_word = is_word;
    }
  if (in_word)
    g_string_append (expression, "\"*");

  return expression->len > 0 ? g_string_free (g_steal_pointer (&expression), FALSE) : NULL;
}

static void
append_operation_conditions (GString *sql, const HlcOperationQuery *query)
{
  g_string_append (sql, STATES[query->states].condition);
  if (query->kind >= 0)
    g_string_append_printf (sql, " AND o.kind = %d", query->kind);
  if (query->run_id != NULL)
    g_string_append (sql, " AND o.run_id = ?4");
}

static sqlite3_stmt *
prepare (HlcSql *sql, const char *text, const char *fts, const char *id, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (sql, text, error);

  if (statement != NULL && fts != NULL)
    sqlite3_bind_text (statement, PARAMETER_SEARCH, fts, -1, SQLITE_TRANSIENT);
  if (statement != NULL && id != NULL)
    sqlite3_bind_text (statement, PARAMETER_ID, id, -1, SQLITE_TRANSIENT);
  return statement;
}

static void
operation_free (gpointer operation)
{
  g_clear_pointer ((HlcOperation **) &operation, hlc_operation_unref);
}

static void
delivery_free (gpointer delivery)
{
  g_clear_pointer ((HlcDelivery **) &delivery, hlc_delivery_unref);
}

static gpointer
operation_row (sqlite3_stmt *statement)
{
  return hlc_store_row_to_operation (statement);
}

static gpointer
delivery_row (sqlite3_stmt *statement)
{
  return hlc_store_row_to_delivery (statement);
}

/**
 * hlc_store_read_operation_keys:
 * @before: only keys below this one; 0 for all
 * @limit: at most so many; -1 for all
 * @keys: (element-type gint64): where the keys are appended, greatest first
 */
gboolean
hlc_store_read_operation_keys (HlcSql *sql,
                               const HlcOperationQuery *query,
                               gint64 before,
                               gint64 limit,
                               GArray *keys,
                               GError **error)
{
  g_autoptr (GString) text = g_string_new ("SELECT ");
  g_autofree char *fts = hlc_search_to_fts (query->search);
  const char *key = operation_key (query);
  gboolean any_run = query->states == HLC_STATES_ALL && query->run_id == NULL;

  if (fts != NULL && !hlc_operation_query_has_own_key (query))
    g_string_append (text, "t.rowid FROM operation_text t CROSS JOIN operation o ON o.id = t.rowid"
                           " WHERE operation_text MATCH ?3 AND t.rowid < ?1");
  else if (fts != NULL)
    g_string_append_printf (text,
                            "%s FROM operation_text t CROSS JOIN operation o ON o.id = t.rowid"
                            " WHERE operation_text MATCH ?3 AND %s < ?1",
                            key, key);
  else
    g_string_append_printf (text, "%s FROM operation o %s WHERE %s < ?1", key,
                            any_run ? "INDEXED BY operation_key" : "", key);

  append_operation_conditions (text, query);
  g_string_append_printf (text, " ORDER BY %s DESC LIMIT ?2",
                          fts != NULL && !hlc_operation_query_has_own_key (query) ? "t.rowid" : key);

  return hlc_keys_read (sql, prepare (sql, text->str, fts, query->run_id, error), before, limit, keys, error);
}

/**
 * hlc_store_read_newest_operation_keys:
 * @limit: at most so many, but for a search, which looks through a fixed number of rows
 * @keys: (element-type gint64): where the keys are appended, greatest first
 * @next: (out): below which key hlc_store_read_operation_keys() finds the rest; 0 when that was all
 *
 * The first rows of a list, in a few milliseconds however long it is. A search may find none here and all in the rest.
 */
gboolean
hlc_store_read_newest_operation_keys (HlcSql *sql,
                                      const HlcOperationQuery *query,
                                      gint64 limit,
                                      GArray *keys,
                                      gint64 *next,
                                      GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *fts = hlc_search_to_fts (query->search);
  const char *key = operation_key (query);
  sqlite3_stmt *statement;

  if (fts == NULL)
    {
      gboolean ok = hlc_store_read_operation_keys (sql, query, 0, limit, keys, error);

      *next = hlc_keys_get_next (keys, limit);
      return ok;
    }

  g_string_append_printf (text,
                          "SELECT %s, o.call_id, o.run_id, o.title, substr (b.spec, 1, %d) FROM operation o"
                          " CROSS JOIN operation_body b ON b.id = o.id WHERE %s < ?1",
                          key, HLC_SEARCHED_SPEC, key);
  append_operation_conditions (text, query);
  g_string_append_printf (text, " ORDER BY %s DESC LIMIT ?2", key);

  statement = prepare (sql, text->str, NULL, query->run_id, error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, G_MAXINT64);
  sqlite3_bind_int64 (statement, 2, HLC_SEARCH_WINDOW_ROWS);
  return hlc_search_window_read (sql, statement, query->search, keys, next, error);
}

/**
 * hlc_store_match_operations:
 * @ids: (element-type gint64): row ids of operations
 * @keys: (element-type gint64): gets the key of each, 0 for one that is not in the list
 */
gboolean
hlc_store_match_operations (HlcSql *sql,
                            const HlcOperationQuery *query,
                            GArray *ids,
                            GArray *keys,
                            GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *fts = hlc_search_to_fts (query->search);

  g_string_append_printf (text, "SELECT %s FROM operation o WHERE o.id = ?1", operation_key (query));
  append_operation_conditions (text, query);
  if (fts != NULL)
    g_string_append (
        text, " AND EXISTS (SELECT 1 FROM operation_text WHERE operation_text MATCH ?3 AND rowid = o.id)");

  return hlc_keys_match (sql, prepare (sql, text->str, fts, query->run_id, error), ids, keys, error);
}

/**
 * hlc_store_read_operations:
 * @keys: (element-type gint64): keys of @query's list
 *
 * Returns: (transfer full) (element-type HlcOperation) (nullable): the list columns of each, %NULL for one that is
 *   gone; or %NULL with @error set
 */
GPtrArray *
hlc_store_read_operations (HlcSql *sql, const HlcOperationQuery *query, GArray *keys, GError **error)
{
  const char *text = hlc_operation_query_has_own_key (query)
                         ? "SELECT " HLC_OPERATION_COLUMNS " FROM operation o WHERE o.completed_key = ?1"
                         : "SELECT " HLC_OPERATION_COLUMNS " FROM operation o WHERE o.id = ?1";

  return hlc_keys_read_rows (sql, text, keys, operation_row, operation_free, error);
}

static void
append_delivery_conditions (GString *sql, const HlcDeliveryQuery *query)
{
  if (query->verdict >= 0)
    g_string_append_printf (sql, " AND d.verdict = %d", query->verdict);
  if (query->call_id != NULL)
    g_string_append (sql, " AND d.call_id = ?4");
}

static const char *
delivery_index (const HlcDeliveryQuery *query)
{
  if (query->call_id != NULL)
    return "delivery_call";

  return query->verdict >= 0 ? "delivery_verdict" : "delivery_key";
}

/**
 * hlc_store_read_delivery_keys:
 *
 * As hlc_store_read_operation_keys(), for received deliveries; the key is the row id.
 */
gboolean
hlc_store_read_delivery_keys (HlcSql *sql,
                              const HlcDeliveryQuery *query,
                              gint64 before,
                              gint64 limit,
                              GArray *keys,
                              GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *fts = hlc_search_to_fts (query->search);

  if (fts != NULL)
    g_string_append (text, "SELECT t.rowid FROM delivery_text t CROSS JOIN delivery d ON d.id = t.rowid"
                           " WHERE delivery_text MATCH ?3 AND t.rowid < ?1");
  else
    g_string_append_printf (text, "SELECT d.id FROM delivery d INDEXED BY %s WHERE d.id < ?1",
                            delivery_index (query));
  append_delivery_conditions (text, query);
  g_string_append (text, fts != NULL ? " ORDER BY t.rowid DESC LIMIT ?2" : " ORDER BY d.id DESC LIMIT ?2");

  return hlc_keys_read (sql, prepare (sql, text->str, fts, query->call_id, error), before, limit, keys,
                        error);
}

/**
 * hlc_store_read_newest_delivery_keys:
 *
 * As hlc_store_read_newest_operation_keys(), for received deliveries.
 */
gboolean
hlc_store_read_newest_delivery_keys (HlcSql *sql,
                                     const HlcDeliveryQuery *query,
                                     gint64 limit,
                                     GArray *keys,
                                     gint64 *next,
                                     GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *fts = hlc_search_to_fts (query->search);
  sqlite3_stmt *statement;

  if (fts == NULL)
    {
      gboolean ok = hlc_store_read_delivery_keys (sql, query, 0, limit, keys, error);

      *next = hlc_keys_get_next (keys, limit);
      return ok;
    }

  g_string_append (text, "SELECT d.id, d.message_id, d.event_type, d.call_id, d.path, d.error FROM delivery d"
                         " WHERE d.id < ?1");
  append_delivery_conditions (text, query);
  g_string_append (text, " ORDER BY d.id DESC LIMIT ?2");

  statement = prepare (sql, text->str, NULL, query->call_id, error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, G_MAXINT64);
  sqlite3_bind_int64 (statement, 2, HLC_SEARCH_WINDOW_ROWS);
  return hlc_search_window_read (sql, statement, query->search, keys, next, error);
}

/**
 * hlc_store_match_deliveries:
 *
 * As hlc_store_match_operations(), for received deliveries.
 */
gboolean
hlc_store_match_deliveries (HlcSql *sql,
                            const HlcDeliveryQuery *query,
                            GArray *ids,
                            GArray *keys,
                            GError **error)
{
  g_autoptr (GString) text = g_string_new ("SELECT d.id FROM delivery d WHERE d.id = ?1");
  g_autofree char *fts = hlc_search_to_fts (query->search);

  append_delivery_conditions (text, query);
  if (fts != NULL)
    g_string_append (
        text, " AND EXISTS (SELECT 1 FROM delivery_text WHERE delivery_text MATCH ?3 AND rowid = d.id)");

  return hlc_keys_match (sql, prepare (sql, text->str, fts, query->call_id, error), ids, keys, error);
}

/**
 * hlc_store_read_deliveries:
 *
 * As hlc_store_read_operations(), for received deliveries.
 */
GPtrArray *
hlc_store_read_deliveries (HlcSql *sql, const HlcDeliveryQuery *query, GArray *keys, GError **error)
{
  return hlc_keys_read_rows (sql, "SELECT " HLC_DELIVERY_COLUMNS " FROM delivery d WHERE d.id = ?1", keys,
                             delivery_row, delivery_free, error);
}
