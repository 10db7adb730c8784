/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-members.h"

#include <string.h>

static const struct
{
  const char *json;
  const char *kept;
} DROPS[] = {
  { "{}", "{}" },
  { "[1, 2]", "[1, 2]" },
  { "{\"a\" : 1}", "{\"a\" : 1}" },
  { "{\"t\":1}", "{}" },
  { "{ \"t\" : 1 }", "{ }" },
  { "{\"t\":1,\"a\":2}", "{\"a\":2}" },
  { "{\"a\":2,\"t\":1}", "{\"a\":2}" },
  { "{\"a\":2 , \"t\" : \"x\" }", "{\"a\":2 }" },
  { "{\"a\":2,\"t\":[1,{\"t\":2}],\"b\":1e400}", "{\"a\":2,\"b\":1e400}" },
  { "{\"t\":1,\"t\":2}", "{}" },
  { "{\"t\":1,\"t\":2,\"a\":0.10}", "{\"a\":0.10}" },
  { "{\"a\":1,\"\\u0074\":2}", "{\"a\":1}" },
  { "[{\"t\":\"}\"},{\"a\":\"t\"}]", "[{},{\"a\":\"t\"}]" },
  { "{\"a\":{\"b\":{\"t\":null}},\"tt\":1}", "{\"a\":{\"b\":{}},\"tt\":1}" },
};

static void
test_drop (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (DROPS); i++)
    {
      g_autoptr (GBytes) json = g_bytes_new_static (DROPS[i].json, strlen (DROPS[i].json));
      g_autoptr (GBytes) kept = hlc_json_members_drop (json, "t");

      g_test_message ("%s", DROPS[i].json);
      g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), DROPS[i].kept,
                       strlen (DROPS[i].kept));
    }
}

/* What nobody knows goes from one text to another byte for byte. */
static void
test_others (void)
{
  static const struct
  {
    const char *json;
    const char *written;
  } CASES[] = {
    { "{}", "{}" },
    { "{\"known\":1}", "{}" },
    { "{\"a\" : [ 1 ],\"known\":2, \"m\\u0065\":1e400}", "{\"a\":[ 1 ],\"me\":1e400}" },
  };
  static const char *const KNOWN[] = { "known", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GBytes) json = g_bytes_new_static (CASES[i].json, strlen (CASES[i].json));
      g_autoptr (HlcJsonDocument) document = hlc_json_document_new (json, NULL, NULL);
      g_autoptr (GBytes) others = hlc_json_members_dup_others (hlc_json_document_get_root (document), KNOWN);
      g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
      g_autoptr (GBytes) written = NULL;

      hlc_json_writer_begin_object (writer);
      hlc_json_members_write (writer, others);
      hlc_json_writer_end_object (writer);
      written = hlc_json_writer_finish (writer);
      g_assert_cmpmem (g_bytes_get_data (written, NULL), g_bytes_get_size (written), CASES[i].written,
                       strlen (CASES[i].written));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-members/drop", test_drop);
  g_test_add_func ("/json-members/others", test_others);

  return g_test_run ();
}
