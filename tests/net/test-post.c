/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-post.h"

#include <string.h>

#include "fake-resolver.h"
#include "hlc-send-session.h"
#include "raw-client.h"
#include "raw-server.h"

#define BODY "{\"type\":\"function_call.completed\"}"
#define NOW (1000 * G_TIME_SPAN_DAY)
/* Microseconds: one that no answer of this machine reaches, and one that is waited for. */
#define LONG (60 * G_TIME_SPAN_SECOND)
#define SHORT (200 * G_TIME_SPAN_MILLISECOND)

/* GnuTLS is loaded late, and the leak sanitizer stumbles over the thread-local variables of its threads. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "intercept_tls_get_addr=0";
}

static FakeResolver *resolver;

typedef struct
{
  RawServer *server;
  HlcClock *clock;
  GArray *own_ports;
  HlcOutgoing outgoing;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->server = raw_server_new ();
  fixture->clock = hlc_clock_new_manual (NOW);
  fixture->own_ports = g_array_new (FALSE, FALSE, sizeof (guint16));
  fixture->outgoing.url = raw_server_dup_url (fixture->server, "/webhook/inbound?a=%20b");
  fixture->outgoing.headers = hlc_header_list_new ();
  fixture->outgoing.body = g_bytes_new_static (BODY, strlen (BODY));
  hlc_header_list_append (fixture->outgoing.headers, "Content-Type", "application/json");
  hlc_header_list_append (fixture->outgoing.headers, "webhook-id", "msg_1");
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  raw_server_free (fixture->server);
  hlc_clock_unref (fixture->clock);
  g_array_unref (fixture->own_ports);
  g_free (fixture->outgoing.url);
  hlc_header_list_unref (fixture->outgoing.headers);
  g_bytes_unref (fixture->outgoing.body);
}

static void
set_url (Fixture *fixture, const char *scheme, const char *host, guint16 port)
{
  g_free (fixture->outgoing.url);
  fixture->outgoing.url = g_strdup_printf ("%s://%s:%u/webhook", scheme, host, port);
}

static void
keep_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_there (gpointer user_data)
{
  return *(gpointer *) user_data != NULL;
}

static SoupSession *
make_session (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcTargetAddress) target =
      hlc_target_address_new (fixture->outgoing.url, fixture->own_ports, &error);

  g_assert_no_error (error);

  return hlc_send_session_new (target);
}

/* The session must not outlive its request, but for what libsoup has in the air. */
static void
assert_finalize_session (SoupSession *session)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (session);
}

static HlcAttemptResult *
post_in (Fixture *fixture, SoupSession *session, gint64 deadline)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HlcAttemptResult *answer = NULL;

  hlc_post_async (session, &fixture->outgoing, fixture->clock, deadline, NULL, keep_cb, &result);
  raw_run_until (is_there, &result);
  answer = hlc_post_finish (result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  assert_finalize_session (session);

  return answer;
}

static HlcAttemptResult *
post (Fixture *fixture, gint64 deadline)
{
  return post_in (fixture, make_session (fixture), deadline);
}

static char *
dup_body (HlcAttemptResult *result)
{
  gsize size = 0;
  const char *bytes = NULL;

  if (result->response_body == NULL)
    return NULL;

  bytes = g_bytes_get_data (result->response_body, &size);

  return g_strndup (bytes != NULL ? bytes : "", size);
}

typedef struct
{
  const char *name;
  RawManner manner;
  const char *answer;
  gint64 deadline;
  guint status;
  HlcFailure failure;
  const char *error; /* a part of it; NULL for none */
  const char *body;  /* NULL: there is no answer */
  gboolean is_truncated;
  gint64 retry_after;
} Case;

#define TEXT(status, headers, body) "HTTP/1.1 " status "\r\n" headers "\r\n" body

