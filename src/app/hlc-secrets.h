/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-signing-secret.h"

G_BEGIN_DECLS

/**
 * HlcSecrets:
 *
 * The named secrets of a data directory: signing secrets of the receiver, agent keys and the console token. Kept in
 * a 0600 file beside the database that is replaced as a whole. Emits HlcSecrets::changed. Main thread.
 */
#define HLC_TYPE_SECRETS (hlc_secrets_get_type ())
G_DECLARE_FINAL_TYPE (HlcSecrets, hlc_secrets, HLC, SECRETS, GObject)

HlcSecrets *hlc_secrets_open (const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_secrets_get_console_token (HlcSecrets *self);
const char *hlc_secrets_get_agent_key (HlcSecrets *self);
GPtrArray *hlc_secrets_get_signing_secrets (HlcSecrets *self);
gboolean hlc_secrets_add_signing_secret (HlcSecrets *self,
                                         const char *name,
                                         const char *text,
                                         GError **error);
gboolean hlc_secrets_remove_signing_secret (HlcSecrets *self, const char *name, GError **error);

G_END_DECLS
