/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-outbox.h"

#include "hlc-key-array.h"
#include "hlc-outbox-plan.h"
#include "hlc-priority.h"
#include "hlc-store-endpoint-rows.h"
#include "hlc-store-portions.h"

/* One recovery: what is to be recovered is looked for first, and then recovered in portions. */
typedef struct
{
  char *endpoint_id; /* (owned) */
  gint64 since;
  gint64 now;
  GArray *messages; /* (owned): row ids, the oldest first */
} Recovery;

static void
recovery_free (gpointer data)
{
  Recovery *recovery = data;

  g_free (recovery->endpoint_id);
  g_array_unref (recovery->messages);
  g_free (recovery);
}

/*
 * What an endpoint has missed: its last attempt there failed, or it was for everybody and there was no attempt. ?1 the
 * endpoint. The newest attempt of a message at an endpoint is the one that waits, where one does.
 */
#define LAST_ATTEMPT                                                                                         \
  "(SELECT id FROM attempt WHERE endpoint = ?1 AND message = m.id ORDER BY id DESC LIMIT 1)"
#define SELECT_MISSED                                                                                        \
  "SELECT m.id, m.event_type, m.operation, a.id, a.url, a.lane, a.sign_mode FROM message m"                  \
  " LEFT JOIN attempt a ON a.id = " LAST_ATTEMPT
#define IS_MISSED " AND (a.state = 2 OR (a.id IS NULL AND m.to_all = 1))"

static gboolean
wants_row (HlcEndpoint *endpoint, sqlite3_stmt *statement)
{
  return sqlite3_column_type (statement, 3) != SQLITE_NULL ||
         hlc_endpoint_wants_event (endpoint, (const char *) sqlite3_column_text (statement, 1));
}

static gpointer
find_missed (HlcSql *sql, gpointer data, GError **error)
{
  Recovery *recovery = data;
  g_autoptr (HlcEndpoint) endpoint = hlc_store_require_endpoint (sql, recovery->endpoint_id, error);
  sqlite3_stmt *statement = NULL;
  gboolean has_row = FALSE;

  if (endpoint == NULL)
    return NULL;

  statement =
      hlc_sql_prepare (sql, SELECT_MISSED " WHERE m.created_at >= ?2" IS_MISSED " ORDER BY m.id", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, endpoint->id);
  sqlite3_bind_int64 (statement, 2, recovery->since);
  do
    {
      gint64 id;

      if (!hlc_sql_step (sql, statement, &has_row, error))
        return NULL;

      id = has_row ? sqlite3_column_int64 (statement, 0) : 0;
      if (has_row && wants_row (endpoint, statement))
        g_array_append_val (recovery->messages, id);
    }
  while (has_row);

  return recovery;
}

/* *@attempt: %NULL where it has been recovered or delivered meanwhile. */
static gboolean
make_attempt (HlcSql *sql,
              HlcEndpoint *endpoint,
              gint64 message,
              gint64 now,
              HlcAttempt **attempt,
              GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (sql, SELECT_MISSED " WHERE m.id = ?2" IS_MISSED, error);
  gboolean has_row = FALSE;

  *attempt = NULL;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, endpoint->id);
  sqlite3_bind_int64 (statement, 2, message);
  if (!hlc_sql_step (sql, statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  *attempt = hlc_attempt_new ();
  (*attempt)->message = message;
  (*attempt)->endpoint = endpoint->id;
  (*attempt)->url = g_strdup (endpoint->url);
  (*attempt)->lane = sqlite3_column_type (statement, 3) == SQLITE_NULL ? sqlite3_column_int64 (statement, 2)
                                                                       : sqlite3_column_int64 (statement, 5);
  (*attempt)->step = 1;
  (*attempt)->trigger = HLC_TRIGGER_RECOVER;
  (*attempt)->sign_mode = sqlite3_column_int (statement, 6);
  (*attempt)->planned_at = now;
  (*attempt)->due_at = now;
  sqlite3_reset (statement);
  return TRUE;
}

/* The cursor counts the messages that have been looked at. */
static gpointer
recover_portion (HlcSql *sql,
                 gconstpointer data,
                 HlcProgress *progress,
                 HlcStoreChanges *changes,
                 GError **error)
{
  const Recovery *recovery = data;
  g_autoptr (HlcEndpoint) endpoint = hlc_store_require_endpoint (sql, recovery->endpoint_id, error);
  gint64 end = MIN (recovery->messages->len, progress->cursor + HLC_PORTION_ROWS);

  if (endpoint == NULL)
    return NULL;

  for (; progress->cursor < end; progress->cursor++)
    {
      gint64 message = g_array_index (recovery->messages, gint64, progress->cursor);
      g_autoptr (HlcAttempt) attempt = NULL;

      if (!make_attempt (sql, endpoint, message, recovery->now, &attempt, error))
        return NULL;
      if (attempt == NULL)
        continue;

      if (!hlc_outbox_plan (sql, attempt, FALSE, error) ||
          !hlc_outbox_settle_message (sql, message, changes, error))
        return NULL;
      progress->n_done++;
    }

  progress->is_last = end == recovery->messages->len;
  return progress->is_last ? g_memdup2 (&progress->n_done, sizeof progress->n_done) : NULL;
}

static void
recovered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n_recovered = hlc_store_write_portions_finish (HLC_STORE (object), result, &error);

  if (n_recovered != NULL)
    g_task_return_int (task, *n_recovered);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
missed_found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  Recovery *recovery = g_task_get_task_data (task);

  if (hlc_store_read_finish (HLC_STORE (object), result, &error) == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    hlc_store_write_portions_async (HLC_STORE (object), recover_portion, g_free, recovery, NULL, recovered_cb,
                                    g_steal_pointer (&task));
}

/**
 * hlc_store_recover_async:
 * @since: of messages that were made at or after this time: microseconds since the epoch, UTC
 *
 * Sends an endpoint what it has missed: messages whose last attempt there failed, and those that it wants and that were never
 * sent there. Each begins its schedule anew; what waits already is left as it is. It is done in portions, so that nobody
 * waits behind it; one that fails leaves those before it recovered.
 */
void
hlc_store_recover_async (HlcStore *self,
                         const char *endpoint_id,
                         gint64 since,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Recovery *recovery = NULL;

  g_return_if_fail (HLC_IS_STORE (self) && endpoint_id != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  recovery = g_new0 (Recovery, 1);
  recovery->endpoint_id = g_strdup (endpoint_id);
  recovery->since = since;
  recovery->now = hlc_clock_get_now (hlc_store_get_clock (self));
  recovery->messages = hlc_key_array_new ();
  g_task_set_source_tag (task, hlc_store_recover_async);
  g_task_set_priority (task, HLC_PRIORITY_ANSWER);
  g_task_set_task_data (task, recovery, recovery_free);
  hlc_store_read_async (self, HLC_READ_LIST, find_missed, NULL, recovery, NULL, NULL, missed_found_cb,
                        g_steal_pointer (&task));
}

/**
 * hlc_store_recover_finish:
 *
 * Returns: how many messages are sent again; -1 with @error set, %HLC_ERROR_NOT_FOUND when there is no such endpoint
 */
gint64
hlc_store_recover_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
