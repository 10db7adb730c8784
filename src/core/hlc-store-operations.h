/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-decision.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/*
 * What agents and people do to operations in the store. All answers come after COMMIT, at HLC_PRIORITY_ANSWER.
 * Main thread.
 */
void hlc_store_create_operation_async (HlcStore *self,
                                       HlcOperation *operation,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
HlcOperation *hlc_store_create_operation_finish (HlcStore *self,
                                                 GAsyncResult *result,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_create_operations_async (HlcStore *self,
                                        GPtrArray *operations,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *hlc_store_create_operations_finish (HlcStore *self,
                                               GAsyncResult *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_decide_async (HlcStore *self,
                             const char *call_id,
                             const HlcDecision *decision,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
HlcOperation *hlc_store_decide_finish (HlcStore *self,
                                       GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_escalate_async (HlcStore *self,
                               const char *call_id,
                               HlcOperationKind kind,
                               const char *message,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
HlcOperation *hlc_store_escalate_finish (HlcStore *self,
                                         GAsyncResult *result,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_list_pending_async (HlcStore *self,
                                   HlcOperationKind kind,
                                   guint limit,
                                   gint64 offset,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *hlc_store_list_pending_finish (HlcStore *self,
                                          GAsyncResult *result,
                                          gint64 *total,
                                          gboolean *has_more,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
