/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-event-type.h"

static void
test_from_string (void)
{
  static const struct
  {
    const char *text;
    int type; /* -1: none */
  } CASES[] = {
    { "function_call.completed", HLC_EVENT_FUNCTION_CALL_COMPLETED },
    { "human_contact.completed", HLC_EVENT_HUMAN_CONTACT_COMPLETED },
    { "agent_email.received", HLC_EVENT_AGENT_EMAIL_RECEIVED },
    { "agent_slack.received", HLC_EVENT_AGENT_SLACK_RECEIVED },
    { "conversation.created", HLC_EVENT_CONVERSATION_CREATED },
    { "v1.function_call.completed", HLC_EVENT_FUNCTION_CALL_COMPLETED },
    { "v1beta2.agent_email.received", HLC_EVENT_AGENT_EMAIL_RECEIVED },
    { "v1beta3.conversation.created", HLC_EVENT_CONVERSATION_CREATED },
    { "v2.agent_slack.received", HLC_EVENT_AGENT_SLACK_RECEIVED },
    { NULL, -1 },
    { "", -1 },
    { "v1beta2", -1 },
    { "v1beta2.", -1 },
    { ".agent_email.received", -1 },
    { "v1beta2.v1beta2.agent_email.received", -1 },
    { "beta2.agent_email.received", -1 },
    { "v.agent_email.received", -1 },
    { "vx1.agent_email.received", -1 },
    { "v1 .agent_email.received", -1 },
    { "Function_Call.completed", -1 },
    { "function_call.completed ", -1 },
    { "function_call", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      HlcEventType type = HLC_N_EVENT_TYPES;
      gboolean found = hlc_event_type_from_string (CASES[i].text, &type);

      g_test_message ("%s", CASES[i].text);
      g_assert_cmpint (found, ==, CASES[i].type >= 0);
      g_assert_cmpint (type, ==, found ? CASES[i].type : HLC_N_EVENT_TYPES);
    }
}

static void
test_skip_version (void)
{
  static const struct
  {
    const char *text;
    const char *rest;
  } CASES[] = {
    { "agent_email.received", "agent_email.received" },
    { "v1beta2.agent_email.received", "agent_email.received" },
    { "v1.x", "x" },
    { "v1.", "v1." },
    { "v1", "v1" },
    { "video.started", "video.started" },
    { "v1beta_2.x", "v1beta_2.x" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    g_assert_cmpstr (hlc_event_type_skip_version (CASES[i].text), ==, CASES[i].rest);
}

/* The numbers are bits in the database: they stay what they are. */
static void
test_names (void)
{
  static const char *const NAMES[] = {
    "function_call.completed", "human_contact.completed", "agent_email.received",
    "agent_slack.received",    "conversation.created",
  };

  g_assert_cmpuint (G_N_ELEMENTS (NAMES), ==, HLC_N_EVENT_TYPES);
  for (guint i = 0; i < HLC_N_EVENT_TYPES; i++)
    {
      g_assert_cmpstr (hlc_event_type_to_string (i), ==, NAMES[i]);
      g_assert_cmpint (hlc_event_type_carries_operation (i), ==, i < 2);
    }
}

static void
test_contain (void)
{
  const guint some = 1u << HLC_EVENT_HUMAN_CONTACT_COMPLETED | 1u << HLC_EVENT_AGENT_SLACK_RECEIVED;

  for (guint i = 0; i < HLC_N_EVENT_TYPES; i++)
    {
      g_assert_true (hlc_events_contain (HLC_EVENTS_ALL, i));
      g_assert_true (hlc_events_contain (1u << i, i));
      g_assert_cmpint (hlc_events_contain (some, i), ==, i == 1 || i == 3);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event-type/from-string", test_from_string);
  g_test_add_func ("/event-type/skip-version", test_skip_version);
  g_test_add_func ("/event-type/names", test_names);
  g_test_add_func ("/event-type/contain", test_contain);

  return g_test_run ();
}
