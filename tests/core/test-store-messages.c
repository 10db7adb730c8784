/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-lazy-list.h"
#include "hlc-message-item.h"
#include "hlc-outbox-fixture.h"
#include "hlc-search-window.h"
#include "hlc-store-message-query.h"
#include "hlc-store-messages.h"
#include "hlc-store-schema.h"

static GPtrArray *
list_messages (StoreFixture *fixture, const HlcMessageQuery *query, gint64 before, guint limit, gint64 *next)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *messages;

  hlc_store_list_messages_async (fixture->store, query, before, limit, NULL, keep_result_cb, &result);
  messages = hlc_store_list_messages_finish (fixture->store, wait_for_result (&result), next, &error);
  g_assert_no_error (error);
  return messages;
}

static void
assert_listed (StoreFixture *fixture, const HlcMessageQuery *query, const char *expected)
{
  g_autoptr (GPtrArray) messages = list_messages (fixture, query, 0, 100, NULL);
  g_autoptr (GString) calls = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    g_string_append_printf (calls, "%s%s", i > 0 ? " " : "",
                            ((HlcMessage *) g_ptr_array_index (messages, i))->call_id);
  g_assert_cmpstr (calls->str, ==, expected);
}

/* unsent, delivered, failed and pending, in this order. Only the pending one was for both endpoints. */
static void
fill (StoreFixture *fixture)
{
  g_autoptr (HlcEndpoint) a = NULL;
  g_autoptr (HlcEndpoint) b = NULL;
  g_autoptr (HlcAttempt) delivered = NULL;
  g_autoptr (HlcAttempt) gone = NULL;
  g_autoptr (HlcAttempt) failed = NULL;

  approve_call (fixture, "unsent_50%");
  a = add_endpoint (fixture, "ep_a");
  approve_call (fixture, "delivered");
  delivered = record (fixture, find_due (fixture, "delivered@ep_a"), HLC_FAILURE_NONE, 200);
  approve_call (fixture, "failed");
  gone = record (fixture, find_due (fixture, "failed@ep_a"), HLC_FAILURE_GONE, 410);
  set_endpoint_enabled (fixture, "ep_a", TRUE);
  b = add_endpoint (fixture, "ep_b");
  approve_call (fixture, "pending");
  failed = record (fixture, find_due (fixture, "pending@ep_a"), HLC_FAILURE_TIMEOUT, 0);
}

static void
test_filters (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    int state;
    gboolean with_unsent;
    const char *call_id, *endpoint_id, *search, *expected;
  } CASES[] = {
    { -1, FALSE, NULL, NULL, NULL, "pending failed delivered" },
    { -1, TRUE, NULL, NULL, NULL, "pending failed delivered unsent_50%" },
    { HLC_MESSAGE_UNSENT, FALSE, NULL, NULL, NULL, "unsent_50%" },
    { HLC_MESSAGE_PENDING, FALSE, NULL, NULL, NULL, "pending" },
    { HLC_MESSAGE_DELIVERED, FALSE, NULL, NULL, NULL, "delivered" },
    { HLC_MESSAGE_FAILED, FALSE, NULL, NULL, NULL, "failed" },
    { -1, FALSE, "failed", NULL, NULL, "failed" },
    { -1, FALSE, "unsent_50%", NULL, NULL, "" },
    { -1, TRUE, "unsent_50%", NULL, NULL, "unsent_50%" },
    { HLC_MESSAGE_PENDING, FALSE, "failed", NULL, NULL, "" },
    { -1, FALSE, NULL, "ep_a", NULL, "pending failed delivered" },
    { -1, FALSE, NULL, "ep_b", NULL, "pending" },
    { -1, FALSE, NULL, "ep_x", NULL, "" },
    { HLC_MESSAGE_FAILED, FALSE, NULL, "ep_a", NULL, "failed" },
    { -1, FALSE, "pending", "ep_a", NULL, "pending" },
    { -1, FALSE, NULL, NULL, "LIVERED", "delivered" },
    { -1, FALSE, NULL, NULL, "title of f", "failed" },
    { -1, FALSE, NULL, NULL, "function_call", "pending failed delivered" },
    { -1, FALSE, NULL, NULL, "msg_", "pending failed delivered" },
    { -1, TRUE, NULL, NULL, "50%", "unsent_50%" },
    { -1, TRUE, NULL, NULL, "%", "unsent_50%" },
    { -1, TRUE, NULL, NULL, "\\", "" },
    { -1, TRUE, NULL, NULL, "", "pending failed delivered unsent_50%" },
    { -1, FALSE, NULL, "ep_a", "fail", "failed" },
  };

  fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcMessageQuery) query = hlc_message_query_new ();

      g_test_message ("case %u", i);
      query->state = CASES[i].state;
      query->with_unsent = CASES[i].with_unsent;
      query->call_id = g_strdup (CASES[i].call_id);
      query->endpoint_id = g_strdup (CASES[i].endpoint_id);
      query->search = g_strdup (CASES[i].search);
      assert_listed (fixture, query, CASES[i].expected);
    }
}

