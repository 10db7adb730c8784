/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-outbox-fixture.h"
#include "hlc-retry.h"
#include "hlc-store-portions.h"

static HlcForwardRule *
write_rule (StoreFixture *fixture, HlcForwardRule *rule, gboolean is_new, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (is_new)
    hlc_store_add_rule_async (fixture->store, rule, keep_result_cb, &result);
  else
    hlc_store_update_rule_async (fixture->store, rule, keep_result_cb, &result);
  return hlc_store_write_rule_finish (fixture->store, wait_for_result (&result), error);
}

/* Takes @changed. */
static void
update_rule (StoreFixture *fixture, HlcForwardRule *changed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcForwardRule) updated = write_rule (fixture, changed, FALSE, &error);

  g_assert_no_error (error);
  hlc_forward_rule_unref (changed);
}

static HlcForwardRule *
release (StoreFixture *fixture, gint64 id, HlcRelease what)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HlcForwardRule *rule;

  hlc_store_release_rule_async (fixture->store, id, what, keep_result_cb, &result);
  rule = hlc_store_write_rule_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return rule;
}

static void
receive (StoreFixture *fixture, const char *message_id)
{
  HlcDelivery *delivery = make_delivery (message_id, "{\"a\": 1e400}");
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) stored = NULL;

  delivery->received_at = hlc_clock_get_now (fixture->clock);
  delivery->event_type = g_strdup ("agent_slack.received");
  stored = store_delivery (fixture, delivery, &error);
  g_assert_no_error (error);
}

static void
receive_many (StoreFixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("m%u", i);

      receive (fixture, message_id);
    }
}

static gint64
next_due_at (StoreFixture *fixture)
{
  g_autoptr (HlcOutbox) outbox = look_at_outbox (fixture, 100, NULL);

  return outbox->next_due_at;
}

/* Makes the attempt that is due, the only one, come to something. */
static gint64
record_due (StoreFixture *fixture, HlcFailure failure, guint http_status)
{
  g_autoptr (HlcOutbox) outbox = look_at_outbox (fixture, 100, NULL);
  g_autoptr (HlcAttempt) attempt = NULL;

  g_assert_cmpuint (outbox->due->len, ==, 1);
  attempt = record (fixture, ((HlcDueAttempt *) g_ptr_array_index (outbox->due, 0))->attempt->id, failure,
                    http_status);
  return attempt->next_at;
}

