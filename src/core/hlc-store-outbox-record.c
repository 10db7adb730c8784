/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-outbox.h"

#include <glib/gi18n-lib.h>

#include "hlc-forward-rule.h"
#include "hlc-key-array.h"
#include "hlc-outbox-plan.h"
#include "hlc-retry.h"
#include "hlc-store-attempt-rows.h"
#include "hlc-store-endpoint-rows.h"
#include "hlc-store-message-rows.h"
#include "hlc-store-rows.h"

typedef struct
{
  gint64 id;
  HlcAttemptResult *result; /* (owned) (nullable) */
  double time_scale;
  gint64 now;
} RecordInput;

/* What one outcome changes. */
typedef struct
{
  HlcSql *sql;
  const RecordInput *input;
  const HlcAttemptResult *result;
  HlcStoreChanges *changes;
  HlcAttempt *attempt;    /* (owned) */
  HlcMessage *message;    /* (owned) */
  HlcForwardRule *rule;   /* (owned) (nullable) */
  HlcAttempt *next;       /* (owned) (nullable) */
  gboolean was_cancelled; /* while it was under way */
} Record;

static void
record_clear (Record *record)
{
  g_clear_pointer (&record->attempt, hlc_attempt_unref);
  g_clear_pointer (&record->message, hlc_message_unref);
  g_clear_pointer (&record->rule, hlc_forward_rule_unref);
  g_clear_pointer (&record->next, hlc_attempt_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Record, record_clear)

static void
record_input_free (gpointer data)
{
  RecordInput *input = data;

  g_clear_pointer (&input->result, hlc_attempt_result_free);
  g_free (input);
}

static gboolean
has_failed (const Record *record)
{
  return record->result->failure != HLC_FAILURE_NONE;
}

static gboolean
load (Record *record, GError **error)
{
  HlcSql *sql = record->sql;

  record->attempt = hlc_store_require_attempt (sql, record->input->id, error);
  if (record->attempt == NULL)
    return FALSE;

  record->was_cancelled = record->attempt->state == HLC_ATTEMPT_CANCELLED && record->attempt->started_at == 0;
  if (record->attempt->state != HLC_ATTEMPT_WAITING && !record->was_cancelled)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("The outcome of attempt %lld is recorded already."), (long long) record->input->id);
      return FALSE;
    }

  /* The rule of one that was cancelled may be gone. */
  if (record->attempt->rule != 0 && !record->was_cancelled)
    {
      record->rule = hlc_store_require_rule (sql, record->attempt->rule, error);
      if (record->rule == NULL)
        return FALSE;
    }

  return hlc_store_find_message_by_id (sql, record->attempt->message, &record->message, error);
}

/* What is sent to a URL of its own is sent once. */
static void
decide_next (Record *record)
{
  const HlcAttempt *attempt = record->attempt;
  HlcRetryPlan plan = record->rule != NULL ? HLC_RETRY_CATCH_UP : HLC_RETRY_SCHEDULE;
  gboolean keeps_step = hlc_retry_keeps_step (plan, record->result->failure);
  guint step = keeps_step ? record->rule->n_down + 1 : attempt->step;
  gint64 delay = hlc_retry_get_delay (plan, step, record->result->failure, record->result->retry_after,
                                      record->result->random);
  HlcAttempt *next = NULL;

  if (delay < 0 || attempt->endpoint == 0 || record->was_cancelled)
    return;

  next = hlc_attempt_new ();
  next->message = attempt->message;
  next->endpoint = attempt->endpoint;
  next->url = g_strdup (attempt->url);
  next->rule = attempt->rule;
  next->lane = attempt->lane;
  next->number = attempt->number + 1;
  next->step = keeps_step ? attempt->step : attempt->step + 1;
  next->trigger = attempt->trigger;
  next->sign_mode = attempt->sign_mode;
  next->planned_at = record->input->now;
  next->delay = delay;
  next->due_at = next->planned_at + hlc_retry_scale (delay, record->input->time_scale);
  record->next = next;
}

static gboolean
write_attempt (Record *record, GError **error)
{
  const HlcAttemptResult *result = record->result;
  HlcAttempt *attempt = record->attempt;
  sqlite3_stmt *statement = hlc_sql_prepare (record->sql,
                                             "UPDATE attempt SET state = ?2, url = ?3, started_at = ?4, "
                                             "duration = ?5, http_status = ?6, failure = ?7,"
                                             " error = ?8, address = ?9, next_at = ?10 WHERE id = ?1",
                                             error);

  if (statement == NULL)
    return FALSE;

  attempt->state = has_failed (record) ? HLC_ATTEMPT_FAILED : HLC_ATTEMPT_SUCCEEDED;
  attempt->started_at = result->started_at > 0 ? result->started_at : record->input->now;
  attempt->next_at = record->next != NULL ? record->next->due_at : 0;
  if (result->url != NULL)
    {
      g_free (attempt->url);
      attempt->url = g_strdup (result->url);
    }
  sqlite3_bind_int64 (statement, 1, attempt->id);
  sqlite3_bind_int (statement, 2, attempt->state);
  hlc_sql_bind_text (statement, 3, attempt->url);
  sqlite3_bind_int64 (statement, 4, attempt->started_at);
  sqlite3_bind_int64 (statement, 5, result->duration);
  sqlite3_bind_int (statement, 6, result->http_status);
  sqlite3_bind_int (statement, 7, result->failure);
  hlc_sql_bind_text (statement, 8, result->error);
  hlc_sql_bind_text (statement, 9, result->address);
  sqlite3_bind_int64 (statement, 10, attempt->next_at);
  if (!hlc_sql_run (record->sql, statement, error) ||
      !hlc_store_insert_attempt_body (record->sql, attempt->id, result, error))
    return FALSE;

  g_array_append_val (record->changes->attempts, attempt->id);
  return TRUE;
}

