/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel-addr.h"

typedef struct
{
  const char *text;
  HlcTunnelAddr addr;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "4880", { 4880, TRUE, TRUE } },
  { ":4880", { 4880, TRUE, TRUE } },
  { "localhost:4880", { 4880, TRUE, TRUE } },
  { "LocalHost:4880", { 4880, TRUE, TRUE } },
  { "localhost.:4880", { 4880, TRUE, TRUE } },
  { "app.localhost:4880", { 4880, TRUE, TRUE } },
  { "127.0.0.1:4880", { 4880, TRUE, TRUE } },
  { "127.9.8.7:4880", { 4880, TRUE, TRUE } },
  { "0.0.0.0:4880", { 4880, TRUE, TRUE } },
  { "[::1]:4880", { 4880, TRUE, TRUE } },
  { "[::]:4880", { 4880, TRUE, TRUE } },
  { "[0:0:0:0:0:0:0:1]:4880", { 4880, TRUE, TRUE } },
  { "[::ffff:127.0.0.1]:4880", { 4880, TRUE, TRUE } },
  { "host.docker.internal:4880", { 4880, TRUE, TRUE } },
  { "http://4880", { 4880, TRUE, TRUE } },
  { "http://localhost:4880", { 4880, TRUE, TRUE } },
  { "HTTP://localhost:4880", { 4880, TRUE, TRUE } },
  { "http://localhost:4880/", { 4880, TRUE, TRUE } },
  { "http://localhost:4880/webhook?x#y", { 4880, TRUE, TRUE } },
  { "http://127.0.0.1:4880", { 4880, TRUE, TRUE } },
  { "http://[::1]:4880", { 4880, TRUE, TRUE } },
  { "http://user:word@localhost:4880", { 4880, TRUE, TRUE } },
  { " http://localhost:4880 ", { 4880, TRUE, TRUE } },
  { "localhost", { 80, TRUE, TRUE } },
  { "http://localhost", { 80, TRUE, TRUE } },
  { "http://[::1]", { 80, TRUE, TRUE } },
  { "https://localhost", { 443, TRUE, FALSE } },
  { "https://localhost:4880", { 4880, TRUE, FALSE } },
  { "tls://localhost:4880", { 4880, TRUE, FALSE } },
  { "tcp://localhost:4880", { 4880, TRUE, FALSE } },
  { "foo.local:4880", { 4880, FALSE, TRUE } },
  { "localhost.example.com:4880", { 4880, FALSE, TRUE } },
  { "notlocalhost:4880", { 4880, FALSE, TRUE } },
  { "192.168.1.5:4880", { 4880, FALSE, TRUE } },
  { "http://localhost:4880@example.com", { 80, FALSE, TRUE } },
  { "http://example.com/localhost:4880", { 80, FALSE, TRUE } },
  { "", { 0, FALSE, FALSE } },
  { "   ", { 0, FALSE, FALSE } },
  { "http://", { 0, FALSE, FALSE } },
  { "http:///x", { 0, FALSE, FALSE } },
  { "0", { 0, FALSE, FALSE } },
  { "65536", { 0, FALSE, FALSE } },
  { "localhost:", { 0, FALSE, FALSE } },
  { "localhost:0", { 0, FALSE, FALSE } },
  { "localhost:-1", { 0, FALSE, FALSE } },
  { "localhost:+4880", { 0, FALSE, FALSE } },
  { "localhost: 4880", { 0, FALSE, FALSE } },
  { "localhost:4880x", { 0, FALSE, FALSE } },
  { "localhost:99999999999999999999", { 0, FALSE, FALSE } },
  { "[::1", { 0, FALSE, FALSE } },
  { "[::1]4880", { 0, FALSE, FALSE } },
  { "file:///srv/www", { 0, FALSE, FALSE } },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  HlcTunnelAddr addr = hlc_tunnel_addr_read (test->text);

  g_assert_cmpuint (addr.port, ==, test->addr.port);
  g_assert_cmpint (addr.is_local, ==, test->addr.is_local);
  g_assert_cmpint (addr.is_plain, ==, test->addr.is_plain);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tunnel-addr/%u", i);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
