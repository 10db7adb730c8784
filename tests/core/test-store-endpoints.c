/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-outbox-fixture.h"
#include "hlc-store-portions.h"

static HlcEndpoint *
make_endpoint (const char *endpoint_id, const char *url)
{
  HlcEndpoint *endpoint = hlc_endpoint_new ();

  endpoint->endpoint_id = g_strdup (endpoint_id);
  endpoint->url = g_strdup (url);
  return endpoint;
}

static HlcEndpoint *
try_to_add (StoreFixture *fixture, HlcEndpoint *endpoint, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_store_add_endpoint_async (fixture->store, endpoint, keep_result_cb, &result);
  return hlc_store_write_endpoint_finish (fixture->store, wait_for_result (&result), error);
}

static void
test_round_trip (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = make_endpoint ("ep_a", "https://example.test/webhook?x=1");
  g_autoptr (HlcEndpoint) added = NULL;
  g_autoptr (HlcEndpoint) stored = NULL;
  g_autoptr (GError) error = NULL;

  endpoint->description = g_strdup ("My handler");
  endpoint->events = 1u << HLC_EVENT_HUMAN_CONTACT_COMPLETED;
  endpoint->body_version = HLC_BODY_V1BETA3;
  endpoint->header_family = HLC_HEADER_FAMILY_SVIX;
  hlc_header_list_append (endpoint->headers, "X-Team", "one");
  hlc_header_list_append (endpoint->headers, "X-Other", "two");
  endpoint->enabled = FALSE;
  /* None of these is for people to set. */
  endpoint->disabled_reason = g_strdup ("mine");
  endpoint->failing_since = 1;
  endpoint->created_at = 1;

  added = try_to_add (fixture, endpoint, &error);
  g_assert_no_error (error);
  g_assert_cmpint (added->id, >, 0);
  store_fixture_reopen (fixture);
  stored = get_endpoint (fixture, "ep_a");
  g_assert_cmpint (stored->id, ==, added->id);
  g_assert_cmpstr (stored->endpoint_id, ==, "ep_a");
  g_assert_cmpstr (stored->url, ==, endpoint->url);
  g_assert_cmpstr (stored->description, ==, "My handler");
  g_assert_cmpuint (stored->events, ==, endpoint->events);
  g_assert_cmpint (stored->body_version, ==, HLC_BODY_V1BETA3);
  g_assert_cmpint (stored->header_family, ==, HLC_HEADER_FAMILY_SVIX);
  g_assert_cmpuint (hlc_header_list_get_length (stored->headers), ==, 2);
  g_assert_cmpstr (hlc_header_list_get_value (stored->headers, 1), ==, "two");
  g_assert_false (stored->enabled);
  g_assert_null (stored->disabled_reason);
  g_assert_cmpint (stored->failing_since, ==, 0);
  g_assert_cmpint (stored->created_at, ==, G_TIME_SPAN_DAY);
  g_assert_cmpint (stored->waiting, ==, 0);
  g_assert_cmpint (stored->last_attempt_at, ==, 0);
}

static void
test_refused (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *endpoint_id, *url;
    int code;
  } CASES[] = {
    { "ep_a", "http://127.0.0.1:8000/webhook", HLC_ERROR_CONFLICT },
    { "ep_b", "ftp://127.0.0.1/webhook", HLC_ERROR_ARGUMENT },
    { "ep_b", "", HLC_ERROR_ARGUMENT },
  };
  g_autoptr (HlcEndpoint) added = add_endpoint (fixture, "ep_a");

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcEndpoint) endpoint = make_endpoint (CASES[i].endpoint_id, CASES[i].url);
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (try_to_add (fixture, endpoint, &error));
      g_assert_error (error, HLC_ERROR, CASES[i].code);
    }
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM endpoint"), ==, 1);
}

static void
test_ids_are_made (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = make_endpoint (NULL, "http://127.0.0.1:8000/webhook");
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcEndpoint) one = try_to_add (fixture, endpoint, &error);
  g_autoptr (HlcEndpoint) other = NULL;

  g_assert_no_error (error);
  other = try_to_add (fixture, endpoint, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (one->endpoint_id, "ep_"));
  g_assert_cmpuint (strlen (one->endpoint_id), ==, 30);
  g_assert_cmpstr (one->endpoint_id, !=, other->endpoint_id);
}

static void
assert_listed (StoreFixture *fixture, const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) endpoints = NULL;
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  hlc_store_list_endpoints_async (fixture->store, NULL, keep_result_cb, &result);
  endpoints = hlc_store_list_endpoints_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < endpoints->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            ((HlcEndpoint *) g_ptr_array_index (endpoints, i))->endpoint_id);
  g_assert_cmpstr (ids->str, ==, expected);
}

