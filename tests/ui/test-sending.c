/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "handler-fixture.h"
#include "hlc-attempt-row.h"
#include "hlc-duration-bar.h"
#include "hlc-endpoint-vault.h"
#include "hlc-fact-row.h"
#include "hlc-list-page.h"
#include "hlc-list-row.h"
#include "hlc-message-bar.h"
#include "hlc-message-page.h"
#include "hlc-notice.h"
#include "hlc-state-pill.h"
#include "hlc-store-endpoints.h"
#include "window-fixture.h"

#define EMAIL "{\"fn\":\"send_email\",\"kwargs\":{\"to\":\"user@example.com\"}}"

/* Pixels: with everything side by side, and with one column. */
#define WIDE 1200
#define NARROW 480

static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcEndpoint) endpoint = hlc_store_write_endpoint_finish (HLC_STORE (object), result, &error);

  g_assert_no_error (error);
  *(char **) user_data = g_strdup (endpoint->endpoint_id);
}

/* Returns: (transfer full): its id */
static char *
add_endpoint (WindowFixture *fixture, const char *url)
{
  HlcEndpointVault *vault = HLC_ENDPOINT_VAULT (hlc_console_get_secrets (fixture->console));
  g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();
  g_autoptr (HlcSigningSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  char *endpoint_id = NULL;

  endpoint->url = g_strdup (url);
  endpoint->endpoint_id = g_strdup_printf ("ep_%u", g_random_int ());
  endpoint->created_at = hlc_clock_get_now (fixture->clock);
  hlc_header_list_append (endpoint->headers, "X-Api-Key", "not-to-be-seen");
  secret = hlc_endpoint_vault_put (vault, endpoint->endpoint_id, NULL, &error);
  g_assert_no_error (error);
  hlc_store_add_endpoint_async (hlc_console_get_store (fixture->console), endpoint, added_cb, &endpoint_id);
  while (endpoint_id == NULL)
    g_main_context_iteration (NULL, TRUE);

  return endpoint_id;
}

static void
decide (WindowFixture *fixture, const char *call_id)
{
  window_fixture_ask (fixture, HLC_OPERATION_FUNCTION_CALL, call_id, EMAIL);
  window_fixture_decide_elsewhere (fixture, call_id, HLC_DECISION_APPROVE);
}

static HlcListPage *
get_list_page (WindowFixture *fixture)
{
  return HLC_LIST_PAGE (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_LIST_PAGE, NULL));
}

static HlcMessagePage *
get_page (WindowFixture *fixture)
{
  return HLC_MESSAGE_PAGE (find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_MESSAGE_PAGE, NULL));
}

static gboolean
has_row (gpointer user_data)
{
  HlcListRow *row = HLC_LIST_ROW (find_widget (user_data, HLC_TYPE_LIST_ROW, NULL));

  return row != NULL && hlc_list_row_get_title (row) != NULL && *hlc_list_row_get_title (row) != '\0';
}

static gboolean
has_attempt (gpointer user_data)
{
  return find_widget (user_data, HLC_TYPE_ATTEMPT_ROW, NULL) != NULL;
}

static void
open_sent (WindowFixture *fixture, int width)
{
  window_fixture_open (fixture, width);
  hlc_window_set_place (fixture->window, HLC_PLACE_SENT);
  wait_until (has_row, fixture->window);
  if (width == NARROW)
    g_signal_emit_by_name (find_widget (GTK_WIDGET (get_list_page (fixture)), GTK_TYPE_LIST_VIEW, NULL),
                           "activate", 0);
  else
    hlc_list_page_move (get_list_page (fixture), 1);
  wait_until (has_attempt, fixture->window);
}

static gboolean
is_delivered (gpointer user_data)
{
  HlcMessagePage *page = HLC_MESSAGE_PAGE (find_widget (user_data, HLC_TYPE_MESSAGE_PAGE, NULL));
  HlcMessage *message = page != NULL ? hlc_message_page_get_message (page) : NULL;

  return message != NULL && message->state == HLC_MESSAGE_DELIVERED;
}

