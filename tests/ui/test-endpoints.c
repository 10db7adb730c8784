/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "handler-fixture.h"
#include "hlc-backlog-card.h"
#include "hlc-copy-row.h"
#include "hlc-delivery-page.h"
#include "hlc-endpoint-dialog.h"
#include "hlc-endpoint-page.h"
#include "hlc-endpoint-row.h"
#include "hlc-endpoint-vault.h"
#include "hlc-fact-row.h"
#include "hlc-header-editor.h"
#include "hlc-list-page.h"
#include "hlc-list-row.h"
#include "hlc-message-page.h"
#include "hlc-notice.h"
#include "hlc-recover-dialog.h"
#include "hlc-rule-dialog.h"
#include "hlc-rule-row.h"
#include "window-fixture.h"

#define EMAIL "{\"fn\":\"send_email\",\"kwargs\":{\"to\":\"user@example.com\"}}"
#define WEBHOOK                                                                                              \
  "{\"run_id\":\"run_1\",\"call_id\":\"call_1\",\"spec\":{\"fn\":\"run\",\"kwargs\":{}},\"status\":null}"

/* Pixels: with everything side by side, and with one column. */
#define WIDE 1200
#define NARROW 480

static HlcEndpointPage *
get_page (WindowFixture *fixture)
{
  return HLC_ENDPOINT_PAGE (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_ENDPOINT_PAGE, NULL));
}

static HlcEndpointList *
get_list (WindowFixture *fixture)
{
  return hlc_endpoint_page_get_endpoint_list (get_page (fixture));
}

static gboolean
is_at_setup (gpointer user_data)
{
  return hlc_window_get_place (user_data) == HLC_PLACE_SETUP;
}

static gboolean
is_empty (gpointer user_data)
{
  GtkWidget *stack = find_widget (user_data, GTK_TYPE_STACK, "stack");

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "empty") == 0;
}

static void
open_page (WindowFixture *fixture, int width)
{
  window_fixture_open (fixture, width);
  wait_until (is_at_setup, fixture->window);
  hlc_window_set_place (fixture->window, HLC_PLACE_ENDPOINTS);
}

static gboolean
has_endpoint (gpointer user_data)
{
  return find_widget (user_data, HLC_TYPE_ENDPOINT_ROW, NULL) != NULL;
}

static gboolean
has_dialog (gpointer user_data)
{
  GtkWindow *dialog = hlc_endpoint_list_get_dialog (user_data);

  return dialog != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog));
}

static gboolean
has_no_dialog (gpointer user_data)
{
  return hlc_endpoint_list_get_dialog (user_data) == NULL;
}

static gboolean
shows_secret (gpointer user_data)
{
  return find_widget (user_data, HLC_TYPE_COPY_ROW, "made_row") != NULL;
}

static HlcEndpointRow *
get_row (WindowFixture *fixture)
{
  return HLC_ENDPOINT_ROW (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_ENDPOINT_ROW, NULL));
}

/* Adds an endpoint as a user does, and leaves the page with it. */
static void
add_endpoint (WindowFixture *fixture, const char *url)
{
  HlcEndpointDialog *dialog = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.add-endpoint", NULL));
  wait_until (has_dialog, get_list (fixture));
  dialog = HLC_ENDPOINT_DIALOG (hlc_endpoint_list_get_dialog (get_list (fixture)));
  hlc_endpoint_dialog_enter_url (dialog, url);
  g_assert_true (hlc_endpoint_dialog_get_can_save (dialog));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "endpoint.save", NULL));
  wait_until (shows_secret, dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (has_endpoint, fixture->window);
}

static void
act (WindowFixture *fixture, const char *action)
{
  HlcEndpoint *endpoint = hlc_endpoint_row_get_endpoint (get_row (fixture));

  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (get_list (fixture)), action, "s", endpoint->endpoint_id));
  wait_until (has_dialog, get_list (fixture));
}

