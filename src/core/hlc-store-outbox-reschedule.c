/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-outbox.h"

#include "hlc-retry.h"
#include "hlc-store-portions.h"

typedef struct
{
  double time_scale;
  gint64 now;
} RescheduleInput;

/* An attempt that waits for another time than it was planned for. */
typedef struct
{
  gint64 id;
  gint64 message;
  gint64 endpoint;
  gint64 planned_at;
  gint64 due_at;
  gint64 was_due_at;
} Moved;

/* The attempts of a portion of the messages that come after @after: until *@last, which is the end where none do. */
static gboolean
find_last (HlcSql *sql, gint64 after, gint64 *last, GError **error)
{
  *last = G_MAXINT64;
  return hlc_sql_get_int_with (sql,
                               "SELECT message FROM attempt INDEXED BY attempt_waiting WHERE state = 0"
                               " AND message > ?1 ORDER BY message LIMIT 1 OFFSET ?2",
                               HLC_SQL_INTS (after, HLC_PORTION_ROWS - 1), last, error);
}

static gboolean
find_moved (HlcSql *sql, const RescheduleInput *input, gint64 after, gint64 last, GArray *all, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (
      sql,
      "SELECT id, message, endpoint, planned_at, delay, due_at FROM attempt INDEXED BY attempt_waiting"
      " WHERE state = 0 AND message > ?1 AND message <= ?2",
      error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, after);
  sqlite3_bind_int64 (statement, 2, last);
  do
    {
      Moved moved = { 0 };
      gint64 planned_at;

      if (!hlc_sql_step (sql, statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      planned_at = sqlite3_column_int64 (statement, 3);
      moved.id = sqlite3_column_int64 (statement, 0);
      moved.message = sqlite3_column_int64 (statement, 1);
      moved.endpoint = sqlite3_column_int64 (statement, 2);
      moved.planned_at = MIN (planned_at, input->now);
      moved.due_at =
          moved.planned_at + hlc_retry_scale (sqlite3_column_int64 (statement, 4), input->time_scale);
      moved.was_due_at = sqlite3_column_int64 (statement, 5);
      if (moved.planned_at != planned_at || moved.due_at != moved.was_due_at)
        g_array_append_val (all, moved);
    }
  while (has_row);

  return TRUE;
}

/* The one that failed before it says when this one is due. */
static gboolean
move (HlcSql *sql, const Moved *moved, HlcStoreChanges *changes, GError **error)
{
  g_array_append_val (changes->messages, moved->message);
  return hlc_sql_run_with (sql, "UPDATE attempt SET planned_at = ?2, due_at = ?3 WHERE id = ?1",
                           HLC_SQL_INTS (moved->id, moved->planned_at, moved->due_at), error) &&
         hlc_sql_run_with (
             sql,
             "UPDATE attempt SET next_at = ?4 WHERE message = ?1 AND endpoint = ?2 AND next_at = ?3"
             " AND state = 2",
             HLC_SQL_INTS (moved->message, moved->endpoint, moved->was_due_at, moved->due_at), error);
}

/* Whether a handler is back is found out at once: it is asked every few seconds anyway. */
static gboolean
finish (HlcSql *sql, const RescheduleInput *input, HlcStoreChanges *changes, GError **error)
{
  return hlc_sql_get_ids_with (sql, "UPDATE forward_rule SET probe_at = 0 WHERE probe_at <> 0 RETURNING id",
                               NULL, 0, changes->rules, error) &&
         hlc_sql_get_ids_with (sql,
                               "UPDATE endpoint SET failing_since = ?1 WHERE failing_since > ?1 RETURNING id",
                               HLC_SQL_INTS (input->now), changes->endpoints, error);
}

/* The cursor is the last message that was looked at. */
static gpointer
reschedule (HlcSql *sql, gconstpointer data, HlcProgress *progress, HlcStoreChanges *changes, GError **error)
{
  const RescheduleInput *input = data;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Moved));
  gint64 last = 0;

  if (!find_last (sql, progress->cursor, &last, error) ||
      !find_moved (sql, input, progress->cursor, last, all, error))
    return NULL;

  for (guint i = 0; i < all->len; i++)
    if (!move (sql, &g_array_index (all, Moved, i), changes, error))
      return NULL;

  progress->cursor = last;
  progress->is_last = last == G_MAXINT64;
  if (!progress->is_last || !finish (sql, input, changes, error))
    return NULL;

  return GINT_TO_POINTER (TRUE);
}

/**
 * hlc_store_reschedule_async:
 * @time_scale: how much faster time runs
 *
 * Finds again when what waits is due: at start, when the time scale changes, and after the clock has jumped. Nothing waits
 * longer than its delay from now.
 */
void
hlc_store_reschedule_async (HlcStore *self,
                            double time_scale,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  RescheduleInput *input = NULL;

  g_return_if_fail (HLC_IS_STORE (self));

  input = g_new0 (RescheduleInput, 1);
  input->time_scale = time_scale;
  input->now = hlc_clock_get_now (hlc_store_get_clock (self));
  hlc_store_write_portions_async (self, reschedule, NULL, input, g_free, callback, user_data);
}

/**
 * hlc_store_reschedule_finish:
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_reschedule_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_write_portions_finish (self, result, error) != NULL;
}
