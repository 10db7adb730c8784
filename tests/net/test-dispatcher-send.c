/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "dispatcher-fixture.h"
#include "hlc-error.h"

static void
test_deadline (DispatcherFixture *fixture, gconstpointer user_data)
{
  hlc_dispatcher_set_deadline (fixture->dispatcher, 100 * G_TIME_SPAN_MILLISECOND);
  raw_server_set_manner (fixture->handler, RAW_HOLD, RAW_OK);
  hlc_dispatcher_start (fixture->dispatcher);
  approve_call (&fixture->base, "c1");
  wait_for_requests (fixture->handler, 1);
  wait_for_rest (fixture);
  g_assert_cmpint (read_number (&fixture->base, "SELECT failure FROM attempt WHERE state = 2"), ==,
                   HLC_FAILURE_TIMEOUT);
  g_assert_cmpint (read_number (&fixture->base,
                                "SELECT count(*) FROM attempt WHERE error = 'no answer within 0.1 s'"),
                   ==, 1);
}

static void
test_own_port (DispatcherFixture *fixture, gconstpointer user_data)
{
  guint16 ports[] = { 1, raw_server_get_port (fixture->handler) };

  hlc_dispatcher_set_own_ports (fixture->dispatcher, ports, G_N_ELEMENTS (ports));
  hlc_dispatcher_start (fixture->dispatcher);
  approve_call (&fixture->base, "c1");
  wait_for_rest (fixture);
  wait_for_number (fixture, N_FAILED, 1);
  g_assert_cmpint (read_number (&fixture->base,
                                "SELECT count(*) FROM attempt WHERE error LIKE '%this console itself%'"),
                   ==, 1);
  g_assert_cmpuint (raw_server_get_n_connections (fixture->handler), ==, 0);

  hlc_dispatcher_set_own_ports (fixture->dispatcher, NULL, 0);
  advance (fixture, G_TIME_SPAN_MINUTE);
  wait_for_requests (fixture->handler, 1);
}

/* Without a secret nothing is sent, and the log says so. */
static void
test_no_secret (DispatcherFixture *fixture, gconstpointer user_data)
{
  hlc_endpoint_vault_remove (HLC_ENDPOINT_VAULT (fixture->vault), "ep_a", NULL);
  hlc_dispatcher_start (fixture->dispatcher);
  approve_call (&fixture->base, "c1");
  wait_for_number (fixture, N_FAILED, 1);
  g_assert_cmpint (read_number (&fixture->base, "SELECT failure FROM attempt WHERE state = 2"), ==,
                   HLC_FAILURE_UNSENDABLE);
  g_assert_cmpuint (raw_server_get_n_connections (fixture->handler), ==, 0);
}

static void
test_malformed_secret (DispatcherFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcSigningSecret) secret = NULL;

  hlc_endpoint_vault_remove (HLC_ENDPOINT_VAULT (fixture->vault), "ep_a", NULL);
  secret = hlc_endpoint_vault_put (HLC_ENDPOINT_VAULT (fixture->vault), "ep_a", "whsec_!", NULL);
  hlc_dispatcher_start (fixture->dispatcher);
  approve_call (&fixture->base, "c1");
  wait_for_number (fixture, N_FAILED, 1);
  g_assert_cmpint (read_number (&fixture->base,
                                "SELECT count(*) FROM attempt WHERE error LIKE 'The signing secret "
                                "cannot be used: %'"),
                   ==, 1);
}

static void
test_rotation (DispatcherFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcSigningSecret) secret =
      hlc_endpoint_vault_rotate (HLC_ENDPOINT_VAULT (fixture->vault), "ep_a", OTHER_SECRET, 0, NULL);

  hlc_dispatcher_start (fixture->dispatcher);
  approve_call (&fixture->base, "c1");
  wait_for_requests (fixture->handler, 1);
  g_assert_true (verifies (fixture, fixture->handler, 0, SECRET));
  g_assert_true (verifies (fixture, fixture->handler, 0, OTHER_SECRET));
}