/* The next one keeps the turn; after the last one it is that of whoever waits behind. */
static gboolean
write_next (Record *record, GError **error)
{
  if (record->next != NULL)
    return hlc_outbox_plan (record->sql, record->next, FALSE, error);

  return hlc_outbox_settle_lane (record->sql, record->attempt->endpoint, record->attempt->lane, error);
}

static gboolean
write_message (Record *record, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (record->sql,
                       "UPDATE message SET n_attempts = n_attempts + 1, last_status = ?2,"
                       " last_error = ?3 WHERE id = ?1",
                       error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, record->message->id);
  sqlite3_bind_int (statement, 2, record->result->http_status);
  hlc_sql_bind_text (statement, 3, record->result->error);
  return hlc_sql_run (record->sql, statement, error) &&
         hlc_outbox_settle_message (record->sql, record->message->id, record->changes, error);
}

/* Why an endpoint gets nothing any more, %NULL while it does. */
static char *
dup_disabled_reason (Record *record, gint64 failing_since)
{
  g_autoptr (GDateTime) since = NULL;
  g_autofree char *text = NULL;

  if (record->result->failure == HLC_FAILURE_GONE)
    return g_strdup ("It answered 410: it wants no more messages.");
  if (record->input->now - failing_since < hlc_retry_scale (HLC_FAILING_LIMIT, record->input->time_scale))
    return NULL;

  since = g_date_time_new_from_unix_utc (failing_since / G_TIME_SPAN_SECOND);
  text = g_date_time_format (since, "%Y-%m-%d %H:%M UTC");
  return g_strdup_printf ("Every attempt since %s has failed.", text);
}

static gboolean
disable_endpoint (Record *record, const char *reason, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (record->sql,
                       "UPDATE endpoint SET enabled = 0, disabled_reason = ?2 WHERE id = ?1 AND enabled = 1",
                       error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, record->attempt->endpoint);
  hlc_sql_bind_text (statement, 2, reason);
  return hlc_sql_run (record->sql, statement, error);
}

