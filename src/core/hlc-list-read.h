/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-list-source.h"

G_BEGIN_DECLS

/** Rows that changed are read with the look at them, so that a view binds each once and complete: at most so many. */
#define HLC_LIST_READ_ROWS 256

/**
 * HlcListRead:
 * @before: only keys below it; 0 for the newest ones
 * @next: (out): below which key the rest begins, 0 when there is none
 * @ids: (owned) (nullable): ids that changed, for a look
 * @keys: (owned): (out): the keys, greatest first; of a look, one an id
 * @row_keys, @rows: (owned): (out): the rows that were read with a look
 *
 * What a list asks a reader thread, and the answer.
 */
typedef struct
{
  const HlcListSource *source;
  gpointer query; /* (owned) */
  gint64 before;
  gint64 next;
  GArray *ids;
  GArray *keys;
  GArray *row_keys;
  GPtrArray *rows;
} HlcListRead;

HlcListRead *hlc_list_read_new (const HlcListSource *source, gconstpointer query) G_GNUC_WARN_UNUSED_RESULT;
void hlc_list_read_free (gpointer data);
gpointer hlc_list_read_keys (HlcSql *sql, gpointer data, GError **error);
gpointer hlc_list_read_look (HlcSql *sql, gpointer data, GError **error);

G_END_DECLS
