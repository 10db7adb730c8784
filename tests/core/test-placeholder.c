/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-placeholder.h"

#include <string.h>

static GHashTable *
make_values (void)
{
  GHashTable *values = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (values, (gpointer) "n", (gpointer) "7");
  g_hash_table_insert (values, (gpointer) "to", (gpointer) "a@b.c");
  g_hash_table_insert (values, (gpointer) "quote", (gpointer) "\"\\\n{n}");
  g_hash_table_insert (values, (gpointer) "ask.call_id", (gpointer) "order-6");
  return values;
}

static const struct
{
  const char *json;
  const char *expanded; /* (nullable): of an error */
} CASES[] = {
  { "\"\"", "\"\"" },
  { "\"{n}\"", "\"7\"" },
  { "\"order-{n}, again {n}\"", "\"order-7, again 7\"" },
  { "\"{to}\"", "\"a@b.c\"" },
  { "\"after {ask.call_id}\"", "\"after order-6\"" },
  /* What has no value is text. */
  { "\"{customer} {} { } {N} {n n} {1} {n\"", "\"{customer} {} { } {N} {n n} {1} {n\"" },
  { "\"{to.length} {ask.name}\"", "\"{to.length} {ask.name}\"" },
  { "\"${n}\"", "\"$7\"" },
  /* Doubled braces stand for themselves. */
  { "\"{{n}}\"", "\"{n}\"" },
  { "\"{{{n}}}\"", "\"{{n}}\"" },
  { "\"{{customer}}\"", "\"{{customer}}\"" },
  { "\"{{n}\"", "\"{7\"" },
  { "\"{n}}\"", "\"7}\"" },
  { "\"{{ask.run_id}}\"", "\"{ask.run_id}\"" },
  /* A reference to nothing is a mistake. */
  { "\"{ask.run_id}\"", NULL },
  { "\"x {sept.call_id}\"", NULL },
  /* Values are text, and are not looked at again. */
  { "\"{quote}\"", "\"\\\"\\\\\\n{n}\"" },
  /* Only strings that are values; everything else byte for byte. */
  { "{ \"{n}\" : 1e400 , \"a\\u007bn}\":\"\\u007bn\\u007d\",\"b\":[ -0.0,\"\\u00e9\"]} ",
    "{ \"{n}\" : 1e400 , \"a\\u007bn}\":\"7\",\"b\":[ -0.0,\"\\u00e9\"]} " },
  { "\"\\u0000{n}\\u0000\"", "\"\\u00007\\u0000\"" },
  { "[\"{n}\",\"\\\\{n}\",{\"n\":\"{n}\"}]", "[\"7\",\"\\\\7\",{\"n\":\"7\"}]" },
};

static void
test_json (void)
{
  g_autoptr (GHashTable) values = make_values ();

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GBytes) json = g_bytes_new_static (CASES[i].json, strlen (CASES[i].json));
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) expanded = hlc_placeholder_expand_json (json, values, 1000, &error);
      gboolean is_changed = g_strcmp0 (CASES[i].json, CASES[i].expanded) != 0;

      g_test_message ("%s", CASES[i].json);
      g_assert_cmpint (hlc_placeholder_is_in_json (json, values), ==, is_changed);
      if (CASES[i].expanded == NULL)
        {
          g_assert_null (expanded);
          g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
          continue;
        }

      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (expanded, NULL), g_bytes_get_size (expanded), CASES[i].expanded,
                       strlen (CASES[i].expanded));
    }
}

static void
test_text (void)
{
  g_autoptr (GHashTable) values = make_values ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = hlc_placeholder_expand ("order-{n}-{x}", values, &error);
  g_autofree char *wrong = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "order-7-{x}");
  wrong = hlc_placeholder_expand ("{first.call_id}", values, &error);
  g_assert_null (wrong);
  g_assert_nonnull (strstr (error->message, "{first.call_id}"));
}

/* Many short names with a long value do not fill the memory. */
static void
test_bounded (void)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *value = g_strnfill (1000, 'x');
  g_autoptr (GString) text = g_string_new ("[\"\"");
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GBytes) expanded = NULL;
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (values, (gpointer) "a", value);
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, ",\"{a}{a}\"");
  g_string_append_c (text, ']');
  json = g_string_free_to_bytes (g_steal_pointer (&text));

  expanded = hlc_placeholder_expand_json (json, values, 100000, &error);
  g_assert_null (expanded);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
}

static void
test_names (void)
{
  static const char *const NAMES[] = { "a", "to", "first_2" };
  static const char *const NO_NAMES[] = { "", "A", "1a", "_a", "a.b", "a-b", "a b", "é" };

  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    g_assert_true (hlc_placeholder_is_name (NAMES[i]));
  for (guint i = 0; i < G_N_ELEMENTS (NO_NAMES); i++)
    g_assert_false (hlc_placeholder_is_name (NO_NAMES[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/placeholder/json", test_json);
  g_test_add_func ("/placeholder/text", test_text);
  g_test_add_func ("/placeholder/bounded", test_bounded);
  g_test_add_func ("/placeholder/names", test_names);

  return g_test_run ();
}
