/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-lazy-list.h"
#include "hlc-operation-item.h"
#include "hlc-store-fixture.h"

#define APPROVED "{\"approved\":true,\"responded_at\":\"2026-01-02T03:04:05Z\"}"

/* Follows a list as a view does: by its changes alone. */
typedef struct
{
  GListModel *model;
  GArray *keys; /* of gint64 */
  guint n_changes;
  guint n_removed;
} Follower;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Follower *follower = user_data;

  follower->n_changes++;
  follower->n_removed += removed;
  g_assert_cmpuint (position + removed, <=, follower->keys->len);
  if (removed > 0)
    g_array_remove_range (follower->keys, position, removed);
  for (guint i = 0; i < added; i++)
    {
      gint64 key = hlc_lazy_list_get_key (HLC_LAZY_LIST (model), position + i);

      g_array_insert_val (follower->keys, position + i, key);
    }
}

static void
follow (Follower *follower, HlcLazyList *list)
{
  follower->model = G_LIST_MODEL (list);
  follower->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), follower);
}

static void
assert_follower_is_right (Follower *follower)
{
  g_assert_cmpuint (follower->keys->len, ==, g_list_model_get_n_items (follower->model));
  for (guint i = 0; i < follower->keys->len; i++)
    g_assert_cmpint (g_array_index (follower->keys, gint64, i), ==,
                     hlc_lazy_list_get_key (HLC_LAZY_LIST (follower->model), i));
}

static void
unfollow (Follower *follower)
{
  g_signal_handlers_disconnect_by_func (follower->model, items_changed_cb, follower);
  g_array_unref (follower->keys);
}

static void
wait_until_loaded (HlcLazyList *list)
{
  while (hlc_lazy_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (hlc_lazy_list_get_error (list));
}

static void
wait_for_length (HlcLazyList *list, guint length)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) != length)
    g_main_context_iteration (NULL, TRUE);
}

static void
add_call (StoreFixture *fixture, guint number, const char *status)
{
  static guint n_messages;
  g_autofree char *message_id = g_strdup_printf ("message-%u", n_messages++);
  g_autofree char *call_id = g_strdup_printf ("call-%u", number);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) stored =
      store_delivery (fixture, make_call_delivery (message_id, call_id, status), &error);

  g_assert_no_error (error);
}

static HlcLazyList *
make_list (StoreFixture *fixture, HlcStateFilter states)
{
  g_autoptr (HlcOperationQuery) query = hlc_operation_query_new (states);

  return hlc_lazy_list_new_operations (fixture->store, query);
}

/* The row's call_id, waiting until its columns have been read. */
static char *
dup_call_id (HlcLazyList *list, guint position)
{
  g_autoptr (HlcOperationItem) item = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_nonnull (item);
  while (hlc_operation_item_get_operation (item) == NULL)
    {
      g_assert_null (hlc_operation_item_get_error (item));
      g_main_context_iteration (NULL, TRUE);
    }
  return g_strdup (hlc_operation_item_get_operation (item)->call_id);
}

static void
assert_row (HlcLazyList *list, guint position, const char *call_id)
{
  g_autofree char *found = dup_call_id (list, position);

  g_assert_cmpstr (found, ==, call_id);
}

static void
test_newest_first (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcLazyList) list = NULL;

  add_call (fixture, 1, NULL);
  add_call (fixture, 2, NULL);
  add_call (fixture, 3, NULL);

  list = make_list (fixture, HLC_STATES_ALL);
  wait_until_loaded (list);
  assert_row (list, 0, "call-3");
  assert_row (list, 2, "call-1");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 3));
  g_assert_finalize_object (g_steal_pointer (&list));
}

/* More rows than are read at first: the first are there at once, and the rest follows without disturbing them. */
static void
test_long_list (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcLazyList) list = NULL;
  Follower follower = { NULL };

  for (guint i = 0; i < 700; i++)
    add_call (fixture, i, NULL);

  list = make_list (fixture, HLC_STATES_ALL);
  follow (&follower, list);
  while (follower.n_changes == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (follower.keys->len, <, 100);
  wait_until_loaded (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 700);
  g_assert_cmpuint (follower.n_removed, ==, 0);
  assert_follower_is_right (&follower);
  assert_row (list, 699, "call-0");
  unfollow (&follower);
}

static void
test_arrival_is_one_small_range (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcLazyList) list = NULL;
  Follower follower = { NULL };

  for (guint i = 0; i < 3; i++)
    add_call (fixture, i, NULL);
  list = make_list (fixture, HLC_STATES_ALL);
  wait_until_loaded (list);

  follow (&follower, list);
  g_array_set_size (follower.keys, 3);
  add_call (fixture, 3, NULL);
  wait_for_length (list, 4);
  g_assert_cmpuint (follower.n_changes, ==, 1);
  g_assert_cmpuint (follower.n_removed, ==, 0);
  assert_row (list, 0, "call-3");
  unfollow (&follower);
}