/* clang-format off */
static const Case cases[] = {
  { "200", RAW_ANSWER, RAW_OK, LONG, 200, HLC_FAILURE_NONE, NULL, "{\"status\":\"ok\"}", FALSE, -1 },
  { "200-http-1.0", RAW_ANSWER, "HTTP/1.0 200 OK\r\n\r\nok", LONG, 200, HLC_FAILURE_NONE, NULL, "ok", FALSE, -1 },
  { "202-chunked", RAW_ANSWER, TEXT ("202 Accepted", "Transfer-Encoding: chunked\r\n", "2\r\nok\r\n0\r\n\r\n"), LONG, 202, HLC_FAILURE_NONE, NULL, "ok", FALSE, -1 },
  { "204", RAW_ANSWER, TEXT ("204 No Content", "", ""), LONG, 204, HLC_FAILURE_NONE, NULL, "", FALSE, -1 },
  { "100-then-200", RAW_ANSWER, TEXT ("100 Continue", "", "") TEXT ("200 OK", "Content-Length: 2\r\n", "ok"), LONG, 200, HLC_FAILURE_NONE, NULL, "ok", FALSE, -1 },
  { "500", RAW_ANSWER, TEXT ("500 Oh no", "Content-Length: 4\r\n", "oops"), LONG, 500, HLC_FAILURE_STATUS, "answered 500 Internal Server Error", "oops", FALSE, -1 },
  { "410", RAW_ANSWER, TEXT ("410 Gone", "Content-Length: 0\r\n", ""), LONG, 410, HLC_FAILURE_GONE, "answered 410 Gone", "", FALSE, -1 },
  { "429", RAW_ANSWER, TEXT ("429 Wait", "Retry-After: 120\r\nContent-Length: 0\r\n", ""), LONG, 429, HLC_FAILURE_STATUS, "answered 429 Too Many Requests", "", FALSE, 120 * G_TIME_SPAN_SECOND },
  { "503-date", RAW_ANSWER, TEXT ("503 Later", "Retry-After: Wed, 27 Sep 1972 00:01:00 GMT\r\nContent-Length: 0\r\n", ""), LONG, 503, HLC_FAILURE_STATUS, "answered 503", "", FALSE, G_TIME_SPAN_MINUTE },
  { "302", RAW_ANSWER, TEXT ("302 Found", "Location: /elsewhere\r\nContent-Length: 0\r\n", ""), LONG, 302, HLC_FAILURE_STATUS, "/elsewhere; webhooks are not redirected", "", FALSE, -1 },
  { "303", RAW_ANSWER, TEXT ("303 See Other", "Location: http://other.test/\r\nContent-Length: 0\r\n", ""), LONG, 303, HLC_FAILURE_STATUS, "pointed to http://other.test/;", "", FALSE, -1 },
  { "307", RAW_ANSWER, TEXT ("307 Temporary Redirect", "Location: http://other.test/\r\nContent-Length: 0\r\n", ""), LONG, 307, HLC_FAILURE_STATUS, "pointed to http://other.test/;", "", FALSE, -1 },
  { "401", RAW_ANSWER, TEXT ("401 No", "WWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n", ""), LONG, 401, HLC_FAILURE_STATUS, "answered 401 Unauthorized", "", FALSE, -1 },
  { "gzip", RAW_ANSWER, TEXT ("200 OK", "Content-Encoding: gzip\r\nContent-Length: 4\r\n", "\x1f\x8b\x08z"), LONG, 200, HLC_FAILURE_NONE, NULL, "\x1f\x8b\x08z", FALSE, -1 },
  { "short-body", RAW_ANSWER, TEXT ("200 OK", "Content-Length: 100\r\n", "only this"), LONG, 200, HLC_FAILURE_NONE, NULL, "only this", TRUE, -1 },
  { "short-chunk", RAW_ANSWER, TEXT ("200 OK", "Transfer-Encoding: chunked\r\n", "ff\r\nonly this"), LONG, 200, HLC_FAILURE_NONE, NULL, "only this", TRUE, -1 },

  { "hold", RAW_HOLD, RAW_OK, SHORT, 0, HLC_FAILURE_TIMEOUT, "no answer within 0.2 s", NULL, FALSE, -1 },
  { "drip-head", RAW_DRIP, "HTTP/1.1 200 OK\r\nX: x", G_TIME_SPAN_SECOND, 0, HLC_FAILURE_TIMEOUT, "the head of the answer did not end within 1 s", NULL, FALSE, -1 },
  { "reset", RAW_RESET, RAW_OK, LONG, 0, HLC_FAILURE_BROKEN, "the handler reset the connection instead of answering", NULL, FALSE, -1 },
  { "close", RAW_CLOSE, RAW_OK, LONG, 0, HLC_FAILURE_BROKEN, "the handler closed the connection without an answer", NULL, FALSE, -1 },
  { "garbage", RAW_ANSWER, "SSH-2.0-OpenSSH_9.2p1\r\n", LONG, 0, HLC_FAILURE_BROKEN, "does not speak HTTP", NULL, FALSE, -1 },
  { "binary", RAW_ANSWER, "\x15\x03\x01\x80\xff", LONG, 0, HLC_FAILURE_BROKEN, "does not speak HTTP", NULL, FALSE, -1 },
  { "strange-encoding", RAW_ANSWER, TEXT ("200 OK", "Transfer-Encoding: brew\r\n", "ok"), LONG, 0, HLC_FAILURE_BROKEN, "Transfer-Encoding", NULL, FALSE, -1 },
};
/* clang-format on */

