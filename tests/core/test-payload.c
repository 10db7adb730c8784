/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-payload.h"

#include <string.h>

#define CALL_SPEC "\"spec\":{\"fn\":\"send_email\",\"kwargs\":{\"to\":\"a@b.c\",\"n\":3}}"
#define CONTACT_SPEC "\"spec\":{\"msg\":\"Which region first?\"}"
#define IDS "\"run_id\":\"run-1\",\"call_id\":\"call-1\""
#define CALL "{" IDS "," CALL_SPEC "}"
#define CONTACT "{" IDS "," CONTACT_SPEC "}"
#define ENVELOPE(type, event) "{\"type\":\"" type "\",\"event\":" event "}"
#define CALL_TITLE "send_email(to=\"a@b.c\", n=3)"
#define CONTACT_TITLE "Which region first?"

typedef struct
{
  const char *name;
  const char *body;
  HlcBodyVersion version;
  const char *event_type;
  gboolean is_test;
  const char *title; /* NULL: no operation */
  HlcOperationKind kind;
  HlcOperationState state;
} Case;

#define CALL_IS(state) CALL_TITLE, HLC_OPERATION_FUNCTION_CALL, HLC_STATE_##state
#define CONTACT_IS(state) CONTACT_TITLE, HLC_OPERATION_HUMAN_CONTACT, HLC_STATE_##state
#define NO_OPERATION NULL, 0, 0
#define CALL_STATUS(members) "{" IDS "," CALL_SPEC ",\"status\":{" members "}}"
#define CONTACT_STATUS(members) "{" IDS "," CONTACT_SPEC ",\"status\":{" members "}}"
#define V1_CALL HLC_BODY_V1, "function_call.completed", FALSE
#define V1_CONTACT HLC_BODY_V1, "human_contact.completed", FALSE