static gboolean
has_failed_once (gpointer user_data)
{
  HlcMessagePage *page = HLC_MESSAGE_PAGE (find_widget (user_data, HLC_TYPE_MESSAGE_PAGE, NULL));
  HlcMessage *message = page != NULL ? hlc_message_page_get_message (page) : NULL;

  return message != NULL && message->n_attempts == 1 && message->last_error != NULL;
}

static gboolean
has_details (gpointer user_data)
{
  HlcAttemptRow *row = HLC_ATTEMPT_ROW (find_widget (user_data, HLC_TYPE_ATTEMPT_ROW, NULL));

  return row != NULL && hlc_attempt_row_get_has_details (row);
}

/* The value of a fact inside @root. */
static const char *
get_fact (GtkWidget *root, const char *name)
{
  if (HLC_IS_FACT_ROW (root) && g_str_equal (hlc_fact_row_get_name (HLC_FACT_ROW (root)), name))
    return hlc_fact_row_get_value (HLC_FACT_ROW (root));

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *value = get_fact (child, name);

      if (value != NULL)
        return value;
    }

  return NULL;
}

static gboolean
is_at_setup (gpointer user_data)
{
  return hlc_window_get_place (user_data) == HLC_PLACE_SETUP;
}

static gboolean
is_at_endpoints (gpointer user_data)
{
  return hlc_window_get_place (user_data) == HLC_PLACE_ENDPOINTS;
}

static void
test_empty (WindowFixture *fixture, gconstpointer user_data)
{
  GtkWidget *button = NULL;

  window_fixture_open (fixture, WIDE);
  wait_until (is_at_setup, fixture->window);
  hlc_window_set_place (fixture->window, HLC_PLACE_SENT);
  while ((button = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "empty_button")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  save_screenshot (GTK_WIDGET (fixture->window), "sent-empty");
  g_assert_true (gtk_widget_activate (button));
  wait_until (is_at_endpoints, fixture->window);
}

static void
test_delivered (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (200);
  g_autofree char *endpoint_id = add_endpoint (fixture, handler->url);
  GtkWidget *row = NULL;
  const char *headers = NULL;

  decide (fixture, "call_1");
  open_sent (fixture, WIDE);
  wait_until (is_delivered, fixture->window);
  row = find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_ATTEMPT_ROW, NULL);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "200 OK");
  save_screenshot (GTK_WIDGET (fixture->window), "sent-delivered");

  /* What went over the wire, without its secrets. */
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  wait_until (has_details, fixture->window);
  g_assert_true (strstr (handler->url, get_fact (row, "Address used")) != NULL);
  headers = get_fact (row, "Request headers");
  g_assert_nonnull (strstr (headers, "webhook-signature: v1,"));
  g_assert_null (strstr (headers, "not-to-be-seen"));
  save_screenshot (GTK_WIDGET (fixture->window), "sent-attempt");

  gtk_stack_set_visible_child_name (GTK_STACK (find_widget (GTK_WIDGET (get_page (fixture)), GTK_TYPE_STACK,
                                                            "stack")),
                                    "body");
  save_screenshot (GTK_WIDGET (fixture->window), "sent-body");
}

static void
test_narrow (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (500);
  g_autofree char *endpoint_id = add_endpoint (fixture, handler->url);
  int minimum = 0;

  decide (fixture, "call_1");
  open_sent (fixture, NARROW);
  wait_until (has_failed_once, fixture->window);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (
                                     find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_ATTEMPT_ROW, NULL)),
                                 TRUE);
  save_screenshot (GTK_WIDGET (fixture->window), "sent-narrow");
  gtk_widget_measure (GTK_WIDGET (get_page (fixture)), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);
}

