/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-protocol-json.h"

#include <string.h>

#define HEAD "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":"
#define REQUESTED "\"requested_at\":\"1970-01-02T00:00:00.000000Z\""
#define PENDING_CALL                                                                                         \
  "{" REQUESTED ",\"responded_at\":null,\"approved\":null,\"comment\":null,\"reject_option_name\":null,"     \
  "\"user_info\":null,\"slack_context\":null,\"slack_message_ts\":null}"
#define PENDING_CONTACT                                                                                      \
  "{" REQUESTED ",\"responded_at\":null,\"response\":null,\"response_option_name\":null,"                    \
  "\"slack_message_ts\":null}"

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

static void
test_operation (void)
{
  static const struct
  {
    HlcOperationKind kind;
    HlcOperationState state;
    const char *spec, *status, *extra;
    const char *text;
  } CASES[] = {
    { HLC_OPERATION_FUNCTION_CALL, HLC_STATE_PENDING, "{\"fn\":\"f\",\"kwargs\":{}}", NULL, NULL,
      HEAD "{\"fn\":\"f\",\"kwargs\":{}},\"status\":" PENDING_CALL "}" },
    { HLC_OPERATION_HUMAN_CONTACT, HLC_STATE_PENDING, "{\"msg\":\"m\"}", NULL, NULL,
      HEAD "{\"msg\":\"m\"},\"status\":" PENDING_CONTACT "}" },
    /* A webhook may have brought a pending status of its own: what an agent reads has all members, and no false. */
    { HLC_OPERATION_FUNCTION_CALL, HLC_STATE_PENDING, "{\"fn\":\"f\",\"kwargs\":{}}", "{\"approved\":null}",
      NULL, HEAD "{\"fn\":\"f\",\"kwargs\":{}},\"status\":" PENDING_CALL "}" },
    /* Byte for byte: numbers, order, spaces and escapes. */
    { HLC_OPERATION_FUNCTION_CALL, HLC_STATE_APPROVED,
      "{ \"state\" : {\"z\":12345678901234567890, "
      "\"a\":1e400,\"z\":0.10,\"e\":\"\\u00E9\\/\"},\"kwargs\":{},\"fn\":"
      "\"f\"\n}",
      "{\"approved\" : true,\"z\":1.0}", NULL,
      HEAD
      "{ \"state\" : {\"z\":12345678901234567890, \"a\":1e400,\"z\":0.10,\"e\":\"\\u00E9\\/\"},\"kwargs\":{},"
      "\"fn\":\"f\"\n},\"status\":{\"approved\" : true,\"z\":1.0}}" },
    { HLC_OPERATION_HUMAN_CONTACT, HLC_STATE_RESPONDED, "{\"msg\":\"m\"}", "{\"response\":\"hello\"}",
      "\"z\":[1, 2.50],\"a\":{\"b\": 1e400}",
      HEAD "{\"msg\":\"m\"},\"status\":{\"response\":\"hello\"},\"z\":[1, 2.50],\"a\":{\"b\": 1e400}}" },
    /* The one thing that is not given back. */
    { HLC_OPERATION_FUNCTION_CALL, HLC_STATE_APPROVED,
      "{\"fn\":\"f\",\"kwargs\":{},\"channel\":{\"slack\":{\"channel_or_user_id\":\"\",\"bot_token\":"
      "\"xoxb\"}}}",
      "{\"approved\":true,\"slack_context\":{\"bot_token\":\"abc\"}}", "\"x\":{\"bot_token\":\"de\"}",
      HEAD "{\"fn\":\"f\",\"kwargs\":{},\"channel\":{\"slack\":{\"channel_or_user_id\":\"\",\"bot_token\":\"*"
           "***\"}}}"
           ",\"status\":{\"approved\":true,\"slack_context\":{\"bot_token\":\"***\"}},\"x\":{\"bot_token\":"
           "\"**\"}}" },
    { HLC_OPERATION_FUNCTION_CALL, HLC_STATE_PENDING, "{\"fn\":\"f\",\"kwargs\":{}}", NULL,
      "\"bot_token\":\"xoxb\"",
      HEAD "{\"fn\":\"f\",\"kwargs\":{}},\"status\":" PENDING_CALL ",\"bot_token\":\"****\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcOperation) operation = hlc_operation_new ();
      g_autoptr (GBytes) text = NULL;

      g_test_message ("case %u", i);
      operation->run_id = g_strdup ("r");
      operation->call_id = g_strdup ("c");
      operation->kind = CASES[i].kind;
      operation->state = CASES[i].state;
      operation->requested_at = G_TIME_SPAN_DAY;
      operation->spec = bytes_from (CASES[i].spec);
      operation->status = bytes_from (CASES[i].status);
      operation->extra = bytes_from (CASES[i].extra);
      text = hlc_protocol_json_operation (operation);
      assert_text (text, CASES[i].text);
    }
}

static void
test_ids_are_escaped (void)
{
  g_autoptr (HlcOperation) operation = hlc_operation_new ();
  g_autoptr (GBytes) text = NULL;

  operation->run_id = g_strdup ("r\"\n");
  operation->call_id = g_strdup ("a/b c");
  operation->requested_at = G_TIME_SPAN_DAY;
  operation->spec = bytes_from ("{}");
  text = hlc_protocol_json_operation (operation);
  assert_text (text,
               "{\"run_id\":\"r\\\"\\n\",\"call_id\":\"a/b c\",\"spec\":{},\"status\":" PENDING_CALL "}");
}

/* Both shapes that clients read; an index in a path is a number. */
static void
test_problems (void)
{
  g_autoptr (GPtrArray) problems = hlc_problems_new ();
  g_autoptr (GBytes) text = NULL;

  hlc_problems_add (problems, "body.spec.fn", "missing", "It is \"required\".");
  hlc_problems_add (problems, "body.spec.reject_options.12.name", "string_type", "It must be a string.");
  hlc_problems_add (problems, "body.4294967296999.1a", "value_error", "Odd.");
  text = hlc_protocol_json_problems (problems);
  assert_text (
      text,
      "{\"error\":{\"message\":\"spec.fn: It is \\\"required\\\". spec.reject_options.12.name: It must be a "
      "string. 4294967296999.1a: Odd.\",\"code\":\"validation_error\"},\"detail\":["
      "{\"loc\":[\"body\",\"spec\",\"fn\"],\"msg\":\"It is \\\"required\\\".\",\"type\":\"missing\"},"
      "{\"loc\":[\"body\",\"spec\",\"reject_options\",12,\"name\"],\"msg\":\"It must be a string.\","
      "\"type\":\"string_type\"},"
      "{\"loc\":[\"body\",\"4294967296999\",\"1a\"],\"msg\":\"Odd.\",\"type\":\"value_error\"}]}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol-json/operation", test_operation);
  g_test_add_func ("/protocol-json/ids-are-escaped", test_ids_are_escaped);
  g_test_add_func ("/protocol-json/problems", test_problems);
  return g_test_run ();
}