static const Case cases[] = {
  /* v1: the body is the operation. */
  { "v1-call-pending", CALL, V1_CALL, CALL_IS (PENDING) },
  { "v1-call-status-null", "{" IDS "," CALL_SPEC ",\"status\":null}", V1_CALL, CALL_IS (PENDING) },
  { "v1-call-undecided", CALL_STATUS ("\"approved\":null,\"comment\":null"), V1_CALL, CALL_IS (PENDING) },
  { "v1-call-approved", CALL_STATUS ("\"approved\":true"), V1_CALL, CALL_IS (APPROVED) },
  { "v1-call-denied", CALL_STATUS ("\"approved\":false,\"comment\":\"no\""), V1_CALL, CALL_IS (DENIED) },
  { "v1-call-denied-no-comment", CALL_STATUS ("\"approved\":false,\"comment\":null"), V1_CALL,
    CALL_IS (DENIED) },
  { "v1-contact-pending", CONTACT, V1_CONTACT, CONTACT_IS (PENDING) },
  { "v1-contact-responded", CONTACT_STATUS ("\"response\":\"EU\""), V1_CONTACT, CONTACT_IS (RESPONDED) },
  { "v1-contact-null-response", CONTACT_STATUS ("\"response\":null"), V1_CONTACT, CONTACT_IS (PENDING) },
  { "v1-own-type-member", "{\"type\":\"mine\"," IDS "," CALL_SPEC "}", V1_CALL, CALL_IS (PENDING) },
  { "v1-unknown-members", "{\"x\":[{}]," IDS "," CALL_SPEC ",\"event\":null}", V1_CALL, CALL_IS (PENDING) },
  { "v1-fn-null", "{" IDS ",\"spec\":{\"fn\":null,\"msg\":\"Which region first?\"}}", V1_CONTACT,
    CONTACT_IS (PENDING) },
  { "v1-escaped-names", "{\"\\u0072un_id\":\"r\",\"call_i\\u0064\":\"c\"," CONTACT_SPEC "}", V1_CONTACT,
    CONTACT_IS (PENDING) },
  { "v1-duplicates-in-state",
    "{" IDS
    ",\"spec\":{\"msg\":\"Which region first?\",\"state\":{\"a\":1,\"a\":2,\"b\":[{\"c\":1,\"c\":2}]}}}",
    V1_CONTACT, CONTACT_IS (PENDING) },
  /* Envelopes. */
  { "v1beta2-call", ENVELOPE ("function_call.completed", CALL_STATUS ("\"approved\":true")), HLC_BODY_V1BETA2,
    "function_call.completed", FALSE, CALL_IS (APPROVED) },
  { "v1beta2-contact", ENVELOPE ("human_contact.completed", CONTACT_STATUS ("\"response\":\"EU\"")),
    HLC_BODY_V1BETA2, "human_contact.completed", FALSE, CONTACT_IS (RESPONDED) },
  { "v1beta2-test", "{\"type\":\"function_call.completed\",\"is_test\":true,\"event\":" CALL "}",
    HLC_BODY_V1BETA2, "function_call.completed", TRUE, CALL_IS (PENDING) },
  { "v1beta2-test-null", "{\"type\":\"function_call.completed\",\"is_test\":null,\"event\":" CALL "}",
    HLC_BODY_V1BETA2, "function_call.completed", FALSE, CALL_IS (PENDING) },
  { "v1beta3-call",
    ENVELOPE ("function_call.completed", "{\"contact_channel_id\":7," IDS "," CALL_SPEC ",\"status\":{}}"),
    HLC_BODY_V1BETA3, "function_call.completed", FALSE, CALL_IS (PENDING) },
  { "prefixed-call", ENVELOPE ("v1beta3.function_call.completed", CALL), HLC_BODY_V1BETA3,
    "function_call.completed", FALSE, CALL_IS (PENDING) },
  { "prefix-decides",
    ENVELOPE ("v1beta2.function_call.completed", "{\"contact_channel_id\":7," IDS "," CALL_SPEC "}"),
    HLC_BODY_V1BETA2, "function_call.completed", FALSE, CALL_IS (PENDING) },
  /* Other events. */
  { "email", ENVELOPE ("agent_email.received", "{\"from_address\":\"a@b.c\",\"subject\":\"hi\"}"),
    HLC_BODY_V1BETA2, "agent_email.received", FALSE, NO_OPERATION },
  { "email-prefixed", ENVELOPE ("v1beta2.agent_email.received", "{\"from_address\":\"a@b.c\"}"),
    HLC_BODY_V1BETA2, "agent_email.received", FALSE, NO_OPERATION },
  { "email-test", ENVELOPE ("agent_email.received", "{\"is_test\":true}"), HLC_BODY_V1BETA2,
    "agent_email.received", TRUE, NO_OPERATION },
  { "email-test-sender",
    ENVELOPE ("agent_email.received", "{\"from_address\":\"overworked-admin@coolcompany.com\"}"),
    HLC_BODY_V1BETA2, "agent_email.received", TRUE, NO_OPERATION },
  { "slack", ENVELOPE ("agent_slack.received", "{\"thread_ts\":\"1\",\"channel_id\":\"C1\",\"events\":[]}"),
    HLC_BODY_V1BETA2, "agent_slack.received", FALSE, NO_OPERATION },
  { "slack-test-sender",
    ENVELOPE ("agent_slack.received", "{\"from_address\":\"overworked-admin@coolcompany.com\"}"),
    HLC_BODY_V1BETA2, "agent_slack.received", FALSE, NO_OPERATION },
  { "conversation", ENVELOPE ("conversation.created", "{\"id\":1}"), HLC_BODY_V1BETA2, "conversation.created",
    FALSE, NO_OPERATION },
  { "unknown-type", ENVELOPE ("invoice.paid", "{\"spec\":{\"fn\":\"x\"},\"a\":1,\"a\":2}"), HLC_BODY_V1BETA2,
    "invoice.paid", FALSE, NO_OPERATION },
  { "unknown-without-event", "{\"type\":\"invoice.paid\",\"data\":{}}", HLC_BODY_UNKNOWN, "invoice.paid",
    FALSE, NO_OPERATION },
  { "other-version-prefix", ENVELOPE ("v9.agent_email.received", "{}"), HLC_BODY_V1BETA2,
    "v9.agent_email.received", FALSE, NO_OPERATION },
  { "only-prefix", ENVELOPE ("v1beta2.", "{}"), HLC_BODY_V1BETA2, "v1beta2.", FALSE, NO_OPERATION },
  /* JSON that is none of it. */
  { "object", "{\"hello\":1}", HLC_BODY_UNKNOWN, NULL, FALSE, NO_OPERATION },
  { "array", "[1]", HLC_BODY_UNKNOWN, NULL, FALSE, NO_OPERATION },
  { "string", "\"function_call.completed\"", HLC_BODY_UNKNOWN, NULL, FALSE, NO_OPERATION },
  { "null", "null", HLC_BODY_UNKNOWN, NULL, FALSE, NO_OPERATION },
  { "type-is-number", "{\"type\":1,\"event\":" CALL "}", HLC_BODY_UNKNOWN, NULL, FALSE, NO_OPERATION },
  { "empty-spec", "{" IDS ",\"spec\":{}}", HLC_BODY_UNKNOWN, NULL, FALSE, NO_OPERATION },
  { "duplicates-of-none", "{\"a\":1,\"a\":2}", HLC_BODY_UNKNOWN, NULL, FALSE, NO_OPERATION },
};

