/* SPDX-License-Identifier: Apache-2.0 */
/* The console's own window over an empty store: how long until its first frame, and what memory it takes. */
#include "bench-paint.h"
#include "hlc-application.h"

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
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  bench_on_paint (window, painted_cb, user_data);
}

int
main (int argc, char **argv)
{
  g_autoptr (HlcConsoleOptions) options = hlc_console_options_new ();
  g_autoptr (HlcApplication) application = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 started = 0;
  const GOptionEntry entries[] = {
    { "started", 0, 0, G_OPTION_ARG_INT64, &started, "When the process was started, monotonic",
      "MICROSECONDS" },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->data_dir, "An empty directory", "DIRECTORY" },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  options->webhook_port = 0;
  options->api_port = 0;
  application = hlc_application_new (options);
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), &started);

  return g_application_run (G_APPLICATION (application), 0, NULL);
}
