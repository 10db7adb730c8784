/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-arrival.h"

#include "hlc-store-fixture.h"

static HlcDelivery *
find (StoreFixture *fixture, const char *message_id, gint64 after, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_store_find_arrival_async (fixture->store, message_id, after, NULL, keep_result_cb, &result);
  return hlc_store_find_arrival_finish (fixture->store, wait_for_result (&result), error);
}

static gint64
get_newest (StoreFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = -1;

  hlc_store_get_newest_delivery_async (fixture->store, NULL, keep_result_cb, &result);
  g_assert_true (
      hlc_store_get_newest_delivery_finish (fixture->store, wait_for_result (&result), &id, &error));
  g_assert_no_error (error);
  return id;
}

/* Stores @delivery as one that was refused, with what is left of its headers. */
static void
store_refused (StoreFixture *fixture, HlcDelivery *delivery, const char *message_id)
{
  g_autoptr (HlcDelivery) owned = delivery;
  g_autoptr (HlcDelivery) stored = NULL;
  g_autoptr (GError) error = NULL;

  g_free (owned->message_id);
  owned->message_id = g_strdup (message_id);
  owned->http_status = 401;
  owned->verdict = HLC_VERDICT_FAILED;
  stored = store_delivery (fixture, hlc_delivery_ref (owned), &error);
  g_assert_no_error (error);
}

static void
assert_found (StoreFixture *fixture, const char *message_id, gint64 after, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) delivery = find (fixture, message_id, after, &error);

  if (id == 0)
    {
      g_assert_null (delivery);
      g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpint (delivery->id, ==, id);
}

static void
test_find (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcDelivery) accepted = NULL;

  g_assert_cmpint (get_newest (fixture), ==, 0);
  assert_found (fixture, "msg_a", 0, 0);

  accepted = store_delivery (fixture, make_delivery ("msg_a", "{}"), NULL);
  g_assert_nonnull (accepted);
  store_refused (fixture, make_delivery ("msg_b", "{}"), "msg_b");
  /* Refused before its headers were judged, but they are there. */
  store_refused (fixture, make_delivery ("msg_c", "{}"), NULL);
  /* Without those headers: only the body tells. */
  store_refused (fixture, make_delivery ("none", "{\"message_id\":\"msg_d\"}"), NULL);

  assert_found (fixture, "msg_a", 0, 1);
  assert_found (fixture, "msg_b", 0, 2);
  assert_found (fixture, "msg_c", 1, 3);
  assert_found (fixture, "msg_d", 1, 4);
  assert_found (fixture, "msg_a", 1, 0);
  assert_found (fixture, "msg_e", 0, 0);
  g_assert_cmpint (get_newest (fixture), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store-arrival/find", StoreFixture, NULL, store_fixture_set_up, test_find,
              store_fixture_tear_down);

  return g_test_run ();
}
