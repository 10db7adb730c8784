/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api.h"

#include "hlc-store-fixture.h"
#include "raw-client.h"

#define TOKEN "token-of-this-test"

typedef struct
{
  StoreFixture base;
  HlcApi *api;
  guint16 port;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  fixture->api = hlc_api_new (fixture->base.store, fixture->base.clock, TOKEN);
  hlc_api_listen (fixture->api, 0, &error);
  g_assert_no_error (error);
  fixture->port = hlc_api_get_port (fixture->api);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  hlc_api_stop (fixture->api);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->api);
  store_fixture_tear_down (&fixture->base, NULL);
}

/* @headers: what follows Host, each with its end of line. */
static char *
ask (Fixture *fixture, const char *target, const char *headers)
{
  g_autofree char *request =
      g_strdup_printf ("%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%s\r\n", target, fixture->port, headers);

  return raw_exchange (fixture->port, request);
}

static char *
get (Fixture *fixture, const char *path)
{
  g_autofree char *target = g_strdup_printf ("GET /console/v1%s", path);

  return ask (fixture, target, "Authorization: Bearer " TOKEN "\r\n");
}

typedef struct
{
  const char *name;
  const char *target;
  const char *headers;
  guint status;
  const char *code; /* of an error */
} Case;

#define INFO "GET /console/v1/info"
#define AUTHORIZED "Authorization: Bearer " TOKEN "\r\n"

/* clang-format off */
static const Case cases[] = {
  { "info", INFO, AUTHORIZED, 200 },
  { "scheme-case", INFO, "authorization: bearer " TOKEN "\r\n", 200 },
  { "health", "GET /healthz", "", 200 },
  { "version", "GET /version", "", 200 },
  { "range", INFO, AUTHORIZED "Range: bytes=0-0\r\n", 200 },

  { "no-token", INFO, "", 401, "token_wrong" },
  { "wrong-token", INFO, "Authorization: Bearer token-of-this-tesT\r\n", 401, "token_wrong" },
  { "token-prefix", INFO, "Authorization: Bearer token-of-this\r\n", 401, "token_wrong" },
  { "token-longer", INFO, "Authorization: Bearer " TOKEN "x\r\n", 401, "token_wrong" },
  { "empty-token", INFO, "Authorization: Bearer \r\n", 401, "token_wrong" },
  { "basic", INFO, "Authorization: Basic " TOKEN "\r\n", 401, "token_wrong" },
  { "two-tokens", INFO, AUTHORIZED AUTHORIZED, 401, "token_wrong" },
  { "token-in-query", INFO "?token=" TOKEN, "", 401, "token_wrong" },
  { "forwarded", INFO, AUTHORIZED "X-Forwarded-For: 1.2.3.4\r\n", 403, "forwarded_forbidden" },
  { "origin", INFO, AUTHORIZED "Origin: https://evil.example\r\n", 403, "browser_forbidden" },
  { "two-hosts", INFO, AUTHORIZED "Host: evil.example\r\n", 400, "host_ambiguous" },
  { "body", INFO, AUTHORIZED "Content-Length: 1\r\n\r\nx", 400, "body_unexpected" },
  { "agent-api", "GET /humanlayer/v1/project", AUTHORIZED, 401, "key_wrong" },
  { "no-prefix", "GET /function_calls/c1", AUTHORIZED, 404, "path_unknown" },
  { "longer-prefix", "GET /console/v1x/info", AUTHORIZED, 404, "path_unknown" },
  { "deeper", "GET /console/v1/operations/a/b", AUTHORIZED, 404, "path_unknown" },
  { "webhook", "GET /webhook", AUTHORIZED, 404, "path_unknown" },
  { "method", "DELETE /console/v1/info", AUTHORIZED, 405, "method_not_allowed" },
  { "health-method", "DELETE /healthz", "", 405, "method_not_allowed" },
  { "no-operation", "GET /console/v1/operations/nope", AUTHORIZED, 404, "not_found" },
  { "no-delivery", "GET /console/v1/deliveries/99", AUTHORIZED, 404, "not_found" },
  { "delivery-word", "GET /console/v1/deliveries/first", AUTHORIZED, 404, "not_found" },
  { "limit", "GET /console/v1/operations?limit=0", AUTHORIZED, 422, "parameter_invalid" },
  { "state", "GET /console/v1/operations?state=open", AUTHORIZED, 422, "parameter_invalid" },
  { "kind", "GET /console/v1/operations?kind=email", AUTHORIZED, 422, "parameter_invalid" },
  { "before", "GET /console/v1/deliveries?before=-1", AUTHORIZED, 422, "parameter_invalid" },
  { "verdict", "GET /console/v1/deliveries?verdict=good", AUTHORIZED, 422, "parameter_invalid" },
  { "unknown-parameter", "GET /console/v1/deliveries?state=pending", AUTHORIZED, 422, "parameter_invalid" },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  Fixture fixture = { 0 };
  g_autofree char *answer = NULL;

  set_up (&fixture, NULL);
  answer = ask (&fixture, test->target, test->headers);
  if (test->code != NULL)
    raw_assert_json_error (answer, test->status, test->code);
  else
    g_assert_cmpuint (raw_answer_get_status (answer), ==, test->status);
  g_assert_cmpint (strstr (answer, "\r\nWWW-Authenticate: Bearer\r\n") != NULL, ==, test->status == 401);
  g_assert_cmpint (strstr (answer, "\r\nAllow: GET\r\n") != NULL, ==, test->status == 405);
  tear_down (&fixture, NULL);
}

