/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-endpoints.h"

#include <glib/gi18n-lib.h>

#include "hlc-outbox-plan.h"
#include "hlc-store-endpoint-rows.h"
#include "hlc-store-portions.h"

typedef struct
{
  HlcEndpoint *endpoint; /* (owned) (nullable) */
  char *endpoint_id;     /* (owned) */
  gint64 now;
} EndpointInput;

static void
endpoint_input_free (gpointer data)
{
  EndpointInput *input = data;

  g_clear_pointer (&input->endpoint, hlc_endpoint_unref);
  g_free (input->endpoint_id);
  g_free (input);
}

static EndpointInput *
endpoint_input_new (HlcStore *store, HlcEndpoint *endpoint, const char *endpoint_id)
{
  EndpointInput *input = g_new0 (EndpointInput, 1);

  input->endpoint = endpoint != NULL ? hlc_endpoint_ref (endpoint) : NULL;
  input->endpoint_id = g_strdup (endpoint_id);
  input->now = hlc_clock_get_now (hlc_store_get_clock (store));
  return input;
}

static HlcEndpoint *
read_whole (HlcSql *sql, const char *endpoint_id, GError **error)
{
  g_autoptr (HlcEndpoint) endpoint = hlc_store_require_endpoint (sql, endpoint_id, error);

  if (endpoint == NULL || !hlc_store_read_endpoint_figures (sql, endpoint, error))
    return NULL;

  return g_steal_pointer (&endpoint);
}

/* What people set: ?2 to ?8 of both statements. */
static void
bind_settings (sqlite3_stmt *statement, HlcEndpoint *endpoint, GBytes *headers)
{
  hlc_sql_bind_text (statement, 2, endpoint->url);
  hlc_sql_bind_text (statement, 3, endpoint->description);
  sqlite3_bind_int64 (statement, 4, endpoint->events);
  sqlite3_bind_int (statement, 5, endpoint->body_version);
  sqlite3_bind_int (statement, 6, endpoint->header_family);
  hlc_sql_bind_bytes (statement, 7, headers);
  sqlite3_bind_int (statement, 8, endpoint->enabled);
}

static gpointer
add_endpoint (HlcSql *sql, gpointer data, HlcStoreChanges *changes, GError **error)
{
  EndpointInput *input = data;
  HlcEndpoint *endpoint = input->endpoint;
  g_autoptr (GBytes) headers = hlc_header_list_to_json (endpoint->headers);
  sqlite3_stmt *statement = NULL;
  gint64 id = 0;

  if (!hlc_endpoint_check (endpoint, error))
    return NULL;

  statement = hlc_sql_prepare (
      sql,
      "INSERT INTO endpoint (endpoint_id, url, description, events, body_version, header_family, headers,"
      " enabled, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (endpoint_id) DO "
      "NOTHING",
      error);
  if (statement == NULL)
    return NULL;

  hlc_sql_bind_text (statement, 1, input->endpoint_id);
  bind_settings (statement, endpoint, headers);
  sqlite3_bind_int64 (statement, 9, input->now);
  if (!hlc_sql_run (sql, statement, error))
    return NULL;

  if (sqlite3_changes (hlc_sql_get_handle (sql)) != 1)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("The endpoint id %s is taken. Use another one, or none: the console makes one."),
                   input->endpoint_id);
      return NULL;
    }

  id = sqlite3_last_insert_rowid (hlc_sql_get_handle (sql));
  g_array_append_val (changes->endpoints, id);
  return read_whole (sql, input->endpoint_id, error);
}

/**
 * hlc_store_add_endpoint_async:
 * @endpoint: what people set; its endpoint_id, or none to have one made
 *
 * Adds an endpoint.
 */
void
hlc_store_add_endpoint_async (HlcStore *self,
                              HlcEndpoint *endpoint,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autofree char *made_id = NULL;

  g_return_if_fail (endpoint != NULL && endpoint->url != NULL && endpoint->headers != NULL);

  if (endpoint->endpoint_id == NULL)
    made_id = hlc_endpoint_make_id ();
  hlc_store_write_async (self, add_endpoint, (GDestroyNotify) hlc_endpoint_unref,
                         endpoint_input_new (self, endpoint,
                                             made_id != NULL ? made_id : endpoint->endpoint_id),
                         endpoint_input_free, callback, user_data);
}

/* Another URL, and an endpoint that is enabled again, begin without a past. */
static gpointer
update_endpoint (HlcSql *sql, gpointer data, HlcStoreChanges *changes, GError **error)
{
  EndpointInput *input = data;
  HlcEndpoint *endpoint = input->endpoint;
  g_autoptr (HlcEndpoint) stored = NULL;
  g_autoptr (GBytes) headers = hlc_header_list_to_json (endpoint->headers);
  sqlite3_stmt *statement = NULL;

  if (!hlc_endpoint_check (endpoint, error))
    return NULL;

  stored = hlc_store_require_endpoint (sql, input->endpoint_id, error);
  if (stored == NULL)
    return NULL;

  statement = hlc_sql_prepare (
      sql,
      "UPDATE endpoint SET failing_since = CASE WHEN url = ?2 AND enabled >= ?8 THEN failing_since ELSE 0 "
      "END,"
      " disabled_reason = CASE ?8 WHEN 0 THEN disabled_reason END, url = ?2, description = ?3, events = ?4,"
      " body_version = ?5, header_family = ?6, headers = ?7, enabled = ?8 WHERE id = ?1",
      error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, stored->id);
  bind_settings (statement, endpoint, headers);
  if (!hlc_sql_run (sql, statement, error))
    return NULL;

  g_array_append_val (changes->endpoints, stored->id);
  return read_whole (sql, input->endpoint_id, error);
}

