/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>

#include "hlc-since.h"

/* 2025-11-23T09:43:20Z */
#define NOW (G_GINT64_CONSTANT (1763891000) * G_USEC_PER_SEC)
#define UNTOUCHED (-7)

static const struct
{
  const char *text;
  gint64 since; /* UNTOUCHED for what is no time */
} cases[] = {
  { "0s", NOW },
  { "90s", NOW - 90 * G_TIME_SPAN_SECOND },
  { "30m", NOW - 30 * G_TIME_SPAN_MINUTE },
  { "2h", NOW - 2 * G_TIME_SPAN_HOUR },
  { "3d", NOW - 3 * G_TIME_SPAN_DAY },
  { "2w", NOW - 14 * G_TIME_SPAN_DAY },
  { "2025-11-23T08:43:20Z", NOW - G_TIME_SPAN_HOUR },
  { "2025-11-23T10:43:20+02:00", NOW - G_TIME_SPAN_HOUR },
  { "2025-11-23 08:43:20.5", NOW - G_TIME_SPAN_HOUR + G_TIME_SPAN_SECOND / 2 },
  { "", UNTOUCHED },
  { "h", UNTOUCHED },
  { "2", UNTOUCHED },
  { "-2h", UNTOUCHED },
  { "+2h", UNTOUCHED },
  { " 2h", UNTOUCHED },
  { "2 h", UNTOUCHED },
  { "2H", UNTOUCHED },
  { "1.5h", UNTOUCHED },
  { "2hours", UNTOUCHED },
  { "yesterday", UNTOUCHED },
  { "2025-11-23", UNTOUCHED },
  { "1969-12-31T23:59:59Z", UNTOUCHED },
  { "20000d", NOW - 20000 * G_TIME_SPAN_DAY },
  { "30000d", UNTOUCHED },
  { "9223372036854775807s", UNTOUCHED },
  { "99999999999999999999d", UNTOUCHED },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 since = UNTOUCHED;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (hlc_since_parse (cases[i].text, NOW, &since), ==, cases[i].since != UNTOUCHED);
      g_assert_cmpint (since, ==, cases[i].since);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/since/cases", test_cases);
  return g_test_run ();
}
