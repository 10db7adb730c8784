/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-store.h"

G_BEGIN_DECLS

/*
 * Whether a webhook that we sent ourselves has arrived, accepted or refused, by its message id. Main thread.
 */
void hlc_store_get_newest_delivery_async (HlcStore *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean hlc_store_get_newest_delivery_finish (HlcStore *self,
                                               GAsyncResult *result,
                                               gint64 *id,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

void hlc_store_find_arrival_async (HlcStore *self,
                                   const char *message_id,
                                   gint64 after,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
HlcDelivery *hlc_store_find_arrival_finish (HlcStore *self,
                                            GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