static void
test_round_trip (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcForwardRule) rule = hlc_forward_rule_new ();
  g_autoptr (HlcForwardRule) added = NULL;
  g_autoptr (HlcForwardRule) stored = NULL;
  g_autoptr (HlcForwardRule) bad = NULL;
  g_autoptr (HlcForwardRule) unknown = NULL;
  g_autoptr (GError) error = NULL;

  rule->endpoint_id = g_strdup ("ep_a");
  rule->event_type = g_strdup ("agent_slack.received");
  rule->path = g_strdup ("/webhook/slack*");
  rule->run_id = g_strdup ("run_1");
  rule->sign_mode = HLC_SIGN_ORIGINAL;
  rule->ordered = FALSE;
  rule->enabled = FALSE;
  rule->backlog_limit = 7;
  rule->is_asking = TRUE;
  added = write_rule (fixture, rule, TRUE, &error);
  g_assert_no_error (error);
  store_fixture_reopen (fixture);
  stored = get_rule (fixture, added->id);
  g_assert_cmpstr (stored->endpoint_id, ==, "ep_a");
  g_assert_cmpint (stored->endpoint, ==, endpoint->id);
  g_assert_cmpstr (stored->event_type, ==, "agent_slack.received");
  g_assert_cmpstr (stored->path, ==, "/webhook/slack*");
  g_assert_cmpstr (stored->run_id, ==, "run_1");
  g_assert_cmpint (stored->sign_mode, ==, HLC_SIGN_ORIGINAL);
  g_assert_false (stored->ordered);
  g_assert_false (stored->enabled);
  g_assert_cmpint (stored->backlog_limit, ==, 7);
  g_assert_false (stored->is_asking);
  g_assert_false (stored->is_down);
  g_assert_cmpint (stored->created_at, ==, G_TIME_SPAN_DAY);

  bad = hlc_forward_rule_copy (stored);
  bad->backlog_limit = -1;
  g_assert_null (write_rule (fixture, bad, FALSE, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_clear_error (&error);
  bad->backlog_limit = 1;
  g_free (bad->endpoint_id);
  bad->endpoint_id = g_strdup ("ep_x");
  g_assert_null (write_rule (fixture, bad, FALSE, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  unknown = hlc_forward_rule_copy (stored);
  unknown->id = 4711;
  g_assert_null (write_rule (fixture, unknown, FALSE, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
}

/* Which deliveries go on: those that are new, true, checked and not our own. */
static void
test_what_is_forwarded (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *message_id;
    HlcVerdict verdict;
    guint http_status;
    gboolean is_own;
    const char *due;
  } CASES[] = {
    { "m1", HLC_VERDICT_VERIFIED, 200, FALSE, "m1@ep_now m1@ep_original" },
    { "m1", HLC_VERDICT_VERIFIED, 200, FALSE, "m1@ep_now m1@ep_original" }, /* a duplicate */
    { "m2", HLC_VERDICT_UNVERIFIED, 200, FALSE, "m1@ep_now m1@ep_original m2@ep_original" },
    { "m3", HLC_VERDICT_VERIFIED, 200, TRUE, "m1@ep_now m1@ep_original m2@ep_original" },
    { "m4", HLC_VERDICT_FAILED, 401, FALSE, "m1@ep_now m1@ep_original m2@ep_original" },
  };
  g_autoptr (HlcEndpoint) now = add_endpoint (fixture, "ep_now");
  g_autoptr (HlcEndpoint) original = add_endpoint (fixture, "ep_original");
  g_autoptr (HlcEndpoint) disabled = add_endpoint (fixture, "ep_disabled");
  g_autoptr (HlcForwardRule) signed_now = add_rule (fixture, "ep_now", FALSE);
  g_autoptr (HlcForwardRule) signed_now_too = add_rule (fixture, "ep_now", TRUE);
  g_autoptr (HlcForwardRule) signed_before = add_rule (fixture, "ep_original", FALSE);
  g_autoptr (HlcForwardRule) to_disabled = add_rule (fixture, "ep_disabled", FALSE);
  HlcForwardRule *changed = hlc_forward_rule_copy (signed_before);

  changed->sign_mode = HLC_SIGN_ORIGINAL;
  update_rule (fixture, changed);
  set_endpoint_enabled (fixture, "ep_disabled", FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      HlcDelivery *delivery = make_delivery (CASES[i].message_id, "{\"a\": 1e400}");
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcDelivery) stored = NULL;

      g_test_message ("case %u", i);
      delivery->verdict = CASES[i].verdict;
      delivery->http_status = CASES[i].http_status;
      delivery->is_own = CASES[i].is_own;
      stored = store_delivery (fixture, delivery, &error);
      g_assert_no_error (error);
      assert_due (fixture, CASES[i].due);
    }
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM message"), ==, 2);
}

/* One that contradicts a decision is kept, and not passed on. */
static void
test_conflicts_stay (StoreFixture *fixture, gconstpointer user_data)
{
  static const char DENIED[] =
      "{\"approved\":false,\"comment\":\"no\",\"responded_at\":\"2026-01-02T03:04:05Z\"}";
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcForwardRule) rule = NULL;
  g_autoptr (HlcAttempt) told = NULL;
  g_autoptr (HlcDelivery) stored = NULL;
  g_autoptr (GError) error = NULL;

  approve_call (fixture, "c1");
  told = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_NONE, 200);
  rule = add_rule (fixture, "ep_a", TRUE);
  stored = store_delivery (fixture, make_call_delivery ("m1", "c1", DENIED), &error);
  g_assert_no_error (error);
  g_assert_true (stored->conflict);
  assert_due (fixture, "");
}

static void
test_what_is_sent (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcForwardRule) rule = add_rule (fixture, "ep_a", TRUE);
  g_autoptr (HlcDelivery) stored = NULL;
  g_autoptr (HlcOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;
  HlcDueAttempt *due;

  stored = store_delivery (fixture, make_call_delivery ("m1", "c1", NULL), &error);
  g_assert_no_error (error);
  outbox = look_at_outbox (fixture, 1, NULL);
  due = g_ptr_array_index (outbox->due, 0);
  g_assert_cmpstr (due->message->webhook_id, ==, "m1");
  g_assert_cmpstr (due->message->call_id, ==, "c1");
  g_assert_cmpstr (due->message->event_type, ==, "function_call.completed");
  g_assert_nonnull (due->message->title);
  g_assert_cmpint (due->message->content, ==, HLC_CONTENT_DELIVERY);
  g_assert_cmpint (due->attempt->trigger, ==, HLC_TRIGGER_FORWARD);
  g_assert_cmpint (due->attempt->rule, ==, rule->id);
  g_assert_cmpint (due->attempt->lane, ==, -rule->id);
  g_assert_true (g_bytes_equal (due->body, stored->body));
  g_assert_cmpstr (hlc_header_list_lookup (due->received_headers, "webhook-id"), ==, "m1");
}

/* In order means that nobody overtakes: not while one is under way, not while one waits for its next attempt. */
static void
test_order (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcForwardRule) rule = add_rule (fixture, "ep_a", TRUE);
  g_autoptr (HlcForwardRule) waiting = NULL;
  gint64 next_at;

  receive_many (fixture, 3);
  assert_due (fixture, "m0@ep_a");
  next_at = record_due (fixture, HLC_FAILURE_STATUS, 500);
  assert_due (fixture, "");
  waiting = get_rule (fixture, rule->id);
  g_assert_cmpint (waiting->waiting, ==, 3);
  g_assert_cmpint (next_due_at (fixture), ==, next_at);

  /* What has nothing to do with it goes by. */
  approve_call (fixture, "c1");
  assert_due (fixture, "c1@ep_a");
  g_assert_cmpint (record_due (fixture, HLC_FAILURE_NONE, 200), ==, 0);

  hlc_clock_set_now (fixture->clock, next_at);
  assert_due (fixture, "m0@ep_a");
  record_due (fixture, HLC_FAILURE_NONE, 200);
  assert_due (fixture, "m1@ep_a");
  record_due (fixture, HLC_FAILURE_NONE, 200);
  assert_due (fixture, "m2@ep_a");
  record_due (fixture, HLC_FAILURE_NONE, 200);
  assert_due (fixture, "");
}

