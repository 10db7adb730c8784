/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-outbox.h"

#include <glib/gi18n-lib.h>

#include "hlc-json-document.h"
#include "hlc-outbox-plan.h"
#include "hlc-retry.h"
#include "hlc-store-endpoint-rows.h"
#include "hlc-store-message-rows.h"
#include "hlc-store-rows.h"
#include "hlc-target-url.h"

typedef struct
{
  HlcSendOrder *order; /* (owned) */
  gint64 now;
} SendInput;

static void
send_input_free (gpointer data)
{
  SendInput *input = data;

  hlc_send_order_free (input->order);
  g_free (input);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, message);
  return FALSE;
}

/* What needs no look at the database. */
static gboolean
check_order (const HlcSendOrder *order, GError **error)
{
  gboolean has_payload = order->content == HLC_CONTENT_EVENT || order->content == HLC_CONTENT_BODY;
  g_autoptr (HlcJsonDocument) document = NULL;

  if (has_payload && order->payload == NULL)
    return refuse (error, _ ("There is nothing to send: give the event or the body."));
  if (has_payload && order->event_type == NULL)
    return refuse (error, _ ("Say which type of event it is, such as function_call.completed."));
  if (order->content == HLC_CONTENT_OPERATION && order->call_id == NULL)
    return refuse (error, _ ("Say which operation is to be sent: give its call_id."));
  if (order->sign_mode == HLC_SIGN_ORIGINAL && order->content != HLC_CONTENT_DELIVERY)
    return refuse (error, _ ("Only a received delivery has an original signature. Have it signed now."));
  if (order->endpoint_id != NULL && order->url != NULL)
    return refuse (error, _ ("Give an endpoint or a URL to send to, not both."));
  if (order->url != NULL && !hlc_target_url_check (order->url, error))
    return FALSE;
  if (order->content != HLC_CONTENT_EVENT)
    return TRUE;

  document = hlc_json_document_new (order->payload, NULL, error);
  if (document == NULL)
    return FALSE;
  if (hlc_json_value_get_type (hlc_json_document_get_root (document)) != HLC_JSON_OBJECT)
    return refuse (error, _ ("An event is a JSON object. Send other JSON as a body."));

  return TRUE;
}

/* The operation that a message is about gives it its title; one that is made of it must be there, and completed. */
static gboolean
fill_from_operation (HlcSql *sql, const HlcSendOrder *order, HlcMessage *message, GError **error)
{
  g_autoptr (HlcOperation) operation = NULL;

  if (message->call_id == NULL)
    return TRUE;
  if (!hlc_store_find_operation (sql, message->call_id, &operation, error))
    return FALSE;

  if (operation != NULL)
    message->title = g_strdup (operation->title);
  if (order->content != HLC_CONTENT_OPERATION)
    return TRUE;

  if (operation == NULL)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("There is no operation with the call_id “%s”."),
                   message->call_id);
      return FALSE;
    }
  if (operation->state == HLC_STATE_PENDING)
    {
      g_set_error (
          error, HLC_ERROR, HLC_ERROR_CONFLICT,
          _ ("The operation %s is not decided yet, so there is nothing to tell of it. Decide it first."),
          message->call_id);
      return FALSE;
    }

  message->operation = operation->id;
  message->is_test = operation->is_test;
  if (message->event_type == NULL)
    message->event_type = g_strconcat (hlc_operation_kind_to_string (operation->kind), ".completed", NULL);
  return TRUE;
}

/* A delivery that was refused makes room for others one day: its bytes are kept with the message. */
static gboolean
fill_from_delivery (HlcSql *sql,
                    gint64 id,
                    HlcMessage *message,
                    GBytes **payload,
                    HlcHeaderList **headers,
                    GError **error)
{
  sqlite3_stmt *statement = hlc_sql_prepare (
      sql,
      "SELECT d.message_id, d.event_type, d.call_id, d.is_test, d.http_status, b.body, b.headers"
      " FROM delivery d JOIN delivery_body b ON b.id = d.id WHERE d.id = ?1",
      error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  if (!hlc_sql_step (sql, statement, &has_row, error))
    return FALSE;

  if (!has_row)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("There is no delivery %lld."), (long long) id);
      return FALSE;
    }

  message->delivery = id;
  message->webhook_id = hlc_sql_dup_text (statement, 0);
  if (message->event_type == NULL)
    message->event_type = hlc_sql_dup_text (statement, 1);
  if (message->call_id == NULL)
    message->call_id = hlc_sql_dup_text (statement, 2);
  message->is_test = message->is_test || sqlite3_column_int (statement, 3);
  if (sqlite3_column_int (statement, 4) != 200)
    {
      *payload = hlc_sql_dup_bytes (statement, 5);
      *headers = hlc_store_dup_headers (statement, 6);
    }
  sqlite3_reset (statement);
  return TRUE;
}

