/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-http-date.h"

#include "hlc-clock.h"

#define NOW (G_GINT64_CONSTANT (1795000000) * G_USEC_PER_SEC) /* in 2026 */

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *utc; /* NULL: no date */
  } CASES[] = {
    { "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000000Z" },
    { "Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37.000000Z" },
    { "Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37.000000Z" },
    { "Wed Nov 16 08:49:37 1994", "1994-11-16T08:49:37.000000Z" },
    { "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00.000000Z" },
    { "Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59.000000Z" },
    { "Sat, 31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59.000000Z" },
    { "Fri, 31 Dec 9999 23:59:59 GMT", "9999-12-31T23:59:59.000000Z" },
    /* The day's name is not worth a refusal. */
    { "Mon, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000000Z" },
    /* Two digits: at most fifty years ahead. */
    { "Friday, 27-Nov-26 00:00:00 GMT", "2026-11-27T00:00:00.000000Z" },
    { "Friday, 27-Nov-76 00:00:00 GMT", "2076-11-27T00:00:00.000000Z" },
    { "Friday, 27-Nov-77 00:00:00 GMT", "1977-11-27T00:00:00.000000Z" },
    { "", NULL },
    { "Sun", NULL },
    { "Sun, 06 Nov 1994 08:49:37", NULL },
    { "Sun, 06 Nov 1994 08:49:37 GM", NULL },
    { "Sun, 06 Nov 1994 08:49:37 GMT ", NULL },
    { "Sun, 06 Nov 1994 08:49:37 GMTx", NULL },
    { "Sun, 06 Nov 1994 08:49:37 UTC", NULL },
    { "Sun, 06 Nov 1994 08:49:37 +0000", NULL },
    { "sun, 06 nov 1994 08:49:37 gmt", NULL },
    { "Sun, 6 Nov 1994 08:49:37 GMT", NULL },
    { "Sun,06 Nov 1994 08:49:37 GMT", NULL },
    { "Son, 06 Nov 1994 08:49:37 GMT", NULL },
    { "Sun, 06 Okt 1994 08:49:37 GMT", NULL },
    { "Sun, 00 Nov 1994 08:49:37 GMT", NULL },
    { "Sun, 31 Nov 1994 08:49:37 GMT", NULL },
    { "Sun, 06 Nov 0000 08:49:37 GMT", NULL },
    { "Sun, 06 Nov 1994 24:00:00 GMT", NULL },
    { "Sun, 06 Nov 1994 08:60:00 GMT", NULL },
    { "Sun, 06 Nov 1994 08:49:61 GMT", NULL },
    { "Sun, 06 Nov 1994 08:49:-1 GMT", NULL },
    { "Sun, -6 Nov 1994 08:49:37 GMT", NULL },
    { "Sunday, 06-Nov-1994 08:49:37 GMT", NULL },
    { "Sun Nov 6 08:49:37 1994", NULL },
    { "Sun Nov  6 08:49:37 1994 GMT", NULL },
    { "1994-11-06T08:49:37Z", NULL },
    { "784111777", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      gint64 time = -7;
      gboolean is_date = hlc_http_date_parse (CASES[i].text, NOW, &time);
      g_autofree char *utc = is_date ? hlc_time_format (time) : NULL;

      g_test_message ("%s", CASES[i].text);
      g_assert_cmpstr (utc, ==, CASES[i].utc);
      if (!is_date)
        g_assert_cmpint (time, ==, -7);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-date/parse", test_parse);
  return g_test_run ();
}
