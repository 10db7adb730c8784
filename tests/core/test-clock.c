/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-clock.h"

static void
test_manual (void)
{
  g_autoptr (HlcClock) clock = hlc_clock_new_manual (5);
  g_autoptr (HlcClock) other = hlc_clock_ref (clock);

  g_assert_cmpint (hlc_clock_get_now (clock), ==, 5);
  hlc_clock_set_now (clock, 4);
  g_assert_cmpint (hlc_clock_get_now (other), ==, 4);
}

static void
test_system (void)
{
  g_autoptr (HlcClock) clock = hlc_clock_new_system ();
  gint64 before = g_get_real_time ();
  gint64 now = hlc_clock_get_now (clock);

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time ());
}

static void
test_format (void)
{
  static const struct
  {
    gint64 time;
    const char *text;
  } tests[] = {
    { 0, "1970-01-01T00:00:00.000000Z" },
    { G_GINT64_CONSTANT (1767323045000006), "2026-01-02T03:04:05.000006Z" },
    { G_GINT64_CONSTANT (951782400123456), "2000-02-29T00:00:00.123456Z" },
    { -1, "1969-12-31T23:59:59.999999Z" },
    { -G_USEC_PER_SEC, "1969-12-31T23:59:59.000000Z" },
    { G_GINT64_CONSTANT (-62135596800000000), "0001-01-01T00:00:00.000000Z" },
    { G_GINT64_CONSTANT (253402300799999999), "9999-12-31T23:59:59.999999Z" },
    { G_MAXINT64, "9999-12-31T23:59:59.999999Z" },
    { G_MININT64, "0001-01-01T00:00:00.000000Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *text = hlc_time_format (tests[i].time);

      g_assert_cmpstr (text, ==, tests[i].text);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *utc;
  } tests[] = {
    { "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000000Z" },
    { "2026-01-02t03:04:05z", "2026-01-02T03:04:05.000000Z" },
    { "2026-01-02 03:04:05", "2026-01-02T03:04:05.000000Z" },
    { "2026-01-02T03:04:05.1", "2026-01-02T03:04:05.100000Z" },
    { "2026-01-02T03:04:05.000006Z", "2026-01-02T03:04:05.000006Z" },
    { "2026-01-02T03:04:05.123456789Z", "2026-01-02T03:04:05.123456Z" },
    { "2026-01-02T03:04:05.99999999999999999999Z", "2026-01-02T03:04:05.999999Z" },
    { "2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05.000000Z" },
    { "2026-01-02T03:04:05-0530", "2026-01-02T08:34:05.000000Z" },
    { "2026-01-01T00:30:00+01", "2025-12-31T23:30:00.000000Z" },
    { "2026-01-02T03:04:05-00:00", "2026-01-02T03:04:05.000000Z" },
    { "2026-01-02T03:04:05.5+23:59", "2026-01-01T03:05:05.500000Z" },
    { "2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000Z" },
    { "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *text = NULL;
      gint64 time;

      g_assert_true (hlc_time_parse (tests[i].text, &time));
      text = hlc_time_format (time);
      g_assert_cmpstr (text, ==, tests[i].utc);
    }
}

static void
test_parse_refused (void)
{
  static const char *const tests[] = {
    "",
    "2026",
    "2026-01-02",
    "2026-01-02T03:04",
    "2026-01-02T03:04Z",
    "20260102T030405Z",
    " 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05Z ",
    "2026-01-02T03:04:05ZZ",
    "2026-01-02T03:04:05+02:00Z",
    "2026-1-2T03:04:05Z",
    "+2026-01-02T03:04:05Z",
    "2026-01-02_03:04:05Z",
    "2026-01-02T3:04:05Z",
    "2026-01-02T03:04:5Z",
    "2026-01-02T03:04:+5Z",
    "2026-01-02T03:04: 5Z",
    "2026-01-02T03:04:05.Z",
    "2026-01-02T03:04:05,5Z",
    "2026-01-02T03:04:05+2",
    "2026-01-02T03:04:05+02:",
    "2026-01-02T03:04:05+02:0",
    "2026-01-02T03:04:05+24:00",
    "2026-01-02T03:04:05+02:60",
    "0000-01-02T03:04:05Z",
    "2026-00-02T03:04:05Z",
    "2026-13-02T03:04:05Z",
    "2026-01-00T03:04:05Z",
    "2026-01-32T03:04:05Z",
    "2026-02-29T03:04:05Z",
    "2026-01-02T24:00:00Z",
    "2026-01-02T03:60:05Z",
    "2026-01-02T03:04:60Z",
    "1614265330",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      gint64 time = 42;

      if (hlc_time_parse (tests[i], &time))
        g_error ("\"%s\" was taken for a time", tests[i]);
      g_assert_cmpint (time, ==, 42);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/manual", test_manual);
  g_test_add_func ("/clock/system", test_system);
  g_test_add_func ("/clock/format", test_format);
  g_test_add_func ("/clock/parse", test_parse);
  g_test_add_func ("/clock/parse-refused", test_parse_refused);

  return g_test_run ();
}
