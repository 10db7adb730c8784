/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-endpoint.h"

static void
test_new (void)
{
  g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();

  g_assert_cmpuint (endpoint->events, ==, HLC_EVENTS_ALL);
  g_assert_cmpint (endpoint->body_version, ==, HLC_BODY_V1);
  g_assert_cmpint (endpoint->header_family, ==, HLC_HEADER_FAMILY_BOTH);
  g_assert_cmpuint (hlc_header_list_get_length (endpoint->headers), ==, 0);
  g_assert_true (endpoint->enabled);
  g_assert_false (hlc_endpoint_is_failing (endpoint));
}

/* A copy is one's own to change. */
static void
test_copy (void)
{
  g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();
  g_autoptr (HlcEndpoint) copy = NULL;

  endpoint->id = 7;
  endpoint->endpoint_id = g_strdup ("ep_a");
  endpoint->url = g_strdup ("http://a.test/");
  endpoint->description = g_strdup ("mine");
  endpoint->disabled_reason = g_strdup ("gone");
  endpoint->last_error = g_strdup ("timeout");
  endpoint->waiting = 3;
  hlc_header_list_append (endpoint->headers, "X-Team", "one");

  copy = hlc_endpoint_copy (endpoint);
  g_clear_pointer (&endpoint, hlc_endpoint_unref);
  g_assert_cmpint (copy->id, ==, 7);
  g_assert_cmpstr (copy->endpoint_id, ==, "ep_a");
  g_assert_cmpstr (copy->url, ==, "http://a.test/");
  g_assert_cmpstr (copy->description, ==, "mine");
  g_assert_cmpstr (copy->disabled_reason, ==, "gone");
  g_assert_cmpstr (copy->last_error, ==, "timeout");
  g_assert_cmpint (copy->waiting, ==, 3);
  g_assert_cmpstr (hlc_header_list_lookup (copy->headers, "x-team"), ==, "one");
}

static void
test_wants (void)
{
  static const struct
  {
    guint events;
    const char *event_type;
    gboolean wants;
  } CASES[] = {
    { HLC_EVENTS_ALL, "function_call.completed", TRUE },
    { HLC_EVENTS_ALL, "something.new", TRUE },
    { 1u << HLC_EVENT_AGENT_SLACK_RECEIVED, "agent_slack.received", TRUE },
    { 1u << HLC_EVENT_AGENT_SLACK_RECEIVED, "v1beta2.agent_slack.received", TRUE },
    { 1u << HLC_EVENT_AGENT_SLACK_RECEIVED, "agent_email.received", FALSE },
    { 1u << HLC_EVENT_AGENT_SLACK_RECEIVED, "something.new", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();

      g_test_message ("case %u", i);
      endpoint->events = CASES[i].events;
      /* Whether it gets it now is another question. */
      endpoint->enabled = i % 2 == 0;
      g_assert_cmpint (hlc_endpoint_wants_event (endpoint, CASES[i].event_type), ==, CASES[i].wants);
    }
}

static void
test_is_failing (void)
{
  static const struct
  {
    gboolean enabled;
    gint64 failing_since;
    const char *disabled_reason;
    gboolean is_failing;
  } CASES[] = {
    { TRUE, 0, NULL, FALSE },
    { TRUE, 1, NULL, TRUE },
    { FALSE, 0, NULL, FALSE },
    /* Whoever disabled it knows. */
    { FALSE, 1, NULL, FALSE },
    { FALSE, 1, "410", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();

      g_test_message ("case %u", i);
      endpoint->enabled = CASES[i].enabled;
      endpoint->failing_since = CASES[i].failing_since;
      endpoint->disabled_reason = g_strdup (CASES[i].disabled_reason);
      g_assert_cmpint (hlc_endpoint_is_failing (endpoint), ==, CASES[i].is_failing);
    }
}

static void
test_family_names (void)
{
  static const char *const NAMES[] = { "both", "svix", "webhook" };
  HlcHeaderFamily family = HLC_HEADER_FAMILY_SVIX;

  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_assert_cmpstr (hlc_header_family_to_string (i), ==, NAMES[i]);
      g_assert_true (hlc_header_family_from_string (NAMES[i], &family));
      g_assert_cmpint (family, ==, i);
    }
  family = HLC_HEADER_FAMILY_SVIX;
  g_assert_false (hlc_header_family_from_string ("Both", &family));
  g_assert_false (hlc_header_family_from_string (NULL, &family));
  g_assert_cmpint (family, ==, HLC_HEADER_FAMILY_SVIX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/endpoint/new", test_new);
  g_test_add_func ("/endpoint/copy", test_copy);
  g_test_add_func ("/endpoint/wants", test_wants);
  g_test_add_func ("/endpoint/is-failing", test_is_failing);
  g_test_add_func ("/endpoint/family-names", test_family_names);
  return g_test_run ();
}
