/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-header-rules.h"

#include <string.h>

#include "header-lines.h"
#include "hlc-error.h"

#define LOOP "X-HumanLayer-Console"

static void
test_check (void)
{
  g_autofree char *name_128 = g_strnfill (128, 'n');
  g_autofree char *name_129 = g_strnfill (129, 'n');
  g_autofree char *value_8k = g_strnfill (8192, 'v');
  g_autofree char *value_more = g_strnfill (8193, 'v');
  const struct
  {
    const char *name;
    const char *value;
    const char *problem; /* NULL: none */
  } CASES[] = {
    { "X-Tenant", "acme", NULL },
    { "x", "", NULL },
    { "!#$%&'*+-.^_`|~09aZ", "a b\tc", NULL },
    { "X-Tenant", "!~ \"quoted\" \\ 'single' $HOME", NULL },
    { name_128, value_8k, NULL },
    { "", "v", "has no name" },
    { name_129, "v", "more than 128" },
    { "X Tenant", "v", "not allowed" },
    { "X-Tenant:", "v", "not allowed" },
    { "X-Tenant\r\nX-Evil", "v", "not allowed" },
    { "X-T\xc3\xa9nant", "v", "not allowed" },
    { "X-\xff", "v", "not allowed" },
    { "(x)", "v", "not allowed" },
    { "X-Tenant", "a\r\nX-Evil: 1", "line break" },
    { "X-Tenant", "a\n", "line break" },
    { "X-Tenant", "a\rb", "line break" },
    { "X-Tenant", "caf\xc3\xa9", "printable ASCII" },
    { "X-Tenant", "caf\xe9", "printable ASCII" },
    { "X-Tenant", "a\x01z", "printable ASCII" },
    { "X-Tenant", "a\x7fz", "printable ASCII" },
    { "X-Tenant", " a", "begins or ends" },
    { "X-Tenant", "a\t", "begins or ends" },
    { "X-Tenant", " ", "begins or ends" },
    { "X-Tenant", value_more, "more than 8 KiB" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean ok = hlc_header_check (CASES[i].name, CASES[i].value, &error);

      g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, error != NULL ? error->message : "");
      g_assert_cmpint (ok, ==, CASES[i].problem == NULL);
      if (ok)
        continue;
      g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
      g_assert_nonnull (strstr (error->message, CASES[i].problem));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (strpbrk (error->message, "\r\n"));
    }
}

/* A value may be a credential: no message has it. */
static void
test_check_keeps_secret (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hlc_header_check ("Authorization", "Bearer hunter2\n", &error));
  g_assert_null (strstr (error->message, "hunter2"));
}

static void
test_custom (void)
{
  static const struct
  {
    const char *lines;
    const char *problem; /* NULL: none */
  } CASES[] = {
    { "", NULL },
    { "X-Tenant: acme\nAuthorization: Bearer x\nCookie: a=b\nUser-Agent: mine\nAccept: */*", NULL },
    { "X-Forwarded-For: 10.0.0.1\nSvix: 1\nWebhook: 1\nWebhooks-Id: 1\nHostess: h\nTea: t", NULL },
    { "X-Tenant: acme\nx-tenant: other", "twice" },
    { "Host: evil.example", "console itself" },
    { "HOST: evil.example", "console itself" },
    { "Content-Length: 3", "console itself" },
    { "Content-Type: text/plain", "console itself" },
    { "Expect: 100-continue", "console itself" },
    { "svix-id: 1", "console itself" },
    { "Svix-Signature: v1,x", "console itself" },
    { "webhook-timestamp: 1", "console itself" },
    { "Webhook-Anything: 1", "console itself" },
    { LOOP ": 1", "console itself" },
    { "Transfer-Encoding: chunked", "connection" },
    { "Connection: close", "connection" },
    { "Keep-Alive: 1", "connection" },
    { "TE: trailers", "connection" },
    { "Trailer: x", "connection" },
    { "Upgrade: h2c", "connection" },
    { "HTTP2-Settings: x", "connection" },
    { "Proxy-Connection: x", "connection" },
    { "Proxy-Authorization: x", "connection" },
    { "X Tenant: acme", "not allowed" },
    { "X-Tenant: caf\xc3\xa9", "printable ASCII" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcHeaderList) list = make_headers (CASES[i].lines);
      g_autoptr (GError) error = NULL;
      gboolean ok = hlc_header_list_check_custom (list, &error);

      g_test_message ("%s: %s", CASES[i].lines, error != NULL ? error->message : "");
      g_assert_cmpint (ok, ==, CASES[i].problem == NULL);
      if (!ok)
        g_assert_nonnull (strstr (error->message, CASES[i].problem));
    }
}

static HlcHeaderList *
make_many (guint n_headers, gsize value_length)
{
  HlcHeaderList *list = hlc_header_list_new ();
  g_autofree char *value = g_strnfill (value_length, 'v');

  for (guint i = 0; i < n_headers; i++)
    {
      g_autofree char *name = g_strdup_printf ("X-%03u", i);

      hlc_header_list_append (list, name, value);
    }

  return list;
}

