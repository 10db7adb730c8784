/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-siphash.h"

static HlcSiphashKey
reference_key (void)
{
  return (
      HlcSiphashKey){ { G_GUINT64_CONSTANT (0x0706050403020100), G_GUINT64_CONSTANT (0x0f0e0d0c0b0a0908) } };
}

static void
assert_digest (HlcSiphash *hash, const char *expected)
{
  HlcSiphashDigest digest = hlc_siphash_finish (hash);
  g_autofree char *hex =
      g_strdup_printf ("%016" G_GINT64_MODIFIER "x %016" G_GINT64_MODIFIER "x",
                       GUINT64_SWAP_LE_BE (digest.words[0]), GUINT64_SWAP_LE_BE (digest.words[1]));

  g_assert_cmpstr (hex, ==, expected);
}

/* From vectors.h of the authors' reference implementation: key 00 … 0f, input 00 01 02 …, as many as the row says. */
static void
test_vectors (void)
{
  static const struct
  {
    gsize length;
    const char *digest;
  } tests[] = {
    { 0, "a3817f04ba25a8e6 6df67214c7550293" },
    { 1, "da87c1d86b99af44 347659119b22fc45" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      guint8 input[1] = { 0 };
      HlcSiphash hash;

      hlc_siphash_init (&hash, reference_key ());
      hlc_siphash_update (&hash, input, tests[i].length);
      assert_digest (&hash, tests[i].digest);
    }
}

static void
test_pieces (void)
{
  guint8 input[40];
  HlcSiphashDigest whole;
  HlcSiphash hash;

  for (guint i = 0; i < sizeof input; i++)
    input[i] = (guint8) i;
  hlc_siphash_init (&hash, reference_key ());
  hlc_siphash_update (&hash, input, sizeof input);
  whole = hlc_siphash_finish (&hash);

  for (guint i = 0; i <= sizeof input; i++)
    {
      HlcSiphashDigest digest;

      hlc_siphash_init (&hash, reference_key ());
      hlc_siphash_update (&hash, input, i);
      hlc_siphash_update (&hash, input + i, sizeof input - i);
      digest = hlc_siphash_finish (&hash);
      g_assert_cmpmem (&digest, sizeof digest, &whole, sizeof whole);
    }
}

static void
test_random_key (void)
{
  HlcSiphashKey a = hlc_siphash_key_new_random ();
  HlcSiphashKey b = hlc_siphash_key_new_random ();

  g_assert_true (a.words[0] != b.words[0] || a.words[1] != b.words[1]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/siphash/vectors", test_vectors);
  g_test_add_func ("/siphash/pieces", test_pieces);
  g_test_add_func ("/siphash/random-key", test_random_key);

  return g_test_run ();
}
