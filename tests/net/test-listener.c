/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-listener.h"

#include <string.h>
#include <sys/resource.h>

#include "hlc-error.h"
#include "hlc-file-limit.h"
#include "raw-client.h"

#define MAX_BODY 1000

/* libsoup 3.2 forgets the path of a request whose Transfer-Encoding it does not know, and only whole call stacks show that
 * it is libsoup. */
const char *__asan_default_options (void);
const char *__lsan_default_suppressions (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}

const char *
__lsan_default_suppressions (void)
{
  return "leak:soup_headers_parse_request\n";
}

/* What the handler was given, and what it does with it. */
typedef struct
{
  HlcListener *listener;
  guint16 port;
  gboolean waits; /* the request is kept instead of answered */
  HlcRequest *request;
  guint n_requests;
  guint n_refused;
  char *path;
  char *body;
} Fixture;

static void
handle_cb (HlcListener *listener, HlcRequest *request, HlcRefusal *refusal, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GBytes) answer = g_bytes_new_static ("{\"status\":\"ok\"}", 15);
  gsize size = 0;
  const char *body = g_bytes_get_data (hlc_request_get_body (request), &size);

  g_free (fixture->path);
  g_free (fixture->body);
  fixture->path = g_strdup (hlc_request_get_path (request));
  fixture->body = g_strndup (body != NULL ? body : "", size);
  fixture->n_requests++;
  fixture->n_refused += refusal != NULL;

  if (fixture->waits)
    fixture->request = g_object_ref (request);
  else if (refusal != NULL)
    hlc_request_answer_error (request, refusal->status, refusal->code, refusal->message);
  else
    hlc_request_answer (request, 200, answer);
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  fixture->listener = hlc_listener_new (HLC_GUARD_RECEIVER, handle_cb, fixture);
  hlc_listener_set_has_secret (fixture->listener, TRUE);
  hlc_listener_set_max_body (fixture->listener, MAX_BODY);
  hlc_listener_listen (fixture->listener, 0, &error);
  g_assert_no_error (error);
  fixture->port = hlc_listener_get_port (fixture->listener);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  hlc_listener_stop (fixture->listener);
  g_assert_cmpuint (hlc_listener_get_n_connections (fixture->listener), ==, 0);
  if (fixture->request != NULL)
    g_assert_finalize_object (fixture->request);
  g_assert_finalize_object (fixture->listener);
  g_free (fixture->path);
  g_free (fixture->body);
}

static char *
make_body (gsize size)
{
  char *body = g_malloc (size + 1);

  memset (body, ' ', size);
  body[size] = '\0';

  return body;
}

static char *
make_post (const char *headers, const char *body)
{
  return g_strdup_printf (
      "POST /webhook HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%s\r\n%s", headers,
      body);
}

typedef struct
{
  const char *name;
  const char *request;
  guint status;
  const char *code; /* of an error */
  const char *body; /* that the handler was given */
} Exchange;

#define HEAD "Host: localhost\r\nContent-Type: application/json\r\n"

