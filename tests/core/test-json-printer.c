/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-printer.h"

#include <string.h>

#include "hlc-visible-text.h"

static char *
print (const char *text, gssize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return hlc_json_pretty_print (bytes);
}

static void
assert_lines_bounded (const char *printed)
{
  g_auto (GStrv) lines = g_strsplit (printed, "\n", -1);

  g_assert_true (g_utf8_validate (printed, -1, NULL));
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, HLC_JSON_MAX_LINE);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
}

static void
test_layout (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    const char *printed;
  } tests[] = {
    { " null ", -1, "null" },
    { "[]", -1, "[]" },
    { "{ \n }", -1, "{}" },
    { "[[],{}]", -1, "[\n  [],\n  {}\n]" },
    { "{\"b\":1.50e1,\"a\":[12345678901234567890,\"\\u0041\\/\"],\"b\":{}}", -1,
      "{\n  \"b\": 1.50e1,\n  \"a\": [\n    12345678901234567890,\n    \"\\u0041\\/\"\n  ],\n  \"b\": "
      "{}\n}" },
    { "{\"a\":\"x\u202ey\",\"\u200b\":\"é\"}", -1,
      "{\n  \"a\": \"x\\u{202E}y\",\n  \"\\u{200B}\": \"é\"\n}" },
    { "\"\\u202e\\\\\"", -1, "\"\\u202e\\\\\"" },
    { "not JSON\x1b", -1, "not JSON\\u{001B}" },
    { "{\"a\":1}\n{\"a\":\xff}\r\n", -1, "{\"a\":1}\n{\"a\":\\x{FF}}\n" },
    { "a\0b", 3, "a\\u{0000}b" },
    { "", -1, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *printed = print (tests[i].text, tests[i].length);

      g_assert_cmpstr (printed, ==, tests[i].printed);
    }
}

/* One long string, number or text that is not JSON: its lines, joined again, are the text as it would be shown. Some
 * characters before it move the places where it is broken. */
static void
test_long_lines (void)
{
  static const struct
  {
    const char *prefix, *repeated, *suffix;
  } tests[] = {
    { "\"", "a", "\"" },       { "\"", "é", "\"" },      { "\"", "😀", "\"" }, { "\"", "\u202e", "\"" },
    { "\"", "\\u0041", "\"" }, { "\"", "\\\\", "\"" },   { "", "1", "" },     { "not JSON ", "é", "" },
    { "", "\xff", "" },        { "not JSON ", "x", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      for (guint shift = 0; shift < 12; shift++)
        {
          g_autoptr (GString) text = g_string_new (tests[i].prefix);
          g_autofree char *expected = NULL;
          g_autofree char *printed = NULL;
          g_autofree char *joined = NULL;
          g_auto (GStrv) lines = NULL;

          for (guint j = 0; j < shift; j++)
            g_string_append_c (text, '7');
          for (guint j = 0; j < 2500; j++)
            g_string_append (text, tests[i].repeated);
          g_string_append (text, tests[i].suffix);

          printed = print (text->str, (gssize) text->len);
          assert_lines_bounded (printed);

          lines = g_strsplit (printed, "\n", -1);
          joined = g_strjoinv (NULL, lines);
          expected = hlc_visible_text (text->str, (gssize) text->len, HLC_VISIBLE_KEEP_LINES);
          g_assert_cmpstr (joined, ==, expected);
        }
    }
}

static void
test_break_keeps_pieces (void)
{
  static const char *const pieces[] = { "é", "😀", "\\u0041", "\\\\" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new ("\"");
      g_autofree char *printed = NULL;
      g_auto (GStrv) lines = NULL;

      for (guint j = 0; j < 3000; j++)
        g_string_append (text, pieces[i]);
      g_string_append (text, "\"");
      printed = print (text->str, -1);
      lines = g_strsplit (printed, "\n", -1);
      for (gsize j = 0; lines[j] != NULL && lines[j + 1] != NULL; j++)
        g_assert_true (g_str_has_suffix (lines[j], pieces[i]));
    }
}

/* Many small elements far down must not become many times their text in indentation. */
static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *printed = NULL;

  for (guint i = 0; i < 128; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "0,");
  g_string_append_c (text, '0');
  for (guint i = 0; i < 128; i++)
    g_string_append_c (text, ']');

  printed = print (text->str, -1);
  assert_lines_bounded (printed);
  g_assert_cmpuint (strlen (printed), <, (1000 + 2 * 128) * 70);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-printer/layout", test_layout);
  g_test_add_func ("/json-printer/long-lines", test_long_lines);
  g_test_add_func ("/json-printer/break-keeps-pieces", test_break_keeps_pieces);
  g_test_add_func ("/json-printer/deep", test_deep);

  return g_test_run ();
}
