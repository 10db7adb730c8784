/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-outbox-fixture.h"
#include "hlc-retry.h"
#include "hlc-store-operations.h"
#include "hlc-store-portions.h"

/* Time as the outbox sees it. */
static void
advance (StoreFixture *fixture, gint64 microseconds)
{
  hlc_clock_set_now (fixture->clock, hlc_clock_get_now (fixture->clock) + microseconds);
}

static gint64
next_due_at (StoreFixture *fixture)
{
  g_autoptr (HlcOutbox) outbox = look_at_outbox (fixture, 100, NULL);

  return outbox->next_due_at;
}

static void
assert_timeline (StoreFixture *fixture, const char *call_id, const char *expected)
{
  g_autofree char *timeline = dup_timeline (fixture, call_id);

  g_assert_cmpstr (timeline, ==, expected);
}

/* What a handler gets that never takes it: the whole schedule, then nothing more. */
static void
test_whole_schedule (StoreFixture *fixture, gconstpointer user_data)
{
  static const gint64 DELAYS[] = {
    5 * G_TIME_SPAN_SECOND, 5 * G_TIME_SPAN_MINUTE, 30 * G_TIME_SPAN_MINUTE, 2 * G_TIME_SPAN_HOUR,
    5 * G_TIME_SPAN_HOUR,   10 * G_TIME_SPAN_HOUR,  10 * G_TIME_SPAN_HOUR,
  };
  static const guint32 RANDOMS[] = {
    0, G_MAXUINT32, G_MAXUINT32 / 2, 1, G_MAXUINT32 / 3, 77, G_MAXUINT32 - 1
  };
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");

  approve_call (fixture, "c1");
  for (guint i = 0; i < HLC_RETRY_STEPS; i++)
    {
      HlcAttemptResult *result = make_result (fixture, HLC_FAILURE_STATUS, 500);
      gint64 now = hlc_clock_get_now (fixture->clock);
      gint64 id = find_due (fixture, "c1@ep_a");
      g_autoptr (HlcAttempt) attempt = NULL;

      g_test_message ("attempt %u", i + 1);
      result->random = i < G_N_ELEMENTS (RANDOMS) ? RANDOMS[i] : 0;
      attempt = record_result (fixture, id, result, 1);
      g_assert_cmpint (attempt->state, ==, HLC_ATTEMPT_FAILED);
      g_assert_cmpuint (attempt->number, ==, i + 1);
      g_assert_cmpuint (attempt->step, ==, i + 1);
      assert_due (fixture, "");
      g_assert_cmpint (next_due_at (fixture), ==, attempt->next_at);
      if (i == G_N_ELEMENTS (DELAYS))
        {
          g_assert_cmpint (attempt->next_at, ==, 0);
          break;
        }

      g_assert_cmpint (attempt->next_at - now, >=, DELAYS[i] - DELAYS[i] / 5);
      g_assert_cmpint (attempt->next_at - now, <=, DELAYS[i] + DELAYS[i] / 5);
      assert_timeline (fixture, "c1", "requested approved");

      /* As after a restart: one microsecond before its time it is not due. */
      if (i == 3)
        store_fixture_reopen (fixture);
      hlc_clock_set_now (fixture->clock, attempt->next_at - 1);
      assert_due (fixture, "");
      hlc_clock_set_now (fixture->clock, attempt->next_at);
    }

  assert_timeline (fixture, "c1", "requested approved undelivered");
  g_assert_cmpint (read_number (fixture, "SELECT state FROM message"), ==, HLC_MESSAGE_FAILED);
  g_assert_cmpint (read_number (fixture, "SELECT n_attempts FROM message"), ==, HLC_RETRY_STEPS);
  advance (fixture, 100 * G_TIME_SPAN_DAY);
  assert_due (fixture, "");
}

static void
assert_detail (StoreFixture *fixture, const char *call_id, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (HlcOperation) operation = load_operation (fixture, call_id, &timeline, &error);
  HlcTimelineEntry *last = g_ptr_array_index (timeline, timeline->len - 1);

  g_assert_no_error (error);
  g_assert_cmpstr (last->detail, ==, expected);
}

