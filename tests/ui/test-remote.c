/* SPDX-License-Identifier: Apache-2.0 */
#include <glib/gstdio.h>
#include <string.h>

#include "canned-server.h"
#include "hlc-create-dialog.h"
#include "hlc-create-target.h"
#include "hlc-decision-bar.h"
#include "hlc-form-problem.h"
#include "hlc-json-document.h"
#include "hlc-notice.h"
#include "hlc-remote-card.h"
#include "hlc-remote-dialog.h"
#include "window-fixture.h"

#define WIDE 1200
#define NARROW 480
#define KEY "hl_key-of-this-test"

/* A console with its window, and beside it a second console, or a server that answers what it is told to. */
typedef struct
{
  WindowFixture window;
  WindowFixture other;
  CannedServer *server;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  window_fixture_set_up (&fixture->window, NULL);
  window_fixture_set_up (&fixture->other, NULL);
  fixture->server = canned_server_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  canned_server_free (fixture->server);
  window_fixture_tear_down (&fixture->window, NULL);
  window_fixture_tear_down (&fixture->other, NULL);
}

static HlcRemoteTarget *
get_remote (Fixture *fixture)
{
  return hlc_console_get_remote (fixture->window.console);
}

static void
use_other (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  HlcConsole *other = fixture->other.console;

  hlc_remote_target_set (get_remote (fixture), hlc_console_get_api_base (other),
                         hlc_secrets_get_agent_key (hlc_console_get_secrets (other)), &error);
  g_assert_no_error (error);
  /* What takes seconds takes milliseconds here. */
  hlc_remote_follower_set_time_scale (hlc_remote_target_get_follower (get_remote (fixture)), 100);
}

static void
use_server (Fixture *fixture)
{
  g_autofree char *base = canned_server_dup_url (fixture->server);
  g_autoptr (GError) error = NULL;

  hlc_remote_target_set (get_remote (fixture), base, KEY, &error);
  g_assert_no_error (error);
}

static gpointer
find_window (GType type)
{
  for (guint i = 0; i < g_list_model_get_n_items (gtk_window_get_toplevels ()); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (gtk_window_get_toplevels (), i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }

  return NULL;
}

static HlcCreateDialog *
open_dialog (Fixture *fixture, int width, const char *call_id)
{
  g_autofree char *json =
      g_strdup_printf ("{\"call_id\":\"%s\",\"spec\":{\"fn\":\"send_email\",\"kwargs\":{\"to\":\"a@b.c\"}}}",
                       call_id);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  HlcCreateDialog *dialog = NULL;

  if (fixture->window.window == NULL)
    window_fixture_open (&fixture->window, width);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window.window), "new.operation", NULL);
  dialog = find_window (HLC_TYPE_CREATE_DIALOG);
  g_assert_nonnull (dialog);
  if (width == NARROW)
    gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 760);
  hlc_create_dialog_fill (dialog, hlc_operation_form_new_from_json (bytes, problems));
  hlc_create_target_select_remote (
      HLC_CREATE_TARGET (find_widget (GTK_WIDGET (dialog), HLC_TYPE_CREATE_TARGET, NULL)));
  return g_object_ref (dialog);
}

static gboolean
is_shown (gpointer user_data)
{
  return hlc_window_is_showing (user_data, "there-1");
}

/* What the page says of the remote API; %NULL where it says nothing. */
static const char *
get_card_text (Fixture *fixture)
{
  GtkWidget *card = find_widget (GTK_WIDGET (fixture->window.window), HLC_TYPE_REMOTE_CARD, NULL);

  return card != NULL ? hlc_remote_card_get_text (HLC_REMOTE_CARD (card)) : NULL;
}

static gboolean
has_problem (gpointer user_data)
{
  Fixture *fixture = user_data;
  const char *text = get_card_text (fixture);

  return text != NULL && strstr (text, "sking again") != NULL;
}

static gboolean
has_no_problem (gpointer user_data)
{
  return !has_problem (user_data);
}

static gboolean
has_no_card (gpointer user_data)
{
  return get_card_text (user_data) == NULL;
}

