/* SPDX-License-Identifier: Apache-2.0 */
#include "canned-server.h"
#include "hlc-tunnel-dialog.h"
#include "hlc-tunnel-row.h"
#include "hlc-warning-bar.h"
#include "window-fixture.h"

#define WIDE 1200
#define NARROW 480

typedef struct
{
  WindowFixture parent;
  CannedServer *agent;
} TunnelFixture;

static void
set_up (TunnelFixture *fixture, gconstpointer user_data)
{
  fixture->agent = canned_server_new ();
  fixture->parent.agent = canned_server_dup_url (fixture->agent);
  window_fixture_set_up (&fixture->parent, user_data);
}

static void
tear_down (TunnelFixture *fixture, gconstpointer user_data)
{
  window_fixture_tear_down (&fixture->parent, user_data);
  g_free (fixture->parent.agent);
  canned_server_free (fixture->agent);
}

static char *
make_tunnel (const char *host, guint port)
{
  return g_strdup_printf ("{\"name\":\"%s\",\"public_url\":\"https://%s\",\"proto\":\"https\","
                          "\"config\":{\"addr\":\"http://localhost:%u\"}}",
                          host, host, port);
}

/* What ngrok's agent would answer: this is no agent, only its answer. */
static void
push_tunnels (TunnelFixture *fixture, const char *to_receiver, const char *to_api)
{
  g_autofree char *first =
      to_receiver != NULL
          ? make_tunnel (to_receiver,
                         hlc_receiver_get_port (hlc_console_get_receiver (fixture->parent.console)))
          : g_strdup ("");
  g_autofree char *second =
      to_api != NULL ? make_tunnel (to_api, hlc_api_get_port (hlc_console_get_api (fixture->parent.console)))
                     : g_strdup ("");
  g_autofree char *answer =
      g_strdup_printf ("{\"tunnels\":[%s%s%s]}", first, *first != '\0' && *second != '\0' ? "," : "", second);

  canned_server_push_json (fixture->agent, 200, answer);
}

static gboolean
was_told (TunnelFixture *fixture, const char *line)
{
  for (guint i = 0; i < canned_server_get_n_requests (fixture->agent); i++)
    {
      g_autofree char *request = canned_server_dup_request (fixture->agent, i);

      if (g_str_has_prefix (request, line))
        return TRUE;
    }

  return FALSE;
}

static void
open_window (TunnelFixture *fixture, int width)
{
  hlc_tunnel_set_intervals (hlc_console_get_tunnel (fixture->parent.console), 20, 20);
  window_fixture_open (&fixture->parent, width);
}

static HlcWarningBar *
get_bar (TunnelFixture *fixture)
{
  return HLC_WARNING_BAR (find_widget (GTK_WIDGET (fixture->parent.window), HLC_TYPE_WARNING_BAR, NULL));
}

static void
wait_for_warning (TunnelFixture *fixture, HlcWarning warning)
{
  HlcWarningBar *bar = NULL;

  while ((bar = get_bar (fixture)) == NULL || hlc_warning_bar_get_warning (bar) != warning)
    g_main_context_iteration (NULL, TRUE);
}

/* Returns: (transfer full): the dialog, opened as by a press on the row */
static HlcTunnelDialog *
open_dialog (TunnelFixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->parent.window), "win.tunnel", NULL));
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (HLC_IS_TUNNEL_DIALOG (window))
        return HLC_TUNNEL_DIALOG (g_steal_pointer (&window));
    }
  g_assert_not_reached ();
}

static void
close_dialog (HlcTunnelDialog *dialog)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_finalize_object (dialog);
}