static HlcPayload *
detect (const char *body, GError **error)
{
  g_autoptr (GBytes) text = g_bytes_new_static (body, strlen (body));
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (text, NULL, error);

  g_assert_nonnull (document);
  return hlc_payload_new_detect (document, error);
}

static void
test_detect (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcPayload) payload = detect (test->body, &error);

  g_assert_no_error (error);
  g_assert_cmpint (payload->body_version, ==, test->version);
  g_assert_cmpstr (payload->event_type, ==, test->event_type);
  g_assert_cmpint (payload->is_test, ==, test->is_test);
  if (test->title == NULL)
    {
      g_assert_null (payload->operation);
      return;
    }
  g_assert_cmpstr (payload->operation->title, ==, test->title);
  g_assert_cmpint (payload->operation->kind, ==, test->kind);
  g_assert_cmpint (payload->operation->state, ==, test->state);
  g_assert_cmpint (payload->operation->is_test, ==, test->is_test);
  g_assert_cmpint (payload->operation->origin, ==, HLC_ORIGIN_WEBHOOK);
  g_assert_cmpint (payload->operation->decided_channel, ==,
                   test->state == HLC_STATE_PENDING ? HLC_CHANNEL_NONE : HLC_CHANNEL_WEBHOOK);
}

typedef struct
{
  const char *name;
  const char *body;
  int code;
  const char *message; /* what it begins with, or a part of it for repeated names */
} ErrorCase;

#define SHAPE(name, body, message)                                                                           \
  {                                                                                                          \
    name, body, HLC_ERROR_SHAPE, message                                                                     \
  }
#define REPEATED(name, body, message)                                                                        \
  {                                                                                                          \
    name, body, HLC_ERROR_DUPLICATE_NAME, message                                                            \
  }

