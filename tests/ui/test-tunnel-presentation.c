/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel-presentation.h"

#define TUNNEL(url, proto, addr)                                                                             \
  "{\"name\":\"a\",\"public_url\":\"" url "\",\"proto\":\"" proto "\",\"config\":{\"addr\":\"" addr "\"}}"
#define NOTHING ""
#define READY TUNNEL ("https://a.example", "https", "http://localhost:4880")
#define TO_API TUNNEL ("https://b.example", "https", "http://localhost:4881")
#define ELSEWHERE TUNNEL ("https://c.example", "https", "http://localhost:3000")

static HlcTunnelStatus *
judge (const char *tunnels)
{
  const HlcTunnelPorts ports = { 4880, 4881, "/webhook" };
  g_autofree char *answer = g_strdup_printf ("{\"tunnels\":[%s]}", tunnels);
  g_autoptr (GBytes) bytes = g_bytes_new (answer, strlen (answer));

  return hlc_tunnel_status_new_judge (bytes, &ports);
}

typedef struct
{
  const char *name;
  const char *tunnels;
  const char *copied_url;
  const char *word;
  const char *css_class;
  const char *host; /* NULL for none */
} LookCase;

static const LookCase look_cases[] = {
  { "none", NOTHING, NULL, "Off", "dim-label", NULL },
  { "ready", READY, NULL, "On", "success", "a.example" },
  { "copied", READY, "https://a.example/webhook", "On", "success", "a.example" },
  { "forgotten", READY, "", "On", "success", "a.example" },
  { "changed", READY, "https://old.example/webhook", "New address", "warning", "a.example" },
  { "gone", NOTHING, "https://old.example/webhook", "Off", "warning", NULL },
  { "elsewhere", ELSEWHERE, NULL, "Wrong port", "warning", NULL },
  { "misfit", TUNNEL ("tcp://d.example:1", "tcp", "localhost:4880"), NULL, "No HTTP", "warning", NULL },
  { "api", READY "," TO_API, NULL, "Leads to the API", "error", "a.example" },
  { "api-and-gone", TO_API, "https://old.example/webhook", "Leads to the API", "error", NULL },
};

static void
test_look (gconstpointer user_data)
{
  const LookCase *look = user_data;
  g_autoptr (HlcTunnelStatus) status = judge (look->tunnels);
  HlcAppearance appearance = hlc_present_tunnel (status, look->copied_url);
  g_autofree char *host = hlc_present_tunnel_host (status);

  g_assert_cmpstr (appearance.word, ==, look->word);
  g_assert_cmpstr (appearance.css_class, ==, look->css_class);
  g_assert_nonnull (appearance.icon_name);
  g_assert_cmpstr (host, ==, look->host);
}

typedef struct
{
  const char *name;
  const char *tunnels;
  gboolean is_receiving;
  gboolean has_secret;
  HlcWarning warning;
} WarningCase;

static const WarningCase warning_cases[] = {
  { "well", READY, TRUE, TRUE, HLC_WARNING_NONE },
  { "closed", NOTHING, FALSE, FALSE, HLC_WARNING_NONE },
  { "unsigned", NOTHING, TRUE, FALSE, HLC_WARNING_UNSIGNED },
  { "elsewhere", ELSEWHERE, TRUE, FALSE, HLC_WARNING_UNSIGNED },
  { "public", READY, TRUE, FALSE, HLC_WARNING_UNSIGNED_PUBLIC },
  { "api", TO_API, TRUE, TRUE, HLC_WARNING_API_PUBLIC },
  { "api-first", READY "," TO_API, TRUE, FALSE, HLC_WARNING_API_PUBLIC },
  { "api-while-closed", TO_API, FALSE, FALSE, HLC_WARNING_API_PUBLIC },
};

static void
test_warning (gconstpointer user_data)
{
  const WarningCase *warning = user_data;
  g_autoptr (HlcTunnelStatus) status = judge (warning->tunnels);

  g_assert_cmpint (hlc_present_warning (status, warning->is_receiving, warning->has_secret), ==,
                   warning->warning);
}

static void
test_outcomes (void)
{
  for (guint i = 0; i <= HLC_TUNNEL_TEST_NO_ANSWER; i++)
    {
      HlcAppearance appearance = hlc_present_tunnel_test ((HlcTunnelTestOutcome) i);

      g_assert_true (*appearance.word != '\0');
      g_assert_cmpstr (appearance.css_class, ==,
                       i == HLC_TUNNEL_TEST_VERIFIED     ? "success"
                       : i == HLC_TUNNEL_TEST_UNVERIFIED ? "warning"
                                                         : "error");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (look_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/tunnel-presentation/look/", look_cases[i].name, NULL);

      g_test_add_data_func (path, &look_cases[i], test_look);
    }
  for (guint i = 0; i < G_N_ELEMENTS (warning_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/tunnel-presentation/warning/", warning_cases[i].name, NULL);

      g_test_add_data_func (path, &warning_cases[i], test_warning);
    }
  g_test_add_func ("/tunnel-presentation/outcomes", test_outcomes);

  return g_test_run ();
}
