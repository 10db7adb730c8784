/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-template-fill.h"

#include "hlc-store-numbering.h"

/* A template that is being filled in. */
typedef struct
{
  HlcTemplate *template; /* (owned) */
  HlcTemplateInput input;
  char **schemes; /* (owned) (nullable) */
  guint n_looked_up;
} Filling;

static void
filling_free (gpointer data)
{
  Filling *filling = data;

  hlc_template_unref (filling->template);
  g_clear_pointer (&filling->input.values, g_hash_table_unref);
  g_hash_table_unref (filling->input.numbers);
  g_strfreev (filling->schemes);
  g_free (filling);
}

static gboolean
get_first_step (HlcJsonDocument *document, HlcJsonValue *step)
{
  HlcJsonValue steps;
  HlcJsonIter iter;

  if (!hlc_json_value_get_member (hlc_json_document_get_root (document), "steps", &steps))
    return FALSE;

  hlc_json_iter_init (&iter, steps);
  return hlc_json_iter_next (&iter, NULL, step);
}

static gboolean
has_text (HlcJsonValue object, const char *name)
{
  g_autofree char *text = NULL;

  return hlc_json_read_string (object, name, FALSE, &text, NULL) && text != NULL && *text != '\0';
}

/* An id that the template does not give is made anew each time that the form is sent. */
static void
restore_ids (const Filling *filling, HlcOperationForm *form)
{
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (filling->template->json, NULL, NULL);
  HlcJsonValue step;

  if (!get_first_step (document, &step))
    return;

  if (filling->schemes[0] != NULL)
    {
      g_free (form->call_id);
      form->call_id = g_strdup (filling->schemes[0]);
    }
  else if (!has_text (step, "call_id"))
    g_clear_pointer (&form->call_id, g_free);
  if (!has_text (step, "run_id"))
    g_clear_pointer (&form->run_id, g_free);
}

static gboolean
make_form (const Filling *filling, HlcTemplateFilling *result, GError **error)
{
  const HlcOperationDraft *draft = NULL;
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autofree char *sentence = NULL;

  if (result->output->drafts->len != 1)
    return TRUE;

  draft = g_ptr_array_index (result->output->drafts, 0);
  result->form = hlc_operation_form_new_from_json (draft->body, problems);
  if (result->form != NULL)
    {
      restore_ids (filling, result->form);
      return TRUE;
    }

  sentence = hlc_form_problems_to_sentence (problems);
  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SHAPE, sentence);
  return FALSE;
}

static GPtrArray *
make_titles (const HlcTemplateOutput *output)
{
  GPtrArray *titles = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < output->drafts->len; i++)
    {
      const HlcOperationDraft *draft = g_ptr_array_index (output->drafts, i);
      g_autoptr (GPtrArray) problems = hlc_problems_new ();
      g_autoptr (HlcOperation) operation =
          hlc_operation_draft_to_operation (draft, draft->call_id, draft->run_id, problems);

      g_ptr_array_add (titles, g_strdup (operation != NULL ? operation->title : draft->label));
    }

  return titles;
}

/* Other thread: what becomes of a template may be megabytes. */
static void
expand (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Filling *filling = task_data;
  g_autoptr (HlcTemplateFilling) result = g_new0 (HlcTemplateFilling, 1);
  GError *error = NULL;

  result->output = hlc_template_expand (filling->template, &filling->input, &error);
  if (result->output == NULL || !make_form (filling, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  result->titles = make_titles (result->output);
  result->values = hlc_template_list_values (filling->template);
  g_task_return_pointer (task, g_steal_pointer (&result), (GDestroyNotify) hlc_template_filling_free);
}

static void
expanded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  HlcTemplateFilling *filling = g_task_propagate_pointer (G_TASK (result), &error);

  if (filling != NULL)
    g_task_return_pointer (task, filling, (GDestroyNotify) hlc_template_filling_free);
  else
    g_task_return_error (task, error);
}

static void
run_in_thread (GTask *task, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) inner = g_task_new (NULL, g_task_get_cancellable (task), callback, g_object_ref (task));

  g_task_set_source_tag (inner, run_in_thread);
  g_task_set_task_data (inner, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (inner, func);
}

static void look_up_next (GTask *task);

static void
number_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Filling *filling = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 number = hlc_store_find_next_number_finish (HLC_STORE (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_hash_table_insert (filling->input.numbers, g_strdup (filling->schemes[filling->n_looked_up]),
                       g_memdup2 (&number, sizeof number));
  filling->n_looked_up++;
  look_up_next (task);
}

static void
look_up_next (GTask *task)
{
  const Filling *filling = g_task_get_task_data (task);
  const char *scheme = filling->schemes[filling->n_looked_up];

  if (scheme != NULL)
    hlc_store_find_next_number_async (g_task_get_source_object (task), scheme, g_task_get_cancellable (task),
                                      number_cb, g_object_ref (task));
  else
    run_in_thread (task, expand, expanded_cb);
}

/* Other thread. */
static void
list_schemes (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Filling *filling = task_data;

  filling->schemes = hlc_template_list_schemes (filling->template, filling->input.values);
  g_task_return_boolean (task, TRUE);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    look_up_next (task);
  else
    g_task_return_error (task, error);
}

/**
 * hlc_template_fill_async:
 * @store: which numbers of a scheme are used
 * @values: (nullable) (element-type utf8 utf8): values that are not to be the default ones; not to be changed until the
 *   call finishes
 * @now: microseconds since the epoch
 * @cancellable: (nullable): stops it
 *
 * Looks up the numbers that a template needs and expands it on a worker thread. Main thread.
 */
void
hlc_template_fill_async (HlcTemplate *self,
                         HlcStore *store,
                         GHashTable *values,
                         gint64 now,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Filling *filling = g_new0 (Filling, 1);

  g_return_if_fail (self != NULL && HLC_IS_STORE (store));

  filling->template = hlc_template_ref (self);
  filling->input.now = now;
  filling->input.values = values != NULL ? g_hash_table_ref (values) : NULL;
  filling->input.numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_task_set_source_tag (task, hlc_template_fill_async);
  g_task_set_task_data (task, filling, filling_free);
  run_in_thread (task, list_schemes, listed_cb);
}

/** hlc_template_fill_finish: Returns: (transfer full) (nullable): what becomes of it */
HlcTemplateFilling *
hlc_template_fill_finish (HlcStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hlc_template_filling_free:
 * @self: (transfer full): a filling
 */
void
hlc_template_filling_free (HlcTemplateFilling *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->output, hlc_template_output_free);
  g_clear_pointer (&self->titles, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->form, hlc_operation_form_free);
  g_free (self);
}
