/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-remote-follower.h"

#include <string.h>

#include "agent-fixture.h"
#include "hlc-payload.h"
#include "hlc-remote-create.h"
#include "hlc-store-operations.h"
#include "raw-client.h"
#include "raw-server.h"

#define KEY "hl_key-of-this-test"
#define SPEC_TEXT "{ \"fn\":\"f\",\"kwargs\":{\"n\":12345678901234567890}}"
#define ANSWER(status, headers, body)                                                                        \
  "HTTP/1.1 " status "\r\nContent-Type: application/json\r\nConnection: close\r\n" headers "\r\n" body
#define TOLD(state)                                                                                          \
  ANSWER ("200 OK", "", "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":" SPEC_TEXT ",\"status\":" state "}")

/* A store of our own, and beside it a second console, or a server that answers what it is told to. */
typedef struct
{
  StoreFixture local;
  AgentFixture console;
  RawServer *server;
  HlcRemoteFollower *follower;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  store_fixture_set_up (&fixture->local, NULL);
  agent_set_up (&fixture->console, NULL);
  fixture->server = raw_server_new ();
  fixture->follower = hlc_remote_follower_new (fixture->local.store);
  /* What takes seconds takes milliseconds here. */
  hlc_remote_follower_set_time_scale (fixture->follower, 1000);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  hlc_remote_follower_stop (fixture->follower);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->follower);
  raw_server_free (fixture->server);
  agent_tear_down (&fixture->console, NULL);
  store_fixture_tear_down (&fixture->local, NULL);
}

static void
use_console (Fixture *fixture, const char *key)
{
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%u" V1, fixture->console.port);
  g_autoptr (HlcRemoteClient) client = hlc_remote_client_new (base, key, NULL);

  hlc_remote_follower_set_client (fixture->follower, client);
}

static void
use_server (Fixture *fixture, const char *answer)
{
  g_autofree char *base = raw_server_dup_url (fixture->server, "/v1");
  g_autoptr (HlcRemoteClient) client = hlc_remote_client_new (base, KEY, NULL);

  raw_server_set_manner (fixture->server, RAW_ANSWER, answer);
  hlc_remote_follower_set_client (fixture->follower, client);
}

static HlcOperation *
create (Fixture *fixture, const char *call_id, GError **error)
{
  static const char text[] = "{\"spec\":" SPEC_TEXT "}";
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, NULL);
  g_autoptr (HlcOperationDraft) draft =
      hlc_operation_draft_new (hlc_json_document_get_root (document), HLC_OPERATION_FUNCTION_CALL, call_id,
                               "r", NULL);

  hlc_remote_create_async (fixture->follower, draft, NULL, keep_result_cb, &result);
  return hlc_remote_create_finish (fixture->follower, wait_for_result (&result), error);
}

static void
create_followed (Fixture *fixture, const char *call_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = create (fixture, call_id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (operation->origin, ==, HLC_ORIGIN_REMOTE);
  g_assert_cmpint (operation->state, ==, HLC_STATE_PENDING);
}

/* One that was followed before a restart. */
static void
store_followed (Fixture *fixture, const char *call_id, HlcOrigin origin)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HlcOperation) operation = hlc_operation_new ();
  g_autoptr (HlcOperation) stored = NULL;

  operation->call_id = g_strdup (call_id);
  operation->run_id = g_strdup ("r");
  operation->title = g_strdup ("t");
  operation->origin = origin;
  operation->remote_base = origin == HLC_ORIGIN_REMOTE ? raw_server_dup_url (fixture->server, "/v1") : NULL;
  operation->requested_at = 1;
  operation->spec = g_bytes_new_static (SPEC_TEXT, strlen (SPEC_TEXT));
  hlc_store_create_operation_async (fixture->local.store, operation, keep_result_cb, &result);
  stored = hlc_store_create_operation_finish (fixture->local.store, wait_for_result (&result), NULL);
  g_assert_nonnull (stored);
}

static HlcOperation *
load (Fixture *fixture, const char *call_id)
{
  g_autoptr (GError) error = NULL;
  HlcOperation *operation = load_operation (&fixture->local, call_id, NULL, &error);

  g_assert_no_error (error);
  return operation;
}

static gboolean
follows_none (gpointer user_data)
{
  Fixture *fixture = user_data;

  return hlc_remote_follower_get_n_followed (fixture->follower) == 0;
}

static gboolean
follows_some (gpointer user_data)
{
  return !follows_none (user_data);
}

static gboolean
has_problem (gpointer user_data)
{
  Fixture *fixture = user_data;

  return hlc_remote_follower_get_problem (fixture->follower) != NULL;
}

static gboolean
has_no_problem (gpointer user_data)
{
  return !has_problem (user_data);
}

static gboolean
was_asked_thrice (gpointer user_data)
{
  Fixture *fixture = user_data;

  return raw_server_get_n_requests (fixture->server) >= 3;
}

