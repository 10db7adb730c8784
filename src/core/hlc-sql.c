/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-sql.h"

#include <glib/gi18n-lib.h>

/* Virtual machine steps between two looks at the cancellable: some 10 µs of work. */
#define CANCEL_STEPS 1000

struct _HlcSql
{
  sqlite3 *handle;           /* (owned) */
  GHashTable *statements;    /* (owned): SQL text to sqlite3_stmt */
  GCancellable *cancellable; /* (owned) (nullable) */
};

static int
progress_cb (gpointer user_data)
{
  HlcSql *self = user_data;

  return g_cancellable_is_cancelled (self->cancellable);
}

/* What was being done when it failed. */
typedef enum
{
  DOING_OPEN,
  DOING_PREPARE,
  DOING_RUN,
} Doing;

/* What the caller can do differs: a full or failing disk passes, a constraint does not. */
static HlcError
error_code_for (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_NOMEM:
      return HLC_ERROR_UNHEALTHY;

    default:
      return HLC_ERROR_STORE;
    }
}

static void
set_error (HlcSql *self, int result, Doing doing, GError **error)
{
  const char *cause = self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (result);
  HlcError code = error_code_for (result);

  if ((result & 0xff) == SQLITE_INTERRUPT && g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return;

  switch (doing)
    {
    case DOING_OPEN:
      g_set_error (error, HLC_ERROR, code, _ ("The database failed while it was opened: %s"), cause);
      return;
    case DOING_PREPARE:
      g_set_error (error, HLC_ERROR, code, _ ("The database failed while it prepared a statement: %s"),
                   cause);
      return;
    case DOING_RUN:
    default:
      g_set_error (error, HLC_ERROR, code, _ ("The database failed while it ran a statement: %s"), cause);
      return;
    }
}

static void
statement_free (gpointer statement)
{
  sqlite3_finalize (statement);
}

/**
 * hlc_sql_open:
 * @path: the database file
 * @flags: `SQLITE_OPEN_…`
 *
 * Opens a connection for the use of one thread at a time.
 *
 * Returns: (transfer full) (nullable): the connection, or %NULL with @error set
 */
HlcSql *
hlc_sql_open (const char *path, int flags, GError **error)
{
  g_autoptr (HlcSql) self = g_new0 (HlcSql, 1);
  int result;

  g_return_val_if_fail (path != NULL, NULL);

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, statement_free);
  result = sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      set_error (self, result, DOING_OPEN, error);
      return NULL;
    }

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, 5000);
  sqlite3_progress_handler (self->handle, CANCEL_STEPS, progress_cb, self);

  return g_steal_pointer (&self);
}

/**
 * hlc_sql_free:
 *
 * Finalises the statements and closes the connection.
 */
void
hlc_sql_free (HlcSql *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->handle);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/**
 * hlc_sql_get_handle:
 *
 * Returns: (transfer none): SQLite's own connection, on the thread that has @self
 */
sqlite3 *
hlc_sql_get_handle (HlcSql *self)
{
  return self->handle;
}

/**
 * hlc_sql_set_cancellable:
 * @cancellable: (nullable): what stops the statements that run from now on
 *
 * A cancelled statement fails with %G_IO_ERROR_CANCELLED.
 */
void
hlc_sql_set_cancellable (HlcSql *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

/**
 * hlc_sql_exec:
 * @sql: one or more statements without parameters
 *
 * Returns: %FALSE with @error set when one of them failed
 */
gboolean
hlc_sql_exec (HlcSql *self, const char *sql, GError **error)
{
  int result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (result == SQLITE_OK)
    return TRUE;

  set_error (self, result, DOING_RUN, error);
  return FALSE;
}

/**
 * hlc_sql_prepare:
 * @sql: one statement; its text is the key of the cache
 *
 * Returns: (transfer none) (nullable): the statement, reset and unbound, or %NULL with @error set
 */
sqlite3_stmt *
hlc_sql_prepare (HlcSql *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int result;

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }

  result = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK)
    {
      set_error (self, result, DOING_PREPARE, error);
      return NULL;
    }

  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/**
 * hlc_sql_step:
 * @has_row: (out): whether a row stands ready
 *
 * Goes to the next row. After the last one the statement is reset, so that it holds no lock.
 *
 * Returns: %FALSE with @error set when the statement failed
 */
