/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-portions.h"

#include "hlc-priority.h"

/* A long write. Between two portions it belongs to the main thread, during one to the writer. */
typedef struct
{
  HlcPortionFunc func;
  GDestroyNotify result_free;
  gpointer input; /* (owned) */
  GDestroyNotify input_free;
  HlcProgress progress;
} LongWrite;

/* What a portion came to. */
typedef struct
{
  HlcProgress progress;
  gpointer result; /* (owned) (nullable) */
  GDestroyNotify result_free;
} Portion;

static void
long_write_free (gpointer data)
{
  LongWrite *write = data;

  if (write->input_free != NULL)
    write->input_free (write->input);
  g_free (write);
}

static void
portion_free (gpointer data)
{
  Portion *portion = data;

  if (portion->result != NULL && portion->result_free != NULL)
    portion->result_free (portion->result);
  g_free (portion);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Portion, portion_free)

static gpointer
write_portion (HlcSql *sql, gpointer data, HlcStoreChanges *changes, GError **error)
{
  const LongWrite *write = data;
  g_autoptr (Portion) portion = g_new0 (Portion, 1);
  GError *own_error = NULL;

  portion->progress = write->progress;
  portion->result_free = write->result_free;
  portion->result = write->func (sql, write->input, &portion->progress, changes, &own_error);
  if (own_error != NULL)
    {
      g_propagate_error (error, own_error);
      return NULL;
    }

  return g_steal_pointer (&portion);
}

static void push_portion (GTask *task);

static void
portion_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LongWrite *write = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (Portion) portion = hlc_store_write_finish (HLC_STORE (object), result, &error);

  if (portion == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  write->progress = portion->progress;
  if (write->progress.is_last)
    g_task_return_pointer (task, g_steal_pointer (&portion->result), write->result_free);
  else
    push_portion (g_steal_pointer (&task));
}

/* Takes @task, which keeps what the writer reads meanwhile. */
static void
push_portion (GTask *task)
{
  hlc_store_write_async (g_task_get_source_object (task), write_portion, portion_free,
                         g_task_get_task_data (task), NULL, portion_written_cb, task);
}

/**
 * hlc_store_write_portions_async:
 * @func: one portion
 * @result_free: (nullable): frees the result
 * @input: (transfer full): given to @func
 *
 * Runs a write that may be long, so that nobody waits behind the whole of it. One portion that fails leaves those before it
 * as they are: @func is made so that beginning again finishes what was begun.
 */
void
hlc_store_write_portions_async (HlcStore *self,
                                HlcPortionFunc func,
                                GDestroyNotify result_free,
                                gpointer input,
                                GDestroyNotify input_free,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  LongWrite *write = NULL;

  g_return_if_fail (HLC_IS_STORE (self));

  write = g_new0 (LongWrite, 1);
  write->func = func;
  write->result_free = result_free;
  write->input = input;
  write->input_free = input_free;
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, hlc_store_write_portions_async);
  g_task_set_priority (task, HLC_PRIORITY_ANSWER);
  g_task_set_task_data (task, write, long_write_free);
  push_portion (g_steal_pointer (&task));
}

/**
 * hlc_store_write_portions_finish:
 *
 * Returns: (transfer full) (nullable): what the last portion returned, or %NULL with @error set
 */
gpointer
hlc_store_write_portions_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
