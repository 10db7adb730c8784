/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-endpoint-input.h"

#include <string.h>

#include "header-lines.h"
#include "json-input.h"

#define URL "http://127.0.0.1:8000/webhook"
#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define WITH(members) "{\"url\":\"" URL "\"," members "}"

static HlcEndpointInput *
read_endpoint (const char *text, const HlcEndpoint *stored, const char *expected_problems)
{
  g_autoptr (HlcJsonDocument) document = parse_json (text);
  g_autoptr (GPtrArray) problems = hlc_problems_new ();
  HlcEndpointInput *input = hlc_endpoint_input_read (hlc_json_document_get_root (document), stored, problems);
  g_autofree char *found = describe_problems (problems);

  g_test_message ("%s", text);
  g_assert_cmpstr (found, ==, expected_problems);
  g_assert_cmpint (input != NULL, ==, *expected_problems == '\0');

  return input;
}

static void
test_problems (void)
{
  static const struct
  {
    const char *text;
    const char *problems;
  } CASES[] = {
    { "[]", "body dict_type" },
    { "{}", "body.url missing" },
    { "{\"url\":null}", "body.url string_type" },
    { "{\"url\":\"\"}", "body.url string_too_short" },
    { "{\"url\":7}", "body.url string_type" },
    { "{\"url\":\"" URL "\\u0000\"}", "body.url value_error" },
    { "{\"url\":\"ftp://h/\"}", "body.url value_error" },
    { "{\"url\":\"http://user:hunter2@h/\"}", "body.url value_error" },
    { "{\"url\":\"http://169.254.169.254/\"}", "body.url value_error" },
    { WITH ("\"url\":\"http://h/\""), "body value_error" },
    { WITH ("\"description\":1"), "body.description string_type" },
    { WITH ("\"description\":\"two\\nlines\""), "body.description value_error" },
    { WITH ("\"events\":{}"), "body.events list_type" },
    { WITH ("\"events\":[1,\"function_call.completed\"]"), "body.events.0 string_type" },
    { WITH ("\"events\":[\"function_call.completed\",\"nothing\",\"\"]"),
      "body.events.1 value_error, body.events.2 value_error" },
    { WITH ("\"events\":[\"agent_email.received\"]"), "body.events value_error" },
    { WITH ("\"body_version\":\"v2\""), "body.body_version value_error" },
    { WITH ("\"body_version\":\"\""), "body.body_version value_error" },
    { WITH ("\"header_family\":\"neither\""), "body.header_family value_error" },
    { WITH ("\"enabled\":1"), "body.enabled bool_type" },
    { WITH ("\"secret\":\"hunter2!\""), "body.secret value_error" },
    { WITH ("\"secret\":\"\""), "body.secret value_error" },
    { WITH ("\"headers\":{}"), "body.headers list_type" },
    { WITH ("\"headers\":[\"a\",[],[\"a\"],[\"a\",1],[\"a\",\"b\",\"c\"],[1,\"a\"],[\"a\",null]]"),
      "body.headers.0 list_type, body.headers.1 list_type, body.headers.2 list_type, body.headers.3 "
      "list_type, "
      "body.headers.4 list_type, body.headers.5 list_type, body.headers.6 list_type" },
    { WITH ("\"headers\":[[\"a\\u0000\",\"b\"],[\"a\",\"hunter2\\u0000\"],[\"a\",\"hunter2\\r\\n\"],[\"a "
            "b\",\"c\"]]"),
      "body.headers.0 list_type, body.headers.1 list_type, body.headers.2 value_error, body.headers.3 "
      "value_error" },
    { WITH ("\"headers\":[[\"Host\",\"h\"]]"), "body.headers value_error" },
    { WITH ("\"headers\":[[\"a\",\"1\"],[\"A\",\"2\"]]"), "body.headers value_error" },
    { WITH ("\"headers\":[[\"Authorization\",\"***\"]]"), "body.headers.0 value_error" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcEndpointInput) input = read_endpoint (CASES[i].text, NULL, CASES[i].problems);

      g_assert_null (input);
    }
}