static void
test_add (WindowFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *url;
    gboolean can_save;
    gboolean is_told;
  } cases[] = {
    { "", FALSE, FALSE },
    { "127.0.0.1:8000", FALSE, TRUE },
    { "ftp://127.0.0.1/", FALSE, TRUE },
    { "http://user:secret@127.0.0.1/", FALSE, TRUE },
    { "http://127.0.0.1:8000/webhook", TRUE, FALSE },
  };
  HlcEndpointDialog *dialog = NULL;
  HlcHeaderEditor *headers = NULL;
  HlcEndpoint *endpoint = NULL;
  GtkWidget *row = NULL;
  g_autofree char *secret = NULL;

  open_page (fixture, WIDE);
  wait_until (is_empty, get_page (fixture));
  save_screenshot (GTK_WIDGET (fixture->window), "endpoints-empty");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.add-endpoint", NULL));
  wait_until (has_dialog, get_list (fixture));
  dialog = HLC_ENDPOINT_DIALOG (hlc_endpoint_list_get_dialog (get_list (fixture)));
  save_screenshot (GTK_WIDGET (dialog), "endpoint-add");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      hlc_endpoint_dialog_enter_url (dialog, cases[i].url);
      g_assert_cmpint (hlc_endpoint_dialog_get_can_save (dialog), ==, cases[i].can_save);
      g_assert_cmpint (hlc_endpoint_dialog_get_problem (dialog) != NULL, ==, cases[i].is_told);
    }

  /* What a v1 body cannot carry, and a header that is not the developer's to set. */
  hlc_endpoint_dialog_set_events (dialog, 1 << HLC_EVENT_AGENT_EMAIL_RECEIVED);
  g_assert_false (hlc_endpoint_dialog_get_can_save (dialog));
  hlc_endpoint_dialog_set_events (dialog, 1 << HLC_EVENT_FUNCTION_CALL_COMPLETED);
  g_assert_true (hlc_endpoint_dialog_get_can_save (dialog));
  headers = HLC_HEADER_EDITOR (find_widget (GTK_WIDGET (dialog), HLC_TYPE_HEADER_EDITOR, NULL));
  hlc_header_editor_add (headers, "webhook-id", "mine");
  g_assert_false (hlc_endpoint_dialog_get_can_save (dialog));
  g_assert_nonnull (hlc_header_editor_get_problem (headers));
  hlc_header_editor_add (headers, "X-Api-Key", "not-to-be-seen");
  hlc_endpoint_dialog_set_events (dialog, HLC_EVENTS_ALL);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 560, 1000);
  save_screenshot (GTK_WIDGET (dialog), "endpoint-error");
  hlc_endpoint_dialog_set_events (dialog, 1 << HLC_EVENT_FUNCTION_CALL_COMPLETED);
  g_assert_true (gtk_widget_activate (
      find_widget (find_widget (GTK_WIDGET (headers), GTK_TYPE_LIST_BOX, "list"), GTK_TYPE_BUTTON, NULL)));
  while (!hlc_endpoint_dialog_get_can_save (dialog))
    g_main_context_iteration (NULL, TRUE);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "endpoint.save", NULL));
  wait_until (shows_secret, dialog);
  row = find_widget (GTK_WIDGET (dialog), HLC_TYPE_COPY_ROW, "made_row");
  g_object_get (row, "value", &secret, NULL);
  g_assert_true (g_str_has_prefix (secret, "whsec_"));
  save_screenshot (GTK_WIDGET (dialog), "endpoint-secret");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (has_endpoint, fixture->window);

  endpoint = hlc_endpoint_row_get_endpoint (get_row (fixture));
  g_assert_cmpstr (endpoint->url, ==, "http://127.0.0.1:8000/webhook");
  g_assert_cmpuint (endpoint->events, ==, 1 << HLC_EVENT_FUNCTION_CALL_COMPLETED);
  g_assert_cmpstr (hlc_header_list_lookup (endpoint->headers, "X-Api-Key"), ==, "not-to-be-seen");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (get_row (fixture)), TRUE);
  save_screenshot (GTK_WIDGET (fixture->window), "endpoints");
}

