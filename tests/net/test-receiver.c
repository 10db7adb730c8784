/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-receiver.h"

#include "hlc-outbox-fixture.h"
#include "raw-client.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define BODY "{\"run_id\":\"r\",\"call_id\":\"c1\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}},\"status\":null}"

typedef struct
{
  StoreFixture base;
  HlcReceiver *receiver;
  HlcSigningSecret *secret;
  guint16 port;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  fixture->secret = hlc_signing_secret_new ("one", SECRET);
  g_ptr_array_add (secrets, hlc_signing_secret_ref (fixture->secret));
  fixture->receiver = hlc_receiver_new (fixture->base.store, fixture->base.clock);
  hlc_receiver_set_secrets (fixture->receiver, secrets, NULL);
  hlc_receiver_listen (fixture->receiver, 0, &error);
  g_assert_no_error (error);
  fixture->port = hlc_receiver_get_port (fixture->receiver);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  hlc_receiver_stop (fixture->receiver);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->receiver);
  hlc_signing_secret_unref (fixture->secret);
  store_fixture_tear_down (&fixture->base, NULL);
}

static char *
make_request (Fixture *fixture, const char *message_id, const char *body, const char *sent_body)
{
  gint64 now = hlc_clock_get_now (fixture->base.clock) / G_USEC_PER_SEC;
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autofree char *signature = hlc_signing_secret_sign (fixture->secret, message_id, now, bytes);

  return g_strdup_printf (
      "POST /webhook/inbound HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "webhook-id: %s\r\nwebhook-timestamp: %" G_GINT64_FORMAT "\r\nwebhook-signature: %s\r\n"
      "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
      message_id, now, signature, strlen (sent_body), sent_body);
}

