/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

/* A directory for one test, gone with everything in it when the test ends. */
typedef struct
{
  char *path;
} TestDirectory;

static inline TestDirectory *
test_directory_new (void)
{
  TestDirectory *self = g_new0 (TestDirectory, 1);

  self->path = g_dir_make_tmp ("hlc-test-XXXXXX", NULL);
  g_assert_nonnull (self->path);
  return self;
}

static inline const char *
test_directory_get_path (TestDirectory *self)
{
  return self->path;
}

static inline void
test_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);

  if (dir != NULL)
    {
      for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          test_remove_tree (child);
        }
    }

  g_assert_no_errno (g_remove (path));
}

static inline void
test_directory_free (TestDirectory *self)
{
  test_remove_tree (self->path);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestDirectory, test_directory_free)