/* A URL of this console is refused at once, and what was written stays. */
static void
test_own_url (WindowFixture *fixture, gconstpointer user_data)
{
  static const char own[] = "http://localhost:4880/webhook";
  static const guint16 ports[] = { 4880 };
  HlcEndpointDialog *dialog = NULL;

  open_page (fixture, WIDE);
  hlc_dispatcher_set_own_ports (hlc_console_get_dispatcher (fixture->console), ports, G_N_ELEMENTS (ports));
  add_endpoint (fixture, "http://127.0.0.1:8000/");
  act (fixture, "endpoints.edit");
  dialog = HLC_ENDPOINT_DIALOG (hlc_endpoint_list_get_dialog (get_list (fixture)));
  hlc_endpoint_dialog_enter_url (dialog, own);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "endpoint.save", NULL));
  g_assert_nonnull (strstr (hlc_endpoint_dialog_get_problem (dialog), "this console itself"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_until (has_no_dialog, get_list (fixture));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.add-endpoint", NULL));
  wait_until (has_dialog, get_list (fixture));
  dialog = HLC_ENDPOINT_DIALOG (hlc_endpoint_list_get_dialog (get_list (fixture)));
  hlc_endpoint_dialog_enter_url (dialog, own);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "endpoint.save", NULL));
  g_assert_nonnull (strstr (hlc_endpoint_dialog_get_problem (dialog), "this console itself"));
  g_assert_true (hlc_endpoint_dialog_get_can_save (dialog));
}

static gboolean
is_disabled (gpointer user_data)
{
  HlcEndpointRow *row = HLC_ENDPOINT_ROW (find_widget (user_data, HLC_TYPE_ENDPOINT_ROW, NULL));

  return row != NULL && !hlc_endpoint_row_get_endpoint (row)->enabled;
}

static gboolean
is_described (gpointer user_data)
{
  HlcEndpointRow *row = HLC_ENDPOINT_ROW (find_widget (user_data, HLC_TYPE_ENDPOINT_ROW, NULL));

  return row != NULL &&
         g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "a < b & c") == 0;
}

/* A description is no markup, and what is unfolded stays so. */
static void
test_change (WindowFixture *fixture, gconstpointer user_data)
{
  HlcEndpointDialog *dialog = NULL;
  GtkWidget *control = NULL;

  open_page (fixture, WIDE);
  add_endpoint (fixture, "http://127.0.0.1:8000/webhook");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (get_row (fixture)), TRUE);
  act (fixture, "endpoints.edit");
  dialog = HLC_ENDPOINT_DIALOG (hlc_endpoint_list_get_dialog (get_list (fixture)));
  gtk_editable_set_text (GTK_EDITABLE (
                             find_widget (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, "description_row")),
                         "a < b & c");
  save_screenshot (GTK_WIDGET (dialog), "endpoint-edit");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "endpoint.save", NULL));
  wait_until (has_no_dialog, get_list (fixture));
  wait_until (is_described, fixture->window);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (get_row (fixture))));

  control = find_widget (GTK_WIDGET (get_row (fixture)), GTK_TYPE_SWITCH, "enabled_switch");
  gtk_switch_set_active (GTK_SWITCH (control), FALSE);
  wait_until (is_disabled, fixture->window);
  g_assert_false (gtk_switch_get_state (GTK_SWITCH (control)));
}

static char *
dup_secret (WindowFixture *fixture)
{
  GtkWidget *row = find_widget (GTK_WIDGET (get_row (fixture)), HLC_TYPE_COPY_ROW, NULL);
  char *secret = NULL;

  g_object_get (row, "value", &secret, NULL);

  return secret;
}

static void
test_rotate (WindowFixture *fixture, gconstpointer user_data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GtkWindow *dialog = NULL;

  open_page (fixture, WIDE);
  add_endpoint (fixture, "http://127.0.0.1:8000/webhook");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (get_row (fixture)), TRUE);
  while (find_widget (GTK_WIDGET (get_row (fixture)), HLC_TYPE_COPY_ROW, NULL) == NULL)
    g_main_context_iteration (NULL, TRUE);
  before = dup_secret (fixture);
  act (fixture, "endpoints.rotate");
  dialog = hlc_endpoint_list_get_dialog (get_list (fixture));
  save_screenshot (GTK_WIDGET (dialog), "endpoint-rotate");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "rotate");
  after = dup_secret (fixture);
  g_assert_true (g_str_has_prefix (after, "whsec_"));
  g_assert_cmpstr (before, !=, after);
  save_screenshot (GTK_WIDGET (fixture->window), "endpoint-rotated");
}

