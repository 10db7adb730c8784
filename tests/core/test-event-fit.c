/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "hlc-event-fit.h"

static const struct
{
  HlcEventType type;
  HlcBodyVersion version;
  HlcEventFit fit;
  gboolean has_test_mark;
  const char *says;
} CASES[] = {
  { HLC_EVENT_FUNCTION_CALL_COMPLETED, HLC_BODY_V1, HLC_EVENT_FITS, FALSE, "operation itself" },
  { HLC_EVENT_HUMAN_CONTACT_COMPLETED, HLC_BODY_V1, HLC_EVENT_FITS, FALSE, "operation itself" },
  { HLC_EVENT_FUNCTION_CALL_COMPLETED, HLC_BODY_V1BETA2, HLC_EVENT_FIT_ENVELOPED, TRUE, "reads v1," },
  { HLC_EVENT_HUMAN_CONTACT_COMPLETED, HLC_BODY_V1BETA3, HLC_EVENT_FIT_ENVELOPED, TRUE, "refuses" },
  { HLC_EVENT_AGENT_EMAIL_RECEIVED, HLC_BODY_V1, HLC_EVENT_FIT_BODILESS, TRUE,
    "agent_email.received has none" },
  { HLC_EVENT_AGENT_SLACK_RECEIVED, HLC_BODY_V1, HLC_EVENT_FIT_BODILESS, FALSE, "refuses" },
  { HLC_EVENT_CONVERSATION_CREATED, HLC_BODY_V1, HLC_EVENT_FIT_BODILESS, FALSE, "v1beta2 or v1beta3" },
  { HLC_EVENT_AGENT_EMAIL_RECEIVED, HLC_BODY_V1BETA2, HLC_EVENT_FITS, TRUE, "v1beta2" },
  { HLC_EVENT_CONVERSATION_CREATED, HLC_BODY_V1BETA3, HLC_EVENT_FITS, TRUE, "v1beta3" },
};

static void
test_fit (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *text = hlc_event_fit_explain (CASES[i].type, CASES[i].version);

      g_assert_cmpint (hlc_event_fit (CASES[i].type, CASES[i].version), ==, CASES[i].fit);
      g_assert_cmpint (hlc_event_has_test_mark (CASES[i].type, CASES[i].version), ==, CASES[i].has_test_mark);
      g_assert_nonnull (strstr (text, CASES[i].says));
    }
}

static void
add_endpoint (GPtrArray *endpoints, const char *url, guint events, gboolean enabled)
{
  HlcEndpoint *endpoint = hlc_endpoint_new ();

  endpoint->url = g_strdup (url);
  endpoint->events = events;
  endpoint->enabled = enabled;
  g_ptr_array_add (endpoints, endpoint);
}

static void
test_receivers (void)
{
  g_autoptr (GPtrArray) endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_endpoint_unref);
  g_autoptr (GPtrArray) receivers = NULL;

  add_endpoint (endpoints, "a", HLC_EVENTS_ALL, TRUE);
  add_endpoint (endpoints, "b", HLC_EVENTS_ALL, FALSE);
  add_endpoint (endpoints, "c", 1u << HLC_EVENT_AGENT_EMAIL_RECEIVED, TRUE);
  add_endpoint (endpoints, "d", 1u << HLC_EVENT_FUNCTION_CALL_COMPLETED, TRUE);
  receivers = hlc_event_list_receivers (endpoints, HLC_EVENT_AGENT_EMAIL_RECEIVED);
  g_assert_cmpuint (receivers->len, ==, 2);
  g_assert_cmpstr (((HlcEndpoint *) g_ptr_array_index (receivers, 0))->url, ==, "a");
  g_assert_cmpstr (((HlcEndpoint *) g_ptr_array_index (receivers, 1))->url, ==, "c");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event-fit/fit", test_fit);
  g_test_add_func ("/event-fit/receivers", test_receivers);

  return g_test_run ();
}
