/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-schema.h"

#include <glib/gi18n-lib.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/*
 * Lists are read by key alone, so rows are narrow: whatever is long stands in a table of its own.
 * `operation.completed_key` counts completions, so that "Completed" has an order of its own that never changes.
 * `operation_key` begins with the row id: scanning it for a snapshot reads 10 bytes a row, not 200. Indices end
 * with what lists are filtered by, so that a filter that nothing passes reads no rows either.
 * `tally` is one row of counts that triggers keep: counting a million rows at every change would take 10 ms each time.
 */
static const char VERSION_1[] =
    "CREATE TABLE operation ("
    "  id INTEGER PRIMARY KEY,"
    "  call_id TEXT NOT NULL UNIQUE,"
    "  run_id TEXT NOT NULL,"
    "  kind INTEGER NOT NULL,"
    "  state INTEGER NOT NULL,"
    "  origin INTEGER NOT NULL,"
    "  title TEXT NOT NULL,"
    "  is_test INTEGER NOT NULL,"
    "  conflict INTEGER NOT NULL DEFAULT 0,"
    "  requested_at INTEGER NOT NULL,"
    "  responded_at INTEGER NOT NULL,"
    "  completed_key INTEGER,"
    "  decided_channel INTEGER NOT NULL,"
    "  decided_name TEXT,"
    "  polls INTEGER NOT NULL DEFAULT 0,"
    "  last_polled_at INTEGER NOT NULL DEFAULT 0,"
    "  escalated_at INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE INDEX operation_key ON operation (id, kind);"
    "CREATE INDEX operation_pending ON operation (id, state, kind) WHERE state = 0;"
    "CREATE UNIQUE INDEX operation_completed ON operation (completed_key, state, kind)"
    "  WHERE completed_key IS NOT NULL;"
    "CREATE INDEX operation_run ON operation (run_id, id);"
    "CREATE TABLE operation_body ("
    "  id INTEGER PRIMARY KEY REFERENCES operation,"
    "  spec BLOB NOT NULL,"
    "  status BLOB,"
    "  extra BLOB"
    ") STRICT;"
    "CREATE VIRTUAL TABLE operation_text USING fts5 (call_id, run_id, title, spec, content = '', detail = "
    "none,"
    "  tokenize = 'unicode61 remove_diacritics 2');"
    "INSERT INTO operation_text (operation_text, rank) VALUES ('automerge', 16);"
    "CREATE TABLE timeline ("
    "  id INTEGER PRIMARY KEY,"
    "  operation INTEGER NOT NULL REFERENCES operation,"
    "  at INTEGER NOT NULL,"
    "  type TEXT NOT NULL,"
    "  detail TEXT"
    ") STRICT;"
    "CREATE INDEX timeline_operation ON timeline (operation, id);"
    "CREATE TABLE message ("
    "  id INTEGER PRIMARY KEY,"
    "  message_id TEXT NOT NULL UNIQUE,"
    "  event_type TEXT NOT NULL,"
    "  operation INTEGER NOT NULL REFERENCES operation,"
    "  created_at INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX message_operation ON message (operation);"
    "CREATE TABLE delivery ("
    "  id INTEGER PRIMARY KEY,"
    "  received_at INTEGER NOT NULL,"
    "  method TEXT NOT NULL,"
    "  path TEXT NOT NULL,"
    "  remote_address TEXT NOT NULL,"
    "  verdict INTEGER NOT NULL,"
    "  reason INTEGER NOT NULL,"
    "  diagnosis INTEGER NOT NULL,"
    "  detail TEXT,"
    "  secret_name TEXT,"
    "  message_id TEXT,"
    "  event_type TEXT,"
    "  body_version INTEGER NOT NULL,"
    "  is_test INTEGER NOT NULL,"
    "  call_id TEXT,"
    "  http_status INTEGER NOT NULL,"
    "  error TEXT,"
    "  duplicate_of INTEGER NOT NULL,"
    "  conflict INTEGER NOT NULL,"
    "  size INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX delivery_key ON delivery (id);"
    "CREATE INDEX delivery_message ON delivery (message_id)"
    "  WHERE message_id IS NOT NULL AND http_status = 200 AND duplicate_of = 0;"
    "CREATE INDEX delivery_rejected ON delivery (id) WHERE http_status <> 200;"
    "CREATE INDEX delivery_verdict ON delivery (verdict, id);"
    "CREATE INDEX delivery_call ON delivery (call_id, id) WHERE call_id IS NOT NULL;"
    "CREATE VIRTUAL TABLE delivery_text USING fts5 (message_id, event_type, call_id, path, error, content = "
    "'',"
    "  detail = none, tokenize = 'unicode61 remove_diacritics 2');"
    "INSERT INTO delivery_text (delivery_text, rank) VALUES ('automerge', 16);"
    "CREATE TABLE delivery_body ("
    "  id INTEGER PRIMARY KEY REFERENCES delivery,"
    "  headers BLOB NOT NULL,"
    "  body BLOB NOT NULL"
    ") STRICT;"
    "CREATE TABLE tally ("
    "  id INTEGER PRIMARY KEY CHECK (id = 1),"
    "  pending INTEGER NOT NULL DEFAULT 0,"
    "  completed INTEGER NOT NULL DEFAULT 0,"
    "  deliveries INTEGER NOT NULL DEFAULT 0,"
    "  failed INTEGER NOT NULL DEFAULT 0,"
    "  rejected INTEGER NOT NULL DEFAULT 0,"
    "  rejected_size INTEGER NOT NULL DEFAULT 0,"
    "  indexed_operation INTEGER NOT NULL DEFAULT 0,"
    "  indexed_delivery INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "INSERT INTO tally (id) VALUES (1);"
    "CREATE TRIGGER operation_made AFTER INSERT ON operation BEGIN"
    "  UPDATE tally SET pending = pending + (new.state = 0), completed = completed + (new.state <> 0);"
    "END;"
    "CREATE TRIGGER operation_moved AFTER UPDATE OF state ON operation BEGIN"
    "  UPDATE tally SET pending = pending + (new.state = 0) - (old.state = 0),"
    "    completed = completed + (new.state <> 0) - (old.state <> 0);"
    "END;"
    "CREATE TRIGGER operation_gone AFTER DELETE ON operation BEGIN"
    "  UPDATE tally SET pending = pending - (old.state = 0), completed = completed - (old.state <> 0);"
    "END;"
    "CREATE TRIGGER delivery_made AFTER INSERT ON delivery BEGIN"
    "  UPDATE tally SET deliveries = deliveries + 1, failed = failed + (new.verdict = 2),"
    "    rejected = rejected + (new.http_status <> 200),"
    "    rejected_size = rejected_size + (new.http_status <> 200) * new.size;"
    "END;"
    "CREATE TRIGGER delivery_gone AFTER DELETE ON delivery BEGIN"
    "  UPDATE tally SET deliveries = deliveries - 1, failed = failed - (old.verdict = 2),"
    "    rejected = rejected - (old.http_status <> 200),"
    "    rejected_size = rejected_size - (old.http_status <> 200) * old.size;"
    "END;";

