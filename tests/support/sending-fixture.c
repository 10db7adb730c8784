/* SPDX-License-Identifier: Apache-2.0 */
#include "sending-fixture.h"

#include <string.h>

#include "hlc-json-document.h"
#include "raw-client.h"

void
sending_set_up (SendingFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  fixture->vault = fake_vault_new ();
  fixture->dispatcher = hlc_dispatcher_new (fixture->base.store, HLC_ENDPOINT_VAULT (fixture->vault),
                                            fixture->base.clock, "console_test");
  fixture->api = hlc_api_new (fixture->base.store, fixture->base.clock, SENDING_TOKEN);
  hlc_api_set_sending (fixture->api, HLC_ENDPOINT_VAULT (fixture->vault), fixture->dispatcher);
  hlc_api_listen (fixture->api, 0, &error);
  g_assert_no_error (error);
  fixture->port = hlc_api_get_port (fixture->api);
}

void
sending_tear_down (SendingFixture *fixture, gconstpointer user_data)
{
  hlc_api_stop (fixture->api);
  hlc_dispatcher_stop (fixture->dispatcher);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->api);
  g_assert_finalize_object (fixture->dispatcher);
  g_assert_finalize_object (fixture->vault);
  store_fixture_tear_down (&fixture->base, NULL);
}

/* @target: a method and what follows `/console/v1/`; @body: NULL for none */
char *
sending_ask (SendingFixture *fixture, const char *target, const char *body)
{
  g_auto (GStrv) parts = g_strsplit (target, " ", 2);
  g_autofree char *headers =
      body != NULL
          ? g_strdup_printf ("Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n",
                             strlen (body))
          : g_strdup ("");
  g_autofree char *request = g_strdup_printf (
      "%s /console/v1/%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nAuthorization: Bearer " SENDING_TOKEN
      "\r\n%s\r\n%s",
      parts[0], parts[1], fixture->port, headers, body != NULL ? body : "");

  return raw_exchange (fixture->port, request);
}

/* A member of the object that was answered, as its JSON text; a string without its quotes. */
char *
sending_get_member (const char *answer, const char *name)
{
  const char *body = raw_answer_get_body (answer);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, &error);
  g_autoptr (GBytes) text = NULL;
  HlcJsonValue value;
  gsize length = 0;

  g_assert_no_error (error);
  if (!hlc_json_value_get_member (hlc_json_document_get_root (document), name, &value))
    return NULL;
  if (hlc_json_value_get_type (value) == HLC_JSON_STRING)
    return hlc_json_value_dup_string (value, NULL);

  text = hlc_json_value_dup_text (value);
  return g_strndup (g_bytes_get_data (text, &length), g_bytes_get_size (text));
}

/* A message that waits for the endpoint ep_a. */
void
sending_add_message (SendingFixture *fixture, const char *message_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) payload = g_bytes_new_static ("{}", strlen ("{}"));
  g_autoptr (HlcMessage) message = NULL;
  HlcSendOrder order = {
    .message_id = (char *) message_id,
    .event_type = (char *) "agent_email.received",
    .content = HLC_CONTENT_EVENT,
    .payload = payload,
    .endpoint_id = (char *) "ep_a",
    .trigger = HLC_TRIGGER_SEND,
  };

  hlc_store_send_async (fixture->base.store, &order, keep_result_cb, &result);
  message = hlc_store_send_finish (fixture->base.store, wait_for_result (&result), &error);
  g_assert_no_error (error);
}

static void
test_case (gconstpointer data)
{
  const SendingCase *expected = data;
  SendingFixture fixture = { 0 };
  g_autoptr (HlcEndpoint) endpoint = NULL;
  g_autofree char *answer = NULL;

  sending_set_up (&fixture, NULL);
  endpoint = add_endpoint (&fixture.base, "ep_a");
  sending_add_message (&fixture, "msg_a");
  answer = sending_ask (&fixture, expected->target, expected->body);
  g_test_message ("%s", answer);
  g_assert_cmpuint (raw_answer_get_status (answer), ==, expected->status);
  g_assert_nonnull (strstr (answer, expected->text));
  g_assert_nonnull (strstr (answer, "\r\nContent-Type: application/json\r\n"));
  g_assert_null (strstr (answer, "hush"));
  sending_tear_down (&fixture, NULL);
}

/* Adds a test for each case. What is wrong in one is called "hush" where it is a secret: no answer repeats it. */
void
sending_add_cases (const char *prefix, const SendingCase *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%s/case/%s", prefix, cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
}