/* Page by page, each message once. */
static void
test_pages (StoreFixture *fixture, gconstpointer user_data)
{
  static const char *const ENDPOINTS[] = { NULL, "ep_a" };
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");

  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *call_id = g_strdup_printf ("c%u", i);
      g_autofree char *name = g_strdup_printf ("c%u@ep_a", i);
      g_autoptr (HlcAttempt) attempt = NULL;

      approve_call (fixture, call_id);
      attempt = record (fixture, find_due (fixture, name), HLC_FAILURE_STATUS, 500);
    }

  for (guint i = 0; i < G_N_ELEMENTS (ENDPOINTS); i++)
    {
      g_autoptr (HlcMessageQuery) query = hlc_message_query_new ();
      g_autoptr (GString) sizes = g_string_new (NULL);
      gint64 next = 0;
      gint64 last = G_MAXINT64;

      query->endpoint_id = g_strdup (ENDPOINTS[i]);
      do
        {
          g_autoptr (GPtrArray) page = list_messages (fixture, query, next, 3, &next);

          g_string_append_printf (sizes, "%u ", page->len);
          for (guint j = 0; j < page->len; j++)
            {
              HlcMessage *message = g_ptr_array_index (page, j);

              g_assert_cmpint (message->id, <, last);
              last = message->id;
            }
        }
      while (next != 0);
      g_assert_cmpstr (sizes->str, ==, "3 3 1 ");
    }
}

/* No list may read a table from end to end, or sort what it read. */
static void
test_plans (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    int state;
    gboolean with_unsent;
    const char *call_id, *endpoint_id, *step;
  } CASES[] = {
    { -1, FALSE, NULL, NULL, "SEARCH m USING COVERING INDEX message_sent (id<?)" },
    { -1, TRUE, NULL, NULL, "SEARCH m USING COVERING INDEX message_key (id<?)" },
    { HLC_MESSAGE_FAILED, FALSE, NULL, NULL,
      "SEARCH m USING COVERING INDEX message_state (state=? AND id<?)" },
    { -1, FALSE, "c1", NULL, "SEARCH m USING INDEX message_call (call_id=? AND id<?)" },
    { -1, FALSE, NULL, "ep_a", "SEARCH a USING COVERING INDEX attempt_endpoint (endpoint=? AND message<?)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_build_filename (fixture->directory, "console.db", NULL);
      g_autoptr (HlcMessageQuery) query = hlc_message_query_new ();
      g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GString) plan = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcSql) sql = hlc_store_schema_open_reader (path, &error);
      g_autofree char *text = NULL;
      sqlite3_stmt *statement = NULL;

      query->state = CASES[i].state;
      query->with_unsent = CASES[i].with_unsent;
      query->call_id = g_strdup (CASES[i].call_id);
      query->endpoint_id = g_strdup (CASES[i].endpoint_id);
      g_assert_true (hlc_store_read_message_keys (sql, query, 0, 10, keys, &error));
      g_assert_no_error (error);

      text = g_strconcat ("EXPLAIN QUERY PLAN ",
                          sqlite3_sql (sqlite3_next_stmt (hlc_sql_get_handle (sql), NULL)), NULL);
      g_assert_cmpint (sqlite3_prepare_v2 (hlc_sql_get_handle (sql), text, -1, &statement, NULL), ==,
                       SQLITE_OK);
      while (sqlite3_step (statement) == SQLITE_ROW)
        g_string_append_printf (plan, "%s\n", (const char *) sqlite3_column_text (statement, 3));
      sqlite3_finalize (statement);
      g_test_message ("%s: %s", text, plan->str);
      g_assert_nonnull (strstr (plan->str, CASES[i].step));
      g_assert_null (strstr (plan->str, "SCAN"));
      g_assert_null (strstr (plan->str, "TEMP B-TREE"));
    }
}

