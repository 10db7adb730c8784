/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-delivery-page.h"
#include "hlc-fact-row.h"
#include "hlc-list-page.h"
#include "hlc-list-row.h"
#include "hlc-operation-page.h"
#include "hlc-operation-item.h"
#include "hlc-row-list.h"
#include "window-fixture.h"

#define CALL(call_id, fn, kwargs, status)                                                                    \
  "{\"run_id\":\"run_1\",\"call_id\":\"" call_id "\",\"spec\":{\"fn\":\"" fn "\",\"kwargs\":" kwargs         \
  "},\"status\":" status "}"

/* Pixels: with everything side by side, and with one column. */
#define WIDE 1200
#define NARROW 480
#define NARROWEST 360

static gboolean
is_at_setup (gpointer user_data)
{
  return hlc_window_get_place (user_data) == HLC_PLACE_SETUP;
}

static gboolean
is_at_pending (gpointer user_data)
{
  return hlc_window_get_place (user_data) == HLC_PLACE_PENDING;
}

static gboolean
has_row (gpointer user_data)
{
  HlcListRow *row = HLC_LIST_ROW (find_widget (user_data, HLC_TYPE_LIST_ROW, NULL));

  return row != NULL && hlc_list_row_get_title (row) != NULL && *hlc_list_row_get_title (row) != '\0';
}

static gboolean
has_fact (gpointer user_data)
{
  return find_widget (user_data, HLC_TYPE_FACT_ROW, NULL) != NULL;
}

static HlcListPage *
get_list_page (WindowFixture *fixture)
{
  return HLC_LIST_PAGE (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_LIST_PAGE, NULL));
}

static void
test_setup_goes (WindowFixture *fixture, gconstpointer user_data)
{
  window_fixture_open (fixture, WIDE);
  wait_until (is_at_setup, fixture->window);
  save_screenshot (GTK_WIDGET (fixture->window), "setup");

  window_fixture_receive (fixture, "msg_1",
                          CALL ("call_1", "send_email", "{\"to\":\"user@example.com\"}", "null"));
  wait_until (is_at_pending, fixture->window);
  wait_until (has_row, fixture->window);
  save_screenshot (GTK_WIDGET (fixture->window), "first");
}

static void
test_arguments_are_whole (WindowFixture *fixture, gconstpointer user_data)
{
  GtkWidget *page = NULL;
  HlcFactRow *row = NULL;

  window_fixture_receive (fixture, "msg_1",
                          CALL ("call_1", "run", "{\"cmd\":\"ls\\u0000 && rm\",\"a < b & c\":\"<b>\\u202e\"}",
                                "null"));
  window_fixture_open (fixture, WIDE);
  wait_until (has_row, fixture->window);
  hlc_list_page_move (get_list_page (fixture), 1);
  wait_until (has_fact, fixture->window);

  page = find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_OPERATION_PAGE, NULL);
  row = HLC_FACT_ROW (find_widget (page, HLC_TYPE_FACT_ROW, NULL));
  g_assert_cmpstr (hlc_fact_row_get_value (row), ==, "ls\\u{0000} && rm");

  row = HLC_FACT_ROW (gtk_widget_get_next_sibling (GTK_WIDGET (row)));
  g_assert_true (g_str_has_prefix (hlc_fact_row_get_name (row), "a < b & c"));
  g_assert_cmpstr (hlc_fact_row_get_value (row), ==, "<b>\\u{202E}");
  save_screenshot (GTK_WIDGET (fixture->window), "arguments");
}

static gboolean
has_two_deliveries (gpointer user_data)
{
  GtkWidget *list = find_widget (user_data, HLC_TYPE_ROW_LIST, NULL);

  return list != NULL && hlc_row_list_get_n_rows (HLC_ROW_LIST (list)) == 2;
}

static gboolean
shows_delivery (gpointer user_data)
{
  GtkWidget *page = find_widget (user_data, HLC_TYPE_DELIVERY_PAGE, NULL);

  return page != NULL && hlc_delivery_page_get_delivery (HLC_DELIVERY_PAGE (page)) != NULL;
}

/* Who claimed to speak of an operation is shown with it, the refused one too, and a click goes there. */
static void
test_deliveries_of_an_operation (WindowFixture *fixture, gconstpointer user_data)
{
  GtkWidget *page = NULL;
  GtkWidget *list = NULL;

  window_fixture_receive (fixture, "msg_1", CALL ("call_1", "run", "{}", "null"));
  window_fixture_receive (fixture, "msg_2", CALL ("call_2", "other", "{}", "null"));
  window_fixture_refuse (fixture, "msg_3", CALL ("call_1", "run", "{}", "{\"approved\":true}"));
  window_fixture_open (fixture, WIDE);
  wait_until (has_row, fixture->window);
  hlc_window_show_operation (fixture->window, "call_1");
  page = find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_OPERATION_PAGE, NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (find_widget (page, GTK_TYPE_STACK, "stack")), "timeline");
  wait_until (has_two_deliveries, fixture->window);
  save_screenshot (GTK_WIDGET (fixture->window), "deliveries-of-an-operation");

  list = find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_ROW_LIST, NULL);
  list = find_widget (list, GTK_TYPE_LIST_BOX, NULL);
  g_assert_true (gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0))));
  wait_until (shows_delivery, fixture->window);
  g_assert_cmpint (hlc_window_get_place (fixture->window), ==, HLC_PLACE_RECEIVED);
}