/* What is removed is not found again, and its log stays. */
static void
test_remove (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) a = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcEndpoint) b = add_endpoint (fixture, "ep_b");
  g_autoptr (HlcForwardRule) rule = add_rule (fixture, "ep_a", TRUE);
  g_autoptr (HlcForwardRule) other_rule = add_rule (fixture, "ep_b", TRUE);
  g_autoptr (HlcForwardRule) gone = NULL;
  g_autoptr (HlcForwardRule) kept = NULL;
  g_autoptr (HlcAttempt) attempt = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  approve_call (fixture, "c1");
  approve_call (fixture, "c2");
  attempt = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_STATUS, 500);
  assert_listed (fixture, "ep_a ep_b");
  remove_endpoint (fixture, "ep_a");
  assert_listed (fixture, "ep_b");
  assert_due (fixture, "c1@ep_b c2@ep_b");
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM attempt WHERE state = 3 AND endpoint = 1"),
                   ==, 2);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM attempt WHERE state = 2 AND endpoint = 1"),
                   ==, 1);
  gone = get_rule (fixture, rule->id);
  kept = get_rule (fixture, other_rule->id);
  g_assert_null (gone);
  g_assert_nonnull (kept);

  hlc_store_remove_endpoint_async (fixture->store, "ep_a", keep_result_cb, &result);
  g_assert_false (hlc_store_remove_endpoint_finish (fixture->store, wait_for_result (&result), &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
}

/* A message that only a removed endpoint was to get was sent nowhere. */
static void
test_remove_the_only_one (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  HlcStoreCounts counts;

  approve_call (fixture, "c1");
  counts = count (fixture);
  g_assert_cmpint (counts.pending_messages, ==, 1);
  remove_endpoint (fixture, "ep_a");
  g_assert_cmpint (read_number (fixture, "SELECT state FROM message"), ==, HLC_MESSAGE_UNSENT);
  counts = count (fixture);
  g_assert_cmpint (counts.pending_messages, ==, 0);
}

/* More than one write cancels. */
static void
test_remove_with_many (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");

  for (guint i = 0; i < HLC_PORTION_ROWS * 2; i++)
    {
      g_autofree char *call_id = g_strdup_printf ("c%u", i);

      approve_call (fixture, call_id);
    }
  remove_endpoint (fixture, "ep_a");
  assert_listed (fixture, "");
  g_assert_cmpint (count (fixture).pending_messages, ==, 0);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM attempt WHERE state = 3"), ==,
                   HLC_PORTION_ROWS * 2);
}

/* What waits goes where the endpoint is now, and what was made stays where it went. */
static void
test_move (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcEndpoint) changed = hlc_endpoint_copy (endpoint);
  g_autoptr (HlcEndpoint) updated = NULL;
  g_autoptr (HlcAttempt) made = NULL;
  g_autoptr (HlcOutbox) outbox = NULL;
  HlcDueAttempt *due;

  approve_call (fixture, "c1");
  made = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_STATUS, 500);
  g_free (changed->url);
  changed->url = g_strdup ("http://elsewhere.test/");
  changed->body_version = HLC_BODY_V1BETA2;
  updated = update_endpoint (fixture, changed);
  g_assert_cmpstr (updated->url, ==, "http://elsewhere.test/");
  g_assert_cmpint (updated->failing_since, ==, 0);

  hlc_clock_set_now (fixture->clock, made->next_at);
  outbox = look_at_outbox (fixture, 1, NULL);
  g_assert_cmpuint (outbox->due->len, ==, 1);
  due = g_ptr_array_index (outbox->due, 0);
  g_assert_cmpstr (due->attempt->url, ==, "http://elsewhere.test/");
  g_assert_cmpstr (due->endpoint->url, ==, "http://elsewhere.test/");
  g_assert_true (g_str_has_prefix (g_bytes_get_data (due->body, NULL), "{\"type\""));
  g_assert_cmpint (read_number (fixture,
                                "SELECT count (*) FROM attempt WHERE url = 'http://ep_a.test/webhook'"
                                " AND state = 2"),
                   ==, 1);
}

