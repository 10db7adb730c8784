/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <libsoup/soup.h>

#include "hlc-connection.h"
#include "hlc-error-body.h"
#include "hlc-loopback.h"
#include "hlc-priority.h"
#include "hlc-request-private.h"

#define DEFAULT_MAX_BODY (20 * 1024 * 1024)
#define DEFAULT_DEADLINE (30 * 1000)
/* Connections that are taken in before the main loop looks at anything else. */
#define ACCEPT_BATCH 16
/* Milliseconds until accepting is tried again after it failed for lack of file descriptors. */
#define ACCEPT_RETRY 100

#define KEY_CONNECTION "hlc-connection"
#define KEY_READING "hlc-reading"

static const guint default_max_connections[] = {
  [HLC_GUARD_RECEIVER] = 128,
  [HLC_GUARD_API] = 64,
};

/* A request that is being read. Belongs to its message. Where libsoup cannot parse it there is none, and libsoup answers
 * with what hlc_request_preset_answer() gave; to headers above 64 KiB it answers nothing at all. */
typedef struct
{
  HlcRequest *request; /* (owned) */
  HlcRefusal *refusal; /* (owned) (nullable) */
  gsize n_bytes;
  gboolean is_handed_over;
} Reading;

typedef struct
{
  GSocket *socket; /* (owned) (nullable) */
  GSource *source; /* (owned) (nullable): while connections are being accepted */
} Entrance;

struct _HlcListener
{
  GObject parent_instance;

  HlcGuardRules rules;
  HlcRequestHandler handler;
  gpointer user_data;
  guint max_connections;
  guint deadline; /* milliseconds */

  GMainContext *context;   /* (owned) */
  SoupServer *server;      /* (owned) (nullable) */
  GHashTable *connections; /* (owned) (element-type GSocketConnection HlcConnection): keys are not owned */
  Entrance entrances[2];   /* 127.0.0.1 and ::1 */
  GSource *retry;          /* (owned) (nullable) */
  guint16 port;
  gboolean has_complained;
};

G_DEFINE_FINAL_TYPE (HlcListener, hlc_listener, G_TYPE_OBJECT)

static void hlc_listener_start_accepting (HlcListener *self);

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->request);
  g_clear_pointer (&reading->refusal, hlc_refusal_free);
  g_free (reading);
}

static HlcConnection *
get_connection (SoupServerMessage *message)
{
  /* The one thing of ours that libsoup carries from the connection to its messages. */
  return g_object_get_data (G_OBJECT (soup_server_message_get_remote_address (message)), KEY_CONNECTION);
}

static void
hand_over (HlcListener *self, SoupServerMessage *message, Reading *reading)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = NULL;

  reading->is_handed_over = TRUE;
  if (reading->refusal == NULL)
    bytes = soup_message_body_flatten (body);
  hlc_request_take_over (reading->request, bytes);
  /* The request holds the bytes now; the list of chunks is a second copy. */
  soup_message_body_truncate (body);
  self->handler (self, reading->request, reading->refusal, self->user_data);
}

static void
refuse (SoupServerMessage *message, Reading *reading, HlcRefusal *refusal)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  reading->refusal = refusal;
  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_truncate (body);
}

/* libsoup reads a body to its end before it answers. Where that end is far away, or two readers would not agree about
 * it, the answer goes past libsoup, and the connection ends. */
static void
cut_off (HlcListener *self, SoupServerMessage *message, Reading *reading)
{
  HlcConnection *connection = get_connection (message);
  g_autoptr (GBytes) json = hlc_error_body_new (reading->refusal->code, reading->refusal->message, NULL);
  gsize size = 0;
  const char *body = g_bytes_get_data (json, &size);
  g_autofree char *answer =
      g_strdup_printf ("HTTP/1.1 %u %s\r\n"
                       "Content-Type: application/json\r\n"
                       "X-Content-Type-Options: nosniff\r\n"
                       "Cache-Control: no-store\r\n"
                       "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                       "Connection: close\r\n\r\n%.*s",
                       reading->refusal->status, soup_status_get_phrase (reading->refusal->status), size,
                       (int) size, body);

  hlc_connection_send_now (connection, answer);
  hlc_connection_shut_down (connection);
  hand_over (self, message, reading);
}

