/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-outbox.h"

#include "hlc-forward-rule.h"
#include "hlc-outbox-plan.h"
#include "hlc-store-endpoint-rows.h"
#include "hlc-store-message-rows.h"

/**
 * hlc_store_outbox_add_completed:
 * @operation: stored, and completed in this transaction
 * @now: microseconds since the epoch, UTC
 *
 * Adds what the developer's handlers must hear, in the transaction that makes it true: one message, and an attempt that is
 * due now for every enabled endpoint that wants it. Where there is none the message is unsent. Writer thread.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_outbox_add_completed (HlcSql *sql,
                                HlcOperation *operation,
                                gint64 now,
                                HlcStoreChanges *changes,
                                GError **error)
{
  g_autoptr (HlcMessage) message = hlc_message_new ();

  message->event_type = g_strconcat (hlc_operation_kind_to_string (operation->kind), ".completed", NULL);
  message->content = HLC_CONTENT_OPERATION;
  message->operation = operation->id;
  message->call_id = g_strdup (operation->call_id);
  message->title = g_strdup (operation->title);
  message->is_test = operation->is_test;
  message->created_at = now;

  return hlc_store_insert_message (sql, message, TRUE, error) &&
         hlc_outbox_plan_for_all (sql, message, HLC_TRIGGER_EVENT, HLC_SIGN_NOW, operation->id, now, error) &&
         hlc_outbox_settle_message (sql, message->id, changes, error);
}

static HlcMessage *
make_forward (HlcDelivery *delivery)
{
  HlcMessage *message = hlc_message_new ();

  message->webhook_id = g_strdup (delivery->message_id);
  message->event_type = g_strdup (delivery->event_type != NULL ? delivery->event_type : HLC_NO_EVENT_TYPE);
  message->content = HLC_CONTENT_DELIVERY;
  message->delivery = delivery->id;
  message->call_id = g_strdup (delivery->call_id);
  message->title = delivery->operation != NULL ? g_strdup (delivery->operation->title) : NULL;
  message->is_test = delivery->is_test;
  message->created_at = delivery->received_at;
  return message;
}

static HlcEndpoint *
find_endpoint (GPtrArray *endpoints, gint64 id)
{
  for (guint i = 0; i < endpoints->len; i++)
    {
      HlcEndpoint *endpoint = g_ptr_array_index (endpoints, i);

      if (endpoint->id == id)
        return endpoint;
    }

  return NULL;
}

static gboolean
plan_forward (HlcSql *sql, HlcMessage *message, HlcForwardRule *rule, HlcEndpoint *endpoint, GError **error)
{
  g_autoptr (HlcAttempt) attempt = hlc_attempt_new ();

  attempt->message = message->id;
  attempt->endpoint = endpoint->id;
  attempt->url = g_strdup (endpoint->url);
  attempt->rule = rule->id;
  attempt->lane = rule->ordered ? -rule->id : 0;
  attempt->number = 1;
  attempt->step = 1;
  attempt->trigger = HLC_TRIGGER_FORWARD;
  attempt->sign_mode = rule->sign_mode;
  attempt->planned_at = message->created_at;
  attempt->due_at = message->created_at;
  return hlc_outbox_plan (sql, attempt, FALSE, error);
}

/**
 * hlc_store_outbox_add_forwards:
 * @delivery: stored in this transaction
 *
 * Adds what rules forward of a delivery: one message under its sender's id, and an attempt that is due now for every
 * endpoint that a rule names which hlc_forward_rule_matches(); where several name the same, the oldest rule counts. Writer
 * thread.
 *
 * Returns: %FALSE with @error set when the database failed
 */
gboolean
hlc_store_outbox_add_forwards (HlcSql *sql, HlcDelivery *delivery, HlcStoreChanges *changes, GError **error)
{
  g_autoptr (GPtrArray) rules = hlc_store_read_rules (sql, error);
  g_autoptr (GPtrArray) endpoints = NULL;
  g_autoptr (HlcMessage) message = NULL;
  g_autoptr (GHashTable) planned = NULL;

  if (rules == NULL)
    return FALSE;
  if (rules->len == 0)
    return TRUE;

  endpoints = hlc_store_read_endpoints (sql, error);
  if (endpoints == NULL)
    return FALSE;

  planned = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < rules->len; i++)
    {
      HlcForwardRule *rule = g_ptr_array_index (rules, i);
      HlcEndpoint *endpoint =
          hlc_forward_rule_matches (rule, delivery) ? find_endpoint (endpoints, rule->endpoint) : NULL;

      if (endpoint == NULL || !endpoint->enabled || !g_hash_table_add (planned, endpoint))
        continue;

      if (message == NULL)
        {
          message = make_forward (delivery);
          if (!hlc_store_insert_message (sql, message, FALSE, error))
            return FALSE;
        }
      if (!plan_forward (sql, message, rule, endpoint, error))
        return FALSE;
    }

  return message == NULL || hlc_outbox_settle_message (sql, message->id, changes, error);
}
