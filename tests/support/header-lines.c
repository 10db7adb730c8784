/* SPDX-License-Identifier: Apache-2.0 */
#include "header-lines.h"

/**
 * make_headers:
 * @lines: each header as "name: value", with line feeds between
 *
 * Returns: (transfer full): the headers
 */
HlcHeaderList *
make_headers (const char *lines)
{
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);
  HlcHeaderList *headers = hlc_header_list_new ();

  for (gsize i = 0; split[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (split[i], ": ", 2);

      if (parts[0] != NULL && parts[1] != NULL)
        hlc_header_list_append (headers, parts[0], parts[1]);
    }

  return headers;
}

/**
 * assert_headers:
 * @lines: as of make_headers(); a last line feed does not matter
 *
 * Fails the test where @headers are others, or in another order.
 */
void
assert_headers (HlcHeaderList *headers, const char *lines)
{
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (lines);

  for (guint i = 0; i < hlc_header_list_get_length (headers); i++)
    g_string_append_printf (found, "%s: %s\n", hlc_header_list_get_name (headers, i),
                            hlc_header_list_get_value (headers, i));
  if (expected->len > 0 && expected->str[expected->len - 1] != '\n')
    g_string_append_c (expected, '\n');

  g_assert_cmpstr (found->str, ==, expected->str);
}
