/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-endpoint.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/*
 * The endpoints in the store. Their secrets are kept elsewhere (HlcEndpointVault). There are few, so lists are whole. A
 * removed endpoint leaves its attempts in the log; those that waited are cancelled. Main thread.
 */
void hlc_store_add_endpoint_async (HlcStore *self,
                                   HlcEndpoint *endpoint,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void hlc_store_update_endpoint_async (HlcStore *self,
                                      HlcEndpoint *endpoint,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
HlcEndpoint *hlc_store_write_endpoint_finish (HlcStore *self,
                                              GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_remove_endpoint_async (HlcStore *self,
                                      const char *endpoint_id,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean hlc_store_remove_endpoint_finish (HlcStore *self, GAsyncResult *result, GError **error);
void hlc_store_get_endpoint_async (HlcStore *self,
                                   const char *endpoint_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
HlcEndpoint *hlc_store_get_endpoint_finish (HlcStore *self,
                                            GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_list_endpoints_async (HlcStore *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *hlc_store_list_endpoints_finish (HlcStore *self,
                                            GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
