/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-rows.h"

#include <glib/gi18n-lib.h>

/**
 * hlc_store_row_to_operation:
 * @statement: stands on a row that begins with %HLC_OPERATION_COLUMNS
 *
 * Returns: (transfer full): the list columns
 */
HlcOperation *
hlc_store_row_to_operation (sqlite3_stmt *statement)
{
  HlcOperation *operation = hlc_operation_new ();

  operation->id = sqlite3_column_int64 (statement, 0);
  operation->call_id = hlc_sql_dup_text (statement, 1);
  operation->run_id = hlc_sql_dup_text (statement, 2);
  operation->kind = sqlite3_column_int (statement, 3);
  operation->state = sqlite3_column_int (statement, 4);
  operation->origin = sqlite3_column_int (statement, 5);
  operation->title = hlc_sql_dup_text (statement, 6);
  operation->is_test = sqlite3_column_int (statement, 7);
  operation->conflict = sqlite3_column_int (statement, 8);
  operation->requested_at = sqlite3_column_int64 (statement, 9);
  operation->responded_at = sqlite3_column_int64 (statement, 10);
  operation->decided_channel = sqlite3_column_int (statement, 11);
  operation->decided_name = hlc_sql_dup_text (statement, 12);
  operation->polls = sqlite3_column_int64 (statement, 13);
  operation->last_polled_at = sqlite3_column_int64 (statement, 14);
  operation->escalated_at = sqlite3_column_int64 (statement, 15);
  operation->remote_base = hlc_sql_dup_text (statement, 16);
  return operation;
}

/**
 * hlc_store_row_to_delivery:
 * @statement: stands on a row that begins with %HLC_DELIVERY_COLUMNS
 *
 * Returns: (transfer full): the list columns
 */
HlcDelivery *
hlc_store_row_to_delivery (sqlite3_stmt *statement)
{
  HlcDelivery *delivery = hlc_delivery_new ();

  delivery->id = sqlite3_column_int64 (statement, 0);
  delivery->received_at = sqlite3_column_int64 (statement, 1);
  delivery->method = hlc_sql_dup_text (statement, 2);
  delivery->path = hlc_sql_dup_text (statement, 3);
  delivery->remote_address = hlc_sql_dup_text (statement, 4);
  delivery->verdict = sqlite3_column_int (statement, 5);
  delivery->reason = sqlite3_column_int (statement, 6);
  delivery->diagnosis = sqlite3_column_int (statement, 7);
  delivery->detail = hlc_sql_dup_text (statement, 8);
  delivery->secret_name = hlc_sql_dup_text (statement, 9);
  delivery->message_id = hlc_sql_dup_text (statement, 10);
  delivery->event_type = hlc_sql_dup_text (statement, 11);
  delivery->body_version = sqlite3_column_int (statement, 12);
  delivery->is_test = sqlite3_column_int (statement, 13);
  delivery->call_id = hlc_sql_dup_text (statement, 14);
  delivery->http_status = sqlite3_column_int (statement, 15);
  delivery->error = hlc_sql_dup_text (statement, 16);
  delivery->duplicate_of = sqlite3_column_int64 (statement, 17);
  delivery->conflict = sqlite3_column_int (statement, 18);
  delivery->size = sqlite3_column_int64 (statement, 19);
  return delivery;
}

#define SELECT_WHOLE_OPERATION                                                                               \
  "SELECT " HLC_OPERATION_COLUMNS ", b.spec, b.status, b.extra FROM operation o"                             \
  " JOIN operation_body b ON b.id = o.id"

/* @statement: bound, to %SELECT_WHOLE_OPERATION */
static gboolean
read_whole_operation (HlcSql *sql, sqlite3_stmt *statement, HlcOperation **operation, GError **error)
{
  gboolean has_row = FALSE;

  if (!hlc_sql_step (sql, statement, &has_row, error))
    return FALSE;

  if (has_row)
    {
      *operation = hlc_store_row_to_operation (statement);
      (*operation)->spec = hlc_sql_dup_bytes (statement, HLC_OPERATION_N_COLUMNS);
      (*operation)->status = hlc_sql_dup_bytes (statement, HLC_OPERATION_N_COLUMNS + 1);
      (*operation)->extra = hlc_sql_dup_bytes (statement, HLC_OPERATION_N_COLUMNS + 2);
      sqlite3_reset (statement);
    }
  return TRUE;
}

