/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-deliver.h"

#include "hlc-payload.h"
#include "hlc-search-index.h"
#include "hlc-store-outbox.h"
#include "hlc-store-rows.h"

/* Sets duplicate_of, and conflict where the same message id came with another body. */
static gboolean
find_duplicate (HlcSql *sql, HlcDelivery *delivery, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql,
                       "SELECT d.id, b.body FROM delivery d JOIN delivery_body b ON b.id = d.id WHERE"
                       " d.message_id = ?1 AND d.http_status = 200 AND d.duplicate_of = 0 LIMIT 1",
                       error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  hlc_sql_bind_text (statement, 1, delivery->message_id);
  if (!hlc_sql_step (sql, statement, &has_row, error))
    return FALSE;

  if (has_row)
    {
      gsize size = 0;
      gconstpointer body = g_bytes_get_data (delivery->body, &size);
      gsize stored_size;

      delivery->duplicate_of = sqlite3_column_int64 (statement, 0);
      stored_size = sqlite3_column_bytes (statement, 1);
      delivery->conflict =
          stored_size != size || (size > 0 && memcmp (sqlite3_column_blob (statement, 1), body, size) != 0);
      sqlite3_reset (statement);
    }
  return TRUE;
}

static gboolean
create_operation (HlcSql *sql, HlcDelivery *delivery, HlcStoreChanges *changes, GError **error)
{
  HlcOperation *operation = delivery->operation;
  gint64 id = 0;

  if (!hlc_store_insert_operation (sql, operation, &id, error) ||
      !hlc_store_add_timeline (sql, id, operation->requested_at, "requested", NULL, error) ||
      !hlc_store_add_timeline (sql, id, delivery->received_at, "webhook", NULL, error))
    return FALSE;

  if (operation->state != HLC_STATE_PENDING &&
      !hlc_store_add_timeline (sql, id, operation->responded_at,
                               hlc_operation_state_to_string (operation->state), NULL, error))
    return FALSE;

  g_array_append_val (changes->operations, id);
  if (operation->state == HLC_STATE_PENDING)
    g_array_append_val (changes->requested, id);
  return TRUE;
}

static gboolean
complete_operation (HlcSql *sql, HlcDelivery *delivery, gint64 id, HlcStoreChanges *changes, GError **error)
{
  HlcOperation *outcome = delivery->operation;

  if (!hlc_store_complete_operation (sql, id, outcome, error) ||
      !hlc_store_add_timeline (sql, id, delivery->received_at, "webhook", NULL, error) ||
      !hlc_store_add_timeline (sql, id, outcome->responded_at, hlc_operation_state_to_string (outcome->state),
                               NULL, error))
    return FALSE;

  g_array_append_val (changes->operations, id);
  return TRUE;
}

/* Kept, flagged, never applied over what is stored. */
static gboolean
note_conflict (HlcSql *sql,
               HlcDelivery *delivery,
               gint64 id,
               const char *detail,
               HlcStoreChanges *changes,
               GError **error)
{
  delivery->conflict = TRUE;
  if (!hlc_store_flag_conflict (sql, id, error) ||
      !hlc_store_add_timeline (sql, id, delivery->received_at, "conflict", detail, error))
    return FALSE;

  g_array_append_val (changes->operations, id);
  return TRUE;
}

/* What the body does not say: where we have it from, and when, where it names no times. */
static void
fill_in (HlcDelivery *delivery)
{
  HlcOperation *operation = delivery->operation;

  operation->origin = HLC_ORIGIN_WEBHOOK;
  operation->is_test = delivery->is_test;
  if (operation->requested_at == 0)
    operation->requested_at = delivery->received_at;

  if (operation->state == HLC_STATE_PENDING)
    return;

  operation->decided_channel = HLC_CHANNEL_WEBHOOK;
  if (operation->responded_at == 0)
    operation->responded_at = delivery->received_at;
}

static gboolean
apply (HlcSql *sql, HlcDelivery *delivery, HlcStoreChanges *changes, GError **error)
{
  g_autoptr (HlcOperation) stored = NULL;
  g_autofree char *detail = NULL;

  fill_in (delivery);
  if (!hlc_store_find_operation (sql, delivery->operation->call_id, &stored, error))
    return FALSE;

  switch (hlc_operation_merge (stored, delivery->operation, &detail))
    {
    case HLC_MERGE_CREATE:
      return create_operation (sql, delivery, changes, error);

    case HLC_MERGE_COMPLETE:
      return complete_operation (sql, delivery, stored->id, changes, error);

    case HLC_MERGE_CONFLICT:
      return note_conflict (sql, delivery, stored->id, detail, changes, error);

    case HLC_MERGE_REPEAT:
    case HLC_MERGE_STALE:
    default:
      return TRUE;
    }
}

/* *@id: the refused delivery that must go next, 0 when there is room. */
static gboolean
find_surplus (HlcSql *sql, gint64 *id, GError **error)
{
  *id = 0;
  return hlc_sql_get_int_with (
      sql,
      "SELECT (SELECT id FROM delivery INDEXED BY delivery_rejected WHERE http_status <> 200"
      " ORDER BY id LIMIT 1) FROM tally WHERE rejected > ?1 OR rejected_size > ?2",
      HLC_SQL_INTS (HLC_MAX_REJECTED_DELIVERIES, HLC_MAX_REJECTED_BYTES), id, error);
}

static gboolean
remove_delivery (HlcSql *sql, gint64 id, GError **error)
{
  return hlc_search_index_forget_delivery (sql, id, error) &&
         hlc_sql_run_with (sql, "DELETE FROM delivery_body WHERE id = ?1", HLC_SQL_INTS (id), error) &&
         hlc_sql_run_with (sql, "DELETE FROM delivery WHERE id = ?1", HLC_SQL_INTS (id), error);
}

/* The oldest go first, by number and by size. */
static gboolean
make_room_for_rejected (HlcSql *sql, HlcStoreChanges *changes, GError **error)
{
  while (TRUE)
    {
      gint64 id;

      if (!find_surplus (sql, &id, error))
        return FALSE;
      if (id == 0)
        return TRUE;

      if (!remove_delivery (sql, id, error))
        return FALSE;
      g_array_append_val (changes->removed_deliveries, id);
    }
}

/**
 * hlc_store_deliver:
 * @sql: the writing connection, inside a transaction
 * @delivery: its id, duplicate_of and conflict are set
 *
 * Stores a received delivery and applies the operation that it carries, once (a webhook with a known message id is a
 * duplicate). Rules may forward it. What was refused is stored too, and the oldest of it makes room. Writer thread.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_deliver (HlcSql *sql, HlcDelivery *delivery, HlcStoreChanges *changes, GError **error)
{
  gboolean accepted = delivery->http_status == 200;

  delivery->duplicate_of = 0;
  delivery->conflict = FALSE;
  if (accepted && delivery->message_id != NULL && !find_duplicate (sql, delivery, error))
    return FALSE;

  if (accepted && delivery->duplicate_of == 0 && delivery->operation != NULL &&
      !apply (sql, delivery, changes, error))
    return FALSE;

  if (!hlc_store_insert_delivery (sql, delivery, error))
    return FALSE;
  g_array_append_val (changes->deliveries, delivery->id);

  return accepted ? hlc_store_outbox_add_forwards (sql, delivery, changes, error)
                  : make_room_for_rejected (sql, changes, error);
}
