/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-bulk-dialog.h"
#include "hlc-decision-bar.h"
#include "hlc-deny-dialog.h"
#include "hlc-list-page.h"
#include "hlc-list-row.h"
#include "hlc-operation-page.h"
#include "hlc-option-box.h"
#include "hlc-suggestion-form.h"
#include "hlc-text-area.h"
#include "window-fixture.h"

#define OPTIONS                                                                                              \
  "[{\"name\":\"too_expensive\",\"title\":\"Too Expensive\",\"description\":\"Over the budget\","            \
  "\"prompt_fill\":\"Find something cheaper.\"},"                                                            \
  "{\"name\":\"other\",\"title\":\"Another Recipient\",\"prompt_fill\":\"Write to \",\"interactive\":true}]"
#define EMAIL                                                                                                \
  "{\"fn\":\"send_email\",\"kwargs\":{\"to\":\"user@example.com\",\"subject\":\"Your order\","               \
  "\"amount\":5},\"channel\":{\"slack\":{\"channel_or_user_id\":\"#ops\"}},\"reject_options\":" OPTIONS "}"
#define QUESTION                                                                                             \
  "{\"msg\":\"Which region shall I deploy to first?\",\"subject\":\"Deployment\",\"response_options\":["     \
  "{\"name\":\"eu\",\"title\":\"Europe\",\"prompt_fill\":\"eu-west-1\"},{\"name\":\"us\",\"title\":"         \
  "\"America\",\"prompt_fill\":\"us-east-1\"}]}"

/* Pixels. */
#define WIDE 1200
#define NARROW 480

static HlcDecisionBar *
get_bar (WindowFixture *fixture)
{
  return HLC_DECISION_BAR (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_DECISION_BAR, NULL));
}

static HlcListPage *
get_list_page (WindowFixture *fixture)
{
  return HLC_LIST_PAGE (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_LIST_PAGE, NULL));
}

static gboolean
has_bar (gpointer user_data)
{
  return find_widget (user_data, HLC_TYPE_DECISION_BAR, NULL) != NULL;
}

static gboolean
has_row (gpointer user_data)
{
  HlcListRow *row = HLC_LIST_ROW (find_widget (user_data, HLC_TYPE_LIST_ROW, NULL));

  return row != NULL && hlc_list_row_get_title (row) != NULL && *hlc_list_row_get_title (row) != '\0';
}

/* Opens the window on the newest pending operation. */
static void
open_first (WindowFixture *fixture, int width)
{
  window_fixture_open (fixture, width);
  wait_until (has_row, fixture->window);
  if (width == NARROW)
    g_signal_emit_by_name (find_widget (GTK_WIDGET (get_list_page (fixture)), GTK_TYPE_LIST_VIEW, NULL),
                           "activate", 0);
  else
    hlc_list_page_move (get_list_page (fixture), 1);
  wait_until (has_bar, fixture->window);
}

static void
ask (WindowFixture *fixture, const char *call_id, const char *spec)
{
  window_fixture_ask (fixture, HLC_OPERATION_FUNCTION_CALL, call_id, spec);
}

static void
press (WindowFixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_bar (fixture)), action, NULL));
}

static gboolean
has_dialog (gpointer user_data)
{
  GtkWindow *dialog = hlc_decision_bar_get_dialog (user_data);

  return dialog != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog));
}

static GtkWidget *
open_dialog (WindowFixture *fixture, const char *action)
{
  press (fixture, action);
  wait_until (has_dialog, get_bar (fixture));

  return GTK_WIDGET (hlc_decision_bar_get_dialog (get_bar (fixture)));
}

static void
assert_status (WindowFixture *fixture, const char *call_id, const char *expected)
{
  g_autoptr (HlcOperation) operation = window_fixture_read (fixture, call_id);
  g_autofree char *status =
      g_strndup (g_bytes_get_data (operation->status, NULL), g_bytes_get_size (operation->status));

  g_assert_cmpint (operation->decided_channel, ==, HLC_CHANNEL_WINDOW);
  if (strstr (status, expected) == NULL)
    g_error ("%s is not in %s", expected, status);
}