static void
test_new (void)
{
  g_autoptr (HlcEndpointInput) least = read_endpoint ("{\"url\":\"" URL "\"}", NULL, "");
  g_autoptr (HlcEndpointInput) nulls =
      read_endpoint (WITH (
                         "\"description\":null,\"events\":null,\"body_version\":null,\"header_family\":null,"
                         "\"headers\":null,\"enabled\":null,\"secret\":null,\"x\":1"),
                     NULL, "");
  g_autoptr (HlcEndpointInput) all = read_endpoint (
      WITH ("\"description\":\"mine\",\"events\":[\"human_contact.completed\",\"v1beta2.agent_email."
            "received\"],"
            "\"body_version\":\"v1beta3\",\"header_family\":\"webhook\",\"headers\":[[\"X-A\",\"***\"],"
            "[\"Authorization\",\"Bearer hunter2\"]],\"enabled\":false,\"secret\":\"" SECRET "\""),
      NULL, "");
  HlcEndpointInput *plain[] = { least, nulls };

  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_assert_cmpstr (plain[i]->endpoint->url, ==, URL);
      g_assert_null (plain[i]->endpoint->description);
      g_assert_cmpuint (plain[i]->endpoint->events, ==, HLC_EVENTS_ALL);
      g_assert_cmpint (plain[i]->endpoint->body_version, ==, HLC_BODY_V1);
      g_assert_cmpint (plain[i]->endpoint->header_family, ==, HLC_HEADER_FAMILY_BOTH);
      assert_headers (plain[i]->endpoint->headers, "");
      g_assert_true (plain[i]->endpoint->enabled);
      g_assert_null (plain[i]->secret);
    }

  g_assert_cmpstr (all->endpoint->description, ==, "mine");
  g_assert_cmpuint (all->endpoint->events, ==,
                    1u << HLC_EVENT_HUMAN_CONTACT_COMPLETED | 1u << HLC_EVENT_AGENT_EMAIL_RECEIVED);
  g_assert_cmpint (all->endpoint->body_version, ==, HLC_BODY_V1BETA3);
  g_assert_cmpint (all->endpoint->header_family, ==, HLC_HEADER_FAMILY_WEBHOOK);
  assert_headers (all->endpoint->headers, "X-A: ***\nAuthorization: Bearer hunter2\n");
  g_assert_false (all->endpoint->enabled);
  g_assert_cmpstr (hlc_signing_secret_get_text (all->secret), ==, SECRET);
}

static HlcEndpoint *
make_stored (void)
{
  HlcEndpoint *stored = hlc_endpoint_new ();

  stored->id = 3;
  stored->endpoint_id = g_strdup ("ep_1");
  stored->url = g_strdup (URL);
  stored->description = g_strdup ("mine");
  stored->events = 1u << HLC_EVENT_AGENT_EMAIL_RECEIVED;
  stored->body_version = HLC_BODY_V1BETA2;
  stored->header_family = HLC_HEADER_FAMILY_SVIX;
  stored->enabled = FALSE;
  stored->disabled_reason = g_strdup ("It answered 410.");
  hlc_header_list_append (stored->headers, "Authorization", "Bearer hunter2");
  hlc_header_list_append (stored->headers, "X-Tenant", "acme");

  return stored;
}

#define KEPT_HEADERS "Authorization: Bearer hunter2\nX-Tenant: acme\n"

static void
test_change (void)
{
  static const struct
  {
    const char *text;
    const char *url;
    const char *description;
    guint events;
    HlcBodyVersion body_version;
    HlcHeaderFamily header_family;
    gboolean enabled;
    const char *headers;
  } CASES[] = {
    { "{}", URL, "mine", 1u << HLC_EVENT_AGENT_EMAIL_RECEIVED, HLC_BODY_V1BETA2, HLC_HEADER_FAMILY_SVIX,
      FALSE, KEPT_HEADERS },
    { "{\"enabled\":true}", URL, "mine", 1u << HLC_EVENT_AGENT_EMAIL_RECEIVED, HLC_BODY_V1BETA2,
      HLC_HEADER_FAMILY_SVIX, TRUE, KEPT_HEADERS },
    { "{\"url\":\"http://h/\",\"header_family\":\"both\",\"body_version\":\"v1beta3\"}", "http://h/", "mine",
      1u << HLC_EVENT_AGENT_EMAIL_RECEIVED, HLC_BODY_V1BETA3, HLC_HEADER_FAMILY_BOTH, FALSE, KEPT_HEADERS },
    { "{\"description\":null,\"events\":null,\"headers\":null,\"url\":null,\"body_version\":null}", URL, NULL,
      HLC_EVENTS_ALL, HLC_BODY_V1BETA2, HLC_HEADER_FAMILY_SVIX, FALSE, "" },
    { "{\"description\":\"\",\"events\":[],\"headers\":[]}", URL, NULL, HLC_EVENTS_ALL, HLC_BODY_V1BETA2,
      HLC_HEADER_FAMILY_SVIX, FALSE, "" },
    /* What was read, masked, may be sent back. */
    { "{\"headers\":[[\"X-Tenant\",\"other\"],[\"authorization\",\"***\"]]}", URL, "mine",
      1u << HLC_EVENT_AGENT_EMAIL_RECEIVED, HLC_BODY_V1BETA2, HLC_HEADER_FAMILY_SVIX, FALSE,
      "X-Tenant: other\nauthorization: Bearer hunter2\n" },
    { "{\"events\":[\"function_call.completed\"],\"body_version\":\"v1\"}", URL, "mine",
      1u << HLC_EVENT_FUNCTION_CALL_COMPLETED, HLC_BODY_V1, HLC_HEADER_FAMILY_SVIX, FALSE, KEPT_HEADERS },
  };
  g_autoptr (HlcEndpoint) stored = make_stored ();

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcEndpointInput) input = read_endpoint (CASES[i].text, stored, "");

      g_assert_cmpint (input->endpoint->id, ==, 3);
      g_assert_cmpstr (input->endpoint->endpoint_id, ==, "ep_1");
      g_assert_cmpstr (input->endpoint->url, ==, CASES[i].url);
      g_assert_cmpstr (input->endpoint->description, ==, CASES[i].description);
      g_assert_cmpuint (input->endpoint->events, ==, CASES[i].events);
      g_assert_cmpint (input->endpoint->body_version, ==, CASES[i].body_version);
      g_assert_cmpint (input->endpoint->header_family, ==, CASES[i].header_family);
      g_assert_cmpint (input->endpoint->enabled, ==, CASES[i].enabled);
      assert_headers (input->endpoint->headers, CASES[i].headers);
      g_assert_null (input->secret);
    }

  /* The stored one is as it was. */
  g_assert_cmpstr (stored->url, ==, URL);
  assert_headers (stored->headers, KEPT_HEADERS);
}

