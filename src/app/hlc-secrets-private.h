/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-endpoint-vault.h"
#include "hlc-secret-set.h"
#include "hlc-secrets.h"

G_BEGIN_DECLS

/* What the parts of HlcSecrets share: hlc-secrets.c, and hlc-secrets-vault.c for the secrets of endpoints, hlc-secrets-remote.c
 * for the remote API. */
void hlc_secrets_vault_init (HlcEndpointVaultInterface *iface);
const HlcSecretSet *hlc_secrets_get_set (HlcSecrets *self);
gboolean hlc_secrets_commit_change (HlcSecrets *self, HlcSecretSet **set, GError **error);

G_END_DECLS
