/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-attempt.h"
#include "hlc-message.h"
#include "hlc-payload.h"
#include "hlc-query.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/* How sent messages are read. Look-ups run on a reader thread; answers come to the main thread. */
void hlc_store_get_message_async (HlcStore *self,
                                  const char *message_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void hlc_store_get_whole_message_async (HlcStore *self,
                                        const char *message_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
HlcMessage *hlc_store_get_message_finish (HlcStore *self,
                                          GAsyncResult *result,
                                          GPtrArray **attempts,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_get_message_body_async (HlcStore *self,
                                       const char *message_id,
                                       HlcBodyVersion version,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GBytes *hlc_store_get_message_body_finish (HlcStore *self,
                                           GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_get_attempt_async (HlcStore *self,
                                  gint64 id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HlcAttempt *hlc_store_get_attempt_finish (HlcStore *self,
                                          GAsyncResult *result,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_list_messages_async (HlcStore *self,
                                    const HlcMessageQuery *query,
                                    gint64 before,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *hlc_store_list_messages_finish (HlcStore *self, GAsyncResult *result, gint64 *next, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
