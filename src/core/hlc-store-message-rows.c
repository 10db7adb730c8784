/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-message-rows.h"

#include <glib/gi18n-lib.h>

#include "hlc-envelope.h"
#include "hlc-store-rows.h"

/**
 * hlc_store_row_to_message:
 * @statement: stands on a row that begins with %HLC_MESSAGE_COLUMNS
 *
 * Returns: (transfer full): the list columns
 */
HlcMessage *
hlc_store_row_to_message (sqlite3_stmt *statement)
{
  HlcMessage *message = hlc_message_new ();

  message->id = sqlite3_column_int64 (statement, 0);
  message->message_id = hlc_sql_dup_text (statement, 1);
  message->webhook_id = hlc_sql_dup_text (statement, 2);
  message->event_type = hlc_sql_dup_text (statement, 3);
  message->content = sqlite3_column_int (statement, 4);
  message->operation = sqlite3_column_int64 (statement, 5);
  message->delivery = sqlite3_column_int64 (statement, 6);
  message->call_id = hlc_sql_dup_text (statement, 7);
  message->title = hlc_sql_dup_text (statement, 8);
  message->is_test = sqlite3_column_int (statement, 9);
  message->created_at = sqlite3_column_int64 (statement, 10);
  message->state = sqlite3_column_int (statement, 11);
  message->n_attempts = sqlite3_column_int (statement, 12);
  message->last_status = sqlite3_column_int (statement, 13);
  message->last_error = hlc_sql_dup_text (statement, 14);
  message->next_at = sqlite3_column_int64 (statement, 15);
  message->url = hlc_sql_dup_text (statement, 16);
  return message;
}

/* @statement: (nullable): bound */
static gboolean
read_message (HlcSql *sql, sqlite3_stmt *statement, HlcMessage **message, GError **error)
{
  gboolean has_row = FALSE;

  *message = NULL;
  if (statement == NULL || !hlc_sql_step (sql, statement, &has_row, error))
    return FALSE;

  if (has_row)
    {
      *message = hlc_store_row_to_message (statement);
      sqlite3_reset (statement);
    }
  return TRUE;
}

/**
 * hlc_store_require_message:
 *
 * Returns: (transfer full) (nullable): the message, or %NULL with @error set: %HLC_ERROR_NOT_FOUND where there is none
 */
HlcMessage *
hlc_store_require_message (HlcSql *sql, const char *message_id, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql, "SELECT " HLC_MESSAGE_COLUMNS " FROM message m WHERE m.message_id = ?1", error);
  HlcMessage *message = NULL;

  if (statement != NULL)
    hlc_sql_bind_text (statement, 1, message_id);
  if (read_message (sql, statement, &message, error) && message == NULL)
    g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND,
                 _ ("There is no message “%s”. List the messages to see what they are called."), message_id);
  return message;
}

/**
 * hlc_store_find_message_by_id:
 * @id: its row id
 * @message: (out) (transfer full) (nullable): the message; %NULL if there is none
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_find_message_by_id (HlcSql *sql, gint64 id, HlcMessage **message, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql, "SELECT " HLC_MESSAGE_COLUMNS " FROM message m WHERE m.id = ?1", error);

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, id);
  return read_message (sql, statement, message, error);
}

static void
bind_reference (sqlite3_stmt *statement, int index, gint64 id)
{
  if (id != 0)
    sqlite3_bind_int64 (statement, index, id);
  else
    sqlite3_bind_null (statement, index);
}

/**
 * hlc_store_insert_message:
 * @message: its id is set, and its message_id where it has none
 * @to_all: whether it is for every endpoint that wants its event
 *
 * Stores a message that has no attempts yet.
 *
 * Returns: %FALSE with @error set when the database failed, or %HLC_ERROR_CONFLICT when its message_id is taken
 */
