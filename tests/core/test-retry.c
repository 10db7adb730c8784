/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-retry.h"

#include <math.h>

#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR
#define NOW (G_GINT64_CONSTANT (784111777) * SECOND) /* Sun, 06 Nov 1994 08:49:37 GMT */
#define LEAST 0
#define MIDDLE 0x80000000u
#define MOST G_MAXUINT32

static const HlcFailure RETRIED[] = {
  HLC_FAILURE_STATUS, HLC_FAILURE_UNREACHABLE, HLC_FAILURE_TIMEOUT,
  HLC_FAILURE_BROKEN, HLC_FAILURE_UNSENDABLE,
};

static void
test_schedule (void)
{
  static const gint64 DELAYS[] = { 5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR,
                                   5 * HOUR,   10 * HOUR,  10 * HOUR };

  for (guint step = 1; step <= G_N_ELEMENTS (DELAYS); step++)
    for (gsize i = 0; i < G_N_ELEMENTS (RETRIED); i++)
      {
        gint64 delay = DELAYS[step - 1];
        gint64 middle = hlc_retry_get_delay (HLC_RETRY_SCHEDULE, step, RETRIED[i], -1, MIDDLE);

        g_assert_cmpint (hlc_retry_get_delay (HLC_RETRY_SCHEDULE, step, RETRIED[i], -1, LEAST), ==,
                         delay - delay / 5);
        g_assert_cmpint (hlc_retry_get_delay (HLC_RETRY_SCHEDULE, step, RETRIED[i], -1, MOST), ==,
                         delay + delay / 5);
        g_assert_cmpint (ABS (middle - delay), <, 1000);
      }
}

