/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-sql.h"

G_BEGIN_DECLS

/** How many of a list's newest rows are looked through word by word, before the search index is asked. */
#define HLC_SEARCH_WINDOW_ROWS 1000

gboolean hlc_search_window_read (HlcSql *sql,
                                 sqlite3_stmt *statement,
                                 const char *search,
                                 GArray *keys,
                                 gint64 *next,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
