/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-search-window.h"
#include "hlc-store-fixture.h"
#include "hlc-store-query.h"
#include "hlc-store-rows.h"
#include "hlc-store-schema.h"

static HlcSql *
open_reader (StoreFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->directory, "console.db", NULL);
  g_autoptr (GError) error = NULL;
  HlcSql *sql = hlc_store_schema_open_reader (path, &error);

  g_assert_no_error (error);
  return sql;
}

/* The plan of the statement that a look-up left in the cache of @sql, one step a line. */
static char *
explain (HlcSql *sql)
{
  sqlite3 *handle = hlc_sql_get_handle (sql);
  g_autoptr (GString) plan = g_string_new (NULL);
  g_autofree char *text = NULL;
  sqlite3_stmt *statement = NULL;

  /* The full-text index has statements of its own; ours name their tables by one letter. */
  do
    statement = sqlite3_next_stmt (handle, statement);
  while (statement != NULL && g_strstr_len (sqlite3_sql (statement), -1, " o") == NULL &&
         g_strstr_len (sqlite3_sql (statement), -1, " d") == NULL);
  g_assert_nonnull (statement);

  text = g_strconcat ("EXPLAIN QUERY PLAN ", sqlite3_sql (statement), NULL);
  g_test_message ("%s", text);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, text, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (plan, "%s\n", (const char *) sqlite3_column_text (statement, 3));
  sqlite3_finalize (statement);

  return g_string_free (g_steal_pointer (&plan), FALSE);
}

/* No list may read a table from end to end, or sort what it read. */
static void
assert_plan (HlcSql *sql, const char *step, gboolean may_sort)
{
  g_autofree char *plan = explain (sql);

  g_test_message ("%s", plan);
  g_assert_nonnull (strstr (plan, step));
  g_assert_null (strstr (plan, "SCAN o"));
  g_assert_null (strstr (plan, "SCAN d"));
  if (!may_sort)
    g_assert_null (strstr (plan, "TEMP B-TREE"));
}

static void
test_operation_plans (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    HlcStateFilter states;
    int kind;
    const char *run_id, *search, *step;
    gboolean may_sort;
  } CASES[] = {
    { HLC_STATES_ALL, -1, NULL, NULL, "SEARCH o USING COVERING INDEX operation_key (id<?)", FALSE },
    { HLC_STATES_PENDING, -1, NULL, NULL, "SEARCH o USING COVERING INDEX operation_pending (id<?)", FALSE },
    { HLC_STATES_COMPLETED, -1, NULL, NULL,
      "SEARCH o USING COVERING INDEX operation_completed (completed_key>? AND completed_key<?)", FALSE },
    { HLC_STATES_DENIED, -1, NULL, NULL,
      "SEARCH o USING COVERING INDEX operation_completed (completed_key>? AND completed_key<?)", FALSE },
    { HLC_STATES_ALL, 1, NULL, NULL, "SEARCH o USING COVERING INDEX operation_key (id<?)", FALSE },
    { HLC_STATES_PENDING, 1, NULL, NULL, "SEARCH o USING COVERING INDEX operation_pending (id<?)", FALSE },
    { HLC_STATES_DENIED, 1, NULL, NULL, "SEARCH o USING COVERING INDEX operation_completed (", FALSE },
    { HLC_STATES_ALL, -1, "run", NULL, "INDEX operation_run (run_id=? AND id<?)", FALSE },
    { HLC_STATES_ALL, -1, NULL, "word", "SCAN t VIRTUAL TABLE", FALSE },
    { HLC_STATES_PENDING, -1, NULL, "word", "SCAN t VIRTUAL TABLE", FALSE },
    /* Its order is not the index's: what was found is sorted. */
    { HLC_STATES_COMPLETED, -1, NULL, "word", "SCAN t VIRTUAL TABLE", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcSql) sql = open_reader (fixture);
      g_autoptr (HlcOperationQuery) query = hlc_operation_query_new (CASES[i].states);
      g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GError) error = NULL;

      query->kind = CASES[i].kind;
      query->run_id = g_strdup (CASES[i].run_id);
      query->search = g_strdup (CASES[i].search);
      g_assert_true (hlc_store_read_operation_keys (sql, query, 0, 10, keys, &error));
      g_assert_no_error (error);
      assert_plan (sql, CASES[i].step, CASES[i].may_sort);
    }
}