/**
 * hlc_store_update_endpoint_async:
 * @endpoint: what people set, for the endpoint with its endpoint_id
 *
 * Changes an endpoint. What waits for it goes where it is from now on; enabling it lets that go.
 */
void
hlc_store_update_endpoint_async (HlcStore *self,
                                 HlcEndpoint *endpoint,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (endpoint != NULL && endpoint->endpoint_id != NULL && endpoint->url != NULL &&
                    endpoint->headers != NULL);

  hlc_store_write_async (self, update_endpoint, (GDestroyNotify) hlc_endpoint_unref,
                         endpoint_input_new (self, endpoint, endpoint->endpoint_id), endpoint_input_free,
                         callback, user_data);
}

/**
 * hlc_store_write_endpoint_finish:
 *
 * Returns: (transfer full) (nullable): the endpoint as it is stored, or %NULL with @error set: %HLC_ERROR_CONFLICT when its
 *   endpoint_id is taken, %HLC_ERROR_NOT_FOUND when there is none to change, and as of hlc_endpoint_check()
 */
HlcEndpoint *
hlc_store_write_endpoint_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_write_finish (self, result, error);
}

/* It gets nothing new while what waits is cancelled. */
static gpointer
remove_endpoint (HlcSql *sql,
                 gconstpointer data,
                 HlcProgress *progress,
                 HlcStoreChanges *changes,
                 GError **error)
{
  const EndpointInput *input = data;
  g_autoptr (HlcEndpoint) stored = hlc_store_require_endpoint (sql, input->endpoint_id, error);

  if (stored == NULL ||
      !hlc_sql_run_with (sql, "UPDATE endpoint SET enabled = 0 WHERE id = ?1", HLC_SQL_INTS (stored->id),
                         error) ||
      !hlc_outbox_cancel_endpoint (sql, stored->id, &progress->is_last, changes, error))
    return NULL;

  g_array_append_val (changes->endpoints, stored->id);
  if (!progress->is_last)
    return NULL;

  if (!hlc_sql_run_with (sql, "UPDATE endpoint SET removed_at = ?2 WHERE id = ?1",
                         HLC_SQL_INTS (stored->id, input->now), error) ||
      !hlc_sql_get_ids_with (sql, "DELETE FROM forward_rule WHERE endpoint = ?1 RETURNING id",
                             HLC_SQL_INTS (stored->id), changes->rules, error))
    return NULL;

  return g_steal_pointer (&stored);
}

/**
 * hlc_store_remove_endpoint_async:
 *
 * Removes an endpoint and the rules that forward to it, and cancels what waits for it. The log keeps its attempts.
 */
void
hlc_store_remove_endpoint_async (HlcStore *self,
                                 const char *endpoint_id,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (endpoint_id != NULL);

  hlc_store_write_portions_async (self, remove_endpoint, (GDestroyNotify) hlc_endpoint_unref,
                                  endpoint_input_new (self, NULL, endpoint_id), endpoint_input_free, callback,
                                  user_data);
}

/**
 * hlc_store_remove_endpoint_finish:
 *
 * Returns: %FALSE with @error set: %HLC_ERROR_NOT_FOUND when there is none
 */
gboolean
hlc_store_remove_endpoint_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr (HlcEndpoint) removed = hlc_store_write_portions_finish (self, result, error);

  return removed != NULL;
}

static gpointer
get_endpoint (HlcSql *sql, gpointer input, GError **error)
{
  return read_whole (sql, input, error);
}

/**
 * hlc_store_get_endpoint_async:
 *
 * Reads one endpoint with its figures.
 */
void
hlc_store_get_endpoint_async (HlcStore *self,
                              const char *endpoint_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (endpoint_id != NULL);

  hlc_store_read_async (self, HLC_READ_OBJECT, get_endpoint, (GDestroyNotify) hlc_endpoint_unref,
                        g_strdup (endpoint_id), g_free, cancellable, callback, user_data);
}

/**
 * hlc_store_get_endpoint_finish:
 *
 * Returns: (transfer full) (nullable): the endpoint, or %NULL with @error set, %HLC_ERROR_NOT_FOUND among others
 */
HlcEndpoint *
hlc_store_get_endpoint_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_read_finish (self, result, error);
}

static gpointer
list_endpoints (HlcSql *sql, gpointer input, GError **error)
{
  g_autoptr (GPtrArray) endpoints = hlc_store_read_endpoints (sql, error);

  for (guint i = 0; endpoints != NULL && i < endpoints->len; i++)
    if (!hlc_store_read_endpoint_figures (sql, g_ptr_array_index (endpoints, i), error))
      return NULL;

  return g_steal_pointer (&endpoints);
}

/**
 * hlc_store_list_endpoints_async:
 *
 * Reads all endpoints with their figures, the oldest first.
 */
void
hlc_store_list_endpoints_async (HlcStore *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  hlc_store_read_async (self, HLC_READ_OBJECT, list_endpoints, (GDestroyNotify) g_ptr_array_unref, NULL, NULL,
                        cancellable, callback, user_data);
}

/**
 * hlc_store_list_endpoints_finish:
 *
 * Returns: (transfer full) (element-type HlcEndpoint) (nullable): the endpoints, or %NULL with @error set
 */
GPtrArray *
hlc_store_list_endpoints_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_read_finish (self, result, error);
}
