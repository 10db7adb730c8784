/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A handler that takes whatever is posted to it, as fast as libsoup can. Prints its port, and then one line of JSON
 * each time that so many requests have come: how long after the first the last of them came. Runs until it is killed.
 */
#include <libsoup/soup.h>
#include <stdlib.h>

#define ANSWER "{\"status\":\"ok\"}"

typedef struct
{
  int count;
  int received;
  gint64 first_at; /* microseconds, monotonic */
} Handler;

static void
webhook_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Handler *handler = user_data;

  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, ANSWER,
                                    sizeof ANSWER - 1);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);

  if (handler->received++ == 0)
    handler->first_at = g_get_monotonic_time ();
  if (handler->received < handler->count)
    return;

  g_print ("{\"seconds\":%.6f}\n", (double) (g_get_monotonic_time () - handler->first_at) / G_USEC_PER_SEC);
  handler->received = 0;
}

int
main (int argc, char **argv)
{
  Handler handler = { .count = 1000 };
  const GOptionEntry entries[] = {
    { "count", 0, 0, G_OPTION_ARG_INT, &handler.count, "After how many it reports", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  GSList *uris = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, "/webhook", webhook_cb, &handler, NULL);
  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    {
      g_printerr ("The handler cannot listen: %s\n", error->message);
      return EXIT_FAILURE;
    }

  uris = soup_server_get_uris (server);
  g_print ("{\"port\":%d}\n", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (loop);

  return EXIT_SUCCESS;
}