static void
test_delivery_plans (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    int verdict;
    const char *call_id, *search, *step;
  } CASES[] = {
    { -1, NULL, NULL, "SEARCH d USING COVERING INDEX delivery_key (id<?)" },
    { HLC_VERDICT_FAILED, NULL, NULL, "SEARCH d USING COVERING INDEX delivery_verdict (verdict=? AND id<?)" },
    { -1, "call_1", NULL, "SEARCH d USING COVERING INDEX delivery_call (call_id=? AND id<?)" },
    { HLC_VERDICT_FAILED, "call_1", NULL, "SEARCH d USING INDEX delivery_call (call_id=? AND id<?)" },
    { -1, NULL, "word", "SCAN t VIRTUAL TABLE" },
    { HLC_VERDICT_VERIFIED, NULL, "word", "SCAN t VIRTUAL TABLE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcSql) sql = open_reader (fixture);
      g_autoptr (HlcDeliveryQuery) query = hlc_delivery_query_new ();
      g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GError) error = NULL;

      query->verdict = CASES[i].verdict;
      query->call_id = g_strdup (CASES[i].call_id);
      query->search = g_strdup (CASES[i].search);
      g_assert_true (hlc_store_read_delivery_keys (sql, query, 0, 10, keys, &error));
      g_assert_no_error (error);
      assert_plan (sql, CASES[i].step, FALSE);
    }
}

/* Each look-up of rows by key, and of ids that changed, goes by an index. */
static void
test_row_plans (StoreFixture *fixture, gconstpointer user_data)
{
  static const HlcStateFilter STATES[] = { HLC_STATES_ALL, HLC_STATES_PENDING, HLC_STATES_COMPLETED };
  const gint64 one = 1;

  for (guint i = 0; i < G_N_ELEMENTS (STATES); i++)
    {
      g_autoptr (HlcSql) rows_sql = open_reader (fixture);
      g_autoptr (HlcSql) match_sql = open_reader (fixture);
      g_autoptr (HlcOperationQuery) query = hlc_operation_query_new (STATES[i]);
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) rows = NULL;

      g_array_append_val (ids, one);
      rows = hlc_store_read_operations (rows_sql, query, ids, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, 1);
      g_assert_null (rows->pdata[0]);
      assert_plan (rows_sql, "SEARCH o USING", FALSE);

      g_assert_true (hlc_store_match_operations (match_sql, query, ids, keys, &error));
      g_assert_no_error (error);
      g_assert_cmpint (g_array_index (keys, gint64, 0), ==, 0);
      assert_plan (match_sql, "SEARCH o USING", FALSE);
    }
}

