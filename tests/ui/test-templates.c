/* SPDX-License-Identifier: Apache-2.0 */
#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

#include "hlc-create-templates.h"
#include "hlc-template-folder.h"
#include "hlc-template-from.h"
#include "hlc-template-manager.h"
#include "hlc-template-save-dialog.h"
#include "hlc-template-sheet.h"
#include "hlc-template-shipped.h"
#include "window-fixture.h"

#define WIDTH 1200

/* Pixels: of a dialog on a telephone. */
#define NARROW 360

/* What a turn of the main loop may compute, drawing included; expanding the template there takes longer. Microseconds. */
#define MAX_STALL 60000

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

static HlcCreateDialog *
open_dialog (WindowFixture *fixture)
{
  window_fixture_open (fixture, WIDTH);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "new.operation", NULL);

  return HLC_CREATE_DIALOG (wait_for_window (HLC_TYPE_CREATE_DIALOG));
}

static void
set_up (WindowFixture *fixture, gconstpointer user_data)
{
  window_fixture_set_up (fixture, user_data);
}

static void
tear_down (WindowFixture *fixture, gconstpointer user_data)
{
  g_autofree char *folder = hlc_template_folder_dup_path (fixture->directory);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_rmdir (folder);
  window_fixture_tear_down (fixture, user_data);
}

static HlcTemplate *
find_shipped (const char *name)
{
  g_autoptr (GPtrArray) list = hlc_template_list_shipped ();

  for (guint i = 0; i < list->len; i++)
    {
      HlcTemplate *template = g_ptr_array_index (list, i);

      if (g_str_equal (template->name, name))
        return hlc_template_ref (template);
    }

  g_assert_not_reached ();
}

static void
save_own (WindowFixture *fixture, const char *name, const char *json)
{
  g_autofree char *folder = hlc_template_folder_dup_path (fixture->directory);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcTemplate) template = hlc_template_new (name, bytes, &error);

  g_assert_no_error (error);
  g_assert_true (hlc_template_folder_save (folder, template, FALSE, &error));
}

/* Waits until the form has a function. */
static void
wait_for_fn (HlcCreateDialog *dialog, const char *fn)
{
  for (;;)
    {
      g_autoptr (HlcOperationForm) form = hlc_create_dialog_collect (dialog);

      if (g_strcmp0 (form->fn, fn) == 0)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static gboolean
is_order_shown (gpointer user_data)
{
  return hlc_window_is_showing (user_data, "order-1");
}

/* A template fills the form in, with its scheme and not the number; what was typed is asked about. */
static void
test_fill (WindowFixture *fixture, gconstpointer user_data)
{
  HlcCreateDialog *dialog = open_dialog (fixture);
  g_autoptr (HlcTemplate) purchase = find_shipped ("purchase-materials");
  g_autoptr (HlcTemplate) email = find_shipped ("customer-email");
  g_autoptr (HlcOperationForm) form = NULL;
  g_autoptr (HlcOperation) operation = NULL;
  GtkWindow *question = NULL;

  hlc_create_templates_choose (dialog, purchase);
  wait_for_fn (dialog, "purchase_materials");
  g_assert_false (hlc_create_dialog_get_is_written (dialog));
  form = hlc_create_dialog_collect (dialog);
  g_assert_cmpstr (form->call_id, ==, "order-{n}");

  /* What was typed since then would be lost. */
  hlc_create_dialog_set_is_written (dialog, TRUE);
  hlc_create_templates_choose (dialog, email);
  question = wait_for_window (ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "cancel");
  gtk_window_destroy (question);
  wait_for_fn (dialog, "purchase_materials");
  hlc_create_templates_choose (dialog, email);
  question = wait_for_window (ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "replace");
  gtk_window_destroy (question);
  wait_for_fn (dialog, "send_email");

  hlc_create_templates_choose (dialog, purchase);
  wait_for_fn (dialog, "purchase_materials");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "create.create", NULL);
  wait_until (is_order_shown, fixture->window);
  operation = window_fixture_read (fixture, "order-1");
  g_assert_nonnull (operation);
}

/* What this thread has computed, whatever else the machine did. Microseconds. */
static gint64
get_thread_time (void)
{
  struct timespec time;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time), ==, 0);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
note_turn (gint64 *longest, gint64 *last)
{
  gint64 now = get_thread_time ();

  *longest = MAX (*longest, now - *last);
  *last = now;
}

static gboolean
tick_cb (gpointer user_data)
{
  gint64 *times = user_data;

  note_turn (&times[0], &times[1]);

  return G_SOURCE_CONTINUE;
}

