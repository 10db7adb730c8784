/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "handler-fixture.h"
#include "hlc-event-dialog.h"
#include "hlc-event-origin.h"
#include "hlc-event-payload.h"
#include "hlc-message-page.h"
#include "hlc-operation-page.h"
#include "hlc-operation-picker.h"
#include "hlc-store-endpoints.h"
#include "window-fixture.h"

/* Pixels. */
#define WIDE 1200
#define NARROW 360
#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

static HlcEventDialog *
find_dialog (void)
{
  for (guint i = 0; i < g_list_model_get_n_items (gtk_window_get_toplevels ()); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (gtk_window_get_toplevels (), i);

      if (HLC_IS_EVENT_DIALOG (window))
        return HLC_EVENT_DIALOG (window);
    }

  return NULL;
}

static gboolean
is_connected (gpointer user_data)
{
  return hlc_event_target_get_is_connected (user_data);
}

static HlcEventDialog *
open_dialog (WindowFixture *fixture, int width)
{
  HlcEventDialog *dialog = NULL;

  window_fixture_open (fixture, WIDE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "new.event", NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  gtk_window_set_default_size (GTK_WINDOW (dialog), width, 760);
  wait_until (is_connected, hlc_event_dialog_get_target (dialog));

  return g_object_ref (dialog);
}

static void
close_dialog (HlcEventDialog *dialog)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (dialog);
}

static HlcEventDraft *
read_draft (const char *type, const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  return hlc_event_draft_new (type, bytes, FALSE);
}

static gboolean
is_filled (gpointer user_data)
{
  g_autoptr (HlcEventSheet) sheet = hlc_event_dialog_collect (user_data);

  return sheet->event != NULL;
}

static void
fill (HlcEventDialog *dialog, const char *type, const char *json)
{
  g_autoptr (HlcEventDraft) draft = read_draft (type, json);

  hlc_event_dialog_fill (dialog, draft);
  wait_until (is_filled, dialog);
}

static void
send (HlcEventDialog *dialog, gboolean keeps_open)
{
  gtk_widget_activate_action (GTK_WIDGET (dialog), keeps_open ? "event.send-and-keep" : "event.send", NULL);
}

static gboolean
has_problem (gpointer user_data)
{
  return hlc_event_dialog_get_problem (user_data) != NULL;
}

static gboolean
was_asked (gpointer user_data)
{
  return ((Handler *) user_data)->n_requests > 0;
}

static gboolean
is_payload_shown (gpointer user_data)
{
  GtkWidget *payload = find_widget (user_data, HLC_TYPE_EVENT_PAYLOAD, NULL);

  return payload != NULL && gtk_widget_get_visible (payload);
}

static gboolean
is_body_shown (gpointer user_data)
{
  GtkWidget *payload = find_widget (user_data, HLC_TYPE_EVENT_PAYLOAD, NULL);

  return hlc_event_payload_get_body (HLC_EVENT_PAYLOAD (payload)) != NULL;
}

static gboolean
is_wrong (gpointer user_data)
{
  GtkWidget *payload = find_widget (user_data, HLC_TYPE_EVENT_PAYLOAD, NULL);

  return hlc_event_payload_get_problem (HLC_EVENT_PAYLOAD (payload)) != NULL;
}

static void
enter_url (HlcEventDialog *dialog, const char *url, HlcBodyVersion version)
{
  HlcTargetGroup *group = hlc_event_target_get_group (hlc_event_dialog_get_target (dialog));

  hlc_target_group_enter (group, url, SECRET);
  hlc_target_group_enter_terms (group, version, HLC_HEADER_FAMILY_SVIX);
}

static char *
dup_body (Handler *handler)
{
  return g_strndup (g_bytes_get_data (handler->last_body, NULL), g_bytes_get_size (handler->last_body));
}

#define CALL                                                                                                 \
  "{\"run_id\":\"r\",\"call_id\":\"order-1\",\"spec\":{\"fn\":\"send_email\",\"kwargs\":{\"to\":\"a@b.c\","  \
  "\"n\":12345678901234567890},\"state\":{\"step\": 0.10}},\"status\":{\"requested_at\":"                    \
  "\"2025-06-01T10:00:00Z\",\"responded_at\":\"2025-06-01T10:01:00Z\",\"approved\":false,\"comment\":"       \
  "\"Use the test account\",\"reject_option_name\":null}}"