/* Two destinations: the message is delivered when both have it. All that was seen is stored. */
static void
test_delivered (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) a = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcEndpoint) b = add_endpoint (fixture, "ep_b");
  HlcAttemptResult *result = NULL;
  g_autoptr (HlcAttempt) failed = NULL;
  g_autoptr (HlcAttempt) first = NULL;
  g_autoptr (HlcAttempt) second = NULL;

  approve_call (fixture, "c1");
  result = make_result (fixture, HLC_FAILURE_NONE, 204);
  result->duration = 1234;
  result->address = g_strdup ("127.0.0.1:8000");
  result->request_headers = hlc_header_list_new ();
  hlc_header_list_append (result->request_headers, "webhook-id", "x");
  result->response_headers = hlc_header_list_new ();
  hlc_header_list_append (result->response_headers, "Server", "y");
  result->response_body = g_bytes_new_static ("a\0b", 3);
  result->response_truncated = TRUE;
  first = record_result (fixture, find_due (fixture, "c1@ep_a"), result, 1);
  g_assert_cmpint (first->state, ==, HLC_ATTEMPT_SUCCEEDED);
  g_assert_cmpuint (first->http_status, ==, 204);
  g_assert_cmpint (first->started_at, ==, G_TIME_SPAN_DAY);
  g_assert_cmpint (first->duration, ==, 1234);
  g_assert_cmpstr (first->address, ==, "127.0.0.1:8000");
  g_assert_cmpstr (hlc_header_list_lookup (first->request_headers, "webhook-id"), ==, "x");
  g_assert_cmpstr (hlc_header_list_lookup (first->response_headers, "server"), ==, "y");
  g_assert_cmpmem (g_bytes_get_data (first->response_body, NULL), g_bytes_get_size (first->response_body),
                   "a\0b", 3);
  g_assert_true (first->response_truncated);
  g_assert_cmpint (first->next_at, ==, 0);
  assert_detail (fixture, "c1", "http://ep_a.test/webhook answered 204 at attempt 1");
  g_assert_cmpint (read_number (fixture, "SELECT state FROM message"), ==, HLC_MESSAGE_PENDING);

  failed = record (fixture, find_due (fixture, "c1@ep_b"), HLC_FAILURE_UNREACHABLE, 0);
  g_assert_null (failed->response_body);
  hlc_clock_set_now (fixture->clock, failed->next_at);
  result = make_result (fixture, HLC_FAILURE_NONE, 200);
  result->url = g_strdup ("http://was.test/");
  second = record_result (fixture, find_due (fixture, "c1@ep_b"), result, 1);
  g_assert_cmpuint (second->number, ==, 2);
  g_assert_cmpstr (second->url, ==, "http://was.test/");
  assert_detail (fixture, "c1", "http://was.test/ answered 200 at attempt 2");
  assert_timeline (fixture, "c1", "requested approved delivered delivered");
  g_assert_cmpint (read_number (fixture, "SELECT state FROM message"), ==, HLC_MESSAGE_DELIVERED);
  g_assert_cmpint (count (fixture).pending_messages, ==, 0);
  assert_due (fixture, "");
}

/* 410 ends it there, and only there. */
static void
test_gone (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) a = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcEndpoint) b = add_endpoint (fixture, "ep_b");
  g_autoptr (HlcEndpoint) disabled = NULL;
  g_autoptr (HlcAttempt) gone = NULL;
  g_autoptr (HlcAttempt) taken = NULL;

  approve_call (fixture, "c1");
  approve_call (fixture, "c2");
  gone = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_GONE, 410);
  g_assert_cmpint (gone->state, ==, HLC_ATTEMPT_FAILED);
  g_assert_cmpint (gone->next_at, ==, 0);
  disabled = get_endpoint (fixture, "ep_a");
  g_assert_false (disabled->enabled);
  g_assert_nonnull (strstr (disabled->disabled_reason, "410"));
  assert_timeline (fixture, "c1", "requested approved undelivered");
  assert_due (fixture, "c1@ep_b c2@ep_b");

  taken = record (fixture, find_due (fixture, "c1@ep_b"), HLC_FAILURE_NONE, 200);
  g_assert_cmpint (read_number (fixture, "SELECT state FROM message WHERE call_id = 'c1'"), ==,
                   HLC_MESSAGE_FAILED);
  g_assert_cmpint (count (fixture).failed_messages, ==, 1);
}

