/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-reprint.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  HlcJsonStyle style;
  gboolean ascii_only;
  gboolean sort_names;
  const char *expected;
} Case;

#define NESTED "\t{ \"b\" : [1.0, 2e5,true ,null ] , \"a\":{\n}, \"\\u0061a\":[ ] }\n"

/* What JSON.stringify() and json.dumps() print for the same values. */
static const Case cases[] = {
  { "compact", NESTED, HLC_JSON_COMPACT, FALSE, FALSE, "{\"b\":[1.0,2e5,true,null],\"a\":{},\"aa\":[]}" },
  { "spaced", NESTED, HLC_JSON_SPACED, FALSE, FALSE,
    "{\"b\": [1.0, 2e5, true, null], \"a\": {}, \"aa\": []}" },
  { "indented", NESTED, HLC_JSON_INDENTED, FALSE, FALSE,
    "{\n  \"b\": [\n    1.0,\n    2e5,\n    true,\n    null\n  ],\n  \"a\": {},\n  \"aa\": []\n}" },
  { "sorted", NESTED, HLC_JSON_COMPACT, FALSE, TRUE, "{\"a\":{},\"aa\":[],\"b\":[1.0,2e5,true,null]}" },
  { "sorted-inside", "[{\"b\":{\"d\":1,\"c\":2},\"a\":3}]", HLC_JSON_SPACED, FALSE, TRUE,
    "[{\"a\": 3, \"b\": {\"c\": 2, \"d\": 1}}]" },
  { "scalar", " 12 ", HLC_JSON_INDENTED, FALSE, FALSE, "12" },
  { "empty-array", "[ \n]", HLC_JSON_INDENTED, FALSE, FALSE, "[]" },
  { "ascii", "[\"caf\303\251 \360\237\230\200 \\/\"]", HLC_JSON_COMPACT, TRUE, FALSE,
    "[\"caf\\u00e9 \\ud83d\\ude00 /\"]" },
  { "unicode", "[\"caf\\u00E9 \\uD83D\\ude00\"]", HLC_JSON_COMPACT, FALSE, FALSE,
    "[\"caf\303\251 \360\237\230\200\"]" },
  { "escapes", "[\"\\b\\f\\n\\r\\t\\\"\\\\\\u0001\\u000a\\u007f\\u0000bnrtf\"]", HLC_JSON_COMPACT, TRUE,
    FALSE, "[\"\\b\\f\\n\\r\\t\\\"\\\\\\u0001\\n\177\\u0000bnrtf\"]" },
  { "lone-surrogates", "[\"\\uD83D\",\"\\ude00x\",\"\\ud83d\\u0041\"]", HLC_JSON_COMPACT, FALSE, FALSE,
    "[\"\\ud83d\",\"\\ude00x\",\"\\ud83dA\"]" },
  { "sort-by-code-point", "{\"\\uffee\":1,\"\\ud83d\\ude00\":2,\"z\":3,\"\":4}", HLC_JSON_COMPACT, TRUE, TRUE,
    "{\"\":4,\"z\":3,\"\\uffee\":1,\"\\ud83d\\ude00\":2}" },
  { "strings-with-brackets", "{\"a]\\\"}\":\"[{,:\"}", HLC_JSON_SPACED, FALSE, FALSE,
    "{\"a]\\\"}\": \"[{,:\"}" },
};

static void
test_print (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = g_bytes_new_static (test->text, strlen (test->text));
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (text, NULL, &error);
  g_autoptr (HlcJsonReprint) reprint = NULL;
  g_autoptr (GBytes) printed = NULL;
  g_autofree char *string = NULL;

  g_assert_no_error (error);
  reprint = hlc_json_reprint_new (document);
  printed = hlc_json_reprint_print (reprint, test->style, test->ascii_only, test->sort_names);
  string = g_strndup (g_bytes_get_data (printed, NULL), g_bytes_get_size (printed));

  g_assert_cmpstr (string, ==, test->expected);
}

static void
test_deepest (void)
{
  g_autofree char *open = g_strnfill (HLC_JSON_MAX_DEPTH, '[');
  g_autofree char *close = g_strnfill (HLC_JSON_MAX_DEPTH, ']');
  char *string = g_strconcat (open, close, NULL);
  g_autoptr (GBytes) text = g_bytes_new_take (string, strlen (string));
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (text, NULL, NULL);
  g_autoptr (HlcJsonReprint) reprint = NULL;
  g_autoptr (GBytes) printed = NULL;

  g_assert_nonnull (document);
  reprint = hlc_json_reprint_new (document);
  printed = hlc_json_reprint_print (reprint, HLC_JSON_COMPACT, FALSE, TRUE);
  g_assert_true (g_bytes_equal (text, printed));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/json-reprint/print/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_print);
    }
  g_test_add_func ("/json-reprint/deepest", test_deepest);

  return g_test_run ();
}
