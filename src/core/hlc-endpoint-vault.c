/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-endpoint-vault.h"

G_DEFINE_INTERFACE (HlcEndpointVault, hlc_endpoint_vault, G_TYPE_OBJECT)

static void
hlc_endpoint_vault_default_init (HlcEndpointVaultInterface *iface)
{
}

/**
 * hlc_endpoint_vault_dup_secrets:
 * @now: microseconds since the epoch, UTC
 *
 * Returns: (transfer full) (element-type HlcSigningSecret): what signs for the endpoint at @now, the newest first; empty
 *   where nothing is kept
 */
GPtrArray *
hlc_endpoint_vault_dup_secrets (HlcEndpointVault *self, const char *endpoint_id, gint64 now)
{
  g_return_val_if_fail (HLC_IS_ENDPOINT_VAULT (self), NULL);
  g_return_val_if_fail (endpoint_id != NULL, NULL);

  return HLC_ENDPOINT_VAULT_GET_IFACE (self)->dup_secrets (self, endpoint_id, now);
}

/**
 * hlc_endpoint_vault_put:
 * @text: (nullable): a secret as it is written, `whsec_…`; %NULL makes one
 *
 * Keeps an endpoint's first secret.
 *
 * Returns: (transfer full): the secret, or %NULL with @error set
 */
HlcSigningSecret *
hlc_endpoint_vault_put (HlcEndpointVault *self, const char *endpoint_id, const char *text, GError **error)
{
  g_return_val_if_fail (HLC_IS_ENDPOINT_VAULT (self), NULL);
  g_return_val_if_fail (endpoint_id != NULL, NULL);

  return HLC_ENDPOINT_VAULT_GET_IFACE (self)->put (self, endpoint_id, text, error);
}

/**
 * hlc_endpoint_vault_rotate:
 * @text: (nullable): as of hlc_endpoint_vault_put()
 * @now: microseconds since the epoch, UTC
 *
 * Keeps another secret for an endpoint. The one before signs too until %HLC_ROTATION_OVERLAP after @now.
 *
 * Returns: (transfer full): the secret, or %NULL with @error set
 */
HlcSigningSecret *
hlc_endpoint_vault_rotate (HlcEndpointVault *self,
                           const char *endpoint_id,
                           const char *text,
                           gint64 now,
                           GError **error)
{
  g_return_val_if_fail (HLC_IS_ENDPOINT_VAULT (self), NULL);
  g_return_val_if_fail (endpoint_id != NULL, NULL);

  return HLC_ENDPOINT_VAULT_GET_IFACE (self)->rotate (self, endpoint_id, text, now, error);
}

/**
 * hlc_endpoint_vault_get_overlap_until:
 * @now: microseconds since the epoch, UTC
 *
 * Returns: until when the endpoint's previous secret signs too, microseconds since the epoch, UTC; 0 where none does
 */
gint64
hlc_endpoint_vault_get_overlap_until (HlcEndpointVault *self, const char *endpoint_id, gint64 now)
{
  HlcEndpointVaultInterface *iface = NULL;

  g_return_val_if_fail (HLC_IS_ENDPOINT_VAULT (self), 0);
  g_return_val_if_fail (endpoint_id != NULL, 0);

  iface = HLC_ENDPOINT_VAULT_GET_IFACE (self);
  return iface->get_overlap_until != NULL ? iface->get_overlap_until (self, endpoint_id, now) : 0;
}

/**
 * hlc_endpoint_vault_remove:
 *
 * Forgets an endpoint's secrets.
 *
 * Returns: %FALSE with @error set when they could not be removed
 */
gboolean
hlc_endpoint_vault_remove (HlcEndpointVault *self, const char *endpoint_id, GError **error)
{
  g_return_val_if_fail (HLC_IS_ENDPOINT_VAULT (self), FALSE);
  g_return_val_if_fail (endpoint_id != NULL, FALSE);

  return HLC_ENDPOINT_VAULT_GET_IFACE (self)->remove (self, endpoint_id, error);
}