/* One of a lane that is given up lets the next one go; when it is recovered, it goes before those that still wait. */
static void
test_order_after_recovery (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcForwardRule) rule = add_rule (fixture, "ep_a", TRUE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  receive_many (fixture, 3);
  for (guint i = 0; i < HLC_RETRY_STEPS; i++)
    {
      gint64 next_at = record_due (fixture, HLC_FAILURE_STATUS, 500);

      if (next_at != 0)
        hlc_clock_set_now (fixture->clock, next_at);
    }
  assert_due (fixture, "m1@ep_a");

  hlc_store_recover_async (fixture->store, "ep_a", 0, keep_result_cb, &result);
  g_assert_cmpint (hlc_store_recover_finish (fixture->store, wait_for_result (&result), &error), ==, 1);
  assert_due (fixture, "m0@ep_a");
  record_due (fixture, HLC_FAILURE_NONE, 200);
  assert_due (fixture, "m1@ep_a");
}

/* Somebody who wants one of them now gets it now. */
static void
test_resend_out_of_order (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcForwardRule) rule = add_rule (fixture, "ep_a", TRUE);
  g_autoptr (HlcOutbox) outbox = NULL;
  g_autoptr (HlcMessage) resent = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  receive_many (fixture, 2);
  record_due (fixture, HLC_FAILURE_UNREACHABLE, 0);
  outbox = look_at_outbox (fixture, 1, NULL);
  g_assert_cmpuint (outbox->due->len, ==, 0);
  {
    g_autofree char *path = g_build_filename (fixture->directory, "console.db", NULL);
    g_autoptr (HlcSql) sql = hlc_sql_open (path, SQLITE_OPEN_READONLY, &error);
    sqlite3_stmt *statement =
        hlc_sql_prepare (sql, "SELECT message_id FROM message WHERE webhook_id = 'm1'", &error);
    gboolean has_row = FALSE;
    g_autofree char *message_id = NULL;

    g_assert_true (hlc_sql_step (sql, statement, &has_row, &error));
    message_id = hlc_sql_dup_text (statement, 0);
    hlc_store_resend_async (fixture->store, message_id, "ep_a", keep_result_cb, &result);
  }
  resent = hlc_store_resend_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  assert_due (fixture, "m1@ep_a");
}

