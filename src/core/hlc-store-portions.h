/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-store.h"

G_BEGIN_DECLS

/** Rows that one portion of a long write changes: some 10 ms of work, which is what a webhook may wait behind it. */
#define HLC_PORTION_ROWS 500

/**
 * HlcProgress:
 * @cursor: where a portion ended, in what way its function likes; 0 at first
 * @n_done: how much was done so far
 * @is_last: whether nothing is left
 *
 * How far a long write got.
 */
typedef struct
{
  gint64 cursor;
  gint64 n_done;
  gboolean is_last;
} HlcProgress;

/**
 * HlcPortionFunc:
 * @input: what was given with it; not to be changed
 * @progress: (inout): as the portion before left it
 *
 * One portion of a long write, as #HlcWriteFunc. Each is committed by itself, and others write in between.
 *
 * Returns: (transfer full) (nullable): the result, of the last portion; or %NULL, with @error set where it failed
 */
typedef gpointer (*HlcPortionFunc) (HlcSql *sql,
                                    gconstpointer input,
                                    HlcProgress *progress,
                                    HlcStoreChanges *changes,
                                    GError **error);

void hlc_store_write_portions_async (HlcStore *self,
                                     HlcPortionFunc func,
                                     GDestroyNotify result_free,
                                     gpointer input,
                                     GDestroyNotify input_free,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gpointer hlc_store_write_portions_finish (HlcStore *self,
                                          GAsyncResult *result,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
