/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-answer.h"

typedef struct
{
  GTask *task;                /* (owned) */
  gpointer result;            /* (owned) (nullable) */
  GDestroyNotify result_free; /* (nullable) */
  GError *error;              /* (owned) (nullable) */
} Answer;

static gboolean
answer_cb (gpointer user_data)
{
  Answer *answer = user_data;

  if (answer->error != NULL)
    g_task_return_error (answer->task, g_steal_pointer (&answer->error));
  else
    g_task_return_pointer (answer->task, g_steal_pointer (&answer->result), answer->result_free);
  return G_SOURCE_REMOVE;
}

static void
answer_free (gpointer user_data)
{
  Answer *answer = user_data;

  if (answer->result != NULL && answer->result_free != NULL)
    answer->result_free (answer->result);
  g_clear_error (&answer->error);
  g_object_unref (answer->task);
  g_free (answer);
}

/**
 * hlc_answer:
 * @task: (transfer full): what was asked
 * @result: (transfer full) (nullable): its result
 * @result_free: (nullable): frees @result
 * @error: (transfer full) (nullable): why there is none
 *
 * Answers from another thread, in the task's context and at its priority. The thread gives its reference away: were
 * it the last one, the store that the task holds would be closed on a thread that the store waits for.
 */
void
hlc_answer (GTask *task, gpointer result, GDestroyNotify result_free, GError *error)
{
  Answer *answer = g_new0 (Answer, 1);
  g_autoptr (GSource) source = g_idle_source_new ();
  /* The context lives while the source is attached, even when the task is done and gone by then. */
  g_autoptr (GMainContext) context = g_main_context_ref (g_task_get_context (task));

  answer->task = task;
  answer->result = result;
  answer->result_free = result_free;
  answer->error = error;
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_static_name (source, "hlc-answer");
  g_source_set_callback (source, answer_cb, answer, answer_free);
  g_source_attach (source, context);
}