/* An operation to a URL, as it is: v1 is the operation itself, and is_test is nowhere. */
static void
test_completed (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (200);
  int width = GPOINTER_TO_INT (user_data);
  HlcEventDialog *dialog = open_dialog (fixture, width);
  HlcEventTarget *target = hlc_event_dialog_get_target (dialog);
  g_autofree char *body = NULL;

  fill (dialog, "function_call.completed", CALL);
  enter_url (dialog, handler->url, HLC_BODY_V1BETA2);
  g_assert_nonnull (strstr (hlc_event_target_get_note (target), "refuses the envelope"));
  save_screenshot (GTK_WIDGET (dialog), width == NARROW ? "event-call-narrow" : "event-call");
  hlc_event_dialog_show_payload (dialog, TRUE);
  wait_until (is_payload_shown, dialog);
  save_screenshot (GTK_WIDGET (dialog), width == NARROW ? "event-payload-narrow" : "event-payload");
  hlc_event_dialog_show_payload (dialog, FALSE);
  g_assert_false (is_payload_shown (dialog));
  enter_url (dialog, handler->url, HLC_BODY_V1);
  g_assert_null (strstr (hlc_event_target_get_note (target), "refuses the envelope"));
  send (dialog, FALSE);
  wait_until (was_asked, handler);
  body = dup_body (handler);
  g_assert_cmpstr (body, ==, CALL);
  g_assert_finalize_object (dialog);
}

/* What is wrong is said, nothing is sent, and what was typed stays. */
static void
test_problems (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (200);
  HlcEventDialog *dialog = open_dialog (fixture, 640);
  HlcTargetGroup *group = hlc_event_target_get_group (hlc_event_dialog_get_target (dialog));
  g_autoptr (HlcEventSheet) sheet = NULL;
  HlcEventSheet *mail = hlc_event_sheet_new (HLC_EVENT_AGENT_EMAIL_RECEIVED);

  send (dialog, FALSE);
  wait_until (has_problem, dialog);
  save_screenshot (GTK_WIDGET (dialog), "event-problems");

  /* The console's own receiver is no handler. */
  fill (dialog, "function_call.completed", CALL);
  hlc_target_group_enter (group, hlc_console_get_webhook_url (fixture->console), SECRET);
  g_assert_nonnull (hlc_target_group_get_problem (group));
  send (dialog, FALSE);
  wait_until (has_problem, dialog);

  enter_url (dialog, handler->url, HLC_BODY_V1BETA2);
  mail->form->from_address = g_strdup ("not an address");
  hlc_event_form_add_thread_mail (mail->form, "a@b.c", "first");
  hlc_event_form_add_thread_mail (mail->form, "nobody", "second");
  hlc_event_dialog_show_sheet (dialog, mail);
  g_assert_false (has_problem (dialog));
  send (dialog, FALSE);
  wait_until (has_problem, dialog);
  save_screenshot (GTK_WIDGET (dialog), "event-mail-problems");
  sheet = hlc_event_dialog_collect (dialog);
  g_assert_cmpstr (sheet->form->from_address, ==, "not an address");
  g_assert_cmpuint (sheet->form->previous_thread->len, ==, 2);
  g_assert_cmpstr (((HlcThreadMail *) g_ptr_array_index (sheet->form->previous_thread, 1))->content, ==,
                   "second");
  g_assert_cmpuint (handler->n_requests, ==, 0);
  close_dialog (dialog);
}

/* A mail in the dark, to whoever wants it; one that stays open can send the next. */
static void
test_mail (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (200);
  HlcEventDialog *dialog = NULL;
  HlcEventSheet *sheet = hlc_event_sheet_new (HLC_EVENT_AGENT_EMAIL_RECEIVED);
  g_autoptr (HlcEventSheet) kept = NULL;
  g_autofree char *body = NULL;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  dialog = open_dialog (fixture, NARROW);
  sheet->form->from_address = g_strdup ("Zoë <zoe@example.com>");
  sheet->form->to_address = g_strdup ("agent@example.com");
  sheet->form->subject = g_strdup ("Re: Which report?");
  sheet->form->body = g_strdup ("The one for May.\n\nZoë");
  sheet->form->in_reply_to = g_strdup ("<1@example.com>");
  hlc_event_form_add_thread_mail (sheet->form, "agent@example.com", "Which report?");
  sheet->is_test = TRUE;
  hlc_event_dialog_show_sheet (dialog, sheet);
  enter_url (dialog, handler->url, HLC_BODY_V1BETA2);
  save_screenshot (GTK_WIDGET (dialog), "event-mail-dark");
  send (dialog, TRUE);
  wait_until (was_asked, handler);
  body = dup_body (handler);
  g_assert_nonnull (strstr (
      body,
      "{\"type\":\"agent_email.received\",\"is_test\":true,\"event\":{\"from_address\":\"zoe@example.com\""));
  g_assert_nonnull (strstr (body, "In-Reply-To: <1@example.com>"));
  g_assert_nonnull (strstr (body, "\"previous_thread\":[{\"from_address\":\"agent@example.com\""));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (dialog)));
  kept = hlc_event_dialog_collect (dialog);
  g_assert_cmpstr (kept->form->subject, ==, "Re: Which report?");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  close_dialog (dialog);
}

