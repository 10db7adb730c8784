/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-remote-client.h"

#include <string.h>

#include "agent-fixture.h"
#include "hlc-store-fixture.h"
#include "raw-server.h"

#define KEY "hl_key-of-this-test"
#define ID "c 1/\xc3\xa9"
#define BODY "{\"run_id\":\"r\",\"call_id\":\"" ID "\",\"spec\":{\"fn\":\"f\",\"kwargs\":{\"n\":1e400}}}"

#define ANSWER(status, headers, body)                                                                        \
  "HTTP/1.1 " status "\r\nContent-Type: application/json\r\nConnection: close\r\n" headers "\r\n" body

typedef struct
{
  RawServer *server;
  HlcRemoteClient *client;
  char *base;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  fixture->server = raw_server_new ();
  fixture->base = raw_server_dup_url (fixture->server, "/humanlayer/v1");
  fixture->client = hlc_remote_client_new (fixture->base, KEY, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_assert_finalize_object (fixture->client);
  raw_server_free (fixture->server);
  g_free (fixture->base);
}

static HlcOperationDraft *
make_draft (const char *call_id)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (BODY, strlen (BODY));
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, NULL);

  return hlc_operation_draft_new (hlc_json_document_get_root (document), HLC_OPERATION_FUNCTION_CALL, call_id,
                                  "r", NULL);
}

static HlcOperation *
create (HlcRemoteClient *client, const char *call_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HlcOperationDraft) draft = make_draft (call_id);

  hlc_remote_client_create_async (client, draft, NULL, keep_result_cb, &result);
  return hlc_remote_client_create_finish (client, wait_for_result (&result), error);
}

static HlcOperation *
get (HlcRemoteClient *client,
     const char *call_id,
     GCancellable *cancellable,
     gint64 *retry_after,
     GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_remote_client_get_async (client, HLC_OPERATION_FUNCTION_CALL, call_id, cancellable, keep_result_cb,
                               &result);
  return hlc_remote_client_get_finish (client, wait_for_result (&result), retry_after, error);
}

static HlcRemoteProject *
test (HlcRemoteClient *client, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_remote_client_test_async (client, NULL, keep_result_cb, &result);
  return hlc_remote_client_test_finish (client, wait_for_result (&result), error);
}

static void
test_request (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) created = NULL;
  g_autoptr (HlcOperation) got = NULL;
  const char *request;

  raw_server_set_manner (fixture->server, RAW_ANSWER, ANSWER ("200 OK", "", BODY));
  created = create (fixture->client, ID, &error);
  g_assert_no_error (error);
  g_assert_cmpint (created->state, ==, HLC_STATE_PENDING);
  g_assert_cmpint (created->origin, ==, HLC_ORIGIN_REMOTE);
  request = raw_server_get_request (fixture->server, 0);
  g_assert_true (g_str_has_prefix (request, "POST /humanlayer/v1/function_calls HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer " KEY "\r\n"));
  g_assert_nonnull (strstr (request, "\r\nContent-Type: application/json\r\n"));
  g_assert_null (strstr (request, "Accept-Encoding"));
  g_assert_null (strstr (request, "Cookie"));
  g_assert_true (g_str_has_suffix (request, "\r\n\r\n" BODY));

  got = get (fixture->client, ID, NULL, NULL, &error);
  g_assert_no_error (error);
  request = raw_server_get_request (fixture->server, 1);
  g_assert_true (g_str_has_prefix (request, "GET /humanlayer/v1/function_calls/c%201%2F%C3%A9 HTTP/1.1\r\n"));
}

/* What comes of every way in which a server can be wrong. */
typedef struct
{
  const char *name;
  RawManner manner;
  const char *answer;
  int code;
  const char *words;
  gboolean tells_creation; /* creating is answered otherwise than asking: HLC_REMOTE_ERROR_NO_API */
} Case;

