/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel-status.h"

#include <string.h>

static const HlcTunnelPorts PORTS = { 4880, 4881, "/webhook" };

#define TUNNEL(name, url, proto, addr)                                                                       \
  "{\"name\":\"" name "\",\"ID\":\"x\",\"uri\":\"/api/tunnels/" name "\",\"public_url\":\"" url              \
  "\",\"proto\":\"" proto "\",\"config\":{\"addr\":\"" addr "\",\"inspect\":true},\"metrics\":{\"conns\":"   \
  "{\"count\":0,\"gauge\":0,\"rate1\":0.5}}}"
#define ANSWER(tunnels) "{\"tunnels\":[" tunnels "],\"uri\":\"/api/tunnels\"}\n"

#define HTTPS "https://d952.ngrok.app"
#define HOOK HTTPS "/webhook"

typedef struct
{
  const char *name;
  const char *answer;
  HlcTunnelState state;
  const char *webhook_url;
  guint n_addresses;
  guint n_tunnels;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "none", ANSWER (""), HLC_TUNNEL_NONE, NULL, 0, 0 },
  { "ready", ANSWER (TUNNEL ("command_line", HTTPS, "https", "http://localhost:4880")), HLC_TUNNEL_READY, HOOK, 1, 1 },
  { "trailing-slash", ANSWER (TUNNEL ("a", HTTPS "//", "https", "4880")), HLC_TUNNEL_READY, HOOK, 1, 1 },
  { "below-a-path", ANSWER (TUNNEL ("a", HTTPS "/us/", "https", "4880")), HLC_TUNNEL_READY, HTTPS "/us/webhook", 1, 1 },
  { "with-a-port", ANSWER (TUNNEL ("a", "https://r.example:8443", "https", "4880")), HLC_TUNNEL_READY, "https://r.example:8443/webhook", 1, 1 },
  { "both-schemes", ANSWER (TUNNEL ("a (http)", "http://d952.ngrok.app", "http", "localhost:4880") "," TUNNEL ("a", HTTPS, "https", "localhost:4880")), HLC_TUNNEL_READY, HOOK, 1, 2 },
  { "only-http", ANSWER (TUNNEL ("a", "http://d952.ngrok.app", "http", "4880")), HLC_TUNNEL_READY, "http://d952.ngrok.app/webhook", 1, 1 },
  { "two-addresses", ANSWER (TUNNEL ("b", "https://b.example", "https", "4880") "," TUNNEL ("a", "https://a.example", "https", "4880")), HLC_TUNNEL_READY, "https://a.example/webhook", 2, 2 },
  { "https-before-name", ANSWER (TUNNEL ("a", "http://a.example", "http", "4880") "," TUNNEL ("b", "https://b.example", "https", "4880")), HLC_TUNNEL_READY, "https://b.example/webhook", 2, 2 },
  { "other-port", ANSWER (TUNNEL ("a", HTTPS, "https", "http://localhost:3000")), HLC_TUNNEL_OTHER_PORT, NULL, 0, 1 },
  { "other-machine", ANSWER (TUNNEL ("a", HTTPS, "https", "http://192.168.1.5:4880")), HLC_TUNNEL_OTHER_PORT, NULL, 0, 1 },
  { "other-port-and-ready", ANSWER (TUNNEL ("a", "https://a.example", "https", "3000") "," TUNNEL ("b", HTTPS, "https", "4880")), HLC_TUNNEL_READY, HOOK, 1, 2 },
  { "api", ANSWER (TUNNEL ("a", HTTPS, "https", "http://localhost:4881")), HLC_TUNNEL_API_PORT, NULL, 0, 1 },
  { "api-by-address", ANSWER (TUNNEL ("a", HTTPS, "https", "[::1]:4881")), HLC_TUNNEL_API_PORT, NULL, 0, 1 },
  { "api-by-tcp", ANSWER (TUNNEL ("a", "tcp://0.tcp.ngrok.io:12345", "tcp", "localhost:4881")), HLC_TUNNEL_API_PORT, NULL, 0, 1 },
  { "api-by-tls", ANSWER (TUNNEL ("a", HTTPS, "https", "https://localhost:4881")), HLC_TUNNEL_API_PORT, NULL, 0, 1 },
  { "api-and-ready", ANSWER (TUNNEL ("a", HTTPS, "https", "4880") "," TUNNEL ("b", "https://b.example", "https", "4881")), HLC_TUNNEL_API_PORT, HOOK, 1, 2 },
  { "api-without-an-address", ANSWER ("{\"config\":{\"addr\":\"4881\"}}"), HLC_TUNNEL_API_PORT, NULL, 0, 1 },
  { "tcp", ANSWER (TUNNEL ("a", "tcp://0.tcp.ngrok.io:12345", "tcp", "localhost:4880")), HLC_TUNNEL_MISFIT, NULL, 0, 1 },
  { "tls-upstream", ANSWER (TUNNEL ("a", HTTPS, "https", "https://localhost:4880")), HLC_TUNNEL_MISFIT, NULL, 0, 1 },
  { "javascript", ANSWER (TUNNEL ("a", "javascript:alert(1)", "https", "4880")), HLC_TUNNEL_MISFIT, NULL, 0, 1 },
  { "control-character", ANSWER (TUNNEL ("a", "https://a.example/\\u0007", "https", "4880")), HLC_TUNNEL_MISFIT, NULL, 0, 1 },
  { "line-feed", ANSWER (TUNNEL ("a", "https://a.example\\r\\nX: y", "https", "4880")), HLC_TUNNEL_MISFIT, NULL, 0, 1 },
  { "nul", ANSWER (TUNNEL ("a", "https://a.example\\u0000.evil", "https", "4880")), HLC_TUNNEL_MISFIT, NULL, 0, 1 },
  { "nul-in-addr", ANSWER (TUNNEL ("a", HTTPS, "https", "4880\\u0000")), HLC_TUNNEL_OTHER_PORT, NULL, 0, 1 },
  { "bidirectional", ANSWER (TUNNEL ("a", "https://a\\u202e.example", "https", "4880")), HLC_TUNNEL_MISFIT, NULL, 0, 1 },
  { "user", ANSWER (TUNNEL ("a", "https://a.example@evil.example", "https", "4880")), HLC_TUNNEL_MISFIT, NULL, 0, 1 },
  { "query", ANSWER (TUNNEL ("a", "https://a.example/?x=", "https", "4880")), HLC_TUNNEL_MISFIT, NULL, 0, 1 },
  { "no-address", ANSWER (TUNNEL ("a", "", "https", "4880")), HLC_TUNNEL_MISFIT, NULL, 0, 1 },
  { "labelled", ANSWER ("{\"name\":\"edge\",\"public_url\":\"\",\"proto\":\"\",\"config\":{\"addr\":\"\",\"inspect\":false}}"), HLC_TUNNEL_OTHER_PORT, NULL, 0, 1 },
  { "no-config", ANSWER ("{\"name\":\"a\"}"), HLC_TUNNEL_OTHER_PORT, NULL, 0, 1 },
  { "config-of-another-type", ANSWER ("{\"config\":[4880]}"), HLC_TUNNEL_OTHER_PORT, NULL, 0, 1 },
  { "addr-of-another-type", ANSWER ("{\"config\":{\"addr\":4880}}"), HLC_TUNNEL_OTHER_PORT, NULL, 0, 1 },
  { "odd-elements", ANSWER ("null,7,\"x\",[]," TUNNEL ("a", HTTPS, "https", "4880")), HLC_TUNNEL_READY, HOOK, 1, 1 },
  { "empty", "", HLC_TUNNEL_UNREADABLE, NULL, 0, 0 },
  { "page", "<html><body>nginx</body></html>", HLC_TUNNEL_UNREADABLE, NULL, 0, 0 },
  { "truncated", "{\"tunnels\":[", HLC_TUNNEL_UNREADABLE, NULL, 0, 0 },
  { "two-documents", ANSWER ("") ANSWER (""), HLC_TUNNEL_UNREADABLE, NULL, 0, 0 },
  { "array", "[]", HLC_TUNNEL_UNREADABLE, NULL, 0, 0 },
  { "string", "\"tunnels\"", HLC_TUNNEL_UNREADABLE, NULL, 0, 0 },
  { "other-object", "{\"status\":\"ok\"}", HLC_TUNNEL_UNREADABLE, NULL, 0, 0 },
  { "no-array", "{\"tunnels\":{}}", HLC_TUNNEL_UNREADABLE, NULL, 0, 0 },
  { "null", "{\"tunnels\":null}", HLC_TUNNEL_UNREADABLE, NULL, 0, 0 },
};
/* clang-format on */

