/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-shape.h"

#include <string.h>

#include "json-input.h"

static const HlcShapeField INNER[] = {
  { "name", HLC_SHAPE_FILLED, TRUE, NULL, FALSE },
  { NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
};

static const HlcShapeField OUTER[] = {
  { "text", HLC_SHAPE_TEXT, FALSE, NULL, FALSE },       { "filled", HLC_SHAPE_FILLED, FALSE, NULL, FALSE },
  { "boolean", HLC_SHAPE_BOOLEAN, FALSE, NULL, FALSE }, { "any", HLC_SHAPE_OBJECT, FALSE, NULL, FALSE },
  { "own", HLC_SHAPE_OBJECT, FALSE, NULL, TRUE },       { "inner", HLC_SHAPE_OBJECT, FALSE, INNER, FALSE },
  { "inners", HLC_SHAPE_OBJECTS, FALSE, INNER, FALSE }, { "texts", HLC_SHAPE_TEXTS, FALSE, NULL, FALSE },
  { NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE },
};

static GPtrArray *
check (const char *text, const HlcShapeField *fields)
{
  GPtrArray *problems = hlc_problems_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, &error);

  g_assert_no_error (error);
  hlc_shape_check (hlc_json_document_get_root (document), "body", fields, problems);
  return problems;
}

static void
test_types (void)
{
  static const struct
  {
    const char *text;
    const char *problems;
  } CASES[] = {
    { "{}", "" },
    { "{\"text\":null,\"filled\":null,\"boolean\":null,\"any\":null,\"own\":null,\"inner\":null,\"inners\":"
      "null,"
      "\"texts\":null}",
      "" },
    { "{\"text\":\"\",\"filled\":\"a\",\"boolean\":false,\"any\":{},\"own\":{},\"inner\":{\"name\":\"n\"},"
      "\"inners\":[],\"texts\":[]}",
      "" },
    { "{\"boolean\":true,\"unknown\":[1,{\"a\":1e400}]}", "" },
    { "{\"text\":1}", "body.text string_type" },
    { "{\"text\":[]}", "body.text string_type" },
    { "{\"filled\":{}}", "body.filled string_type" },
    { "{\"filled\":\"\"}", "body.filled string_too_short" },
    { "{\"text\":\"a\\u0000b\"}", "body.text value_error" },
    { "{\"filled\":\"\\u0000\"}", "body.filled value_error" },
    { "{\"boolean\":\"true\"}", "body.boolean bool_type" },
    { "{\"boolean\":0}", "body.boolean bool_type" },
    { "{\"any\":[]}", "body.any dict_type" },
    { "{\"any\":\"{}\"}", "body.any dict_type" },
    { "{\"inner\":{}}", "body.inner.name missing" },
    { "{\"inner\":{\"name\":null}}", "body.inner.name string_type" },
    { "{\"inner\":{\"name\":7}}", "body.inner.name string_type" },
    { "{\"inners\":{}}", "body.inners list_type" },
    { "{\"inners\":[{\"name\":\"a\"},7,{}]}", "body.inners.1 dict_type, body.inners.2.name missing" },
    { "{\"inners\":[null]}", "body.inners.0 dict_type" },
    { "{\"texts\":[\"a\",null,\"\",\"\\u0000\"]}", "body.texts.1 string_type, body.texts.3 value_error" },
    { "{\"texts\":\"a\"}", "body.texts list_type" },
    { "{\"text\":\"a\",\"text\":\"a\"}", "body value_error" },
    { "{\"x\":1,\"\\u0078\":2}", "body value_error" },
    { "{\"x\":{\"y\":1,\"y\":2}}", "" },
    { "{\"any\":{\"x\":[{\"y\":1,\"y\":2}]}}", "body.any value_error" },
    { "{\"own\":{\"x\":[{\"y\":1,\"y\":2}],\"x\":1}}", "" },
    { "{\"inner\":{\"name\":\"a\",\"name\":\"b\"}}", "body.inner value_error" },
    { "{\"text\":1,\"boolean\":1,\"texts\":1}",
      "body.text string_type, body.boolean bool_type, body.texts list_type" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GPtrArray) problems = check (CASES[i].text, OUTER);
      g_autofree char *found = describe_problems (problems);

      g_test_message ("%s", CASES[i].text);
      g_assert_cmpstr (found, ==, CASES[i].problems);
    }
}

/* A model reads the answer: it is told a few things, each with its path, and not a thousand. */
static void
test_sentence (void)
{
  g_autoptr (GPtrArray) problems = check ("{\"inner\":{},\"text\":1}", OUTER);
  g_autoptr (GPtrArray) of_body = hlc_problems_new ();
  g_autofree char *sentence = hlc_problems_to_sentence (problems);
  g_autofree char *body_sentence = NULL;

  g_assert_cmpstr (
      sentence, ==,
      "text: It must be a string, but its type is number. inner.name: It is required: send a string.");

  hlc_problems_add (of_body, "body", "dict_type", "Send %s.", "an object");
  body_sentence = hlc_problems_to_sentence (of_body);
  g_assert_cmpstr (body_sentence, ==, "body: Send an object.");
}

static void
test_number_is_bounded (void)
{
  g_autoptr (GString) text = g_string_new ("{\"texts\":[0");
  g_autoptr (GPtrArray) problems = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, ",0");
  g_string_append (text, "]}");

  problems = check (text->str, OUTER);
  g_assert_cmpuint (problems->len, ==, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shape/types", test_types);
  g_test_add_func ("/shape/sentence", test_sentence);
  g_test_add_func ("/shape/number-is-bounded", test_number_is_bounded);
  return g_test_run ();
}