static void
got_headers_cb (HlcListener *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  Reading *reading = g_new0 (Reading, 1);
  HlcRequestHead head = { .local_port = self->port };
  HlcRefusal *refusal = NULL;

  reading->request = hlc_request_new (message, get_connection (message));
  g_object_set_data_full (G_OBJECT (message), KEY_READING, reading, reading_free);
  /* We never answer with a part, and libsoup's arithmetic for it is not safe (CVE-2026-2443). */
  soup_message_headers_remove (headers, "Range");

  hlc_request_get_head (reading->request, &head);
  refusal = hlc_guard_check (&self->rules, &head);
  if (refusal == NULL)
    return;

  refuse (message, reading, refusal);
  /* The client asks before it sends the body: it is told now. Others are told when theirs has been read. */
  if (soup_message_headers_get_expectations (headers) & SOUP_EXPECTATION_CONTINUE)
    hand_over (self, message, reading);
  else if (refusal->status == SOUP_STATUS_BAD_REQUEST)
    cut_off (self, message, reading);
}

static void
got_chunk_cb (HlcListener *self, GBytes *chunk, SoupServerMessage *message)
{
  Reading *reading = g_object_get_data (G_OBJECT (message), KEY_READING);

  if (reading->is_handed_over)
    return;

  reading->n_bytes += g_bytes_get_size (chunk);
  if (reading->refusal == NULL && reading->n_bytes > self->rules.max_body)
    refuse (message, reading,
            hlc_refusal_new (413, "body_too_large",
                             "The body is larger than the %" G_GSIZE_FORMAT
                             " bytes that are taken. Send less.",
                             self->rules.max_body));
  if (reading->n_bytes / 2 > self->rules.max_body)
    cut_off (self, message, reading);
}

/* libsoup takes the end of the connection for the end of the body. */
static gboolean
is_truncated (SoupServerMessage *message, const Reading *reading)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (hlc_connection_is_shut_down (get_connection (message)))
    return TRUE;

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
         (goffset) reading->n_bytes < soup_message_headers_get_content_length (headers);
}

static void
got_body_cb (HlcListener *self, SoupServerMessage *message)
{
  Reading *reading = g_object_get_data (G_OBJECT (message), KEY_READING);

  if (reading->is_handed_over)
    return;

  if (is_truncated (message, reading))
    {
      reading->is_handed_over = TRUE;
      hlc_connection_shut_down (get_connection (message));
      return;
    }

  hand_over (self, message, reading);
}

static void
request_started_cb (SoupServer *server, SoupServerMessage *message, HlcListener *self)
{
  hlc_request_preset_answer (message);

  g_signal_connect_object (message, "got-headers", G_CALLBACK (got_headers_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (got_chunk_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "got-body", G_CALLBACK (got_body_cb), self, G_CONNECT_SWAPPED);
}

static void
stop_accepting (HlcListener *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->entrances); i++)
    {
      Entrance *entrance = &self->entrances[i];

      if (entrance->source != NULL)
        g_source_destroy (entrance->source);
      g_clear_pointer (&entrance->source, g_source_unref);
    }
}

static void
stop_retrying (HlcListener *self)
{
  if (self->retry != NULL)
    g_source_destroy (self->retry);
  g_clear_pointer (&self->retry, g_source_unref);
}

static gboolean
retry_cb (gpointer user_data)
{
  HlcListener *self = user_data;

  g_clear_pointer (&self->retry, g_source_unref);
  hlc_listener_start_accepting (self);

  return G_SOURCE_REMOVE;
}

/* A listening socket stays readable while accepting fails, so that its source would spin. Those who wait keep their
 * places in the backlog. */
static void
pause_accepting (HlcListener *self, const GError *cause)
{
  if (!self->has_complained)
    g_message ("Cannot accept connections on port %u now: %s. Trying again every %u ms.", self->port,
               cause->message, ACCEPT_RETRY);
  self->has_complained = TRUE;

  stop_accepting (self);
  stop_retrying (self);
  self->retry = g_timeout_source_new (ACCEPT_RETRY);
  g_source_set_priority (self->retry, HLC_PRIORITY_ANSWER);
  g_source_set_callback (self->retry, retry_cb, self, NULL);
  g_source_attach (self->retry, self->context);
}

