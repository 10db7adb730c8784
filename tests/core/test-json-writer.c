/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-writer.h"

#include <string.h>

static void
assert_written (HlcJsonWriter *writer, const char *expected)
{
  g_autoptr (GBytes) text = hlc_json_writer_finish (writer);

  g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), expected, strlen (expected));
}

static void
test_structure (void)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) raw = g_bytes_new_static ("{ \"n\": 1.50 }", 13);

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "a");
  hlc_json_writer_begin_array (writer);
  hlc_json_writer_int (writer, G_MININT64);
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_end_object (writer);
  hlc_json_writer_begin_array (writer);
  hlc_json_writer_end_array (writer);
  hlc_json_writer_null (writer);
  hlc_json_writer_end_array (writer);
  hlc_json_writer_name (writer, "spec");
  hlc_json_writer_raw (writer, raw);
  hlc_json_writer_name (writer, "t\"");
  hlc_json_writer_boolean (writer, TRUE);
  hlc_json_writer_name (writer, "f");
  hlc_json_writer_boolean (writer, FALSE);
  hlc_json_writer_end_object (writer);
  assert_written (writer, "{\"a\":[-9223372036854775808,{},[],null],\"spec\":{ \"n\": 1.50 },"
                          "\"t\\\"\":true,\"f\":false}");

  /* It may be used again. */
  hlc_json_writer_int (writer, 7);
  assert_written (writer, "7");
}

static void
test_strings (void)
{
  static const struct
  {
    const char *value;
    gssize length;
    const char *text;
  } tests[] = {
    { NULL, -1, "null" },
    { "", -1, "\"\"" },
    { "plain", -1, "\"plain\"" },
    { "plain", 2, "\"pl\"" },
    { "\"\\/", -1, "\"\\\"\\\\/\"" },
    { "\b\f\n\r\t\x01\x1f\x7f", -1, "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"" },
    { "a\0b", 3, "\"a\\u0000b\"" },
    { "\xc3\xa9\xf0\x9f\x98\x80", -1, "\"\xc3\xa9\xf0\x9f\x98\x80\"" },
    { "a\xe2\x80\xa8\xe2\x80\xa9z", -1, "\"a\\u2028\\u2029z\"" },
    { "a\xff"
      "b\xed\xa0\x80",
      -1,
      "\"a\xef\xbf\xbd"
      "b\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
    { "\xe2\x82", -1, "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

      hlc_json_writer_string_len (writer, tests[i].value, tests[i].length);
      assert_written (writer, tests[i].text);
    }
}

static void
test_time (void)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_array (writer);
  hlc_json_writer_time (writer, 0);
  hlc_json_writer_time (writer, G_GINT64_CONSTANT (1767323045000006));
  hlc_json_writer_end_array (writer);
  assert_written (writer, "[null,\"2026-01-02T03:04:05.000006Z\"]");
}

static void
test_base64 (void)
{
  static const char *const tests[][2] = {
    { "", "\"\"" },
    { "f", "\"Zg==\"" },
    { "fo", "\"Zm8=\"" },
    { "foo", "\"Zm9v\"" },
    { "foob", "\"Zm9vYg==\"" },
    { "fooba", "\"Zm9vYmE=\"" },
    { "foobar", "\"Zm9vYmFy\"" },
  };
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (tests[i][0], strlen (tests[i][0]));

      hlc_json_writer_base64 (writer, bytes);
      assert_written (writer, tests[i][1]);
    }
  hlc_json_writer_base64 (writer, NULL);
  assert_written (writer, "null");
}

static void
test_misuse (gconstpointer data)
{
  void (*misuse) (HlcJsonWriter *) = data;

  if (g_test_subprocess ())
    {
      g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

      misuse (writer);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*CRITICAL*");
}

static void
write_value_without_name (HlcJsonWriter *writer)
{
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_int (writer, 1);
}

static void
write_two_values (HlcJsonWriter *writer)
{
  hlc_json_writer_int (writer, 1);
  hlc_json_writer_int (writer, 2);
}

static void
write_name_in_array (HlcJsonWriter *writer)
{
  hlc_json_writer_begin_array (writer);
  hlc_json_writer_name (writer, "a");
}

static void
write_wrong_end (HlcJsonWriter *writer)
{
  hlc_json_writer_begin_array (writer);
  hlc_json_writer_end_object (writer);
}

static void
write_end_after_name (HlcJsonWriter *writer)
{
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "a");
  hlc_json_writer_end_object (writer);
}

static void
write_unfinished (HlcJsonWriter *writer)
{
  g_autoptr (GBytes) text = NULL;

  hlc_json_writer_begin_object (writer);
  text = hlc_json_writer_finish (writer);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-writer/structure", test_structure);
  g_test_add_func ("/json-writer/strings", test_strings);
  g_test_add_func ("/json-writer/time", test_time);
  g_test_add_func ("/json-writer/base64", test_base64);
  g_test_add_data_func ("/json-writer/misuse/value-without-name", write_value_without_name, test_misuse);
  g_test_add_data_func ("/json-writer/misuse/two-values", write_two_values, test_misuse);
  g_test_add_data_func ("/json-writer/misuse/name-in-array", write_name_in_array, test_misuse);
  g_test_add_data_func ("/json-writer/misuse/wrong-end", write_wrong_end, test_misuse);
  g_test_add_data_func ("/json-writer/misuse/end-after-name", write_end_after_name, test_misuse);
  g_test_add_data_func ("/json-writer/misuse/unfinished", write_unfinished, test_misuse);

  return g_test_run ();
}
