/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-numbering.h"

#include "hlc-store-fixture.h"
#include "hlc-store-operations.h"

static void
store_call (StoreFixture *fixture, const char *call_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HlcOperation) operation = hlc_operation_new ();
  g_autoptr (HlcOperation) stored = NULL;
  g_autoptr (GError) error = NULL;

  operation->call_id = g_strdup (call_id);
  operation->run_id = g_strdup ("r");
  operation->title = g_strdup ("t");
  operation->spec = g_bytes_new_static ("{\"fn\":\"f\",\"kwargs\":{}}", 22);
  hlc_store_create_operation_async (fixture->store, operation, keep_result_cb, &result);
  stored = hlc_store_create_operation_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
}

static gint64
find (StoreFixture *fixture, const char *scheme, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_store_find_next_number_async (fixture->store, scheme, NULL, keep_result_cb, &result);
  return hlc_store_find_next_number_finish (fixture->store, wait_for_result (&result), error);
}

static void
test_next (StoreFixture *fixture, gconstpointer user_data)
{
  static const char *const IDS[] = { "order-2",
                                     "order-10",
                                     "order-9",
                                     "order-x",
                                     "order-011",
                                     "order-",
                                     "order:99",
                                     "Order-50",
                                     "7",
                                     "12",
                                     "a5b",
                                     "a6c",
                                     "full-9223372036854775807" };
  static const struct
  {
    const char *scheme;
    gint64 next; /* 0: none is left */
  } CASES[] = {
    { "order-{n}", 11 }, { "job-{n}", 1 },  { "{n}", 13 },       { "a{n}b", 6 },
    { "a{n}c", 7 },      { "full-{n}", 0 }, { "order-1{n}", 1 },
  };

  g_assert_cmpint (find (fixture, "order-{n}", NULL), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (IDS); i++)
    store_call (fixture, IDS[i]);

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", CASES[i].scheme);
      g_assert_cmpint (find (fixture, CASES[i].scheme, &error), ==, CASES[i].next);
      if (CASES[i].next == 0)
        g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store-numbering/next", StoreFixture, NULL, store_fixture_set_up, test_next,
              store_fixture_tear_down);

  return g_test_run ();
}
