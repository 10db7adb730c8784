/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "hlc-argument-editor.h"
#include "hlc-create-dialog.h"
#include "hlc-identity-group.h"
#include "hlc-json-document.h"
#include "window-fixture.h"

/* Pixels: with everything side by side, and with one column. */
#define WIDE 1200
#define NARROW 480

static HlcCreateDialog *
open_dialog (WindowFixture *fixture, int width)
{
  HlcCreateDialog *dialog = NULL;

  window_fixture_open (fixture, width);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "new.operation", NULL);
  for (guint i = 0; i < g_list_model_get_n_items (gtk_window_get_toplevels ()); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (gtk_window_get_toplevels (), i);

      if (HLC_IS_CREATE_DIALOG (window))
        dialog = HLC_CREATE_DIALOG (window);
    }
  g_assert_nonnull (dialog);
  if (width == NARROW)
    gtk_window_set_default_size (GTK_WINDOW (dialog), NARROW, 760);

  return g_object_ref (dialog);
}

static HlcOperationForm *
read_form (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  HlcOperationForm *form = hlc_operation_form_new_from_json (bytes, problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_nonnull (form);

  return form;
}

static void
wait_for_problem (HlcCreateDialog *dialog, gboolean is_wanted)
{
  while ((hlc_create_dialog_get_problem (dialog) != NULL) != is_wanted)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_shown (gpointer user_data)
{
  return hlc_window_is_showing (user_data, "order-1");
}

static gboolean
is_second_shown (gpointer user_data)
{
  return hlc_window_is_showing (user_data, "order-2");
}

/* What is further down, for people to look at. */
static void
save_end (HlcCreateDialog *dialog, const char *name)
{
  GtkWidget *window = find_widget (GTK_WIDGET (dialog), GTK_TYPE_SCROLLED_WINDOW, "scrolled_window");
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  save_screenshot (GTK_WIDGET (dialog), name);
}

static void
test_call (WindowFixture *fixture, gconstpointer user_data)
{
  static const char json[] =
      "{\"call_id\":\"order-1\",\"run_id\":\"run-7\",\"spec\":{\"fn\":\"send_email\",\"kwargs\":"
      "{\"to\":\"a@example.com\",\"n\":12345678901234567890,\"cc\":[1, 2],\"none\":null},"
      "\"channel\":{\"slack\":{\"channel_or_user_id\":\"C1\",\"extra\":1}},"
      "\"reject_options\":[{\"name\":\"no\",\"title\":\"No\",\"interactive\":true}],"
      "\"state\":{\"a\": 0.10},\"later\":true}}";
  HlcCreateDialog *dialog = open_dialog (fixture, GPOINTER_TO_INT (user_data));
  g_autoptr (HlcOperation) operation = NULL;
  g_autofree char *spec = NULL;

  hlc_create_dialog_fill (dialog, read_form (json));
  save_screenshot (GTK_WIDGET (dialog),
                   GPOINTER_TO_INT (user_data) == NARROW ? "create-call-narrow" : "create-call");
  save_end (dialog, GPOINTER_TO_INT (user_data) == NARROW ? "create-call-end-narrow" : "create-call-end");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "create.create", NULL);
  wait_until (is_shown, fixture->window);
  g_assert_finalize_object (dialog);

  operation = window_fixture_read (fixture, "order-1");
  g_assert_cmpstr (operation->run_id, ==, "run-7");
  g_assert_true (operation->is_test);
  g_assert_cmpint (operation->origin, ==, HLC_ORIGIN_CONSOLE);
  spec = g_strndup (g_bytes_get_data (operation->spec, NULL), g_bytes_get_size (operation->spec));
  g_assert_nonnull (strstr (spec, "\"n\":12345678901234567890"));
  g_assert_nonnull (strstr (spec, "\"cc\":[1, 2]"));
  g_assert_nonnull (strstr (spec, "\"extra\":1"));
  g_assert_nonnull (strstr (spec, "\"interactive\":true"));
  g_assert_nonnull (strstr (spec, "\"later\":true"));
}

/* What is wrong is said, nothing is created, and what was typed stays. */
static void
test_problems (WindowFixture *fixture, gconstpointer user_data)
{
  HlcCreateDialog *dialog = open_dialog (fixture, WIDE);
  HlcIdentityGroup *identity = NULL;
  g_autoptr (HlcOperationForm) form = NULL;

  window_fixture_ask (fixture, HLC_OPERATION_FUNCTION_CALL, "order-1", "{\"fn\":\"f\",\"kwargs\":{}}");
  hlc_create_dialog_fill (
      dialog,
      read_form ("{\"spec\":{\"fn\":\"\",\"kwargs\":{\"a\":1},\"channel\":{\"email\":{\"address\":\"\"}}}}"));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "create.create", NULL);
  wait_for_problem (dialog, TRUE);
  save_screenshot (GTK_WIDGET (dialog), "create-problems");

  /* Put right, it is said no more; the id of another operation is said when it is found. */
  hlc_create_dialog_fill (dialog,
                          read_form ("{\"call_id\":\"order-1\",\"spec\":{\"fn\":\"f\",\"kwargs\":{}}}"));
  g_assert_null (hlc_create_dialog_get_problem (dialog));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "create.create", NULL);
  wait_for_problem (dialog, TRUE);
  save_screenshot (GTK_WIDGET (dialog), "create-taken");
  form = hlc_create_dialog_collect (dialog);
  g_assert_cmpstr (form->fn, ==, "f");
  g_assert_cmpstr (form->call_id, ==, "order-1");

  /* A scheme goes on from what is used. */
  identity = HLC_IDENTITY_GROUP (find_widget (GTK_WIDGET (dialog), HLC_TYPE_IDENTITY_GROUP, NULL));
  hlc_identity_group_enter (identity, HLC_ID_SCHEME, "order-{n}");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "create.create-another", NULL);
  wait_until (is_second_shown, fixture->window);
  g_assert_null (hlc_create_dialog_get_problem (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (dialog);
}

/* From rows to JSON and back; neither is left while it is wrong. */
static void
test_arguments (void)
{
  g_autoptr (HlcArgumentEditor) editor = g_object_ref_sink (g_object_new (HLC_TYPE_ARGUMENT_EDITOR, NULL));
  g_autoptr (HlcOperationForm) form =
      read_form ("{\"spec\":{\"fn\":\"f\",\"kwargs\":{\"a\":1e400,\"b\":\"x\"}}}");
  g_autoptr (HlcOperationForm) written = hlc_operation_form_new (HLC_OPERATION_FUNCTION_CALL);

  hlc_argument_editor_fill (editor, form);
  hlc_argument_editor_show_json (editor, TRUE);
  g_assert_true (hlc_argument_editor_get_is_json (editor));
  hlc_argument_editor_write (editor, written);
  g_assert_nonnull (strstr (written->kwargs_json, "1e400"));

  g_free (written->kwargs_json);
  written->kwargs_json = g_strdup ("{\"a\":\n 1,,}");
  hlc_argument_editor_fill (editor, written);
  g_assert_nonnull (strstr (hlc_argument_editor_get_problem (editor), "ine 2, column 4"));
  hlc_argument_editor_show_json (editor, FALSE);
  g_assert_true (hlc_argument_editor_get_is_json (editor));

  g_free (written->kwargs_json);
  written->kwargs_json = g_strdup ("{\"a\":1,\n\"a\":2}");
  hlc_argument_editor_fill (editor, written);
  g_assert_nonnull (strstr (hlc_argument_editor_get_problem (editor), "ine 3, column 3"));

  g_free (written->kwargs_json);
  written->kwargs_json = g_strdup ("{\"c\":true}");
  hlc_argument_editor_fill (editor, written);
  g_assert_null (hlc_argument_editor_get_problem (editor));
  hlc_argument_editor_show_json (editor, FALSE);
  g_assert_false (hlc_argument_editor_get_is_json (editor));
}

/* A question in the dark, and a state that is too long to be edited: it is sent as it is. */
static void
test_contact (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GString) json =
      g_string_new ("{\"call_id\":\"order-1\",\"spec\":{\"msg\":\"Which region "
                    "first?\",\"subject\":\"Release\",\"response_options\":["
                    "{\"name\":\"emea\",\"title\":\"Europe\",\"interactive\":false}],\"state\":{\"a\":[0");
  HlcCreateDialog *dialog = NULL;
  g_autoptr (HlcOperation) operation = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (json, ",1");
  g_string_append (json, "]}}}");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  dialog = open_dialog (fixture, NARROW);
  hlc_create_dialog_fill (dialog, read_form (json->str));
  save_screenshot (GTK_WIDGET (dialog), "create-contact-dark");
  save_end (dialog, "create-contact-end-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "create.create", NULL);
  wait_until (is_shown, fixture->window);
  g_assert_finalize_object (dialog);
  operation = window_fixture_read (fixture, "order-1");
  g_assert_cmpint (operation->kind, ==, HLC_OPERATION_HUMAN_CONTACT);
  g_assert_cmpuint (g_bytes_get_size (operation->spec), >, 200000);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/create/call", WindowFixture, GINT_TO_POINTER (WIDE), window_fixture_set_up, test_call,
              window_fixture_tear_down);
  g_test_add ("/create/call-narrow", WindowFixture, GINT_TO_POINTER (NARROW), window_fixture_set_up,
              test_call, window_fixture_tear_down);
  g_test_add ("/create/problems", WindowFixture, NULL, window_fixture_set_up, test_problems,
              window_fixture_tear_down);
  g_test_add ("/create/contact", WindowFixture, NULL, window_fixture_set_up, test_contact,
              window_fixture_tear_down);
  g_test_add_func ("/create/arguments", test_arguments);

  return g_test_run ();
}