static const ErrorCase error_cases[] = {
  SHAPE ("no-call-id", "{\"run_id\":\"r\"," CALL_SPEC "}", "call_id must be a string, but is missing"),
  SHAPE ("null-call-id",
         "{\"run_id\":\"r\",\"call_id\":null," CALL_SPEC "}",
         "call_id must be a string, but is null"),
  SHAPE ("empty-call-id", "{\"run_id\":\"r\",\"call_id\":\"\"," CALL_SPEC "}", "call_id is empty"),
  SHAPE ("number-call-id",
         "{\"run_id\":\"r\",\"call_id\":1," CALL_SPEC "}",
         "call_id must be a string, but is a number"),
  SHAPE ("nul-call-id",
         "{\"run_id\":\"r\",\"call_id\":\"a\\u0000b\"," CALL_SPEC "}",
         "call_id must not contain"),
  SHAPE ("no-run-id", "{\"call_id\":\"c\"," CALL_SPEC "}", "run_id must be a string, but is missing"),
  SHAPE ("empty-run-id", "{\"run_id\":\"\",\"call_id\":\"c\"," CALL_SPEC "}", "run_id is empty"),
  SHAPE ("fn-is-number", "{" IDS ",\"spec\":{\"fn\":1,\"kwargs\":{}}}", "spec.fn must be a string"),
  SHAPE ("fn-is-empty", "{" IDS ",\"spec\":{\"fn\":\"\",\"kwargs\":{}}}", "spec.fn is empty"),
  SHAPE ("fn-holds-nul",
         "{" IDS ",\"spec\":{\"fn\":\"ls\\u0000 rm\",\"kwargs\":{}}}",
         "spec.fn must not contain"),
  SHAPE ("no-kwargs", "{" IDS ",\"spec\":{\"fn\":\"f\"}}", "spec.kwargs must be an object, but is missing"),
  SHAPE ("kwargs-is-array",
         "{" IDS ",\"spec\":{\"fn\":\"f\",\"kwargs\":[]}}",
         "spec.kwargs must be an object"),
  SHAPE ("msg-is-object", "{" IDS ",\"spec\":{\"msg\":{}}}", "spec.msg must be a string"),
  SHAPE ("msg-holds-nul", "{" IDS ",\"spec\":{\"msg\":\"a\\u0000\"}}", "spec.msg must not contain"),
  SHAPE ("subject-holds-nul",
         "{" IDS ",\"spec\":{\"msg\":\"a\",\"subject\":\"\\u0000\"}}",
         "spec.subject must not contain"),
  SHAPE ("subject-is-array",
         "{" IDS ",\"spec\":{\"msg\":\"a\",\"subject\":[]}}",
         "spec.subject must be a string"),
  SHAPE ("status-is-string", "{" IDS "," CALL_SPEC ",\"status\":\"approved\"}", "status must be an object"),
  SHAPE ("approved-is-string", CALL_STATUS ("\"approved\":\"yes\""), "status.approved must be a boolean"),
  SHAPE ("comment-holds-nul",
         CALL_STATUS ("\"approved\":false,\"comment\":\"\\u0000\""),
         "status.comment must not"),
  SHAPE ("response-holds-nul",
         CONTACT_STATUS ("\"response\":\"\\u0000\""),
         "status.response must not contain"),
  SHAPE ("response-is-boolean", CONTACT_STATUS ("\"response\":true"), "status.response must be a string"),
  SHAPE ("option-is-number",
         CALL_STATUS ("\"reject_option_name\":1"),
         "status.reject_option_name must be a string"),
  SHAPE ("time-is-number", CALL_STATUS ("\"requested_at\":1"), "status.requested_at must be a string"),
  SHAPE ("envelope-without-event",
         "{\"type\":\"function_call.completed\"}",
         "event must be an object, but is missing"),
  SHAPE ("envelope-event-null",
         "{\"type\":\"human_contact.completed\",\"event\":null}",
         "event must be an object"),
  SHAPE ("envelope-no-spec",
         ENVELOPE ("function_call.completed", "{" IDS "}"),
         "event.spec must be an object"),
  SHAPE ("envelope-empty-spec",
         ENVELOPE ("function_call.completed", "{" IDS ",\"spec\":{}}"),
         "event.spec.fn and spec.msg"),
  SHAPE ("envelope-no-kwargs",
         ENVELOPE ("v1beta2.function_call.created", "{" IDS ",\"spec\":{\"fn\":\"f\"}}"),
         "event.spec.kwargs"),
  SHAPE ("call-in-contact-envelope",
         ENVELOPE ("human_contact.completed", CALL),
         "type says human_contact.completed"),
  SHAPE ("contact-in-call-envelope",
         ENVELOPE ("function_call.completed", CONTACT),
         "type says function_call.completed"),
  REPEATED ("root",
            "{" IDS ",\"call_id\":\"x\"," CALL_SPEC "}",
            "“call_id” is repeated at line 1, column 38"),
  REPEATED ("spec", "{" IDS "," CALL_SPEC "," CALL_SPEC "}", "“spec” is repeated"),
  REPEATED ("fn",
            "{" IDS ",\"spec\":{\"fn\":\"a\",\n\"f\\u006e\":\"b\",\"kwargs\":{}}}",
            "“fn” is repeated at line 2, column 1"),
  REPEATED ("kwargs",
            "{" IDS ",\"spec\":{\"fn\":\"a\",\"kwargs\":{\"l\":[{\"x\":1,\"x\":2}]}}}",
            "“x” is repeated"),
  REPEATED ("state-twice",
            "{" IDS ",\"spec\":{\"msg\":\"a\",\"state\":{},\"state\":{}}}",
            "“state” is repeated"),
  REPEATED ("status", CALL_STATUS ("\"approved\":false,\"approved\":true"), "“approved” is repeated"),
  REPEATED ("unknown-member", "{" IDS "," CALL_SPEC ",\"x\":{\"y\":1,\"y\":1}}", "“y” is repeated"),
  REPEATED ("state-elsewhere", "{" IDS "," CALL_SPEC ",\"state\":{\"y\":1,\"y\":1}}", "“y” is repeated"),
  REPEATED ("type",
            "{\"type\":\"a\",\"type\":\"function_call.completed\",\"event\":" CALL "}",
            "“type” is repeated"),
  REPEATED ("event", "{\"type\":\"a\",\"event\":1,\"event\":" CALL "}", "“event” is repeated"),
  REPEATED ("email",
            ENVELOPE ("agent_email.received", "{\"body\":\"a\",\"body\":\"b\"}"),
            "“body” is repeated"),
};