/**
 * hlc_store_find_operation:
 * @operation: (out) (transfer full) (nullable): the operation with its `spec` and `status`; %NULL if there is none
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_find_operation (HlcSql *sql, const char *call_id, HlcOperation **operation, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (sql, SELECT_WHOLE_OPERATION " WHERE o.call_id = ?1", error);

  *operation = NULL;
  if (statement == NULL)
    return FALSE;

  hlc_sql_bind_text (statement, 1, call_id);
  return read_whole_operation (sql, statement, operation, error);
}

/**
 * hlc_store_find_operation_by_id:
 * @id: its row id
 * @operation: (out) (transfer full) (nullable): as of hlc_store_find_operation()
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_find_operation_by_id (HlcSql *sql, gint64 id, HlcOperation **operation, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (sql, SELECT_WHOLE_OPERATION " WHERE o.id = ?1", error);

  *operation = NULL;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  return read_whole_operation (sql, statement, operation, error);
}

static gboolean
insert_operation_body (HlcSql *sql, HlcOperation *operation, gint64 id, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql, "INSERT INTO operation_body (id, spec, status, extra) VALUES (?1, ?2, ?3, ?4)",
                       error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  hlc_sql_bind_bytes (statement, 2, operation->spec);
  hlc_sql_bind_bytes (statement, 3, operation->status);
  hlc_sql_bind_bytes (statement, 4, operation->extra);
  return hlc_sql_run (sql, statement, error);
}

/*
 * completed_key: one more than the greatest so far, where the operation is completed. The index is partial, and SQLite
 * uses it only where its own condition stands: without it every completion would read the whole table.
 */
#define NEXT_COMPLETED_KEY                                                                                   \
  "(SELECT coalesce (max (completed_key), 0) + 1 FROM operation WHERE completed_key IS NOT NULL)"

/**
 * hlc_store_insert_operation:
 * @operation: complete, with its `spec`
 * @id: (out): its row id
 *
 * Stores a new operation. It is made searchable later.
 *
 * Returns: %FALSE with @error set when the database failed or its call_id is taken
 */
gboolean
hlc_store_insert_operation (HlcSql *sql, HlcOperation *operation, gint64 *id, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (
      sql,
      "INSERT INTO operation (call_id, run_id, kind, state, origin, title, is_test, conflict, requested_at,"
      " responded_at, decided_channel, decided_name, remote_base, completed_key)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, CASE WHEN ?4 = 0 THEN NULL "
      "ELSE " NEXT_COMPLETED_KEY " END)",
      error);

  if (statement == NULL)
    return FALSE;

  hlc_sql_bind_text (statement, 1, operation->call_id);
  hlc_sql_bind_text (statement, 2, operation->run_id);
  sqlite3_bind_int (statement, 3, operation->kind);
  sqlite3_bind_int (statement, 4, operation->state);
  sqlite3_bind_int (statement, 5, operation->origin);
  hlc_sql_bind_text (statement, 6, operation->title);
  sqlite3_bind_int (statement, 7, operation->is_test);
  sqlite3_bind_int (statement, 8, operation->conflict);
  sqlite3_bind_int64 (statement, 9, operation->requested_at);
  sqlite3_bind_int64 (statement, 10, operation->responded_at);
  sqlite3_bind_int (statement, 11, operation->decided_channel);
  hlc_sql_bind_text (statement, 12, operation->decided_name);
  hlc_sql_bind_text (statement, 13, operation->remote_base);
  if (!hlc_sql_run (sql, statement, error))
    return FALSE;

  *id = sqlite3_last_insert_rowid (hlc_sql_get_handle (sql));
  return insert_operation_body (sql, operation, *id, error);
}

/**
 * hlc_store_complete_operation:
 * @id: a pending operation
 * @outcome: its state, times, decider and `status` are taken
 *
 * Returns: %FALSE with @error set when the database failed, or %HLC_ERROR_CONFLICT when it is not pending
 */
gboolean
hlc_store_complete_operation (HlcSql *sql, gint64 id, HlcOperation *outcome, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (
      sql,
      "UPDATE operation SET state = ?2, responded_at = ?3, decided_channel = ?4, decided_name = ?5,"
      " completed_key = " NEXT_COMPLETED_KEY " WHERE id = ?1 AND state = 0",
      error);
  sqlite3_stmt *body;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int (statement, 2, outcome->state);
  sqlite3_bind_int64 (statement, 3, outcome->responded_at);
  sqlite3_bind_int (statement, 4, outcome->decided_channel);
  hlc_sql_bind_text (statement, 5, outcome->decided_name);
  if (!hlc_sql_run (sql, statement, error))
    return FALSE;

  if (sqlite3_changes (hlc_sql_get_handle (sql)) != 1)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_CONFLICT, _ ("The operation is already decided."));
      return FALSE;
    }

  body = hlc_sql_prepare (sql, "UPDATE operation_body SET status = ?2 WHERE id = ?1", error);
  if (body == NULL)
    return FALSE;

  sqlite3_bind_int64 (body, 1, id);
  hlc_sql_bind_bytes (body, 2, outcome->status);
  return hlc_sql_run (sql, body, error);
}

