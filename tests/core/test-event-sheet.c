/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-event-sheet.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1748772000) * G_USEC_PER_SEC + 250000)
#define TIMES                                                                                                \
  "\"requested_at\":\"2025-06-01T09:59:00.250000Z\",\"responded_at\":\"2025-06-01T10:00:00.250000Z\""
#define CALL                                                                                                 \
  "\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"fn\":\"f\",\"kwargs\":{\"n\":12345678901234567890}}"
#define QUESTION "\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"msg\":\"Which?\"}"

/* A completed operation that is composed, and what becomes of it. */
typedef struct
{
  const char *operation; /* as hlc_operation_form_new_from_json() reads it */
  gboolean is_approved;
  const char *text;
  const char *option;
  const char *responded_at;
  const char *event; /* (nullable): where there is a problem */
  const char *field; /* of the first problem */
} CompletedCase;

static const CompletedCase COMPLETED[] = {
  { "{" CALL "}", TRUE, NULL, NULL, NULL,
    "{" CALL ",\"status\":{" TIMES ",\"approved\":true,\"comment\":null,\"reject_option_name\":null,"
    "\"user_info\":null,\"slack_context\":null,\"slack_message_ts\":null}}",
    NULL },
  { "{\"spec\":{\"fn\":\"f\",\"kwargs\":{}}}", FALSE, "no", NULL, "2025-06-01T12:00:00+02:00",
    "{\"run_id\":\"run_tok\",\"call_id\":\"call_tok\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}},"
    "\"status\":{\"requested_at\":\"2025-06-01T09:59:00.250000Z\","
    "\"responded_at\":\"2025-06-01T12:00:00+02:00\",\"approved\":false,\"comment\":\"no\","
    "\"reject_option_name\":null,"
    "\"user_info\":null,\"slack_context\":null,\"slack_message_ts\":null}}",
    NULL },
  { "{" QUESTION "}", FALSE, "EMEA", NULL, NULL,
    "{" QUESTION ",\"status\":{" TIMES ",\"response\":\"EMEA\",\"response_option_name\":null,"
    "\"slack_message_ts\":null}}",
    NULL },
  { "{" CALL "}", FALSE, NULL, NULL, NULL, NULL, "status.comment" },
  { "{" QUESTION "}", FALSE, "", NULL, NULL, NULL, "status.response" },
  { "{" CALL "}", TRUE, NULL, "no", NULL, NULL, "status.reject_option_name" },
  { "{\"spec\":{\"msg\":\"m\",\"response_options\":[{\"name\":\"a\"}]}}", FALSE, "x", "b", NULL, NULL,
    "status.response_option_name" },
  { "{" CALL "}", TRUE, NULL, NULL, "today", NULL, "status.responded_at" },
  { "{\"spec\":{\"fn\":\"\",\"kwargs\":{}}}", TRUE, NULL, NULL, NULL, NULL, "spec.fn" },
  { "{\"spec\":{\"fn\":\"f\",\"kwargs\":{\"\":1}}}", TRUE, NULL, NULL, NULL, NULL, "spec.kwargs" },
};

static void
assert_text (GBytes *bytes, const char *text)
{
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
}

static void
test_completed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (COMPLETED); i++)
    {
      g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
      g_autoptr (GBytes) json = g_bytes_new (COMPLETED[i].operation, strlen (COMPLETED[i].operation));
      g_autoptr (HlcOperationForm) operation = hlc_operation_form_new_from_json (json, problems);
      g_autoptr (HlcCompletedForm) form = NULL;
      g_autoptr (HlcEventDraft) draft = NULL;

      g_test_message ("%s", COMPLETED[i].operation);
      g_assert_nonnull (operation);
      form = hlc_completed_form_new (operation->kind);
      hlc_operation_form_free (form->operation);
      form->operation = g_steal_pointer (&operation);
      form->is_approved = COMPLETED[i].is_approved;
      form->text = g_strdup (COMPLETED[i].text);
      form->option = g_strdup (COMPLETED[i].option);
      form->responded_at = g_strdup (COMPLETED[i].responded_at);
      draft = hlc_completed_form_to_draft (form, NOW, "tok", problems);
      if (COMPLETED[i].event != NULL)
        {
          g_assert_cmpuint (problems->len, ==, 0);
          assert_text (draft->event, COMPLETED[i].event);
          continue;
        }

      g_assert_null (draft);
      g_assert_cmpuint (problems->len, >, 0);
      g_assert_cmpstr (((HlcFormProblem *) g_ptr_array_index (problems, 0))->field, ==, COMPLETED[i].field);
    }
}