static void
test_warnings (TunnelFixture *fixture, gconstpointer user_data)
{
  push_tunnels (fixture, NULL, NULL);
  open_window (fixture, WIDE);
  wait_for_warning (fixture, HLC_WARNING_UNSIGNED);

  push_tunnels (fixture, "a.example", NULL);
  wait_for_warning (fixture, HLC_WARNING_UNSIGNED_PUBLIC);
  save_screenshot (GTK_WIDGET (fixture->parent.window), "tunnel-public");

  push_tunnels (fixture, "a.example", "b.example");
  wait_for_warning (fixture, HLC_WARNING_API_PUBLIC);
  save_screenshot (GTK_WIDGET (fixture->parent.window), "tunnel-api");
  gtk_window_set_default_size (GTK_WINDOW (fixture->parent.window), NARROW, 800);
  save_screenshot (GTK_WIDGET (fixture->parent.window), "tunnel-api-narrow");

  /* The answer to being told is the same one, and well: what is looked at is what was told. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_bar (fixture)), "tunnel.stop-api", NULL));
  while (!was_told (fixture, "DELETE /api/tunnels/b.example HTTP/1.1\r\n"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (was_told (fixture, "DELETE /api/tunnels/a.example HTTP/1.1\r\n"));
  push_tunnels (fixture, "a.example", NULL);
  wait_for_warning (fixture, HLC_WARNING_UNSIGNED_PUBLIC);
}

static void
test_copied (TunnelFixture *fixture, gconstpointer user_data)
{
  HlcTunnel *tunnel = hlc_console_get_tunnel (fixture->parent.console);
  HlcTunnelDialog *dialog = NULL;

  push_tunnels (fixture, "a.example", NULL);
  open_window (fixture, WIDE);
  wait_for_warning (fixture, HLC_WARNING_UNSIGNED_PUBLIC);
  dialog = open_dialog (fixture);
  g_assert_null (hlc_tunnel_dialog_get_problem (dialog));
  save_screenshot (GTK_WIDGET (dialog), "tunnel-dialog");

  hlc_tunnel_set_copied_url (tunnel, "https://old.example/webhook");
  g_assert_nonnull (strstr (hlc_tunnel_dialog_get_problem (dialog), "https://a.example/webhook"));
  save_screenshot (GTK_WIDGET (dialog), "tunnel-dialog-changed");
  hlc_tunnel_set_copied_url (tunnel, "https://a.example/webhook");
  g_assert_null (hlc_tunnel_dialog_get_problem (dialog));

  close_dialog (dialog);
}

static void
test_relay (TunnelFixture *fixture, gconstpointer user_data)
{
  HlcTunnelDialog *dialog = NULL;

  push_tunnels (fixture, NULL, NULL);
  open_window (fixture, WIDE);
  dialog = open_dialog (fixture);
  g_assert_null (hlc_tunnel_dialog_get_relay (dialog));

  hlc_tunnel_dialog_enter_relay (dialog, " https://Relay.example ");
  g_assert_null (hlc_tunnel_dialog_get_relay_problem (dialog));
  g_assert_cmpstr (hlc_tunnel_dialog_get_relay (dialog), ==, "https://relay.example/webhook");

  /* What is wrong is said, and what was right is kept. */
  hlc_tunnel_dialog_enter_relay (dialog, "ftp://relay.example");
  g_assert_nonnull (hlc_tunnel_dialog_get_relay_problem (dialog));
  g_assert_cmpstr (hlc_tunnel_dialog_get_relay (dialog), ==, "https://relay.example/webhook");
  gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 800);
  save_screenshot (GTK_WIDGET (dialog), "tunnel-dialog-relay");
  close_dialog (dialog);

  dialog = open_dialog (fixture);
  g_assert_cmpstr (hlc_tunnel_dialog_get_relay (dialog), ==, "https://relay.example/webhook");
  hlc_tunnel_dialog_enter_relay (dialog, "");
  g_assert_null (hlc_tunnel_dialog_get_relay (dialog));
  g_assert_null (hlc_tunnel_dialog_get_relay_problem (dialog));
  close_dialog (dialog);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/tunnel-window/warnings", TunnelFixture, NULL, set_up, test_warnings, tear_down);
  g_test_add ("/tunnel-window/copied", TunnelFixture, NULL, set_up, test_copied, tear_down);
  g_test_add ("/tunnel-window/relay", TunnelFixture, NULL, set_up, test_relay, tear_down);

  return g_test_run ();
}
