/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-arrival.h"

#include <glib/gi18n-lib.h>

#include "hlc-store-rows.h"

typedef struct
{
  char *message_id; /* (owned) */
  gint64 after;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->message_id);
  g_free (search);
}

static gpointer
read_newest (HlcSql *sql, gpointer input, GError **error)
{
  gint64 id = 0;

  if (!hlc_sql_get_int (sql, "SELECT coalesce (max (id), 0) FROM delivery", &id, error))
    return NULL;

  return g_memdup2 (&id, sizeof id);
}

static gpointer
find_arrival (HlcSql *sql, gpointer input, GError **error)
{
  const Search *search = input;
  HlcDelivery *delivery = NULL;
  gboolean has_row = FALSE;
  /* One that was refused before its headers were judged, or that lost them on its way, has no id of its own. */
  sqlite3_stmt *statement = hlc_sql_prepare (
      sql,
      "SELECT " HLC_DELIVERY_COLUMNS " FROM delivery d JOIN delivery_body b ON b.id = d.id WHERE d.id > ?2"
      " AND (d.message_id = ?1 OR (d.message_id IS NULL AND (instr (b.headers, CAST (?1 AS BLOB)) > 0"
      " OR instr (b.body, CAST (?1 AS BLOB)) > 0))) ORDER BY d.id LIMIT 1",
      error);

  if (statement == NULL)
    return NULL;

  hlc_sql_bind_text (statement, 1, search->message_id);
  sqlite3_bind_int64 (statement, 2, search->after);
  if (!hlc_sql_step (sql, statement, &has_row, error))
    return NULL;

  if (!has_row)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND,
                   _ ("No webhook with the message id %s has arrived."), search->message_id);
      return NULL;
    }

  delivery = hlc_store_row_to_delivery (statement);
  sqlite3_reset (statement);
  return delivery;
}

/**
 * hlc_store_get_newest_delivery_async:
 * @cancellable: (nullable): interrupts it
 *
 * Reads the id of the newest received delivery.
 */
void
hlc_store_get_newest_delivery_async (HlcStore *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  hlc_store_read_async (self, HLC_READ_OBJECT, read_newest, g_free, NULL, NULL, cancellable, callback,
                        user_data);
}

/**
 * hlc_store_get_newest_delivery_finish:
 * @id: (out): the id; 0 where there is none
 *
 * Returns: %FALSE with @error set
 */
gboolean
hlc_store_get_newest_delivery_finish (HlcStore *self, GAsyncResult *result, gint64 *id, GError **error)
{
  g_autofree gint64 *newest = hlc_store_read_finish (self, result, error);

  if (newest == NULL)
    return FALSE;

  *id = *newest;
  return TRUE;
}

/**
 * hlc_store_find_arrival_async:
 * @message_id: an id that nobody else has made; also the text of the body holds it
 * @after: look only at deliveries with greater ids: the number of those is what it costs
 * @cancellable: (nullable): interrupts it
 *
 * Looks for a webhook, whether it was accepted or refused, and however much of its headers is left.
 */
void
hlc_store_find_arrival_async (HlcStore *self,
                              const char *message_id,
                              gint64 after,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Search *search;

  g_return_if_fail (message_id != NULL);

  search = g_new0 (Search, 1);
  search->message_id = g_strdup (message_id);
  search->after = after;
  hlc_store_read_async (self, HLC_READ_OBJECT, find_arrival, (GDestroyNotify) hlc_delivery_unref, search,
                        search_free, cancellable, callback, user_data);
}

/**
 * hlc_store_find_arrival_finish:
 *
 * Returns: (transfer full) (nullable): the first such delivery, a list row; %NULL with @error set,
 *   %HLC_ERROR_NOT_FOUND where it has not arrived
 */
HlcDelivery *
hlc_store_find_arrival_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_read_finish (self, result, error);
}