static void
run_case (gconstpointer data)
{
  const Case *test = data;
  Fixture fixture = { 0 };
  g_autoptr (HlcAttemptResult) result = NULL;
  g_autofree char *body = NULL;
  g_autofree char *address = NULL;

  set_up (&fixture, NULL);
  raw_server_set_manner (fixture.server, test->manner, test->answer);
  address = g_strdup_printf ("127.0.0.1:%u", raw_server_get_port (fixture.server));

  result = post (&fixture, test->deadline);
  body = dup_body (result);
  g_test_message ("%u %s", result->http_status, result->error);
  g_assert_cmpuint (result->http_status, ==, test->status);
  g_assert_cmpint (result->failure, ==, test->failure);
  if (test->error == NULL)
    g_assert_null (result->error);
  else
    g_assert_nonnull (strstr (result->error, test->error));
  g_assert_cmpstr (body, ==, test->body);
  g_assert_cmpint (result->response_truncated, ==, test->is_truncated);
  g_assert_cmpint (result->retry_after, ==, test->retry_after);
  g_assert_cmpstr (result->address, ==, address);
  g_assert_cmpint (result->started_at, ==, NOW);
  g_assert_cmpint (result->duration, >, 0);
  /* Once, whatever came of it. */
  g_assert_cmpuint (raw_server_get_n_connections (fixture.server), ==, 1);
  g_assert_cmpuint (raw_server_get_n_requests (fixture.server), ==, 1);

  tear_down (&fixture, NULL);
}

/* What arrives is what was to be sent, and nothing that tells of us but what HTTP needs. */
static void
test_request (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcAttemptResult) result = NULL;
  g_autofree char *request = NULL;
  g_auto (GStrv) lines = NULL;

  hlc_header_list_append (fixture->outgoing.headers, "X-Custom", "a");
  hlc_header_list_append (fixture->outgoing.headers, "X-Custom", "b");
  result = post (fixture, LONG);
  request = g_strdup (raw_server_get_request (fixture->server, 0));
  g_assert_true (g_str_has_prefix (request, "POST /webhook/inbound?a=%20b HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nHost: 127.0.0.1:"));
  g_assert_true (g_str_has_suffix (request, "\r\n\r\n" BODY));
  g_assert_nonnull (strstr (request, "\r\nContent-Type: application/json\r\n"));
  g_assert_nonnull (strstr (request, "\r\nwebhook-id: msg_1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nX-Custom: a\r\nX-Custom: b\r\n"));
  g_assert_nonnull (strstr (request, "\r\nContent-Length: 34\r\n"));
  g_assert_nonnull (strstr (request, "\r\nConnection: close\r\n"));
  lines = g_strsplit (request, "\r\n", -1);
  /* The request line, seven headers, an empty line and the body. */
  g_assert_cmpuint (g_strv_length (lines), ==, 10);
}

static void
test_answer_headers (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcAttemptResult) result = NULL;

  raw_server_set_manner (fixture->server, RAW_ANSWER,
                         TEXT ("200 OK",
                               "X-First: 1\r\nSet-Cookie: session=abc\r\nx-second: 2\r\nX-First: 3\r\n", ""));
  result = post (fixture, LONG);
  g_assert_cmpstr (hlc_header_list_lookup (result->response_headers, "X-First"), ==, "1");
  g_assert_cmpuint (hlc_header_list_count (result->response_headers, "x-first"), ==, 2);
  g_assert_cmpstr (hlc_header_list_lookup (result->response_headers, "x-second"), ==, "2");
  g_assert_cmpstr (hlc_header_list_lookup (result->response_headers, "Set-Cookie"), ==, "***");
}

