/* SPDX-License-Identifier: Apache-2.0 */
#include "handler-fixture.h"

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Handler *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  self->n_requests++;
  g_clear_pointer (&self->last_body, g_bytes_unref);
  self->last_body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_free (self->last_id);
  self->last_id = g_strdup (soup_message_headers_get_one (headers, "webhook-id"));
  soup_server_message_set_status (message, self->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{\"status\":\"ok\"}",
                                    15);
}

static guint
get_port (Handler *self)
{
  g_autoptr (GUri) uri = g_uri_parse (self->url, G_URI_FLAGS_NONE, NULL);

  return (guint) g_uri_get_port (uri);
}

/* Makes it listen; at the port that it had, where it was open before. */
void
handler_open (Handler *self)
{
  g_autoptr (GError) error = NULL;
  guint port = self->url != NULL ? get_port (self) : 0;
  GSList *uris = NULL;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, "/webhook", request_cb, self, NULL);
  soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  g_free (self->url);
  self->url = g_strdup_printf ("http://127.0.0.1:%d/webhook", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

/* Nothing listens there any more. */
void
handler_close (Handler *self)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

Handler *
handler_new (guint status)
{
  Handler *self = g_new0 (Handler, 1);

  self->status = status;
  handler_open (self);

  return self;
}

void
handler_free (Handler *self)
{
  if (self->server != NULL)
    handler_close (self);
  g_clear_pointer (&self->last_body, g_bytes_unref);
  g_free (self->last_id);
  g_free (self->url);
  g_free (self);
}
