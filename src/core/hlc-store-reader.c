/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-reader.h"

#include "hlc-answer.h"
#include "hlc-english.h"
#include "hlc-store-schema.h"

/*
 * Two lanes of one thread each, so that the rows on screen and what was just typed never wait for whole lists: a search
 * cannot be interrupted while the full-text index gathers a prefix.
 */
typedef enum
{
  LANE_URGENT,
  LANE_LISTS,
  N_LANES
} Lane;

typedef struct
{
  GTask *task; /* (owned) (nullable): %NULL tells one thread to end */
  HlcReadUrgency urgency;
  guint64 number;
  HlcReadFunc func;
  GDestroyNotify result_free;
  gboolean is_english; /* what goes wrong is told to a program */
} Read;

typedef struct
{
  GThread *thread;    /* (owned) */
  GAsyncQueue *queue; /* (owned): of Read, the most urgent first */
  HlcSql *sql;        /* (owned): this thread only */
} Worker;

struct _HlcStoreReader
{
  guint64 last_number;
  Worker workers[N_LANES];
};

static void
read_free (gpointer data)
{
  Read *read = data;

  g_clear_object (&read->task);
  g_free (read);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Read, read_free)

static int
compare_reads (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Read *one = a;
  const Read *other = b;

  if (one->urgency != other->urgency)
    return one->urgency < other->urgency ? -1 : 1;
  if (one->number == other->number)
    return 0;

  /* What was scrolled past is worth less than what is on screen now. */
  if (one->urgency == HLC_READ_ROWS)
    return one->number > other->number ? -1 : 1;
  return one->number < other->number ? -1 : 1;
}

static gpointer
reader_thread (gpointer user_data)
{
  Worker *worker = user_data;

  while (TRUE)
    {
      g_autoptr (Read) read = g_async_queue_pop (worker->queue);
      g_autoptr (GError) error = NULL;
      GCancellable *cancellable;
      gpointer result = NULL;

      if (read->task == NULL)
        break;

      cancellable = g_task_get_cancellable (read->task);
      if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
        {
          g_auto (HlcEnglish) english = hlc_english_begin (read->is_english);

          hlc_sql_set_cancellable (worker->sql, cancellable);
          result = read->func (worker->sql, g_task_get_task_data (read->task), &error);
          hlc_sql_set_cancellable (worker->sql, NULL);
        }

      hlc_answer (g_steal_pointer (&read->task), result, read->result_free, g_steal_pointer (&error));
    }

  return NULL;
}

/**
 * hlc_store_reader_new:
 * @path: a database that a writer has opened before
 *
 * Starts the reader threads, each with a connection of its own.
 *
 * Returns: (transfer full) (nullable): the reader, or %NULL with @error set
 */
HlcStoreReader *
hlc_store_reader_new (const char *path, GError **error)
{
  HlcStoreReader *self = g_new0 (HlcStoreReader, 1);

  for (guint i = 0; i < N_LANES; i++)
    {
      Worker *worker = &self->workers[i];

      worker->sql = hlc_store_schema_open_reader (path, error);
      if (worker->sql == NULL)
        {
          hlc_store_reader_free (self);
          return NULL;
        }
      worker->queue = g_async_queue_new_full (read_free);
      worker->thread = g_thread_new ("hlc-store-reader", reader_thread, worker);
    }

  return self;
}

/**
 * hlc_store_reader_free:
 *
 * Answers what was asked before, then ends the threads.
 */
void
hlc_store_reader_free (HlcStoreReader *self)
{
  for (guint i = 0; i < N_LANES; i++)
    {
      Worker *worker = &self->workers[i];

      if (worker->thread != NULL)
        {
          Read *end = g_new0 (Read, 1);

          end->urgency = HLC_READ_LIST;
          end->number = G_MAXUINT64;
          g_async_queue_push_sorted (worker->queue, end, compare_reads, NULL);
        }
    }

  for (guint i = 0; i < N_LANES; i++)
    {
      Worker *worker = &self->workers[i];

      g_clear_pointer (&worker->thread, g_thread_join);
      g_clear_pointer (&worker->queue, g_async_queue_unref);
      g_clear_pointer (&worker->sql, hlc_sql_free);
    }

  g_free (self);
}

/**
 * hlc_store_reader_push:
 * @task: gets the result; its cancellable interrupts the statement
 * @func: what to read, with the task's data
 * @result_free: (nullable): frees what @func returns
 *
 * Puts a look-up in the queue. On the thread that made the reader.
 */
void
hlc_store_reader_push (HlcStoreReader *self,
                       GTask *task,
                       HlcReadUrgency urgency,
                       HlcReadFunc func,
                       GDestroyNotify result_free)
{
  Read *read = g_new0 (Read, 1);
  Lane lane = urgency == HLC_READ_LIST ? LANE_LISTS : LANE_URGENT;

  read->task = g_object_ref (task);
  read->urgency = urgency;
  read->number = ++self->last_number;
  read->func = func;
  read->result_free = result_free;
  read->is_english = hlc_english_is_spoken ();
  g_async_queue_push_sorted (self->workers[lane].queue, read, compare_reads, NULL);
}