static void
test_one_message (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcMessageQuery) query = hlc_message_query_new ();
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (HlcMessage) message = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) unknown = NULL;
  g_autoptr (GError) error = NULL;
  HlcAttempt *failed;
  HlcAttempt *other;
  HlcAttempt *next;

  fill (fixture);
  query->call_id = g_strdup ("pending");
  messages = list_messages (fixture, query, 0, 1, NULL);
  hlc_store_get_message_async (fixture->store, ((HlcMessage *) g_ptr_array_index (messages, 0))->message_id,
                               NULL, keep_result_cb, &result);
  message = hlc_store_get_message_finish (fixture->store, wait_for_result (&result), &attempts, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (message->call_id, ==, "pending");
  g_assert_cmpint (message->state, ==, HLC_MESSAGE_PENDING);
  g_assert_cmpuint (message->n_attempts, ==, 1);
  g_assert_cmpuint (message->last_status, ==, 0);
  g_assert_cmpstr (message->last_error, ==, "timeout");
  g_assert_cmpint (message->next_at, ==, G_TIME_SPAN_DAY);

  g_assert_cmpuint (attempts->len, ==, 3);
  failed = g_ptr_array_index (attempts, 0);
  other = g_ptr_array_index (attempts, 1);
  next = g_ptr_array_index (attempts, 2);
  g_assert_cmpint (failed->state, ==, HLC_ATTEMPT_FAILED);
  g_assert_cmpint (failed->failure, ==, HLC_FAILURE_TIMEOUT);
  g_assert_cmpstr (failed->message_id, ==, message->message_id);
  g_assert_cmpint (failed->next_at, ==, next->due_at);
  g_assert_cmpstr (other->endpoint_id, ==, "ep_b");
  g_assert_cmpint (other->state, ==, HLC_ATTEMPT_WAITING);
  g_assert_cmpstr (next->endpoint_id, ==, "ep_a");
  g_assert_cmpuint (next->number, ==, 2);

  hlc_store_get_message_async (fixture->store, "msg_x", NULL, keep_result_cb, &unknown);
  g_assert_null (hlc_store_get_message_finish (fixture->store, wait_for_result (&unknown), NULL, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
}

static GBytes *
get_body (StoreFixture *fixture, const char *message_id, HlcBodyVersion version, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_store_get_message_body_async (fixture->store, message_id, version, NULL, keep_result_cb, &result);
  return hlc_store_get_message_body_finish (fixture->store, wait_for_result (&result), error);
}

static void
test_bodies (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    HlcMessageContent content;
    HlcBodyVersion version;
    const char *begins;
  } CASES[] = {
    { HLC_CONTENT_EVENT, HLC_BODY_V1, "{\"n\":1e400}" },
    { HLC_CONTENT_EVENT, HLC_BODY_V1BETA2,
      "{\"type\":\"agent_slack.received\",\"is_test\":false,\"event\":" },
    { HLC_CONTENT_BODY, HLC_BODY_V1BETA2, "{\"n\":1e400}" },
  };
  g_autoptr (GBytes) payload = g_bytes_new_static ("{\"n\":1e400}", 11);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcSendOrder) order = g_new0 (HlcSendOrder, 1);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (HlcMessage) message = NULL;
      g_autoptr (GBytes) body = NULL;

      order->content = CASES[i].content;
      order->event_type = g_strdup ("agent_slack.received");
      order->payload = g_bytes_ref (payload);
      hlc_store_send_async (fixture->store, order, keep_result_cb, &result);
      message = hlc_store_send_finish (fixture->store, wait_for_result (&result), &error);
      g_assert_no_error (error);
      body = get_body (fixture, message->message_id, CASES[i].version, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (body), >=, strlen (CASES[i].begins));
      g_assert_cmpmem (g_bytes_get_data (body, NULL), strlen (CASES[i].begins), CASES[i].begins,
                       strlen (CASES[i].begins));
    }

  g_assert_null (get_body (fixture, "msg_x", HLC_BODY_V1, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
}

static void
test_attempt (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) unknown = NULL;
  g_autoptr (HlcAttempt) recorded = NULL;
  g_autoptr (HlcAttempt) attempt = NULL;
  g_autoptr (GError) error = NULL;
  HlcAttemptResult *outcome = NULL;

  approve_call (fixture, "c1");
  outcome = make_result (fixture, HLC_FAILURE_STATUS, 500);
  outcome->response_body = g_bytes_new_static ("sorry", 5);
  outcome->response_headers = hlc_header_list_new ();
  hlc_header_list_append (outcome->response_headers, "Retry-After", "1");
  recorded = record_result (fixture, find_due (fixture, "c1@ep_a"), outcome, 1);

  hlc_store_get_attempt_async (fixture->store, recorded->id, NULL, keep_result_cb, &result);
  attempt = hlc_store_get_attempt_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (attempt->http_status, ==, 500);
  g_assert_cmpmem (g_bytes_get_data (attempt->response_body, NULL), g_bytes_get_size (attempt->response_body),
                   "sorry", 5);
  g_assert_cmpstr (hlc_header_list_lookup (attempt->response_headers, "retry-after"), ==, "1");
  g_assert_null (attempt->request_headers);

  hlc_store_get_attempt_async (fixture->store, 4711, NULL, keep_result_cb, &unknown);
  g_assert_null (hlc_store_get_attempt_finish (fixture->store, wait_for_result (&unknown), &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
}

static void
wait_for_length (HlcLazyList *list, guint length)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) != length)
    g_main_context_iteration (NULL, TRUE);
}