/* An event that is to be edited: in the form, or as JSON because of the member that the form would lose. */
typedef struct
{
  const char *type;
  const char *event;
  const char *loss; /* (nullable): part of the reason */
} FillCase;

#define MAIL "\"from_address\":\"a@b.c\",\"to_address\":\"d@e.f\",\"subject\":\"Hi\",\"body\":\"One\""
#define RAW                                                                                                  \
  "From: a@b.c\\r\\nTo: d@e.f\\r\\nSubject: Hi\\r\\nMessage-ID: <tok@b.c>\\r\\n"                             \
  "Date: Sun, 1 Jun 2025 10:00:00 +0000\\r\\nMIME-Version: 1.0\\r\\n"                                        \
  "Content-Type: text/plain; charset=utf-8\\r\\nContent-Transfer-Encoding: 7bit\\r\\n\\r\\nOne\\r\\n"
#define STATUS                                                                                               \
  "\"status\":{\"approved\":true,\"comment\":\"ok\",\"requested_at\":\"2025-06-01T10:00:00Z\",\"responded_"  \
  "at\":\"2025-06-01T10:01:00Z\"}"
#define SLACK(more)                                                                                          \
  "{\"thread_ts\":\"1.5\",\"channel_id\":\"C\",\"team_id\":\"\",\"events\":[{\"from_user_id\":\"U\","        \
  "\"channel_id\":\"C\",\"content\":\"x\",\"message_id\":\"1.5\"" more "}]}"

static const FillCase FILLED[] = {
  { "function_call.completed", "{" CALL "," STATUS "}", NULL },
  { "function_call.completed",
    "{ \"spec\" : {\"fn\":\"f\",\"kwargs\":{\"a\":[1, 2]},\"reject_options\":null,\"later\":1.50}, "
    "\"call_id\":\"c\",\"run_id\":\"r\",\"mine\":{},\"status\":{\"approved\":false,\"comment\":\"no\","
    "\"requested_at\":\"2025-06-01T10:00:00Z\",\"responded_at\":\"2025-06-01T10:01:00Z\",\"user_info\":{"
    "\"a\":1},\"x\":[null]}}",
    NULL },
  { "v1beta2.human_contact.completed",
    "{" QUESTION ",\"status\":{\"response\":\"a\",\"requested_at\":\"2025-06-01T10:00:00Z\",\"responded_at\":"
    "\"2025-06-01T10:01:00Z\"}}",
    NULL },
  /* The form would make a time of its own. */
  { "function_call.completed", "{" CALL ",\"status\":{\"approved\":true}}", "status" },
  { "function_call.completed",
    "{" CALL ",\"status\":{\"approved\":false,\"requested_at\":\"2025-06-01T10:00:00Z\"}}",
    "status.comment" },
  { "human_contact.completed", "{" CALL "," STATUS "}", "spec" },
  { "function_call.completed", "{" CALL "}", "status" },
  { "agent_email.received", "{" MAIL ",\"message_id\":\"<tok@b.c>\",\"raw_email\":\"" RAW "\"}", NULL },
  { "agent_email.received",
    "{" MAIL ",\"message_id\":\"<tok@b.c>\",\"raw_email\":\"" RAW
    "\",\"is_test\":true,\"previous_thread\":null}",
    NULL },
  { "agent_email.received", "{" MAIL ",\"message_id\":\"<tok@b.c>\",\"raw_email\":\"mine\"}", "raw_email" },
  { "agent_email.received", "{" MAIL "}", "message_id" },
  { "agent_slack.received", SLACK (",\"message_ts\":\"1.5\""), NULL },
  { "agent_slack.received", SLACK (""), "events" },
  { "conversation.created", "{\"user_message\":\"hi\",\"agent_name\":null}", NULL },
  { "conversation.created", "{\"user_message\":\"hi\",\"later\":1}", "later" },
  { "conversation.created", "{\"user_message\":\"hi\",\"contact_channel_id\":7}", NULL },
};

