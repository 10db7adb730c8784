/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel-self-test.h"

#include <string.h>

#include "canned-server.h"
#include "hlc-receiver.h"
#include "hlc-store-fixture.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define OTHER_SECRET "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"

typedef struct
{
  StoreFixture base;
  HlcReceiver *receiver;
  HlcTunnel *tunnel;
  CannedServer *other;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  fixture->other = canned_server_new ();
  fixture->receiver = hlc_receiver_new (fixture->base.store, fixture->base.clock);
  g_assert_true (hlc_receiver_listen (fixture->receiver, 0, &error));
  fixture->tunnel = hlc_tunnel_new (fixture->base.store, fixture->base.clock, HLC_TUNNEL_DEFAULT_AGENT);
  g_object_bind_property (fixture->receiver, "port", fixture->tunnel, "receiver-port", G_BINDING_SYNC_CREATE);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  hlc_receiver_stop (fixture->receiver);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->tunnel);
  g_assert_finalize_object (fixture->receiver);
  canned_server_free (fixture->other);
  store_fixture_tear_down (&fixture->base, NULL);
}

static void
set_receiver_secret (Fixture *fixture, const char *text)
{
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);

  g_ptr_array_add (secrets, hlc_signing_secret_new ("one", text));
  hlc_receiver_set_secrets (fixture->receiver, secrets, NULL);
}

static void
set_sender_secret (Fixture *fixture, const char *text)
{
  g_autoptr (HlcSigningSecret) secret = hlc_signing_secret_new ("one", text);

  hlc_tunnel_set_signing_secret (fixture->tunnel, secret);
}

static HlcTunnelTestResult *
run (Fixture *fixture, const char *url, guint deadline, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_tunnel_self_test_async (fixture->tunnel, url, deadline, NULL, keep_result_cb, &result);
  return hlc_tunnel_self_test_finish (fixture->tunnel, wait_for_result (&result), error);
}

/* Runs it at a path of the receiver. */
static HlcTunnelTestResult *
run_here (Fixture *fixture, const char *path)
{
  g_autofree char *url =
      g_strdup_printf ("http://127.0.0.1:%u%s", hlc_receiver_get_port (fixture->receiver), path);
  g_autoptr (GError) error = NULL;
  HlcTunnelTestResult *result = run (fixture, url, 30, &error);

  g_assert_no_error (error);
  return result;
}

/* Runs it at the other server, which has a second before it counts as silent. */
static HlcTunnelTestResult *
run_elsewhere (Fixture *fixture)
{
  g_autofree char *url = canned_server_dup_url (fixture->other);
  g_autoptr (GError) error = NULL;
  HlcTunnelTestResult *result = run (fixture, url, 1, &error);

  g_assert_no_error (error);
  return result;
}

static void
assert_outcome (HlcTunnelTestResult *result, HlcTunnelTestOutcome outcome, guint http_status)
{
  g_assert_cmpstr (hlc_tunnel_test_outcome_to_string (result->outcome), ==,
                   hlc_tunnel_test_outcome_to_string (outcome));
  g_assert_cmpuint (result->http_status, ==, http_status);
}

static void
test_verified (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcTunnelTestResult) result = NULL;

  set_receiver_secret (fixture, SECRET);
  set_sender_secret (fixture, SECRET);
  result = run_here (fixture, "");
  assert_outcome (result, HLC_TUNNEL_TEST_VERIFIED, 200);
  g_assert_true (g_str_has_suffix (result->url, "/webhook"));
  g_assert_cmpstr (result->delivery->message_id, ==, result->message_id);
  g_assert_cmpstr (result->delivery->event_type, ==, "console.tunnel_test");
  g_assert_true (result->delivery->is_test);
  /* It says nothing of any operation. */
  g_assert_null (result->delivery->call_id);
}

/* Each test has an id of its own, or the second would be a duplicate. */
static void
test_twice (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcTunnelTestResult) first = NULL;
  g_autoptr (HlcTunnelTestResult) second = NULL;

  set_receiver_secret (fixture, SECRET);
  set_sender_secret (fixture, SECRET);
  first = run_here (fixture, "/webhook/inbound");
  second = run_here (fixture, "/webhook/inbound");
  assert_outcome (second, HLC_TUNNEL_TEST_VERIFIED, 200);
  g_assert_cmpint (second->delivery->id, ==, first->delivery->id + 1);
  g_assert_cmpint (second->delivery->duplicate_of, ==, 0);
}

static void
test_unverified (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcTunnelTestResult) result = run_here (fixture, "/webhook");

  assert_outcome (result, HLC_TUNNEL_TEST_UNVERIFIED, 200);
  g_assert_cmpint (result->delivery->reason, ==, HLC_REASON_NO_SECRET);
}

