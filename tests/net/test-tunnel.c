/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel.h"

#include <string.h>

#include "canned-server.h"
#include "hlc-store-fixture.h"

/* What ngrok's agent would answer: these are no agent, only its answers. */
#define TUNNEL(name, url, addr)                                                                              \
  "{\"name\":\"" name "\",\"public_url\":\"" url "\",\"proto\":\"https\",\"config\":{\"addr\":\"" addr "\"}" \
  "}"
#define ANSWER(tunnels) "{\"tunnels\":[" tunnels "],\"uri\":\"/api/tunnels\"}"
#define NONE ANSWER ("")
#define READY ANSWER (TUNNEL ("a", "https://a.example", "http://localhost:4880"))

/* Longer than any test takes. Milliseconds. */
#define NEVER (3600 * 1000)

typedef struct
{
  StoreFixture base;
  CannedServer *agent;
  HlcTunnel *tunnel;
} Fixture;

static HlcTunnel *
make_tunnel (Fixture *fixture, const char *agent)
{
  HlcTunnel *tunnel = hlc_tunnel_new (fixture->base.store, fixture->base.clock, agent);

  g_object_set (tunnel, "receiver-port", 4880, "api-port", 4881, NULL);
  return tunnel;
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *url = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  fixture->agent = canned_server_new ();
  url = canned_server_dup_url (fixture->agent);
  fixture->tunnel = make_tunnel (fixture, url);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  hlc_tunnel_shut_down (fixture->tunnel);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->tunnel);
  canned_server_free (fixture->agent);
  store_fixture_tear_down (&fixture->base, NULL);
}

static void
refresh (HlcTunnel *tunnel)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hlc_tunnel_refresh_async (tunnel, NULL, keep_result_cb, &result);
  g_assert_true (hlc_tunnel_refresh_finish (tunnel, wait_for_result (&result), &error));
  g_assert_no_error (error);
}

static gboolean
start (HlcTunnel *tunnel, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_tunnel_start_async (tunnel, NULL, keep_result_cb, &result);
  return hlc_tunnel_start_finish (tunnel, wait_for_result (&result), error);
}

static gboolean
stop (HlcTunnel *tunnel, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_tunnel_stop_async (tunnel, name, NULL, keep_result_cb, &result);
  return hlc_tunnel_stop_finish (tunnel, wait_for_result (&result), error);
}

static void
count_cb (gpointer object, gpointer argument, guint *count)
{
  *count += 1;
}

static void
count_changed_cb (HlcTunnel *tunnel, guint *count)
{
  *count += 1;
}

static void
test_notify (Fixture *fixture, gconstpointer user_data)
{
  HlcTunnel *tunnel = fixture->tunnel;
  guint n_states = 0;
  guint n_urls = 0;
  guint n_problems = 0;
  guint n_changes = 0;

  canned_server_push_json (fixture->agent, 200, NONE);
  canned_server_push_json (fixture->agent, 200, READY);
  canned_server_push_json (fixture->agent, 200, READY);
  canned_server_push_json (fixture->agent, 200, ANSWER (TUNNEL ("a", "https://b.example", "4880")));
  g_signal_connect (tunnel, "notify::state", G_CALLBACK (count_cb), &n_states);
  g_signal_connect (tunnel, "notify::webhook-url", G_CALLBACK (count_cb), &n_urls);
  g_signal_connect (tunnel, "notify::problem", G_CALLBACK (count_cb), &n_problems);
  g_signal_connect (tunnel, "changed", G_CALLBACK (count_changed_cb), &n_changes);
  g_assert_cmpint (hlc_tunnel_get_status (tunnel)->state, ==, HLC_TUNNEL_UNKNOWN);

  refresh (tunnel);
  g_assert_cmpint (hlc_tunnel_get_status (tunnel)->state, ==, HLC_TUNNEL_NONE);
  g_assert_cmpuint (n_states, ==, 1);
  g_assert_cmpuint (n_urls, ==, 0);

  refresh (tunnel);
  g_assert_cmpstr (hlc_tunnel_get_webhook_url (tunnel), ==, "https://a.example/webhook");
  g_assert_cmpuint (n_states, ==, 2);
  g_assert_cmpuint (n_urls, ==, 1);
  g_assert_cmpuint (n_changes, ==, 2);
  hlc_tunnel_set_copied_url (tunnel, hlc_tunnel_get_webhook_url (tunnel));
  g_assert_null (hlc_tunnel_get_problem (tunnel));

  refresh (tunnel);
  g_assert_cmpuint (n_changes, ==, 2);

  /* The agent was started again, and has another address. */
  refresh (tunnel);
  g_assert_cmpuint (n_states, ==, 2);
  g_assert_cmpuint (n_urls, ==, 2);
  g_assert_cmpuint (n_problems, ==, 1);
  g_assert_cmpuint (n_changes, ==, 3);
  g_assert_nonnull (strstr (hlc_tunnel_get_problem (tunnel), "https://b.example/webhook"));

  hlc_tunnel_set_copied_url (tunnel, "https://b.example/webhook/inbound");
  g_assert_null (hlc_tunnel_get_problem (tunnel));
  g_assert_cmpuint (n_changes, ==, 4);
}