/* While the handler is down one attempt at a time finds out, after 5, 10 and 15 seconds, and then without end. */
static void
test_catch_up (StoreFixture *fixture, gconstpointer user_data)
{
  static const gint64 DELAYS[] = { 5, 10, 15, 15 };
  static const gboolean ORDERED[] = { TRUE, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (ORDERED); i++)
    {
      g_autofree char *endpoint_id = g_strdup_printf ("ep_%u", i);
      g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, endpoint_id);
      g_autoptr (HlcForwardRule) rule = add_rule (fixture, endpoint_id, ORDERED[i]);
      g_autoptr (HlcForwardRule) down = NULL;
      g_autoptr (HlcForwardRule) up = NULL;
      guint n_due = 0;

      g_test_message ("%s", ORDERED[i] ? "in order" : "in any order");
      receive (fixture, i == 0 ? "a0" : "b0");
      for (guint j = 0; j < HLC_RETRY_STEPS * 2; j++)
        {
          gint64 now = hlc_clock_get_now (fixture->clock);
          gint64 delay = DELAYS[MIN (j, G_N_ELEMENTS (DELAYS) - 1)] * G_TIME_SPAN_SECOND;
          gint64 next_at =
              record_due (fixture, j % 2 == 0 ? HLC_FAILURE_UNREACHABLE : HLC_FAILURE_TIMEOUT, 0);

          g_assert_cmpint (next_at - now, >=, delay - delay / 5);
          g_assert_cmpint (next_at - now, <=, delay + delay / 5);
          if (j == 0)
            {
              receive (fixture, i == 0 ? "a1" : "b1");
              receive (fixture, i == 0 ? "a2" : "b2");
            }
          assert_due (fixture, "");
          g_assert_cmpint (next_due_at (fixture), ==, next_at);
          hlc_clock_set_now (fixture->clock, next_at);
        }
      down = get_rule (fixture, rule->id);
      g_assert_true (down->is_down);
      g_assert_cmpuint (down->n_down, ==, HLC_RETRY_STEPS * 2);
      g_assert_cmpint (down->waiting, ==, 3);

      /* Not one of its steps is used up. */
      g_assert_cmpint (read_number (fixture, "SELECT max (step) FROM attempt"), ==, 1);
      record_due (fixture, HLC_FAILURE_NONE, 200);
      up = get_rule (fixture, rule->id);
      g_assert_false (up->is_down);
      g_assert_false (up->is_asking);
      for (n_due = 0; up->waiting > n_due; n_due++)
        {
          g_autoptr (HlcOutbox) outbox = look_at_outbox (fixture, 100, NULL);
          g_autoptr (HlcAttempt) attempt = NULL;

          g_assert_cmpuint (outbox->due->len, ==, ORDERED[i] ? 1 : 2 - n_due);
          attempt = record (fixture, ((HlcDueAttempt *) g_ptr_array_index (outbox->due, 0))->attempt->id,
                            HLC_FAILURE_NONE, 200);
        }
      g_assert_cmpuint (n_due, ==, 2);
      remove_endpoint (fixture, endpoint_id);
    }
}

/* One under way is enough to find out. */
static void
test_one_probe (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcForwardRule) rule = add_rule (fixture, "ep_a", FALSE);
  g_autoptr (HlcOutbox) probe = NULL;
  g_autoptr (HlcOutbox) nothing = NULL;
  g_autoptr (GArray) under_way = g_array_new (FALSE, FALSE, sizeof (gint64));

  receive (fixture, "m0");
  hlc_clock_set_now (fixture->clock, record_due (fixture, HLC_FAILURE_UNREACHABLE, 0));
  receive (fixture, "m1");
  probe = look_at_outbox (fixture, 100, NULL);
  g_assert_cmpuint (probe->due->len, ==, 1);
  g_array_append_val (under_way, ((HlcDueAttempt *) g_ptr_array_index (probe->due, 0))->attempt->id);
  nothing = look_at_outbox (fixture, 100, under_way);
  g_assert_cmpuint (nothing->due->len, ==, 0);
  g_assert_cmpint (nothing->next_due_at, ==, 0);
}