static void
test_refused (Fixture *fixture, gconstpointer user_data)
{
  guint16 port = raw_free_port ();
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", port);
  g_autofree char *sentence = g_strdup_printf ("connection refused: nothing listens on %s", address);
  g_autoptr (HlcAttemptResult) result = NULL;

  set_url (fixture, "http", "127.0.0.1", port);
  result = post (fixture, LONG);
  g_assert_cmpint (result->failure, ==, HLC_FAILURE_UNREACHABLE);
  g_assert_cmpstr (result->error, ==, sentence);
  g_assert_cmpstr (result->address, ==, address);
  g_assert_null (result->response_body);
  g_assert_null (result->response_headers);
}

/* A name with two addresses: both are told where nobody is there, and the one that is used where somebody is. */
static void
test_two_addresses (Fixture *fixture, gconstpointer user_data)
{
  guint16 port = raw_free_port ();
  g_autofree char *sentence =
      g_strdup_printf ("connection refused: nothing listens on 127.0.0.2:%u, 127.0.0.3:%u", port, port);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", raw_server_get_port (fixture->server));
  g_autoptr (HlcAttemptResult) refused = NULL;
  g_autoptr (HlcAttemptResult) taken = NULL;

  fake_resolver_set (resolver, "handler.test", "127.0.0.2 127.0.0.3");
  set_url (fixture, "http", "handler.test", port);
  refused = post (fixture, LONG);
  g_assert_cmpstr (refused->error, ==, sentence);

  fake_resolver_set (resolver, "handler.test", "127.0.0.2 127.0.0.1");
  set_url (fixture, "http", "handler.test", raw_server_get_port (fixture->server));
  taken = post (fixture, LONG);
  g_assert_cmpint (taken->failure, ==, HLC_FAILURE_NONE);
  g_assert_cmpstr (taken->address, ==, address);
}

static void
test_no_such_name (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcAttemptResult) result = NULL;

  set_url (fixture, "http", "nowhere.test", 80);
  result = post (fixture, LONG);
  g_assert_cmpint (result->failure, ==, HLC_FAILURE_UNREACHABLE);
  g_assert_cmpstr (result->error, ==, "there is no host nowhere.test; check the name in the URL");
  g_assert_null (result->address);
}

static void
test_own_port (Fixture *fixture, gconstpointer user_data)
{
  guint16 port = raw_server_get_port (fixture->server);
  g_autoptr (HlcAttemptResult) result = NULL;

  g_array_append_val (fixture->own_ports, port);
  result = post (fixture, LONG);
  g_assert_cmpint (result->failure, ==, HLC_FAILURE_UNREACHABLE);
  g_assert_nonnull (strstr (result->error, "this console itself"));
  g_assert_null (result->address);
  g_assert_cmpuint (raw_server_get_n_connections (fixture->server), ==, 0);
}

/* The head was there in time: a body that goes on makes no failure of it. */
static void
test_drip_body (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcAttemptResult) result = NULL;

  raw_server_set_manner (fixture->server, RAW_DRIP, "HTTP/1.1 200 OK\r\n\r\nx");
  result = post (fixture, G_TIME_SPAN_SECOND);
  g_assert_cmpint (result->failure, ==, HLC_FAILURE_NONE);
  g_assert_cmpuint (result->http_status, ==, 200);
  g_assert_true (result->response_truncated);
  g_assert_cmpuint (g_bytes_get_size (result->response_body), >, 0);
  g_assert_cmpint (result->duration, >=, G_TIME_SPAN_SECOND);
}

static gboolean
is_left (gpointer user_data)
{
  return raw_server_get_n_open (user_data) == 0;
}

/* Nobody reads a hundred megabytes: what was sent is no more than what sockets hold. */
static void
test_flood (Fixture *fixture, gconstpointer user_data)
{
  const char *heads[] = {
    "HTTP/1.1 200 OK\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6400000\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      gsize before = raw_server_get_n_sent (fixture->server);
      g_autoptr (HlcAttemptResult) result = NULL;

      raw_server_set_manner (fixture->server, RAW_FLOOD, heads[i]);
      result = post (fixture, LONG);
      raw_run_until (is_left, fixture->server);
      g_assert_cmpint (result->failure, ==, HLC_FAILURE_NONE);
      g_assert_cmpuint (g_bytes_get_size (result->response_body), ==, HLC_POST_MAX_BODY);
      g_assert_true (result->response_truncated);
      g_assert_cmpuint (raw_server_get_n_sent (fixture->server) - before, <, RAW_FLOOD_SIZE / 4);
    }
}