/* Between the form and JSON, where nothing gets lost. */
static void
test_payload (WindowFixture *fixture, gconstpointer user_data)
{
  HlcEventDialog *dialog = open_dialog (fixture, 640);
  HlcEventSheet *sheet = hlc_event_sheet_new (HLC_EVENT_CONVERSATION_CREATED);
  HlcEventPayload *payload = NULL;
  g_autoptr (HlcEventSheet) collected = NULL;

  /* An incomplete form is not left. */
  hlc_event_dialog_show_sheet (dialog, sheet);
  enter_url (dialog, "http://127.0.0.1:9/", HLC_BODY_V1);
  g_assert_nonnull (strstr (hlc_event_target_get_note (hlc_event_dialog_get_target (dialog)), "has none"));
  hlc_event_dialog_show_payload (dialog, TRUE);
  wait_until (has_problem, dialog);
  g_assert_false (is_payload_shown (dialog));

  sheet = hlc_event_sheet_new (HLC_EVENT_CONVERSATION_CREATED);
  sheet->form->user_message = g_strdup ("hello");
  hlc_event_dialog_show_sheet (dialog, sheet);
  enter_url (dialog, "http://127.0.0.1:9/", HLC_BODY_V1BETA3);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_widget (GTK_WIDGET (dialog), GTK_TYPE_TOGGLE_BUTTON,
                                                                "payload_button")),
                                TRUE);
  wait_until (is_payload_shown, dialog);
  payload = HLC_EVENT_PAYLOAD (find_widget (GTK_WIDGET (dialog), HLC_TYPE_EVENT_PAYLOAD, NULL));

  hlc_event_payload_enter (payload, "{\n  \"user_message\": 1}");
  wait_until (is_wrong, dialog);
  g_assert_nonnull (strstr (hlc_event_payload_get_problem (payload), "ine 2, column 19"));
  hlc_event_payload_enter (payload, "{,}");
  g_assert_nonnull (strstr (hlc_event_payload_get_problem (payload), "ine 1, column 2"));
  save_screenshot (GTK_WIDGET (dialog), "event-payload-problem");

  /* What no field shows keeps it JSON. */
  hlc_event_payload_enter (payload, "{\"user_message\":\"you\",\"later\":1}");
  wait_until (is_body_shown, dialog);
  hlc_event_dialog_show_payload (dialog, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (is_payload_shown (dialog));

  hlc_event_payload_enter (payload, "{\"user_message\":\"you\",\"agent_name\":\"x\"}");
  hlc_event_dialog_show_payload (dialog, FALSE);
  while (is_payload_shown (dialog))
    g_main_context_iteration (NULL, TRUE);
  collected = hlc_event_dialog_collect (dialog);
  g_assert_null (collected->json);
  g_assert_cmpstr (collected->form->agent_name, ==, "x");
  close_dialog (dialog);
}

/* A mail says in its JSON that it is a test, and the switch follows. */
static void
test_mark (WindowFixture *fixture, gconstpointer user_data)
{
  HlcEventDialog *dialog = open_dialog (fixture, 640);
  HlcEventSheet *sheet = hlc_event_sheet_new (HLC_EVENT_AGENT_EMAIL_RECEIVED);
  HlcEventPayload *payload = NULL;
  g_autofree char *text = NULL;
  g_autofree char *marked = NULL;

  sheet->form->from_address = g_strdup ("a@b.c");
  sheet->form->to_address = g_strdup ("d@e.f");
  sheet->form->subject = g_strdup ("Hi");
  sheet->form->body = g_strdup ("One");
  hlc_event_dialog_show_sheet (dialog, sheet);
  hlc_event_dialog_show_payload (dialog, TRUE);
  wait_until (is_payload_shown, dialog);
  payload = HLC_EVENT_PAYLOAD (find_widget (GTK_WIDGET (dialog), HLC_TYPE_EVENT_PAYLOAD, NULL));
  text = hlc_event_payload_dup_text (payload);
  g_assert_null (strstr (text, "is_test"));
  marked = g_strdup_printf ("{\"is_test\":true,%s", strchr (text, '{') + 1);
  hlc_event_payload_enter (payload, marked);
  hlc_event_dialog_show_payload (dialog, FALSE);
  while (is_payload_shown (dialog))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (hlc_event_target_get_is_test (hlc_event_dialog_get_target (dialog)));
  close_dialog (dialog);
}

