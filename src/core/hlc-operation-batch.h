/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-operation-draft.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/* Several drafts become operations together. Main thread; what takes long happens on others. */
void hlc_operation_batch_find_taken_async (HlcStore *store,
                                           GPtrArray *drafts,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GHashTable *hlc_operation_batch_find_taken_finish (HlcStore *store,
                                                   GAsyncResult *result,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_operation_batch_create_async (HlcStore *store,
                                       GPtrArray *drafts,
                                       gint64 now,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *hlc_operation_batch_create_finish (HlcStore *store,
                                              GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
