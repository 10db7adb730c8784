/* SPDX-License-Identifier: Apache-2.0 */
#include "agent-fixture.h"

#include <string.h>

#include "hlc-agent-key.h"
#include "hlc-store-operations.h"
#include "raw-client.h"

#define PROJECT "GET " V1 "/project"

/* Names that an attacker makes resolve to 127.0.0.1, and spellings of it that are not it. */
static void
test_rebinding (AgentFixture *fixture, gconstpointer user_data)
{
  static const char *const hosts[] = { "evil.example",
                                       "127.0.0.1.evil.example",
                                       "localhost.evil.example",
                                       "0.0.0.0",
                                       "127.1",
                                       "2130706433",
                                       "[::ffff:127.0.0.1]",
                                       "127.0.0.2" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *host = g_strdup_printf ("%s:%u", hosts[i], fixture->port);
      g_autofree char *answer = agent_ask (fixture, PROJECT, host, ASKER, NULL);

      assert_agent_answer (answer, 403, "host_forbidden");
    }
}

static void
test_local_hosts (AgentFixture *fixture, gconstpointer user_data)
{
  static const char *const names[] = { "127.0.0.1", "localhost", "[::1]", "LOCALHOST" };
  g_autofree char *no_port = agent_ask (fixture, PROJECT, "127.0.0.1", ASKER, NULL);

  assert_agent_answer (no_port, 403, "host_forbidden");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *host = g_strdup_printf ("%s:%u", names[i], fixture->port);
      g_autofree char *answer = agent_ask (fixture, PROJECT, host, ASKER, NULL);

      assert_agent_answer (answer, 200, NULL);
    }
}

/* What libsoup refuses by itself is refused in JSON too; where it hangs up instead, nothing is said. */
static void
test_malformed (AgentFixture *fixture, gconstpointer user_data)
{
  static const char *const requests[] = {
    "GET\r\n\r\n",
    "GET  HTTP/1.1\r\n\r\n",
    PROJECT " HTTP/9.9\r\n\r\n",
    PROJECT " HTTP/1.0\r\n\r\n",
    PROJECT "\r\n\r\n",
    "\x16\x03\x01\x02\r\n\r\n",
    "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    PROJECT " HTTP/1.1\r\nHost\r\n\r\n",
    PROJECT " HTTP/1.1\r\n\r\n",
    "POST " V1 "/function_calls HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *answer = raw_exchange (fixture->port, requests[i]);

      g_test_message ("%u: %.60s", i, answer);
      g_assert_cmpuint (raw_answer_get_status (answer), >=, 400);
      assert_agent_answer (answer, raw_answer_get_status (answer), NULL);
      assert_agent_answer_has (raw_answer_get_body (answer), "{\"error\":{\"message\":\"");
    }
}

/* Everything that the Python SDK sends for one approval, nulls and all, and what the agent gets back for it. */
#define STATE "{\"z\":12345678901234567890,\"a\":0.10,\"e\":1e400,\"a\":[1 , 2],\"s\":\"\\u00e9\"}"

static void
test_explicit_nulls (AgentFixture *fixture, gconstpointer user_data)
{
  static const char body[] =
      "{\"run_id\":\"run\",\"call_id\":\"py\",\"spec\":{\"fn\":\"send\",\"kwargs\":{\"to\":null},\"channel\":"
      "{\"slack\":{\"channel_or_user_id\":\"\",\"context_about_channel_or_user\":null,\"bot_token\":\"xoxb-"
      "1\","
      "\"allowed_responder_ids\":null,\"experimental_slack_blocks\":null,\"thread_ts\":null},\"sms\":null,"
      "\"whatsapp\":null,\"email\":null},\"reject_options\":null,\"state\":" STATE
      "},\"status\":{\"requested_at\":null,\"responded_at\":null,\"approved\":null,\"comment\":null,"
      "\"reject_option_name\":null,\"slack_message_ts\":null,\"user_info\":null,\"slack_context\":null},"
      "\"new_field\":{\"n\":1.0}}";
  g_autofree char *created = agent_post (fixture, "/function_calls", ASKER, body);
  g_autofree char *again = agent_post (fixture, "/function_calls", ASKER, body);
  g_autofree char *polled = agent_get (fixture, "/function_calls/py");

  assert_agent_answer (created, 200, NULL);
  g_assert_cmpstr (raw_answer_get_body (again), ==, raw_answer_get_body (created));
  g_assert_cmpstr (raw_answer_get_body (polled), ==, raw_answer_get_body (created));
  assert_agent_answer_has (polled, "\"state\":" STATE "}");
  assert_agent_answer_has (polled, "\"new_field\":{\"n\":1.0}");
  assert_agent_answer_has (polled, "\"bot_token\":\"******\"");
  assert_agent_answer_has (polled, "\"approved\":null,\"comment\":null");
  assert_agent_answer_has (polled, "\"requested_at\":\"1970-01-02T00:00:00.000000Z\"");
}

