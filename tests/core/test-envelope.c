/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-envelope.h"

#include <string.h>

/* Numbers, order, spaces and escapes that a tree would not give back. */
#define SPEC                                                                                                 \
  "{ \"state\" : {\"z\":12345678901234567890, \"a\":1e400,\"z\":0.10,\"e\":\"\\u00E9\\/\"},\"kwargs\":{},"   \
  "\"fn\":\"f\"\n}"
#define STATUS "{\"approved\" : true,\"z\":1.0}"
#define CONTACT_SPEC "{\"msg\":\"m\",\"n\":1.50}"
#define CONTACT_STATUS "{\"response\":\"yes\"}"
#define IDS "\"run_id\":\"r\",\"call_id\":\"c\","
#define CALL "{" IDS "\"spec\":" SPEC ",\"status\":" STATUS
#define CONTACT "{" IDS "\"spec\":" CONTACT_SPEC ",\"status\":" CONTACT_STATUS
#define TEST(type, event) "{\"type\":\"" type "\",\"is_test\":true,\"event\":" event "}"
#define REAL(type, event) "{\"type\":\"" type "\",\"is_test\":false,\"event\":" event "}"
#define CALL_DONE "function_call.completed"
#define CONTACT_DONE "human_contact.completed"
#define CONVERSATION "conversation.created"
#define EMAIL "agent_email.received"

static GBytes *
bytes_from (const char *text)
{
  return text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
}

static void
assert_text (GBytes *bytes, const char *expected)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (text, ==, expected);
}

static HlcPayload *
read_back (GBytes *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (body, NULL, &error);
  HlcPayload *payload = NULL;

  g_assert_no_error (error);
  payload = hlc_payload_new_detect (document, &error);
  g_assert_no_error (error);

  return payload;
}

typedef struct
{
  HlcOperationKind kind;
  gboolean is_test;
  const char *extra;
  const char *event_type;
  HlcBodyVersion version;
  const char *body;
} OperationCase;

static const OperationCase operation_cases[] = {
  { HLC_OPERATION_FUNCTION_CALL, FALSE, NULL, CALL_DONE, HLC_BODY_V1, CALL "}" },
  { HLC_OPERATION_HUMAN_CONTACT, TRUE, NULL, CONTACT_DONE, HLC_BODY_V1, CONTACT "}" },
  { HLC_OPERATION_FUNCTION_CALL, FALSE, NULL, CALL_DONE, HLC_BODY_V1BETA2, REAL (CALL_DONE, CALL "}") },
  { HLC_OPERATION_FUNCTION_CALL, TRUE, NULL, CALL_DONE, HLC_BODY_V1BETA2, TEST (CALL_DONE, CALL "}") },
  { HLC_OPERATION_HUMAN_CONTACT, FALSE, NULL, CONTACT_DONE, HLC_BODY_V1BETA2,
    REAL (CONTACT_DONE, CONTACT "}") },
  { HLC_OPERATION_FUNCTION_CALL, FALSE, NULL, CALL_DONE, HLC_BODY_V1BETA3,
    REAL (CALL_DONE, CALL ",\"contact_channel_id\":null}") },
  { HLC_OPERATION_HUMAN_CONTACT, TRUE, NULL, CONTACT_DONE, HLC_BODY_V1BETA3,
    TEST (CONTACT_DONE, CONTACT ",\"contact_channel_id\":null}") },
  /* Members that the protocol does not name stay; the one that makes the version is known or null, and in its place. */
  { HLC_OPERATION_FUNCTION_CALL, FALSE, "\"x\":[1, 2.50]", CALL_DONE, HLC_BODY_V1, CALL ",\"x\":[1, 2.50]}" },
  { HLC_OPERATION_FUNCTION_CALL, FALSE, "\"x\":[1, 2.50],\"contact_channel_id\":7", CALL_DONE, HLC_BODY_V1,
    CALL ",\"x\":[1, 2.50],\"contact_channel_id\":7}" },
  { HLC_OPERATION_FUNCTION_CALL, FALSE, "\"x\":[1, 2.50],\"contact_channel_id\":7,\"y\":0.10", CALL_DONE,
    HLC_BODY_V1BETA2, REAL (CALL_DONE, CALL ",\"x\":[1, 2.50],\"y\":0.10}") },
  { HLC_OPERATION_FUNCTION_CALL, FALSE, "\"contact_channel_id\":7,\"x\":{}", CALL_DONE, HLC_BODY_V1BETA3,
    REAL (CALL_DONE, CALL ",\"contact_channel_id\":7,\"x\":{}}") },
  /* An agent's own members do not make its operation look like an envelope around another. */
  { HLC_OPERATION_FUNCTION_CALL, FALSE, "\"type\":\"" CONTACT_DONE "\",\"event\":" CONTACT "}", CALL_DONE,
    HLC_BODY_V1, CALL ",\"type\":\"" CONTACT_DONE "\"}" },
  { HLC_OPERATION_FUNCTION_CALL, FALSE, "\"type\":\"t\",\"event\":\"e\"", CALL_DONE, HLC_BODY_V1,
    CALL ",\"type\":\"t\",\"event\":\"e\"}" },
  { HLC_OPERATION_FUNCTION_CALL, FALSE, "\"slack\":{\"bot_token\":\"xoxb\"}", CALL_DONE, HLC_BODY_V1BETA2,
    REAL (CALL_DONE, CALL ",\"slack\":{\"bot_token\":\"****\"}}") },
  /* A version before the type is the one that is sent, or none. */
  { HLC_OPERATION_FUNCTION_CALL, FALSE, NULL, "v1beta2." CALL_DONE, HLC_BODY_V1BETA2,
    REAL ("v1beta2." CALL_DONE, CALL "}") },
  { HLC_OPERATION_FUNCTION_CALL, FALSE, NULL, "v1beta2." CALL_DONE, HLC_BODY_V1BETA3,
    REAL (CALL_DONE, CALL ",\"contact_channel_id\":null}") },
  { HLC_OPERATION_FUNCTION_CALL, FALSE, NULL, "v1." CALL_DONE, HLC_BODY_V1BETA2, REAL (CALL_DONE, CALL "}") },
};

