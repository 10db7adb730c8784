/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-scanner.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  gsize length; /* 0: up to the NUL */
} Accepted;

typedef struct
{
  const char *name;
  const char *text;
  gsize length;
  HlcError code;
  const char *message;
} Refused;

static const Accepted accepted[] = {
  { "null", "null" },
  { "true", "true" },
  { "false", "false" },
  { "lonely-string", "\"asd\"" },
  { "lonely-integer", "42" },
  { "lonely-negative", "-0.1" },
  { "white-space-around", " \t\r\n[] \t\r\n" },
  { "empty-array", "[]" },
  { "empty-object", "{}" },
  { "empty-string", "\"\"" },
  { "empty-name", "{\"\":0}" },
  { "spaced", "{ \"a\" : [ 1 , 2 ] }" },
  { "duplicate-names", "{\"a\":1,\"a\":2}" },
  { "minus-zero", "-0" },
  { "zero-exponent", "0e1" },
  { "zero-plus-exponent", "0e+1" },
  { "exponent", "1E22" },
  { "negative-exponent", "123e-10000000" },
  { "real-exponent", "123.456e78" },
  { "huge-exponent", "0.4e00669999999999999999999999999999999999999999999999999" },
  { "huge-integer", "100000000000000000000000000000000000000000000000000000" },
  { "escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u12aF\"" },
  { "escaped-nul", "\"\\u0000\"" },
  { "escaped-pair", "\"\\uD801\\udc37\"" },
  { "lone-high-surrogate", "\"\\ud800\"" },
  { "lone-low-surrogate", "\"\\uDFAA\"" },
  { "inverted-surrogates", "\"\\uDd1e\\uD834\"" },
  { "two-byte", "\"\xc2\x80\"" },
  { "three-byte", "\"\xed\x9f\xbf\xee\x80\x80\"" },
  { "four-byte", "\"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"" },
  { "noncharacter", "\"\xef\xbf\xbf\"" },
  { "delete", "\"\x7f\"" },
  { "mark-inside", "\"\xef\xbb\xbf\"" },
  { "line-separator", "\"\xe2\x80\xa8\"" },
  { "many-backslashes", "[\"\\\\\\\\\",\"\\\\\\\"\"]" },
};

#define SYNTAX HLC_ERROR_SYNTAX
#define ENCODING HLC_ERROR_ENCODING

static const Refused refused[] = {
  { "empty", "", 0, SYNTAX, "line 1, column 1: expected a value, but the text is empty" },
  { "space", " \n ", 0, SYNTAX, "line 2, column 2: expected a value, but the text ends" },
  { "nul", "\0", 1, SYNTAX, "line 1, column 1: expected a value, but found U+0000" },
  { "byte-order-mark", "\xef\xbb\xbf{}", 0, SYNTAX, "line 1, column 1: expected a value, but found U+FEFF" },
  { "utf-16", "\xff\xfe[\0]\0", 6, ENCODING, "line 1, column 1: expected UTF-8, but found the byte 0xFF" },
  { "two-documents", "{\"a\":1}{\"b\":2}", 0, SYNTAX,
    "line 1, column 8: expected nothing more after the end of the value, but found {" },
  { "two-numbers", "1 2", 0, SYNTAX, "line 1, column 3: *" },
  { "trailing-nul", "[]\0", 3, SYNTAX, "line 1, column 3: *" },
  { "trailing-bracket", "[1]]", 0, SYNTAX, "line 1, column 4: *" },
  { "array-trailing-comma", "[1,]", 0, SYNTAX, "line 1, column 4: expected a value, but found ]" },
  { "array-leading-comma", "[,1]", 0, SYNTAX, "line 1, column 2: expected a value or ], but found ," },
  { "array-two-commas", "[1,,2]", 0, SYNTAX, "line 1, column 4: *" },
  { "array-no-comma", "[\n1,\n  2 x]", 0, SYNTAX, "line 3, column 5: expected a comma or ], but found x" },
  { "array-unclosed", "[1", 0, SYNTAX, "line 1, column 3: expected a comma or ], but the text ends" },
  { "array-closed-as-object", "[1}", 0, SYNTAX, "line 1, column 3: expected a comma or ], but found }" },
  { "array-colon", "[1:2]", 0, SYNTAX, "line 1, column 3: *" },
  { "object-trailing-comma", "{\"a\":0,}", 0, SYNTAX,
    "line 1, column 8: expected a member name in double quotes, but found }" },
  { "object-number-name", "{1:1}", 0, SYNTAX,
    "line 1, column 2: expected a member name in double quotes, or }, but found 1" },
  { "object-single-quotes", "{'a':0}", 0, SYNTAX, "line 1, column 2: *" },
  { "object-bare-name", "{a:0}", 0, SYNTAX, "line 1, column 2: *" },
  { "object-no-colon", "{\"a\" 1}", 0, SYNTAX,
    "line 1, column 6: expected a colon after the member name, but found 1" },
  { "object-two-colons", "{\"a\"::1}", 0, SYNTAX, "line 1, column 6: expected a value, but found :" },
  { "object-no-value", "{\"a\":}", 0, SYNTAX, "line 1, column 6: expected a value, but found }" },
  { "object-no-comma", "{\"a\":1 \"b\":2}", 0, SYNTAX,
    "line 1, column 8: expected a comma or }, but found \"" },
  { "object-closed-as-array", "{\"a\":1]", 0, SYNTAX, "line 1, column 7: *" },
  { "object-unclosed", "{\"a\":1", 0, SYNTAX, "line 1, column 7: expected a comma or }, but the text ends" },
  { "lone-close", "]", 0, SYNTAX, "line 1, column 1: expected a value, but found ]" },
  { "comment", "[/*a*/1]", 0, SYNTAX, "line 1, column 2: *" },
  { "assignment", "var x = {};", 0, SYNTAX, "line 1, column 1: *" },
  { "single-quoted", "'a'", 0, SYNTAX, "line 1, column 1: *" },
  { "capital-true", "True", 0, SYNTAX, "line 1, column 1: *" },
  { "truncated-true", "tru", 0, SYNTAX, "line 1, column 1: expected the word true, but found t" },
  { "longer-null", "nullx", 0, SYNTAX, "line 1, column 5: *" },
  { "not-a-number", "NaN", 0, SYNTAX, "line 1, column 1: *" },
  { "infinity", "-Infinity", 0, SYNTAX, "line 1, column 2: expected a digit, but found I" },
  { "number-plus", "+1", 0, SYNTAX, "line 1, column 1: expected a value, but found +" },
  { "number-minus-only", "-", 0, SYNTAX, "line 1, column 2: expected a digit, but the text ends" },
  { "number-two-minus", "--1", 0, SYNTAX, "line 1, column 2: *" },
  { "number-leading-zero", "010", 0, SYNTAX,
    "line 1, column 2: expected no digit after a leading 0, but found 1" },
  { "number-minus-leading-zero", "-012", 0, SYNTAX, "line 1, column 3: *" },
  { "number-hexadecimal", "0x1F", 0, SYNTAX, "line 1, column 2: *" },
  { "number-bare-point", ".5", 0, SYNTAX, "line 1, column 1: *" },
  { "number-trailing-point", "1.", 0, SYNTAX,
    "line 1, column 3: expected a digit after the decimal point, but the text ends" },
  { "number-point-exponent", "2.e3", 0, SYNTAX, "line 1, column 3: *" },
  { "number-empty-exponent", "1e+", 0, SYNTAX,
    "line 1, column 4: expected a digit in the exponent, but the text ends" },
  { "number-two-points", "1.2.3", 0, SYNTAX, "line 1, column 4: *" },
  { "number-full-width", "\xef\xbc\x91", 0, SYNTAX, "line 1, column 1: expected a value, but found U+FF11" },
  { "string-unclosed", "\"abc", 0, SYNTAX, "line 1, column 5: expected a closing quote, but the text ends" },
  { "string-escaped-close", "\"abc\\\"", 0, SYNTAX, "line 1, column 7: *" },
  { "string-backslash-end", "\"\\", 0, SYNTAX,
    "line 1, column 3: expected one of \" \\ / b f n r t u after a backslash, but the text ends" },
  { "string-bad-escape", "\"\\x00\"", 0, SYNTAX,
    "line 1, column 3: expected one of \" \\ / b f n r t u after a backslash, but found x" },
  { "string-escaped-nul-byte", "\"\\\0\"", 4, SYNTAX, "line 1, column 3: *" },
  { "string-short-escape", "\"\\u00A\"", 0, SYNTAX,
    "line 1, column 7: expected four hexadecimal digits after \\u, but found \"" },
  { "string-capital-escape", "\"\\U0041\"", 0, SYNTAX, "line 1, column 3: *" },
  { "string-bad-hexadecimal", "\"\\uD834\\uDdxx\"", 0, SYNTAX, "line 1, column 12: *" },
  { "string-line-feed", "[\"a\nb\"]", 0, SYNTAX,
    "line 1, column 4: expected an escape such as \\n for a control character in a string, but found "
    "U+000A" },
  { "string-tab", "\"\t\"", 0, SYNTAX, "line 1, column 2: *" },
  { "string-last-control", "\"\x1f\"", 0, SYNTAX, "line 1, column 2: *" },
  { "string-nul", "\"a\0b\"", 5, SYNTAX, "line 1, column 3: *" },
  { "column-in-characters", "[\"\xc3\xa9\xf0\x9f\x98\x80\" x]", 0, SYNTAX, "line 1, column 7: *" },
  { "form-feed", "[\f]", 0, SYNTAX, "line 1, column 2: expected a value or ], but found U+000C" },
  { "no-break-space", "[\xc2\xa0]", 0, SYNTAX, "line 1, column 2: expected a value or ], but found U+00A0" },
  { "bad-byte", "\"\xff\"", 0, ENCODING, "line 1, column 2: expected UTF-8, but found the byte 0xFF" },
  { "bad-byte-outside", "[\xe5]", 0, ENCODING, "line 1, column 2: *" },
  { "bad-byte-in-escape", "\"\\u\xe5\"", 0, ENCODING, "line 1, column 4: *" },
  { "latin-1", "\"\xe9\"", 0, ENCODING, "line 1, column 2: *" },
  { "lone-continuation", "\"\x81\"", 0, ENCODING, "line 1, column 2: *" },
  { "overlong-two", "\"\xc0\xaf\"", 0, ENCODING, "line 1, column 2: *" },
  { "overlong-three", "\"\xe0\x80\xaf\"", 0, ENCODING, "line 1, column 2: *" },
  { "overlong-four", "\"\xf0\x8f\xbf\xbf\"", 0, ENCODING, "line 1, column 2: *" },
  { "utf-8-surrogate", "\"\xed\xa0\x80\"", 0, ENCODING, "line 1, column 2: *" },
  { "beyond-unicode", "\"\xf4\x90\x80\x80\"", 0, ENCODING, "line 1, column 2: *" },
  { "five-bytes", "\"\xf8\x88\x80\x80\x80\"", 0, ENCODING, "line 1, column 2: *" },
  { "truncated-character", "\"\xe2\x82", 0, ENCODING, "line 1, column 2: *" },
  { "truncated-by-quote", "\"\xe2\x82\"", 0, ENCODING, "line 1, column 2: *" },
};

/* The scanner gets an exact allocation, so that a sanitizer sees each byte read beyond it. */
static gboolean
scan_exact (const char *text, gsize length, HlcJsonLocation *location, GError **error)
{
  g_autofree char *copy = g_memdup2 (text, length);

  return hlc_json_scan (copy, length, location, error);
}

static void
test_accepted (gconstpointer data)
{
  const Accepted *test = data;
  g_autoptr (GError) error = NULL;
  gboolean is_accepted = scan_exact (test->text, strlen (test->text), NULL, &error);

  g_assert_no_error (error);
  g_assert_true (is_accepted);
}

static void
test_refused (gconstpointer data)
{
  const Refused *test = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *place = NULL;
  HlcJsonLocation location = { 0 };
  gsize length = test->length > 0 ? test->length : strlen (test->text);

  g_assert_false (scan_exact (test->text, length, &location, &error));
  g_assert_error (error, HLC_ERROR, (int) test->code);
  if (strchr (test->message, '*') == NULL)
    g_assert_cmpstr (error->message, ==, test->message);
  else if (!g_pattern_match_simple (test->message, error->message))
    g_error ("\"%s\" is not like \"%s\"", error->message, test->message);

  g_assert_cmpuint (location.offset, <=, length);
  place = g_strdup_printf ("line %u, column %u: ", location.line, location.column);
  g_assert_true (g_str_has_prefix (error->message, place));
}

static char *
make_nested (gsize depth, const char *open, const char *inner, const char *close)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, inner);
  for (gsize i = 0; i < depth; i++)
    g_string_append (text, close);

  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  static const struct
  {
    gsize depth;
    const char *open, *inner, *close;
    gboolean is_accepted;
  } tests[] = {
    { HLC_JSON_MAX_DEPTH, "[", "", "]", TRUE },
    { HLC_JSON_MAX_DEPTH, "{\"a\":", "0", "}", TRUE },
    { HLC_JSON_MAX_DEPTH / 2, "[{\"a\":", "0", "}]", TRUE },
    { HLC_JSON_MAX_DEPTH + 1, "[", "", "]", FALSE },
    { HLC_JSON_MAX_DEPTH + 1, "{\"a\":", "0", "}", FALSE },
    { HLC_JSON_MAX_DEPTH / 2, "[{\"a\":", "[]", "}]", FALSE },
    { 60000, "[", "", "]", FALSE },
    { 60000, "[", "", "", FALSE },
    { 60000, "{\"a\":", "0", "}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *text = make_nested (tests[i].depth, tests[i].open, tests[i].inner, tests[i].close);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (hlc_json_scan (text, strlen (text), NULL, &error), ==, tests[i].is_accepted);
      if (!tests[i].is_accepted)
        g_assert_error (error, HLC_ERROR, HLC_ERROR_TOO_DEEP);
    }
}