/* A name of the attacker's that resolves to 127.0.0.1 brings a browser here, with its own name in Host. */
static void
test_rebinding (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request =
      g_strdup_printf (INFO " HTTP/1.1\r\nHost: evil.example:%u\r\n" AUTHORIZED "\r\n", fixture->port);
  g_autofree char *absolute =
      g_strdup_printf ("GET http://evil.example/console/v1/info HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n" AUTHORIZED
                       "\r\n",
                       fixture->port);
  g_autofree char *first = raw_exchange (fixture->port, request);
  g_autofree char *second = raw_exchange (fixture->port, absolute);

  raw_assert_json_error (first, 403, "host_forbidden");
  raw_assert_json_error (second, 400, "host_ambiguous");
}

static void
test_loc (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *answer = get (fixture, "/operations?limit=many");

  g_assert_nonnull (strstr (answer, "\"loc\":[\"query\",\"limit\"]"));
}

static void
test_info (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) info = g_bytes_new_static ("{\"a\":1}", 7);
  g_autofree char *answer = NULL;

  hlc_api_set_info (fixture->api, info);
  answer = get (fixture, "/info");
  g_assert_cmpstr (raw_answer_get_body (answer), ==, "{\"a\":1}");
}

static void
store (Fixture *fixture, const char *message_id, const char *call_id, const char *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) delivery =
      store_delivery (&fixture->base, make_call_delivery (message_id, call_id, status), &error);

  g_assert_no_error (error);
}

static void
test_operations (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *pending = NULL;
  g_autofree char *first_page = NULL;
  g_autofree char *second_page = NULL;
  g_autofree char *one = NULL;
  g_autofree char *path = NULL;
  const char *next = NULL;

  store (fixture, "m1", "call one/ü", NULL);
  store (fixture, "m2", "c2",
         "{\"approved\":true,\"comment\":null,\"responded_at\":\"2026-01-02T03:04:05Z\"}");

  pending = get (fixture, "/operations?state=pending&kind=function_call&q=send&run_id=run_1");
  g_assert_nonnull (strstr (pending, "\"call_id\":\"call one/ü\""));
  g_assert_null (strstr (pending, "\"call_id\":\"c2\""));
  g_assert_true (g_str_has_suffix (pending, "],\"next\":null}"));

  first_page = get (fixture, "/operations?limit=1");
  next = strstr (first_page, "\"next\":");
  g_assert_nonnull (next);
  path = g_strdup_printf ("/operations?limit=1&before=%d", atoi (next + strlen ("\"next\":")));
  second_page = get (fixture, path);
  g_assert_nonnull (strstr (first_page, "\"call_id\":\"c2\""));
  g_assert_nonnull (strstr (second_page, "\"call_id\":\"call one/ü\""));

  one = get (fixture, "/operations/c2");
  g_assert_cmpuint (raw_answer_get_status (one), ==, 200);
  g_assert_nonnull (strstr (one, "\"n\":12345678901234567890"));
  g_assert_nonnull (strstr (one, "\"timeline\":[{"));
}