gboolean
hlc_store_insert_message (HlcSql *sql, HlcMessage *message, gboolean to_all, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (
      sql,
      "INSERT INTO message (message_id, webhook_id, event_type, content, operation, delivery, call_id, title,"
      " is_test, to_all, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
      " ON CONFLICT (message_id) DO NOTHING",
      error);

  if (statement == NULL)
    return FALSE;

  if (message->message_id == NULL)
    message->message_id = hlc_message_make_id ();
  hlc_sql_bind_text (statement, 1, message->message_id);
  hlc_sql_bind_text (statement, 2, message->webhook_id);
  hlc_sql_bind_text (statement, 3, message->event_type);
  sqlite3_bind_int (statement, 4, message->content);
  bind_reference (statement, 5, message->operation);
  bind_reference (statement, 6, message->delivery);
  hlc_sql_bind_text (statement, 7, message->call_id);
  hlc_sql_bind_text (statement, 8, message->title);
  sqlite3_bind_int (statement, 9, message->is_test);
  sqlite3_bind_int (statement, 10, to_all);
  sqlite3_bind_int64 (statement, 11, message->created_at);
  if (!hlc_sql_run (sql, statement, error))
    return FALSE;

  if (sqlite3_changes (hlc_sql_get_handle (sql)) != 1)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("The message id %s is taken. Use a new one, or none: the console makes one."),
                   message->message_id);
      return FALSE;
    }

  message->id = sqlite3_last_insert_rowid (hlc_sql_get_handle (sql));
  return TRUE;
}

/**
 * hlc_store_insert_message_body:
 * @payload: see #HlcMessageContent; or what a delivery that may be removed carried
 * @headers: (nullable): the headers of such a delivery
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_insert_message_body (HlcSql *sql,
                               HlcMessage *message,
                               GBytes *payload,
                               HlcHeaderList *headers,
                               GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql, "INSERT INTO message_body (id, payload, headers) VALUES (?1, ?2, ?3)", error);
  g_autoptr (GBytes) json = headers != NULL ? hlc_header_list_to_json (headers) : NULL;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, message->id);
  hlc_sql_bind_bytes (statement, 2, payload);
  hlc_sql_bind_bytes (statement, 3, json);
  return hlc_sql_run (sql, statement, error);
}

static gboolean
read_payload (HlcSql *sql, HlcMessage *message, GBytes **payload, HlcHeaderList **headers, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql,
                       "SELECT coalesce (b.payload, d.body), coalesce (b.headers, d.headers) FROM message m"
                       " LEFT JOIN message_body b ON b.id = m.id LEFT JOIN delivery_body d ON d.id = "
                       "m.delivery WHERE m.id = ?1",
                       error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, message->id);
  if (!hlc_sql_step (sql, statement, &has_row, error))
    return FALSE;

  if (has_row)
    {
      *payload = hlc_sql_dup_bytes (statement, 0);
      *headers = hlc_store_dup_headers (statement, 1);
      sqlite3_reset (statement);
    }
  return TRUE;
}

/**
 * hlc_store_read_message_body:
 * @version: what the handler reads; matters for operations and events
 * @body: (out) (transfer full) (nullable): what is sent; %NULL where what it is made of is no longer stored
 * @received_headers: (out) (optional) (transfer full) (nullable): of the delivery that it is
 *
 * Makes the body of a message. Received texts are spliced in as they came.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_read_message_body (HlcSql *sql,
                             HlcMessage *message,
                             HlcBodyVersion version,
                             GBytes **body,
                             HlcHeaderList **received_headers,
                             GError **error)
{
  g_autoptr (HlcOperation) operation = NULL;
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (HlcHeaderList) headers = NULL;

  *body = NULL;
  if (received_headers != NULL)
    *received_headers = NULL;

  if (message->content == HLC_CONTENT_OPERATION)
    {
      if (!hlc_store_find_operation_by_id (sql, message->operation, &operation, error))
        return FALSE;
      if (operation != NULL)
        *body = hlc_envelope_from_operation (operation, message->event_type, version);
      return TRUE;
    }

  if (!read_payload (sql, message, &payload, &headers, error))
    return FALSE;

  if (message->content == HLC_CONTENT_EVENT && payload != NULL)
    *body = hlc_envelope_from_event (payload, message->event_type, message->is_test, version);
  else
    *body = g_steal_pointer (&payload);
  if (received_headers != NULL)
    *received_headers = g_steal_pointer (&headers);
  return TRUE;
}
