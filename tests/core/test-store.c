/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "hlc-expected-warnings.h"
#include "hlc-search-index.h"
#include "hlc-store-deliver.h"
#include "hlc-store-fixture.h"

#define APPROVED "{\"approved\":true,\"comment\":null,\"responded_at\":\"2026-01-02T03:04:05Z\"}"
#define SPEC "{\"fn\":\"send_email\",\"kwargs\":{\"to\":\"user@example.com\",\"n\":12345678901234567890}}"
#define DENIED "{\"approved\":false,\"comment\":\"no\",\"responded_at\":\"2026-01-02T03:04:05Z\"}"

static void
assert_stored (StoreFixture *fixture, HlcDelivery *delivery, gint64 duplicate_of, gboolean conflict)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) stored = store_delivery (fixture, delivery, &error);

  g_assert_no_error (error);
  g_assert_cmpint (stored->id, >, 0);
  g_assert_cmpint (stored->duplicate_of, ==, duplicate_of);
  g_assert_cmpint (stored->conflict, ==, conflict);
}

static void
assert_operation (StoreFixture *fixture, const char *call_id, HlcOperationState state, gboolean conflict)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = load_operation (fixture, call_id, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (operation->state, ==, state);
  g_assert_cmpint (operation->conflict, ==, conflict);
}

static void
test_private_files (StoreFixture *fixture, gconstpointer user_data)
{
  static const char *const NAMES[] = { "console.db", "console.db-wal", "console.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *path = g_build_filename (fixture->directory, NAMES[i], NULL);
      GStatBuf buffer;

      g_assert_cmpint (g_stat (path, &buffer), ==, 0);
      g_assert_cmpint (buffer.st_mode & 0777, ==, 0600);
    }
}

static void
test_creates_and_completes (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = NULL;
  g_autoptr (GPtrArray) timeline = NULL;
  const char *spec;
  gsize size;

  assert_stored (fixture, make_call_delivery ("m1", "c1", NULL), 0, FALSE);
  assert_operation (fixture, "c1", HLC_STATE_PENDING, FALSE);
  assert_stored (fixture, make_call_delivery ("m2", "c1", APPROVED), 0, FALSE);

  /* Read back from the disk, as after a crash. */
  store_fixture_reopen (fixture);
  operation = load_operation (fixture, "c1", &timeline, &error);
  g_assert_no_error (error);
  g_assert_cmpint (operation->state, ==, HLC_STATE_APPROVED);
  g_assert_cmpint (operation->origin, ==, HLC_ORIGIN_WEBHOOK);
  g_assert_cmpint (operation->decided_channel, ==, HLC_CHANNEL_WEBHOOK);
  g_assert_cmpint (operation->requested_at, ==, G_TIME_SPAN_HOUR);
  spec = g_bytes_get_data (operation->spec, &size);
  g_assert_cmpmem (spec, size, SPEC, strlen (SPEC));
  g_assert_cmpuint (timeline->len, ==, 4);
}

static void
test_completed_at_once (StoreFixture *fixture, gconstpointer user_data)
{
  assert_stored (fixture, make_call_delivery ("m1", "c1", DENIED), 0, FALSE);
  assert_operation (fixture, "c1", HLC_STATE_DENIED, FALSE);
}

static void
test_duplicates_are_applied_once (StoreFixture *fixture, gconstpointer user_data)
{
  assert_stored (fixture, make_call_delivery ("m1", "c1", NULL), 0, FALSE);
  assert_stored (fixture, make_call_delivery ("m1", "c1", NULL), 1, FALSE);
  assert_stored (fixture, make_call_delivery ("m1", "c1", APPROVED), 1, TRUE);
  assert_operation (fixture, "c1", HLC_STATE_PENDING, FALSE);
}

static void
test_contradiction_is_kept_apart (StoreFixture *fixture, gconstpointer user_data)
{
  assert_stored (fixture, make_call_delivery ("m1", "c1", APPROVED), 0, FALSE);
  assert_stored (fixture, make_call_delivery ("m2", "c1", APPROVED), 0, FALSE);
  assert_operation (fixture, "c1", HLC_STATE_APPROVED, FALSE);
  assert_stored (fixture, make_call_delivery ("m3", "c1", NULL), 0, FALSE);
  assert_operation (fixture, "c1", HLC_STATE_APPROVED, FALSE);
  assert_stored (fixture, make_call_delivery ("m4", "c1", DENIED), 0, TRUE);
  assert_operation (fixture, "c1", HLC_STATE_APPROVED, TRUE);
}

