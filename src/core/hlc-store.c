/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "hlc-poll-counter.h"
#include "hlc-priority.h"
#include "hlc-store-deliver.h"
#include "hlc-store-query.h"
#include "hlc-store-rows.h"
#include "hlc-store-schema.h"

#define DATABASE_NAME "console.db"

/* Polls are folded for so long before they are written, in milliseconds. */
#define POLL_FOLD_TIME 1000

struct _HlcStore
{
  GObject parent_instance;

  HlcClock *clock;        /* (owned) */
  char *path;             /* (owned) */
  char *set_aside;        /* (owned) (nullable) */
  HlcStoreReader *reader; /* (owned) (nullable) */
  HlcStoreWriter *writer; /* (owned) (nullable) */
  gboolean healthy;

  HlcPollCounter *polls; /* (owned) */
  GSource *poll_source;  /* (owned) (nullable): stands while polls wait to be written */

  GMainContext *context; /* (owned) */
  GMutex lock;
  GSource *notify_source; /* (owned) (nullable): (mutex lock): stands while changes wait to be told */
};

enum
{
  PROP_0,
  PROP_HEALTHY,
  PROP_SET_ASIDE,
  N_PROPERTIES
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcStore, hlc_store, G_TYPE_OBJECT)

static gboolean
tell_changes_cb (gpointer user_data)
{
  HlcStore *self = user_data;
  g_autoptr (HlcStoreChanges) changes = NULL;
  gboolean healthy;

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->notify_source, g_source_unref);
  g_mutex_unlock (&self->lock);

  if (self->writer == NULL)
    return G_SOURCE_REMOVE;

  healthy = hlc_store_writer_get_healthy (self->writer);
  if (self->healthy != healthy)
    {
      self->healthy = healthy;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEALTHY]);
    }

  changes = hlc_store_writer_steal_changes (self->writer);
  if (!hlc_store_changes_is_empty (changes))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);

  return G_SOURCE_REMOVE;
}

/* Writer thread. One source stands for all commits until it has run. */
static void
writer_notify_cb (gpointer user_data)
{
  HlcStore *self = user_data;

  g_mutex_lock (&self->lock);
  if (self->notify_source == NULL)
    {
      self->notify_source = g_idle_source_new ();
      g_source_set_priority (self->notify_source, HLC_PRIORITY_CHANGE);
      g_source_set_static_name (self->notify_source, "hlc-store-changed");
      g_source_set_callback (self->notify_source, tell_changes_cb, self, NULL);
      g_source_attach (self->notify_source, self->context);
    }
  g_mutex_unlock (&self->lock);
}

