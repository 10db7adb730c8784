/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-sql.h"

G_BEGIN_DECLS

/** Makes a record of the row on which a statement stands. */
typedef gpointer (*HlcRowFunc) (sqlite3_stmt *statement);

/*
 * What every list asks with statements of its own: its keys, under which keys it has what changed, and its rows. The thread
 * that has the connection.
 */
gboolean hlc_keys_read (HlcSql *sql,
                        sqlite3_stmt *statement,
                        gint64 before,
                        gint64 limit,
                        GArray *keys,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_keys_match (HlcSql *sql, sqlite3_stmt *statement, GArray *ids, GArray *keys, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *hlc_keys_read_rows (HlcSql *sql,
                               const char *text,
                               GArray *keys,
                               HlcRowFunc row,
                               GDestroyNotify row_free,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 hlc_keys_get_next (GArray *keys, gint64 limit);

G_END_DECLS
