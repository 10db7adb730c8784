/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-target-address.h"

#include "fake-resolver.h"
#include "hlc-error.h"
#include "hlc-send-session.h"
#include "raw-client.h"
#include "raw-server.h"

static FakeResolver *resolver;

/* Two handlers, one of which is the console itself: it counts who comes. */
typedef struct
{
  RawServer *own;
  RawServer *handler;
  GArray *own_ports;
  GString *tried; /* addresses to which a connection was begun */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  guint16 port = 0;

  fixture->own = raw_server_new ();
  fixture->handler = raw_server_new ();
  fixture->own_ports = g_array_new (FALSE, FALSE, sizeof (guint16));
  port = raw_server_get_port (fixture->own);
  g_array_append_val (fixture->own_ports, port);
  fixture->tried = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_assert_cmpuint (raw_server_get_n_connections (fixture->own), ==, 0);
  raw_server_free (fixture->own);
  raw_server_free (fixture->handler);
  g_array_unref (fixture->own_ports);
  g_string_free (fixture->tried, TRUE);
}

static HlcTargetAddress *
make_target (Fixture *fixture, const char *host, guint16 port)
{
  g_autofree char *url = g_strdup_printf ("http://%s:%u/webhook", host, port);
  g_autoptr (GError) error = NULL;
  HlcTargetAddress *target = hlc_target_address_new (url, fixture->own_ports, &error);

  g_assert_no_error (error);

  return target;
}

static void
event_cb (GSocketClient *client,
          GSocketClientEvent event,
          GSocketConnectable *connectable,
          GIOStream *stream,
          Fixture *fixture)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autofree char *text = NULL;

  if (event != G_SOCKET_CLIENT_CONNECTING)
    return;

  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (stream), NULL);
  text = g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  g_string_append_printf (fixture->tried, "%s ", text);
}

static void
keep_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_there (gpointer user_data)
{
  return *(gpointer *) user_data != NULL;
}

/* Connects as libsoup does. */
static GSocketConnection *
connect_to (Fixture *fixture, HlcTargetAddress *target, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GAsyncResult) result = NULL;

  g_signal_connect (client, "event", G_CALLBACK (event_cb), fixture);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (target), NULL, keep_cb, &result);
  raw_run_until (is_there, &result);

  return g_socket_client_connect_finish (client, result, error);
}

typedef struct
{
  const char *name;
  const char *host;
  const char *addresses; /* (nullable): of the host */
  gboolean is_own_port;
  const char *tried;
  const char *refusal; /* (nullable): a part of the sentence; NULL where a connection is made */
} Case;

/* clang-format off */
static const Case cases[] = {
  { "plain", "handler.test", "127.0.0.1", FALSE, "127.0.0.1 ", NULL },
  { "literal", "127.0.0.1", NULL, FALSE, "127.0.0.1 ", NULL },
  { "own", "handler.test", "127.0.0.1", TRUE, "", "this console itself" },
  { "own-literal", "127.0.0.1", NULL, TRUE, "", "this console itself" },
  { "own-other-loopback", "handler.test", "127.8.8.8", TRUE, "", "this console itself" },
  { "own-ipv6", "handler.test", "::1", TRUE, "", "this console itself" },
  { "own-mapped", "handler.test", "::ffff:127.0.0.1", TRUE, "", "this console itself" },
  { "own-both", "handler.test", "::1 127.0.0.1", TRUE, "", "this console itself" },
  { "own-unspecified", "handler.test", "0.0.0.0", TRUE, "", "this console itself" },
  { "metadata", "handler.test", "169.254.169.254", FALSE, "", "169.254.169.254" },
  { "metadata-ipv6", "handler.test", "fd00:ec2::254", FALSE, "", "fd00:ec2::254" },
  { "metadata-mapped", "handler.test", "::ffff:169.254.169.254", FALSE, "", "link-local" },
  { "link-local", "handler.test", "fe80::1", FALSE, "", "link-local" },
  { "multicast", "handler.test", "224.0.0.1 ff02::1", FALSE, "", "multicast" },
  /* One good address is enough, wherever the bad ones stand. */
  { "bad-first", "handler.test", "169.254.169.254 127.0.0.1", FALSE, "127.0.0.1 ", NULL },
  { "bad-ipv6-first", "handler.test", "fe80::1 fd00:ec2::254 127.0.0.1", FALSE, "127.0.0.1 ", NULL },
  { "bad-last", "handler.test", "127.0.0.1 169.254.169.254", FALSE, "127.0.0.1 ", NULL },
  /* What refuses the connection is followed by the next good one, never by a bad one. */
  { "bad-between", "handler.test", "127.0.0.2 169.254.169.254 127.0.0.1", FALSE, "127.0.0.2 127.0.0.1 ", NULL },
  { "all-bad", "handler.test", "169.254.169.254 0.0.0.0 fe80::1 ::", FALSE, "", "Nothing is sent to" },
};
/* clang-format on */