/* Exactly what is kept is not cut. */
static void
test_full_body (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *body = g_strnfill (HLC_POST_MAX_BODY, 'y');
  g_autofree char *answer =
      g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %u\r\n\r\n%s", HLC_POST_MAX_BODY, body);
  g_autoptr (HlcAttemptResult) result = NULL;

  raw_server_set_manner (fixture->server, RAW_ANSWER, answer);
  result = post (fixture, LONG);
  g_assert_cmpuint (g_bytes_get_size (result->response_body), ==, HLC_POST_MAX_BODY);
  g_assert_false (result->response_truncated);
}

static void
test_long_head (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *value = g_strnfill (1000, 'z');
  g_autoptr (GString) answer = g_string_new ("HTTP/1.1 200 OK\r\n");
  g_autoptr (HlcAttemptResult) result = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (answer, "X-%u: %s\r\n", i, value);
  raw_server_set_manner (fixture->server, RAW_FLOOD, answer->str);
  result = post (fixture, LONG);
  g_assert_cmpint (result->failure, ==, HLC_FAILURE_BROKEN);
  g_assert_cmpstr (result->error, ==, "the head of the answer is larger than 64 KiB");
}

/* Megabytes go to a handler that takes them. */
static void
test_large_request (Fixture *fixture, gconstpointer user_data)
{
  gsize size = 8 * 1024 * 1024;
  g_autoptr (HlcAttemptResult) result = NULL;

  g_bytes_unref (fixture->outgoing.body);
  fixture->outgoing.body = g_bytes_new_take (g_strnfill (size, 'b'), size);
  result = post (fixture, LONG);
  g_assert_cmpint (result->failure, ==, HLC_FAILURE_NONE);
  g_assert_true (g_str_has_suffix (raw_server_get_request (fixture->server, 0), "bbbb"));
}

static void
test_request_ignored (Fixture *fixture, gconstpointer user_data)
{
  gsize size = 16 * 1024 * 1024;
  g_autoptr (HlcAttemptResult) result = NULL;

  g_bytes_unref (fixture->outgoing.body);
  fixture->outgoing.body = g_bytes_new_take (g_strnfill (size, 'b'), size);
  raw_server_set_manner (fixture->server, RAW_IGNORE, NULL);
  result = post (fixture, 2 * SHORT);
  g_assert_cmpint (result->failure, ==, HLC_FAILURE_TIMEOUT);
  g_assert_cmpstr (result->error, ==, "the handler did not take the whole request within 0.4 s");
}

static void
test_request_refused (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcAttemptResult) result = NULL;

  raw_server_set_manner (fixture->server, RAW_REFUSE, NULL);
  result = post (fixture, LONG);
  /* It depends on how fast the reset is. */
  g_assert_true (result->failure == HLC_FAILURE_BROKEN || result->failure == HLC_FAILURE_UNREACHABLE);
  g_assert_nonnull (result->error);
}

static void
test_bad_header (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcAttemptResult) result = NULL;

  hlc_header_list_append (fixture->outgoing.headers, "X-Custom", "a\r\nX-Injected: b");
  result = post (fixture, LONG);
  g_assert_cmpint (result->failure, ==, HLC_FAILURE_UNSENDABLE);
  g_assert_nonnull (strstr (result->error, "X-Custom"));
  g_assert_cmpuint (raw_server_get_n_connections (fixture->server), ==, 0);
}

static gboolean
has_request (gpointer user_data)
{
  return raw_server_get_n_requests (user_data) > 0;
}