/* The console moved its receiver: what was found is judged anew, without asking again. */
static void
test_ports (Fixture *fixture, gconstpointer user_data)
{
  HlcTunnel *tunnel = fixture->tunnel;

  canned_server_push_json (fixture->agent, 200, READY);
  refresh (tunnel);
  g_object_set (tunnel, "receiver-port", 4890, NULL);
  g_assert_cmpint (hlc_tunnel_get_status (tunnel)->state, ==, HLC_TUNNEL_OTHER_PORT);
  g_assert_null (hlc_tunnel_get_webhook_url (tunnel));
  g_object_set (tunnel, "api-port", 4880, NULL);
  g_assert_cmpint (hlc_tunnel_get_status (tunnel)->state, ==, HLC_TUNNEL_API_PORT);
  g_assert_nonnull (strstr (hlc_tunnel_get_problem (tunnel), "Stop it now"));
  g_assert_cmpuint (canned_server_get_n_requests (fixture->agent), ==, 1);
}

static void
test_not_running (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", find_closed_port ());
  HlcTunnel *tunnel = make_tunnel (fixture, url);
  g_autofree char *summary = NULL;

  refresh (tunnel);
  g_object_get (tunnel, "summary", &summary, NULL);
  g_assert_cmpint (hlc_tunnel_get_status (tunnel)->state, ==, HLC_TUNNEL_NOT_RUNNING);
  g_assert_null (hlc_tunnel_get_problem (tunnel));
  g_assert_cmpstr (summary, ==, "ngrok does not run");
  g_assert_finalize_object (tunnel);
}

typedef struct
{
  const char *name;
  const char *answer;
  CannedEnd end;
  const char *problem; /* a part of it */
} Garbage;