static void
notify_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* A list follows what is made, and what comes of it. */
static void
test_lazy_list (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcMessageQuery) query = hlc_message_query_new ();
  g_autoptr (HlcLazyList) list = NULL;
  g_autoptr (HlcMessageItem) item = NULL;
  g_autoptr (HlcAttempt) attempt = NULL;
  HlcMessage *message = NULL;
  guint n_notified = 0;

  query->state = HLC_MESSAGE_PENDING;
  list = hlc_lazy_list_new_messages (fixture->store, query);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == HLC_TYPE_MESSAGE_ITEM);
  approve_call (fixture, "c1");
  approve_call (fixture, "c2");
  wait_for_length (list, 2);
  item = g_list_model_get_item (G_LIST_MODEL (list), 1);
  while (hlc_message_item_get_message (item) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_object_get (item, "message", &message, NULL);
  g_assert_cmpstr (message->call_id, ==, "c1");
  g_assert_null (hlc_message_item_get_error (item));

  g_signal_connect (item, "notify::message", G_CALLBACK (notify_cb), &n_notified);
  attempt = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_STATUS, 500);
  while (hlc_message_item_get_message (item)->n_attempts == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_notified, >, 0);

  g_clear_pointer (&attempt, hlc_attempt_unref);
  attempt = record (fixture, find_due (fixture, "c2@ep_a"), HLC_FAILURE_NONE, 200);
  wait_for_length (list, 1);

  query->state = HLC_MESSAGE_DELIVERED;
  hlc_lazy_list_set_message_query (list, query);
  while (hlc_lazy_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&item);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  while (hlc_message_item_get_message (item) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (hlc_message_item_get_message (item)->call_id, ==, "c2");
}

/* What is not among the newest is found too. */
static void
test_search_beyond_the_window (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcMessageQuery) query = hlc_message_query_new ();
  g_autoptr (HlcLazyList) list = NULL;

  approve_call (fixture, "needle-1");
  for (guint i = 0; i < HLC_SEARCH_WINDOW_ROWS; i++)
    {
      g_autofree char *call_id = g_strdup_printf ("hay-%u", i);

      approve_call (fixture, call_id);
    }
  approve_call (fixture, "needle-2");

  query->with_unsent = TRUE;
  query->search = g_strdup ("needle");
  list = hlc_lazy_list_new_messages (fixture->store, query);
  wait_for_length (list, 2);
  approve_call (fixture, "needle-3");
  wait_for_length (list, 3);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer user_data);
  } TESTS[] = {
    { "/store-messages/filters", test_filters },
    { "/store-messages/pages", test_pages },
    { "/store-messages/plans", test_plans },
    { "/store-messages/one-message", test_one_message },
    { "/store-messages/bodies", test_bodies },
    { "/store-messages/attempt", test_attempt },
    { "/store-messages/lazy-list", test_lazy_list },
    { "/store-messages/search-beyond-the-window", test_search_beyond_the_window },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].path, StoreFixture, NULL, store_fixture_set_up, TESTS[i].test,
                store_fixture_tear_down);
  return g_test_run ();
}