static void
test_error (gconstpointer data)
{
  const ErrorCase *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcPayload) payload = detect (test->body, &error);

  g_assert_null (payload);
  g_assert_error (error, HLC_ERROR, test->code);
  g_test_message ("%s", error->message);
  if (test->code == HLC_ERROR_SHAPE)
    g_assert_true (g_str_has_prefix (error->message, test->message));
  else
    g_assert_nonnull (strstr (error->message, test->message));
}

static void
assert_bytes (GBytes *bytes, const char *expected)
{
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

/* Not one byte of what was received is printed anew. */
static void
test_slices (void)
{
  const char *body =
      "{\"type\":\"function_call.completed\",\"event\":{\"call_id\":\"call-1\",\"run_id\":\"run-1\",\"spec\" "
      ": "
      "{ \"fn\":\"f\", \"kwargs\":{\"n\":12345678901234567890,\"x\":1e400}, \"state\":{\"a\":0.10,\"a\":1}} "
      ",\"status\": {\"approved\":true,\"requested_at\":\"2024-01-02T03:04:05.5Z\",\"responded_at\":"
      "\"2024-01-02T05:04:05+02:00\"} }}";
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcPayload) payload = detect (body, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (payload->operation->call_id, ==, "call-1");
  g_assert_cmpstr (payload->operation->run_id, ==, "run-1");
  assert_bytes (
      payload->operation->spec,
      "{ \"fn\":\"f\", \"kwargs\":{\"n\":12345678901234567890,\"x\":1e400}, \"state\":{\"a\":0.10,\"a\":1}}");
  assert_bytes (payload->operation->status,
                "{\"approved\":true,\"requested_at\":\"2024-01-02T03:04:05.5Z\",\"responded_at\":"
                "\"2024-01-02T05:04:05+02:00\"}");
  g_assert_cmpint (payload->operation->requested_at, ==, G_GINT64_CONSTANT (1704164645500000));
  g_assert_cmpint (payload->operation->responded_at, ==, G_GINT64_CONSTANT (1704164645000000));
  g_assert_cmpstr (payload->operation->title, ==, "f(n=12345678901234567890, x=1e400)");
}

static void
test_unreadable_time (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcPayload) payload =
      detect (CALL_STATUS ("\"requested_at\":\"yesterday\",\"responded_at\":null"), &error);

  g_assert_no_error (error);
  g_assert_cmpint (payload->operation->requested_at, ==, 0);
  g_assert_cmpint (payload->operation->responded_at, ==, 0);
}

static void
test_long_type (void)
{
  g_autofree char *type = g_strnfill (5000, 'x');
  g_autofree char *body = g_strdup_printf ("{\"type\":\"%s\"}", type);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcPayload) payload = detect (body, &error);

  g_assert_no_error (error);
  g_assert_cmpint (g_utf8_strlen (payload->event_type, -1), <=, 201);
}

typedef struct
{
  const char *name;
  const char *spec;
  const char *title;
} TitleCase;

