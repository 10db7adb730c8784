/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "dispatcher-fixture.h"
#include "hlc-expected-warnings.h"

static void
test_deliver (DispatcherFixture *fixture, gconstpointer user_data)
{
  g_autofree char *timeline = NULL;
  g_autofree char *console = NULL;

  hlc_dispatcher_start (fixture->dispatcher);
  approve_call (&fixture->base, "c1");
  wait_for_requests (fixture->handler, 1);
  wait_for_rest (fixture);

  g_assert_true (verifies (fixture, fixture->handler, 0, SECRET));
  g_assert_false (verifies (fixture, fixture->handler, 0, OTHER_SECRET));
  console = dup_header (fixture->handler, 0, "x-humanlayer-console");
  g_assert_cmpstr (console, ==, "console_of_this_test");
  g_assert_cmpint (read_number (&fixture->base, N_SUCCEEDED), ==, 1);
  g_assert_cmpint (read_number (&fixture->base, "SELECT http_status FROM attempt"), ==, 200);
  g_assert_cmpint (
      read_number (
          &fixture->base,
          "SELECT count(*) FROM attempt_body WHERE CAST(request_headers AS TEXT) LIKE '%svix-signature%' "
          "AND response_body = CAST('{\"status\":\"ok\"}' AS BLOB)"),
      ==, 1);
  timeline = dup_timeline (&fixture->base, "c1");
  g_assert_nonnull (strstr (timeline, "delivered"));
  let_it_look (fixture);
  g_assert_cmpuint (raw_server_get_n_requests (fixture->handler), ==, 1);
}

/* What was decided while nothing was sent is sent at the start. */
static void
test_backlog (DispatcherFixture *fixture, gconstpointer user_data)
{
  approve_calls (fixture, "c", 40);
  let_it_look (fixture);
  g_assert_cmpuint (raw_server_get_n_requests (fixture->handler), ==, 0);

  hlc_dispatcher_start (fixture->dispatcher);
  wait_for_requests (fixture->handler, 40);
  wait_for_rest (fixture);
  g_assert_cmpint (read_number (&fixture->base, N_SUCCEEDED), ==, 40);
}