static HlcTunnelStatus *
judge (const char *answer, const HlcTunnelPorts *ports)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (answer, strlen (answer));

  return hlc_tunnel_status_new_judge (bytes, ports);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (HlcTunnelStatus) status = judge (test->answer, &PORTS);
  g_autoptr (HlcTunnelStatus) same = judge (test->answer, &PORTS);

  g_assert_cmpstr (hlc_tunnel_state_to_string (status->state), ==, hlc_tunnel_state_to_string (test->state));
  g_assert_cmpstr (status->webhook_url, ==, test->webhook_url);
  g_assert_cmpint (status->public_url != NULL, ==, test->webhook_url != NULL);
  g_assert_cmpuint (status->n_addresses, ==, test->n_addresses);
  g_assert_cmpuint (status->tunnels->len, ==, test->n_tunnels);
  g_assert_cmpint (status->reason != NULL, ==, test->state == HLC_TUNNEL_UNREADABLE);
  g_assert_true (hlc_tunnel_status_equal (status, same));
}

/* While a port is not listened on, nothing leads to it: 0 is no port. */
static void
test_ports (void)
{
  static const char answer[] =
      ANSWER (TUNNEL ("a", HTTPS, "https", "4880") "," TUNNEL ("b", HTTPS, "https", "0"));
  static const HlcTunnelPorts closed = { 0, 0, "/webhook" };
  static const HlcTunnelPorts moved = { 4890, 4880, "/webhook" };
  g_autoptr (HlcTunnelStatus) here = judge (answer, &PORTS);
  g_autoptr (HlcTunnelStatus) nowhere = judge (answer, &closed);
  g_autoptr (HlcTunnelStatus) api = judge (answer, &moved);

  g_assert_cmpint (nowhere->state, ==, HLC_TUNNEL_OTHER_PORT);
  g_assert_cmpint (api->state, ==, HLC_TUNNEL_API_PORT);
  g_assert_false (hlc_tunnel_status_equal (here, nowhere));
  g_assert_false (hlc_tunnel_status_equal (nowhere, api));
}

