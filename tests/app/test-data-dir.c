/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hlc-data-dir.h"
#include "hlc-error.h"
#include "test-directory.h"

static guint
get_mode (const char *path)
{
  struct stat status;

  g_assert_no_errno (stat (path, &status));
  return status.st_mode & 07777;
}

static void
test_made_private (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  g_autofree char *path = g_build_filename (test_directory_get_path (directory), "a", "b", NULL);
  g_autofree char *lock = g_build_filename (path, "lock", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDataDir) data_dir = hlc_data_dir_open (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (hlc_data_dir_get_path (data_dir), ==, path);
  g_assert_cmpuint (get_mode (path), ==, 0700);
  g_assert_cmpuint (get_mode (lock), ==, 0600);
}

static GLogWriterOutput
count_warnings (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  guint *n_warnings = user_data;

  if ((level & G_LOG_LEVEL_WARNING) != 0)
    *n_warnings += 1;
  return G_LOG_WRITER_HANDLED;
}

/* The log writer is set once a process, so this happens in one of its own. */
static void
test_tightened (void)
{
  g_autoptr (TestDirectory) directory = NULL;
  g_autoptr (HlcDataDir) data_dir = NULL;
  guint n_warnings = 0;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }

  g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
  g_log_set_writer_func (count_warnings, &n_warnings, NULL);
  directory = test_directory_new ();
  g_assert_no_errno (g_chmod (test_directory_get_path (directory), 0755));

  data_dir = hlc_data_dir_open (test_directory_get_path (directory), NULL);
  g_assert_nonnull (data_dir);
  g_assert_cmpuint (get_mode (test_directory_get_path (directory)), ==, 0700);
  g_assert_cmpuint (n_warnings, ==, 1);
}

static void
test_shared_refused (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (g_chmod (test_directory_get_path (directory), 01777));
  g_assert_null (hlc_data_dir_open (test_directory_get_path (directory), &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_assert_cmpuint (get_mode (test_directory_get_path (directory)), ==, 01777);
}

/* Writes a process id into the lock file, which stays the file that is locked. */
static void
write_holder (const char *directory, const char *pid)
{
  g_autofree char *path = g_build_filename (directory, "lock", NULL);
  int fd = g_open (path, O_WRONLY | O_TRUNC | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, pid, strlen (pid)), ==, strlen (pid));
  g_assert_true (g_close (fd, NULL));
}

static void
assert_locked (const char *path, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hlc_data_dir_open (path, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_nonnull (strstr (error->message, "--data-dir"));
}

/* Who holds it is said, but for an id that can only be that of a process in another sandbox. */
static void
test_locked (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  const char *path = test_directory_get_path (directory);
  g_autoptr (HlcDataDir) first = hlc_data_dir_open (path, NULL);

  g_assert_nonnull (first);
  assert_locked (path, "Another process");
  write_holder (path, "4711\n");
  assert_locked (path, "Process 4711");
}

static void
test_given_up (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  const char *path = test_directory_get_path (directory);
  HlcDataDir *first = NULL;
  HlcDataDir *second = NULL;

  g_assert_false (hlc_data_dir_is_locked (path));
  first = hlc_data_dir_open (path, NULL);
  g_assert_true (hlc_data_dir_is_locked (path));
  /* Asking opens and closes the file, which must not drop the lock. */
  g_assert_true (hlc_data_dir_is_locked (path));

  hlc_data_dir_free (first);
  g_assert_false (hlc_data_dir_is_locked (path));
  second = hlc_data_dir_open (path, NULL);
  g_assert_nonnull (second);
  hlc_data_dir_free (second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-dir/made-private", test_made_private);
  g_test_add_func ("/data-dir/tightened", test_tightened);
  g_test_add_func ("/data-dir/shared-refused", test_shared_refused);
  g_test_add_func ("/data-dir/locked", test_locked);
  g_test_add_func ("/data-dir/given-up", test_given_up);
  return g_test_run ();
}
