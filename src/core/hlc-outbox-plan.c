/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-outbox-plan.h"

#include "hlc-key-array.h"
#include "hlc-store-endpoint-rows.h"
#include "hlc-store-portions.h"

/**
 * hlc_outbox_settle_lane:
 * @endpoint: row id
 * @lane: 0 is none, and nothing is done
 *
 * Gives the turn to the first that waits in a lane. At most one was planned or taken away since the last call, so only
 * the first two can be wrong.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_outbox_settle_lane (HlcSql *sql, gint64 endpoint, gint64 lane, GError **error)
{
  g_autoptr (GArray) first = NULL;

  if (lane == 0)
    return TRUE;

  first = hlc_key_array_new ();
  if (!hlc_sql_get_ids_with (
          sql,
          "SELECT id FROM attempt WHERE state = 0 AND lane <> 0 AND endpoint = ?1 AND lane = ?2"
          " ORDER BY message, id LIMIT 2",
          HLC_SQL_INTS (endpoint, lane), first, error))
    return FALSE;

  for (guint i = 0; i < first->len; i++)
    {
      gint64 turn = i == 0 ? HLC_TURN_OWN : HLC_TURN_OF_OTHERS;

      if (!hlc_sql_run_with (sql, "UPDATE attempt SET turn = ?2 WHERE id = ?1 AND turn <> ?2",
                             HLC_SQL_INTS (g_array_index (first, gint64, i), turn), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * hlc_outbox_settle_message:
 * @message: row id of a message whose attempts have changed
 *
 * Finds its state: pending while an attempt waits; otherwise as the last attempt that was made at each destination: failed
 * where one of them failed. A message that was sent nowhere is unsent.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_outbox_settle_message (HlcSql *sql, gint64 message, HlcStoreChanges *changes, GError **error)
{
  /* With max() the other columns are those of the row that has the greatest id. The states of a message that was made
   * are one more than those of its attempts: succeeded, failed. */
  if (!hlc_sql_run_with (
          sql,
          "UPDATE message SET state = CASE WHEN EXISTS (SELECT 1 FROM attempt WHERE message = ?1 AND state = "
          "0)"
          " THEN 1 ELSE (SELECT coalesce (max (made), -1) + 1 FROM (SELECT max (id), state AS made FROM "
          "attempt"
          " WHERE message = ?1 AND state IN (1, 2) GROUP BY endpoint, CASE endpoint WHEN 0 THEN url END)) END"
          " WHERE id = ?1",
          HLC_SQL_INTS (message), error))
    return FALSE;

  g_array_append_val (changes->messages, message);
  return TRUE;
}

static gboolean
count_attempts (HlcSql *sql, HlcAttempt *attempt, gint64 *n, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql,
                       "SELECT coalesce (max (number), 0) FROM attempt WHERE message = ?1 AND endpoint = ?2"
                       " AND (endpoint <> 0 OR url = ?3)",
                       error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, attempt->message);
  sqlite3_bind_int64 (statement, 2, attempt->endpoint);
  hlc_sql_bind_text (statement, 3, attempt->url);
  if (!hlc_sql_step (sql, statement, &has_row, error))
    return FALSE;

  *n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * hlc_outbox_plan:
 * @attempt: message, endpoint, url, rule, lane, step, trigger, sign mode, times; its number where that is known. Its id
 *   and number are set
 * @by_hand: whether it goes also where its endpoint is disabled; then it has no lane and no rule
 *
 * Stores an attempt that waits. Its message is to be settled afterwards.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_outbox_plan (HlcSql *sql, HlcAttempt *attempt, gboolean by_hand, GError **error)
{
  sqlite3_stmt *statement = NULL;
  HlcTurn turn = attempt->lane == 0 ? HLC_TURN_OWN : HLC_TURN_OF_OTHERS;
  gint64 n = 0;

  g_assert (!by_hand || (attempt->lane == 0 && attempt->rule == 0));

  if (attempt->number == 0 && !count_attempts (sql, attempt, &n, error))
    return FALSE;
  if (attempt->number == 0)
    attempt->number = (guint) n + 1;

  if (by_hand)
    turn = HLC_TURN_BY_HAND;
  statement = hlc_sql_prepare (
      sql,
      "INSERT INTO attempt (message, endpoint, url, rule, lane, turn, number, step, trigger, sign_mode,"
      " planned_at, delay, due_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
      error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, attempt->message);
  sqlite3_bind_int64 (statement, 2, attempt->endpoint);
  hlc_sql_bind_text (statement, 3, attempt->url);
  sqlite3_bind_int64 (statement, 4, attempt->rule);
  sqlite3_bind_int64 (statement, 5, attempt->lane);
  sqlite3_bind_int (statement, 6, turn);
  sqlite3_bind_int (statement, 7, attempt->number);
  sqlite3_bind_int (statement, 8, attempt->step);
  sqlite3_bind_int (statement, 9, attempt->trigger);
  sqlite3_bind_int (statement, 10, attempt->sign_mode);
  sqlite3_bind_int64 (statement, 11, attempt->planned_at);
  sqlite3_bind_int64 (statement, 12, attempt->delay);
  sqlite3_bind_int64 (statement, 13, attempt->due_at);
  if (!hlc_sql_run (sql, statement, error))
    return FALSE;

  attempt->id = sqlite3_last_insert_rowid (hlc_sql_get_handle (sql));
  return hlc_outbox_settle_lane (sql, attempt->endpoint, attempt->lane, error);
}

