/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-endpoint.h"

#include <string.h>

#include "hlc-error.h"

#define BIT(type) (1u << HLC_EVENT_##type)
#define COMPLETED (BIT (FUNCTION_CALL_COMPLETED) | BIT (HUMAN_CONTACT_COMPLETED))
#define ALL_KNOWN ((1u << HLC_N_EVENT_TYPES) - 1)
#define URL "http://127.0.0.1:8000/webhook"

static void
test_check (void)
{
  g_autofree char *longest = g_strnfill (1024, 'd');
  g_autofree char *too_long = g_strnfill (1025, 'd');
  const struct
  {
    const char *url;
    const char *description;
    guint events;
    int body_version;
    int header_family;
    const char *problem; /* NULL: none */
  } CASES[] = {
    { URL, NULL, HLC_EVENTS_ALL, HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, NULL },
    { URL, "", HLC_EVENTS_ALL, HLC_BODY_V1BETA2, HLC_HEADER_FAMILY_SVIX, NULL },
    { URL, "My handler – “dev”", ALL_KNOWN, HLC_BODY_V1BETA3, HLC_HEADER_FAMILY_WEBHOOK, NULL },
    { URL, longest, COMPLETED, HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, NULL },
    { URL, NULL, BIT (HUMAN_CONTACT_COMPLETED), HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, NULL },
    { URL, NULL, BIT (AGENT_EMAIL_RECEIVED), HLC_BODY_V1BETA2, HLC_HEADER_FAMILY_BOTH, NULL },
    { NULL, NULL, HLC_EVENTS_ALL, HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, "no URL" },
    { "ftp://x/", NULL, HLC_EVENTS_ALL, HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, "http" },
    { "http://169.254.169.254/", NULL, HLC_EVENTS_ALL, HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, "link-local" },
    { URL, NULL, 1u << HLC_N_EVENT_TYPES, HLC_BODY_V1BETA2, HLC_HEADER_FAMILY_BOTH, "does not know" },
    { URL, NULL, COMPLETED | 1u << 31, HLC_BODY_V1BETA2, HLC_HEADER_FAMILY_BOTH, "does not know" },
    { URL, NULL, BIT (AGENT_SLACK_RECEIVED), HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, "agent_slack.received" },
    { URL, NULL, COMPLETED | BIT (CONVERSATION_CREATED), HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH,
      "conversation.created" },
    { URL, NULL, ALL_KNOWN, HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, "agent_email.received" },
    { URL, NULL, HLC_EVENTS_ALL, HLC_BODY_UNKNOWN, HLC_HEADER_FAMILY_BOTH, "body version" },
    { URL, too_long, HLC_EVENTS_ALL, HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, "1024" },
    { URL, "two\nlines", HLC_EVENTS_ALL, HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, "one line" },
    { URL, "a\tb", HLC_EVENTS_ALL, HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, "one line" },
    { URL, "a\x7f", HLC_EVENTS_ALL, HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, "one line" },
    { URL, "a\xc2\x85", HLC_EVENTS_ALL, HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, "one line" },
    { URL, "a\xff", HLC_EVENTS_ALL, HLC_BODY_V1, HLC_HEADER_FAMILY_BOTH, "UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();
      g_autoptr (GError) error = NULL;
      gboolean ok = FALSE;

      endpoint->url = g_strdup (CASES[i].url);
      endpoint->description = g_strdup (CASES[i].description);
      endpoint->events = CASES[i].events;
      endpoint->body_version = CASES[i].body_version;
      endpoint->header_family = CASES[i].header_family;
      ok = hlc_endpoint_check (endpoint, &error);

      g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, error != NULL ? error->message : "");
      g_assert_cmpint (ok, ==, CASES[i].problem == NULL);
      if (ok)
        continue;
      g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
      g_assert_nonnull (strstr (error->message, CASES[i].problem));
    }
}

static void
test_headers (void)
{
  g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();
  g_autoptr (GError) error = NULL;

  endpoint->url = g_strdup (URL);
  g_clear_pointer (&endpoint->headers, hlc_header_list_unref);
  g_assert_true (hlc_endpoint_check (endpoint, &error));

  endpoint->headers = hlc_header_list_new ();
  hlc_header_list_append (endpoint->headers, "X-Tenant", "acme");
  g_assert_true (hlc_endpoint_check (endpoint, &error));

  hlc_header_list_append (endpoint->headers, "Host", "evil.example");
  g_assert_false (hlc_endpoint_check (endpoint, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "“Host”"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/endpoint-check/check", test_check);
  g_test_add_func ("/endpoint-check/headers", test_headers);

  return g_test_run ();
}
