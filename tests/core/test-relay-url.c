/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-relay-url.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *url; /* NULL: refused */
} Case;

#define LONG_LABEL "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* clang-format off */
static const Case cases[] = {
  { "host", "https://relay.example.com", "https://relay.example.com/webhook" },
  { "slash", "https://relay.example.com/", "https://relay.example.com/webhook" },
  { "path", "https://relay.example.com/webhook/inbound", "https://relay.example.com/webhook/inbound" },
  { "path-of-its-own", "https://relay.example.com/AbC123", "https://relay.example.com/AbC123" },
  { "http", "http://relay.example.com", "http://relay.example.com/webhook" },
  { "port", "https://relay.example.com:8443/x", "https://relay.example.com:8443/x" },
  { "default-port", "https://relay.example.com:443/x", "https://relay.example.com/x" },
  { "default-port-plain", "http://relay.example.com:80", "http://relay.example.com/webhook" },
  { "port-of-the-other-scheme", "http://relay.example.com:443", "http://relay.example.com:443/webhook" },
  { "no-port-after-colon", "https://relay.example.com:/x", "https://relay.example.com/x" },
  { "upper-case", "HTTPS://Relay.Example.COM/Path", "https://relay.example.com/Path" },
  { "white-space-around", " \n\thttps://relay.example.com\r\n", "https://relay.example.com/webhook" },
  { "query", "https://relay.example.com/a?code=1%202&b=/?c", "https://relay.example.com/a?code=1%202&b=/?c" },
  { "query-without-path", "https://relay.example.com?a=b", "https://relay.example.com/webhook?a=b" },
  { "escapes-stay", "https://relay.example.com/a%2Fb%20c", "https://relay.example.com/a%2Fb%20c" },
  { "path-beyond-ascii", "https://relay.example.com/caf\u00e9", "https://relay.example.com/caf%C3%A9" },
  { "path-with-quotes", "https://relay.example.com/\"<a>'", "https://relay.example.com/%22%3Ca%3E'" },
  { "host-beyond-ascii", "https://b\u00fccher.example/x", "https://xn--bcher-kva.example/x" },
  { "ipv4", "http://127.0.0.1:8080", "http://127.0.0.1:8080/webhook" },
  { "ipv6", "http://[::1]:8080/x", "http://[::1]:8080/x" },
  { "single-label", "http://relay/x", "http://relay/x" },

  { "empty", "", NULL },
  { "blank", "  \n ", NULL },
  { "no-scheme", "relay.example.com/webhook", NULL },
  { "no-scheme-with-port", "relay.example.com:8443", NULL },
  { "words", "my relay", NULL },
  { "javascript", "javascript:alert(1)", NULL },
  { "javascript-with-slashes", "javascript://relay.example.com/%0aalert(1)", NULL },
  { "data", "data:text/html,x", NULL },
  { "file", "file:///etc/passwd", NULL },
  { "ftp", "ftp://relay.example.com/", NULL },
  { "websocket", "wss://relay.example.com/", NULL },
  { "tcp", "tcp://0.tcp.example.com:12345", NULL },
  { "no-host", "https://", NULL },
  { "no-host-but-path", "https:///webhook", NULL },
  { "one-slash", "https:/relay.example.com", NULL },
  { "user", "https://me@relay.example.com/", NULL },
  { "password", "https://me:hunter2@relay.example.com/", NULL },
  { "empty-user", "https://@relay.example.com/", NULL },
  { "fragment", "https://relay.example.com/a#b", NULL },
  { "empty-fragment", "https://relay.example.com/a#", NULL },
  { "space", "https://relay.example.com/a b", NULL },
  { "two", "https://a.example.com https://b.example.com", NULL },
  { "line-feed", "https://relay.example.com/a\nb", NULL },
  { "carriage-return", "https://relay.example.com\r\nX-Evil: 1", NULL },
  { "control", "https://relay.example.com/\001", NULL },
  { "delete", "https://relay.example.com/\177", NULL },
  { "bidirectional", "https://relay.example.com/\u202e", NULL },
  { "zero-width", "https://relay\u200b.example.com/", NULL },
  { "backslash", "https://relay.example.com\\@evil.example", NULL },
  { "not-utf-8", "https://relay.example.com/\xff", NULL },
  { "port-zero", "https://relay.example.com:0/", NULL },
  { "port-too-great", "https://relay.example.com:65536/", NULL },
  { "port-word", "https://relay.example.com:http/", NULL },
  { "empty-label", "https://relay..example.com/", NULL },
  { "leading-dot", "https://.example.com/", NULL },
  { "odd-host", "https://relay_!.example.com/", NULL },
  { "escaped-host", "https://relay%2eexample.com%2f@x/", NULL },
  { "scoped-address", "http://[fe80::1%25eth0]/", NULL },
  { "unclosed-address", "http://[::1/", NULL },
  { "malformed-escape", "https://relay.example.com/%zz", NULL },
  { "long-label", "https://" LONG_LABEL LONG_LABEL LONG_LABEL LONG_LABEL ".example/", NULL },
};