/* clang-format off */
static const Garbage garbage[] = {
  { "not-found", "HTTP/1.1 404 Not Found\r\nContent-Length: 19\r\n\r\n404 page not found\n", CANNED_CLOSE, "HTTP 404" },
  { "redirect", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", CANNED_CLOSE, "HTTP 302" },
  { "page", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", CANNED_CLOSE, "not as one" },
  { "compressed", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\037\213\b\001", CANNED_CLOSE, "not as one" },
  { "no-http", "SSH-2.0-OpenSSH_9.2\r\n\r\n", CANNED_CLOSE, "cannot be asked" },
  { "hangs-up", "", CANNED_CLOSE, "cannot be asked" },
  { "hangs", "", CANNED_HOLD, "no answer within 3 s" },
};
/* clang-format on */

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  const Garbage *test = data;

  canned_server_push (fixture->agent, test->answer, test->end);
  refresh (fixture->tunnel);
  g_assert_cmpint (hlc_tunnel_get_status (fixture->tunnel)->state, ==, HLC_TUNNEL_UNREADABLE);
  g_assert_nonnull (strstr (hlc_tunnel_get_problem (fixture->tunnel), test->problem));
}

/* An answer that would be right, were it not so long. */
static void
test_too_long (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *filler = g_strnfill (256 * 1024, ' ');
  g_autofree char *answer = g_strconcat (filler, READY, NULL);

  canned_server_push_json (fixture->agent, 200, answer);
  refresh (fixture->tunnel);
  g_assert_cmpint (hlc_tunnel_get_status (fixture->tunnel)->state, ==, HLC_TUNNEL_UNREADABLE);
  g_assert_cmpuint (hlc_tunnel_get_status (fixture->tunnel)->tunnels->len, ==, 0);
}

static void
wait_for_requests (CannedServer *server, guint n_requests)
{
  while (canned_server_get_n_requests (server) < n_requests)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
has_timer (HlcTunnel *tunnel)
{
  return g_main_context_find_source_by_user_data (NULL, tunnel) != NULL;
}

/* Runs until the look that is under way is done. */
static void
settle (HlcTunnel *tunnel)
{
  while (!has_timer (tunnel))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_watch (Fixture *fixture, gconstpointer user_data)
{
  HlcTunnel *tunnel = fixture->tunnel;

  canned_server_push_json (fixture->agent, 200, READY);
  hlc_tunnel_set_intervals (tunnel, 1, NEVER);
  g_assert_false (has_timer (tunnel));
  hlc_tunnel_watch (tunnel);
  hlc_tunnel_watch (tunnel);
  wait_for_requests (fixture->agent, 4);
  g_assert_cmpint (hlc_tunnel_get_status (tunnel)->state, ==, HLC_TUNNEL_READY);

  /* One of two still watches. */
  hlc_tunnel_unwatch (tunnel);
  wait_for_requests (fixture->agent, 6);

  settle (tunnel);
  hlc_tunnel_unwatch (tunnel);
  g_assert_false (has_timer (tunnel));
}

static void
test_hidden (Fixture *fixture, gconstpointer user_data)
{
  HlcTunnel *tunnel = fixture->tunnel;
  guint n_notified = 0;
  guint n_requests;

  canned_server_push_json (fixture->agent, 200, READY);
  hlc_tunnel_set_intervals (tunnel, NEVER, 1);
  g_signal_connect (tunnel, "notify::hidden", G_CALLBACK (count_cb), &n_notified);
  hlc_tunnel_watch (tunnel);
  settle (tunnel);
  g_assert_cmpuint (canned_server_get_n_requests (fixture->agent), ==, 1);

  /* The hidden interval counts at once, and so does coming back. */
  g_object_set (tunnel, "hidden", TRUE, NULL);
  wait_for_requests (fixture->agent, 3);
  settle (tunnel);
  hlc_tunnel_set_intervals (tunnel, NEVER, NEVER);
  n_requests = canned_server_get_n_requests (fixture->agent);
  g_object_set (tunnel, "hidden", FALSE, NULL);
  wait_for_requests (fixture->agent, n_requests + 1);
  g_object_set (tunnel, "hidden", FALSE, NULL);
  g_assert_cmpuint (n_notified, ==, 2);
}

/* Whoever watches may stop watching after the end. */
static void
test_shut_down (Fixture *fixture, gconstpointer user_data)
{
  HlcTunnel *tunnel = fixture->tunnel;

  canned_server_push (fixture->agent, "", CANNED_HOLD);
  hlc_tunnel_watch (tunnel);
  hlc_tunnel_watch (tunnel);
  wait_for_requests (fixture->agent, 1);
  hlc_tunnel_shut_down (tunnel);
  while (G_OBJECT (tunnel)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (has_timer (tunnel));
  g_assert_cmpint (hlc_tunnel_get_status (tunnel)->state, ==, HLC_TUNNEL_UNKNOWN);
  hlc_tunnel_unwatch (tunnel);
  g_assert_false (has_timer (tunnel));
  hlc_tunnel_unwatch (tunnel);
}

/* A look that is answered late does not undo what a later one found. */
static void
test_overlap (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;

  canned_server_push (fixture->agent, "", CANNED_HOLD);
  canned_server_push_json (fixture->agent, 200, READY);
  hlc_tunnel_refresh_async (fixture->tunnel, NULL, keep_result_cb, &result);
  wait_for_requests (fixture->agent, 1);
  refresh (fixture->tunnel);
  g_assert_null (result);
  g_assert_cmpint (hlc_tunnel_get_status (fixture->tunnel)->state, ==, HLC_TUNNEL_READY);
  wait_for_result (&result);
  g_assert_cmpint (hlc_tunnel_get_status (fixture->tunnel)->state, ==, HLC_TUNNEL_READY);
}

static void
test_start (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request = NULL;

  canned_server_push_json (fixture->agent, 200, NONE);
  canned_server_push_json (fixture->agent, 201, TUNNEL ("humanlayer-console", "https://a.example", "4880"));
  canned_server_push_json (fixture->agent, 200, READY);
  g_assert_true (start (fixture->tunnel, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (hlc_tunnel_get_webhook_url (fixture->tunnel), ==, "https://a.example/webhook");
  request = canned_server_dup_request (fixture->agent, 1);
  g_assert_true (g_str_has_prefix (request, "POST /api/tunnels HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "Content-Type: application/json\r\n"));
  g_assert_true (
      g_str_has_suffix (request,
                        "{\"name\":\"humanlayer-console\",\"proto\":\"http\",\"addr\":\"127.0.0.1:4880\"}"));

  /* A second start finds what it wants. */
  g_assert_true (start (fixture->tunnel, &error));
  g_assert_cmpuint (canned_server_get_n_requests (fixture->agent), ==, 4);
}

/* Ours leads to where the receiver was; its name is taken. */
static void
test_start_after_moving (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request = NULL;

  canned_server_push_json (fixture->agent, 200,
                           ANSWER (TUNNEL ("humanlayer-console", "https://a.example", "4870")));
  canned_server_push_json (fixture->agent, 201, "{}");
  canned_server_push_json (fixture->agent, 200, READY);
  g_assert_true (start (fixture->tunnel, &error));
  request = canned_server_dup_request (fixture->agent, 1);
  g_assert_nonnull (strstr (request, "\"name\":\"humanlayer-console-4880\""));
}

static void
test_start_refused (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  canned_server_push_json (fixture->agent, 200, NONE);
  canned_server_push_json (fixture->agent, 502,
                           "{\"error_code\":103,\"status_code\":502,\"msg\":\"failed to start tunnel\","
                           "\"details\":{\"err\":\"session closed\"}}");
  g_assert_false (start (fixture->tunnel, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_assert_cmpstr (error->message, ==, "ngrok refused: failed to start tunnel: session closed (error 103)");
}

/* It says that it did, and did not. */
static void
test_start_without_effect (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  canned_server_push_json (fixture->agent, 200, NONE);
  canned_server_push_json (fixture->agent, 201, "{}");
  canned_server_push_json (fixture->agent, 200, NONE);
  g_assert_false (start (fixture->tunnel, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "4880"));
}

static void
test_start_garbage (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  canned_server_push_json (fixture->agent, 200, "<html>");
  g_assert_false (start (fixture->tunnel, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_assert_cmpuint (canned_server_get_n_requests (fixture->agent), ==, 1);
}

static void
test_start_closed (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_object_set (fixture->tunnel, "receiver-port", 0, NULL);
  canned_server_push_json (fixture->agent, 200, NONE);
  g_assert_false (start (fixture->tunnel, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
}

static void
test_start_sandboxed (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", find_closed_port ());
  HlcTunnel *tunnel = make_tunnel (fixture, url);
  g_autoptr (GError) error = NULL;

  hlc_tunnel_set_sandboxed (tunnel, TRUE);
  g_assert_false (start (tunnel, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "“ngrok http 4880”"));
  g_assert_finalize_object (tunnel);
}

static void
test_stop (Fixture *fixture, gconstpointer user_data)
{
  static const char both[] = ANSWER (TUNNEL ("command_line", "https://a.example", "4880") "," TUNNEL (
      "a/b (http)?#%", "https://b.example", "4881") "," TUNNEL ("other", "https://c.example", "3000"));
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  canned_server_push_json (fixture->agent, 200, both);
  canned_server_push (fixture->agent, "HTTP/1.1 204 No Content\r\n\r\n", CANNED_CLOSE);
  /* Gone already: that is what was wanted. */
  canned_server_push_json (fixture->agent, 404, "{\"error_code\":100,\"msg\":\"Resource not found\"}");
  canned_server_push_json (fixture->agent, 200, NONE);
  g_assert_true (stop (fixture->tunnel, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hlc_tunnel_get_status (fixture->tunnel)->state, ==, HLC_TUNNEL_NONE);
  g_assert_cmpuint (canned_server_get_n_requests (fixture->agent), ==, 4);
  /* The danger first. */
  first = canned_server_dup_request (fixture->agent, 1);
  second = canned_server_dup_request (fixture->agent, 2);
  g_assert_true (g_str_has_prefix (first, "DELETE /api/tunnels/a%2Fb%20%28http%29%3F%23%25 HTTP/1.1\r\n"));
  g_assert_true (g_str_has_prefix (second, "DELETE /api/tunnels/command_line HTTP/1.1\r\n"));
}

static void
test_stop_named (Fixture *fixture, gconstpointer user_data)
{
  static const char other[] = ANSWER (TUNNEL ("other", "https://c.example", "3000"));
  g_autoptr (GError) error = NULL;
  g_autofree char *request = NULL;

  canned_server_push_json (fixture->agent, 200, other);
  canned_server_push_json (fixture->agent, 200, other);
  canned_server_push_json (fixture->agent, 200, other);
  canned_server_push (fixture->agent, "HTTP/1.1 204 No Content\r\n\r\n", CANNED_CLOSE);
  canned_server_push_json (fixture->agent, 200, NONE);

  /* What leads elsewhere is none of ours, unless it is named. */
  g_assert_false (stop (fixture->tunnel, NULL, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (stop (fixture->tunnel, "another", &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (stop (fixture->tunnel, "other", &error));
  request = canned_server_dup_request (fixture->agent, 3);
  g_assert_true (g_str_has_prefix (request, "DELETE /api/tunnels/other HTTP/1.1\r\n"));
}

static void
test_stop_refused (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  canned_server_push_json (fixture->agent, 200, READY);
  canned_server_push_json (fixture->agent, 500, "{\"error_code\":1,\"msg\":\"no\"}");
  g_assert_false (stop (fixture->tunnel, NULL, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_assert_cmpstr (error->message, ==, "ngrok refused: no (error 1)");
}

typedef struct
{
  const char *name;
  void (*test) (Fixture *fixture, gconstpointer user_data);
} Test;

static const Test tests[] = {
  { "notify", test_notify },
  { "ports", test_ports },
  { "not-running", test_not_running },
  { "too-long", test_too_long },
  { "watch", test_watch },
  { "hidden", test_hidden },
  { "shut-down", test_shut_down },
  { "overlap", test_overlap },
  { "start", test_start },
  { "start/after-moving", test_start_after_moving },
  { "start/refused", test_start_refused },
  { "start/without-effect", test_start_without_effect },
  { "start/garbage", test_start_garbage },
  { "start/closed", test_start_closed },
  { "start/sandboxed", test_start_sandboxed },
  { "stop", test_stop },
  { "stop/named", test_stop_named },
  { "stop/refused", test_stop_refused },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tunnel/%s", tests[i].name);

      g_test_add (path, Fixture, NULL, set_up, tests[i].test, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (garbage); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tunnel/garbage/%s", garbage[i].name);

      g_test_add (path, Fixture, &garbage[i], set_up, test_garbage, tear_down);
    }

  return g_test_run ();
}