/* Several megabytes of state are made and shown beside the main thread. */
static void
test_large (WindowFixture *fixture, gconstpointer user_data)
{
  HlcCreateDialog *dialog = open_dialog (fixture);
  g_autoptr (HlcTemplate) template = find_shipped ("large-state");
  gint64 times[2] = { 0, 0 };
  guint source = 0;

  save_screenshot (GTK_WIDGET (dialog), "templates-empty");
  times[1] = get_thread_time ();
  source = g_timeout_add (1, tick_cb, times);
  hlc_create_templates_choose (dialog, template);
  while (gtk_widget_get_sensitive (GTK_WIDGET (dialog)))
    {
      HlcOperationForm *form = NULL;
      gboolean is_there = FALSE;

      g_main_context_iteration (NULL, TRUE);
      if (find_widget (GTK_WIDGET (dialog), GTK_TYPE_LABEL, NULL) == NULL)
        continue;
      form = hlc_create_dialog_collect (dialog);
      is_there = g_strcmp0 (form->fn, "continue_import") == 0;
      hlc_operation_form_free (form);
      if (is_there)
        break;
    }
  g_source_remove (source);
  g_test_message ("longest turn of the main loop: %" G_GINT64_FORMAT " us", times[0]);
  g_assert_cmpint (times[0], <, MAX_STALL);
  save_screenshot (GTK_WIDGET (dialog), "templates-large");
}

static gboolean
is_ready (gpointer user_data)
{
  GtkWidget *list = find_widget (user_data, GTK_TYPE_LIST_BOX, "steps");

  return list != NULL && gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL;
}

static gboolean
is_quote_shown (gpointer user_data)
{
  return hlc_window_is_showing (user_data, "quote-1");
}

static gboolean
has_problem (gpointer user_data)
{
  return hlc_template_sheet_get_problem (user_data) != NULL;
}

/* Several steps are created together; an id that exists already is said before anything is done. */
static void
test_sheet (WindowFixture *fixture, gconstpointer user_data)
{
  static const char fixed[] =
      "{\"title\":\"Two <b>steps</b> & \342\200\256more\",\"kind\":\"operations\",\"steps\":["
      "{\"kind\":\"function_call\",\"call_id\":\"fresh\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}}},"
      "{\"kind\":\"function_call\",\"call_id\":\"quote-1\",\"spec\":{\"fn\":\"g\",\"kwargs\":{}}}]}";
  HlcCreateDialog *dialog = open_dialog (fixture);
  g_autoptr (HlcTemplate) template = find_shipped ("order-in-steps");
  g_autoptr (GBytes) json = g_bytes_new_static (fixed, sizeof fixed - 1);
  g_autoptr (HlcTemplate) taken = hlc_template_new ("taken", json, NULL);
  g_autoptr (HlcOperation) mail = NULL;
  GtkWindow *sheet = NULL;

  hlc_create_templates_choose (dialog, template);
  sheet = wait_for_window (HLC_TYPE_TEMPLATE_SHEET);
  wait_until (is_ready, sheet);
  save_screenshot (GTK_WIDGET (sheet), "template-sheet");
  gtk_widget_activate_action (GTK_WIDGET (sheet), "sheet.create", NULL);
  wait_until (is_quote_shown, fixture->window);
  mail = window_fixture_read (fixture, "quote-1-mail");
  g_assert_nonnull (mail);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (mail->spec, NULL), (gssize) g_bytes_get_size (mail->spec),
                                  "quote-1-purchase"));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "new.operation", NULL);
  dialog = HLC_CREATE_DIALOG (wait_for_window (HLC_TYPE_CREATE_DIALOG));
  hlc_create_templates_choose (dialog, taken);
  sheet = wait_for_window (HLC_TYPE_TEMPLATE_SHEET);
  gtk_window_set_default_size (sheet, NARROW, 600);
  wait_until (has_problem, sheet);
  save_screenshot (GTK_WIDGET (sheet), "template-sheet-taken");
  gtk_widget_activate_action (GTK_WIDGET (sheet), "sheet.create", NULL);
  g_assert_null (window_fixture_read_or_null (fixture, "fresh"));
}

static gboolean
has_own (gpointer user_data)
{
  WindowFixture *fixture = user_data;
  g_autofree char *folder = hlc_template_folder_dup_path (fixture->directory);
  g_autoptr (HlcTemplate) template = hlc_template_folder_find (folder, "my-calls", NULL);

  return template != NULL;
}

