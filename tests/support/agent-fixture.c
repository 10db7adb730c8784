/* SPDX-License-Identifier: Apache-2.0 */
#include "agent-fixture.h"

#include <string.h>

#include "hlc-agent-key.h"
#include "hlc-json-document.h"
#include "raw-client.h"

static void
key_used_cb (HlcApi *api, const char *name, AgentFixture *fixture)
{
  g_string_append_printf (fixture->used_keys, "%s ", name);
}

void
agent_set_up (AgentFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_agent_key_unref);

  store_fixture_set_up (&fixture->base, NULL);
  fixture->used_keys = g_string_new (NULL);
  g_ptr_array_add (keys, hlc_agent_key_new ("asker", ASK_KEY, HLC_KEY_SCOPE_AGENT, 1));
  g_ptr_array_add (keys, hlc_agent_key_new ("decider", DECIDE_KEY, HLC_KEY_SCOPE_AGENT_DECIDE, 1));
  fixture->api = hlc_api_new (fixture->base.store, fixture->base.clock, TOKEN);
  hlc_api_set_agent_keys (fixture->api, keys);
  g_signal_connect (fixture->api, "key-used", G_CALLBACK (key_used_cb), fixture);
  hlc_api_listen (fixture->api, 0, &error);
  g_assert_no_error (error);
  fixture->port = hlc_api_get_port (fixture->api);
}

void
agent_tear_down (AgentFixture *fixture, gconstpointer user_data)
{
  hlc_api_stop (fixture->api);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->api);
  store_fixture_tear_down (&fixture->base, NULL);
  g_string_free (fixture->used_keys, TRUE);
}

/* @host: NULL for the right one; @headers: each with its end of line; @body: NULL for none */
char *
agent_ask (AgentFixture *fixture, const char *target, const char *host, const char *headers, const char *body)
{
  g_autofree char *right_host = g_strdup_printf ("127.0.0.1:%u", fixture->port);
  g_autofree char *length = body != NULL
                                ? g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\n", strlen (body))
                                : g_strdup ("");
  g_autofree char *request =
      g_strdup_printf ("%s HTTP/1.1\r\nHost: %s\r\n%s%s\r\n%s", target, host != NULL ? host : right_host,
                       headers, length, body != NULL ? body : "");

  return raw_exchange (fixture->port, request);
}

char *
agent_post (AgentFixture *fixture, const char *path, const char *key, const char *body)
{
  g_autofree char *target = g_strconcat ("POST " V1, path, NULL);
  g_autofree char *headers = g_strconcat (key, JSON, NULL);

  return agent_ask (fixture, target, NULL, headers, body);
}

char *
agent_get (AgentFixture *fixture, const char *path)
{
  g_autofree char *target = g_strconcat ("GET " V1, path, NULL);

  return agent_ask (fixture, target, NULL, ASKER, NULL);
}

/* Whatever was asked, the answer is JSON, says so, and may be read by nobody else. */
void
assert_agent_answer (const char *answer, guint status, const char *code)
{
  const char *body = raw_answer_get_body (answer);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, &error);
  g_autofree char *coded = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (document);
  g_assert_cmpuint (raw_answer_get_status (answer), ==, status);
  g_assert_nonnull (strstr (answer, "\r\nContent-Type: application/json\r\n"));
  g_assert_nonnull (strstr (answer, "\r\nX-Content-Type-Options: nosniff\r\n"));
  g_assert_nonnull (strstr (answer, "\r\nCache-Control: no-store\r\n"));
  g_assert_null (strstr (answer, "\r\nAccess-Control-"));
  if (code == NULL)
    return;

  coded = g_strdup_printf ("\"code\":\"%s\"}", code);
  g_assert_true (g_str_has_prefix (body, "{\"error\":{\"message\":\""));
  g_assert_nonnull (strstr (body, coded));
  g_assert_nonnull (strstr (body, ",\"detail\":[{\"loc\":["));
}

void
assert_agent_answer_has (const char *answer, const char *text)
{
  if (strstr (answer, text) == NULL)
    g_error ("“%s” is not in: %s", text, answer);
}

void
agent_store_operations (AgentFixture *fixture)
{
  g_autofree char *call = agent_post (fixture, "/function_calls", ASKER, CALL_BODY);
  g_autofree char *contact = agent_post (fixture, "/contact_requests", ASKER, CONTACT_BODY);
  g_autofree char *other = agent_post (fixture, "/function_calls", ASKER, DECIDED_BODY);
  g_autofree char *decided =
      agent_post (fixture, "/agent/function_calls/d1/respond", DECIDER, "{\"approved\":true}");

  assert_agent_answer (call, 200, NULL);
  assert_agent_answer (contact, 200, NULL);
  assert_agent_answer (other, 200, NULL);
  assert_agent_answer (decided, 200, NULL);
}