/* Disabled, it gets nothing new, and what waits stays; enabled again, that goes, and it begins without a past. */
static void
test_disable_and_enable (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcEndpoint) gone = NULL;
  g_autoptr (HlcEndpoint) enabled = NULL;
  g_autoptr (HlcAttempt) attempt = NULL;

  approve_call (fixture, "c1");
  approve_call (fixture, "c2");
  set_endpoint_enabled (fixture, "ep_a", FALSE);
  assert_due (fixture, "");
  approve_call (fixture, "c3");
  set_endpoint_enabled (fixture, "ep_a", TRUE);
  assert_due (fixture, "c1@ep_a c2@ep_a");

  attempt = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_GONE, 410);
  gone = get_endpoint (fixture, "ep_a");
  g_assert_false (gone->enabled);
  g_assert_nonnull (gone->disabled_reason);
  g_assert_cmpint (gone->failing_since, ==, G_TIME_SPAN_DAY);
  assert_due (fixture, "");
  /* Another change does not lose the reason. */
  set_endpoint_enabled (fixture, "ep_a", FALSE);
  g_clear_pointer (&gone, hlc_endpoint_unref);
  gone = get_endpoint (fixture, "ep_a");
  g_assert_nonnull (gone->disabled_reason);
  g_assert_cmpint (count (fixture).failing_endpoints, ==, 1);

  set_endpoint_enabled (fixture, "ep_a", TRUE);
  enabled = get_endpoint (fixture, "ep_a");
  g_assert_null (enabled->disabled_reason);
  g_assert_cmpint (enabled->failing_since, ==, 0);
  g_assert_cmpint (count (fixture).failing_endpoints, ==, 0);
  assert_due (fixture, "c2@ep_a");
}

static void
test_figures (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcEndpoint) other = add_endpoint (fixture, "ep_b");
  g_autoptr (HlcEndpoint) failing = NULL;
  g_autoptr (HlcEndpoint) untouched = NULL;
  g_autoptr (HlcAttempt) first = NULL;
  g_autoptr (HlcAttempt) second = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *call_id = g_strdup_printf ("c%u", i);

      approve_call (fixture, call_id);
    }
  /* The one that was planned last is made first. */
  first = record (fixture, find_due (fixture, "c2@ep_a"), HLC_FAILURE_NONE, 200);
  hlc_clock_set_now (fixture->clock, G_TIME_SPAN_DAY + 7);
  second = record (fixture, find_due (fixture, "c0@ep_a"), HLC_FAILURE_TIMEOUT, 0);

  failing = get_endpoint (fixture, "ep_a");
  g_assert_cmpint (failing->waiting, ==, 2);
  g_assert_cmpuint (failing->last_status, ==, 0);
  g_assert_cmpstr (failing->last_error, ==, "timeout");
  g_assert_cmpint (failing->last_attempt_at, ==, G_TIME_SPAN_DAY + 7);
  g_assert_cmpint (failing->failing_since, ==, G_TIME_SPAN_DAY + 7);
  g_assert_true (hlc_endpoint_is_failing (failing));
  g_assert_cmpint (count (fixture).failing_endpoints, ==, 1);
  untouched = get_endpoint (fixture, "ep_b");
  g_assert_cmpint (untouched->waiting, ==, 3);
  g_assert_cmpint (untouched->last_attempt_at, ==, 0);
  g_assert_false (hlc_endpoint_is_failing (untouched));
}

static void
test_unknown (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = make_endpoint ("ep_x", "http://127.0.0.1:8000/");
  g_autoptr (GAsyncResult) update = NULL;
  g_autoptr (GAsyncResult) get = NULL;
  g_autoptr (GError) error = NULL;

  hlc_store_update_endpoint_async (fixture->store, endpoint, keep_result_cb, &update);
  g_assert_null (hlc_store_write_endpoint_finish (fixture->store, wait_for_result (&update), &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  hlc_store_get_endpoint_async (fixture->store, "ep_x", NULL, keep_result_cb, &get);
  g_assert_null (hlc_store_get_endpoint_finish (fixture->store, wait_for_result (&get), &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer user_data);
  } TESTS[] = {
    { "/store-endpoints/round-trip", test_round_trip },
    { "/store-endpoints/refused", test_refused },
    { "/store-endpoints/ids-are-made", test_ids_are_made },
    { "/store-endpoints/remove", test_remove },
    { "/store-endpoints/remove-the-only-one", test_remove_the_only_one },
    { "/store-endpoints/remove-with-many", test_remove_with_many },
    { "/store-endpoints/move", test_move },
    { "/store-endpoints/disable-and-enable", test_disable_and_enable },
    { "/store-endpoints/figures", test_figures },
    { "/store-endpoints/unknown", test_unknown },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].path, StoreFixture, NULL, store_fixture_set_up, TESTS[i].test,
                store_fixture_tear_down);
  return g_test_run ();
}