/**
 * hlc_store_flag_conflict:
 *
 * Marks an operation that a webhook contradicted.
 */
gboolean
hlc_store_flag_conflict (HlcSql *sql, gint64 id, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (sql, "UPDATE operation SET conflict = 1 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  return hlc_sql_run (sql, statement, error);
}

/**
 * hlc_store_add_timeline:
 * @type: a word: `requested`, `escalated`, `webhook`, `approved`, `denied`, `responded`, `conflict`, `delivered`,
 *   `undelivered`
 * @detail: (nullable): a sentence
 */
gboolean
hlc_store_add_timeline (HlcSql *sql,
                        gint64 operation,
                        gint64 at,
                        const char *type,
                        const char *detail,
                        GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql, "INSERT INTO timeline (operation, at, type, detail) VALUES (?1, ?2, ?3, ?4)",
                       error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, operation);
  sqlite3_bind_int64 (statement, 2, at);
  hlc_sql_bind_text (statement, 3, type);
  hlc_sql_bind_text (statement, 4, detail);
  return hlc_sql_run (sql, statement, error);
}

static gboolean
insert_delivery_body (HlcSql *sql, HlcDelivery *delivery, GError **error)
{
  g_autoptr (GBytes) headers = hlc_header_list_to_json (delivery->headers);
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql, "INSERT INTO delivery_body (id, headers, body) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, delivery->id);
  hlc_sql_bind_bytes (statement, 2, headers);
  hlc_sql_bind_bytes (statement, 3, delivery->body);
  return hlc_sql_run (sql, statement, error);
}

/**
 * hlc_store_insert_delivery:
 * @delivery: with headers and body; its id is set
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_insert_delivery (HlcSql *sql, HlcDelivery *delivery, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (
      sql,
      "INSERT INTO delivery (received_at, method, path, remote_address, verdict, reason, diagnosis, detail,"
      " secret_name, message_id, event_type, body_version, is_test, call_id, http_status, error, "
      "duplicate_of,"
      " conflict, size) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
      "?18, ?19)",
      error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, delivery->received_at);
  hlc_sql_bind_text (statement, 2, delivery->method);
  hlc_sql_bind_text (statement, 3, delivery->path);
  hlc_sql_bind_text (statement, 4, delivery->remote_address);
  sqlite3_bind_int (statement, 5, delivery->verdict);
  sqlite3_bind_int (statement, 6, delivery->reason);
  sqlite3_bind_int (statement, 7, delivery->diagnosis);
  hlc_sql_bind_text (statement, 8, delivery->detail);
  hlc_sql_bind_text (statement, 9, delivery->secret_name);
  hlc_sql_bind_text (statement, 10, delivery->message_id);
  hlc_sql_bind_text (statement, 11, delivery->event_type);
  sqlite3_bind_int (statement, 12, delivery->body_version);
  sqlite3_bind_int (statement, 13, delivery->is_test);
  hlc_sql_bind_text (statement, 14, delivery->call_id);
  sqlite3_bind_int (statement, 15, delivery->http_status);
  hlc_sql_bind_text (statement, 16, delivery->error);
  sqlite3_bind_int64 (statement, 17, delivery->duplicate_of);
  sqlite3_bind_int (statement, 18, delivery->conflict);
  sqlite3_bind_int64 (statement, 19, delivery->size);
  if (!hlc_sql_run (sql, statement, error))
    return FALSE;

  delivery->id = sqlite3_last_insert_rowid (hlc_sql_get_handle (sql));
  return insert_delivery_body (sql, delivery, error);
}

/**
 * hlc_store_dup_headers:
 * @statement: stands on a row that holds headers as hlc_header_list_to_json() wrote them
 *
 * Returns: (transfer full) (nullable): the headers, %NULL for NULL
 */
HlcHeaderList *
hlc_store_dup_headers (sqlite3_stmt *statement, int column)
{
  g_autoptr (GBytes) json = hlc_sql_dup_bytes (statement, column);

  return json != NULL ? hlc_header_list_from_json (json) : NULL;
}
