/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-decision.h"

#include <string.h>

#include "hlc-error.h"

#define CALL_SPEC                                                                                            \
  "{\"fn\":\"f\",\"kwargs\":{},\"reject_options\":[{\"name\":\"bad\"},{\"name\":\"caf\\u00e9\"}],"           \
  "\"response_options\":[{\"name\":\"yes\"}]}"
#define CONTACT_SPEC                                                                                         \
  "{\"msg\":\"m\",\"response_options\":[{\"name\":\"yes\"}],\"reject_options\":[{\"name\":\"bad\"}]}"

static HlcOperation *
make_operation (HlcOperationKind kind, HlcOperationState state, const char *spec)
{
  HlcOperation *operation = hlc_operation_new ();

  operation->call_id = g_strdup ("c");
  operation->run_id = g_strdup ("r");
  operation->kind = kind;
  operation->state = state;
  operation->requested_at = G_TIME_SPAN_DAY;
  operation->spec = g_bytes_new (spec, strlen (spec));
  return operation;
}

/* Every type on every kind in every state, with each text and option that makes a difference. */
static void
test_check (void)
{
  enum
  {
    A = HLC_DECISION_APPROVE,
    D = HLC_DECISION_DENY,
    R = HLC_DECISION_RESPOND,
    CALL = HLC_OPERATION_FUNCTION_CALL,
    CONTACT = HLC_OPERATION_HUMAN_CONTACT,
    OK = -1,
    ARGUMENT = HLC_ERROR_ARGUMENT,
    CONFLICT = HLC_ERROR_CONFLICT,
  };
  static const struct
  {
    int type, kind, state;
    const char *text, *option;
    int code;
  } CASES[] = {
    { A, CALL, HLC_STATE_PENDING, NULL, NULL, OK },
    { A, CALL, HLC_STATE_PENDING, "", NULL, OK },
    { A, CALL, HLC_STATE_PENDING, "fine", NULL, OK },
    { A, CALL, HLC_STATE_PENDING, NULL, "bad", ARGUMENT },
    { A, CALL, HLC_STATE_PENDING, "\xff", NULL, ARGUMENT },
    { D, CALL, HLC_STATE_PENDING, NULL, NULL, ARGUMENT },
    { D, CALL, HLC_STATE_PENDING, "", NULL, ARGUMENT },
    { D, CALL, HLC_STATE_PENDING, NULL, "bad", ARGUMENT },
    { D, CALL, HLC_STATE_PENDING, "no", NULL, OK },
    { D, CALL, HLC_STATE_PENDING, "no", "bad", OK },
    { D, CALL, HLC_STATE_PENDING, "no", "caf\xc3\xa9", OK },
    { D, CALL, HLC_STATE_PENDING, "no", "yes", ARGUMENT },
    { D, CALL, HLC_STATE_PENDING, "no", "", ARGUMENT },
    { D, CALL, HLC_STATE_PENDING, "\xc3", NULL, ARGUMENT },
    { R, CALL, HLC_STATE_PENDING, "hello", NULL, ARGUMENT },
    { A, CONTACT, HLC_STATE_PENDING, NULL, NULL, ARGUMENT },
    { D, CONTACT, HLC_STATE_PENDING, "no", NULL, ARGUMENT },
    { R, CONTACT, HLC_STATE_PENDING, NULL, NULL, ARGUMENT },
    { R, CONTACT, HLC_STATE_PENDING, "", NULL, ARGUMENT },
    { R, CONTACT, HLC_STATE_PENDING, "", "yes", ARGUMENT },
    { R, CONTACT, HLC_STATE_PENDING, "hello", NULL, OK },
    { R, CONTACT, HLC_STATE_PENDING, "hello", "yes", OK },
    { R, CONTACT, HLC_STATE_PENDING, "hello", "bad", ARGUMENT },
    { R, CONTACT, HLC_STATE_PENDING, "\xff", NULL, ARGUMENT },
    { A, CALL, HLC_STATE_APPROVED, NULL, NULL, CONFLICT },
    { A, CALL, HLC_STATE_DENIED, NULL, NULL, CONFLICT },
    { D, CALL, HLC_STATE_APPROVED, "no", NULL, CONFLICT },
    { D, CALL, HLC_STATE_DENIED, "no", NULL, CONFLICT },
    { R, CALL, HLC_STATE_DENIED, "no", NULL, CONFLICT },
    { A, CONTACT, HLC_STATE_RESPONDED, NULL, NULL, CONFLICT },
    { D, CONTACT, HLC_STATE_RESPONDED, "no", NULL, CONFLICT },
    { R, CONTACT, HLC_STATE_RESPONDED, "hello", NULL, CONFLICT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcOperation) operation =
          make_operation (CASES[i].kind, CASES[i].state, CASES[i].kind == CALL ? CALL_SPEC : CONTACT_SPEC);
      g_autoptr (HlcDecision) decision =
          hlc_decision_new (CASES[i].type, CASES[i].text, CASES[i].option, HLC_CHANNEL_WINDOW);
      g_autoptr (GError) error = NULL;
      gboolean ok = hlc_decision_check (decision, operation, &error);

      g_test_message ("case %u", i);
      g_assert_cmpint (ok, ==, CASES[i].code == OK);
      if (ok)
        g_assert_no_error (error);
      else
        g_assert_error (error, HLC_ERROR, CASES[i].code);
    }
}

