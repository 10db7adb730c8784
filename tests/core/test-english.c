/* SPDX-License-Identifier: Apache-2.0 */
#include "german-locale.h"
#include "hlc-english.h"

static void
assert_number (const char *text)
{
  g_autofree char *printed = g_strdup_printf ("%.1f", 0.5);

  g_assert_cmpstr (printed, ==, text);
}

static gpointer
other_thread (gpointer user_data)
{
  g_assert_false (hlc_english_is_spoken ());
  assert_number (user_data);

  return NULL;
}

/* The words of a catalogue are tested from end to end; a thread's numbers change with them. */
static void
test_begin (void)
{
  const char *own = german_locale_begin () ? "0,5" : "0.5";

  g_assert_false (hlc_english_is_spoken ());
  assert_number (own);
  {
    g_auto (HlcEnglish) english = hlc_english_begin (TRUE);

    g_assert_true (hlc_english_is_spoken ());
    assert_number ("0.5");
    g_thread_join (g_thread_new ("other", other_thread, (gpointer) own));
    {
      g_auto (HlcEnglish) inner = hlc_english_begin (TRUE);
      g_auto (HlcEnglish) unwanted = hlc_english_begin (FALSE);

      g_assert_true (hlc_english_is_spoken ());
    }
    g_assert_true (hlc_english_is_spoken ());
  }
  g_assert_false (hlc_english_is_spoken ());
  assert_number (own);
  {
    g_auto (HlcEnglish) unwanted = hlc_english_begin (FALSE);

    g_assert_false (hlc_english_is_spoken ());
    assert_number (own);
  }
  german_locale_end ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/english/begin", test_begin);

  return g_test_run ();
}
