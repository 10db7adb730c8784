/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-endpoint-rows.h"

#include <glib/gi18n-lib.h>

#include "hlc-store-rows.h"

#define SELECT_ENDPOINT                                                                                      \
  "SELECT e.id, e.endpoint_id, e.url, e.description, e.events, e.body_version, e.header_family, e.headers,"  \
  " e.enabled, e.disabled_reason, e.created_at, e.failing_since FROM endpoint e WHERE e.removed_at = 0"

#define SELECT_RULE                                                                                          \
  "SELECT r.id, r.endpoint, e.endpoint_id, r.event_type, r.path, r.run_id, r.sign_mode, r.ordered,"          \
  " r.enabled, r.backlog_limit, r.n_down, r.probe_at, r.is_asking, r.created_at FROM forward_rule r"         \
  " JOIN endpoint e ON e.id = r.endpoint"

static gpointer
row_to_endpoint (sqlite3_stmt *statement)
{
  HlcEndpoint *endpoint = hlc_endpoint_new ();

  hlc_header_list_unref (endpoint->headers);
  endpoint->id = sqlite3_column_int64 (statement, 0);
  endpoint->endpoint_id = hlc_sql_dup_text (statement, 1);
  endpoint->url = hlc_sql_dup_text (statement, 2);
  endpoint->description = hlc_sql_dup_text (statement, 3);
  endpoint->events = (guint) sqlite3_column_int64 (statement, 4);
  endpoint->body_version = sqlite3_column_int (statement, 5);
  endpoint->header_family = sqlite3_column_int (statement, 6);
  endpoint->headers = hlc_store_dup_headers (statement, 7);
  endpoint->enabled = sqlite3_column_int (statement, 8);
  endpoint->disabled_reason = hlc_sql_dup_text (statement, 9);
  endpoint->created_at = sqlite3_column_int64 (statement, 10);
  endpoint->failing_since = sqlite3_column_int64 (statement, 11);
  return endpoint;
}

static gpointer
row_to_rule (sqlite3_stmt *statement)
{
  HlcForwardRule *rule = hlc_forward_rule_new ();

  rule->id = sqlite3_column_int64 (statement, 0);
  rule->endpoint = sqlite3_column_int64 (statement, 1);
  rule->endpoint_id = hlc_sql_dup_text (statement, 2);
  rule->event_type = hlc_sql_dup_text (statement, 3);
  rule->path = hlc_sql_dup_text (statement, 4);
  rule->run_id = hlc_sql_dup_text (statement, 5);
  rule->sign_mode = sqlite3_column_int (statement, 6);
  rule->ordered = sqlite3_column_int (statement, 7);
  rule->enabled = sqlite3_column_int (statement, 8);
  rule->backlog_limit = sqlite3_column_int64 (statement, 9);
  rule->n_down = sqlite3_column_int (statement, 10);
  rule->probe_at = sqlite3_column_int64 (statement, 11);
  rule->is_down = rule->n_down > 0;
  rule->is_asking = sqlite3_column_int (statement, 12);
  rule->created_at = sqlite3_column_int64 (statement, 13);
  return rule;
}

/* @statement: (nullable): bound */
static GPtrArray *
read_all (HlcSql *sql,
          sqlite3_stmt *statement,
          gpointer (*row) (sqlite3_stmt *statement),
          GDestroyNotify row_free,
          GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;

  do
    {
      if (!hlc_sql_step (sql, statement, &has_row, error))
        return NULL;

      if (has_row)
        g_ptr_array_add (rows, row (statement));
    }
  while (has_row);

  return g_steal_pointer (&rows);
}

/**
 * hlc_store_read_endpoints:
 *
 * Returns: (transfer full) (element-type HlcEndpoint) (nullable): all that were not removed, the oldest first; or %NULL
 *   with @error set
 */