static HlcDelivery *
load_delivery (Fixture *fixture, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HlcDelivery *delivery = NULL;

  hlc_store_get_delivery_async (fixture->base.store, id, NULL, keep_result_cb, &result);
  delivery = hlc_store_get_delivery_finish (fixture->base.store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return delivery;
}

static void
test_signed (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_request (fixture, "m1", BODY, BODY);
  g_autofree char *answer = raw_exchange (fixture->port, request);
  g_autoptr (HlcDelivery) delivery = load_delivery (fixture, 1);
  g_autoptr (HlcOperation) operation = load_operation (&fixture->base, "c1", NULL, NULL);
  gsize size = 0;
  const char *body = g_bytes_get_data (delivery->body, &size);

  g_assert_cmpuint (raw_answer_get_status (answer), ==, 200);
  g_assert_cmpstr (raw_answer_get_body (answer), ==, "{\"status\":\"ok\"}");
  g_assert_cmpint (delivery->verdict, ==, HLC_VERDICT_VERIFIED);
  g_assert_cmpstr (delivery->path, ==, "/webhook/inbound");
  g_assert_cmpstr (delivery->method, ==, "POST");
  g_assert_cmpint (delivery->received_at, ==, hlc_clock_get_now (fixture->base.clock));
  g_assert_true (g_str_has_prefix (delivery->remote_address, "127.0.0.1:"));
  g_assert_cmpstr (hlc_header_list_lookup (delivery->headers, "webhook-id"), ==, "m1");
  g_assert_cmpmem (body, size, BODY, strlen (BODY));
  g_assert_nonnull (operation);
}

/* More than is judged on the main thread; with a number that no double holds, and a space at its end. */
static void
test_large (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *filler = g_strnfill (1024 * 1024, 'x');
  g_autofree char *body =
      g_strdup_printf ("{\"call_id\":\"c2\",\"run_id\":\"r\",\"spec\":{\"fn\":\"f\",\"kwargs\":"
                       "{\"n\":12345678901234567890,\"s\":\"%s\"}}} ",
                       filler);
  g_autofree char *request = make_request (fixture, "m1", body, body);
  g_autofree char *answer = raw_exchange (fixture->port, request);
  g_autoptr (HlcDelivery) delivery = load_delivery (fixture, 1);
  gsize size = 0;
  const char *stored = g_bytes_get_data (delivery->body, &size);

  g_assert_cmpuint (raw_answer_get_status (answer), ==, 200);
  g_assert_cmpint (delivery->verdict, ==, HLC_VERDICT_VERIFIED);
  g_assert_cmpmem (stored, size, body, strlen (body));
}

static void
test_wrong_signature (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_request (fixture, "m1", "{}", BODY);
  g_autofree char *answer = raw_exchange (fixture->port, request);
  g_autoptr (HlcDelivery) delivery = load_delivery (fixture, 1);
  g_autoptr (HlcOperation) operation = load_operation (&fixture->base, "c1", NULL, NULL);

  raw_assert_json_error (answer, 401, "no_match");
  g_assert_cmpint (delivery->verdict, ==, HLC_VERDICT_FAILED);
  g_assert_cmpint (delivery->reason, ==, HLC_REASON_NO_MATCH);
  g_assert_cmpuint (delivery->http_status, ==, 401);
  g_assert_nonnull (strstr (answer, "signature"));
  g_assert_null (operation);
}

static void
test_not_json (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_request (fixture, "m1", "{\"a\":01}", "{\"a\":01}");
  g_autofree char *answer = raw_exchange (fixture->port, request);
  g_autoptr (HlcDelivery) delivery = load_delivery (fixture, 1);

  raw_assert_json_error (answer, 400, "body_unreadable");
  g_assert_cmpuint (delivery->http_status, ==, 400);
  g_assert_nonnull (delivery->error);
}

/* What the guard turns away is kept as well, so that the developer sees what came. */
static void
test_refused (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *get = raw_exchange (fixture->port, "GET /webhook HTTP/1.1\r\nHost: localhost\r\n\r\n");
  g_autofree char *lost = raw_exchange (fixture->port, "GET /caf%C3%A9 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  g_autoptr (HlcDelivery) first = load_delivery (fixture, 1);
  g_autoptr (HlcDelivery) second = load_delivery (fixture, 2);

  raw_assert_json_error (get, 405, "method_not_allowed");
  g_assert_nonnull (strstr (get, "\r\nAllow: POST\r\n"));
  raw_assert_json_error (lost, 404, "path_unknown");
  g_assert_cmpint (first->verdict, ==, HLC_VERDICT_UNVERIFIED);
  g_assert_cmpint (first->reason, ==, HLC_REASON_NOT_CHECKED);
  g_assert_cmpuint (first->http_status, ==, 405);
  g_assert_cmpstr (first->method, ==, "GET");
  g_assert_cmpstr (second->path, ==, "/café");
}

static void
test_no_secret (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_request (fixture, "m1", BODY, BODY);
  g_autofree char *browser = NULL;
  g_autofree char *accepted = NULL;
  g_autofree char *refused = NULL;
  g_autoptr (HlcDelivery) delivery = NULL;
  g_auto (GStrv) parts = g_strsplit (request, "Host: localhost", 2);

  hlc_receiver_set_secrets (fixture->receiver, NULL, NULL);
  browser = g_strjoinv ("Host: localhost\r\nOrigin: https://evil.example", parts);
  accepted = raw_exchange (fixture->port, request);
  refused = raw_exchange (fixture->port, browser);
  delivery = load_delivery (fixture, 1);

  g_assert_cmpuint (raw_answer_get_status (accepted), ==, 200);
  g_assert_cmpint (delivery->verdict, ==, HLC_VERDICT_UNVERIFIED);
  g_assert_cmpint (delivery->reason, ==, HLC_REASON_NO_SECRET);
  raw_assert_json_error (refused, 403, "browser_forbidden");
}

/* Our own webhooks that come back, through however many consoles, are kept like others and never forwarded again. */
static void
test_own (Fixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *message_id;
    const char *headers;
  } cases[] = {
    { "m1", "X-HumanLayer-Console: console_ours\r\n" },
    { "m2", "x-humanlayer-console: console_theirs\r\nx-humanlayer-console: console_ours\r\n" },
    { "m3", "x-humanlayer-console: console_theirs\r\n" },
    { "m4", "x-other: console_ours\r\n" },
  };
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (&fixture->base, "ep_a");
  g_autoptr (HlcForwardRule) rule = add_rule (&fixture->base, "ep_a", FALSE);
  g_autoptr (HlcOutbox) outbox = NULL;

  hlc_receiver_set_console_id (fixture->receiver, "console_ours");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *request = make_request (fixture, cases[i].message_id, BODY, BODY);
      g_auto (GStrv) parts = g_strsplit (request, "Content-Type", 2);
      g_autofree char *between = g_strconcat (cases[i].headers, "Content-Type", NULL);
      g_autofree char *marked = g_strjoinv (between, parts);
      g_autofree char *answer = raw_exchange (fixture->port, marked);

      g_assert_cmpuint (raw_answer_get_status (answer), ==, 200);
    }

  outbox = look_at_outbox (&fixture->base, 100, NULL);
  g_assert_cmpuint (outbox->due->len, ==, 2);
  for (guint i = 0; i < outbox->due->len; i++)
    {
      const HlcDueAttempt *due = g_ptr_array_index (outbox->due, i);

      g_assert_cmpstr (due->message->webhook_id, ==, cases[i + 2].message_id);
    }
}