static void
test_refused (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcTunnelTestResult) result = NULL;

  set_receiver_secret (fixture, OTHER_SECRET);
  set_sender_secret (fixture, SECRET);
  result = run_here (fixture, "/webhook");
  assert_outcome (result, HLC_TUNNEL_TEST_REFUSED, 401);
  g_assert_cmpint (result->delivery->reason, ==, HLC_REASON_NO_MATCH);
}

/* A relay that forwards to another path: found although the guard turned it away before it was read. */
static void
test_wrong_path (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcTunnelTestResult) result = run_here (fixture, "/other");
  g_autofree char *sentence = hlc_tunnel_test_result_dup_sentence (result);

  assert_outcome (result, HLC_TUNNEL_TEST_REFUSED, 404);
  g_assert_cmpstr (result->delivery->path, ==, "/other");
  g_assert_nonnull (strstr (sentence, result->delivery->error));
}

static void
test_elsewhere (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcTunnelTestResult) failed = NULL;
  g_autoptr (HlcTunnelTestResult) moved = NULL;
  g_autoptr (HlcTunnelTestResult) taken = NULL;
  g_autofree char *request = NULL;

  canned_server_push_json (fixture->other, 502, "{}");
  canned_server_push (fixture->other,
                      "HTTP/1.1 308 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
                      CANNED_CLOSE);
  canned_server_push_json (fixture->other, 200, "{\"status\":\"ok\"}");
  set_sender_secret (fixture, SECRET);
  failed = run_elsewhere (fixture);
  assert_outcome (failed, HLC_TUNNEL_TEST_ELSEWHERE, 502);
  moved = run_elsewhere (fixture);
  assert_outcome (moved, HLC_TUNNEL_TEST_ELSEWHERE, 308);
  taken = run_elsewhere (fixture);
  assert_outcome (taken, HLC_TUNNEL_TEST_ELSEWHERE, 200);
  g_assert_null (taken->delivery);

  request = canned_server_dup_request (fixture->other, 2);
  g_assert_true (g_str_has_prefix (request, "POST /webhook HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nsvix-signature: v1,"));
  g_assert_nonnull (strstr (request, "\r\nwebhook-signature: v1,"));
  g_assert_nonnull (strstr (request, taken->message_id));
}

static void
test_no_answer (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", find_closed_port ());
  g_autoptr (HlcTunnelTestResult) refused = run (fixture, url, 30, NULL);
  g_autoptr (HlcTunnelTestResult) silent = NULL;
  g_autofree char *sentence = hlc_tunnel_test_result_dup_sentence (refused);

  assert_outcome (refused, HLC_TUNNEL_TEST_NO_ANSWER, 0);
  g_assert_nonnull (strstr (sentence, "nothing listens there"));

  canned_server_push (fixture->other, "", CANNED_HOLD);
  silent = run_elsewhere (fixture);
  assert_outcome (silent, HLC_TUNNEL_TEST_NO_ANSWER, 0);
  g_assert_cmpstr (silent->no_answer, ==, "no answer within 1 s");
}

static void
test_nothing_to_test (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run (fixture, NULL, 30, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (run (fixture, "javascript:alert(1)", 30, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_clear_error (&error);
  hlc_receiver_stop (fixture->receiver);
  g_assert_null (run (fixture, "https://relay.example.com", 30, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
}

static void
test_cancelled (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *url = canned_server_dup_url (fixture->other);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  canned_server_push (fixture->other, "", CANNED_HOLD);
  hlc_tunnel_self_test_async (fixture->tunnel, url, 30, NULL, keep_result_cb, &result);
  while (canned_server_get_n_requests (fixture->other) == 0)
    g_main_context_iteration (NULL, TRUE);
  hlc_tunnel_shut_down (fixture->tunnel);
  g_assert_null (hlc_tunnel_self_test_finish (fixture->tunnel, wait_for_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  const char *name;
  void (*test) (Fixture *fixture, gconstpointer user_data);
} Test;

static const Test tests[] = {
  { "verified", test_verified },     { "twice", test_twice },
  { "unverified", test_unverified }, { "refused", test_refused },
  { "wrong-path", test_wrong_path }, { "elsewhere", test_elsewhere },
  { "no-answer", test_no_answer },   { "nothing-to-test", test_nothing_to_test },
  { "cancelled", test_cancelled },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tunnel-self-test/%s", tests[i].name);

      g_test_add (path, Fixture, NULL, set_up, tests[i].test, tear_down);
    }

  return g_test_run ();
}