static void
test_many_siblings (void)
{
  g_autofree char *elements = make_nested (300, "[],", "[]", "");
  g_autofree char *text = g_strdup_printf ("[%s]", elements);

  g_assert_true (hlc_json_scan (text, strlen (text), NULL, NULL));
}

static void
test_large (void)
{
  const gsize size = 20 * 1024 * 1024;
  g_autofree char *text = g_malloc (size);
  HlcJsonLocation location;

  for (gsize i = 0; i + 1 < size; i += 2)
    memcpy (text + i, "0,", 2);
  text[0] = '[';
  text[1] = ' ';
  text[size - 1] = ']';
  g_assert_true (hlc_json_scan (text, size, NULL, NULL));

  text[size - 1] = ' ';
  g_assert_false (hlc_json_scan (text, size, &location, NULL));
  g_assert_cmpuint (location.offset, ==, size);
  g_assert_cmpuint (location.column, ==, size + 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autofree char *path = g_strconcat ("/json-scanner/accepted/", accepted[i].name, NULL);

      g_test_add_data_func (path, &accepted[i], test_accepted);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/json-scanner/refused/", refused[i].name, NULL);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  g_test_add_func ("/json-scanner/depth", test_depth);
  g_test_add_func ("/json-scanner/many-siblings", test_many_siblings);
  g_test_add_func ("/json-scanner/large", test_large);

  return g_test_run ();
}