static HlcMessage *
store_message (HlcSql *sql, const SendInput *input, GError **error)
{
  const HlcSendOrder *order = input->order;
  g_autoptr (HlcMessage) message = hlc_message_new ();
  g_autoptr (GBytes) payload = order->payload != NULL ? g_bytes_ref (order->payload) : NULL;
  g_autoptr (HlcHeaderList) headers = NULL;

  message->message_id = g_strdup (order->message_id);
  message->event_type = g_strdup (order->event_type);
  message->content = order->content;
  message->call_id = g_strdup (order->call_id);
  message->is_test = order->is_test;
  message->created_at = input->now;
  if (order->content == HLC_CONTENT_DELIVERY &&
      !fill_from_delivery (sql, order->delivery, message, &payload, &headers, error))
    return NULL;
  if (!fill_from_operation (sql, order, message, error))
    return NULL;
  if (message->event_type == NULL)
    message->event_type = g_strdup (HLC_NO_EVENT_TYPE);

  if (!hlc_store_insert_message (sql, message, order->endpoint_id == NULL && order->url == NULL, error) ||
      (payload != NULL && !hlc_store_insert_message_body (sql, message, payload, headers, error)))
    return NULL;

  return g_steal_pointer (&message);
}

static gboolean
plan_one (HlcSql *sql,
          const SendInput *input,
          HlcMessage *message,
          gint64 endpoint,
          const char *url,
          GError **error)
{
  g_autoptr (HlcAttempt) attempt = hlc_attempt_new ();

  attempt->message = message->id;
  attempt->endpoint = endpoint;
  attempt->url = g_strdup (url);
  attempt->number = 1;
  attempt->step = endpoint != 0 ? 1 : HLC_RETRY_STEPS;
  attempt->trigger = input->order->trigger;
  attempt->sign_mode = input->order->sign_mode;
  attempt->planned_at = input->now;
  attempt->due_at = input->now;
  return hlc_outbox_plan (sql, attempt, TRUE, error);
}

static gpointer
send_message (HlcSql *sql, gpointer data, HlcStoreChanges *changes, GError **error)
{
  const SendInput *input = data;
  const HlcSendOrder *order = input->order;
  g_autoptr (HlcEndpoint) endpoint = NULL;
  g_autoptr (HlcMessage) message = NULL;
  HlcMessage *stored = NULL;
  gboolean ok = FALSE;

  if (!check_order (order, error))
    return NULL;
  if (order->endpoint_id != NULL)
    {
      endpoint = hlc_store_require_endpoint (sql, order->endpoint_id, error);
      if (endpoint == NULL)
        return NULL;
    }

  message = store_message (sql, input, error);
  if (message == NULL)
    return NULL;

  if (endpoint != NULL)
    ok = plan_one (sql, input, message, endpoint->id, endpoint->url, error);
  else if (order->url != NULL)
    ok = plan_one (sql, input, message, 0, order->url, error);
  else
    ok = hlc_outbox_plan_for_all (sql, message, order->trigger, order->sign_mode, 0, input->now, error);

  if (!ok || !hlc_outbox_settle_message (sql, message->id, changes, error) ||
      !hlc_store_find_message_by_id (sql, message->id, &stored, error))
    return NULL;

  return stored;
}

/**
 * hlc_store_send_async:
 * @order: copied
 *
 * Adds a message that somebody asked for, and an attempt that is due now for each of its destinations.
 */
void
hlc_store_send_async (HlcStore *self,
                      const HlcSendOrder *order,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  SendInput *input = NULL;

  g_return_if_fail (HLC_IS_STORE (self) && order != NULL);

  input = g_new0 (SendInput, 1);
  input->order = hlc_send_order_copy (order);
  input->now = hlc_clock_get_now (hlc_store_get_clock (self));
  hlc_store_write_async (self, send_message, (GDestroyNotify) hlc_message_unref, input, send_input_free,
                         callback, user_data);
}

/**
 * hlc_store_send_finish:
 *
 * Returns: (transfer full) (nullable): the message as it is stored, or %NULL with @error set: %HLC_ERROR_ARGUMENT when the
 *   order is not a possible one, %HLC_ERROR_NOT_FOUND when there is no such operation, delivery or endpoint,
 *   %HLC_ERROR_CONFLICT when the operation is pending or the message_id is taken, and as the JSON scanner says
 */
HlcMessage *
hlc_store_send_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_write_finish (self, result, error);
}
