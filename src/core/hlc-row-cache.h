/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-list-source.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/**
 * HlcRowCache:
 *
 * The rows that somebody holds, by key: a flyweight for each, its columns read in batches when it is first asked
 * for, and a few hundred records kept so that scrolling back does not flicker. Main thread.
 */
#define HLC_TYPE_ROW_CACHE (hlc_row_cache_get_type ())
G_DECLARE_FINAL_TYPE (HlcRowCache, hlc_row_cache, HLC, ROW_CACHE, GObject)

HlcRowCache *hlc_row_cache_new (HlcStore *store,
                                const HlcListSource *source,
                                gconstpointer query) G_GNUC_WARN_UNUSED_RESULT;
gpointer hlc_row_cache_get_item (HlcRowCache *self, gint64 key);
void hlc_row_cache_put (HlcRowCache *self, gint64 key, gpointer record);
void hlc_row_cache_refresh (HlcRowCache *self, gint64 key);
void hlc_row_cache_retry (HlcRowCache *self);

G_END_DECLS
