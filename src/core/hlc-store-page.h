/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-list-source.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/* One page of a list, newest first: list columns only. Main thread; it is read on a reader thread. */
void hlc_store_list_page_async (HlcStore *self,
                                const HlcListSource *source,
                                gconstpointer query,
                                gboolean needs_index,
                                gint64 before,
                                guint limit,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *hlc_store_list_page_finish (HlcStore *self, GAsyncResult *result, gint64 *next, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
