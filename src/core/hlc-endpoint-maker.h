/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-endpoint-vault.h"
#include "hlc-store-endpoints.h"

G_BEGIN_DECLS

/*
 * Makes endpoints and takes them away: the endpoint in the store and its secret in the vault, in the order that leaves
 * no endpoint without a secret. Main thread.
 */
void hlc_endpoint_maker_make_async (HlcStore *store,
                                    HlcEndpointVault *vault,
                                    HlcEndpoint *endpoint,
                                    const char *secret,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
HlcEndpoint *hlc_endpoint_maker_make_finish (HlcStore *store,
                                             GAsyncResult *result,
                                             HlcSigningSecret **secret,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_endpoint_maker_remove_async (HlcStore *store,
                                      HlcEndpointVault *vault,
                                      const char *endpoint_id,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean hlc_endpoint_maker_remove_finish (HlcStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
