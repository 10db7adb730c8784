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
test_string (void)
{
  static const struct
  {
    const char *text;
    gboolean required;
    const char *value;
    const char *message;
  } tests[] = {
    { "{\"fn\":\"a\\u0062\"}", TRUE, "ab", NULL },
    { "{\"fn\":\"\"}", TRUE, "", NULL },
    { "{\"fn\":null}", FALSE, NULL, NULL },
    { "{}", FALSE, NULL, NULL },
    { "{}", TRUE, NULL, "fn must be a string, but is missing" },
    { "{\"fn\":null}", TRUE, NULL, "fn must be a string, but is null" },
    { "{\"fn\":12}", TRUE, NULL, "fn must be a string, but is a number" },
    { "{\"fn\":12}", FALSE, NULL, "fn must be a string, but is a number" },
    { "{\"fn\":[]}", FALSE, NULL, "fn must be a string, but is an array" },
    { "{\"fn\":{}}", FALSE, NULL, "fn must be a string, but is an object" },
    { "{\"fn\":false}", FALSE, NULL, "fn must be a string, but is a boolean" },
    { "{\"fn\":\"ls\\u0000 && rm\"}", FALSE, NULL,
      "fn must not contain the character U+0000; remove it from the string" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse (tests[i].text);
      HlcJsonValue root = hlc_json_document_get_root (document);
      g_autoptr (GError) error = NULL;
      g_autofree char *value = NULL;

      g_assert_cmpint (hlc_json_read_string (root, "fn", tests[i].required, &value, &error), ==,
                       tests[i].message == NULL);
      g_assert_cmpstr (value, ==, tests[i].value);
      if (tests[i].message != NULL)
        {
          g_assert_error (error, HLC_ERROR, HLC_ERROR_SHAPE);
          g_assert_cmpstr (error->message, ==, tests[i].message);
        }
    }
}

static void
test_boolean (void)
{
  static const struct
  {
    const char *text;
    gboolean is_set;
    gboolean value;
    const char *message;
  } tests[] = {
    { "{\"approved\":true}", TRUE, TRUE, NULL },
    { "{\"approved\":false}", TRUE, FALSE, NULL },
    { "{\"approved\":null}", FALSE, 42, NULL },
    { "{}", FALSE, 42, NULL },
    { "{\"approved\":\"true\"}", TRUE, 42, "approved must be a boolean, but is a string" },
    { "{\"approved\":1}", TRUE, 42, "approved must be a boolean, but is a number" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse (tests[i].text);
      HlcJsonValue root = hlc_json_document_get_root (document);
      g_autoptr (GError) error = NULL;
      gboolean is_set = 42, value = 42;

      g_assert_cmpint (hlc_json_read_boolean (root, "approved", &is_set, &value, &error), ==,
                       tests[i].message == NULL);
      g_assert_cmpint (is_set, ==, tests[i].is_set);
      g_assert_cmpint (value, ==, tests[i].value);
      if (tests[i].message != NULL)
        g_assert_cmpstr (error->message, ==, tests[i].message);
    }
}

static void
test_value (void)
{
  static const struct
  {
    const char *text;
    HlcJsonType type;
    gboolean required;
    gboolean is_set;
    const char *message;
  } tests[] = {
    { "{\"kwargs\":{}}", HLC_JSON_OBJECT, TRUE, TRUE, NULL },
    { "{\"kwargs\":[1]}", HLC_JSON_ARRAY, TRUE, TRUE, NULL },
    { "{\"kwargs\":null}", HLC_JSON_OBJECT, FALSE, FALSE, NULL },
    { "{}", HLC_JSON_OBJECT, FALSE, FALSE, NULL },
    { "{}", HLC_JSON_OBJECT, TRUE, FALSE, "kwargs must be an object, but is missing" },
    { "{\"kwargs\":[]}", HLC_JSON_OBJECT, TRUE, FALSE, "kwargs must be an object, but is an array" },
    { "[]", HLC_JSON_OBJECT, TRUE, FALSE, "kwargs must be an object, but is missing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse (tests[i].text);
      HlcJsonValue root = hlc_json_document_get_root (document);
      g_autoptr (GError) error = NULL;
      HlcJsonValue value = { 0 };
      gboolean is_set = FALSE;

      g_assert_cmpint (hlc_json_read_value (root, "kwargs", tests[i].type, tests[i].required, &is_set, &value,
                                            &error),
                       ==, tests[i].message == NULL);
      if (tests[i].message != NULL)
        {
          g_assert_error (error, HLC_ERROR, HLC_ERROR_SHAPE);
          g_assert_cmpstr (error->message, ==, tests[i].message);
          continue;
        }
      g_assert_cmpint (is_set, ==, tests[i].is_set);
      g_assert_cmpint (value.document != NULL, ==, tests[i].is_set);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-read/string", test_string);
  g_test_add_func ("/json-read/boolean", test_boolean);
  g_test_add_func ("/json-read/value", test_value);

  return g_test_run ();
}