/*
 * Delivering. `message` is begun anew, because an event to send need not be about an operation. `to_all` says that it was
 * meant for every endpoint that wants its event, so that one added later can be given what it missed.
 * `attempt.turn`: 0, others of its lane go before it; 1, it goes when its endpoint and its rule let it; 2, it was asked
 * for by hand and goes also where the endpoint is disabled. With it in `attempt_due`, what is due is found without
 * passing over what waits behind something: a handler that is down may have a hundred thousand waiting. `state` is in
 * these indices although it is always 0 there, so that counting reads no rows.
 * Removed endpoints stay for the log. Rules go, and their ids are not used again: the log names them.
 */
static const char VERSION_2[] =
    "CREATE TABLE endpoint ("
    "  id INTEGER PRIMARY KEY,"
    "  endpoint_id TEXT NOT NULL UNIQUE,"
    "  url TEXT NOT NULL,"
    "  description TEXT,"
    "  events INTEGER NOT NULL,"
    "  body_version INTEGER NOT NULL,"
    "  header_family INTEGER NOT NULL,"
    "  headers BLOB NOT NULL,"
    "  enabled INTEGER NOT NULL,"
    "  disabled_reason TEXT,"
    "  created_at INTEGER NOT NULL,"
    "  failing_since INTEGER NOT NULL DEFAULT 0,"
    "  removed_at INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE TABLE forward_rule ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  endpoint INTEGER NOT NULL REFERENCES endpoint,"
    "  event_type TEXT,"
    "  path TEXT,"
    "  run_id TEXT,"
    "  sign_mode INTEGER NOT NULL,"
    "  ordered INTEGER NOT NULL,"
    "  enabled INTEGER NOT NULL,"
    "  backlog_limit INTEGER NOT NULL,"
    "  n_down INTEGER NOT NULL DEFAULT 0,"
    "  probe_at INTEGER NOT NULL DEFAULT 0,"
    "  is_asking INTEGER NOT NULL DEFAULT 0,"
    "  created_at INTEGER NOT NULL"
    ") STRICT;"
    "DROP INDEX message_operation;"
    "ALTER TABLE message RENAME TO message_1;"
    "CREATE TABLE message ("
    "  id INTEGER PRIMARY KEY,"
    "  message_id TEXT NOT NULL UNIQUE,"
    "  webhook_id TEXT,"
    "  event_type TEXT NOT NULL,"
    "  content INTEGER NOT NULL,"
    "  operation INTEGER REFERENCES operation,"
    "  delivery INTEGER,"
    "  call_id TEXT,"
    "  title TEXT,"
    "  is_test INTEGER NOT NULL,"
    "  to_all INTEGER NOT NULL,"
    "  created_at INTEGER NOT NULL,"
    "  state INTEGER NOT NULL DEFAULT 0,"
    "  n_attempts INTEGER NOT NULL DEFAULT 0,"
    "  last_status INTEGER NOT NULL DEFAULT 0,"
    "  last_error TEXT"
    ") STRICT;"
    "INSERT INTO message (id, message_id, event_type, content, operation, call_id, title, is_test, to_all, "
    "created_at)"
    "  SELECT m.id, m.message_id, m.event_type, 0, m.operation, o.call_id, o.title, o.is_test, 1, "
    "m.created_at"
    "  FROM message_1 m JOIN operation o ON o.id = m.operation;"
    "DROP TABLE message_1;"
    "CREATE INDEX message_key ON message (id);"
    "CREATE INDEX message_sent ON message (id, state) WHERE state <> 0;"
    "CREATE INDEX message_state ON message (state, id);"
    "CREATE INDEX message_call ON message (call_id, id) WHERE call_id IS NOT NULL;"
    "CREATE INDEX message_created ON message (created_at);"
    "CREATE TABLE message_body ("
    "  id INTEGER PRIMARY KEY REFERENCES message,"
    "  payload BLOB NOT NULL,"
    "  headers BLOB"
    ") STRICT;"
    "CREATE TABLE attempt ("
    "  id INTEGER PRIMARY KEY,"
    "  message INTEGER NOT NULL REFERENCES message,"
    "  endpoint INTEGER NOT NULL DEFAULT 0,"
    "  url TEXT NOT NULL,"
    "  rule INTEGER NOT NULL DEFAULT 0,"
    "  lane INTEGER NOT NULL DEFAULT 0,"
    "  turn INTEGER NOT NULL,"
    "  number INTEGER NOT NULL,"
    "  step INTEGER NOT NULL,"
    "  state INTEGER NOT NULL DEFAULT 0,"
    "  trigger INTEGER NOT NULL,"
    "  sign_mode INTEGER NOT NULL,"
    "  planned_at INTEGER NOT NULL,"
    "  delay INTEGER NOT NULL,"
    "  due_at INTEGER NOT NULL,"
    "  started_at INTEGER NOT NULL DEFAULT 0,"
    "  duration INTEGER NOT NULL DEFAULT 0,"
    "  http_status INTEGER NOT NULL DEFAULT 0,"
    "  failure INTEGER NOT NULL DEFAULT 0,"
    "  error TEXT,"
    "  address TEXT,"
    "  next_at INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE INDEX attempt_message ON attempt (message);"
    "CREATE INDEX attempt_endpoint ON attempt (endpoint, message);"
    "CREATE INDEX attempt_made ON attempt (endpoint, started_at) WHERE started_at > 0;"
    "CREATE INDEX attempt_waiting ON attempt (message, state, endpoint, due_at) WHERE state = 0;"
    "CREATE INDEX attempt_due ON attempt (endpoint, turn, rule, state, due_at) WHERE state = 0;"
    "CREATE INDEX attempt_lane ON attempt (endpoint, lane, state, message) WHERE state = 0 AND lane <> 0;"
    "CREATE INDEX attempt_rule ON attempt (rule, state, message) WHERE state = 0 AND rule <> 0;"
    "CREATE TABLE attempt_body ("
    "  id INTEGER PRIMARY KEY REFERENCES attempt,"
    "  request_headers BLOB,"
    "  response_headers BLOB,"
    "  response_body BLOB,"
    "  truncated INTEGER NOT NULL"
    ") STRICT;"
    "ALTER TABLE tally ADD COLUMN pending_messages INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE tally ADD COLUMN failed_messages INTEGER NOT NULL DEFAULT 0;"
    "CREATE TRIGGER message_made AFTER INSERT ON message WHEN new.state <> 0 BEGIN"
    "  UPDATE tally SET pending_messages = pending_messages + (new.state = 1),"
    "    failed_messages = failed_messages + (new.state = 3);"
    "END;"
    "CREATE TRIGGER message_moved AFTER UPDATE OF state ON message WHEN new.state <> old.state BEGIN"
    "  UPDATE tally SET pending_messages = pending_messages + (new.state = 1) - (old.state = 1),"
    "    failed_messages = failed_messages + (new.state = 3) - (old.state = 3);"
    "END;";