static void
test_selection_follows (WindowFixture *fixture, gconstpointer user_data)
{
  GtkSingleSelection *selection = NULL;
  HlcOperationItem *item = NULL;

  window_fixture_receive (fixture, "msg_1", CALL ("call_1", "first", "{}", "null"));
  window_fixture_open (fixture, WIDE);
  wait_until (has_row, fixture->window);
  hlc_list_page_move (get_list_page (fixture), 1);
  selection = GTK_SINGLE_SELECTION (hlc_list_page_get_model (get_list_page (fixture)));
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 0);

  window_fixture_receive (fixture, "msg_2", CALL ("call_2", "second", "{}", "null"));
  window_fixture_receive (fixture, "msg_3", CALL ("call_3", "third", "{}", "null"));
  while (g_list_model_get_n_items (G_LIST_MODEL (selection)) < 3)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 2);
  /* Nor does it go with the time, as when the search entry tells of a search that did not change. */
  save_screenshot (GTK_WIDGET (fixture->window), "selection");
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 2);
  item = gtk_single_selection_get_selected_item (selection);
  g_assert_cmpstr (hlc_operation_item_get_operation (item)->call_id, ==, "call_1");
}

static gboolean
is_approved (gpointer user_data)
{
  HlcOperation *operation = hlc_operation_page_get_operation (user_data);

  return operation != NULL && operation->state == HLC_STATE_APPROVED;
}

static void
test_detail_is_live (WindowFixture *fixture, gconstpointer user_data)
{
  GtkWidget *page = NULL;

  window_fixture_receive (fixture, "msg_1",
                          CALL ("call_1", "send_email", "{\"to\":\"user@example.com\"}", "null"));
  window_fixture_open (fixture, WIDE);
  wait_until (has_row, fixture->window);
  hlc_list_page_move (get_list_page (fixture), 1);
  wait_until (has_fact, fixture->window);

  page = find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_OPERATION_PAGE, NULL);
  window_fixture_receive (fixture, "msg_2",
                          CALL ("call_1", "send_email", "{\"to\":\"user@example.com\"}",
                                "{\"approved\":true,\"comment\":\"Looks good\"}"));
  wait_until (is_approved, page);
  save_screenshot (GTK_WIDGET (fixture->window), "operation");
}

static void
test_refused_delivery (WindowFixture *fixture, gconstpointer user_data)
{
  window_fixture_refuse (fixture, "msg_1", CALL ("call_1", "send_email", "{}", "null"));
  window_fixture_open (fixture, WIDE);
  hlc_window_set_place (fixture->window, HLC_PLACE_RECEIVED);
  wait_until (has_row, fixture->window);
  hlc_list_page_move (get_list_page (fixture), 1);
  wait_until (has_fact, fixture->window);
  save_screenshot (GTK_WIDGET (fixture->window), "delivery");
}

static gboolean
has_no_results (gpointer user_data)
{
  GtkWidget *stack = find_widget (user_data, GTK_TYPE_STACK, "stack");

  return stack != NULL && g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "no-results") == 0;
}

static void
test_search (WindowFixture *fixture, gconstpointer user_data)
{
  GtkWidget *page = NULL;
  GtkWidget *entry = NULL;

  window_fixture_receive (fixture, "msg_1",
                          CALL ("call_1", "send_email", "{\"to\":\"user@example.com\"}", "null"));
  window_fixture_receive (fixture, "msg_2", CALL ("call_2", "purchase", "{\"material\":\"wood\"}", "null"));
  window_fixture_open (fixture, WIDE);
  wait_until (has_row, fixture->window);
  page = GTK_WIDGET (get_list_page (fixture));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.search", NULL));
  while ((entry = find_widget (page, GTK_TYPE_SEARCH_ENTRY, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);

  gtk_editable_set_text (GTK_EDITABLE (entry), "woo");
  while (g_list_model_get_n_items (G_LIST_MODEL (hlc_list_page_get_model (HLC_LIST_PAGE (page)))) != 1)
    g_main_context_iteration (NULL, TRUE);

  gtk_editable_set_text (GTK_EDITABLE (entry), "nothing like it");
  wait_until (has_no_results, page);
  save_screenshot (GTK_WIDGET (fixture->window), "no-results");
}

static void
test_narrow (WindowFixture *fixture, gconstpointer user_data)
{
  GtkWidget *list = NULL;
  int minimum = 0;

  window_fixture_receive (fixture, "msg_1",
                          CALL ("call_1", "send_email", "{\"to\":\"user@example.com\"}", "null"));
  window_fixture_open (fixture, NARROW);
  wait_until (has_row, fixture->window);
  g_assert_null (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_OPERATION_PAGE, NULL));
  save_screenshot (GTK_WIDGET (fixture->window), "narrow-list");

  list = find_widget (GTK_WIDGET (get_list_page (fixture)), GTK_TYPE_LIST_VIEW, NULL);
  g_signal_emit_by_name (list, "activate", 0);
  wait_until (has_fact, fixture->window);
  save_screenshot (GTK_WIDGET (fixture->window), "narrow-detail");
  gtk_widget_measure (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_OPERATION_PAGE, NULL),
                      GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROWEST);
  g_assert_null (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_LIST_PAGE, NULL));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.back", NULL));
  wait_until (has_row, fixture->window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function)                                                                                  \
  g_test_add ("/ui/window/" path, WindowFixture, NULL, window_fixture_set_up, function,                      \
              window_fixture_tear_down)
  ADD ("setup-goes-with-the-first-delivery", test_setup_goes);
  ADD ("arguments-are-whole", test_arguments_are_whole);
  ADD ("selection-follows-its-operation", test_selection_follows);
  ADD ("detail-is-live", test_detail_is_live);
  ADD ("refused-delivery", test_refused_delivery);
  ADD ("search", test_search);
  ADD ("narrow", test_narrow);
  ADD ("deliveries-of-an-operation", test_deliveries_of_an_operation);
#undef ADD

  return g_test_run ();
}
