/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-base64.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *decoded; /* NULL: refused */
} Case;

/* RFC 4648, section 10, and what must not pass. */
static const Case cases[] = {
  { "empty", "", "" },
  { "one", "Zg==", "f" },
  { "two", "Zm8=", "fo" },
  { "three", "Zm9v", "foo" },
  { "six", "Zm9vYmFy", "foobar" },
  { "plus-and-slash", "fn5+fn9/", "~~~~\177\177" },
  { "no-padding", "Zg", NULL },
  { "short-padding", "Zg=", NULL },
  { "long-padding", "Zm9v====", NULL },
  { "only-padding", "====", NULL },
  { "three-padding", "Z===", NULL },
  { "padding-inside", "Zg==Zm9v", NULL },
  { "url-alphabet", "fn5-fn9_", NULL },
  { "white-space-inside", "Zm 9", NULL },
  { "newline-after", "Zm9v\n", NULL },
  { "space-before", " Zm9vYm", NULL },
  { "junk", "Zm9v!mFy", NULL },
  { "not-ascii", "Zm9vé9v", NULL },
};

static void
test_decode (gconstpointer data)
{
  const Case *test = data;
  gsize length = 99;
  g_autofree guchar *decoded = hlc_base64_decode (test->text, &length);

  g_assert_cmpint (hlc_base64_is_valid (test->text, strlen (test->text)), ==, test->decoded != NULL);
  if (test->decoded == NULL)
    {
      g_assert_null (decoded);
      g_assert_cmpuint (length, ==, 0);
      return;
    }
  g_assert_cmpuint (length, ==, strlen (test->decoded));
  if (length > 0)
    g_assert_cmpmem (decoded, length, test->decoded, strlen (test->decoded));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/base64/decode/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_decode);
    }

  return g_test_run ();
}