static void
hlc_store_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HlcStore *self = HLC_STORE (object);

  switch (id)
    {
    case PROP_HEALTHY:
      g_value_set_boolean (value, hlc_store_get_healthy (self));
      break;

    case PROP_SET_ASIDE:
      g_value_set_string (value, self->set_aside);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hlc_store_dispose (GObject *object)
{
  hlc_store_close (HLC_STORE (object));

  G_OBJECT_CLASS (hlc_store_parent_class)->dispose (object);
}

static void
hlc_store_finalize (GObject *object)
{
  HlcStore *self = HLC_STORE (object);

  g_clear_pointer (&self->clock, hlc_clock_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->polls, hlc_poll_counter_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->set_aside, g_free);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (hlc_store_parent_class)->finalize (object);
}

static void
hlc_store_class_init (HlcStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_store_get_property;
  object_class->dispose = hlc_store_dispose;
  object_class->finalize = hlc_store_finalize;

  /**
   * HlcStore:healthy:
   *
   * Whether the last commit reached the disk. While it is %FALSE, writes fail with %HLC_ERROR_UNHEALTHY.
   */
  properties[PROP_HEALTHY] =
      g_param_spec_boolean ("healthy", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * HlcStore:set-aside:
   *
   * Where a damaged database was moved when this one was begun anew, or %NULL.
   */
  properties[PROP_SET_ASIDE] =
      g_param_spec_string ("set-aside", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * HlcStore::changed:
   * @changes: (type gpointer): the #HlcStoreChanges, for the time of the call
   *
   * Emitted after commits, in the context in which the store was opened.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
hlc_store_init (HlcStore *self)
{
  self->healthy = TRUE;
  self->polls = hlc_poll_counter_new ();
  g_mutex_init (&self->lock);
}

/* A damaged file is never written over: it, its WAL and its SHM get another name. */
static gboolean
set_database_aside (HlcStore *self, GError **error)
{
  static const char *const SUFFIXES[] = { "", "-wal", "-shm" };
  g_autofree char *now = hlc_time_format (hlc_clock_get_now (self->clock));
  g_autofree char *aside = g_strdup_printf ("%s.damaged-%s", self->path, now);

  for (guint i = 0; i < G_N_ELEMENTS (SUFFIXES); i++)
    {
      g_autofree char *from = g_strconcat (self->path, SUFFIXES[i], NULL);
      g_autofree char *to = g_strconcat (aside, SUFFIXES[i], NULL);

      if (g_rename (from, to) != 0 && i == 0)
        {
          g_set_error (
              error, HLC_ERROR, HLC_ERROR_STORE,
              _ ("The database %s is damaged and cannot be moved away. Move it yourself and start again."),
              self->path);
          return FALSE;
        }
    }

  g_warning ("The database was damaged. It is kept as %s, and a new one was begun.", aside);
  self->set_aside = g_steal_pointer (&aside);
  return TRUE;
}

static gboolean
is_damaged (HlcSql *sql)
{
  gint64 count = 0;
  g_autoptr (GError) error = NULL;

  return !hlc_sql_get_int (sql, "SELECT count (*) FROM sqlite_schema", &count, &error);
}

static HlcSql *
open_writer (HlcStore *self, GError **error)
{
  g_autoptr (GError) first_error = NULL;
  HlcSql *sql = hlc_store_schema_open_writer (self->path, &first_error);
  g_autoptr (HlcSql) probe = NULL;

  if (sql != NULL)
    return sql;

  /* Only a file that cannot be read as a database is moved away, not one that is newer or on a full disk. */
  probe = hlc_sql_open (self->path, SQLITE_OPEN_READWRITE, NULL);
  if (probe == NULL || !is_damaged (probe))
    {
      g_propagate_error (error, g_steal_pointer (&first_error));
      return NULL;
    }

  g_clear_pointer (&probe, hlc_sql_free);
  if (!set_database_aside (self, error))
    return NULL;

  return hlc_store_schema_open_writer (self->path, error);
}

/**
 * hlc_store_open:
 * @directory: an existing directory that only this process uses
 * @clock: the time of day
 *
 * Opens the database in @directory, makes it when missing (0600), and starts its threads. A damaged database is moved
 * aside (see HlcStore:set-aside). Blocks for as long as the disk takes.
 *
 * Returns: (transfer full) (nullable): the store, or %NULL with @error set
 */
HlcStore *
hlc_store_open (const char *directory, HlcClock *clock, GError **error)
{
  g_autoptr (HlcStore) self = g_object_new (HLC_TYPE_STORE, NULL);
  g_autoptr (HlcSql) sql = NULL;

  g_return_val_if_fail (directory != NULL && clock != NULL, NULL);

  self->clock = hlc_clock_ref (clock);
  self->context = g_main_context_ref_thread_default ();
  self->path = g_build_filename (directory, DATABASE_NAME, NULL);

  sql = open_writer (self, error);
  if (sql == NULL)
    return NULL;

  self->reader = hlc_store_reader_new (self->path, error);
  if (self->reader == NULL)
    return NULL;

  self->writer = hlc_store_writer_new (self->path, g_steal_pointer (&sql), writer_notify_cb, self);
  return g_steal_pointer (&self);
}

/**
 * hlc_store_get_healthy:
 *
 * Returns: HlcStore:healthy
 */
gboolean
hlc_store_get_healthy (HlcStore *self)
{
  g_return_val_if_fail (HLC_IS_STORE (self), FALSE);

  return self->writer != NULL && self->healthy;
}

/**
 * hlc_store_get_set_aside:
 *
 * Returns: (nullable): HlcStore:set-aside
 */
const char *
hlc_store_get_set_aside (HlcStore *self)
{
  g_return_val_if_fail (HLC_IS_STORE (self), NULL);

  return self->set_aside;
}

/**
 * hlc_store_get_clock:
 *
 * Returns: (transfer none): the time of day that the store was opened with
 */
HlcClock *
hlc_store_get_clock (HlcStore *self)
{
  g_return_val_if_fail (HLC_IS_STORE (self), NULL);

  return self->clock;
}

static void
return_closed (GTask *task)
{
  g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_UNHEALTHY, _ ("The console is shutting down."));
}

/**
 * hlc_store_read_async:
 * @func: what to read, on a reader thread
 * @result_free: (nullable): frees what @func returns
 * @input: (transfer full) (nullable): given to @func
 * @cancellable: (nullable): interrupts it
 *
 * Runs a look-up of the core library's own on a reader thread.
 */
void
hlc_store_read_async (HlcStore *self,
                      HlcReadUrgency urgency,
                      HlcReadFunc func,
                      GDestroyNotify result_free,
                      gpointer input,
                      GDestroyNotify input_free,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (HLC_IS_STORE (self));

  g_task_set_source_tag (task, hlc_store_read_async);
  g_task_set_priority (task, HLC_PRIORITY_CHANGE);
  g_task_set_task_data (task, input, input_free);
  hlc_store_read_task (self, task, urgency, func, result_free);
}

/**
 * hlc_store_read_task:
 * @task: whose data is given to @func, and which gets the result
 *
 * Runs a look-up for a task that its caller made. See hlc_store_read_async().
 */
void
hlc_store_read_task (HlcStore *self,
                     GTask *task,
                     HlcReadUrgency urgency,
                     HlcReadFunc func,
                     GDestroyNotify result_free)
{
  if (self->reader == NULL)
    return_closed (task);
  else
    hlc_store_reader_push (self->reader, task, urgency, func, result_free);
}

/**
 * hlc_store_read_finish:
 *
 * Returns: (transfer full) (nullable): what the function returned, or %NULL with @error set
 */
gpointer
hlc_store_read_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hlc_store_write_async:
 * @func: what to write, on the writer thread, inside a transaction
 * @result_free: (nullable): frees what @func returns
 * @input: (transfer full) (nullable): given to @func
 *
 * Runs a write of the core library's own. The callback runs at HLC_PRIORITY_ANSWER and only after COMMIT.
 */
void
hlc_store_write_async (HlcStore *self,
                       HlcWriteFunc func,
                       GDestroyNotify result_free,
                       gpointer input,
                       GDestroyNotify input_free,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (HLC_IS_STORE (self));

  g_task_set_source_tag (task, hlc_store_write_async);
  g_task_set_priority (task, HLC_PRIORITY_ANSWER);
  g_task_set_task_data (task, input, input_free);
  if (self->writer == NULL)
    return_closed (task);
  else
    hlc_store_writer_push (self->writer, task, func, result_free);
}

/**
 * hlc_store_write_finish:
 *
 * Returns: (transfer full) (nullable): what the function returned, or %NULL with @error set, %HLC_ERROR_UNHEALTHY
 *   when nothing can be stored now
 */
gpointer
hlc_store_write_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
add_delivery (HlcSql *sql, gpointer input, HlcStoreChanges *changes, GError **error)
{
  HlcDelivery *delivery = input;

  return hlc_store_deliver (sql, delivery, changes, error) ? hlc_delivery_ref (delivery) : NULL;
}

/**
 * hlc_store_add_delivery_async:
 * @delivery: assessed, with headers and body; not to be touched until the call finishes
 *
 * Stores a received delivery and applies what it says, in one transaction.
 */
void
hlc_store_add_delivery_async (HlcStore *self,
                              HlcDelivery *delivery,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (delivery != NULL && delivery->headers != NULL && delivery->body != NULL);

  hlc_store_write_async (self, add_delivery, (GDestroyNotify) hlc_delivery_unref, hlc_delivery_ref (delivery),
                         (GDestroyNotify) hlc_delivery_unref, callback, user_data);
}

/**
 * hlc_store_add_delivery_finish:
 *
 * Returns: (transfer full) (nullable): the delivery with its id, duplicate_of and conflict, durable; or %NULL with
 *   @error set, %HLC_ERROR_UNHEALTHY when nothing can be stored now
 */
HlcDelivery *
hlc_store_add_delivery_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_write_finish (self, result, error);
}

static gpointer
write_polls (HlcSql *sql, gpointer input, HlcStoreChanges *changes, GError **error)
{
  GArray *polls = input;

  for (guint i = 0; i < polls->len; i++)
    {
      HlcPolls *one = &g_array_index (polls, HlcPolls, i);
      sqlite3_stmt *statement =
          hlc_sql_prepare (sql, "UPDATE operation SET polls = polls + ?2, last_polled_at = ?3 WHERE id = ?1",
                           error);

      if (statement == NULL)
        return NULL;

      sqlite3_bind_int64 (statement, 1, one->operation);
      sqlite3_bind_int64 (statement, 2, one->count);
      sqlite3_bind_int64 (statement, 3, one->last_at);
      if (!hlc_sql_run (sql, statement, error))
        return NULL;
      g_array_append_val (changes->operations, one->operation);
    }

  return NULL;
}

static void
flush_polls (HlcStore *self)
{
  GArray *polls = hlc_poll_counter_steal (self->polls);

  if (self->poll_source != NULL)
    g_source_destroy (self->poll_source);
  g_clear_pointer (&self->poll_source, g_source_unref);

  if (polls->len > 0)
    hlc_store_write_async (self, write_polls, NULL, polls, (GDestroyNotify) g_array_unref, NULL, NULL);
  else
    g_array_unref (polls);
}

static gboolean
flush_polls_cb (gpointer user_data)
{
  flush_polls (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * hlc_store_note_poll:
 * @operation: its row id
 *
 * Counts one poll by an agent. Polls of a second are written together: they are a figure, not an event.
 */
void
hlc_store_note_poll (HlcStore *self, gint64 operation)
{
  g_return_if_fail (HLC_IS_STORE (self));

  if (self->writer == NULL)
    return;

  hlc_poll_counter_note (self->polls, operation, hlc_clock_get_now (self->clock));
  if (self->poll_source != NULL)
    return;

  self->poll_source = g_timeout_source_new (POLL_FOLD_TIME);
  g_source_set_static_name (self->poll_source, "hlc-store-polls");
  g_source_set_callback (self->poll_source, flush_polls_cb, self, NULL);
  g_source_attach (self->poll_source, self->context);
}

/**
 * hlc_store_close:
 *
 * Finishes what was asked, checkpoints and closes the database. What is asked later fails with %HLC_ERROR_UNHEALTHY.
 * Blocks until the threads have ended.
 */
void
hlc_store_close (HlcStore *self)
{
  g_return_if_fail (HLC_IS_STORE (self));

  if (self->poll_source != NULL)
    flush_polls (self);
  g_clear_pointer (&self->reader, hlc_store_reader_free);
  g_clear_pointer (&self->writer, hlc_store_writer_free);

  g_mutex_lock (&self->lock);
  if (self->notify_source != NULL)
    g_source_destroy (self->notify_source);
  g_clear_pointer (&self->notify_source, g_source_unref);
  g_mutex_unlock (&self->lock);
}
