/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-outgoing.h"

#include <string.h>

#include "header-lines.h"
#include "hlc-config.h"
#include "hlc-signature-check.h"

#define URL "http://127.0.0.1:8000/webhook"
#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define OLD_SECRET "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
#define ID "msg_p5jXN8AQM9LWM0D4loKWxJek"
#define NOW (G_GINT64_CONSTANT (1614265330) * G_USEC_PER_SEC)
#define SIGNATURE "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
#define USER_AGENT "user-agent: HumanLayer-Console/" HLC_VERSION "\n"
#define LOOP "x-humanlayer-console: console-1\n"
#define HEAD "content-type: application/json\n" USER_AGENT LOOP
#define SVIX "svix-id: " ID "\nsvix-timestamp: 1614265330\nsvix-signature: " SIGNATURE "\n"
#define WEBHOOK "webhook-id: " ID "\nwebhook-timestamp: 1614265330\nwebhook-signature: " SIGNATURE "\n"

static GBytes *
make_body (void)
{
  return g_bytes_new_static ("{\"test\": 2432232314}", strlen ("{\"test\": 2432232314}"));
}

/* Secrets with commas between them. */
static GPtrArray *
make_secrets (const char *texts)
{
  g_auto (GStrv) split = g_strsplit (texts, ",", -1);
  GPtrArray *secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);

  for (gsize i = 0; split[i] != NULL; i++)
    g_ptr_array_add (secrets, hlc_signing_secret_new ("s", split[i]));

  return secrets;
}