static HlcOperation *
make_operation (HlcOperationKind kind)
{
  HlcOperation *operation = hlc_operation_new ();
  gboolean is_call = kind == HLC_OPERATION_FUNCTION_CALL;

  operation->run_id = g_strdup ("r");
  operation->call_id = g_strdup ("c");
  operation->kind = kind;
  operation->state = is_call ? HLC_STATE_APPROVED : HLC_STATE_RESPONDED;
  operation->spec = bytes_from (is_call ? SPEC : CONTACT_SPEC);
  operation->status = bytes_from (is_call ? STATUS : CONTACT_STATUS);

  return operation;
}

static void
test_operation (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operation_cases); i++)
    {
      const OperationCase *test = &operation_cases[i];
      g_autoptr (HlcOperation) operation = make_operation (test->kind);
      g_autoptr (GBytes) body = NULL;
      g_autoptr (HlcPayload) payload = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      operation->is_test = test->is_test;
      operation->extra = bytes_from (test->extra);
      body = hlc_envelope_from_operation (operation, test->event_type, test->version);
      assert_text (body, test->body);

      /* Our own receiver reads what was sent. */
      payload = read_back (body);
      g_assert_cmpint (payload->body_version, ==, test->version);
      g_assert_nonnull (payload->operation);
      g_assert_cmpint (payload->operation->kind, ==, test->kind);
      g_assert_cmpint (payload->operation->state, ==, operation->state);
      g_assert_cmpstr (payload->event_type, ==,
                       test->kind == HLC_OPERATION_FUNCTION_CALL ? CALL_DONE : CONTACT_DONE);
      g_assert_true (g_bytes_equal (payload->operation->spec, operation->spec));
      g_assert_true (g_bytes_equal (payload->operation->status, operation->status));
      if (test->version != HLC_BODY_V1)
        g_assert_cmpint (payload->is_test, ==, test->is_test);
    }
}

/* A status is always there, and nobody reads it as a denial. */
static void
test_pending (void)
{
  static const HlcBodyVersion VERSIONS[] = { HLC_BODY_V1, HLC_BODY_V1BETA2, HLC_BODY_V1BETA3 };

  for (gsize i = 0; i < G_N_ELEMENTS (VERSIONS); i++)
    {
      g_autoptr (HlcOperation) operation = make_operation (HLC_OPERATION_FUNCTION_CALL);
      g_autoptr (GBytes) body = NULL;
      g_autoptr (HlcPayload) payload = NULL;

      operation->state = HLC_STATE_PENDING;
      g_clear_pointer (&operation->status, g_bytes_unref);
      body = hlc_envelope_from_operation (operation, CALL_DONE, VERSIONS[i]);
      payload = read_back (body);
      g_assert_cmpint (payload->body_version, ==, VERSIONS[i]);
      g_assert_cmpint (payload->operation->state, ==, HLC_STATE_PENDING);
      g_assert_nonnull (payload->operation->status);
    }
}

typedef struct
{
  const char *event;
  const char *event_type;
  gboolean is_test;
  HlcBodyVersion version;
  const char *body;
  HlcBodyVersion read_version;
  const char *read_type;
} EventCase;