static gboolean
shows_other (gpointer user_data)
{
  HlcOperation *operation = hlc_operation_page_get_operation (user_data);

  return operation != NULL && g_str_equal (operation->call_id, "call_1");
}

/* After a decision, the next pending operation is on the page. */
static void
test_approve_goes_on (WindowFixture *fixture, gconstpointer user_data)
{
  ask (fixture, "call_1", EMAIL);
  ask (fixture, "call_2", EMAIL);
  open_first (fixture, WIDE);
  save_screenshot (GTK_WIDGET (fixture->window), "decide");
  press (fixture, "decide.approve");
  window_fixture_wait_for_state (fixture, "call_2", HLC_STATE_APPROVED);
  assert_status (fixture, "call_2", "\"approved\":true");
  wait_until (shows_other, find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_OPERATION_PAGE, NULL));
}

static gboolean
can_approve_and_deny (gpointer user_data)
{
  GtkWidget *approve = find_widget (user_data, ADW_TYPE_SPLIT_BUTTON, "approve_button");
  GtkWidget *deny = find_widget (user_data, GTK_TYPE_BUTTON, "deny_button");

  return approve != NULL && deny != NULL &&
         gtk_widget_is_sensitive (find_widget (approve, GTK_TYPE_BUTTON, NULL)) &&
         gtk_widget_is_sensitive (deny);
}

/* A question has no use for the buttons of a function call; the next function call has. */
static void
test_call_after_question (WindowFixture *fixture, gconstpointer user_data)
{
  ask (fixture, "call_1", EMAIL);
  window_fixture_ask (fixture, HLC_OPERATION_HUMAN_CONTACT, "call_2", QUESTION);
  open_first (fixture, WIDE);
  g_assert_false (can_approve_and_deny (fixture->window));
  hlc_list_page_move (get_list_page (fixture), 1);
  wait_until (shows_other, find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_OPERATION_PAGE, NULL));
  wait_until (can_approve_and_deny, fixture->window);
}

static gboolean
can_send (gpointer user_data)
{
  return gtk_widget_get_sensitive (find_widget (user_data, GTK_TYPE_BUTTON, "send_button"));
}

static void
test_deny_needs_comment (WindowFixture *fixture, gconstpointer user_data)
{
  GtkWidget *dialog = NULL;
  GtkWidget *comment = NULL;

  ask (fixture, "call_1", EMAIL);
  open_first (fixture, WIDE);
  dialog = open_dialog (fixture, "decide.deny");
  comment = find_widget (dialog, HLC_TYPE_TEXT_AREA, "comment");
  g_assert_false (can_send (dialog));

  /* Ctrl+Enter in an empty comment says why nothing was sent. */
  g_signal_emit_by_name (comment, "send");
  g_assert_true (gtk_widget_has_css_class (find_widget (dialog, GTK_TYPE_LABEL, "hint"), "error"));
  save_screenshot (dialog, "deny-empty");
  hlc_text_area_set_text (HLC_TEXT_AREA (comment), " \n");
  g_assert_false (can_send (dialog));

  hlc_text_area_set_text (HLC_TEXT_AREA (comment), "Ask the customer first.");
  g_assert_true (can_send (dialog));
  g_signal_emit_by_name (comment, "send");
  window_fixture_wait_for_state (fixture, "call_1", HLC_STATE_DENIED);
  assert_status (fixture, "call_1", "\"comment\":\"Ask the customer first.\"");
}

static void
test_reject_option (WindowFixture *fixture, gconstpointer user_data)
{
  HlcDenyDialog *dialog = NULL;
  g_autofree char *comment = NULL;

  ask (fixture, "call_1", EMAIL);
  open_first (fixture, WIDE);
  dialog = HLC_DENY_DIALOG (open_dialog (fixture, "decide.deny"));
  hlc_deny_dialog_choose (dialog, "too_expensive");
  comment = hlc_deny_dialog_dup_comment (dialog);
  g_assert_cmpstr (comment, ==, "Find something cheaper.");
  save_screenshot (GTK_WIDGET (dialog), "deny-option");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "deny.send", NULL));
  window_fixture_wait_for_state (fixture, "call_1", HLC_STATE_DENIED);
  assert_status (fixture, "call_1", "\"reject_option_name\":\"too_expensive\"");
}

