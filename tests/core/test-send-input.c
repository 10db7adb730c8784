/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-send-input.h"

#include <string.h>

#include "json-input.h"

#define URL "http://127.0.0.1:8000/webhook"
#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define CALL_DONE "\"event_type\":\"function_call.completed\""
#define DATA CALL_DONE ",\"data\":{\"n\":1e400}"

typedef struct
{
  const char *text;
  const char *problems;
  /* Of what was read: */
  HlcMessageContent content;
  const char *payload;
  gsize payload_length;
  const char *event_type;
  const char *call_id;
  const char *endpoint_id;
  const char *url;
  const char *secret;
  gboolean is_test;
  HlcHeaderFamily family;
} MessageCase;

#define EVENT(text) "", HLC_CONTENT_EVENT, text, sizeof text - 1
#define BODY(text) "", HLC_CONTENT_BODY, text, sizeof text - 1
#define CALL "function_call.completed"

static const MessageCase message_cases[] = {
  { "{" DATA "}", EVENT ("{\"n\":1e400}"), CALL },
  { "{\"event_type\":\"v1beta2.agent_email.received\",\"data\":{ \"a\" : \"\\u00e9\" },\"is_test\":true}",
    EVENT ("{ \"a\" : \"\\u00e9\" }"), "v1beta2.agent_email.received", .is_test = TRUE },
  { "{\"event_type\":\"tomorrow.new\",\"data\":{}}", EVENT ("{}"), "tomorrow.new" },
  { "{" DATA ",\"to\":\"ep_1\"}", EVENT ("{\"n\":1e400}"), CALL, .endpoint_id = "ep_1" },
  { "{" DATA ",\"to\":\"" URL "\",\"secret\":\"" SECRET "\"}", EVENT ("{\"n\":1e400}"), CALL, .url = URL,
    .secret = SECRET },
  { "{" DATA ",\"to\":null,\"secret\":null,\"body\":null,\"call_id\":null,\"is_test\":null}",
    EVENT ("{\"n\":1e400}"), CALL },
  /* What only whoever sends to a URL knows. */
  { "{" DATA ",\"to\":\"" URL "\",\"body_version\":\"v1\"}", BODY ("{\"n\":1e400}"), CALL, .url = URL },
  { "{" DATA ",\"to\":\"" URL "\",\"body_version\":\"v1beta2\",\"is_test\":true}",
    BODY ("{\"type\":\"" CALL "\",\"is_test\":true,\"event\":{\"n\":1e400}}"), CALL, .url = URL,
    .is_test = TRUE },
  { "{" DATA ",\"to\":\"" URL "\",\"header_family\":\"svix\"}", EVENT ("{\"n\":1e400}"), CALL, .url = URL,
    .family = HLC_HEADER_FAMILY_SVIX },
  { "{" DATA ",\"to\":\"ep_1\",\"body_version\":\"v1\"}", "body.body_version value_error" },
  { "{" DATA ",\"body_version\":\"v1\"}", "body.body_version value_error" },
  { "{" CALL_DONE ",\"body\":\"\",\"to\":\"" URL "\",\"body_version\":\"v1\"}",
    "body.body_version value_error" },
  { "{" DATA ",\"to\":\"" URL "\",\"body_version\":\"v2\"}", "body.body_version value_error" },
  { "{" DATA ",\"to\":\"ep_1\",\"header_family\":\"both\"}", "body.header_family value_error" },
  { "{" DATA ",\"to\":\"" URL "\",\"header_family\":\"x\"}", "body.header_family value_error" },
  /* An event that is an operation is about it. */
  { "{" CALL_DONE ",\"data\":{\"call_id\":\"c\"}}", EVENT ("{\"call_id\":\"c\"}"), CALL, "c" },
  { "{" CALL_DONE ",\"data\":{\"call_id\":\"c\"},\"call_id\":\"d\"}", EVENT ("{\"call_id\":\"c\"}"), CALL,
    "d" },
  { "{" CALL_DONE ",\"data\":{\"call_id\":7}}", EVENT ("{\"call_id\":7}"), CALL },
  { "{" CALL_DONE ",\"data\":{\"call_id\":\"\"}}", EVENT ("{\"call_id\":\"\"}"), CALL },
  { "{\"event_type\":\"agent_slack.received\",\"data\":{\"call_id\":\"c\"}}", EVENT ("{\"call_id\":\"c\"}"),
    "agent_slack.received" },
  /* A body is anything, byte for byte. */
  { "{" CALL_DONE ",\"body\":\"not {json\"}", BODY ("not {json"), CALL },
  { "{" CALL_DONE ",\"body\":\"\"}", BODY (""), CALL },
  { "{" CALL_DONE ",\"body\":\"a\\u0000b\\n\",\"call_id\":\"c\"}", BODY ("a\0b\n"), CALL, "c" },
  /* A stored operation. */
  { "{\"call_id\":\"c\"}", "", HLC_CONTENT_OPERATION, NULL, 0, NULL, "c" },
  { "{\"call_id\":\"c\"," CALL_DONE ",\"to\":\"ep_1\"}", "", HLC_CONTENT_OPERATION, NULL, 0, CALL, "c",
    "ep_1" },
  /* What is wrong. */
  { "[]", "body dict_type" },
  { "{}", "body missing" },
  { "{" CALL_DONE "}", "body missing" },
  { "{\"data\":{}}", "body.event_type missing" },
  { "{\"body\":\"\"}", "body.event_type missing" },
  { "{" DATA ",\"body\":\"\"}", "body value_error" },
  { "{" CALL_DONE ",\"data\":[]}", "body.data dict_type" },
  { "{" CALL_DONE ",\"data\":\"{}\"}", "body.data dict_type" },
  { "{" CALL_DONE ",\"data\":{\"a\":1,\"a\":2}}", "body.data value_error" },
  { "{" CALL_DONE ",\"body\":{}}", "body.body string_type" },
  { "{\"event_type\":\"\",\"data\":{}}", "body.event_type value_error" },
  { "{\"event_type\":\"two words\",\"data\":{}}", "body.event_type value_error" },
  { "{\"event_type\":\"a\\r\\nb\",\"data\":{}}", "body.event_type value_error" },
  { "{\"event_type\":\"caf\xc3\xa9\",\"data\":{}}", "body.event_type value_error" },
  { "{\"event_type\":1,\"data\":{}}", "body.event_type string_type" },
  { "{" DATA ",\"call_id\":\"\"}", "body.call_id value_error" },
  { "{" DATA ",\"to\":\"\"}", "body.to string_too_short" },
  { "{" DATA ",\"to\":\"ftp://h/\"}", "body.to value_error" },
  { "{" DATA ",\"to\":\"http://user:hunter2@h/\"}", "body.to value_error" },
  { "{" DATA ",\"to\":\"localhost:8000\"}", "body.to value_error" },
  { "{" DATA ",\"secret\":\"" SECRET "\"}", "body.secret value_error" },
  { "{" DATA ",\"to\":\"ep_1\",\"secret\":\"" SECRET "\"}", "body.secret value_error" },
  { "{" DATA ",\"to\":\"" URL "\",\"secret\":\"hunter2!\"}", "body.secret value_error" },
  { "{" DATA ",\"is_test\":1}", "body.is_test bool_type" },
};