/* The number of a completion is found at the end of an index, not by reading every operation. */
static void
test_completion_plan (StoreFixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "console.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcSql) sql = hlc_sql_open (path, SQLITE_OPEN_READWRITE, &error);
  g_autoptr (HlcOperation) outcome = hlc_operation_new ();
  g_autofree char *plan = NULL;

  g_assert_no_error (error);
  g_assert_false (hlc_store_complete_operation (sql, 1, outcome, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  plan = explain (sql);
  g_assert_nonnull (strstr (plan, "COVERING INDEX operation_completed"));
}

/* A look-up that was cancelled half-way holds no snapshot: the WAL could never be reset again. */
static void
test_cancelled_read_holds_nothing (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcSql) sql = open_reader (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  g_cancellable_cancel (cancellable);
  hlc_sql_set_cancellable (sql, cancellable);
  g_assert_false (
      hlc_sql_get_int (sql,
                       "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                       " SELECT count (*) FROM n, sqlite_schema",
                       &value, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sqlite3_txn_state (hlc_sql_get_handle (sql), NULL), ==, SQLITE_TXN_NONE);
  hlc_sql_set_cancellable (sql, NULL);
}

static gpointer
make_many (HlcSql *sql, gpointer input, HlcStoreChanges *changes, GError **error)
{
  for (guint i = 1; i <= HLC_SEARCH_WINDOW_ROWS + 200; i++)
    {
      g_autoptr (HlcOperation) operation = hlc_operation_new ();
      g_autofree char *spec = g_strdup_printf ("{\"fn\":\"caf\xc3\xa9_%s\",\"kwargs\":{\"number\":%u}}",
                                               i % 10 == 0 ? "tenth" : "other", i);
      gint64 id;

      operation->call_id = g_strdup_printf ("call-%u", i);
      operation->run_id = g_strdup_printf ("run-%u", i % 3);
      operation->title = g_strdup (i == 5 ? "\xc3\x81 rare one" : "");
      operation->state = i % 2 == 0 ? HLC_STATE_PENDING : HLC_STATE_APPROVED;
      operation->spec = g_bytes_new (spec, strlen (spec));
      if (!hlc_store_insert_operation (sql, operation, &id, error))
        return NULL;
    }

  return NULL;
}

/* The newest rows are searched word by word and the rest by the index: together they are what the index finds. */
static void
test_window_finds_the_same (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    HlcStateFilter states;
    const char *search;
    gboolean in_window;
  } CASES[] = {
    { HLC_STATES_ALL, "c", TRUE },
    { HLC_STATES_ALL, "CAFE", TRUE },
    { HLC_STATES_ALL, "caf\xc3\xa9 tenth", TRUE },
    { HLC_STATES_ALL, "number tent run-1", FALSE },
    { HLC_STATES_ALL, "nothing", FALSE },
    { HLC_STATES_ALL, "a rare", FALSE },
    { HLC_STATES_ALL, "call-7", TRUE },
    { HLC_STATES_ALL, "all", FALSE },
    { HLC_STATES_PENDING, "other", TRUE },
    { HLC_STATES_PENDING, "tenth", TRUE },
    { HLC_STATES_COMPLETED, "other", TRUE },
    { HLC_STATES_COMPLETED, "number", TRUE },
    { HLC_STATES_COMPLETED, "tenth", FALSE },
    { HLC_STATES_DENIED, "other", FALSE },
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcSql) sql = open_reader (fixture);

  hlc_store_write_async (fixture->store, make_many, NULL, NULL, NULL, keep_result_cb, &result);
  g_assert_null (hlc_store_write_finish (fixture->store, wait_for_result (&result), &error));
  g_assert_no_error (error);
  store_fixture_make_searchable (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcOperationQuery) query = hlc_operation_query_new (CASES[i].states);
      g_autoptr (GArray) whole = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (gint64));
      gint64 next = -1;

      g_test_message ("%s", CASES[i].search);
      query->search = g_strdup (CASES[i].search);
      g_assert_true (hlc_store_read_operation_keys (sql, query, 0, -1, whole, &error));
      g_assert_no_error (error);
      g_assert_true (hlc_store_read_newest_operation_keys (sql, query, 10, parts, &next, &error));
      g_assert_no_error (error);
      g_assert_cmpint (parts->len > 0, ==, CASES[i].in_window);
      g_assert_cmpint (next == 0, ==, CASES[i].states != HLC_STATES_ALL);
      if (next != 0 && !hlc_store_read_operation_keys (sql, query, next, -1, parts, &error))
        g_assert_not_reached ();
      g_assert_no_error (error);
      g_assert_cmpmem (parts->data, parts->len * sizeof (gint64), whole->data, whole->len * sizeof (gint64));
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *search;
    const char *expression;
  } CASES[] = {
    { NULL, NULL },
    { "", NULL },
    { " \t\"*()", NULL },
    { "\xff", NULL },
    { "word", "\"word\"*" },
    { "two words", "\"two\"* \"words\"*" },
    { "send_email(to=\"a\")", "\"send\"* \"email\"* \"to\"* \"a\"*" },
    { "a OR b NOT c NEAR", "\"a\"* \"OR\"* \"b\"* \"NOT\"* \"c\"* \"NEAR\"*" },
    { "caf\xc3\xa9", "\"caf\xc3\xa9\"*" },
    { "x^2:-y", "\"x\"* \"2\"* \"y\"*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *expression = hlc_search_to_fts (CASES[i].search);

      g_assert_cmpstr (expression, ==, CASES[i].expression);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer user_data);
  } TESTS[] = {
    { "/store-query/operation-plans", test_operation_plans },
    { "/store-query/delivery-plans", test_delivery_plans },
    { "/store-query/row-plans", test_row_plans },
    { "/store-query/completion-plan", test_completion_plan },
    { "/store-query/window-finds-the-same", test_window_finds_the_same },
    { "/store-query/cancelled-read-holds-nothing", test_cancelled_read_holds_nothing },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-query/words", test_words);
  for (guint i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].path, StoreFixture, NULL, store_fixture_set_up, TESTS[i].test,
                store_fixture_tear_down);
  return g_test_run ();
}
