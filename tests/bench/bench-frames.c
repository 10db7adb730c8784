/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Frames a second that the console's window paints, first while nothing happens and then while another process
 * delivers webhooks that its list shows, and the longest that the main loop was away from its poll meanwhile.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bench-paint.h"
#include "hlc-application.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define CONNECTIONS 8
#define WARM_UP_S 2
#define IDLE_S 3

typedef enum
{
  PHASE_WARM_UP,
  PHASE_IDLE,
  PHASE_LOAD,
} Phase;

/**
 * Bench:
 * @polled: when the main loop came back from its last poll; microseconds
 * @longest: the longest time between two polls of the phase
 */
typedef struct
{
  HlcApplication *application;
  char *load_program;
  int rate;
  int seconds;
  Phase phase;
  gint64 phase_started;
  guint frames;
  gint64 polled;
  gint64 longest;
  double idle_frames_per_second;
  gint64 idle_longest;
} Bench;

static Bench bench;

/* Between two polls the main loop runs what is due: that time is what a user waits for. */
static gint
poll_cb (GPollFD *fds, guint n_fds, gint timeout)
{
  gint result;
  int saved_errno;

  if (g_main_context_is_owner (g_main_context_default ()))
    {
      if (bench.polled > 0)
        bench.longest = MAX (bench.longest, g_get_monotonic_time () - bench.polled);
      result = g_poll (fds, n_fds, timeout);
      saved_errno = errno;
      bench.polled = g_get_monotonic_time ();
      errno = saved_errno;
      return result;
    }

  return g_poll (fds, n_fds, timeout);
}

static double
frames_per_second (void)
{
  return bench.frames * (double) G_USEC_PER_SEC / (double) (g_get_monotonic_time () - bench.phase_started);
}

static void
enter_phase (Phase phase)
{
  bench.phase = phase;
  bench.phase_started = g_get_monotonic_time ();
  bench.frames = 0;
  bench.longest = 0;
}

static double
parse_field (const char *json, const char *name)
{
  const char *field = strstr (json, name);

  g_assert_nonnull (field);
  return g_ascii_strtod (field + strlen (name), NULL);
}

static void
load_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  if (!g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &output, NULL, &error))
    g_error ("%s", error->message);

  g_print ("{\"idle_frames_per_second\":%.1f,\"frames_per_second\":%.1f,\"idle_longest_stall_ms\":%.1f,"
           "\"longest_stall_ms\":%.1f,\"deliveries_per_second\":%.1f,\"failed\":%.0f,\"p99_ms\":%.2f}\n",
           bench.idle_frames_per_second, frames_per_second (), (double) bench.idle_longest / 1000.0,
           (double) bench.longest / 1000.0, parse_field (output, "\"per_second\":"),
           parse_field (output, "\"failed\":"), parse_field (output, "\"p99_ms\":"));
  exit (EXIT_SUCCESS);
}

static void
start_load (void)
{
  HlcConsole *console = hlc_application_get_console (bench.application);
  g_autoptr (GUri) uri = g_uri_parse (hlc_console_get_webhook_url (console), G_URI_FLAGS_NONE, NULL);
  g_autofree char *port = g_strdup_printf ("--port=%d", g_uri_get_port (uri));
  g_autofree char *rate = g_strdup_printf ("--rate=%d", bench.rate);
  g_autofree char *count = g_strdup_printf ("--count=%d", bench.rate * bench.seconds);
  g_autofree char *connections = g_strdup_printf ("--connections=%d", CONNECTIONS);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) load =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, bench.load_program, port, rate, count,
                        connections, "--pending", "--secret=" SECRET, NULL);

  if (load == NULL)
    g_error ("%s", error->message);

  g_subprocess_communicate_utf8_async (load, NULL, NULL, load_done_cb, NULL);
}

static gboolean
idle_done_cb (gpointer user_data)
{
  bench.idle_frames_per_second = frames_per_second ();
  bench.idle_longest = bench.longest;
  enter_phase (PHASE_LOAD);
  start_load ();

  return G_SOURCE_REMOVE;
}

static gboolean
warmed_up_cb (gpointer user_data)
{
  enter_phase (PHASE_IDLE);
  g_timeout_add_seconds (IDLE_S, idle_done_cb, NULL);

  return G_SOURCE_REMOVE;
}

static void
painted_cb (gpointer user_data)
{
  bench.frames++;
}

/* Without this, frames are painted only when something changes. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  gtk_widget_queue_draw (widget);

  return G_SOURCE_CONTINUE;
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  bench_on_paint (window, painted_cb, NULL);
  gtk_widget_add_tick_callback (GTK_WIDGET (window), tick_cb, NULL, NULL);
  g_timeout_add_seconds (WARM_UP_S, warmed_up_cb, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (HlcConsoleOptions) options = hlc_console_options_new ();
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->data_dir, "An empty directory", "DIRECTORY" },
    { "load", 0, 0, G_OPTION_ARG_FILENAME, &bench.load_program, "The program that delivers", "PROGRAM" },
    { "rate", 0, 0, G_OPTION_ARG_INT, &bench.rate, "Deliveries a second", "N" },
    { "seconds", 0, 0, G_OPTION_ARG_INT, &bench.seconds, "For how long", "SECONDS" },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  options->webhook_port = 0;
  options->api_port = 0;
  options->webhook_secrets = g_strdupv ((char *[]){ (char *) SECRET, NULL });
  g_main_context_set_poll_func (g_main_context_default (), poll_cb);
  bench.application = hlc_application_new (options);
  g_signal_connect (bench.application, "window-added", G_CALLBACK (window_added_cb), NULL);

  return g_application_run (G_APPLICATION (bench.application), 0, NULL);
}