static void
connection_closed_cb (gpointer user_data, GObject *stream)
{
  HlcListener *self = user_data;

  g_hash_table_remove (self->connections, stream);
  hlc_listener_start_accepting (self);
}

static void
take_in (HlcListener *self, GSocket *socket)
{
  g_autoptr (GSocketConnection) stream = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (stream, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (stream, NULL);
  HlcConnection *connection = NULL;

  /* It was reset before we came to it. */
  if (local == NULL || remote == NULL)
    return;

  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  connection = hlc_connection_new (stream, remote, self->deadline);
  g_object_set_data_full (G_OBJECT (remote), KEY_CONNECTION, g_object_ref (connection), g_object_unref);
  g_hash_table_insert (self->connections, stream, connection);
  g_object_weak_ref (G_OBJECT (stream), connection_closed_cb, self);
  soup_server_accept_iostream (self->server, G_IO_STREAM (stream), local, remote, NULL);
}

static gboolean
accept_cb (GSocket *listening, GIOCondition condition, gpointer user_data)
{
  HlcListener *self = user_data;

  for (guint i = 0; i < ACCEPT_BATCH && hlc_listener_get_n_connections (self) < self->max_connections; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) socket = g_socket_accept (listening, NULL, &error);

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return G_SOURCE_CONTINUE;
      if (error != NULL)
        {
          pause_accepting (self, error);
          return G_SOURCE_REMOVE;
        }
      take_in (self, socket);
    }

  if (hlc_listener_get_n_connections (self) >= self->max_connections)
    stop_accepting (self);

  return G_SOURCE_CONTINUE;
}

static void
hlc_listener_start_accepting (HlcListener *self)
{
  if (self->retry != NULL || hlc_listener_get_n_connections (self) >= self->max_connections)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->entrances); i++)
    {
      Entrance *entrance = &self->entrances[i];

      if (entrance->socket == NULL || entrance->source != NULL)
        continue;

      entrance->source = g_socket_create_source (entrance->socket, G_IO_IN, NULL);
      g_source_set_priority (entrance->source, HLC_PRIORITY_ANSWER);
      g_source_set_callback (entrance->source, G_SOURCE_FUNC (accept_cb), self, NULL);
      g_source_attach (entrance->source, self->context);
    }
}

static void
forget_connections (HlcListener *self)
{
  GHashTableIter iter;
  gpointer stream = NULL;
  gpointer connection = NULL;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &stream, &connection))
    {
      g_object_weak_unref (stream, connection_closed_cb, self);
      hlc_connection_shut_down (connection);
      g_hash_table_iter_remove (&iter);
    }
}

static void
hlc_listener_dispose (GObject *object)
{
  HlcListener *self = HLC_LISTENER (object);

  hlc_listener_stop (self);

  G_OBJECT_CLASS (hlc_listener_parent_class)->dispose (object);
}

static void
hlc_listener_finalize (GObject *object)
{
  HlcListener *self = HLC_LISTENER (object);

  g_hash_table_unref (self->connections);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (hlc_listener_parent_class)->finalize (object);
}

static void
hlc_listener_class_init (HlcListenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hlc_listener_dispose;
  object_class->finalize = hlc_listener_finalize;
}

static void
hlc_listener_init (HlcListener *self)
{
  self->connections = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->rules.max_body = DEFAULT_MAX_BODY;
  self->deadline = DEFAULT_DEADLINE;
}

/**
 * hlc_listener_new:
 * @side: which rules its requests are under
 * @handler: called for each request, in the context of hlc_listener_listen(); it answers, now or later. The refusal
 *   that it is given is lent
 * @user_data: for @handler; must outlive the listener
 *
 * Makes a listener that does not listen yet.
 *
 * Returns: (transfer full): the listener
 */
