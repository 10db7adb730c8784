/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "hlc-event-feed.h"
#include "hlc-expected-warnings.h"
#include "hlc-outbox-fixture.h"

typedef struct
{
  StoreFixture base;
  HlcEventFeed *feed;
  GPtrArray *events; /* (element-type utf8): "event {…}" */
} Fixture;

static gboolean
is_wanted (gpointer user_data)
{
  return TRUE;
}

static void
event_cb (HlcEventFeed *feed, const char *event, GBytes *json, Fixture *fixture)
{
  g_ptr_array_add (fixture->events, g_strdup_printf ("%s %.*s", event, (int) g_bytes_get_size (json),
                                                     (const char *) g_bytes_get_data (json, NULL)));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_fixture_set_up (&fixture->base, NULL);
  fixture->events = g_ptr_array_new_with_free_func (g_free);
  fixture->feed = hlc_event_feed_new (fixture->base.store, is_wanted, NULL);
  g_signal_connect (fixture->feed, "event", G_CALLBACK (event_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hlc_event_feed_stop (fixture->feed);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->feed);
  g_ptr_array_unref (fixture->events);
  store_fixture_tear_down (&fixture->base, NULL);
}

/* The event of that name that was told and holds @text; waits for it. */
static const char *
wait_for_event (Fixture *fixture, const char *event, const char *text)
{
  for (guint i = 0;; i++)
    {
      const char *told;

      while (i >= fixture->events->len)
        g_main_context_iteration (NULL, TRUE);
      told = g_ptr_array_index (fixture->events, i);
      if (g_str_has_prefix (told, event) && told[strlen (event)] == ' ' && strstr (told, text) != NULL)
        return told;
    }
}

/* An attempt is told when its outcome is stored, whole; then the endpoint, which that has disabled. */
static void
test_attempt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (&fixture->base, "ep_a");
  g_autoptr (HlcAttempt) attempt = NULL;
  HlcAttemptResult *result;
  const char *told;

  wait_for_event (fixture, "endpoint", "\"id\":\"ep_a\"");
  approve_call (&fixture->base, "c1");
  result = make_result (&fixture->base, HLC_FAILURE_GONE, 410);
  g_clear_pointer (&result->response_body, g_bytes_unref);
  result->response_body = g_bytes_new_static ("gone", strlen ("gone"));
  attempt = record_result (&fixture->base, find_due (&fixture->base, "c1@ep_a"), result, 1);

  told = wait_for_event (fixture, "attempt", "\"http_status\":410");
  g_assert_nonnull (strstr (told, "\"endpoint_id\":\"ep_a\""));
  g_assert_nonnull (strstr (told, "\"message_id\":\"msg_"));
  g_assert_nonnull (strstr (told, "\"response_body_base64\":\"Z29uZQ==\""));
  told = wait_for_event (fixture, "endpoint", "\"enabled\":false");
  g_assert_nonnull (strstr (told, "\"disabled_reason\":\""));
  g_assert_null (strstr (told, "\"disabled_reason\":null"));
}

/* An endpoint that is gone before it was read is told no more, and nobody is warned. */
static void
test_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HlcEndpoint) other = NULL;
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (&fixture->base, "ep_a");

  remove_endpoint (&fixture->base, "ep_a");
  g_ptr_array_set_size (fixture->events, 0);
  other = add_endpoint (&fixture->base, "ep_b");
  wait_for_event (fixture, "endpoint", "\"id\":\"ep_b\"");
}

/* More than can be read: it is bounded, and said. What is told of are rows that are gone. */
static void
test_bounded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HlcStoreChanges) changes = hlc_store_changes_new ();
  g_autoptr (HlcEndpoint) endpoint = NULL;

  for (gint64 id = 1000; id < 1000 + 70000; id++)
    g_array_append_val (changes->attempts, id);
  expect_warning ("*faster than they could be read*");
  g_signal_emit_by_name (fixture->base.store, "changed", changes);

  /* It goes on, and says what was left out once nothing waits any more. */
  endpoint = add_endpoint (&fixture->base, "ep_a");
  wait_for_event (fixture, "endpoint", "\"id\":\"ep_a\"");
  assert_expected_warnings ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  expected_warnings_init ();
  g_test_add ("/event-kinds/attempt", Fixture, NULL, set_up, test_attempt, tear_down);
  g_test_add ("/event-kinds/removed", Fixture, NULL, set_up, test_removed, tear_down);
  g_test_add ("/event-kinds/bounded", Fixture, NULL, set_up, test_bounded, tear_down);
  return g_test_run ();
}
