/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-document.h"

#include <string.h>

typedef struct
{
  const char *a;
  const char *b;
  gboolean is_equal;
} Comparison;

static const Comparison comparisons[] = {
  { "null", " null ", TRUE },
  { "null", "false", FALSE },
  { "true", "false", FALSE },
  { "\"true\"", "true", FALSE },
  { "\"1\"", "1", FALSE },
  { "\"a\"", "\"\\u0061\"", TRUE },
  { "\"a\\u0000b\"", "\"a\\u0000c\"", FALSE },
  { "\"\\/\"", "\"/\"", TRUE },
  { "\"\"", "\"\\u0000\"", FALSE },
  { "1", "1.0", TRUE },
  { "100", "1e2", TRUE },
  { "-5", "-5.0", TRUE },
  { "5", "-5", FALSE },
  { "999999999999999", "999999999999999.0", TRUE },
  { "-99999999999999", "-99999999999999.0", TRUE },
  { "1000000000000001", "1000000000000001.0", TRUE },
  { "1000000000000001", "1000000000000002", FALSE },
  { "0", "-0", TRUE },
  { "0", "-0.0", TRUE },
  { "0", "0.0e5", TRUE },
  { "1", "2", FALSE },
  { "0.1", "0.10000000000000000000001", TRUE },
  { "0.1", "0.11", FALSE },
  { "9007199254740991", "9007199254740991.0", TRUE },
  { "9007199254740993", "9007199254740992", FALSE },
  { "9007199254740993", "9007199254740993", TRUE },
  { "12345678901234567890", "12345678901234567891", FALSE },
  { "-12345678901234567890", "-12345678901234567891", FALSE },
  { "1e400", "2e400", FALSE },
  { "1e400", "-1e400", FALSE },
  { "[1e400]", "[ 1e400]", TRUE },
  { "[]", "[ ]", TRUE },
  { "[]", "{}", FALSE },
  { "[]", "[[]]", FALSE },
  { "[[],[]]", "[[[]]]", FALSE },
  { "[1,2]", "[1, 2]", TRUE },
  { "[1,2]", "[2,1]", FALSE },
  { "[1]", "[1,1]", FALSE },
  { "[[1],2]", "[1,[2]]", FALSE },
  { "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", TRUE },
  { "{\"a\":1,\"b\":2}", "{\"a\":2,\"b\":1}", FALSE },
  { "{\"a\":1}", "{\"a\":1,\"b\":null}", FALSE },
  { "{\"a\":1}", "{\"\\u0061\":1}", TRUE },
  { "{\"a\":{\"x\":[1,{\"p\":1,\"q\":2}],\"y\":0}}", "{\"a\":{\"y\":0,\"x\":[1,{\"q\":2,\"p\":1}]}}", TRUE },
  { "{\"a\":{\"b\":1}}", "{\"b\":{\"a\":1}}", FALSE },
  { "{\"a\":{},\"b\":[]}", "{\"a\":[],\"b\":{}}", FALSE },
  { "{\"a\":1,\"a\":2}", "{\"a\":2,\"a\":1}", TRUE },
  { "{\"a\":1,\"a\":1}", "{\"a\":1}", FALSE },
  { "[\"ab\",\"c\"]", "[\"a\",\"bc\"]", FALSE },
};

static HlcJsonDocument *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  HlcJsonDocument *document = hlc_json_document_new (bytes, NULL, NULL);

  g_assert_nonnull (document);

  return document;
}

static void
test_equal (gconstpointer data)
{
  const Comparison *test = data;
  g_autoptr (HlcJsonDocument) a = parse (test->a);
  g_autoptr (HlcJsonDocument) b = parse (test->b);
  HlcJsonValue root_a = hlc_json_document_get_root (a);
  HlcJsonValue root_b = hlc_json_document_get_root (b);

  g_assert_cmpint (hlc_json_value_equal (root_a, root_b), ==, test->is_equal);
  g_assert_cmpint (hlc_json_value_equal (root_b, root_a), ==, test->is_equal);
}

/* Numbers longer than are worth a conversion go by their text. */
static void
test_long_number (void)
{
  g_autofree char *digits = g_strnfill (200, '0');
  g_autofree char *number = g_strdup_printf ("[0.1%s]", digits);
  g_autofree char *spaced = g_strdup_printf ("[ 0.1%s ]", digits);
  g_autoptr (HlcJsonDocument) a = parse (number);
  g_autoptr (HlcJsonDocument) b = parse (spaced);

  g_assert_true (hlc_json_value_equal (hlc_json_document_get_root (a), hlc_json_document_get_root (b)));
}

/* Two orders at each of 128 levels: matching members by name would read the innermost text 128 times. */
static void
test_deep (void)
{
  g_autoptr (GString) text_a = g_string_new ("0");
  g_autoptr (GString) text_b = g_string_new ("0.0");

  for (guint i = 0; i < HLC_JSON_MAX_DEPTH; i++)
    {
      g_string_prepend (text_a, "{\"x\":1,\"y\":");
      g_string_append (text_a, "}");
      g_string_prepend (text_b, "{\"y\":");
      g_string_append (text_b, ",\"x\":1}");
    }

  {
    g_autoptr (HlcJsonDocument) a = parse (text_a->str);
    g_autoptr (HlcJsonDocument) b = parse (text_b->str);

    g_assert_true (hlc_json_value_equal (hlc_json_document_get_root (a), hlc_json_document_get_root (b)));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (comparisons); i++)
    {
      g_autofree char *path = g_strdup_printf ("/json-compare/equal/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (path, &comparisons[i], test_equal);
    }
  g_test_add_func ("/json-compare/long-number", test_long_number);
  g_test_add_func ("/json-compare/deep", test_deep);

  return g_test_run ();
}
