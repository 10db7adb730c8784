/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-operation-input.h"

#include <string.h>

#include "json-input.h"

/* A request with members added to what is required. */
#define CALL(members) "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}" members "}}"
#define CONTACT(members) "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"msg\":\"m\"" members "}}"
#define CHANNEL(members) CALL (",\"channel\":{" members "}")

static void
assert_bytes (GBytes *bytes, const char *text)
{
  if (text == NULL)
    g_assert_null (bytes);
  else
    g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
}

typedef struct
{
  const char *text;
  const char *problems; /* "" where there are none */
} Case;

static void
assert_cases (const Case *cases, gsize n_cases, HlcOperationKind kind)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (HlcJsonDocument) document = parse_json (cases[i].text);
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      g_autoptr (HlcOperation) operation =
          hlc_operation_input_read (hlc_json_document_get_root (document), kind, problems);
      g_autofree char *found = describe_problems (problems);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (found, ==, cases[i].problems);
      g_assert_cmpint (operation != NULL, ==, *cases[i].problems == '\0');
    }
}

static void
test_function_call (void)
{
  static const Case CASES[] = {
    { CALL (""), "" },
    { "[]", "body dict_type" },
    { "null", "body dict_type" },
    { "{}", "body.run_id missing, body.call_id missing, body.spec missing" },
    { "{\"run_id\":null,\"call_id\":null,\"spec\":null}",
      "body.run_id string_type, body.call_id string_type, body.spec dict_type" },
    { "{\"run_id\":1,\"call_id\":true,\"spec\":[]}",
      "body.run_id string_type, body.call_id string_type, body.spec dict_type" },
    { "{\"run_id\":\"\",\"call_id\":\"\",\"spec\":{}}",
      "body.run_id string_too_short, body.call_id string_too_short, body.spec.fn missing, body.spec.kwargs "
      "missing" },
    { "{\"run_id\":\"\\u0000\",\"call_id\":\"a\\u0000\",\"spec\":{\"fn\":\"ls\\u0000 -R\",\"kwargs\":{}}}",
      "body.run_id value_error, body.call_id value_error, body.spec.fn value_error" },
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"fn\":null,\"kwargs\":null}}",
      "body.spec.fn string_type, body.spec.kwargs dict_type" },
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"fn\":\"\",\"kwargs\":[]}}",
      "body.spec.fn string_too_short, body.spec.kwargs dict_type" },
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"fn\":\"f\",\"kwargs\":\"{}\"}}",
      "body.spec.kwargs dict_type" },
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"call_id\":\"c\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}}}",
      "body value_error" },
    { CALL (",\"fn\":\"g\""), "body.spec value_error" },
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"fn\":\"f\",\"kwargs\":{\"a\":1,\"\\u0061\":2}}}",
      "body.spec.kwargs value_error" },
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"fn\":\"f\",\"kwargs\":{\"a\":[{\"b\":1,\"b\":1}]}}}",
      "body.spec.kwargs value_error" },
    { CALL (",\"state\":{\"a\":1,\"a\":[{\"b\":1,\"b\":1}]}"), "" },
    { CALL (",\"state\":[]"), "body.spec.state dict_type" },
    { CALL (",\"state\":\"\""), "body.spec.state dict_type" },
    { CALL (",\"channel\":[]"), "body.spec.channel dict_type" },
    { CALL (",\"x\":{\"fn\":1},\"msg\":null"), "" },
  };

  assert_cases (CASES, G_N_ELEMENTS (CASES), HLC_OPERATION_FUNCTION_CALL);
}

/* An id of a document's size would be in every list. */
static void
test_long_ids (void)
{
  static const struct
  {
    int run_id;
    int call_id;
    const char *problems;
  } CASES[] = {
    { 1024, 1024, "" },
    { 1025, 1, "body.run_id string_too_long" },
    { 1, 1025, "body.call_id string_too_long" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"run_id\":\"%0*d\",\"call_id\":\"%0*d\",\"spec\":{\"msg\":\"m\"}}",
                           CASES[i].run_id, 0, CASES[i].call_id, 0);
      const Case one = { text, CASES[i].problems };

      assert_cases (&one, 1, HLC_OPERATION_HUMAN_CONTACT);
    }
}

