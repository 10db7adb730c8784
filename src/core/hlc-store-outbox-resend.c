/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-outbox.h"

#include <glib/gi18n-lib.h>

#include "hlc-outbox-plan.h"
#include "hlc-retry.h"
#include "hlc-store-attempt-rows.h"
#include "hlc-store-endpoint-rows.h"
#include "hlc-store-message-rows.h"

typedef struct
{
  char *message_id;  /* (owned) */
  char *endpoint_id; /* (owned) (nullable) */
  gint64 now;
} ResendInput;

static void
resend_input_free (gpointer data)
{
  ResendInput *input = data;

  g_free (input->message_id);
  g_free (input->endpoint_id);
  g_free (input);
}

/* Where a message was or is to be sent: the newest attempt at each place that still exists. */
static GPtrArray *
read_destinations (HlcSql *sql, gint64 message, GError **error)
{
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql,
                       HLC_SELECT_ATTEMPT " WHERE a.id IN (SELECT max (id) FROM attempt WHERE message = ?1"
                                          " GROUP BY endpoint, CASE endpoint WHEN 0 THEN url END)"
                                          " AND (a.endpoint = 0 OR e.removed_at = 0) ORDER BY a.id",
                       error);

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, message);
  return hlc_store_take_attempts (sql, statement, error);
}

/* One attempt, and none after it: what has had its schedule is not retried for ever. */
static gboolean
plan_once (HlcSql *sql,
           HlcMessage *message,
           gint64 endpoint,
           const char *url,
           HlcSignMode sign_mode,
           gint64 now,
           GError **error)
{
  g_autoptr (HlcAttempt) attempt = hlc_attempt_new ();

  attempt->message = message->id;
  attempt->endpoint = endpoint;
  attempt->url = g_strdup (url);
  attempt->step = HLC_RETRY_STEPS;
  attempt->trigger = HLC_TRIGGER_RESEND;
  attempt->sign_mode = sign_mode;
  attempt->planned_at = now;
  attempt->due_at = now;
  return hlc_outbox_plan (sql, attempt, TRUE, error);
}

static gboolean
send_again (HlcSql *sql, HlcMessage *message, HlcAttempt *newest, gint64 now, GError **error)
{
  if (newest->state == HLC_ATTEMPT_WAITING)
    return hlc_outbox_bring_forward (sql, newest, now, error);

  return plan_once (sql, message, newest->endpoint, newest->url, newest->sign_mode, now, error);
}

static gboolean
resend_to_endpoint (HlcSql *sql,
                    const ResendInput *input,
                    HlcMessage *message,
                    GPtrArray *destinations,
                    GError **error)
{
  g_autoptr (HlcEndpoint) endpoint = hlc_store_require_endpoint (sql, input->endpoint_id, error);
  HlcSignMode sign_mode = HLC_SIGN_NOW;

  if (endpoint == NULL || !hlc_outbox_get_sign_mode (sql, message->id, &sign_mode, error))
    return FALSE;

  for (guint i = 0; i < destinations->len; i++)
    {
      HlcAttempt *newest = g_ptr_array_index (destinations, i);

      if (newest->endpoint == endpoint->id)
        return send_again (sql, message, newest, input->now, error);
    }

  return plan_once (sql, message, endpoint->id, endpoint->url, sign_mode, input->now, error);
}

/* To all that have not taken it; where all have, to all. */
static gboolean
resend_everywhere (HlcSql *sql,
                   const ResendInput *input,
                   HlcMessage *message,
                   GPtrArray *destinations,
                   GError **error)
{
  gboolean all_have_it = TRUE;

  for (guint i = 0; i < destinations->len; i++)
    {
      HlcAttempt *newest = g_ptr_array_index (destinations, i);

      all_have_it = all_have_it && newest->state == HLC_ATTEMPT_SUCCEEDED;
    }

  for (guint i = 0; i < destinations->len; i++)
    {
      HlcAttempt *newest = g_ptr_array_index (destinations, i);

      if ((all_have_it || newest->state != HLC_ATTEMPT_SUCCEEDED) &&
          !send_again (sql, message, newest, input->now, error))
        return FALSE;
    }

  return TRUE;
}