static const Case local_cases[] = {
  { "default", "http://127.0.0.1:4040", "http://127.0.0.1:4040" },
  { "slash", "http://127.0.0.1:4040/", "http://127.0.0.1:4040" },
  { "name", "http://localhost:4040", "http://localhost:4040" },
  { "ipv6", "http://[::1]:4041", "http://[::1]:4041" },
  { "another-loopback", "http://127.1.2.3:1", "http://127.1.2.3:1" },
  { "path", "http://127.0.0.1:4040/api", NULL },
  { "query", "http://127.0.0.1:4040/?a", NULL },
  { "https", "https://127.0.0.1:4040", NULL },
  { "elsewhere", "http://192.168.1.5:4040", NULL },
  { "looks-local", "http://localhost.example.com:4040", NULL },
  { "user", "http://127.0.0.1:4040@example.com", NULL },
  { "nothing", "", NULL },
};
/* clang-format on */

static void
check (const Case *test, char *url, GError *error)
{
  g_assert_cmpstr (url, ==, test->url);
  if (test->url != NULL)
    {
      g_assert_no_error (error);
      return;
    }

  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_assert_true (g_str_has_suffix (error->message, ".") || strchr (error->message, ':') != NULL);
  g_assert_null (strstr (error->message, "hunter2"));
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = hlc_relay_url_normalize (test->text, "/webhook", &error);
  g_autofree char *again = NULL;

  check (test, url, error);
  if (url == NULL)
    return;

  /* What came out goes in unchanged. */
  again = hlc_relay_url_normalize (url, "/other", NULL);
  g_assert_cmpstr (again, ==, url);
}

static void
test_local_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = hlc_relay_url_normalize_local (test->text, &error);

  check (test, url, error);
}

static void
test_too_long (void)
{
  g_autofree char *tail = g_strnfill (2048, 'a');
  g_autofree char *text = g_strconcat ("https://relay.example.com/", tail, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (hlc_relay_url_normalize (text, "", &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
}

static void
test_questions (void)
{
  g_assert_true (hlc_relay_url_is_encrypted ("https://a.example/x"));
  g_assert_false (hlc_relay_url_is_encrypted ("http://a.example/https://"));
  g_assert_true (hlc_relay_url_is_local ("http://127.0.0.1:80/x"));
  g_assert_true (hlc_relay_url_is_local ("http://[::1]:80/x"));
  g_assert_false (hlc_relay_url_is_local ("https://a.example/127.0.0.1"));
  g_assert_true (hlc_relay_url_same_server ("https://a.example/x", "http://a.example"));
  g_assert_true (hlc_relay_url_same_server ("https://a.example?x", "https://a.example/webhook"));
  g_assert_false (hlc_relay_url_same_server ("https://a.example/x", "https://a.example.com/x"));
  g_assert_false (hlc_relay_url_same_server ("https://a.example:8443/x", "https://a.example/x"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/relay-url/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (local_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/relay-url/local/%s", local_cases[i].name);

      g_test_add_data_func (path, &local_cases[i], test_local_case);
    }
  g_test_add_func ("/relay-url/too-long", test_too_long);
  g_test_add_func ("/relay-url/questions", test_questions);

  return g_test_run ();
}