/* Created there by the dialog, decided there, and shown here; while it is down the page says so. */
static void
test_second_console (Fixture *fixture, gconstpointer user_data)
{
  HlcCreateDialog *dialog = NULL;
  g_autoptr (HlcOperation) operation = NULL;
  g_autofree char *host = NULL;
  int width = GPOINTER_TO_INT (user_data);
  guint16 port = hlc_api_get_port (hlc_console_get_api (fixture->other.console));

  use_other (fixture);
  dialog = open_dialog (fixture, width, "there-1");
  save_screenshot (GTK_WIDGET (dialog), width == NARROW ? "remote-create-narrow" : "remote-create");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "create.create", NULL);
  wait_until (is_shown, fixture->window.window);
  g_assert_finalize_object (dialog);

  host = g_strdup_printf ("127.0.0.1:%u", port);
  g_assert_nonnull (strstr (get_card_text (fixture), host));
  /* Nothing is offered that decides it here. */
  g_assert_null (find_widget (GTK_WIDGET (fixture->window.window), HLC_TYPE_DECISION_BAR, NULL));
  save_screenshot (GTK_WIDGET (fixture->window.window),
                   width == NARROW ? "remote-page-narrow" : "remote-page");

  hlc_api_stop (hlc_console_get_api (fixture->other.console));
  wait_until (has_problem, fixture);
  save_screenshot (GTK_WIDGET (fixture->window.window),
                   width == NARROW ? "remote-down-narrow" : "remote-down");
  g_assert_true (hlc_console_listen_api (fixture->other.console, port, NULL));
  wait_until (has_no_problem, fixture);

  window_fixture_decide_elsewhere (&fixture->other, "there-1", HLC_DECISION_APPROVE);
  window_fixture_wait_for_state (&fixture->window, "there-1", HLC_STATE_APPROVED);
  operation = window_fixture_read (&fixture->window, "there-1");
  g_assert_cmpstr (operation->remote_base, ==, hlc_console_get_api_base (fixture->other.console));
  wait_until (has_no_card, fixture);
}

/* What each refusal is said at. */
static const struct
{
  guint status;
  const char *body;
  const char *label; /* of the field */
  const char *words; /* in what is said there */
} REFUSALS[] = {
  { 401, "{\"detail\":\"bad\"}", "target_problem", "(401)" },
  { 404, "<html>", "target_problem", "(404)" },
  { 409, "{\"detail\":\"taken\"}", "id_problem", "(409)" },
  { 422, "{\"detail\":[{\"loc\":[\"body\",\"spec\",\"fn\"],\"msg\":\"too short\"}]}", "fn_problem",
    "too short" },
  { 200, "no json", "target_problem", "no HumanLayer API" },
};

static gboolean
is_refused (gpointer user_data)
{
  return hlc_create_dialog_get_problem (user_data) != NULL;
}

static void
test_refused (Fixture *fixture, gconstpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (REFUSALS); i++)
    {
      HlcCreateDialog *dialog = NULL;
      g_autoptr (HlcOperationForm) form = NULL;
      GtkLabel *label = NULL;
      g_autofree char *name = g_strdup_printf ("remote-refused-%u", REFUSALS[i].status);

      canned_server_push_json (fixture->server, REFUSALS[i].status, REFUSALS[i].body);
      use_server (fixture);
      dialog = open_dialog (fixture, WIDE, "there-1");
      gtk_widget_activate_action (GTK_WIDGET (dialog), "create.create", NULL);
      wait_until (is_refused, dialog);
      if (REFUSALS[i].status == 401 || REFUSALS[i].status == 422)
        save_screenshot (GTK_WIDGET (dialog), name);

      label = GTK_LABEL (find_widget (GTK_WIDGET (dialog), GTK_TYPE_LABEL, REFUSALS[i].label));
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (label)));
      g_assert_nonnull (strstr (gtk_label_get_text (label), REFUSALS[i].words));
      form = hlc_create_dialog_collect (dialog);
      g_assert_cmpstr (form->fn, ==, "send_email");
      g_assert_cmpstr (form->call_id, ==, "there-1");
      gtk_window_destroy (GTK_WINDOW (dialog));
      g_assert_finalize_object (dialog);
    }
}

static gboolean
has_request (gpointer user_data)
{
  return canned_server_get_n_requests (user_data) > 0;
}

/* A server that does not answer: Cancel stops asking it, and then closes. */
static void
test_stopped (Fixture *fixture, gconstpointer user_data)
{
  HlcCreateDialog *dialog = NULL;
  g_autoptr (HlcOperationForm) form = NULL;

  canned_server_push (fixture->server, "HTTP/1.1 200 OK\r\n", CANNED_HOLD);
  use_server (fixture);
  dialog = open_dialog (fixture, WIDE, "there-1");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "create.create", NULL);
  wait_until (has_request, fixture->server);
  save_screenshot (GTK_WIDGET (dialog), "remote-creating");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (is_refused, dialog);
  form = hlc_create_dialog_collect (dialog);
  g_assert_cmpstr (form->fn, ==, "send_email");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_finalize_object (dialog);
}