/* An agent that named an unknown option learns the names that there are. */
static void
test_offered_options (void)
{
  static const struct
  {
    const char *spec;
    const char *message;
  } CASES[] = {
    { CALL_SPEC, "There is no option “x”. The agent offered: bad, caf\xc3\xa9" },
    { "{\"fn\":\"f\",\"kwargs\":{}}", "There is no option “x”. The agent offered none." },
    { "{\"fn\":\"f\",\"kwargs\":{},\"reject_options\":null}",
      "There is no option “x”. The agent offered none." },
    { "{\"fn\":\"f\",\"kwargs\":{},\"reject_options\":[]}",
      "There is no option “x”. The agent offered none." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcOperation) operation =
          make_operation (HLC_OPERATION_FUNCTION_CALL, HLC_STATE_PENDING, CASES[i].spec);
      g_autoptr (HlcDecision) decision = hlc_decision_new (HLC_DECISION_DENY, "no", "x", HLC_CHANNEL_COMMAND);
      g_autoptr (GError) error = NULL;

      g_assert_false (hlc_decision_check (decision, operation, &error));
      g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
      g_assert_cmpstr (error->message, ==, CASES[i].message);
    }
}

static void
test_state (void)
{
  static const HlcOperationState STATES[] = {
    [HLC_DECISION_APPROVE] = HLC_STATE_APPROVED,
    [HLC_DECISION_DENY] = HLC_STATE_DENIED,
    [HLC_DECISION_RESPOND] = HLC_STATE_RESPONDED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (STATES); i++)
    {
      g_autoptr (HlcDecision) decision = hlc_decision_new (i, NULL, NULL, HLC_CHANNEL_WINDOW);

      g_assert_cmpint (hlc_decision_get_state (decision), ==, STATES[i]);
    }
}

#define TIMES                                                                                                \
  "\"requested_at\":\"1970-01-02T00:00:00.000000Z\",\"responded_at\":\"1970-01-02T00:00:00.000007Z\","