/* Operations that were created at a remote API. They say at which, since there may be another one tomorrow. */
static const char VERSION_3[] = "ALTER TABLE operation ADD COLUMN remote_base TEXT;";

/* One step a version, applied in order inside one transaction. Never edit a step that has been released. */
static const char *const MIGRATIONS[HLC_STORE_VERSION] = { VERSION_1, VERSION_2, VERSION_3 };

static gboolean
migrate (HlcSql *sql, GError **error)
{
  gint64 version = 0;

  if (!hlc_sql_get_int (sql, "PRAGMA user_version", &version, error))
    return FALSE;

  if (version > HLC_STORE_VERSION)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_STORE,
                   _ ("The database was written by a newer version of the console (format %d, this one knows "
                      "%d). Use that version, or another data directory."),
                   (int) version, HLC_STORE_VERSION);
      return FALSE;
    }

  for (; version < HLC_STORE_VERSION; version++)
    {
      g_autofree char *set_version =
          g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT "; COMMIT", version + 1);

      if (!hlc_sql_exec (sql, "BEGIN IMMEDIATE", error) || !hlc_sql_exec (sql, MIGRATIONS[version], error) ||
          !hlc_sql_exec (sql, set_version, error))
        return FALSE;
    }

  return TRUE;
}

/* SQLite would make the file readable for everyone; its WAL and SHM files inherit these permissions. */
static gboolean
create_private_file (const char *path, GError **error)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  int saved_errno = errno;

  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }

  if (saved_errno == EEXIST)
    return TRUE;

  g_set_error (error, HLC_ERROR, HLC_ERROR_STORE, _ ("Cannot create the database %s: %s"), path,
               g_strerror (saved_errno));
  return FALSE;
}