static const EventCase event_cases[] = {
  { "{ \"subject\":\"\\u00e9\", \"n\":1e400 }", EMAIL, FALSE, HLC_BODY_V1BETA2,
    REAL (EMAIL, "{ \"subject\":\"\\u00e9\", \"n\":1e400 }"), HLC_BODY_V1BETA2, EMAIL },
  { "{ \"subject\":\"s\" }", EMAIL, TRUE, HLC_BODY_V1BETA2, TEST (EMAIL, "{ \"subject\":\"s\" }"),
    HLC_BODY_V1BETA2, EMAIL },
  { "{ \"subject\":\"s\" }", EMAIL, FALSE, HLC_BODY_V1BETA3,
    REAL (EMAIL, "{ \"subject\":\"s\" ,\"contact_channel_id\":null}"), HLC_BODY_V1BETA3, EMAIL },
  { "{}", EMAIL, FALSE, HLC_BODY_V1BETA3, REAL (EMAIL, "{\"contact_channel_id\":null}"), HLC_BODY_V1BETA3,
    EMAIL },
  { "{ }", EMAIL, FALSE, HLC_BODY_V1BETA2, REAL (EMAIL, "{ }"), HLC_BODY_V1BETA2, EMAIL },
  { "{\"contact_channel_id\":3}", EMAIL, FALSE, HLC_BODY_V1BETA3, REAL (EMAIL, "{\"contact_channel_id\":3}"),
    HLC_BODY_V1BETA3, EMAIL },
  { "{\"contact_channel_id\":3}", EMAIL, FALSE, HLC_BODY_V1BETA2, REAL (EMAIL, "{}"), HLC_BODY_V1BETA2,
    EMAIL },
  { "{\"a\":1.50,\"contact_channel_\\u0069d\":3,\"\\u0062\":[ ]}", EMAIL, FALSE, HLC_BODY_V1BETA2,
    REAL (EMAIL, "{\"a\":1.50,\"\\u0062\":[ ]}"), HLC_BODY_V1BETA2, EMAIL },
  { "{\"bot_token\":\"xoxb\"}", EMAIL, FALSE, HLC_BODY_V1BETA2, REAL (EMAIL, "{\"bot_token\":\"****\"}"),
    HLC_BODY_V1BETA2, EMAIL },
  { "{}", "v1beta3." EMAIL, FALSE, HLC_BODY_V1BETA3, REAL ("v1beta3." EMAIL, "{\"contact_channel_id\":null}"),
    HLC_BODY_V1BETA3, EMAIL },
  { "{}", "a \"new\" type", FALSE, HLC_BODY_V1BETA2, REAL ("a \\\"new\\\" type", "{}"), HLC_BODY_V1BETA2,
    "a \"new\" type" },
  /* The one event that needs its channel in every version; it reads back as the version that has channels. */
  { "{\"user_message\":\"m\",\"contact_channel_id\":3}", CONVERSATION, FALSE, HLC_BODY_V1BETA2,
    REAL (CONVERSATION, "{\"user_message\":\"m\",\"contact_channel_id\":3}"), HLC_BODY_V1BETA3,
    CONVERSATION },
  /* v1 has no envelope. */
  { "{ \"subject\":\"s\" }", EMAIL, TRUE, HLC_BODY_V1, "{ \"subject\":\"s\" }", HLC_BODY_UNKNOWN, NULL },
  { "{ \"bot_token\":\"xoxb\" }", EMAIL, TRUE, HLC_BODY_UNKNOWN, "{ \"bot_token\":\"****\" }",
    HLC_BODY_UNKNOWN, NULL },
  /* Where the event is an operation. */
  { CALL "}", CALL_DONE, FALSE, HLC_BODY_V1, CALL "}", HLC_BODY_V1, CALL_DONE },
  { CALL "}", CALL_DONE, FALSE, HLC_BODY_V1BETA2, REAL (CALL_DONE, CALL "}"), HLC_BODY_V1BETA2, CALL_DONE },
  { CALL "}", CALL_DONE, FALSE, HLC_BODY_V1BETA3, REAL (CALL_DONE, CALL ",\"contact_channel_id\":null}"),
    HLC_BODY_V1BETA3, CALL_DONE },
  { "{" IDS "\"spec\":" CONTACT_SPEC "}", CONTACT_DONE, TRUE, HLC_BODY_V1BETA3,
    TEST (CONTACT_DONE, "{" IDS "\"spec\":" CONTACT_SPEC ",\"contact_channel_id\":null,\"status\":null}"),
    HLC_BODY_V1BETA3, CONTACT_DONE },
};

static void
test_event (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (event_cases); i++)
    {
      const EventCase *test = &event_cases[i];
      g_autoptr (GBytes) event = bytes_from (test->event);
      g_autoptr (GBytes) body =
          hlc_envelope_from_event (event, test->event_type, test->is_test, test->version);
      g_autoptr (HlcPayload) payload = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      assert_text (body, test->body);
      payload = read_back (body);
      g_assert_cmpint (payload->body_version, ==, test->read_version);
      g_assert_cmpstr (payload->event_type, ==, test->read_type);
      if (test->read_version > HLC_BODY_V1)
        g_assert_cmpint (payload->is_test, ==, test->is_test);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/envelope/operation", test_operation);
  g_test_add_func ("/envelope/pending", test_pending);
  g_test_add_func ("/envelope/event", test_event);

  return g_test_run ();
}