static gboolean
is_gone (gpointer user_data)
{
  return find_widget (user_data, HLC_TYPE_ENDPOINT_ROW, NULL) == NULL;
}

static void
test_remove (WindowFixture *fixture, gconstpointer user_data)
{
  HlcEndpointVault *vault = HLC_ENDPOINT_VAULT (hlc_console_get_secrets (fixture->console));
  g_autofree char *endpoint_id = NULL;
  g_autoptr (GPtrArray) secrets = NULL;
  GtkWindow *dialog = NULL;

  open_page (fixture, WIDE);
  add_endpoint (fixture, "http://127.0.0.1:8000/webhook");
  endpoint_id = g_strdup (hlc_endpoint_row_get_endpoint (get_row (fixture))->endpoint_id);
  act (fixture, "endpoints.remove");
  dialog = hlc_endpoint_list_get_dialog (get_list (fixture));
  save_screenshot (GTK_WIDGET (dialog), "endpoint-remove");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "remove");
  wait_until (is_gone, fixture->window);
  do
    {
      g_main_context_iteration (NULL, FALSE);
      g_clear_pointer (&secrets, g_ptr_array_unref);
      secrets = hlc_endpoint_vault_dup_secrets (vault, endpoint_id, hlc_clock_get_now (fixture->clock));
    }
  while (secrets->len > 0);
}

static gboolean
is_failing (gpointer user_data)
{
  HlcEndpointRow *row = HLC_ENDPOINT_ROW (find_widget (user_data, HLC_TYPE_ENDPOINT_ROW, NULL));

  return row != NULL && hlc_endpoint_is_failing (hlc_endpoint_row_get_endpoint (row));
}

static gboolean
has_request (gpointer user_data)
{
  return ((Handler *) user_data)->n_requests > 0;
}

static void
decide (WindowFixture *fixture, const char *call_id)
{
  window_fixture_ask (fixture, HLC_OPERATION_FUNCTION_CALL, call_id, EMAIL);
  window_fixture_decide_elsewhere (fixture, call_id, HLC_DECISION_APPROVE);
}

/* What happened before the endpoint was there is recovered; and one that fails is seen to. */
static void
test_recover (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (500);
  HlcRecoverDialog *dialog = NULL;
  gint64 since = 0;

  open_page (fixture, WIDE);
  decide (fixture, "call_1");
  hlc_window_set_place (fixture->window, HLC_PLACE_ENDPOINTS);
  add_endpoint (fixture, handler->url);
  act (fixture, "endpoints.recover");
  dialog = HLC_RECOVER_DIALOG (hlc_endpoint_list_get_dialog (get_list (fixture)));
  hlc_recover_dialog_enter (dialog, "yesterday");
  g_assert_false (hlc_recover_dialog_get_since (dialog, &since));
  hlc_recover_dialog_enter (dialog, "2h");
  g_assert_true (hlc_recover_dialog_get_since (dialog, &since));
  g_assert_cmpint (since, ==, hlc_clock_get_now (fixture->clock) - 2 * G_TIME_SPAN_HOUR);
  save_screenshot (GTK_WIDGET (dialog), "endpoint-recover");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "recover.recover", NULL));
  wait_until (has_request, handler);
  wait_until (is_failing, fixture->window);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (get_row (fixture)), TRUE);
  save_screenshot (GTK_WIDGET (fixture->window), "endpoint-failing");
}

static void
test_test_event (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (200);
  GtkWindow *dialog = NULL;

  open_page (fixture, WIDE);
  add_endpoint (fixture, handler->url);
  act (fixture, "endpoints.test");
  dialog = hlc_endpoint_list_get_dialog (get_list (fixture));
  save_screenshot (GTK_WIDGET (dialog), "endpoint-test");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "send.send", NULL));
  wait_until (has_request, handler);
  g_assert_nonnull (strstr (g_bytes_get_data (handler->last_body, NULL), "\"approved\":"));
  wait_until (has_no_dialog, get_list (fixture));
}