static void
assert_decided (Fixture *fixture, const char *call_id, HlcOperationState state)
{
  g_autoptr (HlcOperation) operation = NULL;

  raw_run_until (follows_none, fixture);
  operation = load (fixture, call_id);
  g_assert_cmpint (operation->state, ==, state);
  g_assert_cmpint (operation->decided_channel, ==, HLC_CHANNEL_API);
  g_assert_cmpstr (operation->decided_name, ==, "remote");
}

/* Created at a second console, decided there, and so here. */
static void
test_console (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcOperation) operation = NULL;
  g_autofree char *answer = NULL;

  use_console (fixture, ASK_KEY);
  create_followed (fixture, "c");
  operation = load (fixture, "c");
  g_assert_cmpmem (g_bytes_get_data (operation->spec, NULL), g_bytes_get_size (operation->spec), SPEC_TEXT,
                   strlen (SPEC_TEXT));

  answer = agent_post (&fixture->console, "/agent/function_calls/c/respond", DECIDER,
                       "{\"approved\":false,\"comment\":\"not there\"}");
  g_assert_cmpuint (raw_answer_get_status (answer), ==, 200);
  assert_decided (fixture, "c", HLC_STATE_DENIED);
}

/* An id that is taken is refused, here before anything is sent. */
static void
test_taken (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer =
      agent_post (&fixture->console, "/function_calls", ASKER,
                  "{\"run_id\":\"r\",\"call_id\":\"there\",\"spec\":{\"fn\":\"g\",\"kwargs\":{}}}");

  g_assert_cmpuint (raw_answer_get_status (answer), ==, 200);
  use_console (fixture, ASK_KEY);
  g_assert_null (create (fixture, "there", &error));
  g_assert_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_CONFLICT);
  g_clear_error (&error);

  use_server (fixture, TOLD ("null"));
  store_followed (fixture, "here", HLC_ORIGIN_API);
  g_assert_null (create (fixture, "here", &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "here"));
  g_assert_cmpuint (raw_server_get_n_requests (fixture->server), ==, 0);
}

static void
test_nobody (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (create (fixture, "c", &error));
  g_assert_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_NONE_SET);
}

/* What is decided at once: a request that is repeated. */
static void
test_decided_at_once (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = NULL;

  use_server (fixture, TOLD ("{\"approved\":true}"));
  operation = create (fixture, "c", &error);
  g_assert_no_error (error);
  g_assert_cmpint (operation->state, ==, HLC_STATE_APPROVED);
  assert_decided (fixture, "c", HLC_STATE_APPROVED);
}

/* After a start it goes on with what is pending, and with nothing else. */
static void
test_resume (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcOperation) other = NULL;

  store_followed (fixture, "c", HLC_ORIGIN_REMOTE);
  store_followed (fixture, "other", HLC_ORIGIN_CONSOLE);
  use_server (fixture, TOLD ("null"));
  raw_run_until (was_asked_thrice, fixture);
  g_assert_cmpuint (hlc_remote_follower_get_n_followed (fixture->follower), ==, 1);
  g_assert_null (hlc_remote_follower_get_problem (fixture->follower));

  raw_server_set_manner (fixture->server, RAW_ANSWER, TOLD ("{\"approved\":true,\"comment\":\"go\"}"));
  assert_decided (fixture, "c", HLC_STATE_APPROVED);
  other = load (fixture, "other");
  g_assert_cmpint (other->state, ==, HLC_STATE_PENDING);
  for (guint i = 0; i < raw_server_get_n_requests (fixture->server); i++)
    g_assert_true (
        g_str_has_prefix (raw_server_get_request (fixture->server, i), "GET /v1/function_calls/c HTTP/1.1"));
}

/* A server that fails is asked again, and the problem is gone when it answers. */
static void
test_recovers (Fixture *fixture, gconstpointer user_data)
{
  store_followed (fixture, "c", HLC_ORIGIN_REMOTE);
  use_server (fixture, ANSWER ("503 Service Unavailable", "Retry-After: 5\r\n", "{}"));
  raw_run_until (has_problem, fixture);
  g_assert_cmpuint (hlc_remote_follower_get_n_followed (fixture->follower), ==, 1);

  raw_server_set_manner (fixture->server, RAW_CLOSE, NULL);
  raw_run_until (was_asked_thrice, fixture);
  raw_server_set_manner (fixture->server, RAW_ANSWER, TOLD ("{\"approved\":true}"));
  assert_decided (fixture, "c", HLC_STATE_APPROVED);
  g_assert_null (hlc_remote_follower_get_problem (fixture->follower));
}

/* A key that is not taken: nothing is asked any more until there is another. */
static void
test_refused (Fixture *fixture, gconstpointer user_data)
{
  guint n_requests;

  store_followed (fixture, "c", HLC_ORIGIN_REMOTE);
  store_followed (fixture, "d", HLC_ORIGIN_REMOTE);
  use_server (fixture, ANSWER ("401 Unauthorized", "", "{}"));
  raw_run_until (has_problem, fixture);
  n_requests = raw_server_get_n_requests (fixture->server);
  g_assert_cmpuint (n_requests, ==, 1);
  g_assert_true (follows_none (fixture));
  g_assert_nonnull (strstr (hlc_remote_follower_get_problem (fixture->follower), "key"));

  use_server (fixture, TOLD ("null"));
  raw_run_until (follows_some, fixture);
  g_assert_null (hlc_remote_follower_get_problem (fixture->follower));
}