/* @is_there: whether the endpoint still is where the attempt went. What another URL answers says nothing of it. */
static gboolean
read_failing_since (Record *record, gboolean *is_there, gint64 *failing_since, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (record->sql, "SELECT failing_since FROM endpoint WHERE id = ?1 AND url = ?2", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, record->attempt->endpoint);
  hlc_sql_bind_text (statement, 2, record->attempt->url);
  if (!hlc_sql_step (record->sql, statement, is_there, error))
    return FALSE;

  if (*is_there)
    *failing_since = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
write_endpoint (Record *record, GError **error)
{
  gint64 id = record->attempt->endpoint;
  gboolean is_there = FALSE;
  gint64 stored = 0;
  gint64 failing_since = 0;
  g_autofree char *reason = NULL;

  if (id == 0)
    return TRUE;
  if (!read_failing_since (record, &is_there, &stored, error))
    return FALSE;
  if (!is_there)
    return TRUE;

  if (has_failed (record))
    failing_since = stored != 0 ? stored : record->input->now;
  if (failing_since != stored &&
      !hlc_sql_run_with (record->sql, "UPDATE endpoint SET failing_since = ?2 WHERE id = ?1",
                         HLC_SQL_INTS (id, failing_since), error))
    return FALSE;

  reason = has_failed (record) ? dup_disabled_reason (record, failing_since) : NULL;
  if (reason != NULL && !disable_endpoint (record, reason, error))
    return FALSE;

  if (failing_since != stored || reason != NULL)
    g_array_append_val (record->changes->endpoints, id);
  return TRUE;
}

/* A handler that answers is back, whatever it answers. More than a few at once are not sent without being asked for. */
static gboolean
write_rule (Record *record, GError **error)
{
  static const gboolean ANSWERED[] = {
    [HLC_FAILURE_NONE] = TRUE,         [HLC_FAILURE_STATUS] = TRUE,   [HLC_FAILURE_GONE] = TRUE,
    [HLC_FAILURE_UNREACHABLE] = FALSE, [HLC_FAILURE_TIMEOUT] = FALSE, [HLC_FAILURE_BROKEN] = FALSE,
    [HLC_FAILURE_UNSENDABLE] = FALSE,
  };
  HlcForwardRule *rule = record->rule;
  gboolean answered = ANSWERED[record->result->failure];
  gint64 n_waiting = 0;

  if (rule == NULL)
    return TRUE;

  if (record->next != NULL && hlc_retry_keeps_step (HLC_RETRY_CATCH_UP, record->result->failure))
    {
      g_array_append_val (record->changes->rules, rule->id);
      return hlc_sql_run_with (record->sql,
                               "UPDATE forward_rule SET n_down = n_down + 1, probe_at = ?2 WHERE id = ?1",
                               HLC_SQL_INTS (rule->id, record->next->due_at), error);
    }
  if (!answered || !rule->is_down)
    return TRUE;

  if (!hlc_sql_get_int_with (record->sql,
                             "SELECT count (*) FROM (SELECT 1 FROM attempt WHERE state = 0 AND rule <> 0"
                             " AND rule = ?1 LIMIT ?2)",
                             HLC_SQL_INTS (rule->id, rule->backlog_limit + 1), &n_waiting, error))
    return FALSE;

  g_array_append_val (record->changes->rules, rule->id);
  return hlc_sql_run_with (record->sql,
                           "UPDATE forward_rule SET n_down = 0, probe_at = 0, is_asking = ?2 WHERE id = ?1",
                           HLC_SQL_INTS (rule->id, n_waiting > rule->backlog_limit), error);
}

/* The operation's timeline says when a handler has heard of it, and when it is given up. */
static gboolean
write_timeline (Record *record, GError **error)
{
  HlcAttempt *attempt = record->attempt;
  gint64 operation = record->message->operation;
  g_autofree char *detail = NULL;

  if (operation == 0 || (has_failed (record) && (record->next != NULL || record->was_cancelled)))
    return TRUE;

  /* Translators: an address, what it answered as an HTTP status, and which attempt it was. */
  if (!has_failed (record))
    detail = g_strdup_printf (_ ("%s answered %u at attempt %u"), attempt->url, record->result->http_status,
                              attempt->number);
  else if (record->result->error != NULL)
    /* Translators: an address, which attempt it was, and why. */
    detail = g_strdup_printf (_ ("%s did not take it at attempt %u: %s"), attempt->url, attempt->number,
                              record->result->error);
  else
    detail = g_strdup_printf (_ ("%s did not take it at attempt %u: no reason is known"), attempt->url,
                              attempt->number);

  g_array_append_val (record->changes->operations, operation);
  return hlc_store_add_timeline (record->sql, operation, record->input->now,
                                 has_failed (record) ? "undelivered" : "delivered", detail, error);
}

static gpointer
record_attempt (HlcSql *sql, gpointer data, HlcStoreChanges *changes, GError **error)
{
  const RecordInput *input = data;
  g_auto (Record) record = { .sql = sql, .input = input, .result = input->result, .changes = changes };
  g_autoptr (HlcAttempt) stored = NULL;

  if (!load (&record, error))
    return NULL;

  decide_next (&record);
  if (!write_attempt (&record, error) || !write_next (&record, error) || !write_message (&record, error) ||
      !write_endpoint (&record, error) || !write_rule (&record, error) || !write_timeline (&record, error))
    return NULL;

  stored = hlc_store_require_attempt (sql, input->id, error);
  if (stored == NULL || !hlc_store_read_attempt_body (sql, stored, error))
    return NULL;

  return g_steal_pointer (&stored);
}

/**
 * hlc_store_record_attempt_async:
 * @attempt: row id of one that was due
 * @result: (transfer full): what came of it; secret values are masked already
 * @time_scale: how much faster time runs
 *
 * Stores what came of an attempt and all that follows from it, in one transaction: the next attempt, the states of its
 * message, endpoint and rule, and the operation's timeline. One that was cancelled while it was under way is recorded too,
 * and nothing follows it.
 */
void
hlc_store_record_attempt_async (HlcStore *self,
                                gint64 attempt,
                                HlcAttemptResult *result,
                                double time_scale,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  RecordInput *input = NULL;

  g_return_if_fail (HLC_IS_STORE (self) && result != NULL);

  input = g_new0 (RecordInput, 1);
  input->id = attempt;
  input->result = result;
  input->time_scale = time_scale;
  input->now = hlc_clock_get_now (hlc_store_get_clock (self));
  hlc_store_write_async (self, record_attempt, (GDestroyNotify) hlc_attempt_unref, input, record_input_free,
                         callback, user_data);
}

/**
 * hlc_store_record_attempt_finish:
 *
 * Returns: (transfer full) (nullable): the attempt as it is stored, whole; or %NULL with @error set: %HLC_ERROR_CONFLICT
 *   when its outcome is recorded already, %HLC_ERROR_UNHEALTHY when nothing can be stored now
 */
HlcAttempt *
hlc_store_record_attempt_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_write_finish (self, result, error);
}
