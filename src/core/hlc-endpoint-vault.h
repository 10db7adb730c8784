/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-signing-secret.h"

G_BEGIN_DECLS

/** After a rotation the old secret signs too, for this long. Microseconds. */
#define HLC_ROTATION_OVERLAP (24 * G_TIME_SPAN_HOUR)

/**
 * HlcEndpointVault:
 *
 * Where the signing secrets of endpoints are kept: apart from the database, with the other secrets. Whoever sends asks
 * it; whoever keeps secrets implements it. Main thread.
 */
#define HLC_TYPE_ENDPOINT_VAULT (hlc_endpoint_vault_get_type ())
G_DECLARE_INTERFACE (HlcEndpointVault, hlc_endpoint_vault, HLC, ENDPOINT_VAULT, GObject)

/**
 * HlcEndpointVaultInterface:
 * @dup_secrets: what signs for an endpoint at a time, the newest first; empty where nothing is kept
 * @put: keeps a first secret (@text, or one of its own where that is %NULL)
 * @rotate: the same for another one; the one before signs too for %HLC_ROTATION_OVERLAP
 * @get_overlap_until: (nullable): until when the secret before the newest signs too; 0 where there is none
 * @remove: forgets the endpoint's secrets
 */
struct _HlcEndpointVaultInterface
{
  GTypeInterface parent_iface;

  GPtrArray *(*dup_secrets) (HlcEndpointVault *self, const char *endpoint_id, gint64 now);
  HlcSigningSecret *(*put) (HlcEndpointVault *self,
                            const char *endpoint_id,
                            const char *text,
                            GError **error);
  HlcSigningSecret *(*rotate) (HlcEndpointVault *self,
                               const char *endpoint_id,
                               const char *text,
                               gint64 now,
                               GError **error);
  gint64 (*get_overlap_until) (HlcEndpointVault *self, const char *endpoint_id, gint64 now);
  gboolean (*remove) (HlcEndpointVault *self, const char *endpoint_id, GError **error);
};

GPtrArray *hlc_endpoint_vault_dup_secrets (HlcEndpointVault *self,
                                           const char *endpoint_id,
                                           gint64 now) G_GNUC_WARN_UNUSED_RESULT;
HlcSigningSecret *hlc_endpoint_vault_put (HlcEndpointVault *self,
                                          const char *endpoint_id,
                                          const char *text,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcSigningSecret *hlc_endpoint_vault_rotate (HlcEndpointVault *self,
                                             const char *endpoint_id,
                                             const char *text,
                                             gint64 now,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 hlc_endpoint_vault_get_overlap_until (HlcEndpointVault *self, const char *endpoint_id, gint64 now);
gboolean hlc_endpoint_vault_remove (HlcEndpointVault *self, const char *endpoint_id, GError **error);

G_END_DECLS
