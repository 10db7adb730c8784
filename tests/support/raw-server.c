/* SPDX-License-Identifier: Apache-2.0 */
#include "raw-server.h"

#include <string.h>
#include <sys/socket.h>

/* Milliseconds between the bytes of RAW_DRIP. */
#define DRIP_INTERVAL 5

struct _RawServer
{
  GSocketService *service;      /* (owned) */
  GTlsCertificate *certificate; /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned): of all I/O */
  guint16 port;
  RawManner manner;
  char *answer;        /* (owned) */
  GPtrArray *visits;   /* (owned) (element-type Visit): those that are open */
  GPtrArray *requests; /* (owned) (element-type utf8) */
  guint n_connections;
  guint most_open;
  gsize n_sent;
};

/* One connection. */
typedef struct
{
  RawServer *server;
  GSocket *socket;   /* (owned) */
  GIOStream *stream; /* (owned) */
  GString *request;  /* (owned) */
  char buffer[64 * 1024];
  RawManner manner;
  char *answer; /* (owned) (nullable) */
  gsize n_answered;
  gsize n_flooded;
  GSource *drip; /* (owned) (nullable) */
  gboolean is_held;
} Visit;

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  if (visit->drip != NULL)
    g_source_destroy (visit->drip);
  g_clear_pointer (&visit->drip, g_source_unref);
  g_socket_close (visit->socket, NULL);
  g_object_unref (visit->stream);
  g_object_unref (visit->socket);
  g_string_free (visit->request, TRUE);
  g_free (visit->answer);
  g_free (visit);
}

/* The visit is gone after this. */
static void
leave (Visit *visit)
{
  g_ptr_array_remove (visit->server->visits, visit);
}

static void
reset (Visit *visit)
{
  struct linger linger = { .l_onoff = 1 };

  setsockopt (g_socket_get_fd (visit->socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  leave (visit);
}

static void send_more (Visit *visit);

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gssize n_bytes = g_output_stream_write_finish (G_OUTPUT_STREAM (source), result, &error);
  Visit *visit = user_data;

  /* The server, and with it the visit, is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (n_bytes < 0)
    {
      leave (visit);
      return;
    }

  visit->server->n_sent += n_bytes;
  if (visit->n_answered < strlen (visit->answer))
    visit->n_answered += n_bytes;
  else
    visit->n_flooded += n_bytes;
  send_more (visit);
}

static void
send_more (Visit *visit)
{
  GOutputStream *output = g_io_stream_get_output_stream (visit->stream);
  gsize n_left = strlen (visit->answer) - visit->n_answered;

  if (n_left > 0)
    g_output_stream_write_async (output, visit->answer + visit->n_answered, n_left, G_PRIORITY_DEFAULT,
                                 visit->server->cancellable, sent_cb, visit);
  else if (visit->manner == RAW_FLOOD && visit->n_flooded < RAW_FLOOD_SIZE)
    {
      memset (visit->buffer, 'x', sizeof visit->buffer);
      g_output_stream_write_async (output, visit->buffer, sizeof visit->buffer, G_PRIORITY_DEFAULT,
                                   visit->server->cancellable, sent_cb, visit);
    }
  else
    leave (visit);
}

static gboolean
drip_cb (gpointer user_data)
{
  Visit *visit = user_data;

  if (g_socket_send_with_blocking (visit->socket, visit->answer + visit->n_answered, 1, FALSE, NULL, NULL) <
      0)
    {
      leave (visit);
      return G_SOURCE_REMOVE;
    }

  visit->server->n_sent++;
  if (visit->answer[visit->n_answered + 1] != '\0')
    visit->n_answered++;

  return G_SOURCE_CONTINUE;
}

static void
start_dripping (Visit *visit)
{
  visit->drip = g_timeout_source_new (DRIP_INTERVAL);
  g_source_set_callback (visit->drip, drip_cb, visit, NULL);
  g_source_attach (visit->drip, g_main_context_get_thread_default ());
}

static void
answer (Visit *visit)
{
  RawServer *self = visit->server;

  g_ptr_array_add (self->requests, g_strdup (visit->request->str));
  visit->manner = self->manner;
  visit->answer = g_strdup (self->answer);
  switch (visit->manner)
    {
    case RAW_ANSWER:
    case RAW_BLURT:
    case RAW_FLOOD:
      send_more (visit);
      break;
    case RAW_HOLD:
      visit->is_held = TRUE;
      break;
    case RAW_DRIP:
      start_dripping (visit);
      break;
    case RAW_CLOSE:
      leave (visit);
      break;
    case RAW_RESET:
      reset (visit);
      break;
    case RAW_REFUSE:
    case RAW_IGNORE:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_whole (GString *request)
{
  const char *end = strstr (request->str, "\r\n\r\n");
  const char *length = strstr (request->str, "\r\nContent-Length: ");
  guint64 n_bytes = 0;

  if (end == NULL)
    return FALSE;

  if (length != NULL && length < end)
    n_bytes = g_ascii_strtoull (length + strlen ("\r\nContent-Length: "), NULL, 10);

  return request->len - (end + strlen ("\r\n\r\n") - request->str) >= n_bytes;
}

static void read_more (Visit *visit);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gssize n_bytes = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  Visit *visit = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (n_bytes <= 0)
    {
      leave (visit);
      return;
    }

  g_string_append_len (visit->request, visit->buffer, n_bytes);
  if (visit->server->manner == RAW_BLURT || is_whole (visit->request))
    answer (visit);
  else
    read_more (visit);
}

static void
read_more (Visit *visit)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (visit->stream), visit->buffer,
                             sizeof visit->buffer, G_PRIORITY_DEFAULT, visit->server->cancellable, read_cb,
                             visit);
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, RawServer *self)
{
  /* Whoever chooses the first is not understood. */
  const char *const protocols[] = { "h2", "http/1.1", NULL };
  Visit *visit = g_new0 (Visit, 1);

  visit->server = self;
  visit->socket = g_object_ref (g_socket_connection_get_socket (connection));
  visit->request = g_string_new (NULL);
  if (self->certificate != NULL)
    {
      visit->stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
      g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (visit->stream), protocols);
    }
  else
    visit->stream = G_IO_STREAM (g_object_ref (connection));
  g_ptr_array_add (self->visits, visit);
  self->n_connections++;
  self->most_open = MAX (self->most_open, self->visits->len);

  if (self->manner == RAW_REFUSE)
    reset (visit);
  else if (self->manner != RAW_IGNORE)
    read_more (visit);

  return TRUE;
}