static void
test_last (void)
{
  static const struct
  {
    HlcRetryPlan plan;
    guint step;
    HlcFailure failure;
  } CASES[] = {
    { HLC_RETRY_SCHEDULE, HLC_RETRY_STEPS, HLC_FAILURE_STATUS },
    { HLC_RETRY_SCHEDULE, HLC_RETRY_STEPS, HLC_FAILURE_UNREACHABLE },
    { HLC_RETRY_SCHEDULE, HLC_RETRY_STEPS + 1, HLC_FAILURE_TIMEOUT },
    { HLC_RETRY_SCHEDULE, G_MAXUINT, HLC_FAILURE_BROKEN },
    { HLC_RETRY_CATCH_UP, HLC_RETRY_STEPS, HLC_FAILURE_STATUS },
    { HLC_RETRY_CATCH_UP, HLC_RETRY_STEPS, HLC_FAILURE_BROKEN },
    { HLC_RETRY_SCHEDULE, 1, HLC_FAILURE_GONE },
    { HLC_RETRY_CATCH_UP, 1, HLC_FAILURE_GONE },
    { HLC_RETRY_SCHEDULE, 1, HLC_FAILURE_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (hlc_retry_get_delay (CASES[i].plan, CASES[i].step, CASES[i].failure, HOUR, MIDDLE), ==,
                       -1);
    }
}

static void
test_catch_up (void)
{
  static const struct
  {
    guint step;
    HlcFailure failure;
    gint64 delay;
    gboolean keeps_step;
  } CASES[] = {
    { 1, HLC_FAILURE_UNREACHABLE, 5 * SECOND, TRUE },
    { 2, HLC_FAILURE_UNREACHABLE, 10 * SECOND, TRUE },
    { 3, HLC_FAILURE_UNREACHABLE, 15 * SECOND, TRUE },
    { 4, HLC_FAILURE_UNREACHABLE, 15 * SECOND, TRUE },
    { HLC_RETRY_STEPS, HLC_FAILURE_UNREACHABLE, 15 * SECOND, TRUE },
    { G_MAXUINT, HLC_FAILURE_UNREACHABLE, 15 * SECOND, TRUE },
    { 1, HLC_FAILURE_TIMEOUT, 5 * SECOND, TRUE },
    { 9, HLC_FAILURE_TIMEOUT, 15 * SECOND, TRUE },
    /* A handler that answers is not down. */
    { 1, HLC_FAILURE_STATUS, 5 * SECOND, FALSE },
    { 2, HLC_FAILURE_STATUS, 5 * MINUTE, FALSE },
    { 3, HLC_FAILURE_BROKEN, 30 * MINUTE, FALSE },
    { 4, HLC_FAILURE_UNSENDABLE, 2 * HOUR, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      gint64 least = hlc_retry_get_delay (HLC_RETRY_CATCH_UP, CASES[i].step, CASES[i].failure, -1, LEAST);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (least, ==, CASES[i].delay - CASES[i].delay / 5);
      g_assert_cmpint (hlc_retry_keeps_step (HLC_RETRY_CATCH_UP, CASES[i].failure), ==, CASES[i].keeps_step);
      g_assert_false (hlc_retry_keeps_step (HLC_RETRY_SCHEDULE, CASES[i].failure));
    }
}

/* It can make the wait longer, never shorter, and not longer than a day. */
static void
test_retry_after (void)
{
  static const struct
  {
    guint step;
    gint64 retry_after;
    gint64 delay;
  } CASES[] = {
    { 1, -1, 4 * SECOND },
    { 1, 0, 4 * SECOND },
    { 1, 4 * SECOND, 4 * SECOND },
    { 1, 4 * SECOND + 1, 4 * SECOND + 1 },
    { 1, HOUR, HOUR },
    { 7, HOUR, 8 * HOUR },
    { 7, 24 * HOUR, 24 * HOUR },
    { 7, 24 * HOUR + 1, 24 * HOUR },
    { 1, G_MAXINT64, 24 * HOUR },
    { 1, G_MININT64, 4 * SECOND },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    g_assert_cmpint (hlc_retry_get_delay (HLC_RETRY_SCHEDULE, CASES[i].step, HLC_FAILURE_STATUS,
                                          CASES[i].retry_after, LEAST),
                     ==, CASES[i].delay);
}

static void
test_parse_after (void)
{
  static const struct
  {
    const char *value;
    gint64 after;
  } CASES[] = {
    { "0", 0 },
    { "120", 120 * SECOND },
    { "007", 7 * SECOND },
    { " \t120 ", 120 * SECOND },
    { "86400", 24 * HOUR },
    { "86401", 24 * HOUR },
    { "999999999", 24 * HOUR },
    { "9999999999", 24 * HOUR },
    { "99999999999999999999999999999999", 24 * HOUR },
    { "00000000000000000000000000000001", SECOND },
    { "Sun, 06 Nov 1994 08:49:37 GMT", 0 },
    { "Sun, 06 Nov 1994 08:49:38 GMT", SECOND },
    { "Sunday, 06-Nov-94 08:50:37 GMT", MINUTE },
    { "Sun Nov  6 09:49:37 1994", HOUR },
    { "Mon, 07 Nov 1994 09:49:37 GMT", 24 * HOUR },
    { "Fri, 31 Dec 9999 23:59:59 GMT", 24 * HOUR },
    { "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
    { NULL, -1 },
    { "", -1 },
    { " ", -1 },
    { "+12", -1 },
    { "-1", -1 },
    { "1.5", -1 },
    { "0x10", -1 },
    { "1e3", -1 },
    { "12 34", -1 },
    { "12s", -1 },
    { "soon", -1 },
    { "\xd9\xa1\xd9\xa2", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_test_message ("%s", CASES[i].value);
      g_assert_cmpint (hlc_retry_parse_after (CASES[i].value, NOW), ==, CASES[i].after);
    }
}

static void
test_scale (void)
{
  static const struct
  {
    gint64 delay;
    double time_scale;
    gint64 scaled;
  } CASES[] = {
    { 5 * SECOND, 1, 5 * SECOND },
    { 5 * SECOND, 2, 2500000 },
    { 10 * HOUR, 1000, 36 * SECOND },
    { 10 * HOUR, 1e6, 36000 },
    { 10 * HOUR, 1e6 + 1, 36000 },
    { 10 * HOUR, 1e300, 36000 },
    { 10 * HOUR, INFINITY, 36000 },
    { 10 * HOUR, 0.5, 10 * HOUR },
    { 10 * HOUR, 0, 10 * HOUR },
    { 10 * HOUR, -0.0, 10 * HOUR },
    { 10 * HOUR, -100, 10 * HOUR },
    { 10 * HOUR, -INFINITY, 10 * HOUR },
    { 10 * HOUR, NAN, 10 * HOUR },
    { 0, 100, 0 },
    { -1, 1, 0 },
    { G_MININT64, 1e6, 0 },
    { 1, 1e6, 0 },
    { G_MAXINT64, 1, G_MAXINT64 },
    { G_MAXINT64, 0, G_MAXINT64 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (hlc_retry_scale (CASES[i].delay, CASES[i].time_scale), ==, CASES[i].scaled);
    }
  g_assert_cmpint (hlc_retry_scale (G_MAXINT64, 1.0000000000000002), >, 0);
}

static void
test_scale_parse (void)
{
  static const struct
  {
    const char *text;
    double time_scale; /* 0: none */
  } CASES[] = {
    { "1", 1 },    { "1.5", 1.5 }, { "1000", 1000 }, { "1e3", 1000 }, { "1000000", 1e6 }, { "1.0e+6", 1e6 },
    { "0", 0 },    { "0.999", 0 }, { "1000001", 0 }, { "1e300", 0 },  { "1e999", 0 },     { "-1", 0 },
    { "+1", 0 },   { " 1", 0 },    { "1 ", 0 },      { "", 0 },       { "nan", 0 },       { "inf", 0 },
    { "0x10", 0 }, { "1,5", 0 },   { "1x", 0 },      { "1e", 0 },     { "1.2.3", 0 },     { NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      double time_scale = 0;

      g_test_message ("%s", CASES[i].text);
      g_assert_cmpint (hlc_time_scale_parse (CASES[i].text, &time_scale), ==, CASES[i].time_scale > 0);
      g_assert_cmpfloat (time_scale, ==, CASES[i].time_scale);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/retry/schedule", test_schedule);
  g_test_add_func ("/retry/last", test_last);
  g_test_add_func ("/retry/catch-up", test_catch_up);
  g_test_add_func ("/retry/retry-after", test_retry_after);
  g_test_add_func ("/retry/parse-after", test_parse_after);
  g_test_add_func ("/retry/scale", test_scale);
  g_test_add_func ("/retry/scale-parse", test_scale_parse);

  return g_test_run ();
}