/* A retry has the id of the first attempt, and a timestamp and a signature of its own. */
static void
test_retry (DispatcherFixture *fixture, gconstpointer user_data)
{
  g_autofree char *first_id = NULL;
  g_autofree char *second_id = NULL;
  g_autofree char *first_time = NULL;
  g_autofree char *second_time = NULL;

  hlc_dispatcher_start (fixture->dispatcher);
  raw_server_set_manner (fixture->handler, RAW_ANSWER, "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
  approve_call (&fixture->base, "c1");
  wait_for_requests (fixture->handler, 1);
  wait_for_rest (fixture);
  advance (fixture, 3 * G_TIME_SPAN_SECOND);
  let_it_look (fixture);
  g_assert_cmpuint (raw_server_get_n_requests (fixture->handler), ==, 1);

  advance (fixture, 3 * G_TIME_SPAN_SECOND);
  wait_for_requests (fixture->handler, 2);
  wait_for_rest (fixture);
  raw_server_set_manner (fixture->handler, RAW_ANSWER, RAW_OK);
  advance (fixture, 6 * G_TIME_SPAN_MINUTE);
  wait_for_requests (fixture->handler, 3);
  wait_for_rest (fixture);

  first_id = dup_header (fixture->handler, 0, "webhook-id");
  second_id = dup_header (fixture->handler, 2, "webhook-id");
  g_assert_true (g_str_has_prefix (first_id, "msg_"));
  g_assert_cmpstr (first_id, ==, second_id);
  first_time = dup_header (fixture->handler, 0, "webhook-timestamp");
  second_time = dup_header (fixture->handler, 2, "webhook-timestamp");
  g_assert_cmpint (g_ascii_strtoll (second_time, NULL, 10) - g_ascii_strtoll (first_time, NULL, 10), ==, 366);
  g_assert_true (verifies (fixture, fixture->handler, 2, SECRET));
  g_assert_false (verifies (fixture, fixture->handler, 0, SECRET));
  g_assert_cmpint (read_number (&fixture->base, N_FAILED), ==, 2);
  g_assert_cmpint (read_number (&fixture->base, N_SUCCEEDED), ==, 1);
}

/* The system's clock and timers: nobody wakes it. 27 hours and a half in a tenth of a second. */
static void
test_whole_schedule (DispatcherFixture *fixture, gconstpointer user_data)
{
  hlc_clock_unref (fixture->base.clock);
  fixture->base.clock = hlc_clock_new_system ();
  dispatcher_restart (fixture);
  hlc_dispatcher_set_time_scale (fixture->dispatcher, 1000000);
  raw_server_set_manner (fixture->handler, RAW_ANSWER, "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");

  hlc_dispatcher_start (fixture->dispatcher);
  approve_call (&fixture->base, "c1");
  wait_for_requests (fixture->handler, 8);
  wait_for_rest (fixture);
  g_assert_cmpint (read_number (&fixture->base, N_FAILED), ==, 8);
  g_assert_cmpint (read_number (&fixture->base, N_WAITING), ==, 0);
}

static void
test_retry_after (DispatcherFixture *fixture, gconstpointer user_data)
{
  hlc_dispatcher_start (fixture->dispatcher);
  raw_server_set_manner (fixture->handler, RAW_ANSWER,
                         "HTTP/1.1 429 Slow\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n");
  approve_call (&fixture->base, "c1");
  wait_for_requests (fixture->handler, 1);
  wait_for_rest (fixture);
  g_assert_cmpint (read_number (&fixture->base, "SELECT due_at FROM attempt WHERE state = 0"), ==,
                   G_TIME_SPAN_DAY + G_TIME_SPAN_HOUR);
}

static void
test_gone (DispatcherFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = NULL;

  hlc_dispatcher_start (fixture->dispatcher);
  raw_server_set_manner (fixture->handler, RAW_ANSWER, "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
  approve_call (&fixture->base, "c1");
  wait_for_requests (fixture->handler, 1);
  wait_for_rest (fixture);
  endpoint = get_endpoint (&fixture->base, "ep_a");
  g_assert_false (endpoint->enabled);

  approve_call (&fixture->base, "c2");
  advance (fixture, G_TIME_SPAN_DAY);
  let_it_look (fixture);
  g_assert_cmpuint (raw_server_get_n_requests (fixture->handler), ==, 1);
}

/* A handler that hangs gets no more than its places, and holds up nobody. */
static void
test_hanging (DispatcherFixture *fixture, gconstpointer user_data)
{
  g_autoptr (RawServer) other = raw_server_new ();

  add_endpoint_at (fixture, "ep_b", other);
  raw_server_set_manner (fixture->handler, RAW_HOLD, RAW_OK);
  hlc_dispatcher_start (fixture->dispatcher);
  approve_calls (fixture, "c", 30);
  wait_for_requests (other, 30);
  while (hlc_dispatcher_get_n_under_way (fixture->dispatcher) > 8)
    g_main_context_iteration (NULL, TRUE);
  let_it_look (fixture);
  g_assert_cmpuint (raw_server_get_n_requests (fixture->handler), ==, 8);
  g_assert_cmpuint (hlc_dispatcher_get_n_under_way (fixture->dispatcher), ==, 8);

  raw_server_set_manner (fixture->handler, RAW_ANSWER, RAW_OK);
  raw_server_release (fixture->handler);
  wait_for_requests (fixture->handler, 30);
  wait_for_rest (fixture);
  g_assert_cmpuint (raw_server_get_most_open (fixture->handler), <=, 8);
  g_assert_cmpint (read_number (&fixture->base, N_SUCCEEDED), ==, 60);
}

/* Many of them do not either: the last places are not given to those who have some. */
static void
test_many_hanging (DispatcherFixture *fixture, gconstpointer user_data)
{
  RawServer *dead[9];

  for (guint i = 0; i < G_N_ELEMENTS (dead); i++)
    {
      g_autofree char *endpoint_id = g_strdup_printf ("ep_dead%u", i);

      dead[i] = raw_server_new ();
      raw_server_set_manner (dead[i], RAW_HOLD, NULL);
      add_endpoint_at (fixture, endpoint_id, dead[i]);
    }
  set_endpoint_enabled (&fixture->base, "ep_a", FALSE);
  hlc_dispatcher_start (fixture->dispatcher);
  approve_calls (fixture, "c", 10);
  while (hlc_dispatcher_get_n_under_way (fixture->dispatcher) < 48)
    g_main_context_iteration (NULL, TRUE);
  let_it_look (fixture);

  set_endpoint_enabled (&fixture->base, "ep_a", TRUE);
  approve_calls (fixture, "d", 10);
  wait_for_requests (fixture->handler, 10);

  hlc_dispatcher_stop (fixture->dispatcher);
  for (guint i = 0; i < G_N_ELEMENTS (dead); i++)
    {
      g_assert_cmpuint (raw_server_get_most_open (dead[i]), >=, 1);
      g_assert_cmpuint (raw_server_get_most_open (dead[i]), <=, 8);
      raw_server_free (dead[i]);
    }
}

/* What a rule forwards in order arrives in order, one after the other. */
static void
test_lane (DispatcherFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcForwardRule) rule = add_rule (&fixture->base, "ep_a", TRUE);

  raw_server_set_manner (fixture->handler, RAW_HOLD, RAW_OK);
  hlc_dispatcher_start (fixture->dispatcher);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("in_%u", i);
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcDelivery) stored =
          store_delivery (&fixture->base, make_delivery (message_id, "{\"n\":1}"), &error);

      g_assert_no_error (error);
    }

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *expected = g_strdup_printf ("in_%u", i);
      g_autofree char *message_id = NULL;

      wait_for_requests (fixture->handler, i + 1);
      let_it_look (fixture);
      g_assert_cmpuint (raw_server_get_n_requests (fixture->handler), ==, i + 1);
      message_id = dup_header (fixture->handler, i, "webhook-id");
      g_assert_cmpstr (message_id, ==, expected);
      raw_server_release (fixture->handler);
    }
  wait_for_rest (fixture);
}