static void
test_message (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (message_cases); i++)
    {
      const MessageCase *test = &message_cases[i];
      g_autoptr (HlcJsonDocument) document = parse_json (test->text);
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      g_autoptr (HlcSendInput) input =
          hlc_send_input_read_message (hlc_json_document_get_root (document), problems);
      g_autofree char *found = describe_problems (problems);

      g_test_message ("%s", test->text);
      g_assert_cmpstr (found, ==, test->problems);
      g_assert_cmpint (input != NULL, ==, *test->problems == '\0');
      if (input == NULL)
        continue;

      g_assert_cmpint (input->order->content, ==, test->content);
      if (test->payload == NULL)
        g_assert_null (input->order->payload);
      else
        g_assert_cmpmem (g_bytes_get_data (input->order->payload, NULL),
                         g_bytes_get_size (input->order->payload), test->payload, test->payload_length);
      g_assert_cmpstr (input->order->event_type, ==, test->event_type);
      g_assert_cmpstr (input->order->call_id, ==, test->call_id);
      g_assert_cmpstr (input->order->endpoint_id, ==, test->endpoint_id);
      g_assert_cmpstr (input->order->url, ==, test->url);
      g_assert_cmpstr (input->secret != NULL ? hlc_signing_secret_get_text (input->secret) : NULL, ==,
                       test->secret);
      g_assert_cmpint (input->order->is_test, ==, test->is_test);
      g_assert_cmpint (input->order->header_family, ==, test->family);
      g_assert_cmpint (input->order->sign_mode, ==, HLC_SIGN_NOW);
      g_assert_cmpint (input->order->trigger, ==, HLC_TRIGGER_SEND);
      g_assert_null (input->order->message_id);
    }
}

static void
test_long_words (void)
{
  static const struct
  {
    int event_type;
    int call_id;
    const char *problems;
  } CASES[] = {
    { 200, 1024, "" },
    { 201, 1, "body.event_type value_error" },
    { 1, 1025, "body.call_id value_error" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"event_type\":\"%0*d\",\"call_id\":\"%0*d\",\"data\":{}}",
                                               CASES[i].event_type, 0, CASES[i].call_id, 0);
      g_autoptr (HlcJsonDocument) document = parse_json (text);
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      g_autoptr (HlcSendInput) input =
          hlc_send_input_read_message (hlc_json_document_get_root (document), problems);
      g_autofree char *found = describe_problems (problems);

      g_assert_cmpstr (found, ==, CASES[i].problems);
      g_assert_cmpint (input != NULL, ==, *CASES[i].problems == '\0');
    }
}

