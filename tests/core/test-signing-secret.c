/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-signing-secret.h"

#include <string.h>

#include "hlc-base64.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *problem; /* a part of it; NULL: usable */
} Case;

static const Case cases[] = {
  { "prefixed", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", NULL },
  { "bare", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", NULL },
  { "one-byte", "whsec_Zg==", NULL },
  { "empty", "", "empty" },
  { "only-prefix", "whsec_", "empty" },
  { "not-base64", "whsec_not base64!", "not base64" },
  { "unpadded", "whsec_Zg", "not base64" },
  { "newline", "whsec_Zm9v\n", "not base64" },
  { "prefix-twice", "whsec_whsec_Zm9v", "not base64" },
};

static void
test_problem (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (HlcSigningSecret) secret = hlc_signing_secret_new ("production", test->text);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autofree char *signature = hlc_signing_secret_sign (secret, "msg_1", 1, body);
  const char *problem = hlc_signing_secret_get_problem (secret);

  g_assert_cmpstr (hlc_signing_secret_get_name (secret), ==, "production");
  g_assert_cmpstr (hlc_signing_secret_get_text (secret), ==, test->text);
  if (test->problem == NULL)
    {
      g_assert_null (problem);
      g_assert_true (g_str_has_prefix (signature, "v1,"));
      return;
    }
  g_assert_null (signature);
  g_assert_nonnull (strstr (problem, test->problem));
  g_assert_nonnull (strstr (problem, "production"));
  g_assert_true (strlen (test->text) <= strlen ("whsec_") || strstr (problem, test->text) == NULL);
}

/* The vector that Svix and the Standard Webhooks libraries share. */
static void
test_vector (void)
{
  g_autoptr (HlcSigningSecret) secret =
      hlc_signing_secret_new ("vector", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"test\": 2432232314}", strlen ("{\"test\": 2432232314}"));
  g_autofree char *signature =
      hlc_signing_secret_sign (secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body);

  g_assert_cmpstr (signature, ==, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

static void
test_empty_body (void)
{
  g_autoptr (HlcSigningSecret) secret =
      hlc_signing_secret_new ("vector", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  g_autoptr (GBytes) body = g_bytes_new (NULL, 0);
  g_autofree char *signature = hlc_signing_secret_sign (secret, "msg_1", 1614265330, body);

  g_assert_cmpuint (strlen (signature), ==, strlen ("v1,") + 44);
}

static void
test_generate (void)
{
  g_autoptr (HlcSigningSecret) one = hlc_signing_secret_generate ("one");
  g_autoptr (HlcSigningSecret) other = hlc_signing_secret_generate ("other");
  const char *text = hlc_signing_secret_get_text (one);
  gsize length = 0;
  g_autofree guchar *key = hlc_base64_decode (text + strlen ("whsec_"), &length);

  g_assert_true (g_str_has_prefix (text, "whsec_"));
  g_assert_nonnull (key);
  g_assert_cmpuint (length, ==, 24);
  g_assert_null (hlc_signing_secret_get_problem (one));
  g_assert_cmpstr (text, !=, hlc_signing_secret_get_text (other));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signing-secret/problem/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_problem);
    }
  g_test_add_func ("/signing-secret/vector", test_vector);
  g_test_add_func ("/signing-secret/empty-body", test_empty_body);
  g_test_add_func ("/signing-secret/generate", test_generate);

  return g_test_run ();
}
