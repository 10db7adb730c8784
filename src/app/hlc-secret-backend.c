/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-secret-backend.h"

#include <string.h>

/* A text and its length, to be wiped. */
typedef struct
{
  char *text; /* (owned) */
  gsize length;
} Wiped;

static const char *const BACKENDS[] = {
  [HLC_SECRETS_BACKEND_FILE] = "file",
  [HLC_SECRETS_BACKEND_SECRET_SERVICE] = "secret_service",
  [HLC_SECRETS_BACKEND_SECRET_PORTAL] = "secret_portal",
};

G_DEFINE_INTERFACE (HlcSecretBackend, hlc_secret_backend, G_TYPE_OBJECT)

static void
hlc_secret_backend_default_init (HlcSecretBackendInterface *iface)
{
}

/**
 * hlc_secret_backend_load:
 * @self: a place
 * @text: (out) (transfer full) (nullable): what was saved, %NULL when nothing was
 * @error: why it cannot be read
 *
 * Returns: %FALSE when it cannot be read
 */
gboolean
hlc_secret_backend_load (HlcSecretBackend *self, GBytes **text, GError **error)
{
  g_return_val_if_fail (HLC_IS_SECRET_BACKEND (self), FALSE);
  g_return_val_if_fail (text != NULL && *text == NULL, FALSE);

  return HLC_SECRET_BACKEND_GET_IFACE (self)->load (self, text, error);
}

/**
 * hlc_secret_backend_save:
 * @self: a place
 * @text: what is to be kept instead of what is
 * @error: why it is not, and what to do
 *
 * Replaces the text as a whole; it is kept when this returns, or the one before is.
 *
 * Returns: %TRUE when it is kept
 */
gboolean
hlc_secret_backend_save (HlcSecretBackend *self, GBytes *text, GError **error)
{
  g_return_val_if_fail (HLC_IS_SECRET_BACKEND (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  return HLC_SECRET_BACKEND_GET_IFACE (self)->save (self, text, error);
}

/**
 * hlc_secret_backend_dup_place:
 * @self: a place
 *
 * Returns: (transfer full): what people call it, inside a sentence
 */
char *
hlc_secret_backend_dup_place (HlcSecretBackend *self)
{
  g_return_val_if_fail (HLC_IS_SECRET_BACKEND (self), NULL);

  return HLC_SECRET_BACKEND_GET_IFACE (self)->dup_place (self);
}

/**
 * hlc_secrets_backend_to_string:
 * @backend: a place
 *
 * Returns: its name for programs: `file`, `secret_service` or `secret_portal`
 */
const char *
hlc_secrets_backend_to_string (HlcSecretsBackend backend)
{
  g_return_val_if_fail ((guint) backend < G_N_ELEMENTS (BACKENDS), NULL);

  return BACKENDS[backend];
}

static void
wiped_free (gpointer data)
{
  Wiped *wiped = data;

  explicit_bzero (wiped->text, wiped->length);
  g_free (wiped->text);
  g_free (wiped);
}

/**
 * hlc_secret_bytes_new_take:
 * @text: (transfer full): secrets
 * @length: bytes of @text
 *
 * Returns: (transfer full): @text, which is wiped before it is freed
 */
GBytes *
hlc_secret_bytes_new_take (char *text, gsize length)
{
  Wiped *wiped = g_new (Wiped, 1);

  wiped->text = text;
  wiped->length = length;
  return g_bytes_new_with_free_func (text, length, wiped_free, wiped);
}
