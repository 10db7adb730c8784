/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-secrets-private.h"

/**
 * hlc_secrets_get_remote:
 * @self: the secrets
 * @key: (out) (transfer none) (nullable): the key to it
 *
 * Returns: (transfer none) (nullable): the base URL of the remote API that is set
 */
const char *
hlc_secrets_get_remote (HlcSecrets *self, const char **key)
{
  const HlcSecretSet *set;

  g_return_val_if_fail (HLC_IS_SECRETS (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  set = hlc_secrets_get_set (self);
  *key = set->remote_key;
  return set->remote_base;
}

/**
 * hlc_secrets_set_remote:
 * @self: the secrets
 * @base: (nullable): the base URL of a remote API; %NULL forgets the one that is set
 * @key: (nullable): the key to it; %NULL together with @base
 * @error: why it cannot be written
 *
 * Keeps a remote API and the key to it. They are one thing: a key is for one address. Blocks as hlc_secrets_open() does.
 *
 * Returns: %TRUE when it is kept
 */
gboolean
hlc_secrets_set_remote (HlcSecrets *self, const char *base, const char *key, GError **error)
{
  g_autoptr (HlcSecretSet) set = NULL;

  g_return_val_if_fail (HLC_IS_SECRETS (self), FALSE);
  g_return_val_if_fail ((base == NULL) == (key == NULL), FALSE);

  set = hlc_secret_set_copy (hlc_secrets_get_set (self));
  hlc_secret_set_replace_remote (set, base, key);
  return hlc_secrets_commit_change (self, &set, error);
}