/* Two operations become a template whose second step refers to the first; another of that name is not replaced. */
static void
test_from (WindowFixture *fixture, gconstpointer user_data)
{
  const char *call_ids[] = { "call_second", "call_first", NULL };
  g_autofree char *folder = hlc_template_folder_dup_path (fixture->directory);
  g_autoptr (HlcTemplate) template = NULL;
  g_autofree char *json = NULL;
  GtkWindow *dialog = NULL;
  GtkWidget *name = NULL;
  GtkWindow *question = NULL;

  window_fixture_ask (fixture, HLC_OPERATION_FUNCTION_CALL, "call_first", "{\"fn\":\"buy\",\"kwargs\":{}}");
  window_fixture_ask (fixture, HLC_OPERATION_FUNCTION_CALL, "call_second",
                      "{\"fn\":\"tell\",\"kwargs\":{\"about\":\"see call_first.\"}}");
  window_fixture_open (fixture, WIDTH);
  hlc_template_from_operations (GTK_WINDOW (fixture->window), fixture->console, call_ids);
  dialog = wait_for_window (HLC_TYPE_TEMPLATE_SAVE_DIALOG);
  name = find_widget (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, "name_row");
  gtk_editable_set_text (GTK_EDITABLE (name), "My Calls");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "template.save", NULL);
  g_assert_nonnull (find_widget (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "name_problem"));
  save_screenshot (GTK_WIDGET (dialog), "template-save");
  gtk_editable_set_text (GTK_EDITABLE (name), "my-calls");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "template.save", NULL);
  wait_until (has_own, fixture);
  while (find_window (HLC_TYPE_TEMPLATE_SAVE_DIALOG) != NULL)
    g_main_context_iteration (NULL, TRUE);
  template = hlc_template_folder_find (folder, "my-calls", NULL);
  json = g_strndup (g_bytes_get_data (template->json, NULL), g_bytes_get_size (template->json));
  g_assert_cmpuint (template->n_steps, ==, 2);
  g_assert_nonnull (strstr (json, "see {buy.call_id}."));

  hlc_template_from_operations (GTK_WINDOW (fixture->window), fixture->console, call_ids);
  dialog = wait_for_window (HLC_TYPE_TEMPLATE_SAVE_DIALOG);
  name = find_widget (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, "name_row");
  gtk_editable_set_text (GTK_EDITABLE (name), "my-calls");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "template.save", NULL);
  question = wait_for_window (ADW_TYPE_MESSAGE_DIALOG);
  gtk_window_destroy (question);
  gtk_window_destroy (dialog);
}

static gboolean
has_gone (gpointer user_data)
{
  return !has_own (user_data);
}

/* What is deleted can come back, and a damaged file is named. */
static void
test_manager (WindowFixture *fixture, gconstpointer user_data)
{
  g_autofree char *folder = hlc_template_folder_dup_path (fixture->directory);
  g_autofree char *damaged = g_build_filename (folder, "damaged.json", NULL);
  g_autoptr (HlcTemplateShelf) shelf = hlc_template_shelf_new (fixture->directory);
  HlcTemplateManager *manager = NULL;

  save_own (fixture, "my-calls",
            "{\"title\":\"Mine <b>\",\"description\":\"What I try most\",\"kind\":\"operations\",\"steps\":["
            "{\"kind\":\"function_call\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}}}]}");
  g_assert_true (g_file_set_contents (damaged, "{", -1, NULL));
  window_fixture_open (fixture, WIDTH);
  manager = hlc_template_manager_new (shelf);
  gtk_window_set_transient_for (GTK_WINDOW (manager), GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (manager));
  while (hlc_template_shelf_get_damaged (shelf)->len == 0)
    g_main_context_iteration (NULL, TRUE);
  save_screenshot (GTK_WIDGET (manager), "template-manager");
  gtk_widget_activate_action (GTK_WIDGET (manager), "manager.remove", "s", "my-calls");
  wait_until (has_gone, fixture);
  save_screenshot (GTK_WIDGET (manager), "template-manager-removed");
  gtk_widget_activate_action (GTK_WIDGET (manager), "manager.restore", NULL);
  wait_until (has_own, fixture);

  /* What is under way may keep it longer than the window that it stands before. */
  g_object_ref (manager);
  gtk_window_destroy (GTK_WINDOW (manager));
  g_assert_null (gtk_window_get_transient_for (GTK_WINDOW (manager)));
  g_object_unref (manager);
}

static void
test_suggest_name (void)
{
  static const struct
  {
    const char *title;
    const char *name;
  } CASES[] = {
    { "Email to a customer", "email-to-a-customer" },
    { "  Größe!  ", "grosse" },
    { "", "" },
    { "send_email(to=\"a@b\")", "send-email-to-a-b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *name = hlc_template_suggest_name (CASES[i].title);

      g_assert_cmpstr (name, ==, CASES[i].name);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/templates/fill", WindowFixture, NULL, set_up, test_fill, tear_down);
  g_test_add ("/templates/large", WindowFixture, NULL, set_up, test_large, tear_down);
  g_test_add ("/templates/sheet", WindowFixture, NULL, set_up, test_sheet, tear_down);
  g_test_add ("/templates/from", WindowFixture, NULL, set_up, test_from, tear_down);
  g_test_add ("/templates/manager", WindowFixture, NULL, set_up, test_manager, tear_down);
  g_test_add_func ("/templates/suggest-name", test_suggest_name);

  return g_test_run ();
}
