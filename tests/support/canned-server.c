/* SPDX-License-Identifier: Apache-2.0 */
#include "canned-server.h"

#include <stdlib.h>
#include <string.h>

/* Microseconds between two bytes that drip. */
#define DRIP_INTERVAL 5000

typedef struct
{
  char *bytes;
  CannedEnd end;
} Answer;

struct _CannedServer
{
  GSocketService *service;
  guint16 port;
  GMutex lock;
  GPtrArray *answers;  /* (mutex lock) */
  GPtrArray *requests; /* (mutex lock) */
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->bytes);
  g_free (answer);
}

/* The head and as much of a body as it announces. */
static char *
read_request (GInputStream *input)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];
  gsize wanted = G_MAXSIZE;

  while (text->len < wanted)
    {
      gssize n_bytes = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL);
      const char *body;
      const char *length;

      if (n_bytes <= 0)
        break;

      g_string_append_len (text, buffer, n_bytes);
      body = strstr (text->str, "\r\n\r\n");
      if (body == NULL)
        continue;

      length = strstr (text->str, "Content-Length: ");
      wanted = (gsize) (body - text->str) + 4 +
               (length != NULL ? strtoul (length + strlen ("Content-Length: "), NULL, 10) : 0);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
finish (GIOStream *connection, CannedEnd end)
{
  char buffer[64];

  if (end == CANNED_HOLD)
    while (g_input_stream_read (g_io_stream_get_input_stream (connection), buffer, sizeof buffer, NULL,
                                NULL) > 0)
      ;

  while (end == CANNED_DRIP &&
         g_output_stream_write_all (g_io_stream_get_output_stream (connection), "x", 1, NULL, NULL, NULL))
    g_usleep (DRIP_INTERVAL);
}

/* In a thread of the service. */
static gboolean
run_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  CannedServer *self = user_data;
  GIOStream *stream = G_IO_STREAM (connection);
  char *request = read_request (g_io_stream_get_input_stream (stream));
  g_autofree char *bytes = NULL;
  CannedEnd end;

  g_mutex_lock (&self->lock);
  {
    const Answer *answer =
        g_ptr_array_index (self->answers, MIN (self->requests->len, self->answers->len - 1));

    bytes = g_strdup (answer->bytes);
    end = answer->end;
    g_ptr_array_add (self->requests, request);
  }
  g_mutex_unlock (&self->lock);
  /* Whoever waits for this request runs the main context, in which nothing else may happen. */
  g_main_context_wakeup (NULL);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, strlen (bytes), NULL, NULL, NULL);
  finish (stream, end);
  g_io_stream_close (stream, NULL, NULL);
  return TRUE;
}

CannedServer *
canned_server_new (void)
{
  CannedServer *self = g_new0 (CannedServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->service = g_threaded_socket_service_new (8);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);
  return self;
}

/* Every client has to be gone: a thread that still answers would use what is freed. */
void
canned_server_free (CannedServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* Each thread holds the service while it answers. */
  while (G_OBJECT (self->service)->ref_count > 1)
    g_usleep (1000);
  g_object_unref (self->service);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->requests);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint16
canned_server_get_port (CannedServer *self)
{
  return self->port;
}

char *
canned_server_dup_url (CannedServer *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

void
canned_server_push (CannedServer *self, const char *bytes, CannedEnd end)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->bytes = g_strdup (bytes);
  answer->end = end;
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->answers, answer);
  g_mutex_unlock (&self->lock);
}

void
canned_server_push_json (CannedServer *self, guint status, const char *json)
{
  g_autofree char *bytes =
      g_strdup_printf ("HTTP/1.1 %u X\r\nContent-Type: application/json\r\nContent-Length: "
                       "%" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n%s",
                       status, strlen (json), json);

  canned_server_push (self, bytes, CANNED_CLOSE);
}

guint
canned_server_get_n_requests (CannedServer *self)
{
  guint n_requests;

  g_mutex_lock (&self->lock);
  n_requests = self->requests->len;
  g_mutex_unlock (&self->lock);
  return n_requests;
}

char *
canned_server_dup_request (CannedServer *self, guint index)
{
  char *request;

  g_mutex_lock (&self->lock);
  g_assert_cmpuint (index, <, self->requests->len);
  request = g_strdup (g_ptr_array_index (self->requests, index));
  g_mutex_unlock (&self->lock);
  return request;
}

/* A port on which nobody listens: one that was free a moment ago. */
guint16
find_closed_port (void)
{
  g_autoptr (CannedServer) server = canned_server_new ();

  return canned_server_get_port (server);
}