static void
test_call_id (AgentFixture *fixture, gconstpointer user_data)
{
  g_autofree char *created =
      agent_post (fixture, "/function_calls", ASKER, "{\"run_id\":\"r\",\"call_id\":\"id of ü:1\"," SPEC "}");
  g_autofree char *polled = agent_get (fixture, "/function_calls/id%20of%20%C3%BC%3A1");
  g_autofree char *plain = agent_get (fixture, "/function_calls/id%20of%20%C3%BC:1");
  g_autofree char *decided = agent_post (fixture, "/agent/function_calls/id%20of%20%C3%BC:1/respond", DECIDER,
                                         "{\"approved\":true}");

  assert_agent_answer (created, 200, NULL);
  assert_agent_answer (polled, 200, NULL);
  assert_agent_answer (plain, 200, NULL);
  assert_agent_answer (decided, 200, NULL);
}

static void
test_contact_alias (AgentFixture *fixture, gconstpointer user_data)
{
  g_autofree char *created = agent_post (fixture, "/human_contacts", ASKER, CONTACT_BODY);
  g_autofree char *again = agent_post (fixture, "/contact_requests", ASKER, CONTACT_BODY);

  assert_agent_answer (created, 200, NULL);
  g_assert_cmpstr (raw_answer_get_body (created), ==, raw_answer_get_body (again));
}