/* A line has 5 bytes of name, the value, and 4 between and after them. */
static void
test_custom_limits (void)
{
  static const struct
  {
    guint n_headers;
    gsize value_length;
    gboolean ok;
  } CASES[] = {
    { 32, 1, TRUE },    { 33, 1, FALSE },  { 2, 4087, TRUE },
    { 2, 4088, FALSE }, { 1, 8183, TRUE }, { 1, 8184, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcHeaderList) list = make_many (CASES[i].n_headers, CASES[i].value_length);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (hlc_header_list_check_custom (list, &error), ==, CASES[i].ok);
      if (!CASES[i].ok)
        g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
    }
}

static void
test_forwardable (void)
{
  static const struct
  {
    const char *lines;
    const char *left; /* what stays */
  } CASES[] = {
    { "", "" },
    { "Content-Type: application/json\nSvix-Id: m\nsvix-timestamp: 1\nsvix-signature: v1,x\nwebhook-id: m\n"
      "Content-Encoding: gzip\nUser-Agent: Svix-Webhooks/1.0\nX-Trace: 1\nx-trace: 2",
      "Content-Type: application/json\nSvix-Id: m\nsvix-timestamp: 1\nsvix-signature: v1,x\nwebhook-id: m\n"
      "Content-Encoding: gzip\nUser-Agent: Svix-Webhooks/1.0\nX-Trace: 1\nx-trace: 2" },
    { "Host: h\nContent-Length: 2\nAccept-Encoding: gzip\nRange: bytes=0-\nIf-Range: x\nExpect: "
      "100-continue\nA: 1",
      "A: 1" },
    { "Connection: close\nKeep-Alive: 5\nTE: trailers\nTrailer: t\nTransfer-Encoding: chunked\nUpgrade: h2c\n"
      "HTTP2-Settings: x\nA: 1",
      "A: 1" },
    { "Proxy-Connection: x\nProxy-Authorization: x\nProxy-Anything: x\nA: 1", "A: 1" },
    { "Authorization: Bearer x\nCookie: a=b\nCookie2: x\nSet-Cookie: x\nX-Api-Key: k\nA: 1", "A: 1" },
    { "Forwarded: for=x\nVia: 1.1 x\nX-Forwarded-For: x\nx-forwarded-proto: https\nX-Real-IP: x\n"
      "Ngrok-Skip-Browser-Warning: 1\nCF-Ray: x\nX-Original-Host: x\nA: 1",
      "A: 1" },
    { LOOP ": us\nA: 1", "A: 1" },
    { "X-One: 1\nX-Two: 2\nX-Three: 3\nConnection: keep-alive, X-One ,x-TWO\nconnection: \nConnection: "
      "nothing",
      "X-Three: 3" },
    /* What could not be sent as it came. */
    { "X-Name: caf\xc3\xa9\nX Bad: 1\nX-Control: a\x01z\nA: 1", "A: 1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (HlcHeaderList) received = make_headers (CASES[i].lines);
      g_autoptr (HlcHeaderList) left = hlc_header_list_dup_forwardable (received);

      g_test_message ("%s", CASES[i].lines);
      assert_headers (left, CASES[i].left);
    }
}

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    gboolean is_forwarding;
    gboolean may_be_secret;
  } CASES[] = {
    { "Forwarded", TRUE, FALSE },
    { "x-forwarded-host", TRUE, FALSE },
    { "x-forwarded", FALSE, FALSE },
    { "x-forwardedhost", FALSE, FALSE },
    { "VIA", TRUE, FALSE },
    { "viaduct", FALSE, FALSE },
    { "cf-connecting-ip", TRUE, FALSE },
    { "Authorization", FALSE, TRUE },
    { "X-My-Api-Key", FALSE, TRUE },
    { "x_session_id", FALSE, TRUE },
    { "X-TOKEN", FALSE, TRUE },
    { "X-Shared-Secret", FALSE, TRUE },
    { "X-Password", FALSE, TRUE },
    { "cf-access-jwt-assertion", TRUE, TRUE },
    { "svix-signature", FALSE, FALSE },
    { "webhook-id", FALSE, FALSE },
    { "content-type", FALSE, FALSE },
    { "user-agent", FALSE, FALSE },
    { LOOP, FALSE, FALSE },
    { "X-Tenant", FALSE, FALSE },
    { "", FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_test_message ("%s", CASES[i].name);
      g_assert_cmpint (hlc_header_is_forwarding (CASES[i].name), ==, CASES[i].is_forwarding);
      g_assert_cmpint (hlc_header_may_be_secret (CASES[i].name), ==, CASES[i].may_be_secret);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/header-rules/check", test_check);
  g_test_add_func ("/header-rules/check-keeps-secret", test_check_keeps_secret);
  g_test_add_func ("/header-rules/custom", test_custom);
  g_test_add_func ("/header-rules/custom-limits", test_custom_limits);
  g_test_add_func ("/header-rules/forwardable", test_forwardable);
  g_test_add_func ("/header-rules/names", test_names);

  return g_test_run ();
}
