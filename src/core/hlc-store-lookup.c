/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store.h"

#include <glib/gi18n-lib.h>

#include "hlc-store-page.h"
#include "hlc-store-rows.h"

/* The look-ups of HlcStore: one object, one page of a list, the counts. Each runs on a reader thread. */

/* An operation with its timeline. */
typedef struct
{
  HlcOperation *operation; /* (owned) */
  GPtrArray *timeline;     /* (owned) */
} OperationResult;

static void
operation_result_free (gpointer data)
{
  OperationResult *result = data;

  g_clear_pointer (&result->operation, hlc_operation_unref);
  g_clear_pointer (&result->timeline, g_ptr_array_unref);
  g_free (result);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OperationResult, operation_result_free)

static GPtrArray *
read_timeline (HlcSql *sql, gint64 operation, GError **error)
{
  g_autoptr (GPtrArray) timeline = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_timeline_entry_free);
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql, "SELECT at, type, detail FROM timeline WHERE operation = ?1 ORDER BY id", error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, operation);
  do
    {
      if (!hlc_sql_step (sql, statement, &has_row, error))
        return NULL;

      if (has_row)
        g_ptr_array_add (timeline,
                         hlc_timeline_entry_new (sqlite3_column_int64 (statement, 0),
                                                 (const char *) sqlite3_column_text (statement, 1),
                                                 (const char *) sqlite3_column_text (statement, 2)));
    }
  while (has_row);

  return g_steal_pointer (&timeline);
}

/* Takes @operation. */
static gpointer
complete_result (HlcSql *sql, HlcOperation *operation, GError **error)
{
  g_autoptr (OperationResult) result = g_new0 (OperationResult, 1);

  result->operation = operation;
  result->timeline = read_timeline (sql, operation->id, error);
  return result->timeline != NULL ? g_steal_pointer (&result) : NULL;
}

static gpointer
get_operation (HlcSql *sql, gpointer input, GError **error)
{
  const char *call_id = input;
  HlcOperation *operation = NULL;

  if (!hlc_store_find_operation (sql, call_id, &operation, error))
    return NULL;

  if (operation != NULL)
    return complete_result (sql, operation, error);

  g_set_error (
      error, HLC_ERROR, HLC_ERROR_NOT_FOUND,
      _ ("There is no operation with the call_id “%s”. Check the id, or create the operation first."),
      call_id);
  return NULL;
}

static gpointer
get_operation_by_id (HlcSql *sql, gpointer input, GError **error)
{
  const gint64 *id = input;
  HlcOperation *operation = NULL;

  if (!hlc_store_find_operation_by_id (sql, *id, &operation, error))
    return NULL;

  if (operation != NULL)
    return complete_result (sql, operation, error);

  g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("There is no operation %lld."), (long long) *id);
  return NULL;
}

/**
 * hlc_store_get_operation_async:
 *
 * Reads one operation whole, by its call_id.
 */
void
hlc_store_get_operation_async (HlcStore *self,
                               const char *call_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (call_id != NULL);

  hlc_store_read_async (self, HLC_READ_OBJECT, get_operation, operation_result_free, g_strdup (call_id),
                        g_free, cancellable, callback, user_data);
}

/**
 * hlc_store_get_operation_by_id_async:
 * @id: its row id, as HlcStore::changed tells it
 *
 * As hlc_store_get_operation_async(), by row id.
 */
void
hlc_store_get_operation_by_id_async (HlcStore *self,
                                     gint64 id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  hlc_store_read_async (self, HLC_READ_OBJECT, get_operation_by_id, operation_result_free,
                        g_memdup2 (&id, sizeof id), g_free, cancellable, callback, user_data);
}

/**
 * hlc_store_get_operation_finish:
 * @timeline: (out) (optional) (transfer full) (element-type HlcTimelineEntry): what happened to it, in order
 *
 * Returns: (transfer full) (nullable): the operation, or %NULL with @error set, %HLC_ERROR_NOT_FOUND among others
 */
HlcOperation *
hlc_store_get_operation_finish (HlcStore *self, GAsyncResult *result, GPtrArray **timeline, GError **error)
{
  g_autoptr (OperationResult) found = hlc_store_read_finish (self, result, error);

  if (found == NULL)
    return NULL;

  if (timeline != NULL)
    *timeline = g_steal_pointer (&found->timeline);
  return g_steal_pointer (&found->operation);
}

/**
 * hlc_store_get_operation_by_id_finish:
 *
 * As hlc_store_get_operation_finish().
 */
HlcOperation *
hlc_store_get_operation_by_id_finish (HlcStore *self,
                                      GAsyncResult *result,
                                      GPtrArray **timeline,
                                      GError **error)
{
  return hlc_store_get_operation_finish (self, result, timeline, error);
}