/* An option that is not interactive is sent as it is: with other words it is not that option. */
static void
test_edited_option (WindowFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *option;
    const char *status;
  } cases[] = { { "too_expensive", "\"reject_option_name\":null" },
                { "other", "\"reject_option_name\":\"other\"" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *call_id = g_strdup_printf ("call_%u", i);

      ask (fixture, call_id, EMAIL);
    }
  open_first (fixture, WIDE);
  for (guint i = G_N_ELEMENTS (cases); i-- > 0;)
    {
      g_autofree char *call_id = g_strdup_printf ("call_%u", i);
      GtkWidget *dialog = NULL;

      hlc_window_show_operation (fixture->window, call_id);
      while (!has_bar (fixture->window) ||
             !g_str_equal (hlc_operation_page_get_operation (
                               HLC_OPERATION_PAGE (
                                   find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_OPERATION_PAGE, NULL)))
                               ->call_id,
                           call_id))
        g_main_context_iteration (NULL, TRUE);
      dialog = open_dialog (fixture, "decide.deny");
      hlc_deny_dialog_choose (HLC_DENY_DIALOG (dialog), cases[i].option);
      hlc_text_area_insert (HLC_TEXT_AREA (find_widget (dialog, HLC_TYPE_TEXT_AREA, "comment")), "Please.");
      g_assert_true (gtk_widget_activate_action (dialog, "deny.send", NULL));
      window_fixture_wait_for_state (fixture, call_id, HLC_STATE_DENIED);
      assert_status (fixture, call_id, cases[i].status);
    }
}

static void
test_suggestion (WindowFixture *fixture, gconstpointer user_data)
{
  GtkWidget *dialog = NULL;
  HlcSuggestionForm *form = NULL;
  g_autofree char *comment = NULL;

  ask (fixture, "call_1", EMAIL);
  open_first (fixture, WIDE);
  dialog = open_dialog (fixture, "decide.deny");
  hlc_deny_dialog_set_comment (HLC_DENY_DIALOG (dialog), "Not to them.");
  g_object_set (find_widget (dialog, ADW_TYPE_EXPANDER_ROW, NULL), "expanded", TRUE, NULL);
  while ((form = HLC_SUGGESTION_FORM (find_widget (dialog, HLC_TYPE_SUGGESTION_FORM, NULL))) == NULL)
    g_main_context_iteration (NULL, TRUE);

  hlc_suggestion_form_enter (form, 2, "{");
  g_assert_false (can_send (dialog));
  hlc_suggestion_form_enter (form, 2, "3");
  hlc_suggestion_form_enter (form, 0, "b@example.com");
  g_assert_true (can_send (dialog));
  comment = hlc_deny_dialog_dup_comment (HLC_DENY_DIALOG (dialog));
  g_assert_cmpstr (comment, ==,
                   "Not to them.\nCall it again with: to=\"b@example.com\" (was \"user@example.com\"), "
                   "amount=3 (was 5). Leave the other arguments as they are.");
  save_screenshot (dialog, "deny-suggestion");
  gtk_window_close (GTK_WINDOW (dialog));
}