static void
test_status (void)
{
  static const struct
  {
    HlcDecisionType type;
    HlcOperationKind kind;
    const char *text, *option, *received, *status;
  } CASES[] = {
    { HLC_DECISION_APPROVE, HLC_OPERATION_FUNCTION_CALL, NULL, NULL, NULL,
      "{" TIMES "\"approved\":true,\"comment\":null,\"reject_option_name\":null,\"user_info\":null,"
      "\"slack_context\":null,\"slack_message_ts\":null}" },
    { HLC_DECISION_DENY, HLC_OPERATION_FUNCTION_CALL, "say \"why\"\n\xc3\xa9", "bad", NULL,
      "{" TIMES
      "\"approved\":false,\"comment\":\"say \\\"why\\\"\\n\xc3\xa9\",\"reject_option_name\":\"bad\","
      "\"user_info\":null,\"slack_context\":null,\"slack_message_ts\":null}" },
    { HLC_DECISION_RESPOND, HLC_OPERATION_HUMAN_CONTACT, "hello", NULL, NULL,
      "{" TIMES "\"response\":\"hello\",\"response_option_name\":null,\"slack_message_ts\":null}" },
    { HLC_DECISION_RESPOND, HLC_OPERATION_HUMAN_CONTACT, "hello", "yes", NULL,
      "{" TIMES "\"response\":\"hello\",\"response_option_name\":\"yes\",\"slack_message_ts\":null}" },
    /* A client may not choose the times; what is its own comes back byte for byte. */
    { HLC_DECISION_DENY, HLC_OPERATION_FUNCTION_CALL, "no", NULL,
      "{\"responded_at\":\"1999-01-01T00:00:00Z\",\"z\": [1e400, 12345678901234567890],\"approved\":false,"
      "\"comment\":\"no\",\"user_info\":{ \"id\": 12345678901234567890, \"a\":0.10 "
      "},\"slack_message_ts\":\"1.20\","
      "\"slack_context\":{\"b\":1,\"a\":2},\"\\u0061\":\"\\u00e9\",\"requested_at\":null}",
      "{" TIMES "\"approved\":false,\"comment\":\"no\",\"reject_option_name\":null,"
      "\"user_info\":{ \"id\": 12345678901234567890, \"a\":0.10 },\"slack_context\":{\"b\":1,\"a\":2},"
      "\"slack_message_ts\":\"1.20\",\"z\":[1e400, 12345678901234567890],\"a\":\"\\u00e9\"}" },
    { HLC_DECISION_RESPOND, HLC_OPERATION_HUMAN_CONTACT, "hello", NULL,
      "{\"response\":\"hello\",\"user_info\":{\"id\":1.0},\"slack_message_ts\":null}",
      "{" TIMES "\"response\":\"hello\",\"response_option_name\":null,\"slack_message_ts\":null,"
      "\"user_info\":{\"id\":1.0}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcOperation) operation = make_operation (CASES[i].kind, HLC_STATE_PENDING, "{}");
      g_autoptr (HlcDecision) decision =
          hlc_decision_new (CASES[i].type, CASES[i].text, CASES[i].option, HLC_CHANNEL_API);
      g_autoptr (HlcDecision) copy = NULL;
      g_autoptr (GBytes) status = NULL;
      g_autofree char *text = NULL;

      decision->at = G_TIME_SPAN_DAY + 7;
      if (CASES[i].received != NULL)
        decision->received = g_bytes_new (CASES[i].received, strlen (CASES[i].received));
      copy = hlc_decision_copy (decision);
      status = hlc_decision_to_status (copy, operation);
      text = g_strndup (g_bytes_get_data (status, NULL), g_bytes_get_size (status));
      g_assert_cmpstr (text, ==, CASES[i].status);
    }
}

/* What is sent to `respond`. */
static void
test_from_status (void)
{
  static const struct
  {
    HlcOperationKind kind;
    const char *body;
    int type; /* -1: it is refused */
    const char *text, *option;
    const char *problem; /* the path of the first problem */
  } CASES[] = {
    { HLC_OPERATION_FUNCTION_CALL, "{\"approved\":true}", HLC_DECISION_APPROVE, NULL, NULL, NULL },
    { HLC_OPERATION_FUNCTION_CALL,
      "{\"approved\":true,\"comment\":null,\"reject_option_name\":null,"
      "\"user_info\":null,\"slack_context\":null,\"slack_message_ts\":null,\"requested_at\":null,\"responded_"
      "at\":null}",
      HLC_DECISION_APPROVE, NULL, NULL, NULL },
    { HLC_OPERATION_FUNCTION_CALL,
      "{\"approved\":false,\"comment\":\"n\\u006f\",\"reject_option_name\":\"bad\"}", HLC_DECISION_DENY, "no",
      "bad", NULL },
    { HLC_OPERATION_FUNCTION_CALL, "{\"approved\":false}", HLC_DECISION_DENY, NULL, NULL, NULL },
    { HLC_OPERATION_FUNCTION_CALL, "{}", -1, NULL, NULL, "body.approved" },
    { HLC_OPERATION_FUNCTION_CALL, "{\"approved\":null}", -1, NULL, NULL, "body.approved" },
    { HLC_OPERATION_FUNCTION_CALL, "{\"approved\":\"true\"}", -1, NULL, NULL, "body.approved" },
    { HLC_OPERATION_FUNCTION_CALL, "{\"approved\":true,\"approved\":false}", -1, NULL, NULL, "body" },
    { HLC_OPERATION_FUNCTION_CALL, "{\"approved\":true,\"comment\":1}", -1, NULL, NULL, "body.comment" },
    { HLC_OPERATION_FUNCTION_CALL, "{\"approved\":true,\"comment\":\"\\u0000\"}", -1, NULL, NULL,
      "body.comment" },
    { HLC_OPERATION_FUNCTION_CALL, "{\"approved\":true,\"user_info\":[]}", -1, NULL, NULL, "body.user_info" },
    { HLC_OPERATION_FUNCTION_CALL, "{\"approved\":true,\"user_info\":{\"a\":1,\"a\":2}}", -1, NULL, NULL,
      "body.user_info" },
    { HLC_OPERATION_FUNCTION_CALL, "{\"approved\":true,\"slack_context\":1}", -1, NULL, NULL,
      "body.slack_context" },
    { HLC_OPERATION_FUNCTION_CALL, "{\"approved\":true,\"slack_message_ts\":1}", -1, NULL, NULL,
      "body.slack_message_ts" },
    { HLC_OPERATION_FUNCTION_CALL, "{\"approved\":true,\"reject_option_name\":[]}", -1, NULL, NULL,
      "body.reject_option_name" },
    { HLC_OPERATION_FUNCTION_CALL, "true", -1, NULL, NULL, "body" },
    { HLC_OPERATION_HUMAN_CONTACT, "{\"response\":\"hello\"}", HLC_DECISION_RESPOND, "hello", NULL, NULL },
    { HLC_OPERATION_HUMAN_CONTACT, "{\"response\":\"hello\",\"response_option_name\":\"yes\"}",
      HLC_DECISION_RESPOND, "hello", "yes", NULL },
    { HLC_OPERATION_HUMAN_CONTACT, "{\"response\":\"\"}", -1, NULL, NULL, "body.response" },
    { HLC_OPERATION_HUMAN_CONTACT, "{\"response\":null}", -1, NULL, NULL, "body.response" },
    { HLC_OPERATION_HUMAN_CONTACT, "{\"approved\":true}", -1, NULL, NULL, "body.response" },
    { HLC_OPERATION_HUMAN_CONTACT, "{\"response\":\"a\\u0000\"}", -1, NULL, NULL, "body.response" },
    { HLC_OPERATION_HUMAN_CONTACT, "{\"response\":\"a\",\"response_option_name\":1}", -1, NULL, NULL,
      "body.response_option_name" },
    { HLC_OPERATION_HUMAN_CONTACT, "[]", -1, NULL, NULL, "body" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      g_autoptr (GBytes) bytes = g_bytes_new (CASES[i].body, strlen (CASES[i].body));
      g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, &error);
      g_autoptr (HlcDecision) decision =
          hlc_decision_new_from_status (hlc_json_document_get_root (document), CASES[i].kind, problems);

      g_test_message ("%s", CASES[i].body);
      g_assert_cmpint (decision != NULL, ==, CASES[i].type >= 0);
      if (decision != NULL)
        {
          g_assert_cmpint (decision->type, ==, CASES[i].type);
          g_assert_cmpstr (decision->text, ==, CASES[i].text);
          g_assert_cmpstr (decision->option, ==, CASES[i].option);
          g_assert_cmpint (decision->channel, ==, HLC_CHANNEL_API);
          g_assert_true (g_bytes_equal (decision->received, bytes));
        }
      else
        {
          HlcProblem *problem = g_ptr_array_index (problems, 0);
          g_autofree char *path = g_strjoinv (".", problem->loc);

          g_assert_cmpstr (path, ==, CASES[i].problem);
        }
    }
}

static void
test_previews (void)
{
  g_autofree char *python = hlc_decision_preview_python ("send_email", "not %s now");
  g_autofree char *typescript = hlc_decision_preview_typescript ("send_email", "not %s now");

  g_assert_cmpstr (python, ==, "User denied send_email with message: not %s now");
  g_assert_cmpstr (typescript, ==, "User denied function send_email with comment: not %s now");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision/check", test_check);
  g_test_add_func ("/decision/offered-options", test_offered_options);
  g_test_add_func ("/decision/state", test_state);
  g_test_add_func ("/decision/status", test_status);
  g_test_add_func ("/decision/from-status", test_from_status);
  g_test_add_func ("/decision/previews", test_previews);
  return g_test_run ();
}
