/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-store.h"

G_BEGIN_DECLS

/** The name, within the channel `api`, of who decided an operation that was created at a remote API. */
#define HLC_REMOTE_DECIDER "remote"

/*
 * Operations that were created at a remote API and are followed. They are stored by hlc_store_create_operation_async()
 * with the origin %HLC_ORIGIN_REMOTE. Main thread.
 */
void hlc_store_complete_remote_async (HlcStore *self,
                                      HlcOperation *received,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
HlcOperation *hlc_store_complete_remote_finish (HlcStore *self,
                                                GAsyncResult *result,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_list_followed_async (HlcStore *self,
                                    const char *base,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *hlc_store_list_followed_finish (HlcStore *self,
                                           GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