static void
test_call_id_in_path (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *answer = NULL;

  store (fixture, "m1", "call one:ü", NULL);
  answer = get (fixture, "/operations/call%20one%3A%C3%BC");
  g_assert_nonnull (strstr (answer, "\"call_id\":\"call one:ü\""));
}

static void
test_deliveries (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *list = NULL;
  g_autofree char *failed = NULL;
  g_autofree char *one = NULL;

  store (fixture, "m1", "c1", NULL);
  list = get (fixture, "/deliveries?verdict=verified");
  failed = get (fixture, "/deliveries?verdict=failed");
  one = get (fixture, "/deliveries/1");
  g_assert_nonnull (strstr (list, "\"message_id\":\"m1\""));
  g_assert_cmpstr (raw_answer_get_body (failed), ==, "{\"items\":[],\"next\":null}");
  g_assert_nonnull (strstr (one, "\"body_base64\":\""));
}

static void
test_store_closed (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *answer = NULL;

  hlc_store_close (fixture->base.store);
  answer = get (fixture, "/operations");
  raw_assert_json_error (answer, 503, "store_unavailable");
}

static RawClient *
open_events (Fixture *fixture)
{
  g_autofree char *request =
      g_strdup_printf ("GET /console/v1/events HTTP/1.1\r\nHost: localhost:%u\r\n" AUTHORIZED "\r\n",
                       fixture->port);
  RawClient *client = raw_client_new (fixture->port);

  raw_client_send (client, request, -1);
  g_assert_true (raw_client_wait_for (client, "Content-Type: text/event-stream\r\n"));
  g_assert_true (raw_client_wait_for (client, "\r\n\r\n"));

  return client;
}

static void
test_events (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (RawClient) client = open_events (fixture);
  g_autoptr (RawClient) other = open_events (fixture);
  g_autoptr (GBytes) first = g_bytes_new_static ("{\"a\":1}", 7);
  g_autoptr (GBytes) second = g_bytes_new_static ("{\r\n\"b\":\r2\n}", 11);

  hlc_api_publish (fixture->api, "operation", first);
  hlc_api_publish (fixture->api, "delivery", second);
  g_assert_true (raw_client_wait_for (client, "event: operation\ndata: {\"a\":1}\n\n"));
  g_assert_true (
      raw_client_wait_for (client, "event: delivery\ndata: {\ndata: \"b\":\ndata: 2\ndata: }\n\n"));
  g_assert_true (raw_client_wait_for (other, "event: delivery\n"));

  hlc_api_stop (fixture->api);
  raw_client_read_to_end (client);
}

/* A payload of several megabytes is normal, and no reason to drop who reads. */
static void
test_large_event (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (RawClient) client = open_events (fixture);
  g_autofree char *text = g_strnfill (5 * 1000 * 1000, '1');
  g_autoptr (GBytes) event = g_bytes_new (text, strlen (text));

  for (guint i = 0; i < 2; i++)
    {
      hlc_api_publish (fixture->api, "operation", event);
      g_assert_true (raw_client_wait_for (client, "event: operation\n"));
      g_assert_true (raw_client_wait_for (client, "1\n\n"));
    }
}

/* A reader that has stopped reading is dropped; the others go on. */
static void
test_slow_reader (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (RawClient) slow = open_events (fixture);
  g_autoptr (RawClient) quick = open_events (fixture);
  g_autofree char *text = g_strnfill (100 * 1000, '1');
  g_autoptr (GBytes) event = g_bytes_new (text, strlen (text));
  const char *received = NULL;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("event-%u", i);
      g_autofree char *mark = g_strdup_printf ("event: %s\n", name);

      hlc_api_publish (fixture->api, name, event);
      g_assert_true (raw_client_wait_for (quick, mark));
    }
  received = raw_client_read_to_end (slow);
  g_assert_nonnull (strstr (received, "event: event-0\n"));
  g_assert_null (strstr (received, "event: event-199\n"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/case/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }

#define ADD(path, function) g_test_add ("/api/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("rebinding", test_rebinding);
  ADD ("loc", test_loc);
  ADD ("info", test_info);
  ADD ("operations", test_operations);
  ADD ("call-id-in-path", test_call_id_in_path);
  ADD ("deliveries", test_deliveries);
  ADD ("store-closed", test_store_closed);
  ADD ("events", test_events);
  ADD ("large-event", test_large_event);
  ADD ("slow-reader", test_slow_reader);

  return g_test_run ();
}
