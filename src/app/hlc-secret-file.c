/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-secret-file.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define SECRETS_NAME "secrets.json"

struct _HlcSecretFile
{
  GObject parent_instance;

  char *path; /* (owned) */
};

static void hlc_secret_file_backend_init (HlcSecretBackendInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HlcSecretFile,
                               hlc_secret_file,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HLC_TYPE_SECRET_BACKEND, hlc_secret_file_backend_init))

static gboolean
hlc_secret_file_load (HlcSecretBackend *backend, GBytes **text, GError **error)
{
  HlcSecretFile *self = HLC_SECRET_FILE (backend);
  char *contents = NULL;
  gsize length = 0;

  if (!hlc_secret_file_exists (self))
    return TRUE;

  if (!g_file_get_contents (self->path, &contents, &length, error))
    return FALSE;

  *text = hlc_secret_bytes_new_take (contents, length);
  if (g_chmod (self->path, 0600) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("%s cannot be made private: %s"),
               self->path, g_strerror (errno));
  g_clear_pointer (text, g_bytes_unref);
  return FALSE;
}

static gboolean
hlc_secret_file_save (HlcSecretBackend *backend, GBytes *text, GError **error)
{
  HlcSecretFile *self = HLC_SECRET_FILE (backend);

  return g_file_set_contents_full (self->path, g_bytes_get_data (text, NULL),
                                   (gssize) g_bytes_get_size (text),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static char *
hlc_secret_file_dup_place (HlcSecretBackend *backend)
{
  g_autofree char *name = g_filename_display_name (HLC_SECRET_FILE (backend)->path);

  return g_strdup_printf (_ ("the file %s"), name);
}

static void
hlc_secret_file_backend_init (HlcSecretBackendInterface *iface)
{
  iface->load = hlc_secret_file_load;
  iface->save = hlc_secret_file_save;
  iface->dup_place = hlc_secret_file_dup_place;
}

static void
hlc_secret_file_finalize (GObject *object)
{
  HlcSecretFile *self = HLC_SECRET_FILE (object);

  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (hlc_secret_file_parent_class)->finalize (object);
}

static void
hlc_secret_file_class_init (HlcSecretFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hlc_secret_file_finalize;
}

static void
hlc_secret_file_init (HlcSecretFile *self)
{
}

/**
 * hlc_secret_file_new:
 * @directory: (type filename): a data directory, owned by this process
 *
 * Returns: (transfer full): its secrets file, which need not be there
 */
HlcSecretFile *
hlc_secret_file_new (const char *directory)
{
  HlcSecretFile *self;

  g_return_val_if_fail (directory != NULL, NULL);

  self = g_object_new (HLC_TYPE_SECRET_FILE, NULL);
  self->path = g_build_filename (directory, SECRETS_NAME, NULL);
  return self;
}

/**
 * hlc_secret_file_exists:
 * @self: a secrets file
 *
 * Returns: %TRUE when there is one; a link that leads nowhere is there, and is damage
 */
gboolean
hlc_secret_file_exists (HlcSecretFile *self)
{
  g_return_val_if_fail (HLC_IS_SECRET_FILE (self), FALSE);

  return g_file_test (self->path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK);
}

/**
 * hlc_secret_file_remove:
 * @self: a secrets file
 * @error: why it is still there
 *
 * Removes it, after its secrets were moved.
 *
 * Returns: %TRUE when it is gone
 */
gboolean
hlc_secret_file_remove (HlcSecretFile *self, GError **error)
{
  g_return_val_if_fail (HLC_IS_SECRET_FILE (self), FALSE);

  if (g_unlink (self->path) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("%s cannot be removed: %s"), self->path,
               g_strerror (errno));
  return FALSE;
}
