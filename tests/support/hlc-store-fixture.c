/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-fixture.h"

#include <glib/gstdio.h>

void
store_fixture_set_up (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("hlc-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->clock = hlc_clock_new_manual (G_TIME_SPAN_DAY);
  fixture->store = hlc_store_open (fixture->directory, fixture->clock, &error);
  g_assert_no_error (error);
}

static void
remove_directory (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (directory);
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_unlink (file), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
store_fixture_tear_down (StoreFixture *fixture, gconstpointer user_data)
{
  hlc_store_close (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->store);
  hlc_clock_unref (fixture->clock);
  remove_directory (fixture->directory);
  g_free (fixture->directory);
}

/* As after a restart of the program. */
void
store_fixture_reopen (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  hlc_store_close (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->store);
  fixture->store = hlc_store_open (fixture->directory, fixture->clock, &error);
  g_assert_no_error (error);
}

/* Rows are indexed after they were stored; a search through the store waits for that. */
void
store_fixture_make_searchable (StoreFixture *fixture)
{
  g_autoptr (HlcOperationQuery) query = hlc_operation_query_new (HLC_STATES_ALL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  query->search = g_strdup ("anything");
  hlc_store_list_operations_async (fixture->store, query, 0, 1, NULL, keep_result_cb, &result);
  rows = hlc_store_list_operations_finish (fixture->store, wait_for_result (&result), NULL, &error);
  g_assert_no_error (error);
}

void
keep_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  g_assert_null (*kept);
  *kept = g_object_ref (result);
}

GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* An accepted webhook that carries no operation. */
HlcDelivery *
make_delivery (const char *message_id, const char *body)
{
  HlcDelivery *delivery = hlc_delivery_new ();

  delivery->received_at = G_TIME_SPAN_HOUR;
  delivery->method = g_strdup ("POST");
  delivery->path = g_strdup ("/webhook");
  delivery->remote_address = g_strdup ("127.0.0.1");
  delivery->verdict = HLC_VERDICT_VERIFIED;
  delivery->reason = HLC_REASON_VERIFIED;
  delivery->message_id = g_strdup (message_id);
  delivery->http_status = 200;
  delivery->headers = hlc_header_list_new ();
  hlc_header_list_append (delivery->headers, "webhook-id", message_id != NULL ? message_id : "none");
  delivery->body = g_bytes_new (body, strlen (body));
  delivery->size = strlen (body);
  return delivery;
}

/* An accepted webhook with a function call; @status: (nullable): its text. */
HlcDelivery *
make_call_delivery (const char *message_id, const char *call_id, const char *status)
{
  g_autofree char *body =
      g_strdup_printf ("{\"run_id\":\"run_1\",\"call_id\":\"%s\",\"spec\":{\"fn\":\"send_email\",\"kwargs\":"
                       "{\"to\":\"user@example.com\",\"n\":12345678901234567890}},\"status\":%s}",
                       call_id, status != NULL ? status : "null");
  g_autoptr (GError) error = NULL;
  HlcDelivery *delivery = make_delivery (message_id, body);
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (delivery->body, NULL, &error);

  g_assert_no_error (error);
  delivery->operation = hlc_operation_new_from_json (hlc_json_document_get_root (document), &error);
  g_assert_no_error (error);
  delivery->call_id = g_strdup (call_id);
  delivery->event_type = g_strdup ("function_call.completed");
  return delivery;
}

/* Takes @delivery. */
HlcDelivery *
store_delivery (StoreFixture *fixture, HlcDelivery *delivery, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_store_add_delivery_async (fixture->store, delivery, keep_result_cb, &result);
  hlc_delivery_unref (delivery);
  return hlc_store_add_delivery_finish (fixture->store, wait_for_result (&result), error);
}

HlcOperation *
load_operation (StoreFixture *fixture, const char *call_id, GPtrArray **timeline, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_store_get_operation_async (fixture->store, call_id, NULL, keep_result_cb, &result);
  return hlc_store_get_operation_finish (fixture->store, wait_for_result (&result), timeline, error);
}