static void
test_unknown_ids (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = load_operation (fixture, "nothing", NULL, &error);

  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_assert_null (operation);
}

/* The search index forgets what made room: it would grow with every flood. */
static void
assert_indexed_deliveries (StoreFixture *fixture, gint64 expected)
{
  g_autofree char *path = g_build_filename (fixture->directory, "console.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcSql) sql = hlc_sql_open (path, SQLITE_OPEN_READONLY, &error);
  gint64 n = 0;

  store_fixture_make_searchable (fixture);
  g_assert_no_error (error);
  g_assert_true (hlc_sql_get_int (sql,
                                  "SELECT count (*) FROM delivery_text WHERE delivery_text MATCH 'webhook'",
                                  &n, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, expected);
}

static void
test_refused_deliveries_are_bounded (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HlcStoreCounts counts;

  for (guint i = 0; i < HLC_MAX_REJECTED_DELIVERIES + 20; i++)
    {
      HlcDelivery *delivery = make_delivery (NULL, "{}");
      g_autoptr (HlcDelivery) stored = NULL;

      delivery->http_status = 401;
      delivery->verdict = HLC_VERDICT_FAILED;
      stored = store_delivery (fixture, delivery, &error);
      g_assert_no_error (error);
    }

  assert_stored (fixture, make_delivery ("m1", "{}"), 0, FALSE);
  hlc_store_count_async (fixture->store, NULL, keep_result_cb, &result);
  g_assert_true (hlc_store_count_finish (fixture->store, wait_for_result (&result), &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpint (counts.failed_deliveries, ==, HLC_MAX_REJECTED_DELIVERIES);
  g_assert_cmpint (counts.deliveries, ==, HLC_MAX_REJECTED_DELIVERIES + 1);
  assert_indexed_deliveries (fixture, HLC_MAX_REJECTED_DELIVERIES + 1);
}

static void
count_touched_cb (HlcStore *store, HlcStoreChanges *changes, gpointer user_data)
{
  guint *n = user_data;

  *n += changes->deliveries->len;
}

static void
test_tells_changes (StoreFixture *fixture, gconstpointer user_data)
{
  guint n = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (count_touched_cb), &n);
  assert_stored (fixture, make_delivery ("m1", "{}"), 0, FALSE);
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_groups_commits (StoreFixture *fixture, gconstpointer user_data)
{
  enum
  {
    N = 500
  };
  GAsyncResult *results[N] = { NULL };

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      g_autoptr (HlcDelivery) delivery = make_call_delivery (id, id, NULL);

      hlc_store_add_delivery_async (fixture->store, delivery, keep_result_cb, &results[i]);
    }

  for (guint i = 0; i < N; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcDelivery) stored =
          hlc_store_add_delivery_finish (fixture->store, wait_for_result (&results[i]), &error);

      g_assert_no_error (error);
      g_assert_cmpint (stored->id, ==, i + 1);
      g_object_unref (results[i]);
    }
}

static gpointer
fail_half_way (HlcSql *sql, gpointer input, HlcStoreChanges *changes, GError **error)
{
  if (hlc_sql_exec (sql, "UPDATE operation SET title = 'spoiled'", error))
    g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, "It failed half-way.");
  return NULL;
}

/* What fails is undone alone: the others of its transaction stay, each applied once. */
static void
test_failure_is_undone_alone (StoreFixture *fixture, gconstpointer user_data)
{
  enum
  {
    N = 40
  };
  GAsyncResult *results[N] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = NULL;

  assert_stored (fixture, make_call_delivery ("first", "first", NULL), 0, FALSE);
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      g_autoptr (HlcDelivery) delivery = make_call_delivery (id, id, NULL);

      if (i % 8 == 7)
        hlc_store_write_async (fixture->store, fail_half_way, NULL, NULL, NULL, keep_result_cb, &results[i]);
      else
        hlc_store_add_delivery_async (fixture->store, delivery, keep_result_cb, &results[i]);
    }

  for (guint i = 0; i < N; i++)
    {
      g_autoptr (GError) own_error = NULL;
      g_autoptr (GAsyncResult) result = wait_for_result (&results[i]);
      g_autoptr (HlcDelivery) stored = hlc_store_write_finish (fixture->store, result, &own_error);

      if (i % 8 == 7)
        g_assert_error (own_error, HLC_ERROR, HLC_ERROR_ARGUMENT);
      else
        g_assert_no_error (own_error);
      g_assert_cmpint (stored != NULL ? stored->duplicate_of : 0, ==, 0);
    }

  operation = load_operation (fixture, "first", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (operation->title, !=, "spoiled");
  assert_operation (fixture, "m0", HLC_STATE_PENDING, FALSE);
}

/* The file may not grow: as a full disk, told by EFBIG. */
static void
test_full_disk_recovers (StoreFixture *fixture, gconstpointer user_data)
{
  struct rlimit limit;
  struct rlimit small;
  g_autoptr (GError) error = NULL;
  g_autofree char *long_body = g_strnfill (1024 * 1024, ' ');

  assert_stored (fixture, make_call_delivery ("m1", "c1", NULL), 0, FALSE);
  /* Nothing else is to be written when there is no room: the row is searchable by then. */
  store_fixture_make_searchable (fixture);

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  small = limit;
  small.rlim_cur = 256 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  expect_warning ("*Nothing was written*");
  g_assert_null (store_delivery (fixture, make_delivery ("m2", long_body), &error));
  assert_expected_warnings ();
  g_assert_error (error, HLC_ERROR, HLC_ERROR_UNHEALTHY);
  while (hlc_store_get_healthy (fixture->store))
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  assert_stored (fixture, make_delivery ("m3", long_body), 0, FALSE);
  while (!hlc_store_get_healthy (fixture->store))
    g_main_context_iteration (NULL, TRUE);
  assert_operation (fixture, "c1", HLC_STATE_PENDING, FALSE);
}

static void
test_damaged_database_is_set_aside (StoreFixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "console.db", NULL);
  g_autofree char *garbage = g_strnfill (8192, 'x');
  g_autoptr (GError) error = NULL;

  hlc_store_close (fixture->store);
  g_assert_finalize_object (fixture->store);
  g_assert_true (g_file_set_contents (path, garbage, -1, &error));

  expect_warning ("*was damaged*");
  fixture->store = hlc_store_open (fixture->directory, fixture->clock, &error);
  assert_expected_warnings ();
  g_assert_no_error (error);
  g_assert_true (g_file_test (hlc_store_get_set_aside (fixture->store), G_FILE_TEST_EXISTS));
  assert_stored (fixture, make_delivery ("m1", "{}"), 0, FALSE);
}