/* A handler that is not there: the words say so, the next attempt is announced, and resending does not wait for it. */
static void
test_resend (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (200);
  g_autofree char *endpoint_id = add_endpoint (fixture, handler->url);
  g_autofree char *message_id = NULL;
  HlcMessage *message = NULL;
  GtkWidget *bar = NULL;

  handler_close (handler);
  decide (fixture, "call_1");
  open_sent (fixture, WIDE);
  wait_until (has_failed_once, fixture->window);
  message = hlc_message_page_get_message (get_page (fixture));
  g_assert_nonnull (strstr (message->last_error, "127.0.0.1"));
  g_assert_cmpint (message->next_at, >, 0);
  message_id = g_strdup (message->message_id);
  save_screenshot (GTK_WIDGET (fixture->window), "sent-failed");

  handler_open (handler);
  bar = GTK_WIDGET (hlc_message_page_get_bar (get_page (fixture)));
  g_assert_true (gtk_widget_activate_action (bar, "message.resend", NULL));
  wait_until (is_delivered, fixture->window);
  g_assert_cmpuint (handler->n_requests, ==, 1);
  g_assert_cmpstr (handler->last_id, ==, message_id);
  save_screenshot (GTK_WIDGET (fixture->window), "sent-resent");
}

static gboolean
has_dialog (gpointer user_data)
{
  HlcSendDialog *dialog = hlc_message_bar_get_dialog (user_data);

  return dialog != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog));
}

static gboolean
has_no_dialog (gpointer user_data)
{
  return hlc_message_bar_get_dialog (user_data) == NULL;
}

static gboolean
has_two_requests (gpointer user_data)
{
  return ((Handler *) user_data)->n_requests == 2;
}

static void
test_edit_and_resend (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (200);
  g_autofree char *endpoint_id = add_endpoint (fixture, handler->url);
  g_autofree char *first_id = NULL;
  HlcMessageBar *bar = NULL;
  HlcJsonEditor *editor = NULL;

  decide (fixture, "call_1");
  open_sent (fixture, WIDE);
  wait_until (is_delivered, fixture->window);
  first_id = g_strdup (handler->last_id);
  bar = hlc_message_page_get_bar (get_page (fixture));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (bar), "message.edit", NULL));
  wait_until (has_dialog, bar);
  editor = hlc_send_dialog_get_editor (hlc_message_bar_get_dialog (bar));
  g_assert_true (hlc_json_editor_get_is_valid (editor));
  save_screenshot (GTK_WIDGET (hlc_message_bar_get_dialog (bar)), "edit");

  hlc_json_editor_enter (editor, "{\n  \"a\": 1,\n  \"b\" 2\n}");
  g_assert_false (hlc_json_editor_get_is_valid (editor));
  g_assert_true (g_str_has_prefix (hlc_json_editor_get_problem (editor), "Line 3, column "));
  save_screenshot (GTK_WIDGET (hlc_message_bar_get_dialog (bar)), "edit-error");

  hlc_json_editor_enter (editor,
                         "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":{\"fn\":\"other\",\"kwargs\":{}}}");
  g_signal_emit_by_name (editor, "send");
  wait_until (has_no_dialog, bar);
  wait_until (has_two_requests, handler);
  g_assert_nonnull (strstr (g_bytes_get_data (handler->last_body, NULL), "\"fn\":\"other\""));
  g_assert_cmpstr (handler->last_id, !=, first_id);
}

