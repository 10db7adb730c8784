/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-agent-key.h"
#include "hlc-clock.h"
#include "hlc-secret-choice.h"
#include "hlc-signing-secret.h"

G_BEGIN_DECLS

/**
 * HlcSecrets:
 *
 * The secrets of a data directory: signing secrets of the receiver, agent keys, the console token, the key to a remote
 * API and, as the HlcEndpointVault that it is, what signs for each endpoint. Kept in the Secret Service or in a 0600 file beside the
 * database, as one text that is replaced as a whole. Emits HlcSecrets::changed. Main thread.
 */
#define HLC_TYPE_SECRETS (hlc_secrets_get_type ())
G_DECLARE_FINAL_TYPE (HlcSecrets, hlc_secrets, HLC, SECRETS, GObject)

/* Names of keys and secrets that a run has from its command line or environment, and does not keep. */
#define HLC_SECRETS_START_OPTION_NAME "start-option"
#define HLC_SECRETS_ENVIRONMENT_NAME "environment"

HlcSecrets *hlc_secrets_open (const char *directory, HlcSecretsMode mode, HlcClock *clock, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
HlcSecretsBackend hlc_secrets_get_backend (HlcSecrets *self);
const char *hlc_secrets_get_backend_detail (HlcSecrets *self);
const char *hlc_secrets_get_console_token (HlcSecrets *self);
const char *hlc_secrets_get_console_id (HlcSecrets *self);

const char *hlc_secrets_get_agent_key (HlcSecrets *self);
GPtrArray *hlc_secrets_get_agent_keys (HlcSecrets *self);
HlcAgentKey *hlc_secrets_add_agent_key (HlcSecrets *self,
                                        const char *name,
                                        HlcKeyScope scope,
                                        gint64 now,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_secrets_remove_agent_key (HlcSecrets *self, const char *name, GError **error);
void hlc_secrets_note_key_used (HlcSecrets *self, const char *name, gint64 at);

GPtrArray *hlc_secrets_get_signing_secrets (HlcSecrets *self);
gboolean hlc_secrets_add_signing_secret (HlcSecrets *self,
                                         const char *name,
                                         const char *text,
                                         GError **error);
gboolean hlc_secrets_remove_signing_secret (HlcSecrets *self, const char *name, GError **error);

const char *hlc_secrets_get_remote (HlcSecrets *self, const char **key);
gboolean hlc_secrets_set_remote (HlcSecrets *self, const char *base, const char *key, GError **error);

GStrv hlc_secrets_dup_endpoint_ids (HlcSecrets *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_secrets_forget_endpoints (HlcSecrets *self, const char *const *endpoint_ids, GError **error);

G_END_DECLS