static void
test_newer_format_is_left_alone (StoreFixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "console.db", NULL);
  g_autoptr (HlcSql) sql = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcStore) store = NULL;

  hlc_store_close (fixture->store);
  sql = hlc_sql_open (path, SQLITE_OPEN_READWRITE, &error);
  g_assert_no_error (error);
  g_assert_true (hlc_sql_exec (sql, "PRAGMA user_version = 999", &error));
  g_assert_no_error (error);

  store = hlc_store_open (fixture->directory, fixture->clock, &error);
  g_assert_null (store);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_STORE);
}

static void
test_pages (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    HlcStateFilter states;
    const char *search;
    guint n;
  } CASES[] = {
    { HLC_STATES_ALL, NULL, 5 },       { HLC_STATES_PENDING, NULL, 2 },    { HLC_STATES_COMPLETED, NULL, 3 },
    { HLC_STATES_APPROVED, NULL, 2 },  { HLC_STATES_DENIED, NULL, 1 },     { HLC_STATES_RESPONDED, NULL, 0 },
    { HLC_STATES_ALL, "send_em", 5 },  { HLC_STATES_ALL, "user exam", 5 }, { HLC_STATES_ALL, "nowhere", 0 },
    { HLC_STATES_COMPLETED, "c4", 1 }, { HLC_STATES_PENDING, "c4", 0 },    { HLC_STATES_ALL, "\" OR (", 0 },
    { HLC_STATES_ALL, "***", 5 },
  };

  assert_stored (fixture, make_call_delivery ("m1", "c1", NULL), 0, FALSE);
  assert_stored (fixture, make_call_delivery ("m2", "c2", APPROVED), 0, FALSE);
  assert_stored (fixture, make_call_delivery ("m3", "c3", DENIED), 0, FALSE);
  assert_stored (fixture, make_call_delivery ("m4", "c4", APPROVED), 0, FALSE);
  assert_stored (fixture, make_call_delivery ("m5", "c5", NULL), 0, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcOperationQuery) query = hlc_operation_query_new (CASES[i].states);
      gint64 before = 0;
      guint n = 0;

      g_test_message ("case %u", i);
      query->search = g_strdup (CASES[i].search);
      do
        {
          g_autoptr (GAsyncResult) result = NULL;
          g_autoptr (GError) error = NULL;
          g_autoptr (GPtrArray) rows = NULL;

          hlc_store_list_operations_async (fixture->store, query, before, 2, NULL, keep_result_cb, &result);
          rows =
              hlc_store_list_operations_finish (fixture->store, wait_for_result (&result), &before, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (rows->len, <=, 2);
          n += rows->len;
        }
      while (before != 0);
      g_assert_cmpuint (n, ==, CASES[i].n);
    }
}

