/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-document.h"

#include <string.h>

static HlcJsonDocument *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  HlcJsonDocument *document = hlc_json_document_new (bytes, NULL, NULL);

  g_assert_nonnull (document);

  return document;
}

static void
test_table (void)
{
  static const struct
  {
    const char *text;
    guint column; /* of the repeated name; 0: there is none */
  } tests[] = {
    { "12", 0 },
    { "{}", 0 },
    { "[]", 0 },
    { "[\"a\",\"a\"]", 0 },
    { "{\"a\":\"a\",\"b\":\"a\"}", 0 },
    { "{\"a\":{\"a\":{\"a\":1}}}", 0 },
    { "[{\"a\":1},{\"a\":1}]", 0 },
    { "{\"a\":{\"b\":1},\"c\":{\"b\":1}}", 0 },
    { "{\"a\":1,\"A\":2,\"a \":3}", 0 },
    { "{\"a\":1,\"a\\u0000\":2}", 0 },
    { "{\"a\":1,\"a\":2}", 8 },
    { "{\"a\":1,\"b\":2,\"a\":3}", 14 },
    { "{\"\":1,\"\":2}", 7 },
    { "{\"a\":1,\"\\u0061\":2}", 8 },
    { "{\"\\u0061\":1,\"a\":2}", 13 },
    { "{\"/\":1,\"\\/\":2}", 8 },
    { "{\"a\":1,\"b\":{\"x\":[{}]},\"a\":3}", 23 },
    { "[0,[{\"a\":{\"k\":1,\"k\":2}}]]", 17 },
    { "{\"b\":1,\"a\":1,\"a\":2,\"b\":3}", 14 },
    { "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":0}", 0 },
    { "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"c\":0,\"a\":1}", 56 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse (tests[i].text);
      HlcJsonValue root = hlc_json_document_get_root (document);
      HlcJsonLocation location;
      HlcJsonValue name;

      g_assert_cmpint (hlc_json_value_find_duplicate (root, &name), ==, tests[i].column > 0);
      g_assert_cmpint (hlc_json_value_find_duplicate (root, NULL), ==, tests[i].column > 0);
      if (tests[i].column == 0)
        continue;
      g_assert_cmpint (hlc_json_value_get_type (name), ==, HLC_JSON_STRING);
      hlc_json_value_get_location (name, &location);
      g_assert_cmpuint (location.column, ==, tests[i].column);
    }
}

/* Only what is inside of the value counts, and places are those of the document. */
static void
test_inside (void)
{
  g_autoptr (HlcJsonDocument) document = parse ("{\"a\":1,\"spec\":{\"k\":1,\"k\":2},\"a\":2,\"o\":{}}");
  HlcJsonValue root = hlc_json_document_get_root (document);
  HlcJsonValue member, name;

  g_assert_true (hlc_json_value_get_member (root, "spec", &member));
  g_assert_true (hlc_json_value_find_duplicate (member, &name));
  g_assert_cmpuint (name.offset, ==, 21);
  g_assert_cmpuint (name.length, ==, 3);
  g_assert_true (hlc_json_value_get_member (root, "o", &member));
  g_assert_false (hlc_json_value_find_duplicate (member, &name));
}

static void
test_many_names (void)
{
  g_autoptr (GString) text = g_string_new ("{");
  gsize repeated;

  for (guint i = 0; i < 300000; i++)
    g_string_append_printf (text, "\"n%u\":{},", i);
  repeated = text->len;
  g_string_append (text, "\"last\":0}");

  {
    g_autoptr (HlcJsonDocument) document = parse (text->str);

    g_assert_false (hlc_json_value_find_duplicate (hlc_json_document_get_root (document), NULL));
  }

  g_string_truncate (text, repeated);
  g_string_append (text, "\"n\\u0034711\":0}");
  {
    g_autoptr (HlcJsonDocument) document = parse (text->str);
    HlcJsonValue name;

    g_assert_true (hlc_json_value_find_duplicate (hlc_json_document_get_root (document), &name));
    g_assert_cmpuint (name.offset, ==, repeated);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-duplicate/table", test_table);
  g_test_add_func ("/json-duplicate/inside", test_inside);
  g_test_add_func ("/json-duplicate/many-names", test_many_names);

  return g_test_run ();
}
