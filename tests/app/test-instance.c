/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>
#include <sys/stat.h>

#include "hlc-data-dir.h"
#include "hlc-error.h"
#include "hlc-instance.h"
#include "hlc-signing-secret.h"
#include "test-directory.h"

static void
write_instance (const char *path)
{
  g_autoptr (HlcInstance) instance = hlc_instance_new ();
  g_autoptr (GError) error = NULL;

  instance->pid = 4711;
  instance->webhook_url = g_strdup ("http://127.0.0.1:1/webhook");
  instance->console_base = g_strdup ("http://127.0.0.1:2/console/v1");
  instance->console_token = g_strdup ("token");
  instance->version = g_strdup ("1");
  g_assert_true (hlc_instance_write (instance, path, &error));
  g_assert_no_error (error);
}

static void
test_alive (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  const char *path = test_directory_get_path (directory);
  g_autofree char *file = g_build_filename (path, "instance.json", NULL);
  g_autoptr (HlcDataDir) data_dir = hlc_data_dir_open (path, NULL);
  g_autoptr (HlcInstance) instance = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;

  write_instance (path);
  g_assert_no_errno (stat (file, &status));
  g_assert_cmpuint (status.st_mode & 07777, ==, 0600);

  instance = hlc_instance_read (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (instance->pid, ==, 4711);
  g_assert_cmpstr (instance->webhook_url, ==, "http://127.0.0.1:1/webhook");
  g_assert_null (instance->api_base);
  g_assert_cmpstr (instance->console_base, ==, "http://127.0.0.1:2/console/v1");
  g_assert_cmpstr (instance->console_token, ==, "token");
  g_assert_cmpstr (instance->version, ==, "1");
}

static void
test_stale (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  const char *path = test_directory_get_path (directory);
  g_autoptr (HlcInstance) instance = NULL;
  g_autoptr (GError) error = NULL;
  HlcDataDir *data_dir = hlc_data_dir_open (path, NULL);

  write_instance (path);
  hlc_data_dir_free (data_dir);

  instance = hlc_instance_read (path, &error);
  g_assert_null (instance);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
}

static void
test_removed (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  const char *path = test_directory_get_path (directory);
  g_autofree char *file = g_build_filename (path, "instance.json", NULL);
  g_autoptr (HlcDataDir) data_dir = hlc_data_dir_open (path, NULL);
  g_autoptr (HlcInstance) instance = NULL;
  g_autoptr (GError) error = NULL;

  write_instance (path);
  hlc_instance_remove (path);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  /* A second time there is nothing to remove, and nothing wrong. */
  hlc_instance_remove (path);

  instance = hlc_instance_read (path, &error);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
}

static void
test_damaged (void)
{
  g_autoptr (TestDirectory) directory = test_directory_new ();
  const char *path = test_directory_get_path (directory);
  g_autofree char *file = g_build_filename (path, "instance.json", NULL);
  g_autoptr (HlcDataDir) data_dir = hlc_data_dir_open (path, NULL);
  const char *texts[] = { "", "[]", "{\"pid\":1.5}", "{\"pid\":1}", "{" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HlcInstance) instance = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (file, texts[i], -1, NULL));
      instance = hlc_instance_read (path, &error);
      g_assert_null (instance);
      g_assert_nonnull (error);
      g_assert_false (g_error_matches (error, HLC_ERROR, HLC_ERROR_NOT_FOUND));
    }
}

static void
test_info (void)
{
  g_autoptr (HlcInstance) instance = hlc_instance_new ();
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);
  g_autoptr (GBytes) info = NULL;
  g_autofree char *text = NULL;

  instance->pid = 4711;
  instance->version = g_strdup ("1");
  instance->console_token = g_strdup ("token");
  g_ptr_array_add (secrets, hlc_signing_secret_new ("name", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
  info = hlc_instance_to_info (instance, "/data", secrets, HLC_SECRETS_BACKEND_FILE);
  text = g_strndup (g_bytes_get_data (info, NULL), g_bytes_get_size (info));
  g_assert_cmpstr (
      text, ==,
      "{\"pid\":4711,\"version\":\"1\",\"webhook_url\":null,\"api_base\":null,"
      "\"console_base\":null,\"data_dir\":\"/data\",\"secrets_in\":\"file\",\"signing_secrets\":[\"name\"]}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instance/alive", test_alive);
  g_test_add_func ("/instance/stale", test_stale);
  g_test_add_func ("/instance/removed", test_removed);
  g_test_add_func ("/instance/damaged", test_damaged);
  g_test_add_func ("/instance/info", test_info);
  return g_test_run ();
}
