/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-writer.h"

#include <glib/gi18n-lib.h>

#include "hlc-answer.h"
#include "hlc-english.h"
#include "hlc-search-index.h"
#include "hlc-store-schema.h"

/* A group is committed when nothing waits, or at this many writes, or after this many microseconds. */
#define GROUP_WRITES 64
#define GROUP_TIME 3000

/* Pages in the WAL (4 KiB each) from which it is checkpointed when nothing waits, and at the latest. */
#define CHECKPOINT_IDLE_PAGES 1000
#define CHECKPOINT_LATEST_PAGES 8000

/* Rows that may wait to be made searchable while webhooks come without a pause. */
#define INDEX_LATEST_ROWS 4096

typedef struct
{
  GTask *task; /* (owned) (nullable): %NULL tells the thread to end */
  HlcWriteFunc func;
  GDestroyNotify result_free;
  gboolean is_english; /* what goes wrong is told to a program */
  gpointer result;
  GError *error; /* (owned) (nullable) */
} Write;

struct _HlcStoreWriter
{
  GThread *thread;    /* (owned) */
  GAsyncQueue *queue; /* (owned): of Write */
  char *path;         /* (owned) */
  HlcStoreWriterNotify notify;
  gpointer user_data;

  HlcSql *sql;   /* (owned) (nullable): writer thread only; %NULL while it cannot be opened */
  int wal_pages; /* writer thread only */
  /* Rows that are not searchable yet, at least; 0 when all are: writer thread only. */
  guint n_unindexed;

  int healthy; /* atomic */
  GMutex lock;
  HlcStoreChanges *changes; /* (owned): (mutex lock) */
};

static void
write_free (gpointer data)
{
  Write *write = data;

  g_clear_object (&write->task);
  g_clear_error (&write->error);
  g_free (write);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Write, write_free)

/* The arrays of HlcStoreChanges. */
#define N_CHANGES (sizeof (HlcStoreChanges) / sizeof (GArray *))

static GArray **
changes_get (HlcStoreChanges *self, guint i)
{
  return (GArray **) self + i;
}

HlcStoreChanges *
hlc_store_changes_new (void)
{
  HlcStoreChanges *self = g_new0 (HlcStoreChanges, 1);

  for (guint i = 0; i < N_CHANGES; i++)
    *changes_get (self, i) = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
hlc_store_changes_free (HlcStoreChanges *self)
{
  for (guint i = 0; i < N_CHANGES; i++)
    g_array_unref (*changes_get (self, i));
  g_free (self);
}

/**
 * hlc_store_changes_is_empty:
 *
 * Returns: whether nothing was touched
 */
gboolean
hlc_store_changes_is_empty (HlcStoreChanges *self)
{
  for (guint i = 0; i < N_CHANGES; i++)
    if ((*changes_get (self, i))->len > 0)
      return FALSE;

  return TRUE;
}

static void
changes_add (HlcStoreChanges *self, HlcStoreChanges *more)
{
  for (guint i = 0; i < N_CHANGES; i++)
    g_array_append_vals (*changes_get (self, i), (*changes_get (more, i))->data,
                         (*changes_get (more, i))->len);
}

static void
changes_clear (HlcStoreChanges *self)
{
  for (guint i = 0; i < N_CHANGES; i++)
    g_array_set_size (*changes_get (self, i), 0);
}

static int
wal_cb (gpointer user_data, sqlite3 *handle, const char *schema, int pages)
{
  HlcStoreWriter *self = user_data;

  self->wal_pages = pages;
  return SQLITE_OK;
}

static void
watch_wal (HlcStoreWriter *self)
{
  sqlite3_wal_hook (hlc_sql_get_handle (self->sql), wal_cb, self);
}

/* After a failed commit nobody knows what reached the disk: only a connection that read it anew does. */
static gboolean
reopen (HlcStoreWriter *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->sql, hlc_sql_free);
  self->sql = hlc_store_schema_open_writer (self->path, &error);
  if (self->sql != NULL && !hlc_store_schema_check (self->sql, &error))
    g_clear_pointer (&self->sql, hlc_sql_free);

  if (self->sql == NULL)
    {
      g_warning ("The database cannot be written: %s", error->message);
      return FALSE;
    }

  watch_wal (self);
  return TRUE;
}