static void
run_case (gconstpointer data)
{
  const Case *test = data;
  Fixture fixture = { 0 };
  g_autoptr (HlcTargetAddress) target = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&fixture, NULL);
  if (test->addresses != NULL)
    fake_resolver_set (resolver, test->host, test->addresses);
  target = make_target (&fixture, test->host,
                        raw_server_get_port (test->is_own_port ? fixture.own : fixture.handler));

  connection = connect_to (&fixture, target, &error);
  g_assert_cmpstr (fixture.tried->str, ==, test->tried);
  if (test->refusal == NULL)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
      g_assert_nonnull (strstr (error->message, test->refusal));
    }

  g_clear_object (&connection);
  g_assert_finalize_object (g_steal_pointer (&target));
  tear_down (&fixture, NULL);
}

/* The enumerator that blocks has the same rules, and so has the one for those who would ask a proxy. */
static void
test_blocking (Fixture *fixture, gconstpointer user_data)
{
  guint16 port = raw_server_get_port (fixture->own);
  g_autoptr (HlcTargetAddress) target = make_target (fixture, "handler.test", port);
  g_autoptr (GSocketAddressEnumerator) plain = g_socket_connectable_enumerate (G_SOCKET_CONNECTABLE (target));
  g_autoptr (GSocketAddressEnumerator) proxy =
      g_socket_connectable_proxy_enumerate (G_SOCKET_CONNECTABLE (target));
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  fake_resolver_set (resolver, "handler.test", "127.0.0.1 10.0.0.1 169.254.1.1");
  address = g_socket_address_enumerator_next (plain, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)), ==, port);
  g_clear_object (&address);
  g_assert_null (g_socket_address_enumerator_next (plain, NULL, &error));
  g_assert_no_error (error);

  fake_resolver_set (resolver, "handler.test", "127.0.0.1 169.254.1.1");
  g_assert_null (g_socket_address_enumerator_next (proxy, NULL, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
}

/* What was checked once is not trusted: the name may lead elsewhere by the next time. */
static void
test_rebinding (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcTargetAddress) target =
      make_target (fixture, "handler.test", raw_server_get_port (fixture->handler));
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GSocketConnection) second = NULL;
  g_autoptr (GError) error = NULL;

  fake_resolver_set (resolver, "handler.test", "127.0.0.1");
  connection = connect_to (fixture, target, &error);
  g_assert_no_error (error);

  fake_resolver_set (resolver, "handler.test", "169.254.169.254");
  second = connect_to (fixture, target, &error);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_assert_cmpstr (fixture->tried->str, ==, "127.0.0.1 ");
}

static void
test_unknown_name (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcTargetAddress) target = make_target (fixture, "nowhere.test", 80);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  connection = connect_to (fixture, target, &error);
  g_assert_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);
}

/* A session has no other way out, whatever URL a message has. */
static void
test_session (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcTargetAddress) target =
      make_target (fixture, "handler.test", raw_server_get_port (fixture->own));
  g_autoptr (SoupSession) session = hlc_send_session_new (target);
  const char *urls[] = { "http://handler.test/", "http://localhost:80/", "http://127.0.0.1/" };

  g_assert_null (soup_session_get_proxy_resolver (session));
  g_assert_false (soup_session_has_feature (session, SOUP_TYPE_AUTH_MANAGER));
  g_assert_false (soup_session_has_feature (session, SOUP_TYPE_CONTENT_DECODER));

  fake_resolver_set (resolver, "handler.test", "127.0.0.1");
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_POST, urls[i]);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (GError) error = NULL;

      soup_session_send_async (session, message, G_PRIORITY_DEFAULT, NULL, keep_cb, &result);
      raw_run_until (is_there, &result);
      stream = soup_session_send_finish (session, result, &error);
      g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
    }
}

static void
test_url (Fixture *fixture, gconstpointer user_data)
{
  const char *bad[] = { "", "handler", "ftp://handler.test/", "http://user:word@handler.test/" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hlc_target_address_new (bad[i], fixture->own_ports, &error));
      g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
    }
}

typedef struct
{
  const char *url;
  const char *host;
  guint16 port;
} Target;

/* What TLS compares the certificate with. */
static void
test_identity (Fixture *fixture, gconstpointer user_data)
{
  const Target targets[] = {
    { "http://handler.test/a", "handler.test", 80 },
    { "https://handler.test/a", "handler.test", 443 },
    { "https://handler.test:8443/a", "handler.test", 8443 },
    { "http://[::1]:8000/a", "::1", 8000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcTargetAddress) target =
          hlc_target_address_new (targets[i].url, fixture->own_ports, &error);

      g_assert_no_error (error);
      g_assert_true (G_IS_NETWORK_ADDRESS (target));
      g_assert_cmpstr (g_network_address_get_hostname (G_NETWORK_ADDRESS (target)), ==, targets[i].host);
      g_assert_cmpuint (g_network_address_get_port (G_NETWORK_ADDRESS (target)), ==, targets[i].port);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  resolver = fake_resolver_install ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/target-address/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], run_case);
    }

#define ADD(path, function) g_test_add ("/target-address/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("blocking", test_blocking);
  ADD ("rebinding", test_rebinding);
  ADD ("unknown-name", test_unknown_name);
  ADD ("session", test_session);
  ADD ("url", test_url);
  ADD ("identity", test_identity);

  return g_test_run ();
}
