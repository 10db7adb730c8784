/* SPDX-License-Identifier: Apache-2.0 */
#include "raw-client.h"

#include <string.h>

/* Seconds after which waiting counts as waiting for ever. */
#define PATIENCE 30

struct _RawClient
{
  GSocket *socket;
  GString *received;
  gsize found; /* bytes up to the end of what was last waited for */
  gboolean is_over;
};

static gboolean
out_of_patience_cb (gpointer user_data)
{
  g_error ("Waited %d s for nothing", PATIENCE);
  return G_SOURCE_REMOVE;
}

static gboolean
socket_ready_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

static GSource *
begin_waiting (void)
{
  GSource *source = g_timeout_source_new_seconds (PATIENCE);

  g_source_set_callback (source, out_of_patience_cb, NULL, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

static void
end_waiting (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

/* Runs whatever the context has to do until the socket may be used, or once. */
static void
iterate (RawClient *self, GIOCondition condition)
{
  GMainContext *context = g_main_context_get_thread_default ();
  g_autoptr (GSource) ready = g_socket_create_source (self->socket, condition, NULL);

  /* The client and the server share a thread: the client must not keep the server from its answer. */
  g_source_set_priority (ready, G_PRIORITY_LOW);
  g_source_set_callback (ready, G_SOURCE_FUNC (socket_ready_cb), NULL, NULL);
  g_source_attach (ready, context);
  g_main_context_iteration (context, TRUE);
  g_source_destroy (ready);
}

static gboolean
receive (RawClient *self)
{
  char buffer[16 * 1024];
  g_autoptr (GError) error = NULL;
  gssize n_bytes = g_socket_receive_with_blocking (self->socket, buffer, sizeof buffer, FALSE, NULL, &error);

  if (n_bytes > 0)
    g_string_append_len (self->received, buffer, n_bytes);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    self->is_over = TRUE;

  return n_bytes > 0;
}

/* Connects to 127.0.0.1. The backlog takes the connection even where nobody accepts it. */
RawClient *
raw_client_new (guint16 port)
{
  RawClient *self = g_new0 (RawClient, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);

  self->received = g_string_new (NULL);
  self->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_connect (self->socket, address, NULL, &error);
  g_assert_no_error (error);

  return self;
}

void
raw_client_free (RawClient *self)
{
  g_socket_close (self->socket, NULL);
  g_object_unref (self->socket);
  g_string_free (self->received, TRUE);
  g_free (self);
}

/* FALSE: the server has ended the connection before it took everything. */
gboolean
raw_client_send (RawClient *self, const char *bytes, gssize length)
{
  gsize size = length < 0 ? strlen (bytes) : (gsize) length;
  GSource *patience = begin_waiting ();
  gboolean is_alive = TRUE;

  while (size > 0 && is_alive)
    {
      g_autoptr (GError) error = NULL;
      gssize n_bytes = g_socket_send_with_blocking (self->socket, bytes, size, FALSE, NULL, &error);

      if (n_bytes > 0)
        {
          bytes += n_bytes;
          size -= n_bytes;
        }
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        iterate (self, G_IO_OUT);
      else
        is_alive = FALSE;
    }
  end_waiting (patience);

  return is_alive;
}

/* Waits for @text after what was last waited for. FALSE: the connection ended without it. */
gboolean
raw_client_wait_for (RawClient *self, const char *text)
{
  GSource *patience = begin_waiting ();
  gsize length = strlen (text);
  gsize searched = self->found;
  const char *hit = NULL;

  while ((hit = strstr (self->received->str + searched, text)) == NULL && !self->is_over)
    {
      if (self->received->len > self->found + length)
        searched = self->received->len - length;
      if (!receive (self) && !self->is_over)
        iterate (self, G_IO_IN);
    }
  end_waiting (patience);
  if (hit != NULL)
    self->found = hit + length - self->received->str;

  return hit != NULL;
}

const char *
raw_client_read_to_end (RawClient *self)
{
  GSource *patience = begin_waiting ();

  while (!self->is_over)
    {
      if (!receive (self) && !self->is_over)
        iterate (self, G_IO_IN);
    }
  end_waiting (patience);

  return self->received->str;
}

/* One request on a connection of its own, and everything that came back for it. */
char *
raw_exchange (guint16 port, const char *request)
{
  g_autoptr (RawClient) client = raw_client_new (port);

  raw_client_send (client, request, -1);

  return g_strdup (raw_client_read_to_end (client));
}

/* 0: this is no answer. */
guint
raw_answer_get_status (const char *answer)
{
  return g_str_has_prefix (answer, "HTTP/1.") ? g_ascii_strtoull (answer + strlen ("HTTP/1.1 "), NULL, 10)
                                              : 0;
}

const char *
raw_answer_get_body (const char *answer)
{
  const char *end = strstr (answer, "\r\n\r\n");

  return end == NULL ? "" : end + strlen ("\r\n\r\n");
}

/* An error in the one form that all of ours have. */
void
raw_assert_json_error (const char *answer, guint status, const char *code)
{
  g_autofree char *ending = g_strdup_printf ("\"type\":\"%s\"}]}", code);

  g_assert_cmpuint (raw_answer_get_status (answer), ==, status);
  g_assert_nonnull (strstr (answer, "\r\nContent-Type: application/json\r\n"));
  g_assert_nonnull (strstr (answer, "\r\nConnection: close\r\n"));
  g_assert_null (strstr (answer, "\r\nServer:"));
  g_assert_true (g_str_has_prefix (raw_answer_get_body (answer), "{\"error\":{\"message\":\""));
  g_assert_true (g_str_has_suffix (answer, ending));
}

void
raw_run_until (gboolean (*is_done) (gpointer user_data), gpointer user_data)
{
  GSource *patience = begin_waiting ();

  while (!is_done (user_data))
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  end_waiting (patience);
}
