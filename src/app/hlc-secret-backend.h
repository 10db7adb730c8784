/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** HlcSecretsBackend: where the secrets of a data directory are kept. */
typedef enum
{
  HLC_SECRETS_BACKEND_FILE,
  HLC_SECRETS_BACKEND_SECRET_SERVICE,
  HLC_SECRETS_BACKEND_SECRET_PORTAL,
} HlcSecretsBackend;

/**
 * HlcSecretBackend:
 *
 * A place that keeps one text of secrets and gives it back. Loading and saving block: the text is small, and no
 * implementation takes longer than two seconds. One thread at a time.
 */
#define HLC_TYPE_SECRET_BACKEND (hlc_secret_backend_get_type ())
G_DECLARE_INTERFACE (HlcSecretBackend, hlc_secret_backend, HLC, SECRET_BACKEND, GObject)

/**
 * HlcSecretBackendInterface:
 * @load: see hlc_secret_backend_load()
 * @save: see hlc_secret_backend_save()
 * @dup_place: see hlc_secret_backend_dup_place()
 */
struct _HlcSecretBackendInterface
{
  GTypeInterface parent_iface;

  gboolean (*load) (HlcSecretBackend *self, GBytes **text, GError **error);
  gboolean (*save) (HlcSecretBackend *self, GBytes *text, GError **error);
  char *(*dup_place) (HlcSecretBackend *self);
};

gboolean hlc_secret_backend_load (HlcSecretBackend *self,
                                  GBytes **text,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_secret_backend_save (HlcSecretBackend *self,
                                  GBytes *text,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_secret_backend_dup_place (HlcSecretBackend *self) G_GNUC_WARN_UNUSED_RESULT;

const char *hlc_secrets_backend_to_string (HlcSecretsBackend backend);
GBytes *hlc_secret_bytes_new_take (char *text, gsize length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