/**
 * hlc_store_schema_open_writer:
 * @path: the database file; made with mode 0600 when missing
 *
 * Opens the one writing connection and brings the format up to %HLC_STORE_VERSION. Checkpoints are explicit:
 * SQLite before 3.51.3 can corrupt a WAL that two connections checkpoint.
 *
 * Returns: (transfer full) (nullable): the connection, or %NULL with @error set
 */
HlcSql *
hlc_store_schema_open_writer (const char *path, GError **error)
{
  g_autoptr (HlcSql) sql = NULL;

  if (!create_private_file (path, error))
    return NULL;

  sql = hlc_sql_open (path, SQLITE_OPEN_READWRITE, error);
  if (sql == NULL)
    return NULL;

  if (!hlc_sql_exec (sql,
                     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;"
                     "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA cache_size = -8000",
                     error) ||
      !migrate (sql, error))
    return NULL;

  return g_steal_pointer (&sql);
}

/**
 * hlc_store_schema_open_reader:
 * @path: a database that a writer has opened before
 *
 * Returns: (transfer full) (nullable): a read-only connection that never checkpoints, or %NULL with @error set
 */
HlcSql *
hlc_store_schema_open_reader (const char *path, GError **error)
{
  g_autoptr (HlcSql) sql = hlc_sql_open (path, SQLITE_OPEN_READONLY, error);

  if (sql == NULL)
    return NULL;

  sqlite3_db_config (hlc_sql_get_handle (sql), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (!hlc_sql_exec (sql, "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -4000",
                     error))
    return NULL;

  return g_steal_pointer (&sql);
}

/**
 * hlc_store_schema_check:
 *
 * Reads the whole database after the disk failed (`PRAGMA quick_check`). Slow; on the writer thread.
 *
 * Returns: %FALSE with @error set when it is damaged
 */
gboolean
hlc_store_schema_check (HlcSql *sql, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (sql, "PRAGMA quick_check (1)", error);
  gboolean has_row = FALSE;
  gboolean ok = FALSE;

  if (statement == NULL || !hlc_sql_step (sql, statement, &has_row, error))
    return FALSE;

  ok = has_row && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  sqlite3_reset (statement);
  if (!ok)
    g_set_error_literal (error, HLC_ERROR, HLC_ERROR_UNHEALTHY, _ ("The database is damaged (quick_check)."));

  return ok;
}
