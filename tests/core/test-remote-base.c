/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-remote-base.h"

/* What is typed, and the base that is kept; NULL where it cannot be one. */
static const struct
{
  const char *typed;
  const char *base;
  const char *host;
} BASES[] = {
  { "https://api.example.com/humanlayer/v1", "https://api.example.com/humanlayer/v1", "api.example.com" },
  { "  https://api.example.com/humanlayer/v1//\n", "https://api.example.com/humanlayer/v1",
    "api.example.com" },
  { "http://127.0.0.1:4881/v1", "http://127.0.0.1:4881/v1", "127.0.0.1:4881" },
  { "http://[::1]:4881", "http://[::1]:4881", "[::1]:4881" },
  { "http://[::1]", "http://[::1]", "[::1]" },
  { "", NULL, NULL },
  { "api.example.com", NULL, NULL },
  { "ftp://api.example.com", NULL, NULL },
  { "https://", NULL, NULL },
  { "https://user:password@api.example.com", NULL, NULL },
  { "https://api.example.com/?key=1", NULL, NULL },
  { "https://api.example.com/#x", NULL, NULL },
  { "https://api.example.com/a b", NULL, NULL },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (BASES); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *base = hlc_remote_base_parse (BASES[i].typed, &error);
      g_autofree char *host = base != NULL ? hlc_remote_base_dup_host (base) : NULL;

      g_assert_cmpstr (base, ==, BASES[i].base);
      g_assert_cmpstr (host, ==, BASES[i].host);
      if (base != NULL)
        continue;

      g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
      g_assert_null (g_strrstr (error->message, "password@"));
    }
}

/* What leads to a console that listens on 4880 and 4881, with a tunnel. */
static const struct
{
  const char *base;
  gboolean is_own;
} OWN[] = {
  { "http://127.0.0.1:4881/humanlayer/v1", TRUE },
  { "http://127.0.0.1:4880/webhook", TRUE },
  { "http://127.9.9.9:4881", TRUE },
  { "http://localhost:4881", TRUE },
  { "http://LocalHost.:4881", TRUE },
  { "http://a.localhost:4881", TRUE },
  { "http://[::1]:4881", TRUE },
  { "http://[::ffff:127.0.0.1]:4881", TRUE },
  { "http://0.0.0.0:4881", TRUE },
  { "http://[::]:4881", TRUE },
  { "https://abc.ngrok.app/humanlayer/v1", TRUE },
  { "https://ABC.ngrok.app:443", TRUE },
  { "http://127.0.0.1:4882", FALSE },
  { "http://127.0.0.1", FALSE },
  { "http://192.168.1.2:4881", FALSE },
  { "https://api.example.com:4881", FALSE },
  { "https://other.ngrok.app", FALSE },
  { "https://abc.ngrok.app:8443", FALSE },
};

static void
test_own (void)
{
  const guint16 ports[] = { 4880, 4881 };

  for (guint i = 0; i < G_N_ELEMENTS (OWN); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean ok = hlc_remote_base_check_own (OWN[i].base, ports, G_N_ELEMENTS (ports),
                                               "https://abc.ngrok.app", &error);

      g_test_message ("%s", OWN[i].base);
      g_assert_cmpint (ok, ==, !OWN[i].is_own);
      if (OWN[i].is_own)
        g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
      g_assert_true (hlc_remote_base_check_own (OWN[i].base, NULL, 0, NULL, NULL));
    }
}

static void
test_clear_text (void)
{
  g_assert_true (hlc_remote_base_shows_key ("http://api.example.com"));
  g_assert_false (hlc_remote_base_shows_key ("https://api.example.com"));
  g_assert_false (hlc_remote_base_shows_key ("http://127.0.0.1:1"));
  g_assert_false (hlc_remote_base_shows_key ("http://localhost:1"));
}

static void
test_key (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hlc_remote_key_check ("hl_key", NULL));
  g_assert_false (hlc_remote_key_check ("", NULL));
  g_assert_false (hlc_remote_key_check ("a b", NULL));
  g_assert_false (hlc_remote_key_check ("hl_secret\r\nX: y", &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_assert_null (g_strrstr (error->message, "hl_secret"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/remote-base/parse", test_parse);
  g_test_add_func ("/remote-base/own", test_own);
  g_test_add_func ("/remote-base/clear-text", test_clear_text);
  g_test_add_func ("/remote-base/key", test_key);
  return g_test_run ();
}