/* What was decided elsewhere is said in the open dialog, and what was written is still there. */
static void
test_decided_elsewhere (WindowFixture *fixture, gconstpointer user_data)
{
  HlcDenyDialog *dialog = NULL;
  g_autofree char *comment = NULL;

  ask (fixture, "call_1", EMAIL);
  open_first (fixture, WIDE);
  dialog = HLC_DENY_DIALOG (open_dialog (fixture, "decide.deny"));
  hlc_deny_dialog_set_comment (dialog, "Not now.");
  window_fixture_decide_elsewhere (fixture, "call_1", HLC_DECISION_APPROVE);
  while (hlc_deny_dialog_get_problem (dialog) == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_nonnull (strstr (hlc_deny_dialog_get_problem (dialog), "An API client: ci"));
  g_assert_false (can_send (GTK_WIDGET (dialog)));
  comment = hlc_deny_dialog_dup_comment (dialog);
  g_assert_cmpstr (comment, ==, "Not now.");
  save_screenshot (GTK_WIDGET (dialog), "deny-decided");
  gtk_window_close (GTK_WINDOW (dialog));
}

/* The first press shows what was folded, the second approves it. */
static void
test_unfolds_first (WindowFixture *fixture, gconstpointer user_data)
{
  g_autofree char *filler = g_strnfill (3000, 'x');
  g_autofree char *spec =
      g_strdup_printf ("{\"fn\":\"send_email\",\"kwargs\":{\"body\":\"%s\",\"to\":\"a\"}}", filler);
  gboolean all_seen = TRUE;

  ask (fixture, "call_1", spec);
  open_first (fixture, WIDE);
  g_object_get (get_bar (fixture), "all-seen", &all_seen, NULL);
  g_assert_false (all_seen);
  save_screenshot (GTK_WIDGET (fixture->window), "folded");

  press (fixture, "decide.approve");
  g_object_get (get_bar (fixture), "all-seen", &all_seen, NULL);
  g_assert_true (all_seen);
  g_assert_false (hlc_decision_queue_is_busy (hlc_window_get_queue (fixture->window), "call_1"));
  press (fixture, "decide.approve");
  window_fixture_wait_for_state (fixture, "call_1", HLC_STATE_APPROVED);
}

static void
test_answer (WindowFixture *fixture, gconstpointer user_data)
{
  GtkWidget *answer = NULL;

  window_fixture_ask (fixture, HLC_OPERATION_HUMAN_CONTACT, "call_1", QUESTION);
  open_first (fixture, WIDE);
  answer = find_widget (GTK_WIDGET (get_bar (fixture)), HLC_TYPE_TEXT_AREA, "answer");
  save_screenshot (GTK_WIDGET (fixture->window), "answer");
  g_signal_emit_by_name (answer, "send");
  g_assert_false (hlc_decision_queue_is_busy (hlc_window_get_queue (fixture->window), "call_1"));
  hlc_text_area_set_text (HLC_TEXT_AREA (answer), "The *small* one");
  g_signal_emit_by_name (answer, "send");
  window_fixture_wait_for_state (fixture, "call_1", HLC_STATE_RESPONDED);
  assert_status (fixture, "call_1", "\"response\":\"The *small* one\"");
}

static void
test_response_option (WindowFixture *fixture, gconstpointer user_data)
{
  GtkWidget *box = NULL;

  window_fixture_ask (fixture, HLC_OPERATION_HUMAN_CONTACT, "call_1", QUESTION);
  open_first (fixture, WIDE);
  box = find_widget (GTK_WIDGET (get_bar (fixture)), HLC_TYPE_OPTION_BOX, NULL);
  g_assert_true (gtk_widget_activate_action (gtk_widget_get_first_child (box), "option.choose", "s", "eu"));
  window_fixture_wait_for_state (fixture, "call_1", HLC_STATE_RESPONDED);
  assert_status (fixture, "call_1", "\"response\":\"eu-west-1\",\"response_option_name\":\"eu\"");
}

/* Who goes away from an operation, or closes the window, has decided. */
static void
test_leaving_carries_out (WindowFixture *fixture, gconstpointer user_data)
{
  HlcDecisionQueue *queue = NULL;

  ask (fixture, "call_1", EMAIL);
  ask (fixture, "call_2", EMAIL);
  open_first (fixture, WIDE);
  queue = hlc_window_get_queue (fixture->window);
  g_object_set (queue, "undo-seconds", 10, NULL);
  press (fixture, "decide.approve");
  g_assert_cmpuint (hlc_decision_queue_get_seconds_left (queue), ==, 10);
  save_screenshot (GTK_WIDGET (fixture->window), "undo");
  hlc_list_page_move (get_list_page (fixture), 1);
  window_fixture_wait_for_state (fixture, "call_2", HLC_STATE_APPROVED);
}

static void
test_closing_carries_out (WindowFixture *fixture, gconstpointer user_data)
{
  ask (fixture, "call_1", EMAIL);
  open_first (fixture, WIDE);
  g_object_set (hlc_window_get_queue (fixture->window), "undo-seconds", 10, NULL);
  press (fixture, "decide.approve");
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  window_fixture_wait_for_state (fixture, "call_1", HLC_STATE_APPROVED);
}

static GtkWindow *
find_bulk_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (HLC_IS_BULK_DIALOG (window))
        return window;
    }

  return NULL;
}

