/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-visible-text.h"

#include <string.h>

static void
test_deceptive (void)
{
  static const struct
  {
    gunichar first, last;
    gboolean is_deceptive;
  } tests[] = {
    { 0x0000, 0x001f, TRUE },    { 0x0020, 0x007e, FALSE },  { 0x007f, 0x00a0, TRUE },
    { 0x00a1, 0x00ac, FALSE },   { 0x00ad, 0x00ad, TRUE },   { 0x00ae, 0x034e, FALSE },
    { 0x0590, 0x061b, FALSE },   { 0x061c, 0x061c, TRUE },   { 0x061d, 0x06ff, FALSE },
    { 0x115f, 0x1160, TRUE },    { 0x1680, 0x1680, TRUE },   { 0x2000, 0x200f, TRUE },
    { 0x2010, 0x2027, FALSE },   { 0x2028, 0x202f, TRUE },   { 0x2030, 0x205e, FALSE },
    { 0x205f, 0x2069, TRUE },    { 0x2070, 0x27ff, FALSE },  { 0x2800, 0x2800, TRUE },
    { 0x2801, 0x2fff, FALSE },   { 0x3000, 0x3000, TRUE },   { 0x3001, 0x3163, FALSE },
    { 0x3164, 0x3164, TRUE },    { 0x4e00, 0x9fff, FALSE },  { 0xfe00, 0xfe0f, TRUE },
    { 0xfeff, 0xfeff, TRUE },    { 0xffa0, 0xffa0, TRUE },   { 0xfffd, 0xfffd, FALSE },
    { 0x1f600, 0x1f64f, FALSE }, { 0xe0000, 0xe01ef, TRUE }, { 0x10ffff, 0x10ffff, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      for (gunichar character = tests[i].first; character <= tests[i].last; character++)
        {
          if (hlc_unichar_is_deceptive (character) != tests[i].is_deceptive)
            g_error ("U+%04X is judged wrongly", character);
        }
    }
}

static void
test_visible (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    HlcVisibleFlags flags;
    const char *shown;
  } tests[] = {
    { "", -1, 0, "" },
    { NULL, 0, 0, "" },
    { "plain <b>&amp;", -1, 0, "plain <b>&amp;" },
    { "plain", 3, 0, "pla" },
    { "é 漢 😀", -1, 0, "é 漢 😀" },
    { "a\xe2\x80\xae"
      "b",
      -1, 0, "a\\u{202E}b" },
    { "\xf3\xa0\x81\xa1", -1, 0, "\\u{E0061}" },
    { "\xc2\xa0\xc2\x85\x7f", -1, 0, "\\u{00A0}\\u{0085}\\u{007F}" },
    { "a\0b", 3, 0, "a\\u{0000}b" },
    { "a\n\tb\x1b[m", -1, 0, "a\n\tb\\u{001B}[m" },
    { "a\n\tb", -1, HLC_VISIBLE_ONE_LINE, "a  b" },
    { "a\r\nb\rc\r", -1, 0, "a\nb\\u{000D}c\\u{000D}" },
    { "a\r\nb\r\r\n", -1, HLC_VISIBLE_ONE_LINE, "a b\\u{000D} " },
    { "a\xff\xfe"
      "b",
      -1, 0, "a\\x{FF}\\x{FE}b" },
    { "\xe2\x80", -1, 0, "\\x{E2}\\x{80}" },
    { "\xed\xa0\x80", -1, 0, "\\x{ED}\\x{A0}\\x{80}" },
    { "e\u0301\u0301\u0301\u0301", -1, 0, "e\u0301\u0301\u0301\u0301" },
    { "e\u0301\u0301\u0301\u0301\u0301\u20dd", -1, 0, "e\u0301\u0301\u0301\u0301\\u{0301}\\u{20DD}" },
    { "e\u0301\u0301\u0301x\u0301\u0301", -1, 0, "e\u0301\u0301\u0301x\u0301\u0301" },
    { "é\u0301\u0301\u0301\u0301é\u0301", -1, 0, "é\u0301\u0301\u0301\u0301é\u0301" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *shown = hlc_visible_text (tests[i].text, tests[i].length, tests[i].flags);

      g_assert_cmpstr (shown, ==, tests[i].shown);
    }
}

static void
test_bounded (void)
{
  static const struct
  {
    const char *text;
    gsize max_characters;
    const char *shown;
  } tests[] = {
    { "abcdef", 6, "abcdef" },
    { "abcdef", 5, "abcde…" },
    { "abcdef", 0, "…" },
    { "", 0, "" },
    { "éèà", 3, "éèà" },
    { "éèà", 2, "éè…" },
    { "ab\u202e", 10, "ab\\u{202E}" },
    { "ab\u202e", 9, "ab…" },
    { "a\nb", 2, "a\n…" },
    { "a\xff"
      "b",
      7, "a\\x{FF}…" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *shown =
          hlc_visible_text_bounded (tests[i].text, -1, HLC_VISIBLE_KEEP_LINES, tests[i].max_characters);

      g_assert_cmpstr (shown, ==, tests[i].shown);
    }
}

static void
test_name (void)
{
  static const struct
  {
    const char *name;
    gssize length;
    gboolean is_suspicious;
  } tests[] = {
    { "send_email", -1, FALSE },
    { "Tools.v2-send_email", -1, FALSE },
    { "", -1, TRUE },
    { NULL, 0, TRUE },
    { "send email", -1, TRUE },
    { "send_em\xd0\xb0il", -1, TRUE },
    { "send\u200b_email", -1, TRUE },
    { "send\0", 5, TRUE },
    { "send email", 4, FALSE },
    { "send\xff", -1, TRUE },
    { "rm/", -1, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_assert_cmpint (hlc_name_is_suspicious (tests[i].name, tests[i].length), ==, tests[i].is_suspicious);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/visible-text/deceptive", test_deceptive);
  g_test_add_func ("/visible-text/visible", test_visible);
  g_test_add_func ("/visible-text/bounded", test_bounded);
  g_test_add_func ("/visible-text/name", test_name);

  return g_test_run ();
}
