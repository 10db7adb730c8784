/* SPDX-License-Identifier: Apache-2.0 */
#include "bus-program.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

static void
appeared_cb (GDBusConnection *connection, const char *name, const char *owner, gpointer loop)
{
  g_main_loop_quit (loop);
}

static void
wait_for_name (const char *bus_name)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint watch = g_bus_watch_name (G_BUS_TYPE_SESSION, bus_name, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb,
                                  NULL, loop, NULL);

  g_main_loop_run (loop);
  g_bus_unwatch_name (watch);
}

/**
 * bus_program_start:
 * @argv: (array zero-terminated=1): a command
 * @bus_name: the name that it owns when it is ready
 * @home: a directory to take for the user's home, made if need be
 * @input: what it reads
 *
 * Returns: (transfer full): the program, which is ready
 */
GSubprocess *
bus_program_start (const char *const *argv, const char *bus_name, const char *home, const char *input)
{
  static const char *const variables[] = { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
                                           "XDG_RUNTIME_DIR" };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *program;
  GOutputStream *pipe;

  g_assert_no_errno (g_mkdir_with_parents (home, 0700));
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_subprocess_launcher_setenv (launcher, variables[i], home, TRUE);

  program = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  pipe = g_subprocess_get_stdin_pipe (program);
  g_assert_true (g_output_stream_write_all (pipe, input, strlen (input), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (pipe, NULL, NULL));
  wait_for_name (bus_name);
  return program;
}

/**
 * bus_program_stop:
 * @program: (transfer full): a program
 *
 * Ends it, and waits until it has ended.
 */
void
bus_program_stop (GSubprocess *program)
{
  g_subprocess_send_signal (program, SIGTERM);
  g_assert_true (g_subprocess_wait (program, NULL, NULL));
  g_object_unref (program);
}

/**
 * keyring_daemon_start:
 * @directory: a directory of the test
 * @password: with one, the daemon makes a keyring that is unlocked; with an empty text, it has none
 *
 * Starts a GNOME Keyring with a home of its own below @directory.
 *
 * Returns: (transfer full): the daemon, which is ready
 */
GSubprocess *
keyring_daemon_start (const char *directory, const char *password)
{
  static const char *const argv[] = { "gnome-keyring-daemon", "--foreground", "--unlock",
                                      "--components=secrets", NULL };
  g_autofree char *home = g_build_filename (directory, "home", NULL);

  return bus_program_start (argv, KEYRING_DAEMON_NAME, home, password);
}