static gboolean
is_told (gpointer user_data)
{
  return find_widget (user_data, g_type_from_name ("AdwToastWidget"), NULL) != NULL;
}

static gboolean
is_message_shown (gpointer user_data)
{
  return find_widget (user_data, HLC_TYPE_MESSAGE_PAGE, NULL) != NULL;
}

static void
shown_cb (HlcEventDialog *dialog, const char *message_id, char **shown)
{
  *shown = g_strdup (message_id);
}

/* The toast of the window, and that of a dialog that stays open, lead to the message. */
static void
test_toast (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (Handler) handler = handler_new (200);
  HlcEventDialog *dialog = open_dialog (fixture, 640);
  GtkWidget *toast = NULL;
  g_autofree char *shown = NULL;

  g_signal_connect (dialog, "show-message", G_CALLBACK (shown_cb), &shown);
  fill (dialog, "function_call.completed", CALL);
  enter_url (dialog, handler->url, HLC_BODY_V1);
  send (dialog, TRUE);
  wait_until (is_told, dialog);
  toast = find_widget (GTK_WIDGET (dialog), g_type_from_name ("AdwToastWidget"), NULL);
  g_signal_emit_by_name (find_widget (toast, GTK_TYPE_BUTTON, NULL), "clicked");
  g_assert_nonnull (shown);
  g_assert_true (g_str_has_prefix (shown, "msg_"));
  wait_until (is_message_shown, fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (dialog);
}

/* What was written is not lost by choosing something else. */
static void
test_undo (WindowFixture *fixture, gconstpointer user_data)
{
  HlcEventDialog *dialog = open_dialog (fixture, 640);
  HlcEventSheet *written = hlc_event_sheet_new (HLC_EVENT_CONVERSATION_CREATED);
  g_autoptr (HlcEventSheet) sheet = NULL;
  GtkWidget *toast = NULL;

  hlc_event_dialog_show_sheet (dialog, written);
  written = NULL;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (
                                GTK_TEXT_VIEW (find_widget (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW, NULL))),
                            "written", -1);
  fill (dialog, "function_call.completed", CALL);
  wait_until (is_told, dialog);
  toast = find_widget (GTK_WIDGET (dialog), g_type_from_name ("AdwToastWidget"), NULL);
  g_signal_emit_by_name (find_widget (toast, GTK_TYPE_BUTTON, NULL), "clicked");
  sheet = hlc_event_dialog_collect (dialog);
  g_assert_cmpint (sheet->type, ==, HLC_EVENT_CONVERSATION_CREATED);
  g_assert_cmpstr (sheet->form->user_message, ==, "written");
  close_dialog (dialog);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HlcEndpoint **endpoint = user_data;

  *endpoint = hlc_store_write_endpoint_finish (HLC_STORE (source), result, NULL);
}

static HlcEndpoint *
add_endpoint (WindowFixture *fixture, const char *url, guint events, HlcBodyVersion version)
{
  g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();
  HlcEndpoint *stored = NULL;

  endpoint->url = g_strdup (url);
  endpoint->events = events;
  endpoint->body_version = version;
  hlc_store_add_endpoint_async (hlc_console_get_store (fixture->console), endpoint, added_cb, &stored);
  while (stored == NULL)
    g_main_context_iteration (NULL, TRUE);

  return stored;
}