static gboolean
has_rule (gpointer user_data)
{
  return find_widget (user_data, HLC_TYPE_RULE_ROW, NULL) != NULL;
}

static gboolean
has_rule_dialog (gpointer user_data)
{
  GtkWindow *dialog = hlc_rule_list_get_dialog (user_data);

  return dialog != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog));
}

static void
add_rule (WindowFixture *fixture, gint64 limit, const char *name)
{
  HlcRuleList *list = hlc_endpoint_page_get_rule_list (get_page (fixture));
  HlcRuleDialog *dialog = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.add-rule", "(ss)", "", ""));
  wait_until (has_rule_dialog, list);
  dialog = HLC_RULE_DIALOG (hlc_rule_list_get_dialog (list));
  g_assert_true (hlc_rule_dialog_get_can_save (dialog));
  hlc_rule_dialog_enter_path (dialog, "/elsewhere");
  g_assert_false (hlc_rule_dialog_get_can_save (dialog));
  hlc_rule_dialog_enter_path (dialog, "/webhook/*");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_widget (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON, NULL)),
                             (double) limit);
  gtk_switch_set_active (GTK_SWITCH (find_widget (GTK_WIDGET (dialog), GTK_TYPE_SWITCH, "sign_switch")),
                         FALSE);
  if (name != NULL)
    save_screenshot (GTK_WIDGET (dialog), name);
  hlc_rule_dialog_enter_path (dialog, "/webhook*");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "rule.save", NULL));
  wait_until (has_rule, fixture->window);
}

static gboolean
has_card (gpointer user_data)
{
  return find_widget (user_data, HLC_TYPE_BACKLOG_CARD, NULL) != NULL;
}

static gboolean
has_no_card (gpointer user_data)
{
  return !has_card (user_data);
}

static gboolean
is_rule_down (gpointer user_data)
{
  HlcRuleRow *row = HLC_RULE_ROW (find_widget (user_data, HLC_TYPE_RULE_ROW, NULL));

  return row != NULL && hlc_rule_row_get_rule (row)->is_down;
}

static gboolean
has_all_requests (gpointer user_data)
{
  return ((Handler *) user_data)->n_requests == 4;
}

/* A handler that was down and is back is not flooded: the window asks. */
static void
test_backlog (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (200);
  HlcRuleRow *row = NULL;

  open_page (fixture, WIDE);
  add_endpoint (fixture, handler->url);
  add_rule (fixture, 1, "rule-add");
  handler_close (handler);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("msg_%u", i);

      window_fixture_receive (fixture, id, WEBHOOK);
    }
  hlc_window_set_place (fixture->window, HLC_PLACE_ENDPOINTS);
  wait_until (is_rule_down, fixture->window);
  row = HLC_RULE_ROW (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_RULE_ROW, NULL));
  g_assert_cmpint (hlc_rule_row_get_rule (row)->waiting, ==, 4);

  handler_open (handler);
  hlc_clock_set_now (fixture->clock, hlc_clock_get_now (fixture->clock) + G_TIME_SPAN_MINUTE);
  hlc_dispatcher_wake (hlc_console_get_dispatcher (fixture->console));
  wait_until (has_card, fixture->window);
  g_assert_cmpuint (handler->n_requests, ==, 1);
  save_screenshot (GTK_WIDGET (fixture->window), "backlog");

  g_assert_true (gtk_widget_activate (
      find_widget (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_BACKLOG_CARD, NULL), GTK_TYPE_BUTTON,
                   "all_button")));
  wait_until (has_all_requests, handler);
  wait_until (has_no_card, fixture->window);
}

static gboolean
shows_delivery (gpointer user_data)
{
  GtkWidget *page = find_widget (user_data, HLC_TYPE_DELIVERY_PAGE, NULL);

  return page != NULL && hlc_delivery_page_get_delivery (HLC_DELIVERY_PAGE (page)) != NULL;
}

static gboolean
has_replay_dialog (gpointer user_data)
{
  HlcSendDialog *dialog = hlc_delivery_bar_get_dialog (user_data);

  return dialog != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog));
}

