/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The yardstick of delivering: a SoupSession that posts the same bytes again and again, so many at once, and keeps
 * nothing. Prints nothing: the handler measures.
 */
#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>

#define BODY                                                                                                 \
  "{\"run_id\":\"run_1\",\"call_id\":\"call_1234567890\",\"spec\":{\"fn\":\"send_email\",\"kwargs\":"        \
  "{\"to\":\"user@example.com\",\"subject\":\"Hello\",\"body\":\"A message of the usual length, as agents "  \
  "write them to the people that they work for.\"}},\"status\":{\"requested_at\":\"2025-06-01T10:00:00Z\","  \
  "\"responded_at\":\"2025-06-01T10:01:00Z\",\"approved\":true,\"comment\":null}}"

typedef struct
{
  SoupSession *session; /* (owned) */
  char *url;            /* (owned) */
  GBytes *body;         /* (owned) */
  int to_send;
  int under_way;
  GMainLoop *loop; /* (owned) */
} Loop;

static void post_next (Loop *self);

static void
posted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Loop *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = soup_session_send_and_read_finish (SOUP_SESSION (object), result, &error);

  if (answer == NULL)
    g_error ("A post failed: %s", error->message);

  self->under_way--;
  if (self->to_send > 0)
    post_next (self);
  else if (self->under_way == 0)
    g_main_loop_quit (self->loop);
}

static void
post_next (Loop *self)
{
  g_autoptr (SoupMessage) message = soup_message_new ("POST", self->url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_append (headers, "svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek");
  soup_message_headers_append (headers, "svix-timestamp", "1614265330");
  soup_message_headers_append (headers, "svix-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  soup_message_set_request_body_from_bytes (message, "application/json", self->body);
  self->to_send--;
  self->under_way++;
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, posted_cb, self);
}

int
main (int argc, char **argv)
{
  int port = 0;
  int connections = 8;
  Loop self = { .to_send = 1000 };
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, "The handler's port on loopback", "PORT" },
    { "count", 0, 0, G_OPTION_ARG_INT, &self.to_send, "How many in all", "N" },
    { "connections", 0, 0, G_OPTION_ARG_INT, &connections, "How many at once", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || port <= 0 || connections < 1)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "--port is needed; numbers are positive.");
      return EXIT_FAILURE;
    }

  self.session =
      soup_session_new_with_options ("max-conns", connections, "max-conns-per-host", connections, NULL);
  self.url = g_strdup_printf ("http://127.0.0.1:%d/webhook", port);
  self.body = g_bytes_new_static (BODY, strlen (BODY));
  self.loop = g_main_loop_new (NULL, FALSE);
  for (int i = 0; i < connections && self.to_send > 0; i++)
    post_next (&self);
  g_main_loop_run (self.loop);

  g_clear_object (&self.session);
  g_clear_pointer (&self.body, g_bytes_unref);
  g_clear_pointer (&self.url, g_free);
  g_clear_pointer (&self.loop, g_main_loop_unref);

  return EXIT_SUCCESS;
}
