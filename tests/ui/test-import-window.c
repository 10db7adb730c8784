/* SPDX-License-Identifier: Apache-2.0 */
#include <glib/gstdio.h>
#include <string.h>

#include "canned-server.h"
#include "hlc-create-dialog.h"
#include "hlc-event-dialog.h"
#include "hlc-import-drop.h"
#include "hlc-import-words.h"
#include "hlc-request-dialog.h"
#include "window-fixture.h"

#define WIDTH 1200

/* Pixels: of a dialog on a telephone. */
#define NARROW 360

#define MIXED                                                                                                \
  "[{\"call_id\":\"call_one\",\"spec\":{\"fn\":\"send_<b>mail</b>\",\"kwargs\":{\"to\":\"a & b\"}}},"        \
  "{\"call_id\":\"call_two\",\"spec\":{\"msg\":\"Which \342\200\256region?\"}},"                             \
  "{\"call_id\":\"call_three\",\"spec\":{\"fn\":\"\",\"kwargs\":{}}},"                                       \
  "{\"type\":\"conversation.created\",\"event\":{\"user_message\":\"hi\",\"contact_channel_id\":1,"          \
  "\"agent_name\":\"a\"}},"                                                                                  \
  "{\"what\":\"else\"}]"

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }

  return NULL;
}

static GtkWindow *
wait_for_window (GType type)
{
  GtkWindow *window = NULL;

  while ((window = find_window (type)) == NULL)
    g_main_context_iteration (NULL, TRUE);

  return window;
}

static HlcImportDialog *
drop_text (WindowFixture *fixture, const char *text)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  g_assert_true (hlc_import_drop_take (GTK_WINDOW (fixture->window), fixture->console, &value));

  return HLC_IMPORT_DIALOG (wait_for_window (HLC_TYPE_IMPORT_DIALOG));
}

static gboolean
is_read (gpointer user_data)
{
  return hlc_import_dialog_get_import (user_data) != NULL ||
         hlc_import_dialog_get_problem (user_data) != NULL;
}

static gboolean
can_create (gpointer user_data)
{
  GtkWidget *button = find_widget (user_data, GTK_TYPE_BUTTON, "deed_button");

  return button != NULL && gtk_widget_is_sensitive (button);
}

static gboolean
cannot_create (gpointer user_data)
{
  return !can_create (user_data);
}

static gboolean
is_one_shown (gpointer user_data)
{
  return hlc_window_is_showing (user_data, "call_one");
}

static gboolean
is_gone (gpointer user_data)
{
  return find_window (GPOINTER_TO_SIZE (user_data)) == NULL;
}

