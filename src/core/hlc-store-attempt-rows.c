/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-attempt-rows.h"

#include <glib/gi18n-lib.h>

#include "hlc-store-rows.h"

/**
 * hlc_store_row_to_attempt:
 * @statement: stands on a row of %HLC_SELECT_ATTEMPT
 *
 * Returns: (transfer full): the attempt without its headers and body
 */
HlcAttempt *
hlc_store_row_to_attempt (sqlite3_stmt *statement)
{
  HlcAttempt *attempt = hlc_attempt_new ();

  attempt->id = sqlite3_column_int64 (statement, 0);
  attempt->message = sqlite3_column_int64 (statement, 1);
  attempt->message_id = hlc_sql_dup_text (statement, 2);
  attempt->endpoint = sqlite3_column_int64 (statement, 3);
  attempt->endpoint_id = hlc_sql_dup_text (statement, 4);
  attempt->url = hlc_sql_dup_text (statement, 5);
  attempt->rule = sqlite3_column_int64 (statement, 6);
  attempt->lane = sqlite3_column_int64 (statement, 7);
  attempt->number = sqlite3_column_int (statement, 8);
  attempt->step = sqlite3_column_int (statement, 9);
  attempt->state = sqlite3_column_int (statement, 10);
  attempt->trigger = sqlite3_column_int (statement, 11);
  attempt->sign_mode = sqlite3_column_int (statement, 12);
  attempt->planned_at = sqlite3_column_int64 (statement, 13);
  attempt->delay = sqlite3_column_int64 (statement, 14);
  attempt->due_at = sqlite3_column_int64 (statement, 15);
  attempt->started_at = sqlite3_column_int64 (statement, 16);
  attempt->duration = sqlite3_column_int64 (statement, 17);
  attempt->http_status = sqlite3_column_int (statement, 18);
  attempt->failure = sqlite3_column_int (statement, 19);
  attempt->error = hlc_sql_dup_text (statement, 20);
  attempt->address = hlc_sql_dup_text (statement, 21);
  attempt->next_at = sqlite3_column_int64 (statement, 22);
  return attempt;
}

/**
 * hlc_store_take_attempts:
 * @statement: of %HLC_SELECT_ATTEMPT, with its parameters bound
 *
 * Returns: (transfer full) (element-type HlcAttempt) (nullable): the list columns of all its rows, in their order, or %NULL
 *   with @error set
 */
GPtrArray *
hlc_store_take_attempts (HlcSql *sql, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GPtrArray) attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_attempt_unref);
  gboolean has_row = FALSE;

  do
    {
      if (!hlc_sql_step (sql, statement, &has_row, error))
        return NULL;

      if (has_row)
        g_ptr_array_add (attempts, hlc_store_row_to_attempt (statement));
    }
  while (has_row);

  return g_steal_pointer (&attempts);
}

/**
 * hlc_store_require_attempt:
 * @id: its row id
 *
 * Returns: (transfer full) (nullable): the attempt without its headers and body, or %NULL with @error set:
 *   %HLC_ERROR_NOT_FOUND where there is none
 */
HlcAttempt *
hlc_store_require_attempt (HlcSql *sql, gint64 id, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (sql, HLC_SELECT_ATTEMPT " WHERE a.id = ?1", error);
  HlcAttempt *attempt = NULL;
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, id);
  if (!hlc_sql_step (sql, statement, &has_row, error))
    return NULL;

  if (has_row)
    {
      attempt = hlc_store_row_to_attempt (statement);
      sqlite3_reset (statement);
    }
  else
    g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("There is no attempt %lld."), (long long) id);
  return attempt;
}

/**
 * hlc_store_read_attempt_body:
 * @attempt: not shared yet; gets its headers and body, where it was made
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_read_attempt_body (HlcSql *sql, HlcAttempt *attempt, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (
      sql,
      "SELECT request_headers, response_headers, response_body, truncated FROM attempt_body WHERE id = ?1",
      error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, attempt->id);
  if (!hlc_sql_step (sql, statement, &has_row, error))
    return FALSE;

  if (has_row)
    {
      attempt->request_headers = hlc_store_dup_headers (statement, 0);
      attempt->response_headers = hlc_store_dup_headers (statement, 1);
      attempt->response_body = hlc_sql_dup_bytes (statement, 2);
      attempt->response_truncated = sqlite3_column_int (statement, 3);
      sqlite3_reset (statement);
    }
  return TRUE;
}

static GBytes *
dup_json (HlcHeaderList *headers)
{
  return headers != NULL ? hlc_header_list_to_json (headers) : NULL;
}

/**
 * hlc_store_insert_attempt_body:
 * @attempt: its row id
 * @result: whose headers and body are stored; secret values are masked already
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_insert_attempt_body (HlcSql *sql, gint64 attempt, const HlcAttemptResult *result, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql,
                       "INSERT INTO attempt_body (id, request_headers, response_headers, response_body,"
                       " truncated) VALUES (?1, ?2, ?3, ?4, ?5)",
                       error);
  g_autoptr (GBytes) request = dup_json (result->request_headers);
  g_autoptr (GBytes) response = dup_json (result->response_headers);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, attempt);
  hlc_sql_bind_bytes (statement, 2, request);
  hlc_sql_bind_bytes (statement, 3, response);
  hlc_sql_bind_bytes (statement, 4, result->response_body);
  sqlite3_bind_int (statement, 5, result->response_truncated);
  return hlc_sql_run (sql, statement, error);
}
