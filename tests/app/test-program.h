/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* The real program, run to its end: what it printed and how it exited. */
typedef struct
{
  int status;
  char *output;
  char *errors;
} TestProgram;

static inline char *
test_program_dup_path (void)
{
  return g_test_build_filename (G_TEST_BUILT, "..", "src", "humanlayer-console", NULL);
}

/* No display, no secrets and no directories of whoever runs the tests. */
static inline GSubprocessLauncher *
test_program_new_launcher (GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);
  g_autofree char *leaks = g_test_build_filename (G_TEST_DIST, "app", "leaks.supp", NULL);
  g_autofree char *leak_options = g_strconcat ("suppressions=", leaks, ":print_suppressions=0", NULL);

  g_subprocess_launcher_setenv (launcher, "LSAN_OPTIONS", leak_options, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "HLC_WEBHOOK_SECRET");
  g_subprocess_launcher_unsetenv (launcher, "HLC_API_KEY");
  g_subprocess_launcher_unsetenv (launcher, "HLC_SEND_SECRET");
  g_subprocess_launcher_setenv (launcher, "HLC_SECRETS", "file", TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", "/nonexistent", TRUE);
  return launcher;
}

/* From a file: a program that ends before it reads would break a pipe, and that would end the test. */
static inline void
test_program_give_input (GSubprocessLauncher *launcher, const char *input)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp (NULL, &name, &error);

  g_assert_no_error (error);
  g_assert_cmpint (write (fd, input, strlen (input)), ==, (int) strlen (input));
  g_assert_cmpint (lseek (fd, 0, SEEK_SET), ==, 0);
  g_unlink (name);
  g_subprocess_launcher_take_stdin_fd (launcher, fd);
}

static inline TestProgram *
test_program_run_with (GSubprocessLauncher *launcher, const char *const *arguments, const char *input)
{
  TestProgram *self = g_new0 (TestProgram, 1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (argv, test_program_dup_path ());
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, g_strdup (arguments[i]));
  g_ptr_array_add (argv, NULL);

  if (input != NULL)
    test_program_give_input (launcher, input);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &self->output, &self->errors, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  self->status = g_subprocess_get_exit_status (process);
  return self;
}

static inline TestProgram *
test_program_run (const char *const *arguments, const char *input)
{
  g_autoptr (GSubprocessLauncher) launcher =
      test_program_new_launcher (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);

  return test_program_run_with (launcher, arguments, input);
}

static inline void
test_program_free (TestProgram *self)
{
  g_free (self->output);
  g_free (self->errors);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestProgram, test_program_free)