/* A text with several things becomes operations, all or none; what exists already is said beforehand. */
static void
test_text (WindowFixture *fixture, gconstpointer user_data)
{
  HlcImportDialog *dialog = NULL;
  g_autoptr (HlcOperation) one = NULL;
  g_autoptr (HlcOperation) two = NULL;
  GtkWidget *check = NULL;

  window_fixture_open (fixture, WIDTH);
  dialog = drop_text (fixture, MIXED);
  wait_until (is_read, dialog);
  g_assert_null (hlc_import_dialog_get_problem (dialog));
  g_assert_cmpuint (hlc_import_dialog_get_import (dialog)->items->len, >=, 2);
  save_screenshot (GTK_WIDGET (dialog), "import-found");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.do", NULL);
  wait_until (is_one_shown, fixture->window);
  one = window_fixture_read (fixture, "call_one");
  two = window_fixture_read (fixture, "call_two");
  g_assert_cmpint (one->origin, ==, HLC_ORIGIN_CONSOLE);
  g_assert_cmpint (two->kind, ==, HLC_OPERATION_HUMAN_CONTACT);
  wait_until (is_gone, GSIZE_TO_POINTER (HLC_TYPE_IMPORT_DIALOG));

  dialog = drop_text (fixture, MIXED);
  gtk_window_set_default_size (GTK_WINDOW (dialog), NARROW, 620);
  wait_until (is_read, dialog);
  wait_until (cannot_create, dialog);
  save_screenshot (GTK_WIDGET (dialog), "import-taken-narrow");
  check = find_widget (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON, "new_ids_button");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  wait_until (can_create, dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.do", NULL);
  wait_until (is_gone, GSIZE_TO_POINTER (HLC_TYPE_IMPORT_DIALOG));
}

/* What cannot be read says why, and nothing is done. */
static void
test_refused (WindowFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *text;
    const char *part;
  } CASES[] = {
    { "{\"spec\":\n {\"fn\":", "line 2" },
    { "{\"spec\":{\"fn\":\"\",\"kwargs\":{}}}", "fn" },
    { "{\"spec\":{\"fn\":\"f\",\"kwargs\":[]}}", "kwargs" },
    { "hello", "JSON" },
  };
  g_autofree char *deep = g_strnfill (200000, '[');
  g_autoptr (GFile) folder = NULL;
  HlcImportDialog *dialog = NULL;

  window_fixture_open (fixture, WIDTH);
  dialog = hlc_import_present (GTK_WINDOW (fixture->window), fixture->console);
  save_screenshot (GTK_WIDGET (dialog), "import-source");
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      hlc_import_dialog_read_text (dialog, CASES[i].text);
      wait_until (is_read, dialog);
      g_test_message ("%s", hlc_import_dialog_get_problem (dialog));
      g_assert_nonnull (strstr (hlc_import_dialog_get_problem (dialog), CASES[i].part));
    }
  save_screenshot (GTK_WIDGET (dialog), "import-refused");

  hlc_import_dialog_read_text (dialog, deep);
  wait_until (is_read, dialog);
  g_assert_nonnull (hlc_import_dialog_get_problem (dialog));

  folder = g_file_new_for_path (fixture->directory);
  hlc_import_dialog_read_file (dialog, folder);
  wait_until (is_read, dialog);
  g_assert_nonnull (strstr (hlc_import_dialog_get_problem (dialog), "no file"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* A file, as files are dropped; one that is too large is refused before all of it was read. */
static void
test_file (WindowFixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "hlc-import-test.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GSList) files = g_slist_prepend (NULL, file);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autofree char *large = g_strnfill (HLC_IMPORT_MAX_SIZE + 1, ' ');
  HlcImportDialog *dialog = NULL;
  HlcCreateDialog *create = NULL;
  g_autoptr (HlcOperationForm) form = NULL;

  g_assert_true (
      g_file_set_contents (path, "{\"call_id\":\"call_one\",\"spec\":{\"fn\":\"f\",\"kwargs\":{\"n\":1}}}",
                           -1, NULL));
  window_fixture_open (fixture, WIDTH);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  g_assert_true (hlc_import_drop_take (GTK_WINDOW (fixture->window), fixture->console, &value));
  dialog = HLC_IMPORT_DIALOG (wait_for_window (HLC_TYPE_IMPORT_DIALOG));
  wait_until (is_read, dialog);
  save_screenshot (GTK_WIDGET (dialog), "import-single");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.edit", NULL);
  create = HLC_CREATE_DIALOG (wait_for_window (HLC_TYPE_CREATE_DIALOG));
  form = hlc_create_dialog_collect (create);
  g_assert_cmpstr (form->fn, ==, "f");
  g_assert_cmpstr (form->call_id, ==, "call_one");
  g_assert_true (hlc_create_dialog_get_is_written (create));
  gtk_window_destroy (GTK_WINDOW (create));
  wait_until (is_gone, GSIZE_TO_POINTER (HLC_TYPE_IMPORT_DIALOG));

  g_assert_true (g_file_set_contents (path, large, -1, NULL));
  g_assert_true (hlc_import_drop_take (GTK_WINDOW (fixture->window), fixture->console, &value));
  dialog = HLC_IMPORT_DIALOG (wait_for_window (HLC_TYPE_IMPORT_DIALOG));
  wait_until (is_read, dialog);
  g_assert_nonnull (strstr (hlc_import_dialog_get_problem (dialog), "16 MiB"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* A thousand things are listed without a row for each. */
static void
test_many (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GString) text = g_string_new ("[");
  HlcImportDialog *dialog = NULL;

  for (guint i = 0; i < HLC_IMPORT_MAX_ITEMS; i++)
    g_string_append_printf (text, "%s{\"call_id\":\"call_%u\",\"spec\":{\"fn\":\"f%u\",\"kwargs\":{}}}",
                            i > 0 ? "," : "", i, i);
  g_string_append_c (text, ']');
  window_fixture_open (fixture, WIDTH);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  dialog = drop_text (fixture, text->str);
  wait_until (is_read, dialog);
  save_screenshot (GTK_WIDGET (dialog), "import-many-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.do", NULL);
  wait_until (is_gone, GSIZE_TO_POINTER (HLC_TYPE_IMPORT_DIALOG));
  g_assert_nonnull (window_fixture_read (fixture, "call_999"));
}

static gboolean
is_answered (gpointer user_data)
{
  return hlc_request_dialog_get_is_answered (user_data) || hlc_request_dialog_get_problem (user_data) != NULL;
}

/* A request is shown with its secrets hidden, is sent once, and a redirect is an answer like any other. */
static void
test_request (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (CannedServer) server = canned_server_new ();
  g_autofree char *url = canned_server_dup_url (server);
  g_autofree char *line = g_strdup_printf ("curl -X PUT '%s?a=1' -H 'Authorization: Bearer not-to-be-seen' "
                                           "-H 'X-One: two' -d '{\"a\":1}'",
                                           url);
  g_autofree char *received = NULL;
  g_autofree char *own = NULL;
  HlcImportDialog *dialog = NULL;
  HlcRequestDialog *request = NULL;

  canned_server_push (
      server,
      "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/elsewhere\r\nSet-Cookie: a=secret\r\n"
      "Content-Length: 14\r\n\r\n{\"moved\":true}",
      CANNED_CLOSE);
  window_fixture_open (fixture, WIDTH);
  dialog = drop_text (fixture, line);
  wait_until (is_read, dialog);
  g_assert_null (hlc_import_dialog_get_problem (dialog));
  save_screenshot (GTK_WIDGET (dialog), "import-request");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.do", NULL);
  request = HLC_REQUEST_DIALOG (wait_for_window (HLC_TYPE_REQUEST_DIALOG));
  g_assert_null (hlc_request_dialog_get_problem (request));
  save_screenshot (GTK_WIDGET (request), "request");
  gtk_widget_activate_action (GTK_WIDGET (request), "request.send", NULL);
  wait_until (is_answered, request);
  g_test_message ("%s", hlc_request_dialog_get_problem (request));
  g_assert_null (hlc_request_dialog_get_problem (request));
  save_screenshot (GTK_WIDGET (request), "request-answered");
  g_assert_cmpuint (canned_server_get_n_requests (server), ==, 1);
  received = canned_server_dup_request (server, 0);
  g_assert_true (g_str_has_prefix (received, "PUT "));
  g_assert_nonnull (strstr (received, "Authorization: Bearer not-to-be-seen"));
  g_assert_nonnull (strstr (received, "X-One: two"));
  g_assert_nonnull (strstr (received, "{\"a\":1}"));
  gtk_window_destroy (GTK_WINDOW (request));
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_until (is_gone, GSIZE_TO_POINTER (HLC_TYPE_REQUEST_DIALOG));
  wait_until (is_gone, GSIZE_TO_POINTER (HLC_TYPE_IMPORT_DIALOG));

  /* The console does not send to itself. */
  own = g_strdup_printf ("curl -X POST %s/decide -d '{\"a\":1}'",
                         hlc_console_get_console_base (fixture->console));
  dialog = drop_text (fixture, own);
  wait_until (is_read, dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.do", NULL);
  request = HLC_REQUEST_DIALOG (wait_for_window (HLC_TYPE_REQUEST_DIALOG));
  g_assert_nonnull (hlc_request_dialog_get_problem (request));
  gtk_widget_activate_action (GTK_WIDGET (request), "request.send", NULL);
  g_assert_false (hlc_request_dialog_get_is_answered (request));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
is_filled (gpointer user_data)
{
  g_autoptr (HlcEventSheet) sheet = hlc_event_dialog_collect (user_data);

  return sheet->event != NULL;
}

/* Events go to the dialog that sends them, as they are. */
static void
test_event (WindowFixture *fixture, gconstpointer user_data)
{
  const char *event = "{\"run_id\":\"r\",\"call_id\":\"call_one\",\"spec\":{\"msg\":\"Which  region?\"},"
                      "\"status\":{\"response\":\"north\",\"requested_at\":\"2026-01-01T00:00:00Z\","
                      "\"responded_at\":\"2026-01-01T00:00:01Z\"}}";
  g_autofree char *text =
      g_strdup_printf ("{\"type\":\"human_contact.completed\",\"is_test\":true,\"event\":%s}", event);
  HlcImportDialog *dialog = NULL;
  HlcEventDialog *composer = NULL;
  g_autoptr (HlcEventSheet) sheet = NULL;

  window_fixture_open (fixture, WIDTH);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "new.import", NULL);
  dialog = HLC_IMPORT_DIALOG (wait_for_window (HLC_TYPE_IMPORT_DIALOG));
  hlc_import_dialog_read_text (dialog, text);
  wait_until (is_read, dialog);
  g_test_message ("%s", hlc_import_dialog_get_problem (dialog));
  g_assert_null (hlc_import_dialog_get_problem (dialog));
  save_screenshot (GTK_WIDGET (dialog), "import-event");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.do", NULL);
  composer = HLC_EVENT_DIALOG (wait_for_window (HLC_TYPE_EVENT_DIALOG));
  wait_until (is_filled, composer);
  sheet = hlc_event_dialog_collect (composer);
  g_assert_cmpint (sheet->type, ==, HLC_EVENT_HUMAN_CONTACT_COMPLETED);
  g_assert_true (sheet->is_test);
  g_assert_cmpmem (g_bytes_get_data (sheet->event, NULL), g_bytes_get_size (sheet->event), event,
                   strlen (event));
  g_assert_cmpstr (sheet->completed->text, ==, "north");
  gtk_window_destroy (GTK_WINDOW (composer));
  wait_until (is_gone, GSIZE_TO_POINTER (HLC_TYPE_EVENT_DIALOG));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/import-window/text", WindowFixture, NULL, window_fixture_set_up, test_text,
              window_fixture_tear_down);
  g_test_add ("/import-window/refused", WindowFixture, NULL, window_fixture_set_up, test_refused,
              window_fixture_tear_down);
  g_test_add ("/import-window/file", WindowFixture, NULL, window_fixture_set_up, test_file,
              window_fixture_tear_down);
  g_test_add ("/import-window/many", WindowFixture, NULL, window_fixture_set_up, test_many,
              window_fixture_tear_down);
  g_test_add ("/import-window/request", WindowFixture, NULL, window_fixture_set_up, test_request,
              window_fixture_tear_down);
  g_test_add ("/import-window/event", WindowFixture, NULL, window_fixture_set_up, test_event,
              window_fixture_tear_down);

  return g_test_run ();
}