static void
test_decided_by (AgentFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *decided = NULL;
  g_autofree char *polled = NULL;

  agent_store_operations (fixture);
  decided =
      agent_post (fixture, "/agent/function_calls/c1/respond", DECIDER,
                  "{\"requested_at\":null,\"responded_at\":null,\"approved\":false,\"comment\":\"not now\","
                  "\"user_info\":{\"id\":1.50},\"mine\":[1]}");
  polled = agent_get (fixture, "/function_calls/c1");
  operation = load_operation (&fixture->base, "c1", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (raw_answer_get_body (decided), ==, raw_answer_get_body (polled));
  assert_agent_answer_has (polled, "\"user_info\":{\"id\":1.50}");
  assert_agent_answer_has (polled, "\"mine\":[1]");
  assert_agent_answer_has (polled, "\"responded_at\":\"1970-01-02T00:00:00.000000Z\"");
  g_assert_cmpint (operation->origin, ==, HLC_ORIGIN_API);
  g_assert_cmpint (operation->decided_channel, ==, HLC_CHANNEL_API);
  g_assert_cmpstr (operation->decided_name, ==, "decider");
  g_assert_false (operation->is_test);
}

static void
test_escalation (AgentFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (HlcOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  HlcTimelineEntry *entry = NULL;

  agent_store_operations (fixture);
  answer =
      agent_post (fixture, "/agent/function_calls/c1/escalate_email", ASKER, "{\"escalation_msg\":\"help\"}");
  operation = load_operation (&fixture->base, "c1", &timeline, &error);

  assert_agent_answer (answer, 200, NULL);
  g_assert_no_error (error);
  entry = g_ptr_array_index (timeline, 1);
  g_assert_cmpstr (entry->type, ==, "escalated");
  g_assert_cmpstr (entry->detail, ==, "help");
  g_assert_cmpint (operation->state, ==, HLC_STATE_PENDING);
  g_assert_cmpint (operation->escalated_at, >, 0);
}

static void
test_pending (AgentFixture *fixture, gconstpointer user_data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *array = NULL;
  g_autofree char *contacts = NULL;
  g_autofree char *beyond = NULL;

  agent_store_operations (fixture);
  for (guint i = 2; i <= 3; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"run_id\":\"r\",\"call_id\":\"c%u\"," SPEC "}", i);
      g_autofree char *created = agent_post (fixture, "/function_calls", ASKER, body);

      assert_agent_answer (created, 200, NULL);
    }

  first = agent_get (fixture, "/agent/function_calls/pending?limit=2");
  second = agent_get (fixture, "/agent/function_calls/pending?limit=2&offset=2");
  array = agent_get (fixture, "/agent/function_calls/pending?format=array&offset=1");
  contacts = agent_get (fixture, "/agent/human_contacts/pending");
  beyond = agent_get (fixture, "/agent/human_contacts/pending?offset=9223372036854775807");

  assert_agent_answer (first, 200, NULL);
  g_assert_true (
      g_str_has_prefix (raw_answer_get_body (first), "{\"items\":[{\"run_id\":\"r\",\"call_id\":\"c1\","));
  assert_agent_answer_has (first, "\"call_id\":\"c2\"");
  g_assert_null (strstr (first, "\"call_id\":\"c3\""));
  g_assert_true (g_str_has_suffix (first, "],\"total\":3,\"limit\":2,\"offset\":0,\"has_more\":true}"));
  assert_agent_answer_has (second, "\"call_id\":\"c3\"");
  g_assert_true (g_str_has_suffix (second, "],\"total\":3,\"limit\":2,\"offset\":2,\"has_more\":false}"));
  g_assert_true (g_str_has_prefix (raw_answer_get_body (array), "[{\"run_id\":\"r\",\"call_id\":\"c2\","));
  assert_agent_answer_has (contacts, "\"call_id\":\"h1\"");
  g_assert_true (g_str_has_suffix (contacts, "],\"total\":1,\"limit\":100,\"offset\":0,\"has_more\":false}"));
  assert_agent_answer_has (beyond, "{\"items\":[],\"total\":1,");
}

/* A page is held in memory as a whole. */
static void
test_pending_page_is_bounded (AgentFixture *fixture, gconstpointer user_data)
{
  g_autofree char *filling = g_strnfill (15 * 1024 * 1024, 'x');
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_more = FALSE;
  gint64 total = 0;

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (HlcOperation) operation = hlc_operation_new ();
      g_autoptr (HlcOperation) stored = NULL;
      g_autoptr (GAsyncResult) created = NULL;
      g_autofree char *spec =
          g_strdup_printf ("{\"fn\":\"f\",\"kwargs\":{},\"state\":{\"x\":\"%s\"}}", filling);

      operation->call_id = g_strdup_printf ("c%u", i);
      operation->run_id = g_strdup ("r");
      operation->title = g_strdup ("f()");
      operation->spec = g_bytes_new (spec, strlen (spec));
      hlc_store_create_operation_async (fixture->base.store, operation, keep_result_cb, &created);
      stored = hlc_store_create_operation_finish (fixture->base.store, wait_for_result (&created), &error);
      g_assert_no_error (error);
    }

  hlc_store_list_pending_async (fixture->base.store, HLC_OPERATION_FUNCTION_CALL, 100, 0, NULL,
                                keep_result_cb, &result);
  page = hlc_store_list_pending_finish (fixture->base.store, wait_for_result (&result), &total, &has_more,
                                        &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->len, ==, 5);
  g_assert_cmpint (total, ==, 6);
  g_assert_true (has_more);
}

/* States of megabytes are normal. They are read and printed on a worker thread. */
static void
test_large (AgentFixture *fixture, gconstpointer user_data)
{
  g_autofree char *numbers = g_strnfill (4 * 1024 * 1024, '1');
  g_autofree char *body = g_strdup_printf (
      "{\"run_id\":\"r\",\"call_id\":\"big\",\"spec\":{\"fn\":\"f\",\"kwargs\":{},\"state\":{\"n\":%s}}}",
      numbers);
  g_autofree char *wrong = g_strdup_printf (
      "{\"run_id\":\"r\",\"call_id\":\"big\",\"spec\":{\"fn\":7,\"kwargs\":{},\"state\":{\"n\":%s}}}",
      numbers);
  g_autofree char *broken = g_strdup_printf ("{\"n\":%s", numbers);
  g_autofree char *created = agent_post (fixture, "/function_calls", ASKER, body);
  g_autofree char *polled = agent_get (fixture, "/function_calls/big");
  g_autofree char *pending = agent_get (fixture, "/agent/function_calls/pending");
  g_autofree char *refused = agent_post (fixture, "/function_calls", ASKER, wrong);
  g_autofree char *not_json = agent_post (fixture, "/function_calls", ASKER, broken);

  assert_agent_answer (created, 200, NULL);
  g_assert_cmpstr (raw_answer_get_body (polled), ==, raw_answer_get_body (created));
  g_assert_nonnull (strstr (polled, numbers));
  g_assert_nonnull (strstr (pending, numbers));
  assert_agent_answer (refused, 422, "validation_error");
  assert_agent_answer (not_json, 400, "json_invalid");
}