static gboolean
has_row (gpointer user_data)
{
  HlcListRow *row = HLC_LIST_ROW (find_widget (user_data, HLC_TYPE_LIST_ROW, NULL));

  return row != NULL && hlc_list_row_get_title (row) != NULL && *hlc_list_row_get_title (row) != '\0';
}

static void
test_replay (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (200);
  HlcDeliveryBar *bar = NULL;
  HlcSendDialog *dialog = NULL;
  gsize length = 0;
  const char *body = NULL;

  window_fixture_receive (fixture, "msg_1", WEBHOOK);
  window_fixture_open (fixture, WIDE);
  hlc_window_set_place (fixture->window, HLC_PLACE_RECEIVED);
  wait_until (has_row, fixture->window);
  hlc_list_page_move (HLC_LIST_PAGE (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_LIST_PAGE, NULL)),
                      1);
  wait_until (shows_delivery, fixture->window);
  save_screenshot (GTK_WIDGET (fixture->window), "delivery-bar");
  bar = hlc_delivery_page_get_bar (
      HLC_DELIVERY_PAGE (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_DELIVERY_PAGE, NULL)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (bar), "delivery.replay", NULL));
  wait_until (has_replay_dialog, bar);
  dialog = hlc_delivery_bar_get_dialog (bar);
  hlc_send_dialog_set_sign_mode (dialog, HLC_SIGN_ORIGINAL);
  hlc_target_group_enter (hlc_send_dialog_get_target (dialog), handler->url, NULL);
  g_assert_true (hlc_send_dialog_get_can_send (dialog));
  save_screenshot (GTK_WIDGET (dialog), "replay");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "send.send", NULL));
  wait_until (has_request, handler);
  body = g_bytes_get_data (handler->last_body, &length);
  g_assert_cmpmem (body, length, WEBHOOK, strlen (WEBHOOK));
}

static void
test_time_scale (WindowFixture *fixture, gconstpointer user_data)
{
  HlcDispatcher *dispatcher = hlc_console_get_dispatcher (fixture->console);

  open_page (fixture, WIDE);
  add_endpoint (fixture, "http://127.0.0.1:8000/webhook");
  g_assert_null (find_widget (GTK_WIDGET (get_page (fixture)), HLC_TYPE_NOTICE, "scale_notice"));
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (get_page (fixture)), "page.time-scale", "s", "1000"));
  g_assert_cmpfloat (hlc_dispatcher_get_time_scale (dispatcher), ==, 1000);
  while (find_widget (GTK_WIDGET (get_page (fixture)), HLC_TYPE_NOTICE, "scale_notice") == NULL)
    g_main_context_iteration (NULL, TRUE);
  save_screenshot (GTK_WIDGET (fixture->window), "time-scale");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_page (fixture)), "page.time-scale", "s", "1"));
  g_assert_cmpfloat (hlc_dispatcher_get_time_scale (dispatcher), ==, 1);
}

static void
test_narrow (WindowFixture *fixture, gconstpointer user_data)
{
  int minimum = 0;

  open_page (fixture, NARROW);
  add_endpoint (fixture, "http://127.0.0.1:8000/webhook");
  add_rule (fixture, 100, NULL);
  save_screenshot (GTK_WIDGET (fixture->window), "endpoints-narrow");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (get_row (fixture)), TRUE);
  save_screenshot (GTK_WIDGET (fixture->window), "endpoints-narrow-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_measure (GTK_WIDGET (get_page (fixture)), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function)                                                                                  \
  g_test_add ("/ui/endpoints/" path, WindowFixture, NULL, window_fixture_set_up, function,                   \
              window_fixture_tear_down)
  ADD ("add", test_add);
  ADD ("own-url", test_own_url);
  ADD ("change", test_change);
  ADD ("rotate", test_rotate);
  ADD ("remove", test_remove);
  ADD ("recover", test_recover);
  ADD ("test-event", test_test_event);
  ADD ("backlog", test_backlog);
  ADD ("replay", test_replay);
  ADD ("time-scale", test_time_scale);
  ADD ("narrow", test_narrow);
#undef ADD

  return g_test_run ();
}