static gboolean
has_result (gpointer user_data)
{
  return hlc_remote_dialog_get_result (user_data) != NULL;
}

static void
enter (HlcRemoteDialog *dialog, const char *base, const char *key)
{
  gtk_editable_set_text (GTK_EDITABLE (find_widget (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, "base_row")),
                         base);
  gtk_editable_set_text (GTK_EDITABLE (
                             find_widget (GTK_WIDGET (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW, "key_row")),
                         key);
}

static void
assert_result (HlcRemoteDialog *dialog, const char *words, const char *screenshot)
{
  gtk_widget_activate_action (GTK_WIDGET (dialog), "remote.test", NULL);
  wait_until (has_result, dialog);
  g_test_message ("%s", hlc_remote_dialog_get_result (dialog));
  if (screenshot != NULL)
    save_screenshot (GTK_WIDGET (dialog), screenshot);
  g_assert_nonnull (strstr (hlc_remote_dialog_get_result (dialog), words));
}

/* The connection is tested before anything is kept; what is kept is forgotten. */
static void
test_dialog (Fixture *fixture, gconstpointer user_data)
{
  HlcConsole *other = fixture->other.console;
  g_autofree char *gone = g_strdup_printf ("http://127.0.0.1:%u/humanlayer/v1", find_closed_port ());
  HlcRemoteDialog *dialog = NULL;
  g_autofree char *slow = NULL;

  window_fixture_open (&fixture->window, WIDE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window.window), "new.remote", NULL);
  dialog = g_object_ref (find_window (HLC_TYPE_REMOTE_DIALOG));
  gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 640);

  enter (dialog, hlc_console_get_api_base (fixture->window.console), KEY);
  assert_result (dialog, "this console itself", NULL);
  enter (dialog, hlc_console_get_api_base (other), "hl_wrong");
  assert_result (dialog, "(401)", "remote-dialog-401");
  enter (dialog, gone, KEY);
  assert_result (dialog, "nothing listens there.", NULL);
  enter (dialog, "http://example.invalid/humanlayer/v1", "");
  assert_result (dialog, "no key", NULL);

  canned_server_push (fixture->server, "HTTP/1.1 200 OK\r\n", CANNED_HOLD);
  slow = canned_server_dup_url (fixture->server);
  enter (dialog, slow, KEY);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "remote.test", NULL);
  wait_until (has_request, fixture->server);
  save_screenshot (GTK_WIDGET (dialog), "remote-dialog-testing");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "remote.test", NULL);
  g_assert_null (hlc_remote_dialog_get_result (dialog));

  enter (dialog, hlc_console_get_api_base (other),
         hlc_secrets_get_agent_key (hlc_console_get_secrets (other)));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  assert_result (dialog, "takes the key", "remote-dialog-connected");
  g_assert_null (hlc_remote_target_get_base (get_remote (fixture)));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "remote.save", NULL);
  g_assert_cmpstr (hlc_remote_target_get_base (get_remote (fixture)), ==, hlc_console_get_api_base (other));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (dialog);

  /* The key is not shown again, and is not asked for again. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window.window), "new.remote", NULL);
  dialog = g_object_ref (find_window (HLC_TYPE_REMOTE_DIALOG));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (
                       find_widget (GTK_WIDGET (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW, "key_row"))),
                   ==, "");
  assert_result (dialog, "takes the key", NULL);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "remote.forget", NULL);
  g_assert_null (hlc_remote_target_get_base (get_remote (fixture)));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (dialog);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);

  g_test_add ("/remote/second-console", Fixture, GINT_TO_POINTER (WIDE), set_up, test_second_console,
              tear_down);
  g_test_add ("/remote/second-console-narrow", Fixture, GINT_TO_POINTER (NARROW), set_up, test_second_console,
              tear_down);
  g_test_add ("/remote/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/remote/stopped", Fixture, NULL, set_up, test_stopped, tear_down);
  g_test_add ("/remote/dialog", Fixture, NULL, set_up, test_dialog, tear_down);
  return g_test_run ();
}