static const Case CASES[] = {
  { "401", RAW_ANSWER,
    ANSWER ("401 Unauthorized", "WWW-Authenticate: Basic\r\n", "{\"detail\":\"no " KEY "\"}"),
    HLC_REMOTE_ERROR_KEY, "(401)" },
  { "404", RAW_ANSWER, ANSWER ("404 Not Found", "", "{\"detail\":\"Not Found\"}"), HLC_REMOTE_ERROR_NOT_FOUND,
    "(404)", TRUE },
  { "404-html", RAW_ANSWER, ANSWER ("404 Not Found", "", "<html>"), HLC_REMOTE_ERROR_NO_API,
    "/humanlayer/v1" },
  { "409", RAW_ANSWER, ANSWER ("409 Conflict", "", ""), HLC_REMOTE_ERROR_CONFLICT, "is taken" },
  { "422", RAW_ANSWER,
    ANSWER ("422 Unprocessable Entity",
            "",
            "{\"detail\":[{\"loc\":[\"body\",\"spec\",\"fn\"],\"msg\":\"bad\"}]}"),
    HLC_REMOTE_ERROR_INVALID, "spec.fn: bad" },
  { "500", RAW_ANSWER, ANSWER ("500 Internal Server Error", "", "oops"), HLC_REMOTE_ERROR_SERVER, "(500)" },
  { "redirect", RAW_ANSWER, ANSWER ("302 Found", "Location: http://127.0.0.1:1/x\r\n", ""),
    HLC_REMOTE_ERROR_OTHER, "not followed" },
  { "html", RAW_ANSWER, ANSWER ("200 OK", "", "<html></html>"), HLC_REMOTE_ERROR_GARBAGE,
    "no HumanLayer API" },
  { "deep", RAW_ANSWER, ANSWER ("200 OK", "", "[[[[[[[[[[[[[["), HLC_REMOTE_ERROR_GARBAGE,
    "no HumanLayer API" },
  { "other", RAW_ANSWER,
    ANSWER ("200 OK", "", "{\"run_id\":\"r\",\"call_id\":\"x\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}}}"),
    HLC_REMOTE_ERROR_GARBAGE, "another operation" },
  { "no-http", RAW_ANSWER, "SSH-2.0-OpenSSH_9.2\r\n", HLC_REMOTE_ERROR_GARBAGE, "no HTTP server" },
  { "gzip", RAW_ANSWER, ANSWER ("200 OK", "Content-Encoding: gzip\r\n", "\x1f\x8b"), HLC_REMOTE_ERROR_GARBAGE,
    "no HumanLayer API" },
  { "flood", RAW_FLOOD, ANSWER ("200 OK", "", ""), HLC_REMOTE_ERROR_GARBAGE, "16 MiB" },
  { "hang", RAW_IGNORE, NULL, HLC_REMOTE_ERROR_TIMEOUT, "in time" },
  { "hold", RAW_HOLD, NULL, HLC_REMOTE_ERROR_TIMEOUT, "in time" },
  { "drip", RAW_DRIP, ANSWER ("200 OK", "", "{"), HLC_REMOTE_ERROR_TIMEOUT, "in time" },
  { "close", RAW_CLOSE, NULL, -1, "" },
  { "reset", RAW_REFUSE, NULL, -1, "" },
};

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  Fixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) get_error = NULL;
  g_autoptr (HlcOperation) created = NULL;
  g_autoptr (HlcOperation) got = NULL;
  gboolean takes_long = one->code == HLC_REMOTE_ERROR_TIMEOUT;

  set_up (&fixture, NULL);
  /* Only what has no end of its own ends at the deadline. */
  hlc_remote_client_set_deadline (fixture.client, takes_long ? 200 : 20000);
  raw_server_set_manner (fixture.server, one->manner, one->answer);
  created = create (fixture.client, ID, &error);
  got = get (fixture.client, ID, NULL, NULL, &get_error);
  g_assert_null (created);
  g_assert_null (got);
  for (guint i = 0; i < 2; i++)
    {
      const GError *said = i == 0 ? error : get_error;

      g_test_message ("%s", said->message);
      g_assert_true (said->domain == HLC_REMOTE_ERROR);
      if (i == 0 && one->tells_creation)
        g_assert_cmpint (said->code, ==, HLC_REMOTE_ERROR_NO_API);
      else if (one->code >= 0)
        g_assert_cmpint (said->code, ==, one->code);
      g_assert_nonnull (strstr (said->message, one->words));
      g_assert_nonnull (strstr (said->message, fixture.base));
      g_assert_null (strstr (said->message, KEY));
    }

  /* A redirect does not take the key elsewhere. */
  g_assert_cmpuint (raw_server_get_n_requests (fixture.server), <=, 4);
  tear_down (&fixture, NULL);
}

static void
test_nothing (void)
{
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%u/humanlayer/v1", raw_free_port ());
  g_autoptr (HlcRemoteClient) client = hlc_remote_client_new (base, KEY, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = create (client, "c \xc3\xa9", &error);

  g_assert_null (operation);
  g_assert_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, base));
  g_test_message ("%s", error->message);
}