/* Five days without one success, at any speed of time; a success in between begins them anew. */
static void
test_five_days (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    double time_scale;
    gint64 passed;
    gboolean success_between, enabled;
  } CASES[] = {
    { 1, HLC_FAILING_LIMIT - 1, FALSE, TRUE },
    { 1, HLC_FAILING_LIMIT, FALSE, FALSE },
    { 1, HLC_FAILING_LIMIT, TRUE, TRUE },
    { 1000, HLC_FAILING_LIMIT / 1000 - 1, FALSE, TRUE },
    { 1000, HLC_FAILING_LIMIT / 1000, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *endpoint_id = g_strdup_printf ("ep_%u", i);
      g_autoptr (HlcEndpoint) added = add_endpoint (fixture, endpoint_id);
      g_autoptr (HlcEndpoint) endpoint = NULL;

      g_test_message ("case %u", i);
      for (guint j = 0; j < 3; j++)
        {
          g_autofree char *call_id = g_strdup_printf ("c%u-%u", i, j);
          g_autofree char *name = g_strdup_printf ("%s@%s", call_id, endpoint_id);
          gboolean succeeds = j == 1 && CASES[i].success_between;
          g_autoptr (HlcAttempt) attempt = NULL;

          approve_call (fixture, call_id);
          if (j == 2)
            advance (fixture, CASES[i].passed);
          attempt =
              record_result (fixture, find_due (fixture, name),
                             make_result (fixture, succeeds ? HLC_FAILURE_NONE : HLC_FAILURE_TIMEOUT, 0),
                             CASES[i].time_scale);
        }

      endpoint = get_endpoint (fixture, endpoint_id);
      g_assert_cmpint (endpoint->enabled, ==, CASES[i].enabled);
      g_assert_cmpint (endpoint->disabled_reason != NULL, ==, !CASES[i].enabled);
      if (!CASES[i].enabled)
        g_assert_true (g_str_has_prefix (endpoint->disabled_reason, "Every attempt since 1970-01-"));
      set_endpoint_enabled (fixture, endpoint_id, FALSE);
    }
}

static void
test_retry_after (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    gint64 retry_after;
    double time_scale;
    gint64 expected;
  } CASES[] = {
    { -1, 1, 5 * G_TIME_SPAN_SECOND },
    { 1 * G_TIME_SPAN_SECOND, 1, 5 * G_TIME_SPAN_SECOND },
    { 60 * G_TIME_SPAN_SECOND, 1, 60 * G_TIME_SPAN_SECOND },
    { 60 * G_TIME_SPAN_SECOND, 100, 600 * G_TIME_SPAN_MILLISECOND },
    { 48 * G_TIME_SPAN_HOUR, 1, 24 * G_TIME_SPAN_HOUR },
    { -1, 10, 500 * G_TIME_SPAN_MILLISECOND },
  };
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *call_id = g_strdup_printf ("c%u", i);
      g_autofree char *name = g_strdup_printf ("%s@ep_a", call_id);
      HlcAttemptResult *result = make_result (fixture, HLC_FAILURE_STATUS, 429);
      g_autoptr (HlcAttempt) attempt = NULL;

      g_test_message ("case %u", i);
      result->retry_after = CASES[i].retry_after;
      approve_call (fixture, call_id);
      attempt = record_result (fixture, find_due (fixture, name), result, CASES[i].time_scale);
      /* Half of the random range is no jitter, but for a rounding. */
      g_assert_cmpint (ABS (attempt->next_at - G_TIME_SPAN_DAY - CASES[i].expected), <, 1000);
    }
}

static void
reschedule (StoreFixture *fixture, double time_scale)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hlc_store_reschedule_async (fixture->store, time_scale, keep_result_cb, &result);
  g_assert_true (hlc_store_reschedule_finish (fixture->store, wait_for_result (&result), &error));
  g_assert_no_error (error);
}

