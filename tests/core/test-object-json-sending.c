/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-object-json-sending.h"

#include <string.h>

#define DAY_1 "\"1970-01-02T00:00:00.000000Z\""
#define DAY_2 "\"1970-01-03T00:00:00.000000Z\""
#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

static void
assert_written (HlcJsonWriter *writer, const char *expected)
{
  g_autoptr (GBytes) json = hlc_json_writer_finish (writer);
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_endpoint (void)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();
  g_autoptr (HlcSigningSecret) secret = hlc_signing_secret_new ("s", SECRET);

  endpoint->endpoint_id = g_strdup ("ep_1");
  endpoint->url = g_strdup ("http://127.0.0.1:8000/webhook");
  endpoint->created_at = G_TIME_SPAN_DAY;
  hlc_object_json_write_endpoint (writer, endpoint, NULL, 0);
  assert_written (writer, "{\"id\":\"ep_1\",\"url\":\"http://127.0.0.1:8000/webhook\",\"description\":null,"
                          "\"events\":[],\"body_version\":\"v1\",\"header_family\":\"both\",\"headers\":[],"
                          "\"enabled\":true,\"disabled_reason\":null,\"created_at\":" DAY_1
                          ",\"failing_since\":null,\"waiting\":0,\"last_status\":null,\"last_error\":null,"
                          "\"last_attempt_at\":null}");

  endpoint->description = g_strdup ("mine");
  endpoint->events = 1u << HLC_EVENT_HUMAN_CONTACT_COMPLETED | 1u << HLC_EVENT_AGENT_SLACK_RECEIVED;
  endpoint->body_version = HLC_BODY_V1BETA3;
  endpoint->header_family = HLC_HEADER_FAMILY_SVIX;
  endpoint->enabled = FALSE;
  endpoint->disabled_reason = g_strdup ("It answered 410.");
  endpoint->failing_since = endpoint->last_attempt_at = 2 * G_TIME_SPAN_DAY;
  endpoint->waiting = 3;
  endpoint->last_status = 410;
  endpoint->last_error = g_strdup ("gone");
  hlc_header_list_append (endpoint->headers, "X-Tenant", "acme");
  hlc_header_list_append (endpoint->headers, "Authorization", "Bearer hunter2");
  hlc_header_list_append (endpoint->headers, "X-My-Token", "hunter2");
  hlc_object_json_write_endpoint (writer, endpoint, secret, 2 * G_TIME_SPAN_DAY);
  assert_written (
      writer,
      "{\"id\":\"ep_1\",\"url\":\"http://127.0.0.1:8000/webhook\",\"description\":\"mine\","
      "\"events\":[\"human_contact.completed\",\"agent_slack.received\"],\"body_version\":\"v1beta3\","
      "\"header_family\":\"svix\",\"headers\":[[\"X-Tenant\",\"acme\"],[\"Authorization\",\"***\"],"
      "[\"X-My-Token\",\"***\"]],\"enabled\":false,\"disabled_reason\":\"It answered "
      "410.\",\"created_at\":" DAY_1 ",\"failing_since\":" DAY_2
      ",\"waiting\":3,\"last_status\":410,\"last_error\":\"gone\","
      "\"last_attempt_at\":" DAY_2 ",\"secret_overlap_until\":" DAY_2 ",\"secret\":\"" SECRET "\"}");
}

#define WAITING_ATTEMPT                                                                                      \
  "{\"id\":5,\"message_id\":\"msg_1\",\"endpoint_id\":null,\"url\":\"http://h/\",\"rule_id\":null,"          \
  "\"number\":1,\"state\":\"waiting\",\"trigger\":\"event\",\"sign_mode\":\"resign\",\"due_at\":" DAY_1      \
  ",\"started_at\":null,\"duration_ms\":null,\"http_status\":null,\"failure\":null,\"error\":null,"          \
  "\"address\":null,\"next_at\":null,\"response_truncated\":false}"

static HlcAttempt *
make_waiting_attempt (void)
{
  HlcAttempt *attempt = hlc_attempt_new ();

  attempt->id = 5;
  attempt->message_id = g_strdup ("msg_1");
  attempt->url = g_strdup ("http://h/");
  attempt->number = 1;
  attempt->due_at = G_TIME_SPAN_DAY;

  return attempt;
}

static void
test_message (void)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (HlcMessage) message = hlc_message_new ();
  g_autoptr (GPtrArray) attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_attempt_unref);

  message->message_id = g_strdup ("msg_1");
  message->event_type = g_strdup ("function_call.completed");
  message->created_at = G_TIME_SPAN_DAY;
  hlc_object_json_write_message (writer, message, NULL);
  assert_written (
      writer, "{\"id\":\"msg_1\",\"webhook_id\":\"msg_1\",\"event_type\":\"function_call.completed\","
              "\"call_id\":null,\"delivery_id\":null,\"title\":null,\"is_test\":false,\"created_at\":" DAY_1
              ",\"state\":\"unsent\",\"n_attempts\":0,\"next_at\":null,\"last_status\":null,"
              "\"last_error\":null,\"url\":null}");

  message->webhook_id = g_strdup ("msg_theirs");
  message->call_id = g_strdup ("c");
  message->delivery = 7;
  message->title = g_strdup ("f()");
  message->is_test = TRUE;
  message->state = HLC_MESSAGE_FAILED;
  message->n_attempts = 8;
  message->next_at = 2 * G_TIME_SPAN_DAY;
  message->last_status = 500;
  message->last_error = g_strdup ("answered 500");
  message->url = g_strdup ("http://h/");
  g_ptr_array_add (attempts, make_waiting_attempt ());
  g_ptr_array_add (attempts, make_waiting_attempt ());
  hlc_object_json_write_message (writer, message, attempts);
  assert_written (
      writer, "{\"id\":\"msg_1\",\"webhook_id\":\"msg_theirs\",\"event_type\":\"function_call.completed\","
              "\"call_id\":\"c\",\"delivery_id\":7,\"title\":\"f()\",\"is_test\":true,\"created_at\":" DAY_1
              ",\"state\":\"failed\",\"n_attempts\":8,\"next_at\":" DAY_2
              ",\"last_status\":500,\"last_error\":\"answered 500\",\"url\":\"http://h/\","
              "\"attempts\":[" WAITING_ATTEMPT "," WAITING_ATTEMPT "]}");
}

