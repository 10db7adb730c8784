/* SPDX-License-Identifier: Apache-2.0 */
#include <glib/gstdio.h>

#include "hlc-store-fixture.h"
#include "hlc-store-schema.h"

/* The four operations of the fixtures, the newest first, and what came of them. */
static const struct
{
  const char *call_id;
  HlcOperationState state;
} OPERATIONS[] = {
  { "call_webhook", HLC_STATE_APPROVED },
  { "call_answered", HLC_STATE_RESPONDED },
  { "call_pending", HLC_STATE_PENDING },
  { "call_denied", HLC_STATE_DENIED },
};

/* Puts the database of an older format where the store will look for one. */
static void
load_fixture (StoreFixture *fixture, const char *name)
{
  g_autofree char *fixture_path = g_test_build_filename (G_TEST_DIST, "fixtures", "store", name, NULL);
  g_autofree char *path = g_build_filename (fixture->directory, "console.db", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcSql) sql = NULL;

  g_file_get_contents (fixture_path, &text, NULL, &error);
  g_assert_no_error (error);
  hlc_store_close (fixture->store);
  g_assert_finalize_object (fixture->store);
  g_assert_cmpint (g_unlink (path), ==, 0);

  sql = hlc_sql_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (hlc_sql_exec (sql, text, &error));
  g_assert_no_error (error);
  g_clear_pointer (&sql, hlc_sql_free);
  fixture->store = hlc_store_open (fixture->directory, fixture->clock, &error);
  g_assert_no_error (error);
}

static HlcSql *
open_reader (StoreFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->directory, "console.db", NULL);
  g_autoptr (GError) error = NULL;
  HlcSql *sql = hlc_store_schema_open_reader (path, &error);

  g_assert_no_error (error);
  return sql;
}

/* All tables, indices and triggers as they were written, but for white space. */
static char *
dup_schema (StoreFixture *fixture)
{
  g_autoptr (HlcSql) sql = open_reader (fixture);
  g_autoptr (GString) schema = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name",
                       &error);
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  while (hlc_sql_step (sql, statement, &has_row, &error) && has_row)
    g_string_append_printf (schema, "%s\n", (const char *) sqlite3_column_text (statement, 0));
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&schema), FALSE);
}

static void
assert_number (StoreFixture *fixture, const char *query, gint64 expected)
{
  g_autoptr (HlcSql) sql = open_reader (fixture);
  g_autoptr (GError) error = NULL;
  gint64 number = -1;

  g_test_message ("%s", query);
  g_assert_true (hlc_sql_get_int (sql, query, &number, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number, ==, expected);
}

/* Whatever a database began as, it is the same in the end. */
static void
test_same_schema (StoreFixture *fixture, gconstpointer user_data)
{
  g_autofree char *fresh = dup_schema (fixture);
  g_autofree char *migrated = NULL;

  load_fixture (fixture, user_data);
  migrated = dup_schema (fixture);
  g_assert_cmpstr (migrated, ==, fresh);
  assert_number (fixture, "PRAGMA user_version", HLC_STORE_VERSION);
}

static void
assert_operations (StoreFixture *fixture, const char *search, guint first, guint n)
{
  g_autoptr (HlcOperationQuery) query = hlc_operation_query_new (HLC_STATES_ALL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  query->search = g_strdup (search);
  hlc_store_list_operations_async (fixture->store, query, 0, 10, NULL, keep_result_cb, &result);
  rows = hlc_store_list_operations_finish (fixture->store, wait_for_result (&result), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      HlcOperation *operation = g_ptr_array_index (rows, i);

      g_assert_cmpstr (operation->call_id, ==, OPERATIONS[first + i].call_id);
      g_assert_cmpint (operation->state, ==, OPERATIONS[first + i].state);
    }
}

static void
assert_deliveries (StoreFixture *fixture)
{
  g_autoptr (HlcDeliveryQuery) query = hlc_delivery_query_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  HlcDelivery *refused;

  hlc_store_list_deliveries_async (fixture->store, query, 0, 10, NULL, keep_result_cb, &result);
  rows = hlc_store_list_deliveries_finish (fixture->store, wait_for_result (&result), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 4);
  refused = g_ptr_array_index (rows, 0);
  g_assert_cmpint (refused->verdict, ==, HLC_VERDICT_FAILED);
}

/* Nothing that was stored before is lost: it is still shown, counted and found. */
static void
test_nothing_is_lost (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (HlcOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  HlcStoreCounts counts;

  load_fixture (fixture, user_data);
  assert_operations (fixture, NULL, 0, G_N_ELEMENTS (OPERATIONS));
  assert_operations (fixture, "region", 1, 1);
  assert_deliveries (fixture);

  operation = load_operation (fixture, "call_denied", &timeline, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (timeline->len, ==, 2);
  g_assert_nonnull (
      g_strstr_len (g_bytes_get_data (operation->spec, NULL), g_bytes_get_size (operation->spec), "1e400"));

  hlc_store_count_async (fixture->store, NULL, keep_result_cb, &result);
  g_assert_true (hlc_store_count_finish (fixture->store, wait_for_result (&result), &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpint (counts.pending, ==, 1);
  g_assert_cmpint (counts.completed, ==, 3);
  g_assert_cmpint (counts.deliveries, ==, 4);
  g_assert_cmpint (counts.failed_deliveries, ==, 1);
}

/* What format 1 had to send was sent nowhere: an endpoint that is added now can be given it. */
static void
test_messages_of_format_1 (StoreFixture *fixture, gconstpointer user_data)
{
  load_fixture (fixture, "format-1.sql");
  assert_number (fixture, "SELECT count (*) FROM message", 2);
  assert_number (fixture,
                 "SELECT count (*) FROM message m JOIN operation o ON o.id = m.operation WHERE m.state = 0"
                 " AND m.content = 0 AND m.to_all = 1 AND m.call_id = o.call_id AND m.title = o.title"
                 " AND m.created_at = o.responded_at AND m.message_id LIKE 'msg/_%' ESCAPE '/'"
                 " AND m.event_type LIKE '%.completed'",
                 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store-schema/format-1/same-schema", StoreFixture, "format-1.sql", store_fixture_set_up,
              test_same_schema, store_fixture_tear_down);
  g_test_add ("/store-schema/format-1/nothing-is-lost", StoreFixture, "format-1.sql", store_fixture_set_up,
              test_nothing_is_lost, store_fixture_tear_down);
  g_test_add ("/store-schema/format-2/same-schema", StoreFixture, "format-2.sql", store_fixture_set_up,
              test_same_schema, store_fixture_tear_down);
  g_test_add ("/store-schema/format-2/nothing-is-lost", StoreFixture, "format-2.sql", store_fixture_set_up,
              test_nothing_is_lost, store_fixture_tear_down);
  g_test_add ("/store-schema/format-1/messages", StoreFixture, NULL, store_fixture_set_up,
              test_messages_of_format_1, store_fixture_tear_down);
  return g_test_run ();
}
