/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>

/*
 * Runs a fuzz target over the files of one directory of tests/fixtures, each as a test, for builds without libFuzzer:
 * what was found once stays found.
 */

int LLVMFuzzerTestOneInput (const guint8 *bytes, size_t length);

static void
test_file (gconstpointer data)
{
  const char *path = data;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const guint8 *) text, length);
}

int
main (int argc, char *argv[])
{
  g_autofree char *directory = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

  directory = g_test_build_filename (G_TEST_DIST, "fixtures", argv[1], NULL);
  dir = g_dir_open (directory, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test_path = g_strdup_printf ("/fuzz/%s/%s", argv[1], name);

      g_test_add_data_func_full (test_path, g_build_filename (directory, name, NULL), test_file, g_free);
    }

  return g_test_run ();
}
