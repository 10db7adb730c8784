/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-target-url.h"

#include <string.h>

#include "hlc-error.h"

static void
assert_problem (gboolean ok, GError *error, const char *problem)
{
  g_test_message ("%s", error != NULL ? error->message : "");
  g_assert_cmpint (ok, ==, problem == NULL);
  if (ok)
    {
      g_assert_no_error (error);
      return;
    }

  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, problem));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strpbrk (error->message, "\r\n"));
}

static void
test_url (void)
{
  g_autofree char *path_2028 = g_strnfill (2028, 'p');
  g_autofree char *longest = g_strconcat ("http://example.org/", path_2028, "q", NULL);
  g_autofree char *too_long = g_strconcat (longest, "r", NULL);
  g_autofree char *host_254 = g_strnfill (254, 'h');
  g_autofree char *long_host = g_strconcat ("http://", host_254, "/", NULL);
  const struct
  {
    const char *url;
    const char *problem; /* NULL: none */
  } CASES[] = {
    { "http://127.0.0.1:8000/webhook", NULL },
    { "http://localhost:3000", NULL },
    { "https://example.org", NULL },
    { "HTTPS://EXAMPLE.org:443/", NULL },
    { "http://example.org:/", NULL },
    { "http://example.org./a", NULL },
    { "http://example.org?x", NULL },
    { "https://xn--bcher-kva.example/a%20b?x=1&y=%C3%A9#", "“#”" },
    { "https://xn--bcher-kva.example/a%20b?x=1&y=%C3%A9", NULL },
    { "http://my_service:8000/a;b=c,d/~e/(f)!*'$", NULL },
    { "http://[::1]:8000/", NULL },
    { "http://[2001:db8::1]/", NULL },
    { "http://192.168.1.20/", NULL },
    { "http://10.0.0.1:65535/", NULL },
    { "http://host.docker.internal:8000/", NULL },
    { "http://3com.com/", NULL },
    { "http://1.2.3.example/", NULL },
    { "http://example.org/a@b:c//d?e@f", NULL },
    { longest, NULL },
    { "", "no URL" },
    { too_long, "2048" },
    { long_host, "253" },
    /* What is no web address. */
    { "127.0.0.1:8000/webhook", "not whole" },
    { "localhost:8000", "neither http" },
    { "/webhook", "not whole" },
    { "//example.org/", "not whole" },
    { "ftp://example.org/", "neither http" },
    { "file:///etc/passwd", "neither http" },
    { "javascript:alert(1)", "neither http" },
    { "httpx://example.org/", "neither http" },
    { "http:example.org", "no host" },
    { "http:/example.org", "no host" },
    { "http://", "no host" },
    { "http:///webhook", "no host" },
    { "http://:8000/", "no host" },
    { "http://?x", "no host" },
    { "http://example.org:0/", "port 0" },
    { "http://example.org:65536/", "not whole" },
    { "http://example.org:8x/", "not whole" },
    { "http://example.org:-1/", "not whole" },
    { "http://[::1/", "not whole" },
    { "http://[:::1]/", "not whole" },
    { "http://[v1.x]/", "not whole" },
    { "http://a,b/", "characters" },
    /* Secrets and what is never sent. */
    { "http://user:hunter2@example.org/", "password" },
    { "http://user@example.org/", "password" },
    { "http://@example.org/", "password" },
    { "http://example.org@169.254.169.254/", "password" },
    { "http://example.org/#top", "“#”" },
    /* Characters. */
    { "http://example.org/a b", "percent-encoded" },
    { " http://example.org/", "percent-encoded" },
    { "http://example.org/\r\nX-Evil: 1", "percent-encoded" },
    { "http://example.org/\x01", "percent-encoded" },
    { "http://example.org/caf\xc3\xa9", "percent-encoded" },
    { "http://example.org/\xff", "percent-encoded" },
    { "http://b\xc3\xbc"
      "cher.example/",
      "percent-encoded" },
    { "http://example.org\\@127.0.0.1/", "percent-encoded" },
    { "http://example.org/{id}", "percent-encoded" },
    { "http://example.org/\"", "percent-encoded" },
    { "http://example.org/100%", "hexadecimal digits" },
    { "http://example.org/%g1", "hexadecimal digits" },
    { "http://example%2eorg/", "plain characters" },
    /* Addresses. */
    { "http://169.254.169.254/latest/meta-data/", "link-local" },
    { "http://[fe80::1]/", "link-local" },
    { "http://[fe80::1%25eth0]/", "plain characters" },
    { "http://[::ffff:169.254.169.254]/", "link-local" },
    { "http://[::ffff:a9fe:a9fe]/", "link-local" },
    { "http://0.0.0.0:8000/", "unspecified" },
    { "http://[::]/", "unspecified" },
    { "http://224.0.0.1/", "multicast" },
    { "http://2852039166/", "unusual form" },
    { "http://0xa9fea9fe/", "unusual form" },
    { "http://0xA9.0xfe.169.254/", "unusual form" },
    { "http://169.254.0xa9.0xFE/", "unusual form" },
    { "http://0251.0376.0251.0376/", "unusual form" },
    { "http://127.1/", "unusual form" },
    { "http://169.254.169.254./", "unusual form" },
    { "http://1.2.3.4.5/", "unusual form" },
    { "http://256.1.1.1/", "unusual form" },
    { "http://example.1/", "unusual form" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean ok = hlc_target_url_check (CASES[i].url, &error);

      g_test_message ("%s", CASES[i].url);
      assert_problem (ok, error, CASES[i].problem);
    }
}

static void
test_address (void)
{
  static const guint16 OWN[] = { 4880, 4881 };
  static const struct
  {
    const char *address;
    guint16 port;
    const char *problem; /* NULL: none */
  } CASES[] = {
    { "127.0.0.1", 8000, NULL },
    { "127.0.0.1", 4882, NULL },
    { "127.0.0.1", 4880, "this console itself" },
    { "127.0.0.1", 4881, "this console itself" },
    { "127.9.9.9", 4880, "this console itself" },
    { "::1", 8000, NULL },
    { "::1", 4881, "this console itself" },
    { "::ffff:127.0.0.1", 4880, "this console itself" },
    { "::ffff:127.0.0.1", 8000, NULL },
    { "::127.0.0.1", 4880, "this console itself" },
    { "64:ff9b::7f00:1", 4880, "this console itself" },
    { "2002:7f00:1::", 4880, "this console itself" },
    { "0.0.0.0", 4880, "this console itself" },
    { "::", 4881, "this console itself" },
    { "192.168.1.20", 4880, NULL },
    { "8.8.8.8", 443, NULL },
    { "2606:4700::1111", 443, NULL },
    { "fd12:3456::1", 443, NULL },
    { "fd00:ec2::253", 80, NULL },
    { "fd00:ec2::254", 80, "metadata" },
    { "fd20:ce::254", 80, "metadata" },
    { "100.100.100.200", 80, "metadata" },
    { "100.100.100.201", 80, NULL },
    { "168.63.129.16", 80, "metadata" },
    { "192.0.0.192", 80, "metadata" },
    { "192.0.0.193", 80, NULL },
    { "169.254.0.1", 80, "link-local" },
    { "169.254.169.254", 80, "link-local" },
    { "169.253.255.255", 80, NULL },
    { "169.255.0.0", 80, NULL },
    { "::ffff:169.254.169.254", 80, "link-local" },
    { "::ffff:0:169.254.169.254", 80, "link-local" },
    { "::169.254.169.254", 80, "link-local" },
    { "64:ff9b::169.254.169.254", 80, "link-local" },
    { "64:ff9b:1::169.254.169.254", 80, "link-local" },
    { "64:ff9b::8.8.8.8", 80, NULL },
    { "2002:a9fe:a9fe::1", 80, "link-local" },
    { "2002:808:808::1", 80, NULL },
    { "fe80::1", 80, "link-local" },
    { "febf::1", 80, "link-local" },
    { "fec0::1", 80, NULL },
    { "0.0.0.0", 80, "unspecified" },
    { "0.1.2.3", 80, "unspecified" },
    { "1.0.0.0", 80, NULL },
    { "::", 80, "unspecified" },
    { "223.255.255.255", 80, NULL },
    { "224.0.0.1", 80, "multicast" },
    { "239.255.255.255", 80, "multicast" },
    { "ff02::1", 80, "multicast" },
    { "240.0.0.1", 80, "reserved" },
    { "255.255.255.255", 80, "reserved" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (CASES[i].address);
      g_autoptr (GError) error = NULL;
      gboolean ok = hlc_target_address_check (address, CASES[i].port, OWN, G_N_ELEMENTS (OWN), &error);

      g_test_message ("%s port %u", CASES[i].address, CASES[i].port);
      assert_problem (ok, error, CASES[i].problem);
    }
}

/* Without ports of our own there is none to refuse. */
static void
test_no_own_ports (void)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string ("127.0.0.1");
  g_autoptr (GError) error = NULL;

  g_assert_true (hlc_target_address_check (address, 4880, NULL, 0, &error));
  g_assert_no_error (error);
}

/* What names this console is refused before anything is sent; what only may lead to it is not. */
static void
test_own_url (void)
{
  static const struct
  {
    const char *url;
    gboolean is_own;
  } CASES[] = {
    { "http://127.0.0.1:4880/webhook", TRUE },
    { "http://127.9.9.9:4881", TRUE },
    { "http://[::1]:4880/", TRUE },
    { "http://[::ffff:127.0.0.1]:4880/", TRUE },
    { "https://localhost:4880/x?y", TRUE },
    { "http://LocalHost.:4880/", TRUE },
    { "http://a.localhost:4881/", TRUE },
    { "http://localhost/", TRUE },
    { "http://localhost:8000/", FALSE },
    { "https://localhost/", FALSE },
    { "http://192.168.1.5:4880/", FALSE },
    { "http://notlocalhost:4880/", FALSE },
    { "http://localhost.example:4880/", FALSE },
    { "not a URL", FALSE },
  };
  static const guint16 PORTS[] = { 4880, 4881, 80 };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean ok = hlc_target_url_check_own (CASES[i].url, PORTS, G_N_ELEMENTS (PORTS), &error);

      g_test_message ("%s", CASES[i].url);
      assert_problem (ok, error, CASES[i].is_own ? "this console itself" : NULL);
    }
}

/* A password that was typed into a URL does not go on into a log. */
static void
test_url_keeps_secret (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hlc_target_url_check ("http://user:hunter2@example.org/", &error));
  g_assert_null (strstr (error->message, "hunter2"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/target-url/url", test_url);
  g_test_add_func ("/target-url/url-keeps-secret", test_url_keeps_secret);
  g_test_add_func ("/target-url/address", test_address);
  g_test_add_func ("/target-url/no-own-ports", test_no_own_ports);
  g_test_add_func ("/target-url/own-url", test_own_url);

  return g_test_run ();
}