static gboolean
can_approve_all (gpointer user_data)
{
  GtkWidget *button = find_widget (user_data, GTK_TYPE_BUTTON, "approve_button");

  return button != NULL && gtk_widget_get_sensitive (button);
}

static void
test_bulk (WindowFixture *fixture, gconstpointer user_data)
{
  GtkWidget *list = NULL;
  GtkWindow *dialog = NULL;
  HlcDecisionQueue *queue = NULL;

  ask (fixture, "call_1", EMAIL);
  ask (fixture, "call_2", "{\"fn\":\"purchase\",\"kwargs\":{\"material\":\"wood\",\"amount\":12}}");
  window_fixture_ask (fixture, HLC_OPERATION_HUMAN_CONTACT, "call_3", QUESTION);
  open_first (fixture, WIDE);
  queue = hlc_window_get_queue (fixture->window);
  list = GTK_WIDGET (get_list_page (fixture));
  for (int i = 0; i < 3; i++)
    {
      g_assert_true (gtk_widget_activate_action (list, "page.choose", NULL));
      hlc_list_page_move (HLC_LIST_PAGE (list), 1);
    }
  save_screenshot (GTK_WIDGET (fixture->window), "selecting");
  g_assert_true (gtk_widget_activate_action (list, "win.decide-chosen", NULL));
  dialog = find_bulk_dialog ();
  wait_until (can_approve_all, dialog);
  save_screenshot (GTK_WIDGET (dialog), "bulk");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "bulk.approve", NULL));

  g_assert_cmpuint (hlc_decision_queue_get_seconds_left (queue), ==, 5);
  g_assert_true (hlc_decision_queue_holds (queue, "call_1"));
  g_assert_true (hlc_decision_queue_holds (queue, "call_2"));
  g_assert_false (hlc_decision_queue_holds (queue, "call_3"));
  save_screenshot (GTK_WIDGET (fixture->window), "bulk-undo");

  /* One is decided elsewhere meanwhile: the other is approved all the same. */
  window_fixture_decide_elsewhere (fixture, "call_1", HLC_DECISION_DENY);
  hlc_decision_queue_flush (queue);
  window_fixture_wait_for_state (fixture, "call_2", HLC_STATE_APPROVED);
  window_fixture_wait_for_state (fixture, "call_3", HLC_STATE_PENDING);
}

static void
test_narrow (WindowFixture *fixture, gconstpointer user_data)
{
  ask (fixture, "call_1", EMAIL);
  open_first (fixture, NARROW);
  save_screenshot (GTK_WIDGET (fixture->window), "decide-narrow");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  save_screenshot (GTK_WIDGET (fixture->window), "decide-narrow-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function)                                                                                  \
  g_test_add ("/ui/decide/" path, WindowFixture, NULL, window_fixture_set_up, function,                      \
              window_fixture_tear_down)
  ADD ("approve-goes-on", test_approve_goes_on);
  ADD ("call-after-question", test_call_after_question);
  ADD ("deny-needs-comment", test_deny_needs_comment);
  ADD ("reject-option", test_reject_option);
  ADD ("edited-option", test_edited_option);
  ADD ("suggestion", test_suggestion);
  ADD ("decided-elsewhere", test_decided_elsewhere);
  ADD ("unfolds-first", test_unfolds_first);
  ADD ("answer", test_answer);
  ADD ("response-option", test_response_option);
  ADD ("leaving-carries-out", test_leaving_carries_out);
  ADD ("closing-carries-out", test_closing_carries_out);
  ADD ("bulk", test_bulk);
  ADD ("narrow", test_narrow);
#undef ADD

  return g_test_run ();
}
