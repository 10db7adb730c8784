/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-lazy-list.h"
#include "hlc-list-row.h"
#include "window-fixture.h"

typedef struct
{
  WindowFixture parent;
  HlcLazyList *list;
  HlcTicker *ticker;
  HlcListRow *row;
} RowFixture;

static void
set_up (RowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcOperationQuery) query = hlc_operation_query_new (HLC_STATES_ALL);

  window_fixture_set_up (&fixture->parent, user_data);
  fixture->list = hlc_lazy_list_new_operations (hlc_console_get_store (fixture->parent.console), query);
  fixture->ticker = hlc_ticker_new (fixture->parent.clock);
  fixture->row = g_object_ref_sink (HLC_LIST_ROW (hlc_list_row_new (fixture->ticker)));
}

static void
tear_down (RowFixture *fixture, gconstpointer user_data)
{
  g_assert_finalize_object (fixture->row);
  g_assert_finalize_object (fixture->ticker);
  g_clear_object (&fixture->list);
  window_fixture_tear_down (&fixture->parent, user_data);
}

static void
receive_message (RowFixture *fixture, const char *call_id, const char *message)
{
  g_autofree char *body =
      g_strdup_printf ("{\"run_id\":\"run\",\"call_id\":\"%s\",\"spec\":{\"msg\":\"%s\"},\"status\":null}",
                       call_id, message);

  window_fixture_receive (&fixture->parent, call_id, body);
}

static gboolean
has_title (gpointer user_data)
{
  const char *title = hlc_list_row_get_title (user_data);

  return title != NULL && *title != '\0';
}

/* Markup that is not valid leaves the text of the row before on screen, where a text is taken for markup. */
static void
test_recycled (RowFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *message;
    const char *title;
  } cases[] = {
    { "harmless", "harmless" },
    { "a < b & c", "a < b & c" },
    { "<b>bold</b> &amp;", "<b>bold</b> &amp;" },
    { "pay \\u202etac", "pay \\u{202E}tac" },
    { "one\\ntwo", "one two" },
  };
  guint n_cases = G_N_ELEMENTS (cases);

  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *call_id = g_strdup_printf ("call_%u", i);

      receive_message (fixture, call_id, cases[i].message);
    }
  while (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) < n_cases)
    g_main_context_iteration (NULL, TRUE);

  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->list), n_cases - 1 - i);

      hlc_list_row_set_item (fixture->row, item);
      wait_until (has_title, fixture->row);
      g_assert_cmpstr (hlc_list_row_get_title (fixture->row), ==, cases[i].title);
    }

  hlc_list_row_set_item (fixture->row, NULL);
  g_assert_cmpstr (hlc_list_row_get_title (fixture->row), ==, "");
}

static void
count_cb (guint *count)
{
  *count += 1;
}

static void
test_notify (RowFixture *fixture, gconstpointer user_data)
{
  guint n_notified = 0;

  receive_message (fixture, "call_1", "hello");
  while (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) < 1)
    g_main_context_iteration (NULL, TRUE);

  {
    g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);

    g_signal_connect_swapped (fixture->row, "notify::item", G_CALLBACK (count_cb), &n_notified);
    hlc_list_row_set_item (fixture->row, item);
    hlc_list_row_set_item (fixture->row, item);
    g_assert_cmpuint (n_notified, ==, 1);
    g_assert_true (hlc_list_row_get_item (fixture->row) == item);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/ui/list-row/recycled", RowFixture, NULL, set_up, test_recycled, tear_down);
  g_test_add ("/ui/list-row/notify", RowFixture, NULL, set_up, test_notify, tear_down);

  return g_test_run ();
}
