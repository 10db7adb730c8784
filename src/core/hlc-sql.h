/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "hlc-error.h"

G_BEGIN_DECLS

typedef struct _HlcSql HlcSql;

/*
 * One SQLite connection with its prepared statements. It belongs to one thread at a time. Statements are
 * cached by their text and are borrowed: reset and unbound by the next hlc_sql_prepare() of the same text.
 */
HlcSql *hlc_sql_open (const char *path, int flags, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_sql_free (HlcSql *self);
sqlite3 *hlc_sql_get_handle (HlcSql *self);
void hlc_sql_set_cancellable (HlcSql *self, GCancellable *cancellable);

gboolean hlc_sql_exec (HlcSql *self, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
sqlite3_stmt *hlc_sql_prepare (HlcSql *self, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_sql_step (HlcSql *self, sqlite3_stmt *statement, gboolean *has_row, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_sql_run (HlcSql *self, sqlite3_stmt *statement, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_sql_get_int (HlcSql *self, const char *sql, gint64 *value, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** HLC_SQL_INTS: the whole-number parameters ?1, ?2 … of a statement, for the three functions below. */
#define HLC_SQL_INTS(...) (const gint64[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const gint64[]){ __VA_ARGS__ }))

gboolean hlc_sql_run_with (HlcSql *self,
                           const char *sql,
                           const gint64 *values,
                           gsize n_values,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_sql_get_int_with (HlcSql *self,
                               const char *sql,
                               const gint64 *values,
                               gsize n_values,
                               gint64 *value,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_sql_get_ids_with (HlcSql *self,
                               const char *sql,
                               const gint64 *values,
                               gsize n_values,
                               GArray *ids,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

void hlc_sql_bind_text (sqlite3_stmt *statement, int index, const char *text);
void hlc_sql_bind_bytes (sqlite3_stmt *statement, int index, GBytes *bytes);
char *hlc_sql_dup_text (sqlite3_stmt *statement, int column) G_GNUC_WARN_UNUSED_RESULT;
GBytes *hlc_sql_dup_bytes (sqlite3_stmt *statement, int column) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcSql, hlc_sql_free)

G_END_DECLS
