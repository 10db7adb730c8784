/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-agent-key.h"
#include "hlc-endpoint-secret.h"
#include "hlc-signing-secret.h"

G_BEGIN_DECLS

/** The name of the key that is made on the first start. */
#define HLC_FIRST_KEY "default"

/**
 * HlcSecretSet:
 * @console_id: tells this console from others: it is in what we send, so it is no secret, but it is kept as long
 * @agent_keys: (element-type HlcAgentKey): at least one
 * @signing_secrets: (element-type HlcSigningSecret)
 * @endpoint_secrets: (element-type HlcEndpointSecret): at most one for an endpoint
 * @remote_base, @remote_key: (nullable): a remote API and the key to it: both or neither
 * @is_converted: it was read from what an older version wrote
 *
 * All secrets of a data directory, as one JSON text that is stored and read as a whole. The arrays are replaced when
 * they change, never written to.
 */
typedef struct
{
  char *console_token;
  char *console_id;
  GPtrArray *agent_keys;
  GPtrArray *signing_secrets;
  GPtrArray *endpoint_secrets;
  char *remote_base;
  char *remote_key;
  gboolean is_converted;
} HlcSecretSet;

HlcSecretSet *hlc_secret_set_new_empty (void) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_secret_set_make_console_id (void) G_GNUC_WARN_UNUSED_RESULT;
HlcSecretSet *hlc_secret_set_generate (gint64 now) G_GNUC_WARN_UNUSED_RESULT;
HlcSecretSet *hlc_secret_set_copy (const HlcSecretSet *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_secret_set_free (HlcSecretSet *self);
HlcSecretSet *hlc_secret_set_from_json (GBytes *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *hlc_secret_set_to_json (const HlcSecretSet *self) G_GNUC_WARN_UNUSED_RESULT;

guint hlc_secret_set_find_agent_key (const HlcSecretSet *self, const char *name);
guint hlc_secret_set_find_signing_secret (const HlcSecretSet *self, const char *name);
guint hlc_secret_set_find_endpoint_secret (const HlcSecretSet *self, const char *endpoint_id);
void hlc_secret_set_replace_remote (HlcSecretSet *self, const char *base, const char *key);
void hlc_secret_set_drop_expired (HlcSecretSet *self, gint64 now);

GPtrArray *hlc_agent_key_list_copy (GPtrArray *keys) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *hlc_signing_secret_list_copy (GPtrArray *secrets) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *hlc_endpoint_secret_list_copy (GPtrArray *secrets) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcSecretSet, hlc_secret_set_free)

G_END_DECLS