/* What a hostile agent says is kept for the agent, and shown so that it deceives nobody. */
static void
test_hostile_text (void)
{
  g_autofree char *long_name = g_strnfill (100 * 1024, 'n');
  g_autofree char *answer = g_strdup_printf (
      "{\"tunnels\":[{\"name\":\"%s\",\"public_url\":\"evil\\u202e\\u0007\",\"proto\":\"tcp\","
      "\"config\":{\"addr\":\"4880\"}}]}",
      long_name);
  g_autoptr (HlcTunnelStatus) status = judge (answer, &PORTS);
  HlcTunnelEntry *entry = hlc_tunnel_status_find_name (status, long_name);

  g_assert_nonnull (entry);
  g_assert_cmpint (entry->target, ==, HLC_TUNNEL_TARGET_MISFIT);
  g_assert_cmpstr (entry->public_url, ==, "evil\\u{202E}\\u{0007}");
  g_assert_null (entry->webhook_url);
  g_assert_null (hlc_tunnel_status_find_name (status, "none"));
}

typedef struct
{
  const char *copied;
  const char *answer;
  HlcTunnelCopied result;
} CopiedCase;

/* clang-format off */
static const CopiedCase copied_cases[] = {
  { NULL, ANSWER (TUNNEL ("a", HTTPS, "https", "4880")), HLC_TUNNEL_COPIED_NONE },
  { "", ANSWER (TUNNEL ("a", HTTPS, "https", "4880")), HLC_TUNNEL_COPIED_NONE },
  { "nonsense", ANSWER (TUNNEL ("a", HTTPS, "https", "4880")), HLC_TUNNEL_COPIED_NONE },
  { HOOK, ANSWER (TUNNEL ("a", HTTPS, "https", "4880")), HLC_TUNNEL_COPIED_VALID },
  { HOOK "/inbound", ANSWER (TUNNEL ("a", HTTPS, "https", "4880")), HLC_TUNNEL_COPIED_VALID },
  { "http://D952.ngrok.app", ANSWER (TUNNEL ("a", HTTPS, "https", "4880")), HLC_TUNNEL_COPIED_VALID },
  { "https://b.example/webhook", ANSWER (TUNNEL ("a", "https://a.example", "https", "4880") "," TUNNEL ("b", "https://b.example", "https", "4880")), HLC_TUNNEL_COPIED_VALID },
  { HOOK, ANSWER (TUNNEL ("a", "https://new.example", "https", "4880")), HLC_TUNNEL_COPIED_CHANGED },
  { HOOK, ANSWER (TUNNEL ("a", HTTPS, "https", "3000") "," TUNNEL ("b", "https://new.example", "https", "4880")), HLC_TUNNEL_COPIED_CHANGED },
  { HOOK, ANSWER (TUNNEL ("a", HTTPS, "https", "3000")), HLC_TUNNEL_COPIED_GONE },
  { HOOK, ANSWER (""), HLC_TUNNEL_COPIED_GONE },
  { HOOK, "nonsense", HLC_TUNNEL_COPIED_NONE },
};
/* clang-format on */

static void
test_copied (gconstpointer data)
{
  const CopiedCase *test = data;
  g_autoptr (HlcTunnelStatus) status = judge (test->answer, &PORTS);

  g_assert_cmpint (hlc_tunnel_status_judge_copied (status, test->copied), ==, test->result);
}

static void
test_copied_without_an_agent (void)
{
  g_autoptr (HlcTunnelStatus) unknown = hlc_tunnel_status_new (HLC_TUNNEL_UNKNOWN, NULL, &PORTS);
  g_autoptr (HlcTunnelStatus) ended = hlc_tunnel_status_new (HLC_TUNNEL_NOT_RUNNING, NULL, &PORTS);

  g_assert_cmpint (hlc_tunnel_status_judge_copied (unknown, HOOK), ==, HLC_TUNNEL_COPIED_NONE);
  g_assert_cmpint (hlc_tunnel_status_judge_copied (ended, HOOK), ==, HLC_TUNNEL_COPIED_GONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tunnel-status/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (copied_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tunnel-status/copied/%u", i);

      g_test_add_data_func (path, &copied_cases[i], test_copied);
    }
  g_test_add_func ("/tunnel-status/ports", test_ports);
  g_test_add_func ("/tunnel-status/hostile-text", test_hostile_text);
  g_test_add_func ("/tunnel-status/copied/without-an-agent", test_copied_without_an_agent);

  return g_test_run ();
}