/* Time runs at another speed from now on, for what waits already too. */
static void
test_time_scale (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcAttempt) first = NULL;
  g_autoptr (HlcAttempt) second = NULL;
  gint64 planned_at;
  gint64 delay;

  approve_call (fixture, "c1");
  first = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_STATUS, 500);
  hlc_clock_set_now (fixture->clock, first->next_at);
  second = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_STATUS, 500);
  planned_at = first->next_at;
  delay = second->next_at - planned_at;

  reschedule (fixture, 1000);
  g_assert_cmpint (next_due_at (fixture), ==, planned_at + delay / 1000);
  g_assert_cmpint (read_number (fixture, "SELECT next_at FROM attempt WHERE number = 2"), ==,
                   planned_at + delay / 1000);
  g_assert_cmpint (read_number (fixture, "SELECT next_at FROM attempt WHERE number = 1"), ==, first->next_at);
  reschedule (fixture, 1);
  g_assert_cmpint (next_due_at (fixture), ==, planned_at + delay);
  reschedule (fixture, 1000);
  hlc_clock_set_now (fixture->clock, planned_at + delay / 1000);
  assert_due (fixture, "c1@ep_a");
}

/* A clock that was wrong must not make an attempt wait for years. */
static void
test_clock_jumps (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcEndpoint) clamped = NULL;
  g_autoptr (HlcAttempt) attempt = NULL;
  gint64 delay;

  hlc_clock_set_now (fixture->clock, 1000 * G_TIME_SPAN_DAY);
  approve_call (fixture, "c1");
  approve_call (fixture, "c2");
  attempt = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_STATUS, 500);
  delay = attempt->next_at - 1000 * G_TIME_SPAN_DAY;

  /* Back: nothing is due until it is known, then nothing waits longer than its delay. */
  hlc_clock_set_now (fixture->clock, G_TIME_SPAN_DAY);
  assert_due (fixture, "");
  reschedule (fixture, 1);
  assert_due (fixture, "c2@ep_a");
  g_assert_cmpint (next_due_at (fixture), ==, G_TIME_SPAN_DAY + delay);
  clamped = get_endpoint (fixture, "ep_a");
  g_assert_cmpint (clamped->failing_since, ==, G_TIME_SPAN_DAY);

  /* Forward: all is due. */
  hlc_clock_set_now (fixture->clock, 1000 * G_TIME_SPAN_DAY);
  assert_due (fixture, "c2@ep_a c1@ep_a");
}

/* More than one write moves. */
static void
test_reschedule_many (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");

  hlc_clock_set_now (fixture->clock, 2 * G_TIME_SPAN_DAY);
  for (guint i = 0; i < HLC_PORTION_ROWS * 2 + 1; i++)
    {
      g_autofree char *call_id = g_strdup_printf ("c%u", i);

      approve_call (fixture, call_id);
    }
  hlc_clock_set_now (fixture->clock, G_TIME_SPAN_DAY);
  assert_due (fixture, "");
  reschedule (fixture, 1);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM attempt WHERE due_at = 86400000000"), ==,
                   HLC_PORTION_ROWS * 2 + 1);
}

/* What was made is in the log, though nobody wants it any more; and nothing follows it. */
static void
test_cancelled_under_way (StoreFixture *fixture, gconstpointer user_data)
{
  static const HlcFailure FAILURES[] = { HLC_FAILURE_NONE, HLC_FAILURE_TIMEOUT };

  for (guint i = 0; i < G_N_ELEMENTS (FAILURES); i++)
    {
      g_autofree char *endpoint_id = g_strdup_printf ("ep_%u", i);
      g_autofree char *call_id = g_strdup_printf ("c%u", i);
      g_autofree char *name = g_strdup_printf ("%s@%s", call_id, endpoint_id);
      g_autofree char *state = g_strdup_printf ("SELECT state FROM message WHERE call_id = '%s'", call_id);
      g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, endpoint_id);
      g_autoptr (HlcAttempt) attempt = NULL;
      gint64 id;

      approve_call (fixture, call_id);
      id = find_due (fixture, name);
      remove_endpoint (fixture, endpoint_id);
      g_assert_cmpint (read_number (fixture, state), ==, HLC_MESSAGE_UNSENT);
      attempt = record (fixture, id, FAILURES[i], 200);
      g_assert_cmpint (attempt->state, ==, i == 0 ? HLC_ATTEMPT_SUCCEEDED : HLC_ATTEMPT_FAILED);
      g_assert_cmpint (attempt->next_at, ==, 0);
      g_assert_cmpint (read_number (fixture, state), ==, i == 0 ? HLC_MESSAGE_DELIVERED : HLC_MESSAGE_FAILED);
      assert_due (fixture, "");
    }
}