/* What the remote does not know any more is let go. */
static void
test_gone (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcOperation) operation = NULL;

  store_followed (fixture, "c", HLC_ORIGIN_REMOTE);
  use_server (fixture, ANSWER ("404 Not Found", "", "{\"detail\":\"Not Found\"}"));
  raw_run_until (follows_some, fixture);
  raw_run_until (follows_none, fixture);
  operation = load (fixture, "c");
  g_assert_cmpint (operation->state, ==, HLC_STATE_PENDING);
  g_assert_nonnull (strstr (hlc_remote_follower_get_gone_reason (fixture->follower, "c"), "(404)"));
  g_assert_null (hlc_remote_follower_get_problem (fixture->follower));
  g_assert_cmpint (hlc_remote_follower_get_wait (fixture->follower), ==, -1);
}

/* What was created at one remote API is no business of another. */
static void
test_other_base (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcOperation) operation = NULL;

  store_followed (fixture, "c", HLC_ORIGIN_REMOTE);
  use_console (fixture, ASK_KEY);
  create_followed (fixture, "d");
  g_assert_cmpuint (hlc_remote_follower_get_n_followed (fixture->follower), ==, 1);

  use_server (fixture, TOLD ("{\"approved\":true}"));
  raw_run_until (follows_some, fixture);
  assert_decided (fixture, "c", HLC_STATE_APPROVED);
  operation = load (fixture, "d");
  g_assert_cmpint (operation->state, ==, HLC_STATE_PENDING);
}

/* What a webhook told of is not asked for any more, though the remote is down. */
static void
test_webhook (Fixture *fixture, gconstpointer user_data)
{
  static const char body[] = "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":" SPEC_TEXT
                             ",\"status\":{\"approved\":true,\"comment\":\"go\"}}";
  g_autoptr (HlcJsonDocument) document = NULL;
  g_autoptr (HlcDelivery) delivery = NULL;
  g_autoptr (HlcOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  HlcDelivery *told = NULL;

  store_followed (fixture, "c", HLC_ORIGIN_REMOTE);
  use_server (fixture, ANSWER ("503 Service Unavailable", "", "{}"));
  raw_run_until (has_problem, fixture);
  g_assert_cmpint (hlc_remote_follower_get_wait (fixture->follower), >=, 0);

  told = make_delivery ("msg_1", body);
  document = hlc_json_document_new (told->body, NULL, NULL);
  told->operation = hlc_operation_new_from_json (hlc_json_document_get_root (document), NULL);
  delivery = store_delivery (&fixture->local, told, &error);
  g_assert_no_error (error);
  raw_run_until (follows_none, fixture);
  raw_run_until (has_no_problem, fixture);
  operation = load (fixture, "c");
  g_assert_cmpint (operation->state, ==, HLC_STATE_APPROVED);
  g_assert_cmpint (operation->decided_channel, ==, HLC_CHANNEL_WEBHOOK);
}

/* Whoever is stopped while it waits for an answer is stopped. */
static void
test_stop (Fixture *fixture, gconstpointer user_data)
{
  store_followed (fixture, "c", HLC_ORIGIN_REMOTE);
  use_server (fixture, NULL);
  raw_server_set_manner (fixture->server, RAW_HOLD, NULL);
  while (raw_server_get_n_requests (fixture->server) == 0)
    g_main_context_iteration (NULL, TRUE);
  hlc_remote_follower_stop (fixture->follower);
  g_assert_true (follows_none (fixture));
  g_assert_null (hlc_remote_follower_get_client (fixture->follower));
}

static void
count_cb (HlcRemoteFollower *follower, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

static void
test_notify (Fixture *fixture, gconstpointer user_data)
{
  guint n_followed = 0;
  guint n_problems = 0;

  g_signal_connect (fixture->follower, "notify::n-followed", G_CALLBACK (count_cb), &n_followed);
  g_signal_connect (fixture->follower, "notify::problem", G_CALLBACK (count_cb), &n_problems);
  store_followed (fixture, "c", HLC_ORIGIN_REMOTE);
  use_server (fixture, TOLD ("null"));
  raw_run_until (was_asked_thrice, fixture);
  g_assert_cmpuint (n_followed, ==, 1);
  g_assert_cmpuint (n_problems, ==, 0);
  hlc_remote_follower_stop (fixture->follower);
  hlc_remote_follower_stop (fixture->follower);
  g_assert_cmpuint (n_followed, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/remote-follower/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("console", test_console);
  ADD ("taken", test_taken);
  ADD ("nobody", test_nobody);
  ADD ("decided-at-once", test_decided_at_once);
  ADD ("resume", test_resume);
  ADD ("recovers", test_recovers);
  ADD ("refused", test_refused);
  ADD ("gone", test_gone);
  ADD ("other-base", test_other_base);
  ADD ("webhook", test_webhook);
  ADD ("stop", test_stop);
  ADD ("notify", test_notify);

  return g_test_run ();
}