GPtrArray *
hlc_store_read_endpoints (HlcSql *sql, GError **error)
{
  return read_all (sql, hlc_sql_prepare (sql, SELECT_ENDPOINT " ORDER BY e.id", error), row_to_endpoint,
                   (GDestroyNotify) hlc_endpoint_unref, error);
}

/**
 * hlc_store_require_endpoint:
 *
 * Returns: (transfer full) (nullable): the endpoint, or %NULL with @error set: %HLC_ERROR_NOT_FOUND where there is none
 */
HlcEndpoint *
hlc_store_require_endpoint (HlcSql *sql, const char *endpoint_id, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (sql, SELECT_ENDPOINT " AND e.endpoint_id = ?1", error);
  g_autoptr (GPtrArray) found = NULL;

  if (statement == NULL)
    return NULL;

  hlc_sql_bind_text (statement, 1, endpoint_id);
  found = read_all (sql, statement, row_to_endpoint, (GDestroyNotify) hlc_endpoint_unref, error);
  if (found == NULL)
    return NULL;
  if (found->len > 0)
    return hlc_endpoint_ref (found->pdata[0]);

  g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND,
               _ ("There is no endpoint “%s”. List the endpoints to see what they are called."), endpoint_id);
  return NULL;
}

/**
 * hlc_store_read_endpoint_figures:
 * @endpoint: not shared yet; gets what waits for it, and what its newest attempt came to
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_read_endpoint_figures (HlcSql *sql, HlcEndpoint *endpoint, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql,
                       "SELECT http_status, error, started_at FROM attempt WHERE endpoint = ?1"
                       " AND started_at > 0 ORDER BY started_at DESC LIMIT 1",
                       error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, endpoint->id);
  if (!hlc_sql_step (sql, statement, &has_row, error))
    return FALSE;

  if (has_row)
    {
      endpoint->last_status = sqlite3_column_int (statement, 0);
      endpoint->last_error = hlc_sql_dup_text (statement, 1);
      endpoint->last_attempt_at = sqlite3_column_int64 (statement, 2);
      sqlite3_reset (statement);
    }

  return hlc_sql_get_int_with (sql, "SELECT count (*) FROM attempt WHERE endpoint = ?1 AND state = 0",
                               HLC_SQL_INTS (endpoint->id), &endpoint->waiting, error);
}

/**
 * hlc_store_read_rules:
 *
 * Returns: (transfer full) (element-type HlcForwardRule) (nullable): all rules, the oldest first; or %NULL with @error set
 */
GPtrArray *
hlc_store_read_rules (HlcSql *sql, GError **error)
{
  return read_all (sql, hlc_sql_prepare (sql, SELECT_RULE " ORDER BY r.id", error), row_to_rule,
                   (GDestroyNotify) hlc_forward_rule_unref, error);
}

/**
 * hlc_store_require_rule:
 *
 * Returns: (transfer full) (nullable): the rule, or %NULL with @error set: %HLC_ERROR_NOT_FOUND where there is none
 */
HlcForwardRule *
hlc_store_require_rule (HlcSql *sql, gint64 id, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (sql, SELECT_RULE " WHERE r.id = ?1", error);
  g_autoptr (GPtrArray) found = NULL;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, id);
  found = read_all (sql, statement, row_to_rule, (GDestroyNotify) hlc_forward_rule_unref, error);
  if (found == NULL)
    return NULL;
  if (found->len > 0)
    return hlc_forward_rule_ref (found->pdata[0]);

  g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND,
               _ ("There is no forwarding rule %lld. List the rules to see their numbers."), (long long) id);
  return NULL;
}

/**
 * hlc_store_read_rule_figures:
 * @rule: not shared yet; gets how much waits for it
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_read_rule_figures (HlcSql *sql, HlcForwardRule *rule, GError **error)
{
  return hlc_sql_get_int_with (sql,
                               "SELECT count (*) FROM attempt WHERE rule = ?1 AND state = 0 AND rule <> 0",
                               HLC_SQL_INTS (rule->id), &rule->waiting, error);
}