/* What the last run did not come to is made searchable by the next one, and what is removed is forgotten once. */
static void
test_search_index_catches_up (StoreFixture *fixture, gconstpointer user_data)
{
  enum
  {
    N = 3 * HLC_SEARCH_INDEX_STEP + 1
  };
  g_autoptr (HlcDeliveryQuery) query = hlc_delivery_query_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *id = g_strdup_printf ("needle-%u", i);
      g_autoptr (HlcDelivery) delivery = make_delivery (id, "{}");

      hlc_store_add_delivery_async (fixture->store, delivery, NULL, NULL);
    }
  store_fixture_reopen (fixture);

  query->search = g_strdup ("needle");
  hlc_store_list_deliveries_async (fixture->store, query, 0, 500, NULL, keep_result_cb, &result);
  rows = hlc_store_list_deliveries_finish (fixture->store, wait_for_result (&result), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, N);
}

/* Also what was refused: the window shows who claimed to speak of an operation. */
static void
test_deliveries_of_an_operation (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HlcDeliveryQuery) query = hlc_delivery_query_new ();
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  HlcDelivery *refused = make_delivery (NULL, "{}");

  refused->http_status = 401;
  refused->call_id = g_strdup ("c1");
  assert_stored (fixture, make_call_delivery ("m1", "c1", NULL), 0, FALSE);
  assert_stored (fixture, make_call_delivery ("m2", "c2", NULL), 0, FALSE);
  assert_stored (fixture, refused, 0, FALSE);

  query->call_id = g_strdup ("c1");
  hlc_store_list_deliveries_async (fixture->store, query, 0, 10, NULL, keep_result_cb, &result);
  rows = hlc_store_list_deliveries_finish (fixture->store, wait_for_result (&result), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpint (((HlcDelivery *) rows->pdata[0])->http_status, ==, 401);
  g_assert_cmpstr (((HlcDelivery *) rows->pdata[1])->message_id, ==, "m1");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer user_data);
  } TESTS[] = {
    { "/store/private-files", test_private_files },
    { "/store/creates-and-completes", test_creates_and_completes },
    { "/store/completed-at-once", test_completed_at_once },
    { "/store/duplicates-are-applied-once", test_duplicates_are_applied_once },
    { "/store/contradiction-is-kept-apart", test_contradiction_is_kept_apart },
    { "/store/unknown-ids", test_unknown_ids },
    { "/store/refused-deliveries-are-bounded", test_refused_deliveries_are_bounded },
    { "/store/tells-changes", test_tells_changes },
    { "/store/groups-commits", test_groups_commits },
    { "/store/failure-is-undone-alone", test_failure_is_undone_alone },
    { "/store/full-disk-recovers", test_full_disk_recovers },
    { "/store/damaged-database-is-set-aside", test_damaged_database_is_set_aside },
    { "/store/newer-format-is-left-alone", test_newer_format_is_left_alone },
    { "/store/pages", test_pages },
    { "/store/search-index-catches-up", test_search_index_catches_up },
    { "/store/deliveries-of-an-operation", test_deliveries_of_an_operation },
  };

  g_test_init (&argc, &argv, NULL);
  expected_warnings_init ();
  for (guint i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].path, StoreFixture, NULL, store_fixture_set_up, TESTS[i].test,
                store_fixture_tear_down);
  return g_test_run ();
}