static void
set_healthy (HlcStoreWriter *self, gboolean healthy)
{
  if (g_atomic_int_exchange (&self->healthy, healthy) != healthy)
    self->notify (self->user_data);
}

typedef enum
{
  OUTCOME_DONE,  /* it succeeded, or failed and left nothing behind */
  OUTCOME_DIRTY, /* it failed half-way, and nothing but a rollback of the group undoes that */
  OUTCOME_LOST,  /* the transaction as a whole is lost */
} Outcome;

static Outcome
run_write (HlcStoreWriter *self, Write *write, gboolean careful, HlcStoreChanges *changes)
{
  g_auto (HlcEnglish) english = hlc_english_begin (write->is_english);
  g_autoptr (HlcStoreChanges) own = hlc_store_changes_new ();
  g_autoptr (GError) undo_error = NULL;
  sqlite3_int64 rows_before = sqlite3_total_changes64 (hlc_sql_get_handle (self->sql));

  if (careful && !hlc_sql_exec (self->sql, "SAVEPOINT one", &write->error))
    return OUTCOME_LOST;

  write->result = write->func (self->sql, g_task_get_task_data (write->task), own, &write->error);
  if (write->error == NULL)
    {
      changes_add (changes, own);
      return !careful || hlc_sql_exec (self->sql, "RELEASE one", &write->error) ? OUTCOME_DONE : OUTCOME_LOST;
    }

  if (g_error_matches (write->error, HLC_ERROR, HLC_ERROR_UNHEALTHY))
    return OUTCOME_LOST;

  if (careful)
    return hlc_sql_exec (self->sql, "ROLLBACK TO one; RELEASE one", &undo_error) ? OUTCOME_DONE
                                                                                 : OUTCOME_LOST;

  return sqlite3_total_changes64 (hlc_sql_get_handle (self->sql)) == rows_before ? OUTCOME_DONE
                                                                                 : OUTCOME_DIRTY;
}

/* As if none of the group had been run. */
static gboolean
start_again (HlcStoreWriter *self, GPtrArray *group, HlcStoreChanges *changes, GError **error)
{
  for (guint i = 0; i < group->len; i++)
    {
      Write *write = g_ptr_array_index (group, i);

      if (write->result != NULL && write->result_free != NULL)
        write->result_free (write->result);
      write->result = NULL;
      g_clear_error (&write->error);
    }

  changes_clear (changes);
  return hlc_sql_exec (self->sql, "ROLLBACK; BEGIN IMMEDIATE", error);
}

static Write *
pop_more (HlcStoreWriter *self)
{
  Write *write = g_async_queue_try_pop (self->queue);

  /* The end of the thread waits until this group is done. */
  if (write != NULL && write->task == NULL)
    {
      g_async_queue_push_front (self->queue, write);
      return NULL;
    }

  return write;
}

/*
 * Writes share a transaction, and one that fails is undone alone. A savepoint for each would do that, but the full-text
 * index goes to the disk at every savepoint: thirty pages a write. Nearly all failures come before anything was written
 * and need none; after one that does not, the group is run again with savepoints.
 */