static void
test_cancel (Fixture *fixture, gconstpointer user_data)
{
  SoupSession *session = make_session (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  raw_server_set_manner (fixture->server, RAW_HOLD, NULL);
  hlc_post_async (session, &fixture->outgoing, fixture->clock, LONG, cancellable, keep_cb, &result);
  raw_run_until (has_request, fixture->server);
  g_cancellable_cancel (cancellable);
  raw_run_until (is_there, &result);
  g_assert_null (hlc_post_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  assert_finalize_session (session);
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (SoupSession) session = make_session (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  hlc_post_async (session, &fixture->outgoing, fixture->clock, LONG, cancellable, keep_cb, &result);
  raw_run_until (is_there, &result);
  g_assert_null (hlc_post_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (raw_server_get_n_requests (fixture->server), ==, 0);
}

typedef struct
{
  const char *name;
  const char *certificate; /* (nullable): of the server; NULL where it speaks plain HTTP */
  const char *scheme;
  const char *host;
  gboolean is_trusted; /* its authority is */
  HlcFailure failure;
  const char *error; /* a part of it */
} TlsCase;

/* clang-format off */
static const TlsCase tls_cases[] = {
  { "good", "handler.pem", "https", "handler.test", TRUE, HLC_FAILURE_NONE, NULL },
  { "other-name", "handler.pem", "https", "other.test", TRUE, HLC_FAILURE_UNREACHABLE, "the TLS certificate of other.test was issued for another name" },
  { "address", "handler.pem", "https", "127.0.0.1", TRUE, HLC_FAILURE_UNREACHABLE, "the TLS certificate of 127.0.0.1 was issued for another name" },
  { "expired", "expired.pem", "https", "handler.test", TRUE, HLC_FAILURE_UNREACHABLE, "the TLS certificate of handler.test has expired" },
  { "not-trusted", "handler.pem", "https", "handler.test", FALSE, HLC_FAILURE_UNREACHABLE, "the TLS certificate of handler.test is self-signed, or from an authority" },
  { "no-tls", NULL, "https", "handler.test", TRUE, HLC_FAILURE_UNREACHABLE, "use http:// in the URL" },
  { "tls-without-s", "handler.pem", "http", "handler.test", TRUE, HLC_FAILURE_BROKEN, "" },
};
/* clang-format on */

static GTlsCertificate *
load_certificate (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "tls", name, NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);

  return certificate;
}

static void
run_tls_case (gconstpointer data)
{
  const TlsCase *test = data;
  g_autofree char *authority = g_test_build_filename (G_TEST_DIST, "fixtures", "tls", "ca.pem", NULL);
  g_autoptr (GTlsCertificate) certificate =
      test->certificate != NULL ? load_certificate (test->certificate) : NULL;
  RawServer *server = certificate != NULL ? raw_server_new_tls (certificate) : raw_server_new ();
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (authority, NULL);
  g_autoptr (HlcAttemptResult) result = NULL;
  SoupSession *session = NULL;
  Fixture fixture = { 0 };

  set_up (&fixture, NULL);
  raw_server_set_manner (server, test->certificate != NULL ? RAW_ANSWER : RAW_BLURT,
                         test->certificate != NULL ? RAW_OK : "HTTP/1.1 400 Bad Request\r\n\r\n");
  fake_resolver_set (resolver, "handler.test", "127.0.0.1");
  fake_resolver_set (resolver, "other.test", "127.0.0.1");
  set_url (&fixture, test->scheme, test->host, raw_server_get_port (server));
  session = make_session (&fixture);
  if (test->is_trusted)
    soup_session_set_tls_database (session, database);

  result = post_in (&fixture, session, LONG);
  g_test_message ("%u %s", result->http_status, result->error);
  g_assert_cmpint (result->failure, ==, test->failure);
  if (test->error == NULL)
    g_assert_null (result->error);
  else
    g_assert_nonnull (strstr (result->error, test->error));
  if (certificate != NULL)
    g_assert_cmpuint (raw_server_get_n_requests (server), ==, test->failure == HLC_FAILURE_NONE ? 1 : 0);

  raw_server_free (server);
  tear_down (&fixture, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* As the program does. */
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
  resolver = fake_resolver_install ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/post/answer/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], run_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tls_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/post/tls/%s", tls_cases[i].name);

      g_test_add_data_func (path, &tls_cases[i], run_tls_case);
    }

#define ADD(path, function) g_test_add ("/post/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("request", test_request);
  ADD ("answer-headers", test_answer_headers);
  ADD ("refused", test_refused);
  ADD ("two-addresses", test_two_addresses);
  ADD ("no-such-name", test_no_such_name);
  ADD ("own-port", test_own_port);
  ADD ("drip-body", test_drip_body);
  ADD ("flood", test_flood);
  ADD ("full-body", test_full_body);
  ADD ("long-head", test_long_head);
  ADD ("large-request", test_large_request);
  ADD ("request-ignored", test_request_ignored);
  ADD ("request-refused", test_request_refused);
  ADD ("bad-header", test_bad_header);
  ADD ("cancel", test_cancel);
  ADD ("cancelled-before", test_cancelled_before);

  return g_test_run ();
}