HlcListener *
hlc_listener_new (HlcGuardSide side, HlcRequestHandler handler, gpointer user_data)
{
  HlcListener *self = NULL;

  g_return_val_if_fail (handler != NULL, NULL);

  self = g_object_new (HLC_TYPE_LISTENER, NULL);
  self->rules.side = side;
  self->max_connections = default_max_connections[side];
  self->handler = handler;
  self->user_data = user_data;

  return self;
}

/**
 * hlc_listener_listen:
 * @port: the port, or 0 for a free one
 *
 * Listens on 127.0.0.1, and on ::1 where there is one, in the thread-default main context.
 *
 * Returns: %FALSE with %HLC_ERROR_ADDRESS, which names the program that has the port where the system tells
 */
gboolean
hlc_listener_listen (HlcListener *self, guint16 port, GError **error)
{
  g_return_val_if_fail (HLC_IS_LISTENER (self), FALSE);
  g_return_val_if_fail (self->server == NULL, FALSE);

  if (!hlc_loopback_listen (port, &self->entrances[0].socket, &self->entrances[1].socket, &self->port, error))
    return FALSE;

  g_clear_pointer (&self->context, g_main_context_unref);
  self->context = g_main_context_ref_thread_default ();
  /* libsoup would decode "%2f" and resolve what it finds then; the guard wants to see what came. */
  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (request_started_cb), self);
  hlc_listener_start_accepting (self);

  return TRUE;
}

/**
 * hlc_listener_stop:
 *
 * Stops listening and ends every connection; answers that are still to be given are dropped. Does nothing where it
 * does not listen.
 */
void
hlc_listener_stop (HlcListener *self)
{
  g_return_if_fail (HLC_IS_LISTENER (self));

  stop_retrying (self);
  stop_accepting (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->entrances); i++)
    g_clear_object (&self->entrances[i].socket);
  self->port = 0;

  if (self->server != NULL)
    {
      soup_server_disconnect (self->server);
      g_clear_object (&self->server);
    }
  forget_connections (self);
}

/**
 * hlc_listener_get_port:
 *
 * Returns: the port, or 0 while it does not listen
 */
guint16
hlc_listener_get_port (HlcListener *self)
{
  g_return_val_if_fail (HLC_IS_LISTENER (self), 0);

  return self->port;
}

/**
 * hlc_listener_set_has_secret:
 * @has_secret: whether bodies are signed, so that a truncated or forged one is found out
 *
 * Holds for requests that begin from now on.
 */
void
hlc_listener_set_has_secret (HlcListener *self, gboolean has_secret)
{
  g_return_if_fail (HLC_IS_LISTENER (self));

  self->rules.has_secret = has_secret;
}

/**
 * hlc_listener_set_max_body:
 * @max_body: the largest body that is taken, in bytes; 20 MiB at first
 *
 * Holds for requests that begin from now on.
 */
void
hlc_listener_set_max_body (HlcListener *self, gsize max_body)
{
  g_return_if_fail (HLC_IS_LISTENER (self));

  self->rules.max_body = max_body;
}

/**
 * hlc_listener_set_max_connections:
 * @max_connections: how many connections may be open at once; 128 for a receiver and 64 for an API at first
 *
 * Clients above it wait in the backlog. Lowering it ends no connection.
 */
void
hlc_listener_set_max_connections (HlcListener *self, guint max_connections)
{
  g_return_if_fail (HLC_IS_LISTENER (self));

  self->max_connections = max_connections;
  hlc_listener_start_accepting (self);
}

/**
 * hlc_listener_set_deadline:
 * @milliseconds: how long a client may take to send a whole request, and again to take its answer; 30 s at first
 *
 * Holds for connections that begin from now on.
 */
void
hlc_listener_set_deadline (HlcListener *self, guint milliseconds)
{
  g_return_if_fail (HLC_IS_LISTENER (self));

  self->deadline = milliseconds;
}

/**
 * hlc_listener_get_n_connections:
 *
 * Returns: how many connections are open
 */
guint
hlc_listener_get_n_connections (HlcListener *self)
{
  g_return_val_if_fail (HLC_IS_LISTENER (self), 0);

  return g_hash_table_size (self->connections);
}