/* A handler that is back gets what waits, unless that is more than the rule's limit: then somebody is asked. */
static void
test_backlog_guard (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    gint64 limit;
    HlcFailure failure;
    guint http_status;
    gboolean asks;
  } CASES[] = {
    { 4, HLC_FAILURE_NONE, 200, FALSE }, { 3, HLC_FAILURE_NONE, 200, TRUE },
    { 0, HLC_FAILURE_NONE, 200, TRUE },  { 3, HLC_FAILURE_STATUS, 500, TRUE },
    { 3, HLC_FAILURE_BROKEN, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *endpoint_id = g_strdup_printf ("ep_%u", i);
      g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, endpoint_id);
      g_autoptr (HlcForwardRule) rule = add_rule (fixture, endpoint_id, FALSE);
      HlcForwardRule *changed = hlc_forward_rule_copy (rule);
      g_autoptr (HlcForwardRule) after = NULL;

      g_test_message ("case %u", i);
      changed->backlog_limit = CASES[i].limit;
      update_rule (fixture, changed);
      for (guint j = 0; j < 5; j++)
        {
          g_autofree char *message_id = g_strdup_printf ("m%u-%u", i, j);

          receive (fixture, message_id);
          if (j == 0)
            record_due (fixture, HLC_FAILURE_UNREACHABLE, 0);
        }
      hlc_clock_set_now (fixture->clock, next_due_at (fixture));
      record_due (fixture, CASES[i].failure, CASES[i].http_status);
      after = get_rule (fixture, rule->id);
      g_assert_cmpint (after->is_asking, ==, CASES[i].asks);
      g_assert_cmpint (after->is_down, ==, CASES[i].failure == HLC_FAILURE_BROKEN);
      if (CASES[i].asks)
        {
          assert_due (fixture, "");
          g_assert_cmpint (next_due_at (fixture), ==, 0);
        }
      remove_endpoint (fixture, endpoint_id);
    }
}

static void
test_releases (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    HlcRelease release;
    gboolean ordered;
    const char *due; /* @ stands for the endpoint */
    gint64 n_cancelled;
  } CASES[] = {
    { HLC_RELEASE_ALL, FALSE, "2@ 3@ 0@ 1@", 0 }, { HLC_RELEASE_ALL, TRUE, "1@", 0 },
    { HLC_RELEASE_NEWEST, FALSE, "3@", 3 },       { HLC_RELEASE_NEWEST, TRUE, "3@", 2 },
    { HLC_RELEASE_DISCARD, FALSE, "", 4 },        { HLC_RELEASE_DISCARD, TRUE, "", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *endpoint_id = g_strdup_printf ("%u", i);
      g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, endpoint_id);
      g_autoptr (HlcForwardRule) rule = add_rule (fixture, endpoint_id, CASES[i].ordered);
      HlcForwardRule *changed = hlc_forward_rule_copy (rule);
      g_autoptr (HlcForwardRule) asking = NULL;
      g_autoptr (HlcForwardRule) released = NULL;
      g_auto (GStrv) parts = g_strsplit (CASES[i].due, "@", -1);
      g_autofree char *place = g_strdup_printf ("-%u@%u", i, i);
      g_autofree char *due = g_strjoinv (place, parts);
      g_autofree char *cancelled =
          g_strdup_printf ("SELECT count (*) FROM attempt WHERE state = 3 AND rule = %" G_GINT64_FORMAT,
                           rule->id);

      g_test_message ("case %u", i);
      changed->backlog_limit = 1;
      update_rule (fixture, changed);
      for (guint j = 0; j < 4; j++)
        {
          g_autofree char *message_id = g_strdup_printf ("%u-%u", j, i);

          receive (fixture, message_id);
          if (j == 0)
            record_due (fixture, HLC_FAILURE_UNREACHABLE, 0);
        }
      hlc_clock_set_now (fixture->clock, next_due_at (fixture));
      record_due (fixture, CASES[i].ordered ? HLC_FAILURE_NONE : HLC_FAILURE_STATUS, 200);
      asking = get_rule (fixture, rule->id);
      g_assert_true (asking->is_asking);
      assert_due (fixture, "");

      hlc_clock_set_now (fixture->clock, hlc_clock_get_now (fixture->clock) + G_TIME_SPAN_HOUR);
      released = release (fixture, rule->id, CASES[i].release);
      g_assert_false (released->is_asking);
      assert_due (fixture, due);
      g_assert_cmpint (read_number (fixture, cancelled), ==, CASES[i].n_cancelled);
      remove_endpoint (fixture, endpoint_id);
    }
}

