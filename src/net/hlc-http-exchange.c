/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-http-exchange.h"

#include <glib/gi18n.h>

#include "hlc-relay-url.h"
#include "hlc-retry.h"
#include "hlc-visible-text.h"

#define CHUNK (64 * 1024)
/* How long a connection is kept for the next exchange. Seconds. */
#define IDLE_TIMEOUT 60
/* Characters of a message that a library made. */
#define MAX_WORDS 200

typedef struct
{
  SoupSession *session;  /* (owned) */
  SoupMessage *message;  /* (owned) */
  GInputStream *stream;  /* (owned) (nullable) */
  GByteArray *body;      /* (owned) */
  GCancellable *aborted; /* (owned) */
  GCancellable *outer;   /* (owned) (nullable) */
  gulong outer_handler;
  GSource *deadline; /* (owned) */
  guint milliseconds;
  gsize max_body;
  gboolean is_late;
  gboolean is_cut;
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_cancellable_disconnect (exchange->outer, exchange->outer_handler);
  g_source_destroy (exchange->deadline);
  g_source_unref (exchange->deadline);
  /* Closing a stream whose end has not come would wait for it. */
  g_cancellable_cancel (exchange->aborted);
  g_clear_object (&exchange->stream);
  g_object_unref (exchange->session);
  g_object_unref (exchange->message);
  g_object_unref (exchange->aborted);
  g_clear_object (&exchange->outer);
  g_byte_array_unref (exchange->body);
  g_free (exchange);
}

static gboolean
deadline_cb (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->is_late = TRUE;
  g_cancellable_cancel (exchange->aborted);
  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer, GCancellable *aborted)
{
  g_cancellable_cancel (aborted);
}

/* Takes @error. */
static void
return_error (GTask *task, GError *error)
{
  const Exchange *exchange = g_task_get_task_data (task);

  if (!exchange->is_late)
    {
      g_task_return_error (task, error);
      return;
    }

  g_error_free (error);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("no answer within %u s"),
                           exchange->milliseconds / 1000);
}

static void
return_answer (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  HlcHttpAnswer *answer = g_new0 (HlcHttpAnswer, 1);
  const char *retry_after =
      soup_message_headers_get_one (soup_message_get_response_headers (exchange->message), "Retry-After");

  answer->status = soup_message_get_status (exchange->message);
  answer->is_cut = exchange->is_cut;
  answer->retry_after = hlc_retry_parse_after (retry_after, g_get_real_time ());
  answer->body = g_bytes_new (exchange->body->data, exchange->body->len);
  g_task_return_pointer (task, answer, (GDestroyNotify) hlc_http_answer_free);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  gsize size = 0;
  gconstpointer data;

  if (bytes == NULL)
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }

  data = g_bytes_get_data (bytes, &size);
  exchange->is_cut = size > exchange->max_body - exchange->body->len;
  g_byte_array_append (exchange->body, data, (guint) MIN (size, exchange->max_body - exchange->body->len));
  if (size == 0 || exchange->is_cut)
    return_answer (task);
  else
    g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT, exchange->aborted, read_cb,
                                     g_steal_pointer (&task));
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (exchange->stream == NULL)
    return_error (task, g_steal_pointer (&error));
  else
    g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT, exchange->aborted, read_cb,
                                     g_steal_pointer (&task));
}

/**
 * hlc_http_exchange_make_session:
 * @uri: where its requests go
 *
 * Makes what keeps connections between exchanges with one server, and nothing else of them.
 *
 * Returns: (transfer full): a session
 */
SoupSession *
hlc_http_exchange_make_session (GUri *uri)
{
  g_autofree char *url = NULL;
  SoupSession *session;

  g_return_val_if_fail (uri != NULL, NULL);

  url = g_uri_to_string (uri);
  session = soup_session_new_with_options ("timeout", 0, "idle-timeout", IDLE_TIMEOUT, "user-agent",
                                           "humanlayer-console", NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  if (hlc_relay_url_is_local (url))
    soup_session_set_proxy_resolver (session, NULL);
  return session;
}

/**
 * hlc_http_exchange_async:
 * @session: (nullable): of hlc_http_exchange_make_session(); %NULL for one of its own
 * @message: the request, with its body
 * @max_body: bytes of the answer's body that are read; where there are more, the answer is cut
 * @deadline: milliseconds after which everything has to be there: a timeout of a session does not stop what drips in
 * @cancellable: (nullable): stops it
 *
 * Sends a request and reads the answer.
 */
void
hlc_http_exchange_async (SoupSession *session,
                         SoupMessage *message,
                         gsize max_body,
                         guint deadline,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Exchange *exchange;

  g_return_if_fail (SOUP_IS_MESSAGE (message));
  g_return_if_fail (deadline > 0);

  task = g_task_new (NULL, cancellable, callback, user_data);
  exchange = g_new0 (Exchange, 1);
  exchange->session = session != NULL ? g_object_ref (session)
                                      : hlc_http_exchange_make_session (soup_message_get_uri (message));
  exchange->message = g_object_ref (message);
  exchange->body = g_byte_array_new ();
  exchange->max_body = max_body;
  exchange->milliseconds = deadline;
  exchange->aborted = g_cancellable_new ();
  exchange->deadline = g_timeout_source_new (deadline);
  g_source_set_static_name (exchange->deadline, "hlc-http-exchange");
  g_source_set_callback (exchange->deadline, deadline_cb, exchange, NULL);
  g_source_attach (exchange->deadline, g_task_get_context (task));
  if (cancellable != NULL)
    {
      exchange->outer = g_object_ref (cancellable);
      exchange->outer_handler =
          g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb), exchange->aborted, NULL);
    }
  g_task_set_source_tag (task, hlc_http_exchange_async);
  g_task_set_task_data (task, exchange, exchange_free);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  soup_session_send_async (exchange->session, message, G_PRIORITY_DEFAULT, exchange->aborted, sent_cb,
                           g_steal_pointer (&task));
}

/**
 * hlc_http_exchange_finish:
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL with @error set: %G_IO_ERROR_TIMED_OUT when the deadline
 *   passed
 */
HlcHttpAnswer *
hlc_http_exchange_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hlc_http_answer_free:
 * @self: (transfer full): an answer
 */
void
hlc_http_answer_free (HlcHttpAnswer *self)
{
  g_return_if_fail (self != NULL);

  g_bytes_unref (self->body);
  g_free (self);
}

/**
 * hlc_http_error_is_unreachable:
 * @error: why there was no answer
 *
 * Returns: whether nobody listens at the address
 */
gboolean
hlc_http_error_is_unreachable (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE);
}

/**
 * hlc_http_error_dup_words:
 * @error: why there was no answer
 *
 * Returns: (transfer full): a clause for people, without a full stop
 */
char *
hlc_http_error_dup_words (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_strdup (_ ("nothing listens there"));
  if (hlc_http_error_is_unreachable (error))
    return g_strdup (_ ("no way leads there from this machine"));
  if (error->domain == G_RESOLVER_ERROR)
    return g_strdup (_ ("the name of its host is not known"));
  if (error->domain == G_TLS_ERROR)
    return g_strdup (_ ("its certificate is not trusted"));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    return g_strdup (_ ("the connection ended before an answer"));

  return hlc_visible_text_bounded (error->message, -1, HLC_VISIBLE_ONE_LINE, MAX_WORDS);
}