RawServer *
raw_server_new (void)
{
  RawServer *self = g_new0 (RawServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->answer = g_strdup (RAW_OK);
  self->visits = g_ptr_array_new_with_free_func (visit_free);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
  self->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), 256);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);

  return self;
}

RawServer *
raw_server_new_tls (GTlsCertificate *certificate)
{
  RawServer *self = raw_server_new ();

  self->certificate = g_object_ref (certificate);

  return self;
}

void
raw_server_free (RawServer *self)
{
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_cancellable_cancel (self->cancellable);
  /* What was under way comes back cancelled, and looks at nothing. */
  while (g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
    ;
  g_ptr_array_unref (self->visits);
  g_ptr_array_unref (self->requests);
  g_object_unref (self->cancellable);
  g_clear_object (&self->certificate);
  g_free (self->answer);
  g_free (self);
}

guint16
raw_server_get_port (RawServer *self)
{
  return self->port;
}

char *
raw_server_dup_url (RawServer *self, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}

void
raw_server_set_manner (RawServer *self, RawManner manner, const char *answer)
{
  self->manner = manner;
  g_free (self->answer);
  self->answer = g_strdup (answer != NULL ? answer : RAW_OK);
}

/* Answers all requests that are held. */
void
raw_server_release (RawServer *self)
{
  g_autoptr (GPtrArray) held = g_ptr_array_new ();

  for (guint i = 0; i < self->visits->len; i++)
    {
      Visit *visit = g_ptr_array_index (self->visits, i);

      if (visit->is_held)
        g_ptr_array_add (held, visit);
    }

  for (guint i = 0; i < held->len; i++)
    {
      Visit *visit = g_ptr_array_index (held, i);

      visit->is_held = FALSE;
      visit->manner = RAW_ANSWER;
      send_more (visit);
    }
}

/* How many were ever accepted. */
guint
raw_server_get_n_connections (RawServer *self)
{
  return self->n_connections;
}

guint
raw_server_get_n_open (RawServer *self)
{
  return self->visits->len;
}

guint
raw_server_get_most_open (RawServer *self)
{
  return self->most_open;
}

gsize
raw_server_get_n_sent (RawServer *self)
{
  return self->n_sent;
}

guint
raw_server_get_n_requests (RawServer *self)
{
  return self->requests->len;
}

/* Head and body, as they came. */
const char *
raw_server_get_request (RawServer *self, guint index)
{
  return g_ptr_array_index (self->requests, index);
}

/* A port of 127.0.0.1 on which nothing listens. */
guint16
raw_free_port (void)
{
  g_autoptr (RawServer) server = raw_server_new ();

  return server->port;
}
