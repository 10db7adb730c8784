/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-header-list.h"

#include <string.h>

static HlcHeaderList *
make_list (void)
{
  HlcHeaderList *list = hlc_header_list_new ();

  hlc_header_list_append (list, "Host", "localhost");
  hlc_header_list_append (list, "X-Trace", "one");
  hlc_header_list_append (list, "x-trace", "two");

  return list;
}

static void
test_lookup (void)
{
  g_autoptr (HlcHeaderList) list = make_list ();

  g_assert_cmpuint (hlc_header_list_get_length (list), ==, 3);
  g_assert_cmpstr (hlc_header_list_get_name (list, 2), ==, "x-trace");
  g_assert_cmpstr (hlc_header_list_get_value (list, 2), ==, "two");
  g_assert_cmpstr (hlc_header_list_lookup (list, "HOST"), ==, "localhost");
  g_assert_cmpstr (hlc_header_list_lookup (list, "X-TRACE"), ==, "one");
  g_assert_null (hlc_header_list_lookup (list, "X-Trac"));
  g_assert_cmpuint (hlc_header_list_count (list, "X-tRACE"), ==, 2);
  g_assert_cmpuint (hlc_header_list_count (list, "absent"), ==, 0);
}

static void
test_ref (void)
{
  g_autoptr (HlcHeaderList) list = make_list ();
  HlcHeaderList *same = hlc_header_list_ref (list);

  g_assert_true (same == list);
  hlc_header_list_unref (same);
  g_assert_cmpuint (hlc_header_list_get_length (list), ==, 3);
}

typedef struct
{
  const char *name;
  const char *value;
  const char *read_back;
} JsonCase;

static const JsonCase json_cases[] = {
  { "plain", "value", "value" },
  { "empty", "", "" },
  { "quotes", "a \"b\" \\ c\t", "a \"b\" \\ c\t" },
  { "utf8", "caf\xc3\xa9", "caf\xc3\xa9" },
  { "latin1", "caf\xe9", "caf\xc3\xa9" },
  { "control", "a\x01\x7f", "a\x01\x7f" },
};

static void
test_json (gconstpointer data)
{
  const JsonCase *test = data;
  g_autoptr (HlcHeaderList) list = hlc_header_list_new ();
  g_autoptr (HlcHeaderList) copy = NULL;
  g_autoptr (GBytes) json = NULL;

  hlc_header_list_append (list, "First", "1");
  hlc_header_list_append (list, "X-Value", test->value);
  json = hlc_header_list_to_json (list);
  copy = hlc_header_list_from_json (json);

  g_assert_true (g_utf8_validate_len (g_bytes_get_data (json, NULL), g_bytes_get_size (json), NULL));
  g_assert_cmpuint (hlc_header_list_get_length (copy), ==, 2);
  g_assert_cmpstr (hlc_header_list_get_name (copy, 0), ==, "First");
  g_assert_cmpstr (hlc_header_list_get_name (copy, 1), ==, "X-Value");
  g_assert_cmpstr (hlc_header_list_get_value (copy, 1), ==, test->read_back);
}

static void
test_json_form (void)
{
  g_autoptr (HlcHeaderList) list = make_list ();
  g_autoptr (GBytes) json = hlc_header_list_to_json (list);
  const char *expected = "[[\"Host\",\"localhost\"],[\"X-Trace\",\"one\"],[\"x-trace\",\"two\"]]";

  g_assert_cmpmem (g_bytes_get_data (json, NULL), g_bytes_get_size (json), expected, strlen (expected));
}

typedef struct
{
  const char *name;
  const char *json;
  guint length;
} DamagedCase;

static const DamagedCase damaged_cases[] = {
  { "empty-text", "", 0 },          { "no-json", "[[", 0 },
  { "object", "{\"a\":1}", 0 },     { "empty", "[]", 0 },
  { "not-a-pair", "[[\"a\"]]", 0 }, { "some", "[[\"a\",1],null,[\"b\",\"c\"],[\"d\",\"e\",\"f\"]]", 1 },
};

static void
test_damaged (gconstpointer data)
{
  const DamagedCase *test = data;
  g_autoptr (GBytes) json = g_bytes_new_static (test->json, strlen (test->json));
  g_autoptr (HlcHeaderList) list = hlc_header_list_from_json (json);

  g_assert_cmpuint (hlc_header_list_get_length (list), ==, test->length);
}

static void
test_secret (void)
{
  static const char *const secret[] = { "Authorization", "PROXY-AUTHORIZATION", "cookie", "Set-Cookie",
                                        "X-Api-Key" };
  static const char *const open[] = { "webhook-signature", "svix-id", "content-type", "x-api-key-id", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (secret); i++)
    g_assert_true (hlc_header_is_secret (secret[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    g_assert_false (hlc_header_is_secret (open[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/header-list/lookup", test_lookup);
  g_test_add_func ("/header-list/ref", test_ref);
  g_test_add_func ("/header-list/json-form", test_json_form);
  g_test_add_func ("/header-list/secret", test_secret);
  for (gsize i = 0; i < G_N_ELEMENTS (json_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/header-list/json/", json_cases[i].name, NULL);

      g_test_add_data_func (path, &json_cases[i], test_json);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (damaged_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/header-list/damaged/", damaged_cases[i].name, NULL);

      g_test_add_data_func (path, &damaged_cases[i], test_damaged);
    }

  return g_test_run ();
}