static void
test_signed (void)
{
  static const struct
  {
    HlcHeaderFamily family;
    const char *custom;
    gint64 now;
    const char *headers;
  } CASES[] = {
    { HLC_HEADER_FAMILY_BOTH, NULL, NOW, HEAD SVIX WEBHOOK },
    { HLC_HEADER_FAMILY_SVIX, NULL, NOW, HEAD SVIX },
    { HLC_HEADER_FAMILY_WEBHOOK, NULL, NOW, HEAD WEBHOOK },
    /* The timestamp is the second that now lies in. */
    { HLC_HEADER_FAMILY_SVIX, NULL, NOW + 999999, HEAD SVIX },
    { HLC_HEADER_FAMILY_SVIX, "X-Tenant: acme\nAuthorization: Bearer x", NOW,
      HEAD SVIX "X-Tenant: acme\nAuthorization: Bearer x\n" },
    { HLC_HEADER_FAMILY_SVIX, "User-Agent: mine", NOW,
      "content-type: application/json\n" LOOP SVIX "User-Agent: mine\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GBytes) body = make_body ();
      g_autoptr (GPtrArray) secrets = make_secrets (SECRET);
      g_autoptr (HlcHeaderList) custom = CASES[i].custom != NULL ? make_headers (CASES[i].custom) : NULL;
      g_autoptr (HlcOutgoing) outgoing = hlc_outgoing_new_signed (URL, ID, body, CASES[i].family, custom,
                                                                  secrets, "console-1", CASES[i].now);
      g_autoptr (HlcSignatureCheck) check = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (outgoing->url, ==, URL);
      g_assert_true (g_bytes_equal (outgoing->body, body));
      assert_headers (outgoing->headers, CASES[i].headers);

      check = hlc_signature_check_new (outgoing->headers, outgoing->body, secrets, NULL, CASES[i].now);
      g_assert_cmpint (check->verdict, ==, HLC_VERDICT_VERIFIED);
    }
}

/* During a rotation the new and the old secret verify; one that cannot sign does not keep the others from it. */
static void
test_secrets (void)
{
  static const struct
  {
    const char *secrets; /* NULL: none at all */
    guint n_signatures;
  } CASES[] = {
    { SECRET, 1 },
    { SECRET "," OLD_SECRET, 2 },
    { OLD_SECRET "," SECRET, 2 },
    { "whsec_?," SECRET, 1 },
    { "whsec_?", 0 },
    { "whsec_", 0 },
    { NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GBytes) body = make_body ();
      g_autoptr (GPtrArray) secrets = CASES[i].secrets != NULL ? make_secrets (CASES[i].secrets) : NULL;
      g_autoptr (HlcOutgoing) outgoing =
          hlc_outgoing_new_signed (URL, ID, body, HLC_HEADER_FAMILY_BOTH, NULL, secrets, "console-1", NOW);
      g_auto (GStrv) signatures = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      if (CASES[i].n_signatures == 0)
        {
          g_assert_null (outgoing);
          continue;
        }

      signatures = g_strsplit (hlc_header_list_lookup (outgoing->headers, "svix-signature"), " ", -1);
      g_assert_cmpuint (g_strv_length (signatures), ==, CASES[i].n_signatures);
      for (guint j = 0; j < CASES[i].n_signatures; j++)
        {
          HlcSigningSecret *secret = g_ptr_array_index (secrets, secrets->len - CASES[i].n_signatures + j);
          g_autofree char *signature = hlc_signing_secret_sign (secret, ID, NOW / G_USEC_PER_SEC, body);

          g_assert_cmpstr (signatures[j], ==, signature);
        }
    }
}

static void
test_original (void)
{
  static const struct
  {
    const char *received;
    const char *custom;
    const char *headers;
  } CASES[] = {
    { "Host: h\nContent-Type: application/json; charset=utf-8\nContent-Length: 3\nUser-Agent: "
      "Svix/1\nSvix-Id: m\n"
      "Svix-Timestamp: 1\nSvix-Signature: v1,x\nAuthorization: Bearer x\nX-Forwarded-For: y\nConnection: "
      "close",
      NULL,
      "Content-Type: application/json; charset=utf-8\nUser-Agent: Svix/1\nSvix-Id: m\nSvix-Timestamp: 1\n"
      "Svix-Signature: v1,x\n" LOOP },
    { "Content-Type: application/json", NULL, "Content-Type: application/json\n" USER_AGENT LOOP },
    { "", NULL, USER_AGENT LOOP },
    /* Custom headers replace what came. */
    { "X-Tenant: theirs\nx-tenant: again\nUser-Agent: Svix/1\nX-Trace: 1",
      "X-TENANT: ours\nUser-Agent: mine\nAuthorization: Bearer y",
      "X-Trace: 1\n" LOOP "X-TENANT: ours\nUser-Agent: mine\nAuthorization: Bearer y\n" },
    /* It came through other consoles: each will know it again. */
    { "X-HumanLayer-Console: other\nx-humanlayer-console: third\nx-humanlayer-console: b\xc3\xa4"
      "d",
      NULL, USER_AGENT "x-humanlayer-console: other\nx-humanlayer-console: third\n" LOOP },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new ("\0\xff", 2);
      g_autoptr (HlcHeaderList) received = make_headers (CASES[i].received);
      g_autoptr (HlcHeaderList) custom = CASES[i].custom != NULL ? make_headers (CASES[i].custom) : NULL;
      g_autoptr (HlcOutgoing) outgoing = hlc_outgoing_new_original (URL, received, custom, body, "console-1");

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (outgoing->url, ==, URL);
      g_assert_true (g_bytes_equal (outgoing->body, body));
      assert_headers (outgoing->headers, CASES[i].headers);
    }
}

/* What was signed once still verifies when it is sent on as it came. */
static void
test_original_verifies (void)
{
  g_autoptr (GBytes) body = make_body ();
  g_autoptr (GPtrArray) secrets = make_secrets (SECRET);
  g_autoptr (HlcOutgoing) first =
      hlc_outgoing_new_signed (URL, ID, body, HLC_HEADER_FAMILY_BOTH, NULL, secrets, "console-1", NOW);
  g_autoptr (HlcOutgoing) second = hlc_outgoing_new_original (URL, first->headers, NULL, body, "console-2");
  g_autoptr (HlcSignatureCheck) check =
      hlc_signature_check_new (second->headers, second->body, secrets, NULL, NOW);

  g_assert_cmpint (check->verdict, ==, HLC_VERDICT_VERIFIED);
  g_assert_cmpuint (hlc_header_list_count (second->headers, HLC_LOOP_HEADER), ==, 2);
}

static void
test_log_headers (void)
{
  g_autoptr (GBytes) body = make_body ();
  g_autoptr (GPtrArray) secrets = make_secrets (SECRET);
  g_autoptr (HlcHeaderList) custom =
      make_headers ("Authorization: Bearer x\nX-My-Token: y\nX-Tenant: acme\nCookie: a=b");
  g_autoptr (HlcOutgoing) outgoing =
      hlc_outgoing_new_signed (URL, ID, body, HLC_HEADER_FAMILY_SVIX, custom, secrets, "console-1", NOW);
  g_autoptr (HlcHeaderList) log = hlc_outgoing_dup_log_headers (outgoing, custom);
  g_autoptr (HlcHeaderList) log_without = hlc_outgoing_dup_log_headers (outgoing, NULL);

  assert_headers (log, HEAD SVIX "Authorization: ***\nX-My-Token: ***\nX-Tenant: acme\nCookie: ***\n");
  /* Of a header that nobody configured the name alone says less. */
  assert_headers (log_without, HEAD SVIX "Authorization: ***\nX-My-Token: y\nX-Tenant: acme\nCookie: ***\n");
  g_assert_cmpstr (hlc_header_list_lookup (outgoing->headers, "Authorization"), ==, "Bearer x");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outgoing/signed", test_signed);
  g_test_add_func ("/outgoing/secrets", test_secrets);
  g_test_add_func ("/outgoing/original", test_original);
  g_test_add_func ("/outgoing/original-verifies", test_original_verifies);
  g_test_add_func ("/outgoing/log-headers", test_log_headers);

  return g_test_run ();
}