/* To everybody, where somebody wants it; an endpoint gets it in its own version. */
static void
test_endpoints (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) one = add_endpoint (fixture, "http://127.0.0.1:9/one", HLC_EVENTS_ALL, HLC_BODY_V1);
  g_autoptr (HlcEndpoint) two = add_endpoint (fixture, "http://127.0.0.1:9/two",
                                              1u << HLC_EVENT_FUNCTION_CALL_COMPLETED, HLC_BODY_V1BETA2);
  HlcEventDialog *dialog = open_dialog (fixture, 640);
  HlcEventTarget *target = hlc_event_dialog_get_target (dialog);
  HlcBodyVersion versions[HLC_EVENT_TARGET_MAX_VERSIONS];

  g_assert_cmpuint (hlc_event_target_list_versions (target, versions), ==, 2);
  g_assert_nonnull (strstr (hlc_event_target_get_note (target), "2 endpoints"));
  save_screenshot (GTK_WIDGET (dialog), "event-endpoints");
  hlc_event_dialog_show_sheet (dialog, hlc_event_sheet_new (HLC_EVENT_AGENT_SLACK_RECEIVED));
  g_assert_cmpuint (hlc_event_target_list_versions (target, versions), ==, 1);
  g_assert_nonnull (strstr (hlc_event_target_get_note (target), "1 endpoint: "));
  g_assert_nonnull (strstr (hlc_event_target_get_note (target), "has none"));
  save_screenshot (GTK_WIDGET (dialog), "event-slack");
  hlc_target_group_select_endpoint (hlc_event_target_get_group (target), two->endpoint_id);
  g_assert_cmpuint (hlc_event_target_list_versions (target, versions), ==, 1);
  g_assert_cmpint (versions[0], ==, HLC_BODY_V1BETA2);
  g_assert_null (hlc_event_target_get_obstacle (target));
  close_dialog (dialog);
}

/* What was asked and decided, byte for byte. */
static void
check_operation (HlcEventDialog *dialog)
{
  g_autoptr (HlcEventSheet) sheet = NULL;
  g_autofree char *event = NULL;

  wait_until (is_filled, dialog);
  sheet = hlc_event_dialog_collect (dialog);
  g_assert_cmpint (sheet->type, ==, HLC_EVENT_FUNCTION_CALL_COMPLETED);
  g_assert_null (sheet->json);
  g_assert_cmpstr (sheet->completed->operation->fn, ==, "pay");
  g_assert_cmpstr (sheet->completed->operation->call_id, ==, "order-7");
  g_assert_true (sheet->completed->is_approved);
  g_assert_cmpstr (sheet->completed->text, ==, "from elsewhere");
  event = g_strndup (g_bytes_get_data (sheet->event, NULL), g_bytes_get_size (sheet->event));
  g_assert_nonnull (strstr (event, "{\"fn\":\"pay\",\"kwargs\":{ \"n\": 1.50 },\"channel\":null}"));
}

/** Item: one of an open menu. */
typedef struct
{
  GtkWidget *root;
  const char *text;
  GtkWidget *found;
} Item;

static GtkWidget *
find_item (GtkWidget *root, const char *text)
{
  g_autofree char *label = NULL;
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (root, g_type_from_name ("GtkModelButton")) && gtk_widget_get_mapped (root))
    g_object_get (root, "text", &label, NULL);
  if (g_strcmp0 (label, text) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_item (child, text);

  return found;
}

static gboolean
is_item_found (gpointer user_data)
{
  Item *item = user_data;

  item->found = find_item (item->root, item->text);
  return item->found != NULL;
}

static GtkWidget *
open_menu (GtkWidget *parent, const char *text)
{
  Item item = { find_widget (parent, GTK_TYPE_MENU_BUTTON, NULL), text, NULL };

  gtk_menu_button_popup (GTK_MENU_BUTTON (item.root));
  wait_until (is_item_found, &item);
  return item.found;
}

static gboolean
is_shown (gpointer user_data)
{
  GtkWidget *page = find_widget (user_data, HLC_TYPE_OPERATION_PAGE, NULL);

  return page != NULL && hlc_operation_page_get_operation (HLC_OPERATION_PAGE (page)) != NULL;
}

static gboolean
is_decided (gpointer user_data)
{
  return hlc_operation_page_get_operation (user_data)->state == HLC_STATE_APPROVED;
}

