/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-operation-batch.h"

#include "hlc-id-scheme.h"
#include "hlc-random.h"
#include "hlc-store-operations.h"
#include "hlc-store-rows.h"

/* Characters of a run_id that we make, after its prefix: 96 random bits. */
#define ID_CHARACTERS 16

typedef struct
{
  GPtrArray *drafts;     /* (owned) (element-type HlcOperationDraft) */
  GPtrArray *operations; /* (owned) (element-type HlcOperation) */
  gint64 now;
} Batch;

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_ptr_array_unref (batch->drafts);
  g_ptr_array_unref (batch->operations);
  g_free (batch);
}

/* Reader thread. */
static gpointer
find_taken (HlcSql *sql, gpointer input, GError **error)
{
  GPtrArray *drafts = input;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < drafts->len; i++)
    {
      const HlcOperationDraft *draft = g_ptr_array_index (drafts, i);
      g_autoptr (HlcOperation) stored = NULL;

      if (draft->call_id == NULL)
        continue;
      if (!hlc_store_find_operation (sql, draft->call_id, &stored, error))
        return NULL;
      if (stored != NULL || !g_hash_table_add (seen, draft->call_id))
        g_hash_table_add (taken, g_strdup (draft->call_id));
    }

  return g_steal_pointer (&taken);
}

/**
 * hlc_operation_batch_find_taken_async:
 * @drafts: (element-type HlcOperationDraft): not to be changed until the call finishes
 * @cancellable: (nullable): stops it
 *
 * Looks which of the ids are taken, by a stored operation or by another draft before it.
 */
void
hlc_operation_batch_find_taken_async (HlcStore *store,
                                      GPtrArray *drafts,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_return_if_fail (drafts != NULL);

  hlc_store_read_async (store, HLC_READ_OBJECT, find_taken, (GDestroyNotify) g_hash_table_unref,
                        g_ptr_array_ref (drafts), (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
                        user_data);
}

/** hlc_operation_batch_find_taken_finish: Returns: (transfer full) (nullable) (element-type utf8 utf8): the taken ids */
GHashTable *
hlc_operation_batch_find_taken_finish (HlcStore *store, GAsyncResult *result, GError **error)
{
  return hlc_store_read_finish (store, result, error);
}

static HlcOperation *
compose_one (const HlcOperationDraft *draft, gint64 now, GError **error)
{
  g_autofree char *call_id =
      draft->call_id != NULL ? g_strdup (draft->call_id) : hlc_id_choose (HLC_ID_MADE, NULL, NULL, NULL);
  g_autofree char *run_id =
      draft->run_id != NULL ? g_strdup (draft->run_id) : hlc_random_token ("run_", ID_CHARACTERS);
  g_autoptr (GPtrArray) problems = hlc_problems_new ();
  HlcOperation *operation = hlc_operation_draft_to_operation (draft, call_id, run_id, problems);
  g_autofree char *sentence = NULL;

  if (operation == NULL)
    {
      sentence = hlc_problems_to_sentence (problems);
      g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE, "%s%s%s", draft->label != NULL ? draft->label : "",
                   draft->label != NULL && *draft->label != '\0' ? ": " : "", sentence);
      return NULL;
    }

  operation->origin = HLC_ORIGIN_CONSOLE;
  operation->is_test = TRUE;
  operation->requested_at = now;
  operation->responded_at = 0;
  return operation;
}

/* Other thread. */
static void
compose (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Batch *batch = task_data;
  GError *error = NULL;

  for (guint i = 0; i < batch->drafts->len; i++)
    {
      HlcOperation *operation = NULL;

      if (g_task_return_error_if_cancelled (task))
        return;

      operation = compose_one (g_ptr_array_index (batch->drafts, i), batch->now, &error);
      if (operation == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_add (batch->operations, operation);
    }

  g_task_return_boolean (task, TRUE);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *stored = hlc_store_create_operations_finish (HLC_STORE (source), result, &error);

  if (stored != NULL)
    g_task_return_pointer (task, stored, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Batch *batch = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  /* From here on it is done or not, and who cancels is told which. */
  g_task_set_check_cancellable (task, FALSE);
  hlc_store_create_operations_async (g_task_get_source_object (task), batch->operations, stored_cb,
                                     g_object_ref (task));
}

/**
 * hlc_operation_batch_create_async:
 * @drafts: (element-type HlcOperationDraft): not to be changed until the call finishes
 * @now: microseconds since the epoch
 * @cancellable: (nullable): stops it, as long as nothing is stored
 *
 * Creates test operations, all or none, with the ids that they lack.
 */
void
hlc_operation_batch_create_async (HlcStore *store,
                                  GPtrArray *drafts,
                                  gint64 now,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  g_autoptr (GTask) inner = g_task_new (NULL, cancellable, composed_cb, g_object_ref (task));
  Batch *batch = g_new0 (Batch, 1);

  g_return_if_fail (HLC_IS_STORE (store) && drafts != NULL);

  batch->drafts = g_ptr_array_ref (drafts);
  batch->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_operation_unref);
  batch->now = now;
  g_task_set_source_tag (task, hlc_operation_batch_create_async);
  g_task_set_source_tag (inner, hlc_operation_batch_create_async);
  g_task_set_task_data (task, batch, batch_free);
  g_task_set_task_data (inner, batch, NULL);
  g_task_run_in_thread (inner, compose);
}

/**
 * hlc_operation_batch_create_finish:
 *
 * Returns: (transfer full) (nullable) (element-type HlcOperation): what is stored, or %NULL and nothing is
 */
GPtrArray *
hlc_operation_batch_create_finish (HlcStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
