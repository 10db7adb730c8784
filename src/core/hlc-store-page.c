/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-page.h"

#include "hlc-key-array.h"
#include "hlc-priority.h"
#include "hlc-search-index.h"

typedef struct
{
  const HlcListSource *source;
  gpointer query; /* (owned) */
  gint64 before;
  guint limit;
} PageInput;

typedef struct
{
  GPtrArray *rows; /* (owned) */
  gint64 next;
} PageResult;

static void
page_input_free (gpointer data)
{
  PageInput *input = data;

  input->source->query_free (input->query);
  g_free (input);
}

static void
page_result_free (gpointer data)
{
  PageResult *result = data;

  g_clear_pointer (&result->rows, g_ptr_array_unref);
  g_free (result);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PageResult, page_result_free)

static gpointer
read_page (HlcSql *sql, gpointer data, GError **error)
{
  PageInput *input = data;
  g_autoptr (PageResult) result = g_new0 (PageResult, 1);
  g_autoptr (GArray) keys = hlc_key_array_new ();
  /* One more than asked tells whether there is a next page. */
  gint64 limit = (gint64) input->limit + 1;

  if (!input->source->read_keys (sql, input->query, input->before, limit, keys, error))
    return NULL;

  if (keys->len > input->limit)
    {
      g_array_set_size (keys, input->limit);
      result->next = g_array_index (keys, gint64, input->limit - 1);
    }

  result->rows = input->source->read_rows (sql, input->query, keys, error);
  if (result->rows == NULL)
    return NULL;

  /* A row may go between the two statements. */
  while (g_ptr_array_remove (result->rows, NULL))
    ;
  return g_steal_pointer (&result);
}

/* Makes everything searchable that was stored before. */
static gpointer
catch_up (HlcSql *sql, gpointer input, HlcStoreChanges *changes, GError **error)
{
  gboolean is_done = FALSE;

  while (!is_done)
    if (!hlc_search_index_step (sql, changes, &is_done, error))
      break;

  return NULL;
}

static void
caught_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (hlc_store_write_finish (HLC_STORE (object), result, &error) == NULL && error != NULL)
    g_debug ("Searching without the newest rows: %s", error->message);
  hlc_store_read_task (HLC_STORE (object), task, HLC_READ_LIST, read_page, page_result_free);
}

/**
 * hlc_store_list_page_async:
 * @source: what is listed
 * @query: which of it; copied
 * @needs_index: whether it waits for the search index, so that who asks after an answer finds what was answered
 * @before: the `next` of the page before this one; 0 for the first
 * @limit: at most so many
 *
 * Reads one page of a list.
 */
void
hlc_store_list_page_async (HlcStore *self,
                           const HlcListSource *source,
                           gconstpointer query,
                           gboolean needs_index,
                           gint64 before,
                           guint limit,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  PageInput *input = NULL;

  g_return_if_fail (HLC_IS_STORE (self) && query != NULL && limit > 0);

  input = g_new0 (PageInput, 1);
  input->source = source;
  input->query = source->query_copy (query);
  input->before = before;
  input->limit = limit;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hlc_store_list_page_async);
  g_task_set_priority (task, HLC_PRIORITY_CHANGE);
  g_task_set_task_data (task, input, page_input_free);
  if (needs_index)
    hlc_store_write_async (self, catch_up, NULL, NULL, NULL, caught_up_cb, g_steal_pointer (&task));
  else
    hlc_store_read_task (self, task, HLC_READ_LIST, read_page, page_result_free);
}

/**
 * hlc_store_list_page_finish:
 * @next: (out) (optional): what to pass as `before` for the next page; 0 when there is none
 *
 * Returns: (transfer full) (nullable): the records of the page, or %NULL with @error set
 */
GPtrArray *
hlc_store_list_page_finish (HlcStore *self, GAsyncResult *result, gint64 *next, GError **error)
{
  g_autoptr (PageResult) page = hlc_store_read_finish (self, result, error);

  if (page == NULL)
    return NULL;

  if (next != NULL)
    *next = page->next;
  return g_steal_pointer (&page->rows);
}
