/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-event-draft.h"

#include <string.h>

#define EMAIL                                                                                                \
  "\"from_address\":\"a@b.c\",\"to_address\":\"d@e.f\",\"subject\":\"\",\"body\":\"\",\"message_id\":\"<1@"  \
  "b.c>\","                                                                                                  \
  "\"raw_email\":\"x\""
#define THREAD(members)                                                                                      \
  "{" EMAIL ",\"previous_thread\":[{\"from_address\":\"a\",\"to_address\":[\"b\"],\"cc_address\":[],"        \
  "\"bcc_address\":[],\"subject\":\"s\",\"content\":\"c\"" members "}]}"
#define SLACK(message) "{\"thread_ts\":\"1.2\",\"channel_id\":\"C1\",\"events\":[{" message "}]}"
#define SPEC "\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}}"
#define QUESTION "\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"msg\":\"m\"}"

static const struct
{
  const char *type;
  const char *event;
  const char *path; /* (nullable): of the first problem */
} CASES[] = {
  { "agent_email.received", "{" EMAIL "}", NULL },
  { "agent_email.received", "{" EMAIL ",\"is_test\":true,\"previous_thread\":null,\"later\":{}}", NULL },
  { "agent_email.received", THREAD (",\"datetime\":\"2025-06-01T10:00:00Z\""), NULL },
  { "agent_email.received", THREAD (""), "body.previous_thread.0.datetime" },
  { "agent_email.received", THREAD (",\"datetime\":1"), "body.previous_thread.0.datetime" },
  { "agent_email.received", "{\"from_address\":\"a@b.c\"}", "body.to_address" },
  { "agent_email.received", "{" EMAIL ",\"is_test\":\"yes\"}", "body.is_test" },
  { "agent_email.received", "[]", "body" },
  { "agent_slack.received",
    SLACK ("\"from_user_id\":\"U\",\"channel_id\":\"C\",\"content\":\"\",\"message_id\":\"1.2\""), NULL },
  { "agent_slack.received",
    SLACK ("\"from_user_id\":\"U\",\"channel_id\":\"C\",\"content\":\"\",\"message_ts\":\"1.2\""), NULL },
  { "agent_slack.received", SLACK ("\"from_user_id\":\"U\",\"channel_id\":\"C\",\"content\":\"\""),
    "body.events.0.message_id" },
  { "agent_slack.received",
    SLACK ("\"from_user_id\":\"U\",\"channel_id\":\"C\",\"content\":\"\",\"message_id\":null"),
    "body.events.0.message_id" },
  { "agent_slack.received", "{\"thread_ts\":1,\"channel_id\":\"C\",\"events\":[]}", "body.thread_ts" },
  { "conversation.created", "{\"user_message\":\"hello\"}", NULL },
  { "conversation.created", "{\"user_message\":\"hello\",\"contact_channel_id\":7,\"email\":{" EMAIL "}}",
    NULL },
  { "conversation.created", "{\"user_message\":\"hello\",\"contact_channel_id\":null}", NULL },
  { "conversation.created", "{\"user_message\":\"hello\",\"contact_channel_id\":\"7\"}",
    "body.contact_channel_id" },
  { "conversation.created", "{\"user_message\":\"hello\",\"contact_channel_id\":1.5}",
    "body.contact_channel_id" },
  { "conversation.created", "{}", "body.user_message" },
  { "conversation.created",
    "{\"user_message\":\"hello\",\"slack\":" SLACK (
        "\"from_user_id\":\"U\",\"channel_id\":\"C\",\"content\":\"\"") "}",
    "body.slack.events.0.message_id" },
  { "function_call.completed", "{" SPEC ",\"status\":{\"approved\":true}}", NULL },
  { "function_call.completed", "{" SPEC ",\"status\":{\"approved\":null}}", "body.status" },
  { "function_call.completed", "{" SPEC "}", "body.status" },
  { "function_call.completed", "{" QUESTION ",\"status\":{\"response\":\"x\"}}", "body.spec" },
  { "human_contact.completed", "{" QUESTION ",\"status\":{\"response\":\"x\"}}", NULL },
  { "human_contact.completed", "{\"spec\":{\"msg\":\"m\"}}", "body.call_id" },
  { "something.else", "{\"any\":[1]}", NULL },
  { "something.else", "1", "body" },
};

static void
test_check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GBytes) event = g_bytes_new_static (CASES[i].event, strlen (CASES[i].event));
      g_autoptr (HlcEventDraft) draft = hlc_event_draft_new (CASES[i].type, event, FALSE);
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      gboolean ok = hlc_event_draft_check (draft, problems);

      g_test_message ("%s %s", CASES[i].type, CASES[i].event);
      g_assert_cmpint (ok, ==, CASES[i].path == NULL);
      g_assert_cmpint (problems->len > 0, ==, CASES[i].path != NULL);
      if (!ok)
        {
          HlcProblem *problem = g_ptr_array_index (problems, 0);
          g_autofree char *path = g_strjoinv (".", problem->loc);

          g_assert_cmpstr (path, ==, CASES[i].path);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event-draft/check", test_check);

  return g_test_run ();
}
