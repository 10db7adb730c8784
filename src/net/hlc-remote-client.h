/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-operation-draft.h"
#include "hlc-remote-answer.h"

G_BEGIN_DECLS

/** The largest answer that is read. Bytes. */
#define HLC_REMOTE_MAX_ANSWER (16 * 1024 * 1024)

/**
 * HlcRemoteClient:
 *
 * Talks to a remote HumanLayer-compatible API: base URL and key. It follows no redirect, keeps no cookie, unpacks
 * nothing, and gives up after a deadline whatever drips in. The key is in no error. Main thread.
 */
#define HLC_TYPE_REMOTE_CLIENT (hlc_remote_client_get_type ())
G_DECLARE_FINAL_TYPE (HlcRemoteClient, hlc_remote_client, HLC, REMOTE_CLIENT, GObject)

HlcRemoteClient *hlc_remote_client_new (const char *base,
                                        const char *key,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_remote_client_get_base (HlcRemoteClient *self);
void hlc_remote_client_set_deadline (HlcRemoteClient *self, guint milliseconds);

void hlc_remote_client_test_async (HlcRemoteClient *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
HlcRemoteProject *hlc_remote_client_test_finish (HlcRemoteClient *self,
                                                 GAsyncResult *result,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_remote_client_create_async (HlcRemoteClient *self,
                                     const HlcOperationDraft *draft,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HlcOperation *hlc_remote_client_create_finish (HlcRemoteClient *self,
                                               GAsyncResult *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_remote_client_get_async (HlcRemoteClient *self,
                                  HlcOperationKind kind,
                                  const char *call_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
HlcOperation *hlc_remote_client_get_finish (HlcRemoteClient *self,
                                            GAsyncResult *result,
                                            gint64 *retry_after,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
