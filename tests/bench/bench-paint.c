/* SPDX-License-Identifier: Apache-2.0 */
#include "bench-paint.h"

#include <string.h>
#include <unistd.h>

/** When the memory is read: what a window does right after its first frame is done by then. */
#define SETTLED_MS 1000

typedef struct
{
  BenchPainted painted;
  gpointer user_data;
} PaintHook;

static void
realize_cb (GtkWidget *window, PaintHook *hook)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (hook->painted), hook->user_data);
}

/**
 * bench_on_paint:
 * @window: a window
 * @painted: called after each frame that it painted
 *
 * Watches the window's frame clock, from its first frame on.
 */
void
bench_on_paint (GtkWindow *window, BenchPainted painted, gpointer user_data)
{
  PaintHook *hook = g_new (PaintHook, 1);

  hook->painted = painted;
  hook->user_data = user_data;
  if (gtk_widget_get_realized (GTK_WIDGET (window)))
    realize_cb (GTK_WIDGET (window), hook);
  else
    g_signal_connect (window, "realize", G_CALLBACK (realize_cb), hook);
  g_object_set_data_full (G_OBJECT (window), "paint-hook", hook, g_free);
}

/* VmRSS of proc(5), in MiB. */
static double
read_resident_memory (void)
{
  g_autofree char *status = NULL;
  const char *line = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmRSS:");
  g_assert_nonnull (line);

  return (double) g_ascii_strtoull (line + strlen ("VmRSS:"), NULL, 10) / 1024.0;
}

static gboolean
settled_cb (gpointer user_data)
{
  const double *first_frame_ms = user_data;

  g_print ("{\"first_frame_ms\":%.1f,\"resident_mib\":%.1f}\n", *first_frame_ms, read_resident_memory ());
  _exit (0);
}

/**
 * bench_print_first_frame:
 * @started: when the process was started, on the clock of g_get_monotonic_time()
 *
 * To be called when the first frame is painted. Prints how long it took and, a second later, the resident memory; then
 * the process ends.
 */
void
bench_print_first_frame (gint64 started)
{
  double *first_frame_ms = g_new (double, 1);

  *first_frame_ms = (double) (g_get_monotonic_time () - started) / 1000.0;
  g_timeout_add_full (G_PRIORITY_DEFAULT, SETTLED_MS, settled_cb, first_frame_ms, g_free);
}