static void
test_replay (void)
{
  static const struct
  {
    const char *text;
    const char *problems;
    HlcSignMode sign_mode;
    const char *endpoint_id;
    const char *url;
    const char *secret;
  } CASES[] = {
    { "{}", "", HLC_SIGN_NOW },
    { "{\"mode\":null,\"to\":null}", "", HLC_SIGN_NOW },
    { "{\"mode\":\"resign\"}", "", HLC_SIGN_NOW },
    { "{\"mode\":\"original\",\"to\":\"ep_1\"}", "", HLC_SIGN_ORIGINAL, "ep_1" },
    { "{\"mode\":\"original\",\"to\":\"" URL "\"}", "", HLC_SIGN_ORIGINAL, NULL, URL },
    { "{\"to\":\"" URL "\",\"secret\":\"" SECRET "\"}", "", HLC_SIGN_NOW, NULL, URL, SECRET },
    { "{\"mode\":\"\"}", "body.mode value_error" },
    { "{\"mode\":\"sign\"}", "body.mode value_error" },
    { "{\"to\":\"http://\"}", "body.to value_error" },
    { "{\"secret\":\"" SECRET "\"}", "body.secret value_error" },
    { "{\"mode\":\"original\",\"to\":\"" URL "\",\"secret\":\"" SECRET "\"}", "body.secret value_error" },
    { "7", "body dict_type" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse_json (CASES[i].text);
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      g_autoptr (HlcSendInput) input =
          hlc_send_input_read_replay (hlc_json_document_get_root (document), 42, problems);
      g_autofree char *found = describe_problems (problems);

      g_test_message ("%s", CASES[i].text);
      g_assert_cmpstr (found, ==, CASES[i].problems);
      g_assert_cmpint (input != NULL, ==, *CASES[i].problems == '\0');
      if (input == NULL)
        continue;

      g_assert_cmpint (input->order->content, ==, HLC_CONTENT_DELIVERY);
      g_assert_cmpint (input->order->delivery, ==, 42);
      g_assert_cmpint (input->order->trigger, ==, HLC_TRIGGER_REPLAY);
      g_assert_cmpint (input->order->sign_mode, ==, CASES[i].sign_mode);
      g_assert_cmpstr (input->order->endpoint_id, ==, CASES[i].endpoint_id);
      g_assert_cmpstr (input->order->url, ==, CASES[i].url);
      g_assert_cmpstr (input->secret != NULL ? hlc_signing_secret_get_text (input->secret) : NULL, ==,
                       CASES[i].secret);
    }
}

static void
test_resend (void)
{
  static const struct
  {
    const char *text;
    const char *endpoint_id;
    const char *problems;
  } CASES[] = {
    { "{}", NULL, "" },
    { "{\"to\":null}", NULL, "" },
    { "{\"to\":\"ep_1\"}", "ep_1", "" },
    { "{\"to\":\"\"}", NULL, "body.to string_too_short" },
    { "{\"to\":\"" URL "\"}", NULL, "body.to value_error" },
    { "[]", NULL, "body dict_type" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse_json (CASES[i].text);
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      g_autofree char *endpoint_id = NULL;
      gboolean ok =
          hlc_send_input_read_resend (hlc_json_document_get_root (document), &endpoint_id, problems);
      g_autofree char *found = describe_problems (problems);

      g_assert_cmpstr (found, ==, CASES[i].problems);
      g_assert_cmpint (ok, ==, *CASES[i].problems == '\0');
      g_assert_cmpstr (endpoint_id, ==, CASES[i].endpoint_id);
    }
}

static void
test_time_scale (void)
{
  static const struct
  {
    const char *text;
    double time_scale;
    const char *problems;
  } CASES[] = {
    { "{\"time_scale\":1}", 1, "" },
    { "{\"time_scale\":1.5e3}", 1500, "" },
    { "{\"time_scale\":1000000}", 1e6, "" },
    { "{\"time_scale\":1000001}", 1, "body.time_scale value_error" },
    { "{\"time_scale\":0}", 1, "body.time_scale value_error" },
    { "{\"time_scale\":-5}", 1, "body.time_scale value_error" },
    { "{\"time_scale\":1e400}", 1, "body.time_scale value_error" },
    { "{\"time_scale\":\"5\"}", 1, "body.time_scale value_error" },
    { "{\"time_scale\":null}", 1, "body.time_scale value_error" },
    { "{\"time_scale\":1,\"time_scale\":2}", 1, "body value_error" },
    { "{}", 1, "body.time_scale value_error" },
    { "5", 1, "body dict_type" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse_json (CASES[i].text);
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      double time_scale = 0;
      gboolean ok =
          hlc_send_input_read_time_scale (hlc_json_document_get_root (document), &time_scale, problems);
      g_autofree char *found = describe_problems (problems);

      g_test_message ("%s", CASES[i].text);
      g_assert_cmpstr (found, ==, CASES[i].problems);
      g_assert_cmpint (ok, ==, *CASES[i].problems == '\0');
      g_assert_cmpfloat (time_scale, ==, CASES[i].time_scale);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/send-input/message", test_message);
  g_test_add_func ("/send-input/long-words", test_long_words);
  g_test_add_func ("/send-input/replay", test_replay);
  g_test_add_func ("/send-input/resend", test_resend);
  g_test_add_func ("/send-input/time-scale", test_time_scale);

  return g_test_run ();
}