static void
test_cancel (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = NULL;

  raw_server_set_manner (fixture->server, RAW_HOLD, NULL);
  hlc_remote_client_get_async (fixture->client, HLC_OPERATION_FUNCTION_CALL, "c", cancellable, keep_result_cb,
                               &result);
  while (raw_server_get_n_requests (fixture->server) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  operation = hlc_remote_client_get_finish (fixture->client, wait_for_result (&result), NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* One that is cancelled before it begins. */
  operation = get (fixture->client, ID, cancellable, NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A large answer is read on a worker. */
static void
test_large (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *state = g_strnfill (3 * 1024 * 1024, 'x');
  g_autofree char *answer =
      g_strdup_printf (ANSWER ("200 OK", "",
                               "{\"run_id\":\"r\",\"call_id\":\"c "
                               "1/\xc3\xa9\",\"spec\":{\"fn\":\"f\",\"kwargs\":{},\"state\":{\"s\":"
                               "\"%s\"}},\"status\":{\"approved\":false,\"comment\":\"no\"}}"),
                       state);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = NULL;

  raw_server_set_manner (fixture->server, RAW_ANSWER, answer);
  operation = get (fixture->client, ID, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (operation->state, ==, HLC_STATE_DENIED);
  g_assert_cmpuint (g_bytes_get_size (operation->spec), >, 3 * 1024 * 1024);
}

static void
test_retry_after (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = NULL;
  gint64 retry_after = 0;

  raw_server_set_manner (fixture->server, RAW_ANSWER,
                         ANSWER ("429 Too Many Requests", "Retry-After: 7\r\n", "{}"));
  operation = get (fixture->client, ID, NULL, &retry_after, &error);
  g_assert_null (operation);
  g_assert_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_BUSY);
  g_assert_cmpint (retry_after, ==, 7 * G_TIME_SPAN_SECOND);
}

static void
test_wrong_arguments (void)
{
  static const struct
  {
    const char *base;
    const char *key;
  } WRONG[] = {
    { "", "k" }, { "http://", "k" }, { "http://u:p@h", "k" }, { "http://h", "" }, { "http://h", "k\r\nX: y" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hlc_remote_client_new (WRONG[i].base, WRONG[i].key, &error));
      g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
    }
}

static void
test_connection (Fixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *answer;
    int code; /* -1: it is there */
    const char *name;
  } CONNECTIONS[] = {
    { ANSWER ("200 OK", "", "{\"name\":\"p\",\"organization\":{\"name\":\"o\"}}"), -1, "p" },
    { ANSWER ("401 Unauthorized", "", "{}"), HLC_REMOTE_ERROR_KEY, NULL },
    { ANSWER ("404 Not Found", "", "{}"), HLC_REMOTE_ERROR_NO_API, NULL },
    { ANSWER ("200 OK", "", "ok"), HLC_REMOTE_ERROR_GARBAGE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CONNECTIONS); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcRemoteProject) project = NULL;

      raw_server_set_manner (fixture->server, RAW_ANSWER, CONNECTIONS[i].answer);
      project = test (fixture->client, &error);
      if (CONNECTIONS[i].code < 0)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (project->name, ==, CONNECTIONS[i].name);
        }
      else
        g_assert_error (error, HLC_REMOTE_ERROR, CONNECTIONS[i].code);
    }

  g_assert_true (
      g_str_has_prefix (raw_server_get_request (fixture->server, 0), "GET /humanlayer/v1/project HTTP/1.1"));
  g_assert_true (
      g_str_has_prefix (raw_server_get_request (fixture->server, 3), "GET /humanlayer/v1/status HTTP/1.1"));
}

/* A second console is a remote API as well. */
static void
test_console (AgentFixture *fixture, gconstpointer user_data)
{
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%u" V1 "/", fixture->port);
  g_autofree char *wrong_base = g_strdup_printf ("http://127.0.0.1:%u/v1", fixture->port);
  g_autoptr (HlcRemoteClient) client = hlc_remote_client_new (base, ASK_KEY, NULL);
  g_autoptr (HlcRemoteClient) wrong_key = hlc_remote_client_new (base, "hl_wrong", NULL);
  g_autoptr (HlcRemoteClient) wrong_place = hlc_remote_client_new (wrong_base, ASK_KEY, NULL);
  g_autoptr (HlcRemoteProject) project = NULL;
  g_autoptr (HlcRemoteProject) none = NULL;
  g_autoptr (HlcOperation) created = NULL;
  g_autoptr (HlcOperation) again = NULL;
  g_autoptr (HlcOperation) got = NULL;
  g_autoptr (GError) error = NULL;

  project = test (client, &error);
  g_assert_no_error (error);
  g_assert_nonnull (project->name);

  created = create (client, "c \xc3\xa9", &error);
  g_assert_no_error (error);
  again = create (client, "c \xc3\xa9", &error);
  g_assert_no_error (error);
  got = get (client, "c \xc3\xa9", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (created->spec, got->spec));

  none = test (wrong_key, &error);
  g_assert_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_KEY);
  g_clear_error (&error);
  none = test (wrong_place, &error);
  g_assert_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_NO_API);
  g_clear_error (&error);
  /* A path that is not there is no operation that is not there. */
  g_assert_null (create (wrong_place, "c", &error));
  g_assert_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_NO_API);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_strconcat ("/remote-client/case/", CASES[i].name, NULL);

      g_test_add_data_func (path, &CASES[i], test_case);
    }

#define ADD(path, function) g_test_add ("/remote-client/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("request", test_request);
  ADD ("cancel", test_cancel);
  ADD ("large", test_large);
  ADD ("retry-after", test_retry_after);
  ADD ("connection", test_connection);
  g_test_add_func ("/remote-client/nothing", test_nothing);
  g_test_add_func ("/remote-client/wrong-arguments", test_wrong_arguments);
  g_test_add ("/remote-client/console", AgentFixture, NULL, agent_set_up, test_console, agent_tear_down);

  return g_test_run ();
}
