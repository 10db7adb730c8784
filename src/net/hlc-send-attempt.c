/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-send-attempt.h"

#include <glib/gi18n-lib.h>

#include "hlc-error.h"
#include "hlc-outgoing.h"
#include "hlc-post.h"
#include "hlc-priority.h"
#include "hlc-random.h"
#include "hlc-send-session.h"

/* Larger bodies are signed on a worker thread. */
#define SIGN_INLINE (256 * 1024)

/* An attempt on its way. Its worker thread only reads it. */
typedef struct
{
  HlcAttempt *attempt;             /* (owned) */
  HlcMessage *message;             /* (owned) */
  HlcEndpoint *endpoint;           /* (owned) (nullable) */
  GBytes *body;                    /* (owned) (nullable) */
  HlcHeaderList *received_headers; /* (owned) (nullable) */
  GPtrArray *secrets;              /* (owned) (nullable) */
  HlcHeaderFamily header_family;
  HlcClock *clock;   /* (owned) */
  char *console_id;  /* (owned) */
  GArray *own_ports; /* (owned) */
  gint64 deadline;
  HlcOutgoing *outgoing; /* (owned) (nullable) */
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  hlc_attempt_unref (sending->attempt);
  hlc_message_unref (sending->message);
  g_clear_pointer (&sending->endpoint, hlc_endpoint_unref);
  g_clear_pointer (&sending->body, g_bytes_unref);
  g_clear_pointer (&sending->received_headers, hlc_header_list_unref);
  g_clear_pointer (&sending->secrets, g_ptr_array_unref);
  hlc_clock_unref (sending->clock);
  g_free (sending->console_id);
  g_array_unref (sending->own_ports);
  g_clear_pointer (&sending->outgoing, hlc_outgoing_free);
  g_free (sending);
}

static Sending *
sending_new (const HlcDueAttempt *due, GPtrArray *secrets, const HlcSendTerms *terms)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->attempt = hlc_attempt_ref (due->attempt);
  sending->message = hlc_message_ref (due->message);
  sending->endpoint = due->endpoint != NULL ? hlc_endpoint_ref (due->endpoint) : NULL;
  sending->body = due->body != NULL ? g_bytes_ref (due->body) : NULL;
  sending->received_headers =
      due->received_headers != NULL ? hlc_header_list_ref (due->received_headers) : NULL;
  sending->secrets = secrets != NULL ? g_ptr_array_ref (secrets) : NULL;
  sending->header_family = due->header_family;
  sending->clock = hlc_clock_ref (terms->clock);
  sending->console_id = g_strdup (terms->console_id);
  sending->own_ports = g_array_ref (terms->own_ports);
  sending->deadline = terms->deadline;

  return sending;
}

/* An endpoint may have got another URL since the attempt was planned. */
static const char *
get_url (const Sending *sending)
{
  return sending->endpoint != NULL ? sending->endpoint->url : sending->attempt->url;
}

static HlcHeaderList *
get_custom_headers (const Sending *sending)
{
  return sending->endpoint != NULL ? sending->endpoint->headers : NULL;
}

static gboolean
check_sendable (const Sending *sending, GError **error)
{
  const char *problem = NULL;
  gboolean is_signed_now = sending->attempt->sign_mode == HLC_SIGN_NOW;

  if (sending->body == NULL)
    problem = _ ("What it was to be made of is not stored any more.");
  else if (!is_signed_now && sending->received_headers == NULL)
    problem = _ ("The delivery with the original signature is not stored any more. Send it signed now.");
  else if (is_signed_now && (sending->secrets == NULL || sending->secrets->len == 0))
    problem =
        sending->endpoint != NULL
            ? _ ("There is no signing secret of this endpoint any more. Rotate its secret, and give the new "
                 "one to your handler.")
            : _ ("The signing secret for a URL of its own is kept in memory only, and is gone since the "
                 "console was started again. Send the message once more, with its secret.");

  if (problem != NULL)
    g_set_error_literal (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, problem);

  return problem == NULL;
}

static HlcOutgoing *
make_outgoing (const Sending *sending)
{
  const char *webhook_id =
      sending->message->webhook_id != NULL ? sending->message->webhook_id : sending->message->message_id;

  if (sending->attempt->sign_mode == HLC_SIGN_ORIGINAL)
    return hlc_outgoing_new_original (get_url (sending), sending->received_headers,
                                      get_custom_headers (sending), sending->body, sending->console_id);

  return hlc_outgoing_new_signed (get_url (sending), webhook_id, sending->body, sending->header_family,
                                  get_custom_headers (sending), sending->secrets, sending->console_id,
                                  hlc_clock_get_now (sending->clock));
}

