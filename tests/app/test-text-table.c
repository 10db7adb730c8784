/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>

#include "hlc-text-table.h"

typedef struct
{
  const char *name;
  const char *titles[4];
  const char *rows[3][4];
  guint width;
  const char *expected;
} Case;

static const Case cases[] = {
  { "empty", { "A", "B" }, { { NULL } }, 80, "A  B\n" },
  { "aligned",
    { "A", "B" },
    { { "longer", "x" }, { "s", "y" } },
    0,
    "A       B\n"
    "longer  x\n"
    "s       y\n" },
  { "wide-characters",
    { "A", "B" },
    { { "日本", "x" }, { "é", "y" } },
    0,
    "A     B\n"
    "日本  x\n"
    "é     y\n" },
  { "widest-is-cut",
    { "ID", "TITLE" },
    { { "call-1", "send_email(to=\"a\")" }, { "call-2", "short" } },
    20,
    "ID      TITLE\n"
    "call-1  send_email(…\n"
    "call-2  short\n" },
  { "cut-within-a-wide-character",
    { "ID", "TITLE" },
    { { "call-1", "日本語日本語日本語" } },
    20,
    "ID      TITLE\n"
    "call-1  日本語日本…\n" },
  { "too-narrow", { "LONG TITLE", "LONG TITLE" }, { { NULL } }, 5, "LONG TI…  LONG TI…\n" },
};

static void
test_format (gconstpointer data)
{
  const Case *test_case = data;
  g_autoptr (HlcTextTable) table = hlc_text_table_new (test_case->titles);
  g_autofree char *text = NULL;
  guint n_rows = 0;

  for (; n_rows < 3 && test_case->rows[n_rows][0] != NULL; n_rows++)
    hlc_text_table_add_row (table, test_case->rows[n_rows]);

  g_assert_cmpuint (hlc_text_table_get_n_rows (table), ==, n_rows);
  text = hlc_text_table_format (table, test_case->width);
  g_assert_cmpstr (text, ==, test_case->expected);
}

/* What people copy is whole; the others give what they can. */
static void
test_whole (void)
{
  const char *titles[] = { "ID", "TITLE", NULL };
  const char *cells[] = { "ep_0123456789", "a long title", NULL };
  g_autoptr (HlcTextTable) table = hlc_text_table_new (titles);
  g_autofree char *text = NULL;
  g_autofree char *narrow = NULL;

  hlc_text_table_keep_whole (table, 0);
  hlc_text_table_add_row (table, cells);
  text = hlc_text_table_format (table, 24);
  g_assert_cmpstr (text, ==, "ID             TITLE\nep_0123456789  a long t…\n");
  hlc_text_table_keep_whole (table, 1);
  narrow = hlc_text_table_format (table, 5);
  g_assert_cmpstr (narrow, ==, "ID             TITLE\nep_0123456789  a long title\n");
}

/* No control character of a webhook reaches the terminal. */
static void
test_visible (void)
{
  const char *titles[] = { "A", "B", NULL };
  const char *cells[] = { "a\033[2Jb\nc", "x\xe2\x80\xaey", NULL };
  g_autoptr (HlcTextTable) table = hlc_text_table_new (titles);
  g_autofree char *text = NULL;

  hlc_text_table_add_row (table, cells);
  text = hlc_text_table_format (table, 0);
  g_assert_null (strchr (text, '\033'));
  g_assert_null (strstr (text, "\xe2\x80\xae"));
  g_assert_nonnull (strstr (text, "b c"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/text-table/format/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_format);
    }

  g_test_add_func ("/text-table/whole", test_whole);
  g_test_add_func ("/text-table/visible", test_visible);
  return g_test_run ();
}