static void
test_human_contact (void)
{
  static const Case CASES[] = {
    { CONTACT (""), "" },
    { CONTACT (",\"subject\":\"s\""), "" },
    { CONTACT (",\"subject\":null,\"channel\":null,\"response_options\":null,\"state\":null"), "" },
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{}}", "body.spec.msg missing" },
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"msg\":null}}", "body.spec.msg string_type" },
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"msg\":[]}}", "body.spec.msg string_type" },
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"msg\":\"a\\u0000b\",\"subject\":\"\\u0000\"}}",
      "body.spec.msg value_error, body.spec.subject value_error" },
    { CONTACT (",\"subject\":1"), "body.spec.subject string_type" },
    { CONTACT (",\"response_options\":[{\"name\":\"yes\"},{}]"),
      "body.spec.response_options.1.name missing" },
    { CONTACT (",\"response_options\":[{\"name\":\"yes\"},{\"name\":\"y\\u0065s\"}]"),
      "body.spec.response_options value_error" },
    { CONTACT (",\"fn\":\"f\",\"kwargs\":{}"), "body.spec.fn value_error" },
    { CONTACT (",\"fn\":null"), "" },
    { CONTACT (",\"state\":{\"a\":1,\"a\":1}"), "" },
  };

  assert_cases (CASES, G_N_ELEMENTS (CASES), HLC_OPERATION_HUMAN_CONTACT);
}

static void
test_options (void)
{
  static const Case CASES[] = {
    { CALL (",\"reject_options\":[]"), "" },
    { CALL (
          ",\"reject_options\":[{\"name\":\"a\",\"title\":\"t\",\"description\":\"d\",\"prompt_fill\":\"p\","
          "\"interactive\":true}]"),
      "" },
    { CALL (",\"reject_options\":[{\"name\":\"a\",\"title\":null,\"description\":null,\"prompt_fill\":null,"
            "\"interactive\":null}]"),
      "" },
    { CALL (",\"reject_options\":{}"), "body.spec.reject_options list_type" },
    { CALL (",\"reject_options\":[null]"), "body.spec.reject_options.0 dict_type" },
    { CALL (",\"reject_options\":[{\"name\":\"\"}]"), "body.spec.reject_options.0.name string_too_short" },
    { CALL (",\"reject_options\":[{\"name\":null}]"), "body.spec.reject_options.0.name string_type" },
    { CALL (
          ",\"reject_options\":[{\"name\":\"a\"},{\"name\":1,\"title\":1,\"description\":1,\"prompt_fill\":1,"
          "\"interactive\":\"yes\"}]"),
      "body.spec.reject_options.1.name string_type, body.spec.reject_options.1.title string_type,"
      " body.spec.reject_options.1.description string_type, body.spec.reject_options.1.prompt_fill "
      "string_type,"
      " body.spec.reject_options.1.interactive bool_type" },
    { CALL (",\"reject_options\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"a\"}]"),
      "body.spec.reject_options value_error" },
  };

  assert_cases (CASES, G_N_ELEMENTS (CASES), HLC_OPERATION_FUNCTION_CALL);
}