static void
test_resend_to (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (200);
  g_autoptr (Handler) other = handler_new (200);
  g_autofree char *endpoint_id = add_endpoint (fixture, handler->url);
  HlcSendDialog *dialog = NULL;
  HlcTargetGroup *target = NULL;
  HlcMessageBar *bar = NULL;

  decide (fixture, "call_1");
  open_sent (fixture, WIDE);
  wait_until (is_delivered, fixture->window);
  bar = hlc_message_page_get_bar (get_page (fixture));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (bar), "message.resend-to", NULL));
  wait_until (has_dialog, bar);
  dialog = hlc_message_bar_get_dialog (bar);
  target = hlc_send_dialog_get_target (dialog);
  g_assert_true (hlc_send_dialog_get_can_send (dialog));
  g_assert_cmpstr (hlc_target_group_get_endpoint_id (target), ==, endpoint_id);

  hlc_target_group_enter (target, "ftp://example.com", NULL);
  g_assert_false (hlc_send_dialog_get_can_send (dialog));
  save_screenshot (GTK_WIDGET (dialog), "resend-to");
  hlc_target_group_enter (target, other->url, NULL);
  g_assert_false (hlc_send_dialog_get_can_send (dialog));
  hlc_target_group_enter (target, other->url, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  g_assert_true (hlc_send_dialog_get_can_send (dialog));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "send.send", NULL));
  wait_until (has_no_dialog, bar);
  while (other->n_requests < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (handler->n_requests, ==, 1);
}

typedef struct
{
  char *text;
  gboolean is_done;
} Clipboard;

static void
clipboard_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Clipboard *clipboard = user_data;

  clipboard->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
  clipboard->is_done = TRUE;
}

static char *
dup_clipboard (GtkWidget *widget)
{
  Clipboard clipboard = { 0 };

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, clipboard_cb, &clipboard);
  while (!clipboard.is_done)
    g_main_context_iteration (NULL, TRUE);

  return clipboard.text;
}

static void
test_curl (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (200);
  g_autofree char *endpoint_id = add_endpoint (fixture, handler->url);
  g_autofree char *text = NULL;
  GtkWidget *bar = NULL;

  decide (fixture, "call_1");
  open_sent (fixture, WIDE);
  wait_until (is_delivered, fixture->window);
  bar = GTK_WIDGET (hlc_message_page_get_bar (get_page (fixture)));
  g_assert_true (gtk_widget_activate_action (bar, "message.copy-curl", NULL));
  do
    {
      g_free (text);
      text = dup_clipboard (bar);
    }
  while (text == NULL || strstr (text, "curl") == NULL);
  g_assert_nonnull (strstr (text, handler->url));
  g_assert_nonnull (strstr (text, "webhook-signature: v1,"));
  g_assert_null (strstr (text, "not-to-be-seen"));
  save_screenshot (GTK_WIDGET (fixture->window), "sent-curl");
}

/* The bar stands for the time against the longest that a handler may take. */
static void
test_duration_bar (void)
{
  static const struct
  {
    gint64 duration;
    double fraction;
    const char *text;
  } cases[] = {
    { 0, 0, "0.0 ms" },
    { 7500 * G_TIME_SPAN_MILLISECOND, 0.5, "7.5 s" },
    { 15 * G_TIME_SPAN_SECOND, 1, "15 s" },
    { 20 * G_TIME_SPAN_SECOND, 1, "20 s" },
  };
  HlcDurationBar *bar = g_object_ref_sink (HLC_DURATION_BAR (hlc_duration_bar_new (15 * G_TIME_SPAN_SECOND)));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      hlc_duration_bar_set_duration (bar, cases[i].duration, "success");
      g_assert_cmpfloat_with_epsilon (hlc_duration_bar_get_fraction (bar), cases[i].fraction, 1e-6);
      g_assert_cmpstr (hlc_duration_bar_get_text (bar), ==, cases[i].text);
    }
  g_assert_finalize_object (bar);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function)                                                                                  \
  g_test_add ("/ui/sending/" path, WindowFixture, NULL, window_fixture_set_up, function,                     \
              window_fixture_tear_down)
  g_test_add_func ("/ui/sending/duration-bar", test_duration_bar);
  ADD ("empty", test_empty);
  ADD ("delivered", test_delivered);
  ADD ("narrow", test_narrow);
  ADD ("resend", test_resend);
  ADD ("edit-and-resend", test_edit_and_resend);
  ADD ("resend-to", test_resend_to);
  ADD ("curl", test_curl);
#undef ADD

  return g_test_run ();
}
