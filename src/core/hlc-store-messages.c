/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-messages.h"

#include <glib/gi18n-lib.h>

#include "hlc-store-attempt-rows.h"
#include "hlc-store-message-rows.h"
#include "hlc-store-page.h"

/* A message with its attempts. */
typedef struct
{
  HlcMessage *message; /* (owned) */
  GPtrArray *attempts; /* (owned) */
} MessageResult;

typedef struct
{
  char *message_id; /* (owned) */
  HlcBodyVersion version;
} BodyInput;

static void
message_result_free (gpointer data)
{
  MessageResult *result = data;

  g_clear_pointer (&result->message, hlc_message_unref);
  g_clear_pointer (&result->attempts, g_ptr_array_unref);
  g_free (result);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MessageResult, message_result_free)

static void
body_input_free (gpointer data)
{
  BodyInput *input = data;

  g_free (input->message_id);
  g_free (input);
}

static GPtrArray *
read_attempts (HlcSql *sql, gint64 message, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql, HLC_SELECT_ATTEMPT " WHERE a.message = ?1 ORDER BY a.id", error);

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, message);
  return hlc_store_take_attempts (sql, statement, error);
}

static gpointer
get_message (HlcSql *sql, gpointer input, GError **error)
{
  g_autoptr (MessageResult) result = g_new0 (MessageResult, 1);

  result->message = hlc_store_require_message (sql, input, error);
  if (result->message == NULL)
    return NULL;

  result->attempts = read_attempts (sql, result->message->id, error);
  return result->attempts != NULL ? g_steal_pointer (&result) : NULL;
}

/**
 * hlc_store_get_message_async:
 *
 * Reads one message, by its message_id, with all its attempts.
 */
void
hlc_store_get_message_async (HlcStore *self,
                             const char *message_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (message_id != NULL);

  hlc_store_read_async (self, HLC_READ_OBJECT, get_message, message_result_free, g_strdup (message_id),
                        g_free, cancellable, callback, user_data);
}

static gpointer
get_whole_message (HlcSql *sql, gpointer input, GError **error)
{
  g_autoptr (MessageResult) result = get_message (sql, input, error);

  for (guint i = 0; result != NULL && i < result->attempts->len; i++)
    {
      if (!hlc_store_read_attempt_body (sql, g_ptr_array_index (result->attempts, i), error))
        return NULL;
    }

  return g_steal_pointer (&result);
}

/**
 * hlc_store_get_whole_message_async:
 *
 * As hlc_store_get_message_async(), with the headers and bodies of the attempts.
 */
void
hlc_store_get_whole_message_async (HlcStore *self,
                                   const char *message_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (message_id != NULL);

  hlc_store_read_async (self, HLC_READ_OBJECT, get_whole_message, message_result_free, g_strdup (message_id),
                        g_free, cancellable, callback, user_data);
}

/**
 * hlc_store_get_message_finish:
 * @attempts: (out) (optional) (transfer full) (element-type HlcAttempt): its attempts in the order in which they were
 *   planned; without headers and bodies unless the whole message was asked for
 *
 * Returns: (transfer full) (nullable): the message, or %NULL with @error set, %HLC_ERROR_NOT_FOUND among others
 */
HlcMessage *
hlc_store_get_message_finish (HlcStore *self, GAsyncResult *result, GPtrArray **attempts, GError **error)
{
  g_autoptr (MessageResult) found = hlc_store_read_finish (self, result, error);

  if (found == NULL)
    return NULL;

  if (attempts != NULL)
    *attempts = g_steal_pointer (&found->attempts);
  return g_steal_pointer (&found->message);
}

static gpointer
get_message_body (HlcSql *sql, gpointer data, GError **error)
{
  BodyInput *input = data;
  g_autoptr (HlcMessage) message = hlc_store_require_message (sql, input->message_id, error);
  GBytes *body = NULL;

  if (message != NULL && hlc_store_read_message_body (sql, message, input->version, &body, NULL, error) &&
      body == NULL)
    g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND,
                 _ ("What the message %s was made of is no longer stored."), input->message_id);
  return body;
}

/**
 * hlc_store_get_message_body_async:
 * @version: what the handler reads; of a message that is sent byte for byte it does not matter
 *
 * Makes what is sent for a message.
 */
void
hlc_store_get_message_body_async (HlcStore *self,
                                  const char *message_id,
                                  HlcBodyVersion version,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  BodyInput *input = NULL;

  g_return_if_fail (message_id != NULL);

  input = g_new0 (BodyInput, 1);
  input->message_id = g_strdup (message_id);
  input->version = version;
  hlc_store_read_async (self, HLC_READ_OBJECT, get_message_body, (GDestroyNotify) g_bytes_unref, input,
                        body_input_free, cancellable, callback, user_data);
}

/**
 * hlc_store_get_message_body_finish:
 *
 * Returns: (transfer full) (nullable): the body, or %NULL with @error set, %HLC_ERROR_NOT_FOUND among others
 */
GBytes *
hlc_store_get_message_body_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_read_finish (self, result, error);
}

static gpointer
get_attempt (HlcSql *sql, gpointer input, GError **error)
{
  g_autoptr (HlcAttempt) attempt = hlc_store_require_attempt (sql, *(const gint64 *) input, error);

  if (attempt == NULL || !hlc_store_read_attempt_body (sql, attempt, error))
    return NULL;

  return g_steal_pointer (&attempt);
}

/**
 * hlc_store_get_attempt_async:
 * @id: its row id
 *
 * Reads one attempt whole, with its headers and body.
 */
void
hlc_store_get_attempt_async (HlcStore *self,
                             gint64 id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  hlc_store_read_async (self, HLC_READ_OBJECT, get_attempt, (GDestroyNotify) hlc_attempt_unref,
                        g_memdup2 (&id, sizeof id), g_free, cancellable, callback, user_data);
}

/**
 * hlc_store_get_attempt_finish:
 *
 * Returns: (transfer full) (nullable): the attempt, or %NULL with @error set, %HLC_ERROR_NOT_FOUND among others
 */
HlcAttempt *
hlc_store_get_attempt_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_read_finish (self, result, error);
}

/**
 * hlc_store_list_messages_async:
 *
 * As hlc_store_list_operations_async(), for messages.
 */
void
hlc_store_list_messages_async (HlcStore *self,
                               const HlcMessageQuery *query,
                               gint64 before,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  hlc_store_list_page_async (self, hlc_list_source_get_messages (), query, FALSE, before, limit, cancellable,
                             callback, user_data);
}

/**
 * hlc_store_list_messages_finish:
 *
 * As hlc_store_list_operations_finish(), of #HlcMessage.
 */
GPtrArray *
hlc_store_list_messages_finish (HlcStore *self, GAsyncResult *result, gint64 *next, GError **error)
{
  return hlc_store_list_page_finish (self, result, next, error);
}