static gpointer
get_delivery (HlcSql *sql, gpointer input, GError **error)
{
  const gint64 *id = input;
  g_autoptr (HlcDelivery) delivery = NULL;
  gboolean has_row = FALSE;
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql,
                       "SELECT " HLC_DELIVERY_COLUMNS ", b.headers, b.body FROM delivery d"
                       " JOIN delivery_body b ON b.id = d.id WHERE d.id = ?1",
                       error);

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, *id);
  if (!hlc_sql_step (sql, statement, &has_row, error))
    return NULL;

  if (!has_row)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("There is no delivery %lld."), (long long) *id);
      return NULL;
    }

  delivery = hlc_store_row_to_delivery (statement);
  delivery->headers = hlc_store_dup_headers (statement, HLC_DELIVERY_N_COLUMNS);
  delivery->body = hlc_sql_dup_bytes (statement, HLC_DELIVERY_N_COLUMNS + 1);
  sqlite3_reset (statement);
  return g_steal_pointer (&delivery);
}

/**
 * hlc_store_get_delivery_async:
 *
 * Reads one received delivery whole.
 */
void
hlc_store_get_delivery_async (HlcStore *self,
                              gint64 id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  hlc_store_read_async (self, HLC_READ_OBJECT, get_delivery, (GDestroyNotify) hlc_delivery_unref,
                        g_memdup2 (&id, sizeof id), g_free, cancellable, callback, user_data);
}

/**
 * hlc_store_get_delivery_finish:
 *
 * Returns: (transfer full) (nullable): the delivery, or %NULL with @error set, %HLC_ERROR_NOT_FOUND among others
 */
HlcDelivery *
hlc_store_get_delivery_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_read_finish (self, result, error);
}

/**
 * hlc_store_list_operations_async:
 * @before: the `next` of the page before this one; 0 for the first
 * @limit: at most so many
 *
 * Reads one page of a list, newest first: list columns only.
 */
void
hlc_store_list_operations_async (HlcStore *self,
                                 const HlcOperationQuery *query,
                                 gint64 before,
                                 guint limit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  hlc_store_list_page_async (self, hlc_list_source_get_operations (), query, query->search != NULL, before,
                             limit, cancellable, callback, user_data);
}

/**
 * hlc_store_list_operations_finish:
 * @next: (out) (optional): what to pass as `before` for the next page; 0 when there is none
 *
 * Returns: (transfer full) (element-type HlcOperation) (nullable): the page, or %NULL with @error set
 */
GPtrArray *
hlc_store_list_operations_finish (HlcStore *self, GAsyncResult *result, gint64 *next, GError **error)
{
  return hlc_store_list_page_finish (self, result, next, error);
}

/**
 * hlc_store_list_deliveries_async:
 *
 * As hlc_store_list_operations_async(), for received deliveries.
 */
void
hlc_store_list_deliveries_async (HlcStore *self,
                                 const HlcDeliveryQuery *query,
                                 gint64 before,
                                 guint limit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  hlc_store_list_page_async (self, hlc_list_source_get_deliveries (), query, query->search != NULL, before,
                             limit, cancellable, callback, user_data);
}

/**
 * hlc_store_list_deliveries_finish:
 *
 * As hlc_store_list_operations_finish(), of #HlcDelivery.
 */
GPtrArray *
hlc_store_list_deliveries_finish (HlcStore *self, GAsyncResult *result, gint64 *next, GError **error)
{
  return hlc_store_list_page_finish (self, result, next, error);
}

/* What is a failing endpoint is what hlc_endpoint_is_failing() says. */
static gpointer
read_counts (HlcSql *sql, gpointer input, GError **error)
{
  g_autofree HlcStoreCounts *counts = g_new0 (HlcStoreCounts, 1);
  sqlite3_stmt *statement = hlc_sql_prepare (
      sql,
      "SELECT pending, completed, deliveries, failed, pending_messages, failed_messages,"
      " (SELECT count (*) FROM endpoint WHERE removed_at = 0"
      "  AND CASE enabled WHEN 0 THEN disabled_reason IS NOT NULL ELSE failing_since <> 0 END) FROM tally",
      error);
  gboolean has_row = FALSE;

  if (statement == NULL || !hlc_sql_step (sql, statement, &has_row, error))
    return NULL;

  if (has_row)
    {
      counts->pending = sqlite3_column_int64 (statement, 0);
      counts->completed = sqlite3_column_int64 (statement, 1);
      counts->deliveries = sqlite3_column_int64 (statement, 2);
      counts->failed_deliveries = sqlite3_column_int64 (statement, 3);
      counts->pending_messages = sqlite3_column_int64 (statement, 4);
      counts->failed_messages = sqlite3_column_int64 (statement, 5);
      counts->failing_endpoints = sqlite3_column_int64 (statement, 6);
      sqlite3_reset (statement);
    }
  return g_steal_pointer (&counts);
}

/**
 * hlc_store_count_async:
 *
 * Counts what the places of the window show.
 */
void
hlc_store_count_async (HlcStore *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  hlc_store_read_async (self, HLC_READ_OBJECT, read_counts, g_free, NULL, NULL, cancellable, callback,
                        user_data);
}

/**
 * hlc_store_count_finish:
 * @counts: (out caller-allocates): the counts
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_count_finish (HlcStore *self, GAsyncResult *result, HlcStoreCounts *counts, GError **error)
{
  g_autofree HlcStoreCounts *read = hlc_store_read_finish (self, result, error);

  if (read == NULL)
    return FALSE;

  *counts = *read;
  return TRUE;
}
