/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-line-writer.h"

#include <errno.h>
#include <gio/gio.h>
#include <unistd.h>

struct _HlcLineWriter
{
  GThread *thread; /* (owned) */
  int fd;
  gsize max_bytes;

  GMutex mutex;
  GCond cond;
  GQueue lines;              /* (mutex mutex) (owned) (element-type GBytes) */
  gsize n_bytes;             /* (mutex mutex): in @lines */
  guint64 n_dropped;         /* (mutex mutex): since the queue was last empty */
  gboolean is_finished;      /* (mutex mutex): no line comes any more */
  gboolean is_broken;        /* (mutex mutex): nobody reads any more */
  gatomicrefcount ref_count; /* the user and the thread */
};

static void
line_writer_unref (HlcLineWriter *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_queue_clear_full (&self->lines, (GDestroyNotify) g_bytes_unref);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      gssize n_written = write (fd, data, length);

      if (n_written < 0 && errno == EINTR)
        continue;
      if (n_written < 0)
        return FALSE;

      data += n_written;
      length -= (gsize) n_written;
    }

  return TRUE;
}

/* The next line to write, waiting for one; %NULL when there will be none. */
static GBytes *
pop_line (HlcLineWriter *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GBytes *line;

  while (g_queue_is_empty (&self->lines) && !self->is_finished && self->n_dropped == 0)
    g_cond_wait (&self->cond, &self->mutex);

  line = g_queue_pop_head (&self->lines);
  if (line != NULL)
    {
      self->n_bytes -= g_bytes_get_size (line);
      return line;
    }

  if (self->n_dropped > 0)
    {
      char *text =
          g_strdup_printf ("{\"event\":\"dropped\",\"count\":%" G_GUINT64_FORMAT "}\n", self->n_dropped);

      self->n_dropped = 0;
      return g_bytes_new_take (text, strlen (text));
    }

  return NULL;
}

static gpointer
line_writer_thread (gpointer user_data)
{
  HlcLineWriter *self = user_data;
  gboolean is_broken = FALSE;

  while (!is_broken)
    {
      g_autoptr (GBytes) line = pop_line (self);

      if (line == NULL)
        break;

      is_broken = !write_all (self->fd, line);
    }

  g_mutex_lock (&self->mutex);
  self->is_broken = TRUE;
  g_queue_clear_full (&self->lines, (GDestroyNotify) g_bytes_unref);
  self->n_bytes = 0;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);

  line_writer_unref (self);
  return NULL;
}

/**
 * hlc_line_writer_new:
 * @fd: an open file descriptor, borrowed: it must stay open as long as the process may write
 * @max_bytes: how much may wait for the reader
 *
 * Returns: (transfer full): a writer, to be given back to hlc_line_writer_finish()
 */
HlcLineWriter *
hlc_line_writer_new (int fd, gsize max_bytes)
{
  HlcLineWriter *self = g_new0 (HlcLineWriter, 1);

  self->fd = fd;
  self->max_bytes = max_bytes;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->lines);
  g_atomic_ref_count_init (&self->ref_count);
  g_atomic_ref_count_inc (&self->ref_count);
  self->thread = g_thread_new ("hlc-line-writer", line_writer_thread, self);
  return self;
}

/**
 * hlc_line_writer_write:
 * @self: a writer
 * @line: the line, with its line feed
 *
 * Queues a line and returns at once.
 */
void
hlc_line_writer_write (HlcLineWriter *self, GBytes *line)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (line != NULL);

  locker = g_mutex_locker_new (&self->mutex);
  if (self->is_broken)
    return;

  /* Once lines are dropped, more are until the queue is empty, so that the gap is one and is told in its place. */
  if (self->n_dropped > 0 || self->n_bytes + g_bytes_get_size (line) > self->max_bytes)
    {
      self->n_dropped++;
    }
  else
    {
      g_queue_push_tail (&self->lines, g_bytes_ref (line));
      self->n_bytes += g_bytes_get_size (line);
    }

  g_cond_signal (&self->cond);
}

/**
 * hlc_line_writer_finish:
 * @self: (transfer full): a writer
 * @milliseconds: how long to wait for the reader
 *
 * Writes what is queued and ends. A reader who does not read within the time loses the rest; the thread that waits
 * for him is left to the end of the process.
 */
void
hlc_line_writer_finish (HlcLineWriter *self, guint milliseconds)
{
  gint64 end_time = g_get_monotonic_time () + milliseconds * (G_USEC_PER_SEC / 1000);
  gboolean is_done = TRUE;

  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  self->is_finished = TRUE;
  g_cond_broadcast (&self->cond);
  while (is_done && !self->is_broken)
    is_done = g_cond_wait_until (&self->cond, &self->mutex, end_time);
  g_mutex_unlock (&self->mutex);

  if (is_done)
    g_thread_join (self->thread);
  else
    g_thread_unref (self->thread);

  line_writer_unref (self);
}