/* An endpoint that has moved gets the retry at its new place. */
static void
test_moved_endpoint (DispatcherFixture *fixture, gconstpointer user_data)
{
  g_autoptr (RawServer) other = raw_server_new ();
  g_autoptr (HlcEndpoint) stored = NULL;
  g_autoptr (HlcEndpoint) moved = NULL;
  g_autoptr (HlcEndpoint) updated = NULL;

  hlc_dispatcher_start (fixture->dispatcher);
  raw_server_set_manner (fixture->handler, RAW_RESET, NULL);
  approve_call (&fixture->base, "c1");
  wait_for_requests (fixture->handler, 1);
  wait_for_rest (fixture);

  stored = get_endpoint (&fixture->base, "ep_a");
  moved = hlc_endpoint_copy (stored);
  g_free (moved->url);
  moved->url = raw_server_dup_url (other, "/new");
  updated = update_endpoint (&fixture->base, moved);
  advance (fixture, G_TIME_SPAN_MINUTE);
  wait_for_requests (other, 1);
  wait_for_rest (fixture);
  g_assert_cmpuint (raw_server_get_n_requests (fixture->handler), ==, 1);
  g_assert_cmpint (read_number (&fixture->base,
                                "SELECT count(*) FROM attempt WHERE state = 1 AND url LIKE '%/new'"),
                   ==, 1);
}

static HlcMessage *
send (DispatcherFixture *fixture, const HlcSendOrder *order, HlcSigningSecret *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_dispatcher_send_async (fixture->dispatcher, order, secret, keep_result_cb, &result);

  return hlc_dispatcher_send_finish (fixture->dispatcher, wait_for_result (&result), error);
}

/* @url: lent to the order */
static HlcSendOrder
make_order (char *url, GBytes *payload)
{
  HlcSendOrder order = {
    .event_type = (char *) "function_call.completed",
    .content = HLC_CONTENT_BODY,
    .payload = payload,
    .url = url,
    .trigger = HLC_TRIGGER_SEND,
  };

  return order;
}

