/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-secret-backend.h"

G_BEGIN_DECLS

/**
 * HlcSecretFile:
 *
 * Secrets in `secrets.json` of the data directory: mode 0600, replaced as a whole, on disk before saving returns.
 */
#define HLC_TYPE_SECRET_FILE (hlc_secret_file_get_type ())
G_DECLARE_FINAL_TYPE (HlcSecretFile, hlc_secret_file, HLC, SECRET_FILE, GObject)

HlcSecretFile *hlc_secret_file_new (const char *directory) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_secret_file_exists (HlcSecretFile *self);
gboolean hlc_secret_file_remove (HlcSecretFile *self, GError **error);

G_END_DECLS
