/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "hlc-suggestion.h"

static HlcJsonDocument *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  HlcJsonDocument *document = hlc_json_document_new (bytes, NULL, &error);

  g_assert_no_error (error);
  return document;
}

typedef struct
{
  const char *name;
  const char *arguments;
  const char *values[3];
  const char *comment;
} ComposeCase;

static const ComposeCase compose_cases[] = {
  { "nothing", "{\"to\":\"a\",\"amount\":5}", { NULL, NULL }, NULL },
  { "equal", "{\"amount\":5}", { "5" }, NULL },
  { "equal-other-escape", "{\"to\":\"\\u0061\"}", { "\"a\"" }, NULL },
  { "one",
    "{\"to\":\"a\",\"amount\":5}",
    { NULL, "3" },
    "Call it again with: amount=3 (was 5). Leave the other arguments as they are." },
  { "all",
    "{\"to\":\"a\",\"amount\":5}",
    { "\"b@example.com\"", "3" },
    "Call it again with: to=\"b@example.com\" (was \"a\"), amount=3 (was 5)." },
  { "long-old-value",
    "{\"body\":\"0123456789012345678901234567890123456789\"}",
    { "\"short\"" },
    "Call it again with: body=\"short\"." },
  { "nested", "{\"items\":[1,2]}", { "[1, 2, 3]" }, "Call it again with: items=[1, 2, 3] (was [1,2])." },
  { "type", "{\"when\":\"now\"}", { "null" }, "Call it again with: when=null (was \"now\")." },
  { "big-number",
    "{\"n\":12345678901234567890}",
    { "12345678901234567891" },
    "Call it again with: n=12345678901234567891 (was 12345678901234567890)." },
};

static void
test_compose (gconstpointer user_data)
{
  const ComposeCase *one = user_data;
  g_autoptr (HlcJsonDocument) document = parse (one->arguments);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autofree char *comment = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (one->values); i++)
    g_ptr_array_add (values, (gpointer) one->values[i]);
  comment = hlc_suggestion_compose (hlc_json_document_get_root (document), values);

  g_assert_cmpstr (comment, ==, one->comment);
}

typedef struct
{
  const char *name;
  const char *value;
  const char *text;
  gboolean is_json;
} TextCase;

static const TextCase text_cases[] = {
  { "string", "\"a \\\"quoted\\\" one\"", "a \"quoted\" one", FALSE },
  { "nul", "\"ls\\u0000 && rm\"", "\"ls\\u0000 && rm\"", TRUE },
  { "number", "1e400", "1e400", TRUE },
  { "boolean", "true", "true", TRUE },
  { "null", "null", "null", TRUE },
};

/* What is edited and left alone reads back as it was. */
static void
test_text (gconstpointer user_data)
{
  const TextCase *one = user_data;
  g_autoptr (HlcJsonDocument) document = parse (one->value);
  g_autoptr (GError) error = NULL;
  gboolean is_json = FALSE;
  g_autofree char *text = hlc_suggestion_dup_text (hlc_json_document_get_root (document), &is_json);
  g_autofree char *json = hlc_suggestion_read_text (text, is_json, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, one->text);
  g_assert_cmpint (is_json, ==, one->is_json);
  g_assert_cmpstr (json, ==, one->value);
}

static void
test_bad_json (void)
{
  HlcJsonLocation location = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_null (hlc_suggestion_read_text ("{\n  \"a\": nope\n}", TRUE, &location, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_SYNTAX);
  g_assert_cmpuint (location.line, ==, 2);
  g_assert_cmpuint (location.column, ==, 8);
}

static void
test_repeated_name (void)
{
  HlcJsonLocation location = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_null (hlc_suggestion_read_text ("{\"a\": 1,\n\"a\": 2}", TRUE, &location, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_DUPLICATE_NAME);
  g_assert_cmpuint (location.line, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (compose_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/suggestion/compose/", compose_cases[i].name, NULL);

      g_test_add_data_func (path, &compose_cases[i], test_compose);
    }
  for (guint i = 0; i < G_N_ELEMENTS (text_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/suggestion/text/", text_cases[i].name, NULL);

      g_test_add_data_func (path, &text_cases[i], test_text);
    }
  g_test_add_func ("/core/suggestion/bad-json", test_bad_json);
  g_test_add_func ("/core/suggestion/repeated-name", test_repeated_name);

  return g_test_run ();
}