static void
test_url_of_its_own (DispatcherFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("{\"a\" : 1}", 9);
  g_autofree char *url = raw_server_dup_url (fixture->handler, "/other");
  HlcSendOrder order = make_order (url, payload);
  g_autoptr (HlcSigningSecret) secret = hlc_signing_secret_new ("given", OTHER_SECRET);
  g_autoptr (HlcSigningSecret) receivers = hlc_signing_secret_new ("receiver", SECRET);
  g_autoptr (HlcSigningSecret) malformed = hlc_signing_secret_new ("bad", "whsec_!");
  g_autoptr (HlcMessage) first = NULL;
  g_autoptr (HlcMessage) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *message_id = NULL;

  hlc_dispatcher_start (fixture->dispatcher);
  g_assert_null (send (fixture, &order, NULL, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (send (fixture, &order, malformed, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_clear_error (&error);

  first = send (fixture, &order, secret, &error);
  g_assert_no_error (error);
  wait_for_requests (fixture->handler, 1);
  g_assert_true (verifies (fixture, fixture->handler, 0, OTHER_SECRET));
  g_assert_true (g_str_has_prefix (raw_server_get_request (fixture->handler, 0), "POST /other HTTP/1.1\r\n"));
  g_assert_cmpstr (raw_answer_get_body (raw_server_get_request (fixture->handler, 0)), ==, "{\"a\" : 1}");
  message_id = dup_header (fixture->handler, 0, "webhook-id");
  g_assert_cmpstr (message_id, ==, first->message_id);

  hlc_dispatcher_set_default_secret (fixture->dispatcher, receivers);
  second = send (fixture, &order, NULL, &error);
  g_assert_no_error (error);
  wait_for_requests (fixture->handler, 2);
  g_assert_true (verifies (fixture, fixture->handler, 1, SECRET));
  g_assert_cmpstr (first->message_id, !=, second->message_id);
  wait_for_rest (fixture);
}

/* The secret of a URL is in memory only: after a restart the log says why it was not sent, and nothing is sent with
 * another one. */
static void
test_url_after_restart (DispatcherFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("{}", 2);
  g_autofree char *url = raw_server_dup_url (fixture->handler, "/other");
  HlcSendOrder order = make_order (url, payload);
  g_autoptr (HlcSigningSecret) secret = hlc_signing_secret_new ("given", SECRET);
  g_autoptr (HlcMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  raw_server_set_manner (fixture->handler, RAW_HOLD, NULL);
  hlc_dispatcher_start (fixture->dispatcher);
  message = send (fixture, &order, secret, &error);
  g_assert_no_error (error);
  wait_for_requests (fixture->handler, 1);

  dispatcher_restart (fixture);
  hlc_dispatcher_set_default_secret (fixture->dispatcher, secret);
  hlc_dispatcher_start (fixture->dispatcher);
  wait_for_number (fixture, N_FAILED, 1);
  g_assert_cmpint (read_number (&fixture->base, "SELECT failure FROM attempt"), ==, HLC_FAILURE_UNSENDABLE);
  g_assert_cmpuint (raw_server_get_n_requests (fixture->handler), ==, 1);
}

/* The received bytes with the received signature, which the sender made. */
static void
test_replay_original (DispatcherFixture *fixture, gconstpointer user_data)
{
  g_autofree char *url = raw_server_dup_url (fixture->handler, "/replayed");
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) stored =
      store_delivery (&fixture->base, make_delivery ("in_1", "{ \"n\" : 1e400 }"), &error);
  HlcSendOrder order = make_order (url, NULL);
  g_autoptr (HlcMessage) message = NULL;
  g_autofree char *message_id = NULL;

  g_assert_no_error (error);
  order.content = HLC_CONTENT_DELIVERY;
  order.delivery = stored->id;
  order.sign_mode = HLC_SIGN_ORIGINAL;
  order.trigger = HLC_TRIGGER_REPLAY;
  hlc_dispatcher_start (fixture->dispatcher);
  message = send (fixture, &order, NULL, &error);
  g_assert_no_error (error);
  wait_for_requests (fixture->handler, 1);
  wait_for_rest (fixture);
  message_id = dup_header (fixture->handler, 0, "webhook-id");
  g_assert_cmpstr (message_id, ==, "in_1");
  g_assert_cmpstr (raw_answer_get_body (raw_server_get_request (fixture->handler, 0)), ==,
                   "{ \"n\" : 1e400 }");
}

/* Megabytes are signed on a worker thread, and not less rightly. */
static void
test_large_body (DispatcherFixture *fixture, gconstpointer user_data)
{
  gsize size = 3 * 1024 * 1024;
  char *text = g_strnfill (size, ' ');
  g_autoptr (GBytes) payload = NULL;
  HlcSendOrder order = { 0 };
  g_autoptr (HlcMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  text[0] = '[';
  text[size - 1] = ']';
  payload = g_bytes_new_take (text, size);
  order = make_order (NULL, payload);
  order.endpoint_id = (char *) "ep_a";
  hlc_dispatcher_start (fixture->dispatcher);
  message = send (fixture, &order, NULL, &error);
  g_assert_no_error (error);
  wait_for_requests (fixture->handler, 1);
  wait_for_rest (fixture);
  g_assert_true (verifies (fixture, fixture->handler, 0, SECRET));

  /* And one that is being signed when all stops is not sent. */
  g_clear_pointer (&message, hlc_message_unref);
  message = send (fixture, &order, NULL, &error);
  while (hlc_dispatcher_get_n_under_way (fixture->dispatcher) == 0)
    g_main_context_iteration (NULL, TRUE);
  hlc_dispatcher_stop (fixture->dispatcher);
  let_it_look (fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                  \
  g_test_add ("/dispatcher-send/" path, DispatcherFixture, NULL, dispatcher_set_up, function,                \
              dispatcher_tear_down)
  ADD ("deadline", test_deadline);
  ADD ("own-port", test_own_port);
  ADD ("no-secret", test_no_secret);
  ADD ("malformed-secret", test_malformed_secret);
  ADD ("rotation", test_rotation);
  ADD ("moved-endpoint", test_moved_endpoint);
  ADD ("url-of-its-own", test_url_of_its_own);
  ADD ("url-after-restart", test_url_after_restart);
  ADD ("replay-original", test_replay_original);
  ADD ("large-body", test_large_body);

  return g_test_run ();
}