static void
test_channels (void)
{
  static const Case CASES[] = {
    { CHANNEL (""), "" },
    { CHANNEL ("\"slack\":null,\"sms\":null,\"whatsapp\":null,\"email\":null"), "" },
    { CHANNEL (
          "\"slack\":{\"channel_or_user_id\":\"\",\"context_about_channel_or_user\":\"c\",\"bot_token\":"
          "\"x\","
          "\"allowed_responder_ids\":[\"U1\"],\"experimental_slack_blocks\":true,\"thread_ts\":\"1.2\"}"),
      "" },
    { CHANNEL (
          "\"slack\":{\"channel_or_user_id\":\"\",\"context_about_channel_or_user\":null,\"bot_token\":null,"
          "\"allowed_responder_ids\":null,\"experimental_slack_blocks\":null,\"thread_ts\":null}"),
      "" },
    { CHANNEL ("\"slack\":{}"), "body.spec.channel.slack.channel_or_user_id missing" },
    { CHANNEL ("\"slack\":{\"channel_or_user_id\":1,\"context_about_channel_or_user\":1,\"bot_token\":1,"
               "\"allowed_responder_ids\":[\"U1\",2],\"experimental_slack_blocks\":1,\"thread_ts\":1}"),
      "body.spec.channel.slack.channel_or_user_id string_type,"
      " body.spec.channel.slack.context_about_channel_or_user string_type,"
      " body.spec.channel.slack.bot_token string_type,"
      " body.spec.channel.slack.allowed_responder_ids.1 string_type,"
      " body.spec.channel.slack.experimental_slack_blocks bool_type, body.spec.channel.slack.thread_ts "
      "string_type" },
    { CHANNEL ("\"sms\":{\"phone_number\":\"+1\",\"context_about_user\":\"c\"}"), "" },
    { CHANNEL ("\"sms\":{\"phone_number\":\"\",\"context_about_user\":1}"),
      "body.spec.channel.sms.phone_number string_too_short, body.spec.channel.sms.context_about_user "
      "string_type" },
    { CHANNEL ("\"whatsapp\":{}"), "body.spec.channel.whatsapp.phone_number missing" },
    { CHANNEL ("\"email\":{\"address\":\"a@b\",\"context_about_user\":\"c\",\"additional_recipients\":[{"
               "\"address\":"
               "\"b@c\",\"context_about_user\":\"d\",\"field\":\"cc\"}],\"subject\":\"s\",\"references_"
               "message_id\":"
               "\"1\",\"in_reply_to_message_id\":\"2\",\"experimental_subject_line\":\"3\","
               "\"experimental_references_message_id\":\"4\",\"experimental_in_reply_to_message_id\":\"5\","
               "\"template\":\"<b>\"}"),
      "" },
    { CHANNEL (
          "\"email\":{\"context_about_user\":1,\"additional_recipients\":[{\"address\":\"b@c\"},{\"field\":1,"
          "\"context_about_user\":1}],\"subject\":1,\"references_message_id\":1,\"in_reply_to_message_id\":1,"
          "\"experimental_subject_line\":1,\"experimental_references_message_id\":1,"
          "\"experimental_in_reply_to_message_id\":1,\"template\":1}"),
      "body.spec.channel.email.address missing, body.spec.channel.email.context_about_user string_type,"
      " body.spec.channel.email.additional_recipients.1.address missing,"
      " body.spec.channel.email.additional_recipients.1.context_about_user string_type,"
      " body.spec.channel.email.additional_recipients.1.field string_type,"
      " body.spec.channel.email.subject string_type, body.spec.channel.email.references_message_id "
      "string_type,"
      " body.spec.channel.email.in_reply_to_message_id string_type,"
      " body.spec.channel.email.experimental_subject_line string_type,"
      " body.spec.channel.email.experimental_references_message_id string_type,"
      " body.spec.channel.email.experimental_in_reply_to_message_id string_type,"
      " body.spec.channel.email.template string_type" },
    { CHANNEL ("\"email\":{\"address\":\"a@b\",\"additional_recipients\":{}}"),
      "body.spec.channel.email.additional_recipients list_type" },
    { CHANNEL ("\"pigeon\":{\"loft\":1}"), "" },
  };

  assert_cases (CASES, G_N_ELEMENTS (CASES), HLC_OPERATION_FUNCTION_CALL);
}

/* Who creates an operation does not decide it. */
static void
test_status (void)
{
#define WITH_STATUS(status)                                                                                  \
  "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}},\"status\":" status "}"
  static const Case CASES[] = {
    { WITH_STATUS ("null"), "" },
    { WITH_STATUS ("{}"), "" },
    { WITH_STATUS ("{\"requested_at\":\"2026-01-02T03:04:05Z\",\"responded_at\":null,\"approved\":null,"
                   "\"comment\":null}"),
      "" },
    { WITH_STATUS ("{\"approved\":true}"), "body.status.approved value_error" },
    { WITH_STATUS ("{\"approved\":false,\"comment\":\"no\"}"), "body.status.approved value_error" },
    { WITH_STATUS ("[]"), "body.status dict_type" },
  };
#undef WITH_STATUS
  static const Case CONTACT_CASES[] = {
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"msg\":\"m\"},\"status\":{\"response\":null}}", "" },
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"msg\":\"m\"},\"status\":{\"response\":\"me\"}}",
      "body.status.response value_error" },
  };

  assert_cases (CASES, G_N_ELEMENTS (CASES), HLC_OPERATION_FUNCTION_CALL);
  assert_cases (CONTACT_CASES, G_N_ELEMENTS (CONTACT_CASES), HLC_OPERATION_HUMAN_CONTACT);
}

/* What the Python SDK sends: every optional member is there and null. */
static void
test_explicit_nulls (void)
{
  static const Case CASES[] = {
    { "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"fn\":\"f\",\"kwargs\":{\"a\":null},\"channel\":{"
      "\"slack\":{"
      "\"channel_or_user_id\":\"\",\"context_about_channel_or_user\":null,\"bot_token\":null,"
      "\"allowed_responder_ids\":null,\"experimental_slack_blocks\":null,\"thread_ts\":null},\"sms\":null,"
      "\"whatsapp\":null,\"email\":{\"address\":\"a@b\",\"context_about_user\":null,\"additional_"
      "recipients\":null,"
      "\"subject\":null,\"references_message_id\":null,\"in_reply_to_message_id\":null,\"template\":null}},"
      "\"reject_options\":[{\"name\":\"n\",\"title\":null,\"description\":null,\"prompt_fill\":null,"
      "\"interactive\":false}],\"state\":null},\"status\":null}",
      "" },
  };

  assert_cases (CASES, G_N_ELEMENTS (CASES), HLC_OPERATION_FUNCTION_CALL);
}