/* More than one write discards, and what comes meanwhile is not discarded. */
static void
test_release_many (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcForwardRule) rule = add_rule (fixture, "ep_a", TRUE);
  g_autoptr (HlcForwardRule) released = NULL;
  g_autoptr (HlcDelivery) stored = NULL;
  GAsyncResult *answers[2] = { NULL };
  g_autoptr (GError) error = NULL;
  HlcDelivery *late = make_delivery ("late", "{}");

  receive_many (fixture, HLC_PORTION_ROWS * 2 + 1);
  hlc_store_release_rule_async (fixture->store, rule->id, HLC_RELEASE_DISCARD, keep_result_cb, &answers[0]);
  hlc_store_add_delivery_async (fixture->store, late, keep_result_cb, &answers[1]);
  hlc_delivery_unref (late);
  stored = hlc_store_add_delivery_finish (fixture->store, wait_for_result (&answers[1]), &error);
  g_assert_no_error (error);
  released = hlc_store_write_rule_finish (fixture->store, wait_for_result (&answers[0]), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    g_object_unref (answers[i]);

  g_assert_cmpint (released->waiting, ==, 1);
  assert_due (fixture, "late@ep_a");
  g_assert_cmpint (count (fixture).pending_messages, ==, 1);
}

/* A rule that is not enabled holds what waits; one that is removed lets it go for good. */
static void
test_disable_and_remove (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcForwardRule) rule = add_rule (fixture, "ep_a", TRUE);
  HlcForwardRule *changed = hlc_forward_rule_copy (rule);
  g_autoptr (HlcForwardRule) next = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (GError) error = NULL;

  receive (fixture, "m0");
  changed->enabled = FALSE;
  update_rule (fixture, changed);
  assert_due (fixture, "");
  receive (fixture, "m1");
  update_rule (fixture, hlc_forward_rule_copy (rule));
  assert_due (fixture, "m0@ep_a");

  hlc_store_remove_rule_async (fixture->store, rule->id, keep_result_cb, &result);
  g_assert_true (hlc_store_remove_rule_finish (fixture->store, wait_for_result (&result), &error));
  assert_due (fixture, "");
  g_assert_cmpint (count (fixture).pending_messages, ==, 0);
  hlc_store_remove_rule_async (fixture->store, rule->id, keep_result_cb, &again);
  g_assert_false (hlc_store_remove_rule_finish (fixture->store, wait_for_result (&again), &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);

  /* The log names rules by number: another one does not get this one's. */
  next = add_rule (fixture, "ep_a", TRUE);
  g_assert_cmpint (next->id, >, rule->id);
}

/* What waits goes where the rule leads from now on, in its order. */
static void
test_other_endpoint (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) a = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcEndpoint) b = add_endpoint (fixture, "ep_b");
  g_autoptr (HlcForwardRule) rule = add_rule (fixture, "ep_a", TRUE);
  HlcForwardRule *changed = hlc_forward_rule_copy (rule);

  receive_many (fixture, 2);
  g_free (changed->endpoint_id);
  changed->endpoint_id = g_strdup ("ep_b");
  update_rule (fixture, changed);
  assert_due (fixture, "m0@ep_b");
  record_due (fixture, HLC_FAILURE_NONE, 200);
  assert_due (fixture, "m1@ep_b");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer user_data);
  } TESTS[] = {
    { "/store-rules/round-trip", test_round_trip },
    { "/store-rules/what-is-forwarded", test_what_is_forwarded },
    { "/store-rules/conflicts-stay", test_conflicts_stay },
    { "/store-rules/what-is-sent", test_what_is_sent },
    { "/store-rules/order", test_order },
    { "/store-rules/order-after-recovery", test_order_after_recovery },
    { "/store-rules/resend-out-of-order", test_resend_out_of_order },
    { "/store-rules/catch-up", test_catch_up },
    { "/store-rules/one-probe", test_one_probe },
    { "/store-rules/backlog-guard", test_backlog_guard },
    { "/store-rules/releases", test_releases },
    { "/store-rules/release-many", test_release_many },
    { "/store-rules/disable-and-remove", test_disable_and_remove },
    { "/store-rules/other-endpoint", test_other_endpoint },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].path, StoreFixture, NULL, store_fixture_set_up, TESTS[i].test,
                store_fixture_tear_down);
  return g_test_run ();
}