/* Hundreds of arrivals in a moment are a few ranges, so that a view is not laid out for each. */
static void
test_flood_is_gathered (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcLazyList) list = make_list (fixture, HLC_STATES_ALL);
  Follower follower = { NULL };

  wait_until_loaded (list);
  follow (&follower, list);
  for (guint i = 0; i < 300; i++)
    add_call (fixture, i, NULL);
  wait_for_length (list, 300);
  assert_follower_is_right (&follower);
  g_assert_cmpuint (follower.n_changes, <, 100);
  unfollow (&follower);
}

/* A decision takes a row out of Pending, puts it on top of Completed, and changes it in place in All. */
static void
test_completion_moves_rows (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcLazyList) pending = NULL;
  g_autoptr (HlcLazyList) completed = NULL;
  g_autoptr (HlcLazyList) all = NULL;
  g_autoptr (HlcOperationItem) item = NULL;
  Follower follower = { NULL };

  for (guint i = 0; i < 4; i++)
    add_call (fixture, i, NULL);
  add_call (fixture, 3, APPROVED);

  pending = make_list (fixture, HLC_STATES_PENDING);
  completed = make_list (fixture, HLC_STATES_COMPLETED);
  all = make_list (fixture, HLC_STATES_ALL);
  follow (&follower, pending);
  wait_until_loaded (pending);
  wait_until_loaded (completed);
  wait_until_loaded (all);
  item = g_list_model_get_item (G_LIST_MODEL (all), 2);

  add_call (fixture, 1, APPROVED);
  wait_for_length (pending, 2);
  wait_for_length (completed, 2);
  assert_row (pending, 0, "call-2");
  assert_row (pending, 1, "call-0");
  assert_row (completed, 0, "call-1");
  assert_row (completed, 1, "call-3");
  assert_follower_is_right (&follower);
  g_assert_cmpuint (follower.n_removed, ==, 1);
  unfollow (&follower);

  /* The row that somebody holds is the same object with new columns. */
  while (hlc_operation_item_get_operation (item) == NULL ||
         hlc_operation_item_get_operation (item)->state != HLC_STATE_APPROVED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (hlc_operation_item_get_operation (item)->call_id, ==, "call-1");
}

static void
test_flyweights_are_shared (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcLazyList) list = NULL;
  g_autoptr (HlcOperationItem) one = NULL;
  g_autoptr (HlcOperationItem) other = NULL;

  add_call (fixture, 1, NULL);
  list = make_list (fixture, HLC_STATES_ALL);
  wait_until_loaded (list);

  one = g_list_model_get_item (G_LIST_MODEL (list), 0);
  add_call (fixture, 2, NULL);
  wait_for_length (list, 2);
  other = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_assert_true (one == other);

  /* A row outlives its list. */
  g_assert_finalize_object (g_steal_pointer (&list));
  g_object_unref (other);
  other = NULL;
  g_assert_finalize_object (g_steal_pointer (&one));
}

static void
test_new_query_replaces (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcLazyList) list = NULL;
  g_autoptr (HlcOperationQuery) query = hlc_operation_query_new (HLC_STATES_ALL);
  Follower follower = { NULL };
  guint position;

  for (guint i = 0; i < 5; i++)
    add_call (fixture, i, NULL);
  list = make_list (fixture, HLC_STATES_ALL);
  follow (&follower, list);
  wait_until_loaded (list);

  query->search = g_strdup ("call 4");
  hlc_lazy_list_set_operation_query (list, query);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 5);
  wait_until_loaded (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  assert_follower_is_right (&follower);
  assert_row (list, 0, "call-4");

  add_call (fixture, 40, NULL);
  add_call (fixture, 5, NULL);
  wait_for_length (list, 2);
  assert_row (list, 0, "call-40");
  g_assert_true (hlc_lazy_list_find_key (list, hlc_lazy_list_get_key (list, 1), &position));
  g_assert_cmpuint (position, ==, 1);
  g_assert_false (hlc_lazy_list_find_key (list, 9999, &position));
  unfollow (&follower);
}

static void
test_closed_store_tells (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcLazyList) list = NULL;

  hlc_store_close (fixture->store);
  list = make_list (fixture, HLC_STATES_ALL);
  while (hlc_lazy_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (hlc_lazy_list_get_error (list));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer user_data);
  } TESTS[] = {
    { "/lazy-list/newest-first", test_newest_first },
    { "/lazy-list/long-list", test_long_list },
    { "/lazy-list/arrival-is-one-small-range", test_arrival_is_one_small_range },
    { "/lazy-list/flood-is-gathered", test_flood_is_gathered },
    { "/lazy-list/completion-moves-rows", test_completion_moves_rows },
    { "/lazy-list/flyweights-are-shared", test_flyweights_are_shared },
    { "/lazy-list/new-query-replaces", test_new_query_replaces },
    { "/lazy-list/closed-store-tells", test_closed_store_tells },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].path, StoreFixture, NULL, store_fixture_set_up, TESTS[i].test,
                store_fixture_tear_down);
  return g_test_run ();
}