static void
test_change_problems (void)
{
  static const struct
  {
    const char *text;
    const char *problems;
  } CASES[] = {
    { "{\"url\":\"\"}", "body.url string_too_short" },
    { "{\"url\":\"h\"}", "body.url value_error" },
    { "{\"secret\":\"" SECRET "\"}", "body.secret value_error" },
    /* With what stays, it makes no sense. */
    { "{\"body_version\":\"v1\"}", "body.events value_error" },
    { "{\"headers\":[[\"X-Other-Token\",\"***\"]]}", "body.headers.0 value_error" },
  };
  g_autoptr (HlcEndpoint) stored = make_stored ();

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcEndpointInput) input = read_endpoint (CASES[i].text, stored, CASES[i].problems);

      g_assert_null (input);
    }
}

static void
test_rotation (void)
{
  static const struct
  {
    const char *text;
    const char *secret;
    const char *problems;
  } CASES[] = {
    { "{}", NULL, "" },
    { "{\"secret\":null}", NULL, "" },
    { "{\"secret\":\"" SECRET "\"}", SECRET, "" },
    { "{\"secret\":\"hunter2!\"}", NULL, "body.secret value_error" },
    { "{\"secret\":1}", NULL, "body.secret string_type" },
    { "null", NULL, "body dict_type" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse_json (CASES[i].text);
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      g_autoptr (HlcSigningSecret) secret = NULL;
      gboolean ok =
          hlc_endpoint_input_read_rotation (hlc_json_document_get_root (document), &secret, problems);
      g_autofree char *found = describe_problems (problems);

      g_assert_cmpstr (found, ==, CASES[i].problems);
      g_assert_cmpint (ok, ==, *CASES[i].problems == '\0');
      g_assert_cmpstr (secret != NULL ? hlc_signing_secret_get_text (secret) : NULL, ==, CASES[i].secret);
    }
}

static void
test_recovery (void)
{
  static const struct
  {
    const char *text;
    gint64 since;
    const char *problems;
  } CASES[] = {
    { "{\"since\":\"1970-01-02T00:00:00Z\"}", G_TIME_SPAN_DAY, "" },
    { "{\"since\":\"1970-01-02T02:00:00.000001+02:00\"}", G_TIME_SPAN_DAY + 1, "" },
    { "{}", 0, "body.since missing" },
    { "{\"since\":\"\"}", 0, "body.since string_too_short" },
    { "{\"since\":86400}", 0, "body.since string_type" },
    { "{\"since\":\"yesterday\"}", 0, "body.since value_error" },
    { "[]", 0, "body dict_type" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse_json (CASES[i].text);
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      gint64 since = -1;
      gboolean ok =
          hlc_endpoint_input_read_recovery (hlc_json_document_get_root (document), &since, problems);
      g_autofree char *found = describe_problems (problems);

      g_assert_cmpstr (found, ==, CASES[i].problems);
      g_assert_cmpint (ok, ==, *CASES[i].problems == '\0');
      g_assert_cmpint (since, ==, CASES[i].since);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/endpoint-input/problems", test_problems);
  g_test_add_func ("/endpoint-input/new", test_new);
  g_test_add_func ("/endpoint-input/change", test_change);
  g_test_add_func ("/endpoint-input/change-problems", test_change_problems);
  g_test_add_func ("/endpoint-input/rotation", test_rotation);
  g_test_add_func ("/endpoint-input/recovery", test_recovery);

  return g_test_run ();
}
