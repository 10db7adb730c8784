/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-secret-item.h"

#include <glib/gi18n.h>

#include "hlc-error.h"

#define DIRECTORY_ATTRIBUTE "data-dir"
#define CONTENT_TYPE "application/json"

static const SecretSchema schema = {
  .name = "org.humanlayer.Console",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { DIRECTORY_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

/** hlc_secret_item_get_schema: Returns: (transfer none): what the item's attributes are */
const SecretSchema *
hlc_secret_item_get_schema (void)
{
  return &schema;
}

/**
 * hlc_secret_item_make_attributes:
 * @directory: (type filename): the data directory whose secrets they are
 *
 * Returns: (transfer full) (element-type utf8 utf8): what the item of @directory is found by
 */
GHashTable *
hlc_secret_item_make_attributes (const char *directory)
{
  g_autofree char *absolute = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (directory != NULL, NULL);

  absolute = g_canonicalize_filename (directory, NULL);
  /* Attributes are UTF-8, which a path need not be. */
  name = g_filename_display_name (absolute);
  return secret_attributes_build (&schema, DIRECTORY_ATTRIBUTE, name, NULL);
}

/**
 * hlc_secret_item_to_value:
 * @text: secrets
 *
 * Returns: (transfer full): the same for libsecret
 */
SecretValue *
hlc_secret_item_to_value (GBytes *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return secret_value_new (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text), CONTENT_TYPE);
}

/**
 * hlc_secret_item_to_text:
 * @value: secrets from libsecret
 *
 * Returns: (transfer full): the same, wiped before it is freed
 */
GBytes *
hlc_secret_item_to_text (SecretValue *value)
{
  const char *secret;
  gsize length = 0;

  g_return_val_if_fail (value != NULL, NULL);

  secret = secret_value_get (value, &length);
  return hlc_secret_bytes_new_take (g_memdup2 (secret, length), length);
}

/**
 * hlc_secret_item_explain:
 * @error: (inout) (nullable): what libsecret or D-Bus said
 *
 * Says it for people: what those say is for their developers, but which of them it was is not.
 *
 * Returns: %FALSE, for the caller to return
 */
gboolean
hlc_secret_item_explain (GError **error)
{
  static const struct
  {
    GQuark (*domain) (void);
    int code;
    HlcError meaning;
    const char *text;
  } words[] = {
    { g_io_error_quark, G_IO_ERROR_CANCELLED, HLC_ERROR_UNHEALTHY,
      /* Translators: "it" is the Secret Service. */
      N_ ("it did not answer within two seconds") },
    { g_io_error_quark, G_IO_ERROR_TIMED_OUT, HLC_ERROR_UNHEALTHY,
      /* Translators: "it" is the Secret Service. */
      N_ ("it did not answer within two seconds") },
    /* Translators: no Secret Service runs: "The Secret Service cannot be used: none runs.". */
    { g_dbus_error_quark, G_DBUS_ERROR_SERVICE_UNKNOWN, HLC_ERROR_NOT_FOUND, N_ ("none runs") },
  };

  if (error == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (!g_error_matches (*error, words[i].domain (), words[i].code))
        continue;

      g_clear_error (error);
      g_set_error_literal (error, HLC_ERROR, (int) words[i].meaning, _ (words[i].text));
      return FALSE;
    }

  if (g_dbus_error_is_remote_error (*error))
    g_dbus_error_strip_remote_error (*error);
  return FALSE;
}
