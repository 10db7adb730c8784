/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-store-writer.h"

G_BEGIN_DECLS

/** Rows that one step makes searchable: some 3 ms of work, which is what a webhook may wait behind it. */
#define HLC_SEARCH_INDEX_STEP 64

gboolean hlc_search_index_step (HlcSql *sql, HlcStoreChanges *changes, gboolean *is_done, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_search_index_forget_delivery (HlcSql *sql, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
