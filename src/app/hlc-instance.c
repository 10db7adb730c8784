/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-instance.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "hlc-data-dir.h"
#include "hlc-json-document.h"
#include "hlc-json-writer.h"
#include "hlc-signing-secret.h"

#define INSTANCE_NAME "instance.json"

static char *
instance_path (const char *directory)
{
  return g_build_filename (directory, INSTANCE_NAME, NULL);
}

static void
write_member (HlcJsonWriter *writer, const char *name, const char *value)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, value);
}

static void
write_addresses (HlcJsonWriter *writer, const HlcInstance *self)
{
  hlc_json_writer_name (writer, "pid");
  hlc_json_writer_int (writer, self->pid);
  write_member (writer, "version", self->version);
  write_member (writer, "webhook_url", self->webhook_url);
  write_member (writer, "api_base", self->api_base);
  write_member (writer, "console_base", self->console_base);
}

static gboolean
read_members (HlcInstance *self, HlcJsonValue root, GError **error)
{
  HlcJsonValue pid;
  gboolean is_set;

  if (!hlc_json_read_value (root, "pid", HLC_JSON_NUMBER, TRUE, &is_set, &pid, error))
    return FALSE;

  if (!hlc_json_value_get_int (pid, &self->pid))
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SHAPE, _ ("pid: not a whole number"));
      return FALSE;
    }

  return hlc_json_read_string (root, "webhook_url", FALSE, &self->webhook_url, error) &&
         hlc_json_read_string (root, "api_base", FALSE, &self->api_base, error) &&
         hlc_json_read_string (root, "console_base", FALSE, &self->console_base, error) &&
         hlc_json_read_string (root, "console_token", TRUE, &self->console_token, error) &&
         hlc_json_read_string (root, "version", TRUE, &self->version, error);
}

static HlcInstance *
parse (const char *path, GError **error)
{
  g_autoptr (HlcInstance) self = hlc_instance_new ();
  g_autoptr (HlcJsonDocument) document = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text = NULL;
  gsize length = 0;

  g_assert (path != NULL);

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;

  bytes = g_bytes_new_take (text, length);
  document = hlc_json_document_new (bytes, NULL, error);
  if (document == NULL || !read_members (self, hlc_json_document_get_root (document), error))
    {
      /* Translators: a file; what is wrong with it follows. */
      g_prefix_error (error, _ ("%s cannot be read; stop the console and start it again: "), path);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * hlc_instance_new:
 *
 * Returns: (transfer full): an instance of which nothing is known yet
 */
HlcInstance *
hlc_instance_new (void)
{
  return g_new0 (HlcInstance, 1);
}

/**
 * hlc_instance_free:
 * @self: (transfer full): an instance
 */
void
hlc_instance_free (HlcInstance *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->webhook_url);
  g_free (self->api_base);
  g_free (self->console_base);
  g_free (self->console_token);
  g_free (self->version);
  g_free (self);
}

/**
 * hlc_instance_read:
 * @directory: (type filename): a data directory
 * @error: %HLC_ERROR_NOT_FOUND when no console runs there
 *
 * Reads which console runs on a data directory. A file that a killed console left behind counts as none: only the
 * lock says that one lives, since process ids are used again and mean nothing in another sandbox.
 *
 * Returns: (transfer full) (nullable): the running console
 */
HlcInstance *
hlc_instance_read (const char *directory, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (directory != NULL, NULL);

  path = instance_path (directory);
  if (hlc_data_dir_is_locked (directory) && g_file_test (path, G_FILE_TEST_EXISTS))
    return parse (path, error);

  name = g_filename_display_name (directory);
  g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND,
               _ ("No console runs on %s. Start one with “humanlayer-console serve”."), name);
  return NULL;
}

/**
 * hlc_instance_write:
 * @self: this process
 * @directory: (type filename): its data directory
 * @error: why it could not be written
 *
 * Writes `instance.json` with mode 0600, whole or not at all.
 *
 * Returns: %TRUE when it is written
 */
gboolean
hlc_instance_write (const HlcInstance *self, const char *directory, GError **error)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) json = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (directory != NULL, FALSE);

  hlc_json_writer_begin_object (writer);
  write_addresses (writer, self);
  write_member (writer, "console_token", self->console_token);
  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);

  path = instance_path (directory);
  return g_file_set_contents_full (path, g_bytes_get_data (json, NULL), (gssize) g_bytes_get_size (json),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * hlc_instance_to_info:
 * @self: this process
 * @directory: (type filename): its data directory
 * @secrets: (element-type HlcSigningSecret): what webhooks are verified with
 * @secrets_in: where the secrets are kept
 *
 * What `GET /console/v1/info` answers: names of secrets, never a secret.
 *
 * Returns: (transfer full): a JSON object
 */
GBytes *
hlc_instance_to_info (const HlcInstance *self,
                      const char *directory,
                      GPtrArray *secrets,
                      HlcSecretsBackend secrets_in)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (directory != NULL && secrets != NULL, NULL);

  name = g_filename_display_name (directory);
  hlc_json_writer_begin_object (writer);
  write_addresses (writer, self);
  write_member (writer, "data_dir", name);
  write_member (writer, "secrets_in", hlc_secrets_backend_to_string (secrets_in));
  hlc_json_writer_name (writer, "signing_secrets");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < secrets->len; i++)
    hlc_json_writer_string (writer, hlc_signing_secret_get_name (g_ptr_array_index (secrets, i)));
  hlc_json_writer_end_array (writer);
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/**
 * hlc_instance_remove:
 * @directory: (type filename): the data directory of this process
 *
 * Removes `instance.json`, so that the command line knows at once that nothing runs.
 */
void
hlc_instance_remove (const char *directory)
{
  g_autofree char *path = NULL;

  g_return_if_fail (directory != NULL);

  path = instance_path (directory);
  if (g_unlink (path) != 0 && errno != ENOENT)
    g_warning ("%s cannot be removed: %s", path, g_strerror (errno));
}
