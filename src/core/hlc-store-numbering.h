/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-store.h"

G_BEGIN_DECLS

/* The next number of a scheme of call_ids, as `order-{n}`, going on from what is stored. Main thread. */
void hlc_store_find_next_number_async (HlcStore *self,
                                       const char *scheme,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gint64 hlc_store_find_next_number_finish (HlcStore *self,
                                          GAsyncResult *result,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