gboolean
hlc_sql_step (HlcSql *self, sqlite3_stmt *statement, gboolean *has_row, GError **error)
{
  int result = sqlite3_step (statement);

  *has_row = result == SQLITE_ROW;
  if (result == SQLITE_ROW)
    return TRUE;

  if (result != SQLITE_DONE)
    set_error (self, result, DOING_RUN, error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

/**
 * hlc_sql_run:
 *
 * Runs a statement that gives no rows.
 *
 * Returns: %FALSE with @error set when it failed
 */
gboolean
hlc_sql_run (HlcSql *self, sqlite3_stmt *statement, GError **error)
{
  gboolean has_row = FALSE;

  if (!hlc_sql_step (self, statement, &has_row, error))
    return FALSE;

  if (has_row)
    sqlite3_reset (statement);
  return TRUE;
}

/**
 * hlc_sql_get_int:
 * @sql: a statement without parameters
 * @value: (out): the first column of its first row; untouched where there is no row
 *
 * Returns: %FALSE with @error set when it failed
 */
gboolean
hlc_sql_get_int (HlcSql *self, const char *sql, gint64 *value, GError **error)
{
  return hlc_sql_get_int_with (self, sql, NULL, 0, value, error);
}

static sqlite3_stmt *
prepare_with (HlcSql *self, const char *sql, const gint64 *values, gsize n_values, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (self, sql, error);

  for (gsize i = 0; statement != NULL && i < n_values; i++)
    sqlite3_bind_int64 (statement, (int) i + 1, values[i]);
  return statement;
}

/**
 * hlc_sql_run_with:
 * @sql: a statement that gives no rows
 * @values: (array length=n_values): its parameters, see %HLC_SQL_INTS
 *
 * Returns: %FALSE with @error set when it failed
 */
gboolean
hlc_sql_run_with (HlcSql *self, const char *sql, const gint64 *values, gsize n_values, GError **error)
{
  sqlite3_stmt *statement = prepare_with (self, sql, values, n_values, error);

  return statement != NULL && hlc_sql_run (self, statement, error);
}

/**
 * hlc_sql_get_int_with:
 * @values: (array length=n_values): the parameters of @sql, see %HLC_SQL_INTS
 * @value: (out): the first column of its first row; untouched where there is no row
 *
 * Returns: %FALSE with @error set when it failed
 */
gboolean
hlc_sql_get_int_with (HlcSql *self,
                      const char *sql,
                      const gint64 *values,
                      gsize n_values,
                      gint64 *value,
                      GError **error)
{
  sqlite3_stmt *statement = prepare_with (self, sql, values, n_values, error);
  gboolean has_row = FALSE;

  if (statement == NULL || !hlc_sql_step (self, statement, &has_row, error))
    return FALSE;

  if (has_row)
    {
      *value = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return TRUE;
}

/**
 * hlc_sql_get_ids_with:
 * @values: (array length=n_values): the parameters of @sql, see %HLC_SQL_INTS
 * @ids: (element-type gint64): where the first column of each row is appended
 *
 * Returns: %FALSE with @error set when it failed
 */
gboolean
hlc_sql_get_ids_with (HlcSql *self,
                      const char *sql,
                      const gint64 *values,
                      gsize n_values,
                      GArray *ids,
                      GError **error)
{
  sqlite3_stmt *statement = prepare_with (self, sql, values, n_values, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  do
    {
      if (!hlc_sql_step (self, statement, &has_row, error))
        return FALSE;

      if (has_row)
        {
          gint64 id = sqlite3_column_int64 (statement, 0);

          g_array_append_val (ids, id);
        }
    }
  while (has_row);

  return TRUE;
}

/**
 * hlc_sql_bind_text:
 * @text: (nullable): UTF-8 that lives until the statement has run; %NULL binds NULL
 */
void
hlc_sql_bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

/**
 * hlc_sql_bind_bytes:
 * @bytes: (nullable): lives until the statement has run; %NULL binds NULL
 */
void
hlc_sql_bind_bytes (sqlite3_stmt *statement, int index, GBytes *bytes)
{
  gsize size = 0;
  gconstpointer content;

  if (bytes == NULL)
    {
      sqlite3_bind_null (statement, index);
      return;
    }

  content = g_bytes_get_data (bytes, &size);
  /* A NULL pointer would bind NULL, and an empty body is not an absent one. */
  sqlite3_bind_blob64 (statement, index, content != NULL ? content : "", size, SQLITE_STATIC);
}

/**
 * hlc_sql_dup_text:
 *
 * Returns: (transfer full) (nullable): the column's text, %NULL for NULL
 */
char *
hlc_sql_dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

/**
 * hlc_sql_dup_bytes:
 *
 * Returns: (transfer full) (nullable): the column's bytes, %NULL for NULL
 */
GBytes *
hlc_sql_dup_bytes (sqlite3_stmt *statement, int column)
{
  gconstpointer content;

  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return NULL;

  content = sqlite3_column_blob (statement, column);
  return g_bytes_new (content, sqlite3_column_bytes (statement, column));
}
