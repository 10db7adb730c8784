/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-message-query.h"

#include "hlc-key-array.h"
#include "hlc-keys.h"
#include "hlc-search-window.h"
#include "hlc-store-message-rows.h"

/*
 * Statements are put together from fixed pieces; values from outside are always bound: ?1 the key or id, ?2 the limit,
 * ?3 what to search for, ?4 the call, ?5 the endpoint. States are our own numbers.
 */
#define PARAMETER_SEARCH 3
#define PARAMETER_CALL 4
#define PARAMETER_ENDPOINT 5

#define ENDPOINT_ROW "(SELECT id FROM endpoint WHERE endpoint_id = ?5)"

/* There are too few messages, and their texts are too short, for an index of words. */
#define MATCHES_SEARCH                                                                                       \
  " AND (m.message_id LIKE ?3 ESCAPE '\\' OR m.event_type LIKE ?3 ESCAPE '\\'"                               \
  " OR m.call_id LIKE ?3 ESCAPE '\\' OR m.title LIKE ?3 ESCAPE '\\')"

/* "50%" is looked for as it stands. */
static char *
dup_pattern (const char *search)
{
  g_autoptr (GString) pattern = g_string_new ("%");

  for (const char *p = search; *p != '\0'; p++)
    {
      if (*p == '%' || *p == '_' || *p == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');

  return g_string_free (g_steal_pointer (&pattern), FALSE);
}

static gboolean
is_search (const HlcMessageQuery *query)
{
  return query->search != NULL && *query->search != '\0';
}

static void
append_conditions (GString *sql, const HlcMessageQuery *query)
{
  if (query->state >= 0)
    g_string_append_printf (sql, " AND m.state = %d", query->state);
  else if (!query->with_unsent)
    g_string_append (sql, " AND m.state <> 0");
  if (query->call_id != NULL)
    g_string_append (sql, " AND m.call_id = ?4");
  if (is_search (query))
    g_string_append (sql, MATCHES_SEARCH);
}

static sqlite3_stmt *
prepare (HlcSql *sql, const char *text, const HlcMessageQuery *query, GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (sql, text, error);
  g_autofree char *pattern = is_search (query) ? dup_pattern (query->search) : NULL;

  if (statement == NULL)
    return NULL;

  if (pattern != NULL)
    sqlite3_bind_text (statement, PARAMETER_SEARCH, pattern, -1, SQLITE_TRANSIENT);
  if (query->call_id != NULL)
    sqlite3_bind_text (statement, PARAMETER_CALL, query->call_id, -1, SQLITE_TRANSIENT);
  if (query->endpoint_id != NULL)
    sqlite3_bind_text (statement, PARAMETER_ENDPOINT, query->endpoint_id, -1, SQLITE_TRANSIENT);
  return statement;
}

static const char *
get_index (const HlcMessageQuery *query)
{
  if (query->call_id != NULL)
    return "message_call";
  if (query->state >= 0)
    return "message_state";

  return query->with_unsent ? "message_key" : "message_sent";
}

/**
 * hlc_store_read_message_keys:
 *
 * As hlc_store_read_operation_keys(), for messages.
 */
gboolean
hlc_store_read_message_keys (HlcSql *sql,
                             const HlcMessageQuery *query,
                             gint64 before,
                             gint64 limit,
                             GArray *keys,
                             GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (query->endpoint_id != NULL)
    g_string_append (text, "SELECT DISTINCT a.message FROM attempt a INDEXED BY attempt_endpoint"
                           " CROSS JOIN message m ON m.id = a.message"
                           " WHERE a.endpoint = " ENDPOINT_ROW " AND a.message < ?1");
  else
    g_string_append_printf (text, "SELECT m.id FROM message m INDEXED BY %s WHERE m.id < ?1",
                            get_index (query));
  append_conditions (text, query);
  g_string_append (text, query->endpoint_id != NULL ? " ORDER BY a.message DESC LIMIT ?2"
                                                    : " ORDER BY m.id DESC LIMIT ?2");

  return hlc_keys_read (sql, prepare (sql, text->str, query, error), before, limit, keys, error);
}

/**
 * hlc_store_read_newest_message_keys:
 *
 * As hlc_store_read_newest_operation_keys(), for messages.
 */
gboolean
hlc_store_read_newest_message_keys (HlcSql *sql,
                                    const HlcMessageQuery *query,
                                    gint64 limit,
                                    GArray *keys,
                                    gint64 *next,
                                    GError **error)
{
  g_autoptr (HlcMessageQuery) unsearched = NULL;
  g_autoptr (GArray) window = NULL;
  g_autoptr (GArray) matched = NULL;

  if (!is_search (query))
    {
      gboolean ok = hlc_store_read_message_keys (sql, query, 0, limit, keys, error);

      *next = hlc_keys_get_next (keys, limit);
      return ok;
    }

  unsearched = hlc_message_query_copy (query);
  g_clear_pointer (&unsearched->search, g_free);
  window = hlc_key_array_new ();
  matched = hlc_key_array_new ();
  if (!hlc_store_read_message_keys (sql, unsearched, 0, HLC_SEARCH_WINDOW_ROWS, window, error) ||
      !hlc_store_match_messages (sql, query, window, matched, error))
    return FALSE;

  for (guint i = 0; i < matched->len; i++)
    if (g_array_index (matched, gint64, i) != 0)
      g_array_append_val (keys, g_array_index (matched, gint64, i));
  *next = hlc_keys_get_next (window, HLC_SEARCH_WINDOW_ROWS);
  return TRUE;
}

/**
 * hlc_store_match_messages:
 *
 * As hlc_store_match_operations(), for messages.
 */
gboolean
hlc_store_match_messages (HlcSql *sql,
                          const HlcMessageQuery *query,
                          GArray *ids,
                          GArray *keys,
                          GError **error)
{
  g_autoptr (GString) text = g_string_new ("SELECT m.id FROM message m WHERE m.id = ?1");

  append_conditions (text, query);
  if (query->endpoint_id != NULL)
    g_string_append (text, " AND EXISTS (SELECT 1 FROM attempt WHERE endpoint = " ENDPOINT_ROW
                           " AND message = m.id)");

  return hlc_keys_match (sql, prepare (sql, text->str, query, error), ids, keys, error);
}

static gpointer
message_row (sqlite3_stmt *statement)
{
  return hlc_store_row_to_message (statement);
}

static void
message_free (gpointer message)
{
  g_clear_pointer ((HlcMessage **) &message, hlc_message_unref);
}

/**
 * hlc_store_read_messages:
 *
 * As hlc_store_read_operations(), for messages.
 */
GPtrArray *
hlc_store_read_messages (HlcSql *sql, const HlcMessageQuery *query, GArray *keys, GError **error)
{
  return hlc_keys_read_rows (sql, "SELECT " HLC_MESSAGE_COLUMNS " FROM message m WHERE m.id = ?1", keys,
                             message_row, message_free, error);
}