static const TitleCase title_cases[] = {
  { "no-arguments", "{\"fn\":\"f\",\"kwargs\":{}}", "f()" },
  { "order", "{\"fn\":\"f\",\"kwargs\":{\"b\":1,\"a\":2}}", "f(b=1, a=2)" },
  { "types", "{\"fn\":\"f\",\"kwargs\":{\"a\":true,\"b\":null,\"c\":-1.50}}", "f(a=true, b=null, c=-1.50)" },
  { "containers", "{\"fn\":\"f\",\"kwargs\":{\"a\": [ 1,\n 2 ],\"b\":{ \"c d\" : \"e \\\" f\" }}}",
    "f(a=[1,2], b={\"c d\":\"e \\\" f\"})" },
  { "escaped", "{\"fn\":\"f\",\"kwargs\":{\"a\":\"caf\\u00e9\"}}", "f(a=\"caf\303\251\")" },
  { "subject", "{\"msg\":\"Go?\",\"subject\":\"Launch\"}", "Launch — Go?" },
  { "empty-subject", "{\"msg\":\"Go?\",\"subject\":\"\"}", "Go?" },
  { "lines", "{\"msg\":\"one\\ntwo\"}", "one two" },
};

static char *
dup_title (const char *spec)
{
  g_autofree char *body = g_strdup_printf ("{" IDS ",\"spec\":%s}", spec);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcPayload) payload = detect (body, &error);

  g_assert_no_error (error);
  return g_strdup (payload->operation->title);
}

static void
test_title (gconstpointer data)
{
  const TitleCase *test = data;
  g_autofree char *title = dup_title (test->spec);

  g_assert_cmpstr (title, ==, test->title);
}

static void
test_title_is_cut (void)
{
  g_autofree char *long_value = g_strnfill (100000, 'x');
  g_autofree char *one = g_strdup_printf ("{\"fn\":\"f\",\"kwargs\":{\"a\":\"%s\",\"b\":3}}", long_value);
  g_autofree char *many =
      g_strdup_printf ("{\"fn\":\"f\",\"kwargs\":{\"a\":\"%s\",\"b\":\"%s\",\"c\":\"%s\",\"d\":\"%s\"}}",
                       long_value, long_value, long_value, long_value);
  g_autofree char *wide =
      g_strdup_printf ("{\"fn\":\"f\",\"kwargs\":{\"a\":[\"%.1021s\303\251\303\251\"]}}", long_value);
  g_autofree char *one_title = dup_title (one);
  g_autofree char *many_title = dup_title (many);
  g_autofree char *wide_title = dup_title (wide);

  g_assert_true (g_str_has_suffix (one_title, ", b=3)"));
  g_assert_cmpint (g_utf8_strlen (one_title, -1), <, 80);
  g_assert_cmpint (g_utf8_strlen (many_title, -1), <=, 201);
  g_assert_true (g_utf8_validate (wide_title, -1, NULL));
}

/* An approver must not be led by what cannot be seen. */
static void
test_title_shows_deception (void)
{
  g_autofree char *title = dup_title ("{\"fn\":\"f\",\"kwargs\":{\"cmd\":\"ls\\u0000 rm\\u202e\"}}");

  g_assert_null (strstr (title, "\342\200\256"));
  g_assert_nonnull (strstr (title, " rm"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/payload/detect/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_detect);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (error_cases); i++)
    {
      const char *group = error_cases[i].code == HLC_ERROR_SHAPE ? "shape" : "repeated";
      g_autofree char *path = g_strconcat ("/payload/", group, "/", error_cases[i].name, NULL);

      g_test_add_data_func (path, &error_cases[i], test_error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (title_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/payload/title/", title_cases[i].name, NULL);

      g_test_add_data_func (path, &title_cases[i], test_title);
    }
  g_test_add_func ("/payload/slices", test_slices);
  g_test_add_func ("/payload/unreadable-time", test_unreadable_time);
  g_test_add_func ("/payload/long-type", test_long_type);
  g_test_add_func ("/payload/title-is-cut", test_title_is_cut);
  g_test_add_func ("/payload/title-shows-deception", test_title_shows_deception);

  return g_test_run ();
}