static void
assert_record_fails (StoreFixture *fixture, gint64 id, int code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hlc_store_record_attempt_async (fixture->store, id, make_result (fixture, HLC_FAILURE_NONE, 200), 1,
                                  keep_result_cb, &result);
  g_assert_null (hlc_store_record_attempt_finish (fixture->store, wait_for_result (&result), &error));
  g_assert_error (error, HLC_ERROR, code);
}

static void
test_recorded_once (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcAttempt) attempt = NULL;

  approve_call (fixture, "c1");
  attempt = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_STATUS, 500);
  assert_record_fails (fixture, attempt->id, HLC_ERROR_CONFLICT);
  assert_record_fails (fixture, 4711, HLC_ERROR_NOT_FOUND);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM attempt"), ==, 2);
  g_assert_cmpint (read_number (fixture, "SELECT n_attempts FROM message"), ==, 1);
}

/* Makes every insertion into a table fail, or lets it pass again. */
static void
set_failing (StoreFixture *fixture, const char *table, gboolean fails)
{
  g_autofree char *path = g_build_filename (fixture->directory, "console.db", NULL);
  g_autofree char *text =
      fails
          ? g_strdup_printf ("CREATE TRIGGER fail BEFORE INSERT ON %s BEGIN SELECT raise (ABORT, 'no'); END",
                             table)
          : g_strdup ("DROP TRIGGER fail");
  g_autoptr (HlcSql) sql = NULL;
  g_autoptr (GError) error = NULL;

  sql = hlc_sql_open (path, SQLITE_OPEN_READWRITE, &error);
  g_assert_no_error (error);
  g_assert_true (hlc_sql_exec (sql, text, &error));
  g_assert_no_error (error);
}

/* Half of what belongs together is never there. */
static void
test_failing_write_leaves_nothing (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcOperation) created = create_call (fixture, "c1", NULL);
  g_autoptr (HlcDecision) decision = hlc_decision_new (HLC_DECISION_APPROVE, NULL, NULL, HLC_CHANNEL_WINDOW);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcAttempt) attempt = NULL;
  gint64 id;

  set_failing (fixture, "attempt", TRUE);
  hlc_store_decide_async (fixture->store, "c1", decision, keep_result_cb, &result);
  g_assert_null (hlc_store_decide_finish (fixture->store, wait_for_result (&result), &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_STORE);
  assert_timeline (fixture, "c1", "requested");
  g_assert_cmpint (read_number (fixture, "SELECT state FROM operation"), ==, HLC_STATE_PENDING);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM message"), ==, 0);

  set_failing (fixture, "attempt", FALSE);
  approve_call (fixture, "c2");
  id = find_due (fixture, "c2@ep_a");
  set_failing (fixture, "timeline", TRUE);
  assert_record_fails (fixture, id, HLC_ERROR_STORE);
  assert_due (fixture, "c2@ep_a");
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM attempt_body"), ==, 0);
  g_assert_cmpint (read_number (fixture, "SELECT state FROM message"), ==, HLC_MESSAGE_PENDING);

  set_failing (fixture, "timeline", FALSE);
  attempt = record (fixture, id, HLC_FAILURE_NONE, 200);
  g_assert_cmpint (attempt->state, ==, HLC_ATTEMPT_SUCCEEDED);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer user_data);
  } TESTS[] = {
    { "/store-record/whole-schedule", test_whole_schedule },
    { "/store-record/delivered", test_delivered },
    { "/store-record/gone", test_gone },
    { "/store-record/five-days", test_five_days },
    { "/store-record/retry-after", test_retry_after },
    { "/store-record/time-scale", test_time_scale },
    { "/store-record/clock-jumps", test_clock_jumps },
    { "/store-record/reschedule-many", test_reschedule_many },
    { "/store-record/cancelled-under-way", test_cancelled_under_way },
    { "/store-record/recorded-once", test_recorded_once },
    { "/store-record/failing-write-leaves-nothing", test_failing_write_leaves_nothing },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].path, StoreFixture, NULL, store_fixture_set_up, TESTS[i].test,
                store_fixture_tear_down);
  return g_test_run ();
}