/* What was under way when the program ended is sent again, under the same id; nothing was recorded of it. */
static void
test_restart (DispatcherFixture *fixture, gconstpointer user_data)
{
  g_autofree char *first_id = NULL;
  g_autofree char *second_id = NULL;

  raw_server_set_manner (fixture->handler, RAW_HOLD, RAW_OK);
  hlc_dispatcher_start (fixture->dispatcher);
  approve_call (&fixture->base, "c1");
  wait_for_requests (fixture->handler, 1);
  dispatcher_restart (fixture);
  g_assert_cmpint (read_number (&fixture->base, N_WAITING), ==, 1);
  g_assert_cmpint (read_number (&fixture->base, "SELECT count(*) FROM attempt"), ==, 1);

  raw_server_set_manner (fixture->handler, RAW_ANSWER, RAW_OK);
  hlc_dispatcher_start (fixture->dispatcher);
  wait_for_requests (fixture->handler, 2);
  wait_for_rest (fixture);
  first_id = dup_header (fixture->handler, 0, "svix-id");
  second_id = dup_header (fixture->handler, 1, "svix-id");
  g_assert_cmpstr (first_id, ==, second_id);

  /* What is recorded is not. */
  dispatcher_restart (fixture);
  hlc_dispatcher_start (fixture->dispatcher);
  let_it_look (fixture);
  g_assert_cmpuint (raw_server_get_n_requests (fixture->handler), ==, 2);
}

static void
test_stop_and_start (DispatcherFixture *fixture, gconstpointer user_data)
{
  raw_server_set_manner (fixture->handler, RAW_HOLD, RAW_OK);
  hlc_dispatcher_start (fixture->dispatcher);
  hlc_dispatcher_start (fixture->dispatcher);
  approve_calls (fixture, "c", 12);
  wait_for_requests (fixture->handler, 8);
  hlc_dispatcher_stop (fixture->dispatcher);
  hlc_dispatcher_stop (fixture->dispatcher);
  g_assert_cmpuint (hlc_dispatcher_get_n_under_way (fixture->dispatcher), ==, 0);
  let_it_look (fixture);
  g_assert_cmpuint (raw_server_get_n_requests (fixture->handler), ==, 8);
  g_assert_cmpint (read_number (&fixture->base, N_WAITING), ==, 12);

  raw_server_set_manner (fixture->handler, RAW_ANSWER, RAW_OK);
  hlc_dispatcher_start (fixture->dispatcher);
  wait_for_requests (fixture->handler, 20);
  wait_for_rest (fixture);
  g_assert_cmpint (read_number (&fixture->base, N_SUCCEEDED), ==, 12);
}

/* A clock that goes back makes nothing wait longer than it was to wait. */
static void
test_clock_back (DispatcherFixture *fixture, gconstpointer user_data)
{
  gint64 now = hlc_clock_get_now (fixture->base.clock);

  hlc_dispatcher_start (fixture->dispatcher);
  raw_server_set_manner (fixture->handler, RAW_CLOSE, NULL);
  approve_call (&fixture->base, "c1");
  wait_for_requests (fixture->handler, 1);
  wait_for_rest (fixture);
  raw_server_set_manner (fixture->handler, RAW_ANSWER, RAW_OK);

  hlc_clock_set_now (fixture->base.clock, now / 2);
  let_it_look (fixture);
  wait_for_number (fixture, "SELECT count(*) FROM attempt WHERE state = 0 AND due_at < 43206000000", 1);
  advance (fixture, 6 * G_TIME_SPAN_SECOND);
  wait_for_requests (fixture->handler, 2);
  wait_for_rest (fixture);
}

static void
count_cb (GObject *object, GParamSpec *pspec, guint *n_calls)
{
  (*n_calls)++;
}