static gboolean
commit_group (HlcStoreWriter *self, GPtrArray *group, HlcStoreChanges *changes, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + GROUP_TIME;
  gboolean careful = FALSE;
  guint done = 0;

  if (self->sql == NULL && !reopen (self))
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_UNHEALTHY, _ ("The database cannot be opened."));
      return FALSE;
    }

  if (!hlc_sql_exec (self->sql, "BEGIN IMMEDIATE", error))
    return FALSE;

  while (done < group->len)
    {
      Write *write = g_ptr_array_index (group, done);

      switch (run_write (self, write, careful, changes))
        {
        case OUTCOME_DIRTY:
          if (!start_again (self, group, changes, error))
            return FALSE;
          careful = TRUE;
          done = 0;
          continue;

        case OUTCOME_LOST:
          g_propagate_error (error, write->error != NULL
                                        ? g_error_copy (write->error)
                                        : g_error_new_literal (HLC_ERROR, HLC_ERROR_UNHEALTHY,
                                                               _ ("The database lost a transaction.")));
          return FALSE;

        case OUTCOME_DONE:
        default:
          done++;
        }

      if (done == group->len && done < GROUP_WRITES && g_get_monotonic_time () < deadline)
        {
          write = pop_more (self);
          if (write != NULL)
            g_ptr_array_add (group, write);
        }
    }

  return hlc_sql_exec (self->sql, "COMMIT", error);
}

static void
fail_group (HlcStoreWriter *self, GPtrArray *group, const GError *error)
{
  g_warning ("Nothing was written: %s", error->message);

  /* A connection whose COMMIT failed is never asked again. */
  g_clear_pointer (&self->sql, hlc_sql_free);
  set_healthy (self, FALSE);

  for (guint i = 0; i < group->len; i++)
    {
      Write *write = g_ptr_array_index (group, i);
      g_auto (HlcEnglish) english = hlc_english_begin (write->is_english);

      if (write->result != NULL && write->result_free != NULL)
        write->result_free (write->result);
      hlc_answer (
          g_steal_pointer (&write->task), NULL, NULL,
          g_error_new (HLC_ERROR, HLC_ERROR_UNHEALTHY,
                       _ ("The console cannot store anything now. Free some disk space, or look at its "
                          "log. (%s)"),
                       error->message));
    }
}

static void
tell (HlcStoreWriter *self, HlcStoreChanges *changes)
{
  if (hlc_store_changes_is_empty (changes))
    return;

  g_mutex_lock (&self->lock);
  changes_add (self->changes, changes);
  g_mutex_unlock (&self->lock);
  self->notify (self->user_data);
}

static void
finish_group (HlcStoreWriter *self, GPtrArray *group, HlcStoreChanges *changes)
{
  set_healthy (self, TRUE);
  tell (self, changes);
  self->n_unindexed += changes->operations->len + changes->deliveries->len;

  for (guint i = 0; i < group->len; i++)
    {
      Write *write = g_ptr_array_index (group, i);

      hlc_answer (g_steal_pointer (&write->task), g_steal_pointer (&write->result), write->result_free,
                  g_steal_pointer (&write->error));
    }
}

/* One step in a transaction of its own. A failure is a failed commit like any other: the connection is not used again. */
static gboolean
index_step (HlcStoreWriter *self)
{
  g_autoptr (HlcStoreChanges) changes = hlc_store_changes_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;

  if (!hlc_sql_exec (self->sql, "BEGIN IMMEDIATE", &error) ||
      !hlc_search_index_step (self->sql, changes, &is_done, &error) ||
      !hlc_sql_exec (self->sql, "COMMIT", &error))
    {
      g_warning ("The search index was not brought up to date: %s", error->message);
      g_clear_pointer (&self->sql, hlc_sql_free);
      set_healthy (self, FALSE);
      return FALSE;
    }

  self->n_unindexed =
      is_done ? 0 : MAX (self->n_unindexed, HLC_SEARCH_INDEX_STEP) - HLC_SEARCH_INDEX_STEP + 1;
  tell (self, changes);
  return TRUE;
}

/* While nothing waits, or one step when the index is far behind. */
static void
index_when_idle (HlcStoreWriter *self)
{
  gboolean is_behind = self->n_unindexed > INDEX_LATEST_ROWS;

  while (self->sql != NULL && self->n_unindexed > 0 && (is_behind || g_async_queue_length (self->queue) <= 0))
    {
      is_behind = FALSE;
      if (!index_step (self))
        return;
    }
}

