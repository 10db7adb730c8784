/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-operations.h"

#include "hlc-key-array.h"
#include "hlc-store-rows.h"

/* Bytes of a page after which no operation is added: states of megabytes are normal, and a page is held in memory. */
#define MAX_PAGE_SIZE (64 * 1024 * 1024)

typedef struct
{
  HlcOperationKind kind;
  guint limit;
  gint64 offset;
} PendingInput;

typedef struct
{
  GPtrArray *operations; /* (owned) (element-type HlcOperation) */
  gint64 total;
  gboolean has_more;
} PendingPage;

static void
pending_page_free (gpointer data)
{
  PendingPage *page = data;

  g_ptr_array_unref (page->operations);
  g_free (page);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PendingPage, pending_page_free)

/* The index holds what waits and nothing else, so that a million completed operations cost nothing. */
static gboolean
count_pending (HlcSql *sql, HlcOperationKind kind, gint64 *total, GError **error)
{
  return hlc_sql_get_int_with (
      sql, "SELECT count (*) FROM operation INDEXED BY operation_pending WHERE state = 0 AND kind = ?1",
      HLC_SQL_INTS (kind), total, error);
}

/* One more than is asked for, which tells whether there is a next page. */
static gboolean
read_pending_ids (HlcSql *sql, const PendingInput *input, GArray *ids, GError **error)
{
  return hlc_sql_get_ids_with (
      sql,
      "SELECT id FROM operation INDEXED BY operation_pending WHERE state = 0 AND kind = ?1"
      " ORDER BY id LIMIT ?2 OFFSET ?3",
      HLC_SQL_INTS (input->kind, (gint64) input->limit + 1, input->offset), ids, error);
}

static gpointer
list_pending (HlcSql *sql, gpointer data, GError **error)
{
  const PendingInput *input = data;
  g_autoptr (PendingPage) page = g_new0 (PendingPage, 1);
  g_autoptr (GArray) ids = hlc_key_array_new ();
  gsize size = 0;
  guint i = 0;

  page->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_operation_unref);
  if (!read_pending_ids (sql, input, ids, error) || !count_pending (sql, input->kind, &page->total, error))
    return NULL;

  for (i = 0; i < MIN (ids->len, input->limit) && size < MAX_PAGE_SIZE; i++)
    {
      g_autoptr (HlcOperation) operation = NULL;

      if (!hlc_store_find_operation_by_id (sql, g_array_index (ids, gint64, i), &operation, error))
        return NULL;
      /* It may be decided between the two statements. */
      if (operation == NULL || operation->state != HLC_STATE_PENDING)
        continue;

      size += hlc_operation_get_size (operation);
      g_ptr_array_add (page->operations, g_steal_pointer (&operation));
    }

  page->has_more = i < ids->len;
  return g_steal_pointer (&page);
}

/**
 * hlc_store_list_pending_async:
 * @kind: of which operations
 * @limit: at most so many; a page also ends after 64 MiB
 * @offset: how many to pass over
 *
 * Reads one page of the operations that wait for a human, whole, the one that waits longest first.
 */
void
hlc_store_list_pending_async (HlcStore *self,
                              HlcOperationKind kind,
                              guint limit,
                              gint64 offset,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  const PendingInput input = { kind, limit, offset };

  g_return_if_fail (limit > 0 && offset >= 0);

  hlc_store_read_async (self, HLC_READ_LIST, list_pending, pending_page_free,
                        g_memdup2 (&input, sizeof input), g_free, cancellable, callback, user_data);
}

/**
 * hlc_store_list_pending_finish:
 * @total: (out): how many of that kind wait
 * @has_more: (out): whether some come after this page
 *
 * Returns: (transfer full) (element-type HlcOperation) (nullable): the page, or %NULL with @error set
 */
GPtrArray *
hlc_store_list_pending_finish (HlcStore *self,
                               GAsyncResult *result,
                               gint64 *total,
                               gboolean *has_more,
                               GError **error)
{
  g_autoptr (PendingPage) page = hlc_store_read_finish (self, result, error);

  if (page == NULL)
    return NULL;

  *total = page->total;
  *has_more = page->has_more;
  return g_ptr_array_ref (page->operations);
}
