/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>

#include "hlc-event-feed.h"
#include "hlc-store-operations.h"
#include "test-directory.h"

#define NOW (G_GINT64_CONSTANT (1763891000) * G_USEC_PER_SEC)

typedef struct
{
  TestDirectory *directory;
  HlcStore *store;
  HlcEventFeed *feed;
  GMainLoop *loop;
  GString *events;
  guint n_left; /* events until the loop ends */
  gboolean is_wanted;
} Fixture;

static void
event_cb (HlcEventFeed *feed, const char *event, GBytes *json, Fixture *fixture)
{
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (json, NULL), (gssize) g_bytes_get_size (json), "call-"));
  g_string_append_printf (fixture->events, "%s ", event);
  if (--fixture->n_left == 0)
    g_main_loop_quit (fixture->loop);
}

static gboolean
is_wanted (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->is_wanted;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HlcClock) clock = hlc_clock_new_manual (NOW);

  fixture->directory = test_directory_new ();
  fixture->store = hlc_store_open (test_directory_get_path (fixture->directory), clock, NULL);
  g_assert_nonnull (fixture->store);
  fixture->feed = hlc_event_feed_new (fixture->store, is_wanted, fixture);
  g_signal_connect (fixture->feed, "event", G_CALLBACK (event_cb), fixture);
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->events = g_string_new (NULL);
  fixture->is_wanted = TRUE;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hlc_event_feed_stop (fixture->feed);
  hlc_store_close (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  g_assert_finalize_object (fixture->feed);
  g_assert_finalize_object (fixture->store);
  g_main_loop_unref (fixture->loop);
  g_string_free (fixture->events, TRUE);
  test_directory_free (fixture->directory);
}

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) delivery = hlc_store_add_delivery_finish (HLC_STORE (object), result, &error);

  g_assert_no_error (error);
}

/* Stores a webhook about an operation whose state is @size bytes. */
static void
store_webhook (Fixture *fixture, const char *call_id, gsize size)
{
  g_autofree char *state = g_strnfill (size, 'x');
  g_autofree char *body = g_strdup_printf ("{\"run_id\":\"r\",\"call_id\":\"%s\",\"spec\":{\"fn\":\"f\","
                                           "\"kwargs\":{},\"state\":{\"s\":\"%s\"}}}",
                                           call_id, state);
  g_autoptr (HlcDelivery) delivery = hlc_delivery_new ();

  delivery->received_at = NOW;
  delivery->method = g_strdup ("POST");
  delivery->path = g_strdup ("/webhook");
  delivery->remote_address = g_strdup ("127.0.0.1");
  delivery->headers = hlc_header_list_new ();
  delivery->body = g_bytes_new (body, strlen (body));
  hlc_delivery_assess (delivery, NULL, NULL, NOW);
  g_assert_cmpuint (delivery->http_status, ==, 200);
  hlc_store_add_delivery_async (fixture->store, delivery, stored_cb, NULL);
}

/* @data: the size of an object. Large ones are printed on another thread, and the order stays. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  fixture->n_left = 4;
  store_webhook (fixture, "call-1", GPOINTER_TO_SIZE (data));
  g_main_context_iteration (NULL, TRUE);
  store_webhook (fixture, "call-2", 1);
  g_main_loop_run (fixture->loop);

  g_assert_true (g_str_has_prefix (fixture->events->str, "delivery "));
  g_assert_true (g_str_has_suffix (fixture->events->str, "operation "));
}

/* Nobody listens: nothing is read, and nothing is told later either. */
static void
test_unwanted (Fixture *fixture, gconstpointer data)
{
  fixture->is_wanted = FALSE;
  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (g_main_loop_quit), fixture->loop);
  store_webhook (fixture, "call-1", 1);
  g_main_loop_run (fixture->loop);

  fixture->is_wanted = TRUE;
  fixture->n_left = 2;
  store_webhook (fixture, "call-2", 1);
  g_main_loop_run (fixture->loop);
  while (fixture->n_left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->events->str, ==, "delivery operation ");
}

/* Stopped with a read under way: nothing is told, and nothing is left. */
static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  fixture->n_left = G_MAXUINT;
  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (g_main_loop_quit), fixture->loop);
  store_webhook (fixture, "call-1", 1);
  g_main_loop_run (fixture->loop);
  hlc_event_feed_stop (fixture->feed);
  hlc_store_close (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  g_assert_cmpstr (fixture->events->str, ==, "");
}

static void
decision_cb (HlcEventFeed *feed, const char *event, GBytes *json, Fixture *fixture)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));

  if (!g_str_equal (event, "decision"))
    return;

  g_assert_cmpstr (text, ==,
                   "{\"call_id\":\"call-1\",\"state\":\"denied\",\"decided_by\":{\"channel\":\"command\","
                   "\"name\":\"me\"},\"comment\":\"not \\\"now\\\"\"}");
  g_main_loop_quit (fixture->loop);
}

static void
decided_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_decide_finish (HLC_STORE (object), result, &error);

  g_assert_no_error (error);
}

static void
escalated_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_escalate_finish (HLC_STORE (object), result, &error);

  g_assert_no_error (error);
}

static guint
count_words (const char *text, const char *word)
{
  g_auto (GStrv) parts = g_strsplit (text, word, -1);

  return g_strv_length (parts) - 1;
}

/* A decision is told after its operation, and once; one from before the feed began is not told. */
static void
test_decision (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HlcDecision) decision =
      hlc_decision_new (HLC_DECISION_DENY, "not \"now\"", NULL, HLC_CHANNEL_COMMAND);
  HlcEventFeed *later;

  decision->name = g_strdup ("me");
  g_signal_connect (fixture->feed, "event", G_CALLBACK (decision_cb), fixture);
  fixture->n_left = G_MAXUINT;
  store_webhook (fixture, "call-1", 1);
  hlc_store_decide_async (fixture->store, "call-1", decision, decided_cb, NULL);
  g_main_loop_run (fixture->loop);
  g_assert_true (g_str_has_suffix (fixture->events->str, "operation decision "));

  /* The same operation changes again: to this feed it is told already, to a later one it is of the past. */
  hlc_clock_set_now (hlc_store_get_clock (fixture->store), NOW + G_TIME_SPAN_HOUR);
  later = hlc_event_feed_new (fixture->store, is_wanted, fixture);
  g_signal_connect (later, "event", G_CALLBACK (event_cb), fixture);
  g_string_truncate (fixture->events, 0);
  fixture->n_left = 4;
  hlc_store_escalate_async (fixture->store, "call-1", HLC_OPERATION_FUNCTION_CALL, "hurry", escalated_cb,
                            NULL);
  store_webhook (fixture, "call-2", 1);
  while (count_words (fixture->events->str, "delivery") < 2 ||
         count_words (fixture->events->str, "operation") < 4)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (strstr (fixture->events->str, "decision"));
  hlc_event_feed_stop (later);
  g_assert_finalize_object (later);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/event-feed/order", Fixture, GSIZE_TO_POINTER (1), set_up, test_order, tear_down);
  g_test_add ("/event-feed/order-large", Fixture, GSIZE_TO_POINTER (1024 * 1024), set_up, test_order,
              tear_down);
  g_test_add ("/event-feed/decision", Fixture, NULL, set_up, test_decision, tear_down);
  g_test_add ("/event-feed/unwanted", Fixture, NULL, set_up, test_unwanted, tear_down);
  g_test_add ("/event-feed/stopped", Fixture, NULL, set_up, test_stopped, tear_down);
  return g_test_run ();
}
