/* SPDX-License-Identifier: Apache-2.0 */
/* The yardstick of the window: libadwaita's, of the same size, with a header bar and nothing else. */
#include <adwaita.h>

#include "bench-paint.h"

static void
painted_cb (gpointer user_data)
{
  static gboolean painted = FALSE;
  const gint64 *started = user_data;

  if (!painted)
    bench_print_first_frame (*started);
  painted = TRUE;
}

static void
activate_cb (GtkApplication *application, gpointer user_data)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  bench_on_paint (GTK_WINDOW (window), painted_cb, user_data);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 started = 0;
  const GOptionEntry entries[] = {
    { "started", 0, 0, G_OPTION_ARG_INT64, &started, "When the process was started, monotonic",
      "MICROSECONDS" },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  application = adw_application_new ("org.humanlayer.BareWindow", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &started);

  return g_application_run (G_APPLICATION (application), 0, NULL);
}
