/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-pace.h"

typedef struct
{
  gint64 at;
  guint rows;
  gint64 wait;
} Step;

typedef struct
{
  const char *name;
  Step steps[4];
} Case;

/* Times in microseconds: rows that change, and how long the next ones wait right after. */
static const Case CASES[] = {
  { "one-by-one", { { 1000000, 1, 0 }, { 1020000, 1, 0 }, { 1040000, 1, 0 }, { 1060000, 1, 0 } } },
  { "a-screenful-then-quiet",
    { { 1000000, 30, 200000 }, { 1300000, 1, 0 }, { 1310000, 1, 0 }, { 1320000, 1, 0 } } },
  { "flood",
    { { 1000000, 400, 200000 }, { 1201000, 400, 200000 }, { 1402000, 9, 200000 }, { 1603000, 8, 0 } } },
  { "adds-up", { { 1000000, 4, 0 }, { 1010000, 4, 0 }, { 1020000, 4, 180000 }, { 1201000, 1, 0 } } },
};

static void
test_case (gconstpointer user_data)
{
  const Case *expected = user_data;
  HlcPace pace = { 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (expected->steps); i++)
    {
      const Step *step = &expected->steps[i];

      g_assert_cmpint (hlc_pace_get_wait (&pace, step->at), ==, 0);
      hlc_pace_note (&pace, step->rows);
      g_assert_cmpint (hlc_pace_get_wait (&pace, step->at), ==, step->wait);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_strconcat ("/pace/", CASES[i].name, NULL);

      g_test_add_data_func (path, &CASES[i], test_case);
    }
  return g_test_run ();
}
