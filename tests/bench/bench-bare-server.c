/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The yardstick of the receiver: a SoupServer as libsoup makes it, that answers the same bytes over the same kind of
 * connections (closed after each answer) and does nothing else. Prints its port; runs until it is killed.
 */
#include <libsoup/soup.h>
#include <stdlib.h>

#define ANSWER "{\"status\":\"ok\"}"

static void
webhook_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Connection", "close");
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, ANSWER,
                                    sizeof ANSWER - 1);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  GSList *uris = NULL;

  soup_server_add_handler (server, "/webhook", webhook_cb, NULL, NULL);
  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    {
      g_printerr ("The bare server cannot listen: %s\n", error->message);
      return EXIT_FAILURE;
    }

  uris = soup_server_get_uris (server);
  g_print ("{\"port\":%d}\n", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (loop);

  return EXIT_SUCCESS;
}