/* A decided operation once more, by the item of its page; while it is pending, there is nothing to tell. */
static void
test_operation (WindowFixture *fixture, gconstpointer user_data)
{
  HlcEventDialog *dialog = NULL;
  GtkWidget *page = NULL;
  GtkWidget *item = NULL;

  window_fixture_ask (fixture, HLC_OPERATION_FUNCTION_CALL, "order-7",
                      "{\"fn\":\"pay\",\"kwargs\":{ \"n\": 1.50 },\"channel\":null}");
  window_fixture_open (fixture, WIDE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-operation", "s", "order-7");
  wait_until (is_shown, fixture->window);
  page = find_widget (GTK_WIDGET (fixture->window), HLC_TYPE_OPERATION_PAGE, NULL);
  item = open_menu (page, "Send as Event…");
  g_assert_false (gtk_widget_is_sensitive (item));

  window_fixture_decide_elsewhere (fixture, "order-7", HLC_DECISION_APPROVE);
  wait_until (is_decided, page);
  g_assert_true (gtk_widget_is_sensitive (item));
  g_signal_emit_by_name (item, "clicked");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_object_ref (dialog);
  check_operation (dialog);
  close_dialog (dialog);
}

static gboolean
has_templates (gpointer user_data)
{
  GMenuModel *menu = gtk_menu_button_get_menu_model (user_data);
  int n = g_menu_model_get_n_items (menu);
  g_autoptr (GMenuModel) last = g_menu_model_get_item_link (menu, n - 1, G_MENU_LINK_SECTION);

  return n > 1 && g_menu_model_get_n_items (last) > 0;
}

/* A menu that was opened before the templates were read stays, and they come into it. */
static void
test_early_menu (WindowFixture *fixture, gconstpointer user_data)
{
  HlcEventDialog *dialog = NULL;
  GtkMenuButton *button = NULL;
  GtkPopover *popover = NULL;

  window_fixture_open (fixture, WIDE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "new.event", NULL);
  dialog = g_object_ref (find_dialog ());
  button = GTK_MENU_BUTTON (find_widget (find_widget (GTK_WIDGET (dialog), HLC_TYPE_EVENT_ORIGIN, NULL),
                                         GTK_TYPE_MENU_BUTTON, NULL));
  g_assert_false (has_templates (button));
  gtk_menu_button_popup (button);
  popover = gtk_menu_button_get_popover (button);
  wait_until (has_templates, button);
  g_assert_true (gtk_menu_button_get_popover (button) == popover);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (popover)));
  close_dialog (dialog);
}

static HlcOperationPicker *
find_picker (void)
{
  for (guint i = 0; i < g_list_model_get_n_items (gtk_window_get_toplevels ()); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (gtk_window_get_toplevels (), i);

      if (HLC_IS_OPERATION_PICKER (window))
        return HLC_OPERATION_PICKER (window);
    }

  return NULL;
}

static gboolean
has_action_row (gpointer user_data)
{
  return find_widget (user_data, ADW_TYPE_ACTION_ROW, NULL) != NULL;
}

/* A completed operation is chosen by hand. */
static void
test_picker (WindowFixture *fixture, gconstpointer user_data)
{
  HlcEventDialog *dialog = NULL;
  HlcOperationPicker *picker = NULL;

  window_fixture_ask (fixture, HLC_OPERATION_FUNCTION_CALL, "order-7", "{\"fn\":\"pay\",\"kwargs\":{}}");
  window_fixture_decide_elsewhere (fixture, "order-7", HLC_DECISION_APPROVE);
  dialog = open_dialog (fixture, 640);
  gtk_widget_activate_action (find_widget (GTK_WIDGET (dialog), HLC_TYPE_EVENT_ORIGIN, NULL),
                              "origin.operation", NULL);
  picker = find_picker ();
  g_assert_nonnull (picker);
  wait_until (has_action_row, picker);
  g_signal_emit_by_name (find_widget (GTK_WIDGET (picker), GTK_TYPE_SEARCH_ENTRY, NULL), "activate");
  wait_until (is_filled, dialog);
  close_dialog (dialog);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function, data)                                                                            \
  g_test_add ("/events/" path, WindowFixture, data, window_fixture_set_up, function, window_fixture_tear_down)
  ADD ("completed", test_completed, GINT_TO_POINTER (640));
  ADD ("completed-narrow", test_completed, GINT_TO_POINTER (NARROW));
  ADD ("problems", test_problems, NULL);
  ADD ("mail", test_mail, NULL);
  ADD ("payload", test_payload, NULL);
  ADD ("mark", test_mark, NULL);
  ADD ("endpoints", test_endpoints, NULL);
  ADD ("operation", test_operation, NULL);
  ADD ("early-menu", test_early_menu, NULL);
  ADD ("toast", test_toast, NULL);
  ADD ("picker", test_picker, NULL);
  ADD ("undo", test_undo, NULL);

  return g_test_run ();
}