static void
test_too_large (AgentFixture *fixture, gconstpointer user_data)
{
  g_autofree char *body = g_strnfill (20 * 1024 * 1024 + 1, ' ');
  g_autofree char *answer = agent_post (fixture, "/function_calls", ASKER, body);

  assert_agent_answer (answer, 413, "body_too_large");
}

static void
test_store_closed (AgentFixture *fixture, gconstpointer user_data)
{
  g_autofree char *status = NULL;
  g_autofree char *created = NULL;
  g_autofree char *polled = NULL;
  g_autofree char *pending = NULL;

  hlc_store_close (fixture->base.store);
  created = agent_post (fixture, "/function_calls", ASKER, CALL_BODY);
  polled = agent_get (fixture, "/function_calls/c1");
  pending = agent_get (fixture, "/agent/function_calls/pending");
  assert_agent_answer (created, 503, "store_unavailable");
  assert_agent_answer_has (created, "\r\nRetry-After: ");
  assert_agent_answer (polled, 503, "store_unavailable");
  assert_agent_answer (pending, 503, "store_unavailable");
}

static void
test_keys (AgentFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_agent_key_unref);
  HlcAgentKey *key = hlc_agent_key_new ("new", "hl_local_new", HLC_KEY_SCOPE_AGENT, 1);
  g_autofree char *before = agent_get (fixture, "/project");
  g_autofree char *after = NULL;
  g_autofree char *with_new = NULL;

  g_ptr_array_add (keys, key);
  hlc_api_set_agent_keys (fixture->api, keys);
  after = agent_get (fixture, "/project");
  with_new = agent_ask (fixture, PROJECT, NULL, "Authorization: Bearer hl_local_new\r\n", NULL);

  assert_agent_answer (before, 200, NULL);
  assert_agent_answer (after, 401, "key_wrong");
  assert_agent_answer (with_new, 200, NULL);
  g_assert_cmpstr (fixture->used_keys->str, ==, "asker new ");
  g_assert_cmpint (hlc_agent_key_get_last_used_at (key), ==, hlc_clock_get_now (fixture->base.clock));
}

static gboolean
has_polls (gpointer user_data)
{
  AgentFixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = load_operation (&fixture->base, "c1", NULL, &error);

  g_assert_no_error (error);
  return operation->polls == 2;
}

static void
test_polls (AgentFixture *fixture, gconstpointer user_data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  agent_store_operations (fixture);
  first = agent_get (fixture, "/function_calls/c1");
  second = agent_get (fixture, "/function_calls/c1");
  assert_agent_answer (first, 200, NULL);
  assert_agent_answer (second, 200, NULL);
  raw_run_until (has_polls, fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                  \
  g_test_add ("/api-agent/" path, AgentFixture, NULL, agent_set_up, function, agent_tear_down)
  ADD ("rebinding", test_rebinding);
  ADD ("local-hosts", test_local_hosts);
  ADD ("malformed", test_malformed);
  ADD ("explicit-nulls", test_explicit_nulls);
  ADD ("call-id", test_call_id);
  ADD ("contact-alias", test_contact_alias);
  ADD ("decided-by", test_decided_by);
  ADD ("escalation", test_escalation);
  ADD ("pending", test_pending);
  ADD ("pending-page-is-bounded", test_pending_page_is_bounded);
  ADD ("large", test_large);
  ADD ("too-large", test_too_large);
  ADD ("store-closed", test_store_closed);
  ADD ("keys", test_keys);
  ADD ("polls", test_polls);

  return g_test_run ();
}
