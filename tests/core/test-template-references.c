/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-template-references.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *json;
  const char *expected;
} Case;

static const Case CASES[] = {
  { "whole", "{\"a\":\"call_7\"}", "{\"a\":\"{buy.call_id}\"}" },
  { "word", "{\"a\":\"see call_7, please\"}", "{\"a\":\"see {buy.call_id}, please\"}" },
  { "sentence", "{\"a\":\"It is call_7.\"}", "{\"a\":\"It is {buy.call_id}.\"}" },
  { "part", "{\"a\":\"call_77 xcall_7 call_7-b\"}", "{\"a\":\"call_77 xcall_7 call_7-b\"}" },
  { "name", "{\"call_7\" :\"call_7\"}", "{\"call_7\" :\"{buy.call_id}\"}" },
  { "escape", "{\"a\":\"\\ncall_7\\\"call_7\\\\\"}", "{\"a\":\"\\n{buy.call_id}\\\"{buy.call_id}\\\\\"}" },
  { "array", "[\"call_7\", 1.50, \"b\"]", "[\"{buy.call_id}\", 1.50, \"b\"]" },
  { "short", "[\"c7\"]", "[\"c7\"]" },
  { "text", "[\"Gr\303\266\303\237e call_7\"]", "[\"Gr\303\266\303\237e {buy.call_id}\"]" },
};

static void
test_put (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GHashTable) references = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) json = g_bytes_new_static (one->json, strlen (one->json));
  g_autoptr (GBytes) result = NULL;
  g_autofree char *text = NULL;

  g_hash_table_insert (references, (gpointer) "call_7", (gpointer) "buy.call_id");
  g_hash_table_insert (references, (gpointer) "c7", (gpointer) "other.call_id");
  result = hlc_template_references_put (json, references);
  text = g_strndup (g_bytes_get_data (result, NULL), g_bytes_get_size (result));
  g_assert_cmpstr (text, ==, one->expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_strdup_printf ("/template-references/%s", CASES[i].name);

      g_test_add_data_func (path, &CASES[i], test_put);
    }

  return g_test_run ();
}