/* Completes what is known of an attempt however it ended. */
static void
return_result (GTask *task, HlcAttemptResult *result)
{
  Sending *sending = g_task_get_task_data (task);

  result->url = g_strdup (get_url (sending));
  hlc_random_bytes ((guint8 *) &result->random, sizeof result->random);
  if (sending->outgoing != NULL)
    result->request_headers = hlc_outgoing_dup_log_headers (sending->outgoing, get_custom_headers (sending));
  g_task_return_pointer (task, result, (GDestroyNotify) hlc_attempt_result_free);
}

static void
return_unsendable (GTask *task, const GError *error)
{
  Sending *sending = g_task_get_task_data (task);
  HlcAttemptResult *result = hlc_attempt_result_new ();

  result->started_at = hlc_clock_get_now (sending->clock);
  result->retry_after = -1;
  result->failure = HLC_FAILURE_UNSENDABLE;
  result->error = g_strdup (error->message);
  return_result (task, result);
}

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  HlcAttemptResult *outcome = hlc_post_finish (result, &error);

  if (outcome != NULL)
    return_result (task, outcome);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
set_signing_error (const Sending *sending, GError **error)
{
  g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("The signing secret cannot be used: %s"),
               hlc_signing_secret_get_problem (g_ptr_array_index (sending->secrets, 0)));
}

static void
post (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcTargetAddress) target = NULL;
  g_autoptr (SoupSession) session = NULL;

  if (sending->outgoing == NULL)
    set_signing_error (sending, &error);
  else
    target = hlc_target_address_new (get_url (sending), sending->own_ports, &error);
  if (target == NULL)
    {
      return_unsendable (task, error);
      return;
    }

  session = hlc_send_session_new (target);
  hlc_post_async (session, sending->outgoing, sending->clock, sending->deadline,
                  g_task_get_cancellable (task), posted_cb, g_object_ref (task));
}

static void
make_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, make_outgoing (task_data), (GDestroyNotify) hlc_outgoing_free);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Sending *sending = g_task_get_task_data (task);

  sending->outgoing = g_task_propagate_pointer (G_TASK (result), NULL);
  if (!g_task_return_error_if_cancelled (task))
    post (task);
}

/**
 * hlc_send_attempt_async:
 * @due: what is sent; not needed after this call
 * @secrets: (nullable) (element-type HlcSigningSecret): what signs, the newest first; not changed afterwards
 * @cancellable: (nullable): stops it without a result
 *
 * Makes one attempt: signs, connects, posts. Whatever happens is a result, also where it cannot even be tried. Main
 * thread; the answer comes at %HLC_PRIORITY_ANSWER.
 */
void
hlc_send_attempt_async (const HlcDueAttempt *due,
                        GPtrArray *secrets,
                        const HlcSendTerms *terms,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) making = NULL;
  g_autoptr (GError) error = NULL;
  Sending *sending = NULL;

  g_return_if_fail (due != NULL && due->attempt != NULL && due->message != NULL);
  g_return_if_fail (terms != NULL);

  sending = sending_new (due, secrets, terms);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, hlc_send_attempt_async);
  g_task_set_priority (task, HLC_PRIORITY_ANSWER);
  g_task_set_task_data (task, sending, sending_free);

  if (!check_sendable (sending, &error))
    {
      return_unsendable (task, error);
      return;
    }

  if (g_bytes_get_size (sending->body) <= SIGN_INLINE)
    {
      sending->outgoing = make_outgoing (sending);
      post (task);
      return;
    }

  /* Lent to the thread: the task that owns it waits for this one. */
  making = g_task_new (NULL, NULL, made_cb, g_object_ref (task));
  g_task_set_source_tag (making, hlc_send_attempt_async);
  g_task_set_priority (making, HLC_PRIORITY_ANSWER);
  g_task_set_task_data (making, sending, NULL);
  g_task_run_in_thread (making, make_thread);
}

/**
 * hlc_send_attempt_finish:
 *
 * Returns: (transfer full): what came of it, whole; or %NULL with %G_IO_ERROR_CANCELLED where the caller stopped it
 */
HlcAttemptResult *
hlc_send_attempt_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
