/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-connection.h"

#include <string.h>

struct _HlcConnection
{
  GObject parent_instance;

  GSocket *socket;       /* (owned): closed by its stream, not by us */
  char *remote_address;  /* (owned) */
  GMainContext *context; /* (owned) */
  GSource *timeout;      /* (owned) (nullable) */
  guint deadline;        /* milliseconds */
  gboolean is_shut_down;
};

G_DEFINE_FINAL_TYPE (HlcConnection, hlc_connection, G_TYPE_OBJECT)

static gboolean
deadline_passed_cb (gpointer user_data)
{
  HlcConnection *self = user_data;

  g_debug ("Ending the connection from %s: no whole request within %u ms", self->remote_address,
           self->deadline);
  g_clear_pointer (&self->timeout, g_source_unref);
  hlc_connection_shut_down (self);

  return G_SOURCE_REMOVE;
}

static void
hlc_connection_dispose (GObject *object)
{
  HlcConnection *self = HLC_CONNECTION (object);

  hlc_connection_lift_deadline (self);
  g_clear_object (&self->socket);

  G_OBJECT_CLASS (hlc_connection_parent_class)->dispose (object);
}

static void
hlc_connection_finalize (GObject *object)
{
  HlcConnection *self = HLC_CONNECTION (object);

  g_free (self->remote_address);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (hlc_connection_parent_class)->finalize (object);
}

static void
hlc_connection_class_init (HlcConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hlc_connection_dispose;
  object_class->finalize = hlc_connection_finalize;
}

static void
hlc_connection_init (HlcConnection *self)
{
  self->context = g_main_context_ref_thread_default ();
}

/**
 * hlc_connection_new:
 * @stream: the accepted connection
 * @remote: the client's address
 * @deadline: milliseconds that the client has for a whole request, and again for taking the answer
 *
 * Starts to watch a connection; its deadline runs.
 *
 * Returns: (transfer full): the connection
 */
HlcConnection *
hlc_connection_new (GSocketConnection *stream, GSocketAddress *remote, guint deadline)
{
  HlcConnection *self = g_object_new (HLC_TYPE_CONNECTION, NULL);

  self->socket = g_object_ref (g_socket_connection_get_socket (stream));
  self->deadline = deadline;
  self->remote_address = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (remote));
  hlc_connection_start_deadline (self);

  return self;
}

/**
 * hlc_connection_get_remote_address:
 *
 * Returns: (transfer none): address and port of the client, as `127.0.0.1:50000`
 */
const char *
hlc_connection_get_remote_address (HlcConnection *self)
{
  g_return_val_if_fail (HLC_IS_CONNECTION (self), NULL);

  return self->remote_address;
}

/**
 * hlc_connection_start_deadline:
 *
 * Lets the deadline run from now. g_socket_set_timeout() would not do: each byte that comes begins it anew.
 */
void
hlc_connection_start_deadline (HlcConnection *self)
{
  g_return_if_fail (HLC_IS_CONNECTION (self));

  hlc_connection_lift_deadline (self);
  self->timeout = g_timeout_source_new (self->deadline);
  g_source_set_callback (self->timeout, deadline_passed_cb, self, NULL);
  g_source_attach (self->timeout, self->context);
}

/**
 * hlc_connection_lift_deadline:
 *
 * Stops the deadline, while the answer is ours to give.
 */
void
hlc_connection_lift_deadline (HlcConnection *self)
{
  g_return_if_fail (HLC_IS_CONNECTION (self));

  if (self->timeout == NULL)
    return;

  g_source_destroy (self->timeout);
  g_clear_pointer (&self->timeout, g_source_unref);
}

/**
 * hlc_connection_send_now:
 * @text: what to send
 *
 * Sends as much of @text as goes without waiting, past libsoup, which sends nothing before it has read a whole body.
 * Only before a hlc_connection_shut_down().
 */
void
hlc_connection_send_now (HlcConnection *self, const char *text)
{
  g_return_if_fail (HLC_IS_CONNECTION (self));

  g_socket_send_with_blocking (self->socket, text, strlen (text), FALSE, NULL, NULL);
}

/**
 * hlc_connection_shut_down:
 *
 * Ends the connection both ways. libsoup finds an end of file and closes it.
 */
void
hlc_connection_shut_down (HlcConnection *self)
{
  g_return_if_fail (HLC_IS_CONNECTION (self));

  hlc_connection_lift_deadline (self);
  self->is_shut_down = TRUE;
  if (!g_socket_is_closed (self->socket))
    g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
}

/**
 * hlc_connection_is_shut_down:
 *
 * Returns: whether we have ended the connection
 */
gboolean
hlc_connection_is_shut_down (HlcConnection *self)
{
  g_return_val_if_fail (HLC_IS_CONNECTION (self), TRUE);

  return self->is_shut_down;
}