static void
test_store_closed (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_request (fixture, "m1", BODY, BODY);
  g_autofree char *answer = NULL;

  hlc_store_close (fixture->base.store);
  answer = raw_exchange (fixture->port, request);
  raw_assert_json_error (answer, 503, "store_unavailable");
  g_assert_nonnull (strstr (answer, "\r\nRetry-After: 5\r\n"));
}

static gboolean
has_no_connections (gpointer user_data)
{
  return hlc_listener_get_n_connections (user_data) == 0;
}

static void
changed_cb (HlcStore *store, HlcStoreChanges *changes, gpointer user_data)
{
  *(gboolean *) user_data |= changes->deliveries->len > 0;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/* A client that does not wait for the answer: what it sent is kept, and nothing trips over its absence. */
static void
test_client_left (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *request = make_request (fixture, "m1", BODY, BODY);
  RawClient *client = raw_client_new (fixture->port);
  gboolean is_stored = FALSE;

  g_signal_connect (fixture->base.store, "changed", G_CALLBACK (changed_cb), &is_stored);
  raw_client_send (client, request, -1);
  raw_client_free (client);
  raw_run_until (is_true, &is_stored);
  raw_run_until (has_no_connections, hlc_receiver_get_listener (fixture->receiver));
  g_signal_handlers_disconnect_by_func (fixture->base.store, changed_cb, &is_stored);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  *(guint *) user_data += 1;
}

static void
test_notify (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  guint n_ports = 0;
  guint n_secrets = 0;

  g_signal_connect (fixture->receiver, "notify::port", G_CALLBACK (count_cb), &n_ports);
  g_signal_connect (fixture->receiver, "notify::has-secret", G_CALLBACK (count_cb), &n_secrets);

  hlc_receiver_set_secrets (fixture->receiver, none, NULL);
  hlc_receiver_set_secrets (fixture->receiver, NULL, NULL);
  g_assert_cmpuint (n_secrets, ==, 1);
  hlc_receiver_stop (fixture->receiver);
  hlc_receiver_stop (fixture->receiver);
  g_assert_cmpuint (n_ports, ==, 1);
  g_assert_cmpuint (hlc_receiver_get_port (fixture->receiver), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/receiver/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("signed", test_signed);
  ADD ("large", test_large);
  ADD ("wrong-signature", test_wrong_signature);
  ADD ("not-json", test_not_json);
  ADD ("refused", test_refused);
  ADD ("no-secret", test_no_secret);
  ADD ("own", test_own);
  ADD ("store-closed", test_store_closed);
  ADD ("client-left", test_client_left);
  ADD ("notify", test_notify);

  return g_test_run ();
}