static void
checkpoint_when_due (HlcStoreWriter *self)
{
  gboolean idle = g_async_queue_length (self->queue) <= 0;

  if (self->sql == NULL || self->wal_pages < (idle ? CHECKPOINT_IDLE_PAGES : CHECKPOINT_LATEST_PAGES))
    return;

  sqlite3_wal_checkpoint_v2 (hlc_sql_get_handle (self->sql), NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  self->wal_pages = 0;
}

static gpointer
writer_thread (gpointer user_data)
{
  HlcStoreWriter *self = user_data;

  /* What the last run left unindexed; finding nothing costs nothing. */
  self->n_unindexed = 1;
  index_when_idle (self);

  while (TRUE)
    {
      g_autoptr (Write) first = g_async_queue_pop (self->queue);
      g_autoptr (GPtrArray) group = g_ptr_array_new_with_free_func (write_free);
      g_autoptr (HlcStoreChanges) changes = hlc_store_changes_new ();
      g_autoptr (GError) error = NULL;

      if (first->task == NULL)
        break;

      g_ptr_array_add (group, g_steal_pointer (&first));
      if (commit_group (self, group, changes, &error))
        finish_group (self, group, changes);
      else
        fail_group (self, group, error);

      index_when_idle (self);
      checkpoint_when_due (self);
    }

  if (self->sql != NULL)
    sqlite3_wal_checkpoint_v2 (hlc_sql_get_handle (self->sql), NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  g_clear_pointer (&self->sql, hlc_sql_free);
  return NULL;
}

/**
 * hlc_store_writer_new:
 * @path: the database, to open it again after the disk failed
 * @sql: (transfer full): the one writing connection
 * @notify: called on the writer thread
 *
 * Starts the writer thread.
 *
 * Returns: (transfer full): the writer
 */
HlcStoreWriter *
hlc_store_writer_new (const char *path, HlcSql *sql, HlcStoreWriterNotify notify, gpointer user_data)
{
  HlcStoreWriter *self = g_new0 (HlcStoreWriter, 1);

  self->path = g_strdup (path);
  self->sql = sql;
  self->notify = notify;
  self->user_data = user_data;
  self->healthy = TRUE;
  self->queue = g_async_queue_new_full (write_free);
  self->changes = hlc_store_changes_new ();
  g_mutex_init (&self->lock);
  watch_wal (self);
  self->thread = g_thread_new ("hlc-store-writer", writer_thread, self);
  return self;
}

/**
 * hlc_store_writer_free:
 *
 * Commits what was pushed before, checkpoints, and ends the thread.
 */
void
hlc_store_writer_free (HlcStoreWriter *self)
{
  g_async_queue_push (self->queue, g_new0 (Write, 1));
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  hlc_store_changes_free (self->changes);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self);
}

/**
 * hlc_store_writer_push:
 * @task: gets the result after COMMIT, or %HLC_ERROR_UNHEALTHY
 * @func: what to write, with the task's data
 * @result_free: (nullable): frees what @func returns
 *
 * Puts a write in the queue. Any thread.
 */
void
hlc_store_writer_push (HlcStoreWriter *self, GTask *task, HlcWriteFunc func, GDestroyNotify result_free)
{
  Write *write = g_new0 (Write, 1);

  write->task = g_object_ref (task);
  write->func = func;
  write->result_free = result_free;
  write->is_english = hlc_english_is_spoken ();
  g_async_queue_push (self->queue, write);
}

/**
 * hlc_store_writer_get_healthy:
 *
 * Returns: whether the last commit succeeded. Any thread.
 */
gboolean
hlc_store_writer_get_healthy (HlcStoreWriter *self)
{
  return g_atomic_int_get (&self->healthy);
}

/**
 * hlc_store_writer_steal_changes:
 *
 * Returns: (transfer full): what commits touched since the last call. Any thread.
 */
HlcStoreChanges *
hlc_store_writer_steal_changes (HlcStoreWriter *self)
{
  HlcStoreChanges *changes;

  g_mutex_lock (&self->lock);
  changes = g_steal_pointer (&self->changes);
  self->changes = hlc_store_changes_new ();
  g_mutex_unlock (&self->lock);

  return changes;
}