/* What waits already is planned anew. */
static void
test_time_scale (DispatcherFixture *fixture, gconstpointer user_data)
{
  gint64 now = hlc_clock_get_now (fixture->base.clock);
  guint n_notified = 0;

  g_signal_connect (fixture->dispatcher, "notify::time-scale", G_CALLBACK (count_cb), &n_notified);
  hlc_dispatcher_start (fixture->dispatcher);
  raw_server_set_manner (fixture->handler, RAW_CLOSE, NULL);
  approve_call (&fixture->base, "c1");
  wait_for_requests (fixture->handler, 1);
  wait_for_rest (fixture);
  g_assert_cmpint (read_number (&fixture->base, "SELECT due_at FROM attempt WHERE state = 0"), >,
                   now + 3 * G_TIME_SPAN_SECOND);

  hlc_dispatcher_set_time_scale (fixture->dispatcher, 1000);
  hlc_dispatcher_set_time_scale (fixture->dispatcher, 1000);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpfloat (hlc_dispatcher_get_time_scale (fixture->dispatcher), ==, 1000);
  wait_for_number (fixture, "SELECT count(*) FROM attempt WHERE state = 0 AND due_at < 86400007000", 1);
  advance (fixture, 7000);
  wait_for_requests (fixture->handler, 2);
  wait_for_rest (fixture);

  /* And so is what is planned from now on. */
  g_assert_cmpint (read_number (&fixture->base, "SELECT due_at FROM attempt WHERE state = 0"), <,
                   now + G_TIME_SPAN_SECOND);
}

static void
test_n_under_way (DispatcherFixture *fixture, gconstpointer user_data)
{
  guint n_notified = 0;

  g_signal_connect (fixture->dispatcher, "notify::n-under-way", G_CALLBACK (count_cb), &n_notified);
  hlc_dispatcher_start (fixture->dispatcher);
  approve_call (&fixture->base, "c1");
  wait_for_requests (fixture->handler, 1);
  g_assert_cmpuint (hlc_dispatcher_get_n_under_way (fixture->dispatcher), ==, 1);
  g_assert_cmpuint (n_notified, ==, 1);
  wait_for_rest (fixture);
  g_assert_cmpuint (n_notified, ==, 2);
}

/* While nothing can be written, nothing is sent; what came of what was sent is kept, and written later. */
static void
test_full_disk (DispatcherFixture *fixture, gconstpointer user_data)
{
  g_autoptr (RawServer) other = raw_server_new ();
  struct rlimit limit;
  struct rlimit small;

  /* One that waits for its retry, and one whose outcome is about to come. */
  add_endpoint_at (fixture, "ep_b", other);
  raw_server_set_manner (other, RAW_CLOSE, NULL);
  raw_server_set_manner (fixture->handler, RAW_HOLD, RAW_OK);
  hlc_dispatcher_start (fixture->dispatcher);
  approve_call (&fixture->base, "c1");
  wait_for_requests (fixture->handler, 1);
  wait_for_number (fixture, N_FAILED, 1);
  raw_server_set_manner (other, RAW_ANSWER, RAW_OK);

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  small = limit;
  small.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  /* One for each commit that fails. */
  for (guint i = 0; i < 16; i++)
    expect_warning ("*Nothing was written*");
  raw_server_release (fixture->handler);
  while (hlc_store_get_healthy (fixture->base.store))
    g_main_context_iteration (NULL, TRUE);
  advance (fixture, G_TIME_SPAN_MINUTE);
  let_it_look (fixture);
  g_assert_cmpuint (raw_server_get_n_requests (fixture->handler), ==, 1);
  g_assert_cmpuint (raw_server_get_n_requests (other), ==, 1);
  g_assert_cmpuint (hlc_dispatcher_get_n_under_way (fixture->dispatcher), ==, 1);

  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  hlc_dispatcher_wake (fixture->dispatcher);
  wait_for_requests (other, 2);
  wait_for_rest (fixture);
  g_assert_cmpint (read_number (&fixture->base, N_SUCCEEDED), ==, 2);
  g_assert_cmpuint (raw_server_get_n_requests (fixture->handler), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  expected_warnings_init ();

#define ADD(path, function)                                                                                  \
  g_test_add ("/dispatcher/" path, DispatcherFixture, NULL, dispatcher_set_up, function, dispatcher_tear_down)
  ADD ("deliver", test_deliver);
  ADD ("backlog", test_backlog);
  ADD ("retry", test_retry);
  ADD ("whole-schedule", test_whole_schedule);
  ADD ("retry-after", test_retry_after);
  ADD ("gone", test_gone);
  ADD ("hanging", test_hanging);
  ADD ("many-hanging", test_many_hanging);
  ADD ("lane", test_lane);
  ADD ("restart", test_restart);
  ADD ("stop-and-start", test_stop_and_start);
  ADD ("clock-back", test_clock_back);
  ADD ("time-scale", test_time_scale);
  ADD ("n-under-way", test_n_under_way);
  ADD ("full-disk", test_full_disk);

  return g_test_run ();
}