/**
 * hlc_outbox_plan_for_all:
 * @message: stored, without attempts
 *
 * Plans the first attempt, due now, for every enabled endpoint that wants the message's event. Its message is to be settled
 * afterwards.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_outbox_plan_for_all (HlcSql *sql,
                         HlcMessage *message,
                         HlcTrigger trigger,
                         HlcSignMode sign_mode,
                         gint64 lane,
                         gint64 now,
                         GError **error)
{
  g_autoptr (GPtrArray) endpoints = hlc_store_read_endpoints (sql, error);

  if (endpoints == NULL)
    return FALSE;

  for (guint i = 0; i < endpoints->len; i++)
    {
      HlcEndpoint *endpoint = g_ptr_array_index (endpoints, i);
      g_autoptr (HlcAttempt) attempt = NULL;

      if (!endpoint->enabled || !hlc_endpoint_wants_event (endpoint, message->event_type))
        continue;

      attempt = hlc_attempt_new ();
      attempt->message = message->id;
      attempt->endpoint = endpoint->id;
      attempt->url = g_strdup (endpoint->url);
      attempt->lane = lane;
      attempt->number = 1;
      attempt->step = 1;
      attempt->trigger = trigger;
      attempt->sign_mode = sign_mode;
      attempt->planned_at = now;
      attempt->due_at = now;
      if (!hlc_outbox_plan (sql, attempt, FALSE, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * hlc_outbox_bring_forward:
 * @attempt: waits at an endpoint; changed likewise
 *
 * Makes an attempt due now because somebody asked for it: out of its turn, and also where its endpoint or its rule holds
 * it back. Its schedule goes on. Its message is to be settled afterwards.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_outbox_bring_forward (HlcSql *sql, HlcAttempt *attempt, gint64 now, GError **error)
{
  gint64 lane = attempt->lane;

  attempt->trigger = HLC_TRIGGER_RESEND;
  attempt->lane = 0;
  attempt->rule = 0;
  attempt->planned_at = now;
  attempt->delay = 0;
  attempt->due_at = now;
  return hlc_sql_run_with (sql,
                           "UPDATE attempt SET trigger = ?2, turn = ?3, lane = 0, rule = 0, delay = 0,"
                           " planned_at = ?4, due_at = ?4 WHERE id = ?1",
                           HLC_SQL_INTS (attempt->id, attempt->trigger, HLC_TURN_BY_HAND, now), error) &&
         hlc_outbox_settle_lane (sql, attempt->endpoint, lane, error);
}

/* @text: cancels at most %HLC_PORTION_ROWS and gives their messages */
static gboolean
cancel (HlcSql *sql,
        const char *text,
        const gint64 *values,
        gsize n_values,
        gboolean *is_done,
        HlcStoreChanges *changes,
        GError **error)
{
  g_autoptr (GArray) messages = hlc_key_array_new ();

  if (!hlc_sql_get_ids_with (sql, text, values, n_values, messages, error))
    return FALSE;

  for (guint i = 0; i < messages->len; i++)
    if (!hlc_outbox_settle_message (sql, g_array_index (messages, gint64, i), changes, error))
      return FALSE;

  *is_done = messages->len < HLC_PORTION_ROWS;
  return TRUE;
}

/**
 * hlc_outbox_cancel_endpoint:
 * @endpoint: row id
 * @is_done: (out): whether nothing waits any more
 *
 * Cancels a portion of what waits for an endpoint, and settles the messages.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_outbox_cancel_endpoint (HlcSql *sql,
                            gint64 endpoint,
                            gboolean *is_done,
                            HlcStoreChanges *changes,
                            GError **error)
{
  return cancel (sql,
                 "UPDATE attempt SET state = 3 WHERE id IN (SELECT id FROM attempt INDEXED BY attempt_due"
                 " WHERE state = 0 AND endpoint = ?1 LIMIT ?2) RETURNING message",
                 HLC_SQL_INTS (endpoint, HLC_PORTION_ROWS), is_done, changes, error);
}

/**
 * hlc_outbox_cancel_rule:
 * @rule: row id
 * @last_message: row id of the newest message whose attempts are cancelled
 * @is_done: (out): whether nothing of it waits any more
 *
 * Cancels a portion of what waits for a rule, and settles the messages. The rule's lane is to be settled afterwards.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_outbox_cancel_rule (HlcSql *sql,
                        gint64 rule,
                        gint64 last_message,
                        gboolean *is_done,
                        HlcStoreChanges *changes,
                        GError **error)
{
  return cancel (sql,
                 "UPDATE attempt SET state = 3 WHERE id IN (SELECT id FROM attempt INDEXED BY attempt_rule"
                 " WHERE state = 0 AND rule <> 0 AND rule = ?1 AND message <= ?2 LIMIT ?3) RETURNING message",
                 HLC_SQL_INTS (rule, last_message, HLC_PORTION_ROWS), is_done, changes, error);
}
