/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-id-scheme.h"
#include "hlc-operation-form.h"
#include "hlc-remote-follower.h"

G_BEGIN_DECLS

/* Creates test operations from what was typed. Main thread. */
gboolean hlc_operation_maker_check (const HlcOperationForm *form, HlcIdKind id_kind, GPtrArray *problems);
void hlc_operation_maker_make_async (HlcStore *store,
                                     HlcOperationForm *form,
                                     HlcIdKind id_kind,
                                     gint64 now,
                                     HlcRemoteFollower *remote,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HlcOperation *hlc_operation_maker_make_finish (HlcStore *store,
                                               GAsyncResult *result,
                                               GPtrArray **problems) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