static void
test_fill (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (FILLED); i++)
    {
      g_autoptr (GBytes) event = g_bytes_new (FILLED[i].event, strlen (FILLED[i].event));
      g_autoptr (HlcEventDraft) draft = hlc_event_draft_new (FILLED[i].type, event, TRUE);
      g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
      g_autofree char *loss = NULL;
      g_autoptr (HlcEventSheet) sheet = hlc_event_sheet_new_from_draft (draft, NOW, "tok", &loss);
      g_autoptr (HlcEventDraft) sent = NULL;

      g_test_message ("%s", FILLED[i].event);
      g_assert_nonnull (sheet);
      g_assert_true (sheet->is_test);
      if (FILLED[i].loss != NULL)
        {
          g_assert_nonnull (loss);
          g_assert_nonnull (strstr (loss, FILLED[i].loss));
          g_assert_cmpstr (sheet->json, ==, FILLED[i].event);
          continue;
        }

      /* As long as nothing is changed it is sent byte for byte; what the form makes means the same. */
      g_assert_cmpstr (loss, ==, NULL);
      g_assert_null (sheet->json);
      sent = hlc_event_sheet_to_draft (sheet, NOW, "other", problems);
      g_assert_cmpuint (problems->len, ==, 0);
      assert_text (sent->event, FILLED[i].event);
      g_assert_true (sent->is_test);
      g_assert_cmpstr (sent->type, ==, hlc_event_type_skip_version (FILLED[i].type));
    }
}

static void
test_other_type (void)
{
  g_autoptr (GBytes) event = g_bytes_new_static ("{}", 2);
  g_autoptr (HlcEventDraft) draft = hlc_event_draft_new ("mine", event, FALSE);
  char *loss = NULL;

  g_assert_null (hlc_event_sheet_new_from_draft (draft, NOW, "tok", &loss));
  g_assert_null (loss);
}

/* What is wrong with JSON is said with its place. */
static const struct
{
  HlcEventType type;
  const char *json;
  const char *field;
  guint line;
  guint column;
} WRONG[] = {
  { HLC_EVENT_CONVERSATION_CREATED, "{\"user_message\":\n 1,,}", "", 2, 4 },
  { HLC_EVENT_CONVERSATION_CREATED, "[]", "", 1, 1 },
  { HLC_EVENT_CONVERSATION_CREATED, "{\n  \"user_message\": 7}", "user_message", 2, 19 },
  { HLC_EVENT_CONVERSATION_CREATED, "{\"user_message\": \"\"}", "user_message", 1, 18 },
  { HLC_EVENT_CONVERSATION_CREATED, "{\"user_message\": \"a\",\n \"user_message\": \"b\"}", "", 2, 2 },
  { HLC_EVENT_FUNCTION_CALL_COMPLETED, "{" CALL ",\n\"status\": {\"approved\": 1}}", "status.approved", 2,
    24 },
  { HLC_EVENT_FUNCTION_CALL_COMPLETED, "{" CALL ",\n\"status\": null}", "status", 2, 11 },
  { HLC_EVENT_FUNCTION_CALL_COMPLETED, "{\"call_id\":\n\"\"}", "call_id", 2, 1 },
  { HLC_EVENT_AGENT_SLACK_RECEIVED,
    "{\"thread_ts\":\"1\",\"channel_id\":\"C\",\n\"events\":[{\"content\":1}]}", "events.0.from_user_id", 2,
    11 },
};

static void
test_wrong (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++)
    {
      g_autoptr (HlcEventSheet) sheet = hlc_event_sheet_new (WRONG[i].type);
      g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
      const HlcFormProblem *problem = NULL;

      g_test_message ("%s", WRONG[i].json);
      sheet->json = g_strdup (WRONG[i].json);
      g_assert_null (hlc_event_sheet_to_draft (sheet, NOW, "tok", problems));
      g_assert_cmpuint (problems->len, >, 0);
      problem = g_ptr_array_index (problems, 0);
      g_assert_cmpstr (problem->field, ==, WRONG[i].field);
      g_assert_cmpuint (problem->line, ==, WRONG[i].line);
      g_assert_cmpuint (problem->column, ==, WRONG[i].column);
    }
}

/* A state may hold anything, and comes back as it is. */
static void
test_state (void)
{
  g_autoptr (HlcEventSheet) sheet = hlc_event_sheet_new (HLC_EVENT_FUNCTION_CALL_COMPLETED);
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autoptr (HlcEventDraft) draft = NULL;

  sheet->json = g_strdup ("{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"fn\":\"f\",\"kwargs\":{},"
                          "\"state\":{\"a\":1,\"a\":2}},\"status\":{\"approved\":true}}");
  draft = hlc_event_sheet_to_draft (sheet, NOW, "tok", problems);
  g_assert_cmpuint (problems->len, ==, 0);
  assert_text (draft->event, sheet->json);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event-sheet/completed", test_completed);
  g_test_add_func ("/event-sheet/fill", test_fill);
  g_test_add_func ("/event-sheet/other-type", test_other_type);
  g_test_add_func ("/event-sheet/wrong", test_wrong);
  g_test_add_func ("/event-sheet/state", test_state);

  return g_test_run ();
}
