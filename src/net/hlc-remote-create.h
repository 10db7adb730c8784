/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-remote-follower.h"

G_BEGIN_DECLS

/* Creates an operation at a remote API, keeps it here and has it followed. Main thread. */
void hlc_remote_create_async (HlcRemoteFollower *self,
                              const HlcOperationDraft *draft,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
HlcOperation *hlc_remote_create_finish (HlcRemoteFollower *self,
                                        GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