/* One that was for everybody and went to nobody is sent as it would have been. */
static gboolean
send_first (HlcSql *sql, const ResendInput *input, HlcMessage *message, GError **error)
{
  gint64 to_all = 0;
  gint64 n_waiting = 0;
  HlcSignMode sign_mode = HLC_SIGN_NOW;

  if (!hlc_sql_get_int_with (sql, "SELECT to_all FROM message WHERE id = ?1", HLC_SQL_INTS (message->id),
                             &to_all, error) ||
      !hlc_outbox_get_sign_mode (sql, message->id, &sign_mode, error))
    return FALSE;
  if (to_all && !hlc_outbox_plan_for_all (sql, message, HLC_TRIGGER_RESEND, sign_mode, message->operation,
                                          input->now, error))
    return FALSE;
  if (!hlc_sql_get_int_with (sql, "SELECT count (*) FROM attempt WHERE message = ?1 AND state = 0",
                             HLC_SQL_INTS (message->id), &n_waiting, error))
    return FALSE;
  if (n_waiting > 0)
    return TRUE;

  g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
               /* Translators: the name of an event type. */
               _ ("No endpoint gets %s. Add one, enable one, or say to which endpoint it is to be sent."),
               message->event_type);
  return FALSE;
}

static gpointer
resend (HlcSql *sql, gpointer data, HlcStoreChanges *changes, GError **error)
{
  const ResendInput *input = data;
  g_autoptr (HlcMessage) message = hlc_store_require_message (sql, input->message_id, error);
  g_autoptr (GPtrArray) destinations = NULL;
  HlcMessage *stored = NULL;
  gboolean ok = FALSE;

  destinations = message != NULL ? read_destinations (sql, message->id, error) : NULL;
  if (destinations == NULL)
    return NULL;

  if (input->endpoint_id != NULL)
    ok = resend_to_endpoint (sql, input, message, destinations, error);
  else if (destinations->len > 0)
    ok = resend_everywhere (sql, input, message, destinations, error);
  else
    ok = send_first (sql, input, message, error);

  if (!ok || !hlc_outbox_settle_message (sql, message->id, changes, error) ||
      !hlc_store_find_message_by_id (sql, message->id, &stored, error))
    return NULL;

  return stored;
}

/**
 * hlc_store_resend_async:
 * @endpoint_id: (nullable): to this endpoint only, enabled or not; %NULL: to every destination that does not have it yet, or
 *   to all where all have it
 *
 * Sends a message again, now. Where an attempt waits at a destination, that one is made now and its schedule goes on;
 * elsewhere it is tried once.
 */
void
hlc_store_resend_async (HlcStore *self,
                        const char *message_id,
                        const char *endpoint_id,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  ResendInput *input = NULL;

  g_return_if_fail (HLC_IS_STORE (self) && message_id != NULL);

  input = g_new0 (ResendInput, 1);
  input->message_id = g_strdup (message_id);
  input->endpoint_id = g_strdup (endpoint_id);
  input->now = hlc_clock_get_now (hlc_store_get_clock (self));
  hlc_store_write_async (self, resend, (GDestroyNotify) hlc_message_unref, input, resend_input_free, callback,
                         user_data);
}

/**
 * hlc_store_resend_finish:
 *
 * Returns: (transfer full) (nullable): the message as it is stored, or %NULL with @error set: %HLC_ERROR_NOT_FOUND when there
 *   is no such message or endpoint, %HLC_ERROR_CONFLICT when there is nowhere to send it to
 */
HlcMessage *
hlc_store_resend_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  return hlc_store_write_finish (self, result, error);
}