static void
test_operation_is_as_sent (void)
{
  static const struct
  {
    const char *text;
    HlcOperationKind kind;
    const char *call_id;
    const char *spec;
    const char *extra;
  } CASES[] = {
    { CALL (""), HLC_OPERATION_FUNCTION_CALL, "c", "{\"fn\":\"f\",\"kwargs\":{}}", NULL },
    { "{\"zebra\":[1, 2],\"run_id\":\"r\",\"call_id\":\"call 1/\xc3\xa9?\",\"spec\": {\"state\":{\"n\":"
      "12345678901234567890,\"f\":1e400,\"n\":0.10},\"fn\":\"f\",\"later\" : "
      "{},\"kwargs\":{\"z\":1,\"a\":2}} ,"
      "\"m\\u0065\":\"\\u00e9\"}",
      HLC_OPERATION_FUNCTION_CALL, "call 1/\xc3\xa9?",
      "{\"state\":{\"n\":12345678901234567890,\"f\":1e400,\"n\":0.10},\"fn\":\"f\",\"later\" : "
      "{},\"kwargs\":{"
      "\"z\":1,\"a\":2}}",
      "\"zebra\":[1, 2],\"m\\u0065\":\"\\u00e9\"" },
    { CONTACT (",\"subject\":null"), HLC_OPERATION_HUMAN_CONTACT, "c", "{\"msg\":\"m\",\"subject\":null}",
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse_json (CASES[i].text);
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      g_autoptr (HlcOperation) operation =
          hlc_operation_input_read (hlc_json_document_get_root (document), CASES[i].kind, problems);

      g_assert_nonnull (operation);
      g_assert_cmpint (operation->kind, ==, CASES[i].kind);
      g_assert_cmpint (operation->state, ==, HLC_STATE_PENDING);
      g_assert_cmpstr (operation->run_id, ==, "r");
      g_assert_cmpstr (operation->call_id, ==, CASES[i].call_id);
      g_assert_null (operation->status);
      assert_bytes (operation->spec, CASES[i].spec);
      assert_bytes (operation->extra, CASES[i].extra);
    }
}

static void
test_escalation (void)
{
  static const Case CASES[] = {
    { "{\"escalation_msg\":\"hurry\"}", "" },
    { "{\"escalation_msg\":\"\"}", "" },
    { "{\"escalation_msg\":\"hurry\",\"additional_recipients\":null,\"channel\":null}", "" },
    { "{\"escalation_msg\":\"hurry\",\"additional_recipients\":[{\"address\":\"a@b\",\"field\":\"to\"}],"
      "\"channel\":{"
      "\"email\":{\"address\":\"a@b\"}},\"later\":1}",
      "" },
    { "{}", "body.escalation_msg missing" },
    { "{\"escalation_msg\":null}", "body.escalation_msg string_type" },
    { "{\"escalation_msg\":1}", "body.escalation_msg string_type" },
    { "{\"escalation_msg\":\"\\u0000\"}", "body.escalation_msg value_error" },
    { "{\"escalation_msg\":\"a\",\"additional_recipients\":[{}]}",
      "body.additional_recipients.0.address missing" },
    { "{\"escalation_msg\":\"a\",\"channel\":{\"email\":{}}}", "body.channel.email.address missing" },
    { "\"hurry\"", "body dict_type" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse_json (CASES[i].text);
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      gboolean ok = hlc_escalation_input_check (hlc_json_document_get_root (document), problems);
      g_autofree char *found = describe_problems (problems);

      g_test_message ("%s", CASES[i].text);
      g_assert_cmpstr (found, ==, CASES[i].problems);
      g_assert_cmpint (ok, ==, *CASES[i].problems == '\0');
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/operation-input/function-call", test_function_call);
  g_test_add_func ("/operation-input/long-ids", test_long_ids);
  g_test_add_func ("/operation-input/human-contact", test_human_contact);
  g_test_add_func ("/operation-input/options", test_options);
  g_test_add_func ("/operation-input/channels", test_channels);
  g_test_add_func ("/operation-input/status", test_status);
  g_test_add_func ("/operation-input/explicit-nulls", test_explicit_nulls);
  g_test_add_func ("/operation-input/as-sent", test_operation_is_as_sent);
  g_test_add_func ("/operation-input/escalation", test_escalation);
  return g_test_run ();
}