static void
test_attempt (void)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (HlcAttempt) attempt = make_waiting_attempt ();

  hlc_object_json_write_attempt (writer, attempt);
  assert_written (writer, WAITING_ATTEMPT);

  attempt->endpoint_id = g_strdup ("ep_1");
  attempt->rule = 2;
  attempt->number = 3;
  attempt->state = HLC_ATTEMPT_FAILED;
  attempt->trigger = HLC_TRIGGER_FORWARD;
  attempt->sign_mode = HLC_SIGN_ORIGINAL;
  attempt->started_at = G_TIME_SPAN_DAY;
  attempt->duration = 1499;
  attempt->failure = HLC_FAILURE_STATUS;
  attempt->http_status = 500;
  attempt->error = g_strdup ("answered 500");
  attempt->address = g_strdup ("127.0.0.1:8000");
  attempt->next_at = 2 * G_TIME_SPAN_DAY;
  attempt->request_headers = hlc_header_list_new ();
  hlc_header_list_append (attempt->request_headers, "svix-signature", "v1,x");
  hlc_header_list_append (attempt->request_headers, "Authorization", "***");
  attempt->response_headers = hlc_header_list_new ();
  hlc_header_list_append (attempt->response_headers, "Set-Cookie", "hunter2");
  attempt->response_body = g_bytes_new_static ("{\"bot_token\":\"ab\"}", 18);
  attempt->response_truncated = TRUE;
  hlc_object_json_write_attempt (writer, attempt);
  assert_written (writer,
                  "{\"id\":5,\"message_id\":\"msg_1\",\"endpoint_id\":\"ep_1\",\"url\":\"http://h/\","
                  "\"rule_id\":2,\"number\":3,\"state\":\"failed\",\"trigger\":\"forward\","
                  "\"sign_mode\":\"original\",\"due_at\":" DAY_1 ",\"started_at\":" DAY_1
                  ",\"duration_ms\":1,\"http_status\":500,\"failure\":\"status\",\"error\":\"answered 500\","
                  "\"address\":\"127.0.0.1:8000\",\"next_at\":" DAY_2
                  ",\"request_headers\":[[\"svix-signature\",\"v1,x\"],[\"Authorization\",\"***\"]],"
                  "\"response_headers\":[[\"Set-Cookie\",\"***\"]],"
                  "\"response_body_base64\":\"eyJib3RfdG9rZW4iOiIqKiJ9\",\"response_truncated\":true}");
}

/* It was sent, and nothing came: that is told apart from a list row, which does not say. */
static void
test_attempt_without_answer (void)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (HlcAttempt) attempt = make_waiting_attempt ();
  g_autoptr (GBytes) json = NULL;
  g_autofree char *text = NULL;

  attempt->request_headers = hlc_header_list_new ();
  hlc_object_json_write_attempt (writer, attempt);
  json = hlc_json_writer_finish (writer);
  text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_assert_nonnull (
      strstr (text, "\"request_headers\":[],\"response_headers\":null,\"response_body_base64\":null"));
}

static void
test_rule (void)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (HlcForwardRule) rule = hlc_forward_rule_new ();

  rule->id = 3;
  rule->endpoint_id = g_strdup ("ep_1");
  rule->created_at = G_TIME_SPAN_DAY;
  hlc_object_json_write_rule (writer, rule);
  assert_written (writer,
                  "{\"id\":3,\"endpoint_id\":\"ep_1\",\"event_type\":null,\"path\":null,\"run_id\":null,"
                  "\"mode\":\"resign\",\"ordered\":true,\"enabled\":true,\"backlog_limit\":100,"
                  "\"is_down\":false,\"is_asking\":false,\"waiting\":0,\"created_at\":" DAY_1 "}");

  rule->event_type = g_strdup ("function_call.completed");
  rule->path = g_strdup ("/webhook/*");
  rule->run_id = g_strdup ("run-1");
  rule->sign_mode = HLC_SIGN_ORIGINAL;
  rule->ordered = rule->enabled = FALSE;
  rule->backlog_limit = 5;
  rule->is_down = rule->is_asking = TRUE;
  rule->waiting = 12;
  hlc_object_json_write_rule (writer, rule);
  assert_written (writer,
                  "{\"id\":3,\"endpoint_id\":\"ep_1\",\"event_type\":\"function_call.completed\","
                  "\"path\":\"/webhook/*\",\"run_id\":\"run-1\",\"mode\":\"original\",\"ordered\":false,"
                  "\"enabled\":false,\"backlog_limit\":5,\"is_down\":true,\"is_asking\":true,\"waiting\":12,"
                  "\"created_at\":" DAY_1 "}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/object-json-sending/endpoint", test_endpoint);
  g_test_add_func ("/object-json-sending/message", test_message);
  g_test_add_func ("/object-json-sending/attempt", test_attempt);
  g_test_add_func ("/object-json-sending/attempt-without-answer", test_attempt_without_answer);
  g_test_add_func ("/object-json-sending/rule", test_rule);

  return g_test_run ();
}