/* clang-format off */
static const Exchange exchanges[] = {
  { "plain", "POST /webhook HTTP/1.1\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 200, NULL, "{}" },
  { "http-1.0", "POST /webhook HTTP/1.0\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 200, NULL, "{}" },
  { "chunked", "POST /webhook HTTP/1.1\r\n" HEAD "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", 200, NULL, "{}" },
  { "range", "POST /webhook HTTP/1.1\r\n" HEAD "Range: bytes=0-0,1-18446744073709551615\r\nContent-Length: 2\r\n\r\n{}", 200, NULL, "{}" },
  { "absolute-uri", "POST http://localhost/webhook HTTP/1.1\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 200, NULL, "{}" },
  { "query", "POST /webhook/a%20b?x=%2e HTTP/1.1\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 200, NULL, "{}" },
  { "letter", "POST /%77ebhook HTTP/1.1\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 200, NULL, "{}" },

  { "other-absolute-uri", "POST http://evil.example/webhook HTTP/1.1\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 400, "host_ambiguous", "" },
  { "https-uri", "POST https://localhost/x HTTP/1.1\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 404, "path_unknown", "" },
  { "two-hosts", "POST /webhook HTTP/1.1\r\nHost: a\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 400, "host_ambiguous", "" },
  { "two-lengths", "POST /webhook HTTP/1.1\r\n" HEAD "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400, "length_ambiguous", "" },
  { "length-and-chunked", "POST /webhook HTTP/1.1\r\n" HEAD "Content-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 400, "length_ambiguous", "" },
  { "negative-length", "POST /webhook HTTP/1.1\r\n" HEAD "Content-Length: -1\r\n\r\n{}", 400, "length_ambiguous", "" },
  { "bad-chunk", "POST /webhook HTTP/1.1\r\n" HEAD "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", 200, NULL, "" },
  { "get", "GET /webhook HTTP/1.1\r\n" HEAD "\r\n", 405, "method_not_allowed", "" },
  { "strange-method", "BREW /webhook HTTP/1.1\r\n" HEAD "\r\n", 405, "method_not_allowed", "" },
  { "options", "OPTIONS * HTTP/1.1\r\n" HEAD "\r\n", 404, "path_unknown", "" },
  { "longer-word", "POST /webhookx HTTP/1.1\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 404, "path_unknown", "" },
  { "dots", "POST /webhook/../x HTTP/1.1\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 404, "path_unknown", "" },
  { "encoded-dots", "POST /webhook/%2e%2e/x HTTP/1.1\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 404, "path_unknown", "" },
  { "encoded-slash", "POST /webhook%2fx HTTP/1.1\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 404, "path_not_canonical", "" },
  { "not-utf-8", "POST /webhook/%ff HTTP/1.1\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 404, "path_not_canonical", "" },
  { "expect-refused", "POST /nowhere HTTP/1.1\r\n" HEAD "Expect: 100-continue\r\nContent-Length: 500\r\n\r\n", 404, "path_unknown", "" },

  { "no-http", "hello\r\n\r\n", 400, "request_malformed", NULL },
  { "no-host", "POST /webhook HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 400, "request_malformed", NULL },
  { "encoded-nul", "POST /webhook/%00 HTTP/1.1\r\n" HEAD "Content-Length: 2\r\n\r\n{}", 404, "path_not_canonical", "" },
  { "http-2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "request_malformed", NULL },
  { "gzip-encoding", "POST /webhook HTTP/1.1\r\n" HEAD "Transfer-Encoding: gzip\r\n\r\n{}", 501, "request_malformed", NULL },
  { "connect", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n", 404, "path_unknown", "" },
};
/* clang-format on */

static void
test_exchange (gconstpointer data)
{
  const Exchange *exchange = data;
  Fixture fixture = { 0 };
  g_autofree char *answer = NULL;

  set_up (&fixture, NULL);
  answer = raw_exchange (fixture.port, exchange->request);
  g_test_message ("%s", answer);
  if (exchange->code != NULL)
    raw_assert_json_error (answer, exchange->status, exchange->code);
  else
    g_assert_cmpuint (raw_answer_get_status (answer), ==, exchange->status);
  g_assert_cmpstr (fixture.body, ==, exchange->body);
  tear_down (&fixture, NULL);
}

static void
test_large (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *body = make_body (MAX_BODY + 1);
  g_autofree char *chunks = g_strdup_printf ("3e9\r\n%s\r\n0\r\n\r\n", body);
  g_autofree char *plain = make_post ("Content-Length: 1001\r\n", body);
  g_autofree char *chunked = make_post ("Transfer-Encoding: chunked\r\n", chunks);
  g_autofree char *first = raw_exchange (fixture->port, plain);
  g_autofree char *second = raw_exchange (fixture->port, chunked);

  raw_assert_json_error (first, 413, "body_too_large");
  raw_assert_json_error (second, 413, "body_too_large");
  g_assert_cmpuint (fixture->n_refused, ==, 2);
  g_assert_cmpstr (fixture->body, ==, "");
}

static gboolean
has_no_connections (gpointer user_data)
{
  return hlc_listener_get_n_connections (user_data) == 0;
}

/* Nobody reads a hundred megabytes to say no: the answer comes long before the body ends. */
static void
test_enormous (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *body = make_body (4 * MAX_BODY);
  g_autofree char *request = make_post ("Content-Length: 100000000\r\n", body);
  g_autofree char *answer = raw_exchange (fixture->port, request);

  raw_assert_json_error (answer, 413, "body_too_large");
  raw_run_until (has_no_connections, fixture->listener);
  g_assert_cmpuint (fixture->n_refused, ==, 1);
}

/* A body that ends early is not a request; only a signature can tell that for a chunked one. */
static void
test_truncated (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_post ("Content-Length: 20\r\n", "{\"a\":1}");
  RawClient *client = raw_client_new (fixture->port);

  raw_client_send (client, request, -1);
  raw_client_free (client);
  client = raw_client_new (fixture->port);
  raw_client_send (client, "POST /webh", -1);
  g_main_context_iteration (NULL, FALSE);
  raw_client_free (client);

  raw_run_until (has_no_connections, fixture->listener);
  g_assert_cmpuint (fixture->n_requests, ==, 0);
}

static gboolean
send_one_byte_cb (gpointer user_data)
{
  raw_client_send (user_data, "x", 1);
  return G_SOURCE_CONTINUE;
}

/* A client that is never silent, and never done. */
static void
test_deadline (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (RawClient) client = NULL;
  g_autoptr (GSource) drip = g_timeout_source_new (10);

  hlc_listener_set_deadline (fixture->listener, 200);
  client = raw_client_new (fixture->port);
  raw_client_send (client, "POST /webhook HTTP/1.1\r\nX: ", -1);
  g_source_set_callback (drip, send_one_byte_cb, client, NULL);
  g_source_attach (drip, NULL);

  g_assert_cmpstr (raw_client_read_to_end (client), ==, "");
  g_source_destroy (drip);
  raw_run_until (has_no_connections, fixture->listener);
}

static gboolean
has_request (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->n_requests > 0;
}

static gboolean
set_true_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
test_no_deadline_while_ours (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_post ("Content-Length: 2\r\n", "{}");
  g_autoptr (RawClient) client = NULL;
  gboolean is_later = FALSE;

  fixture->waits = TRUE;
  hlc_listener_set_deadline (fixture->listener, 50);
  client = raw_client_new (fixture->port);
  raw_client_send (client, request, -1);
  raw_run_until (has_request, fixture);
  g_timeout_add (200, set_true_cb, &is_later);
  raw_run_until (is_true, &is_later);

  hlc_request_answer_error (fixture->request, 503, "later", "Try again.");
  raw_assert_json_error (raw_client_read_to_end (client), 503, "later");
}

static void
test_client_left (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_post ("Content-Length: 2\r\n", "{}");
  RawClient *client = raw_client_new (fixture->port);

  fixture->waits = TRUE;
  raw_client_send (client, request, -1);
  raw_run_until (has_request, fixture);
  raw_client_free (client);
  hlc_request_answer_error (fixture->request, 503, "later", "Try again.");
  raw_run_until (has_no_connections, fixture->listener);
}

static void
test_stop_while_waiting (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_post ("Content-Length: 2\r\n", "{}");
  g_autoptr (RawClient) client = raw_client_new (fixture->port);

  fixture->waits = TRUE;
  raw_client_send (client, request, -1);
  raw_run_until (has_request, fixture);
  hlc_listener_stop (fixture->listener);
  hlc_request_answer_error (fixture->request, 503, "later", "Try again.");
  g_assert_cmpstr (raw_client_read_to_end (client), ==, "");
}

static gboolean
has_two_connections (gpointer user_data)
{
  return hlc_listener_get_n_connections (user_data) == 2;
}

static void
test_cap (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_post ("Content-Length: 2\r\n", "{}");
  RawClient *first = raw_client_new (fixture->port);
  g_autoptr (RawClient) second = raw_client_new (fixture->port);
  g_autoptr (RawClient) third = raw_client_new (fixture->port);

  hlc_listener_set_max_connections (fixture->listener, 2);
  raw_run_until (has_two_connections, fixture->listener);
  raw_client_send (third, request, -1);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (hlc_listener_get_n_connections (fixture->listener), ==, 2);
  g_assert_cmpuint (fixture->n_requests, ==, 0);

  raw_client_free (first);
  g_assert_cmpuint (raw_answer_get_status (raw_client_read_to_end (third)), ==, 200);
}

static guint
count_files (void)
{
  g_autoptr (GDir) directory = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (directory) != NULL)
    n_files++;

  return n_files;
}

static void
set_file_limit (rlim_t n_files)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  limit.rlim_cur = n_files;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
}

static rlim_t
get_file_limit (void)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);

  return limit.rlim_cur;
}

/* Without file descriptors nothing can be accepted; with them again, the waiting client is served. */
static void
test_out_of_files (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_post ("Content-Length: 2\r\n", "{}");
  g_autoptr (RawClient) client = raw_client_new (fixture->port);
  rlim_t limit = get_file_limit ();
  gboolean is_later = FALSE;

  raw_client_send (client, request, -1);
  set_file_limit (3);
  g_timeout_add (250, set_true_cb, &is_later);
  raw_run_until (is_true, &is_later);
  g_assert_cmpuint (fixture->n_requests, ==, 0);

  set_file_limit (limit);
  g_assert_cmpuint (raw_answer_get_status (raw_client_read_to_end (client)), ==, 200);
}

/* libsoup 3.2 loses a descriptor for each keep-alive client that closes. */
static void
test_many_clients (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_post ("Connection: keep-alive\r\nContent-Length: 2\r\n", "{}");
  rlim_t limit = get_file_limit ();
  guint n_files = count_files ();

  set_file_limit (n_files + 40);
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (RawClient) client = raw_client_new (fixture->port);

      /* Some leave without a word, and some before the answer. */
      if (i % 10 == 0)
        continue;
      raw_client_send (client, request, -1);
      if (i % 10 != 1)
        g_assert_cmpuint (raw_answer_get_status (raw_client_read_to_end (client)), ==, 200);
    }
  raw_run_until (has_no_connections, fixture->listener);
  set_file_limit (limit);
  g_assert_cmpuint (count_files (), ==, n_files);
}

static void
test_port_in_use (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcListener) other = hlc_listener_new (HLC_GUARD_API, handle_cb, fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *holder = g_strdup_printf ("(process %d)", getpid ());

  g_assert_false (hlc_listener_listen (other, fixture->port, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ADDRESS);
  g_assert_nonnull (strstr (error->message, holder));
  g_assert_cmpuint (hlc_listener_get_port (other), ==, 0);
}

static gboolean
has_one_connection (gpointer user_data)
{
  return hlc_listener_get_n_connections (user_data) == 1;
}

static void
test_ipv6 (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("::1", fixture->port);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  if (connection == NULL)
    {
      g_test_skip ("there is no ::1");
      return;
    }

  raw_run_until (has_one_connection, fixture->listener);
}

static void
test_file_limit (void)
{
  struct rlimit limit;

  set_file_limit (100);
  hlc_file_limit_raise ();
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, limit.rlim_max);
}

static void
test_listen_again (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_post ("Content-Length: 2\r\n", "{}");
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  hlc_listener_stop (fixture->listener);
  g_assert_cmpuint (hlc_listener_get_port (fixture->listener), ==, 0);
  hlc_listener_listen (fixture->listener, fixture->port, &error);
  g_assert_no_error (error);

  answer = raw_exchange (fixture->port, request);
  g_assert_cmpuint (raw_answer_get_status (answer), ==, 200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (exchanges); i++)
    {
      g_autofree char *path = g_strdup_printf ("/listener/exchange/%s", exchanges[i].name);

      g_test_add_data_func (path, &exchanges[i], test_exchange);
    }

#define ADD(path, function) g_test_add ("/listener/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("large", test_large);
  ADD ("enormous", test_enormous);
  ADD ("truncated", test_truncated);
  ADD ("deadline", test_deadline);
  ADD ("no-deadline-while-ours", test_no_deadline_while_ours);
  ADD ("client-left", test_client_left);
  ADD ("stop-while-waiting", test_stop_while_waiting);
  ADD ("cap", test_cap);
  ADD ("out-of-files", test_out_of_files);
  ADD ("many-clients", test_many_clients);
  ADD ("port-in-use", test_port_in_use);
  ADD ("ipv6", test_ipv6);
  ADD ("listen-again", test_listen_again);
  g_test_add_func ("/listener/file-limit", test_file_limit);

  return g_test_run ();
}
