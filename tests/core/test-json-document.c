/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-document.h"

#include <string.h>

static HlcJsonDocument *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  HlcJsonDocument *document = hlc_json_document_new (bytes, NULL, &error);

  g_assert_no_error (error);

  return document;
}

static void
assert_text (HlcJsonValue value, const char *expected)
{
  gsize length;
  const char *text = hlc_json_value_get_text (value, &length);

  g_assert_cmpmem (text, length, expected, strlen (expected));
}

static void
test_refused (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("[1,\n 2", 6);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;
  HlcJsonLocation location;

  g_assert_null (hlc_json_document_new (bytes, &location, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_SYNTAX);
  g_assert_cmpuint (location.offset, ==, 6);
  g_assert_cmpuint (location.line, ==, 2);
  g_assert_cmpuint (location.column, ==, 3);
  g_assert_null (hlc_json_document_new (empty, NULL, NULL));
}

static void
test_text_is_kept (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (" {\"n\": 1.50e1} \n", 16);
  HlcJsonDocument *document = hlc_json_document_new (bytes, NULL, NULL);
  g_autoptr (GBytes) number = NULL;
  HlcJsonValue member;

  g_assert_true (hlc_json_document_get_text (document) == bytes);
  assert_text (hlc_json_document_get_root (document), "{\"n\": 1.50e1}");
  g_assert_true (hlc_json_value_get_member (hlc_json_document_get_root (document), "n", &member));
  number = hlc_json_value_dup_text (member);

  /* A text that was handed out outlives the document. */
  hlc_json_document_unref (hlc_json_document_ref (document));
  hlc_json_document_unref (document);
  g_assert_cmpmem (g_bytes_get_data (number, NULL), g_bytes_get_size (number), "1.50e1", 6);
}

static void
test_types (void)
{
  static const struct
  {
    const char *text;
    HlcJsonType type;
    const char *name;
  } tests[] = {
    { "null", HLC_JSON_NULL, "null" },    { "false", HLC_JSON_FALSE, "boolean" },
    { "true", HLC_JSON_TRUE, "boolean" }, { "-1", HLC_JSON_NUMBER, "number" },
    { "0", HLC_JSON_NUMBER, "number" },   { "\"x\"", HLC_JSON_STRING, "string" },
    { "[1]", HLC_JSON_ARRAY, "array" },   { " {} ", HLC_JSON_OBJECT, "object" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse (tests[i].text);
      HlcJsonType type = hlc_json_value_get_type (hlc_json_document_get_root (document));

      g_assert_cmpint (type, ==, tests[i].type);
      g_assert_cmpstr (hlc_json_type_get_name (type), ==, tests[i].name);
    }
}

static void
test_strings (void)
{
  static const struct
  {
    const char *text;
    const char *decoded;
    gsize length;
  } tests[] = {
    { "\"\"", "", 0 },
    { "\"plain\"", "plain", 5 },
    { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t", 8 },
    { "\"a\\u0062c\"", "abc", 3 },
    { "\"\\u00e9\xc3\xa9\"", "\xc3\xa9\xc3\xa9", 4 },
    { "\"\\uD83D\\uDE00\"", "\xf0\x9f\x98\x80", 4 },
    { "\"\\ud800\"", "\xef\xbf\xbd", 3 },
    { "\"\\udc00\"", "\xef\xbf\xbd", 3 },
    { "\"\\ud800x\"", "\xef\xbf\xbdx", 4 },
    { "\"\\ud800\\n\"", "\xef\xbf\xbd\n", 4 },
    { "\"\\ud800\\u0041\"",
      "\xef\xbf\xbd"
      "A",
      4 },
    { "\"\\ud800\\ud83d\\ude00\"", "\xef\xbf\xbd\xf0\x9f\x98\x80", 7 },
    { "\"\\ud800\\ue000\"", "\xef\xbf\xbd\xee\x80\x80", 6 },
    { "\"ls\\u0000 && rm\"", "ls\0 && rm", 9 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse (tests[i].text);
      gsize length;
      g_autofree char *decoded = hlc_json_value_dup_string (hlc_json_document_get_root (document), &length);

      g_assert_cmpmem (decoded, length, tests[i].decoded, tests[i].length);
      g_assert_cmpint (decoded[length], ==, '\0');
    }
}

static void
test_no_string (void)
{
  g_autoptr (HlcJsonDocument) document = parse ("12");

  g_assert_null (hlc_json_value_dup_string (hlc_json_document_get_root (document), NULL));
}

static void
test_integers (void)
{
  static const struct
  {
    const char *text;
    gboolean is_integer;
    gint64 number;
  } tests[] = {
    { "0", TRUE, 0 },
    { "-0", TRUE, 0 },
    { "-7", TRUE, -7 },
    { "9223372036854775807", TRUE, G_MAXINT64 },
    { "9223372036854775808", FALSE },
    { "-9223372036854775808", TRUE, G_MININT64 },
    { "-9223372036854775809", FALSE },
    { "18446744073709551617", FALSE },
    { "12345678901234567890123", FALSE },
    { "1.0", FALSE },
    { "1e3", FALSE },
    { "\"1\"", FALSE },
    { "true", FALSE },
    { "[]", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse (tests[i].text);
      gint64 number = 99;

      g_assert_cmpint (hlc_json_value_get_int (hlc_json_document_get_root (document), &number), ==,
                       tests[i].is_integer);
      g_assert_cmpint (number, ==, tests[i].is_integer ? tests[i].number : 99);
    }
}

static void
test_members (void)
{
  static const struct
  {
    const char *text;
    const char *name;
    const char *member;
  } tests[] = {
    { "{\"fn\":1}", "fn", "1" },
    { "{\"f\\u006e\":1}", "fn", "1" },
    { "{\"a\":{\"fn\":0},\"fn\":[1, 2]}", "fn", "[1, 2]" },
    { "{\"fn\":1,\"fn\":2}", "fn", "1" },
    { "{\"\":\"}\"}", "", "\"}\"" },
    { "{\"fnx\":1,\"f\":2}", "fn", NULL },
    { "{\"fn\\u0000\":1}", "fn", NULL },
    { "{\"a\":\"fn\"}", "fn", NULL },
    { "{}", "fn", NULL },
    { "[\"fn\",1]", "fn", NULL },
    { "\"fn\"", "fn", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse (tests[i].text);
      HlcJsonValue root = hlc_json_document_get_root (document);
      HlcJsonValue member;

      g_assert_cmpint (hlc_json_value_get_member (root, tests[i].name, &member), ==, tests[i].member != NULL);
      if (tests[i].member != NULL)
        assert_text (member, tests[i].member);
    }
}

static void
test_iterator (void)
{
  static const struct
  {
    const char *text;
    const char *items; /* name=value or value, each followed by a semicolon */
  } tests[] = {
    { "[]", "" },
    { " [ ] ", "" },
    { "{ }", "" },
    { "12", "" },
    { "\"[1]\"", "" },
    { "[1,2]", "1;2;" },
    { "[ [1,[2]] ,\n\"]\" , {\"a\":\"}\"} ]", "[1,[2]];\"]\";{\"a\":\"}\"};" },
    { "[\"\\\\\",\"\\\"\"]", "\"\\\\\";\"\\\"\";" },
    { "{\"a\":1,\"b\":{}}", "\"a\"=1;\"b\"={};" },
    { "{ \"a:\" : true , \"}\" : null }", "\"a:\"=true;\"}\"=null;" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse (tests[i].text);
      g_autoptr (GString) items = g_string_new (NULL);
      HlcJsonIter iter;
      HlcJsonValue name = { 0 }, value;
      gsize length;

      hlc_json_iter_init (&iter, hlc_json_document_get_root (document));
      while (hlc_json_iter_next (&iter, &name, &value))
        {
          if (name.document != NULL)
            {
              const char *text = hlc_json_value_get_text (name, &length);

              g_string_append_len (items, text, (gssize) length);
              g_string_append_c (items, '=');
            }
          g_string_append_len (items, hlc_json_value_get_text (value, &length), (gssize) value.length);
          g_string_append_c (items, ';');
        }
      g_assert_cmpstr (items->str, ==, tests[i].items);
    }
}

static void
test_location (void)
{
  g_autoptr (HlcJsonDocument) document = parse ("{\n  \"é\": 1,\r\n  \"b\": 2\n}");
  HlcJsonLocation location;
  HlcJsonValue member;

  g_assert_true (hlc_json_value_get_member (hlc_json_document_get_root (document), "é", &member));
  hlc_json_value_get_location (member, &location);
  g_assert_cmpuint (location.line, ==, 2);
  g_assert_cmpuint (location.column, ==, 8);
  g_assert_cmpuint (location.offset, ==, 10);

  g_assert_true (hlc_json_value_get_member (hlc_json_document_get_root (document), "b", &member));
  hlc_json_value_get_location (member, &location);
  g_assert_cmpuint (location.line, ==, 3);
  g_assert_cmpuint (location.column, ==, 8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-document/refused", test_refused);
  g_test_add_func ("/json-document/text-is-kept", test_text_is_kept);
  g_test_add_func ("/json-document/types", test_types);
  g_test_add_func ("/json-document/strings", test_strings);
  g_test_add_func ("/json-document/no-string", test_no_string);
  g_test_add_func ("/json-document/integers", test_integers);
  g_test_add_func ("/json-document/members", test_members);
  g_test_add_func ("/json-document/iterator", test_iterator);
  g_test_add_func ("/json-document/location", test_location);

  return g_test_run ();
}
