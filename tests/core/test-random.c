/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-random.h"

#include <string.h>

#define URL_SAFE "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

static void
test_shape (void)
{
  static const struct
  {
    const char *prefix;
    guint n_characters;
  } CASES[] = { { "msg_", 27 }, { "hl_local_", 32 }, { "", 1 }, { "whsec_", 0 }, { "", 5000 } };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *token = hlc_random_token (CASES[i].prefix, CASES[i].n_characters);
      const char *rest = token + strlen (CASES[i].prefix);

      g_assert_true (g_str_has_prefix (token, CASES[i].prefix));
      g_assert_cmpuint (strlen (rest), ==, CASES[i].n_characters);
      g_assert_cmpuint (strspn (rest, URL_SAFE), ==, CASES[i].n_characters);
    }
}

/* 64,000 characters without one of the 64: less likely than 10^-400. */
static void
test_whole_alphabet (void)
{
  g_autofree char *token = hlc_random_token ("", 64000);

  for (const char *character = URL_SAFE; *character != '\0'; character++)
    g_assert_nonnull (strchr (token, *character));
}

static void
test_unique (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 10000; i++)
    g_assert_true (g_hash_table_add (seen, hlc_random_token ("msg_", 27)));
}

static void
test_bytes (void)
{
  static const guint8 ZEROS[64] = { 0 };
  guint8 bytes[64] = { 0 };

  hlc_random_bytes (bytes, 0);
  g_assert_cmpmem (bytes, sizeof bytes, ZEROS, sizeof ZEROS);

  /* The last byte is not touched, and of the others it is certain that one is. */
  hlc_random_bytes (bytes, sizeof bytes - 1);
  g_assert_cmpint (bytes[sizeof bytes - 1], ==, 0);
  g_assert_cmpint (memcmp (bytes, ZEROS, sizeof bytes), !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/shape", test_shape);
  g_test_add_func ("/random/whole-alphabet", test_whole_alphabet);
  g_test_add_func ("/random/unique", test_unique);
  g_test_add_func ("/random/bytes", test_bytes);
  return g_test_run ();
}
