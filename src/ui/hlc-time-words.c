/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-time-words.h"

#include <glib/gi18n-lib.h>

/**
 * hlc_words_span:
 * @span: microseconds; below 0 counts as 0
 *
 * Returns: (transfer full): whole seconds, minutes, hours or days, rounded down: "2 s", "5 min"
 */
char *
hlc_words_span (gint64 span)
{
  gint64 seconds = MAX (span, 0) / G_TIME_SPAN_SECOND;

  if (seconds < 60)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d s", "%d s", (gulong) seconds), (int) seconds);
  if (seconds < 60 * 60)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d min", "%d min", (gulong) (seconds / 60)),
                            (int) (seconds / 60));
  if (seconds < 24 * 60 * 60)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d h", "%d h", (gulong) (seconds / 3600)),
                            (int) (seconds / 3600));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong) (seconds / 86400)),
                          (int) MIN (seconds / 86400, 9999));
}

/**
 * hlc_words_until:
 * @time: microseconds since the epoch
 * @now: likewise
 *
 * How long there is to wait, as a part of a sentence that may also begin one. What is left of a second, or of a minute
 * where it is long, counts as a whole one.
 *
 * Returns: (transfer full): "now", "in 12 s", "in 4 min", "in 1 h 58 min"
 */
char *
hlc_words_until (gint64 time, gint64 now)
{
  gint64 seconds = time > now ? (time - now + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND : 0;
  gint64 minutes = (seconds + 59) / 60;
  g_autofree char *span = NULL;

  if (seconds == 0)
    return g_strdup (C_ ("time", "now"));
  if (minutes > 60 && minutes < 24 * 60 && minutes % 60 != 0)
    /* Translators: hours and minutes from now. */
    return g_strdup_printf (_ ("in %d h %d min"), (int) (minutes / 60), (int) (minutes % 60));

  span = hlc_words_span (seconds < 60 ? seconds * G_TIME_SPAN_SECOND : minutes * G_TIME_SPAN_MINUTE);
  /* Translators: %s is a span of time, as in "4 min". */
  return g_strdup_printf (_ ("in %s"), span);
}

/**
 * hlc_words_duration:
 * @duration: microseconds
 *
 * Returns: (transfer full): how long something took, to two or three digits: "0.4 ms", "38 ms", "1.2 s", "15 s"
 */
char *
hlc_words_duration (gint64 duration)
{
  double milliseconds = (double) MAX (duration, 0) / G_TIME_SPAN_MILLISECOND;

  if (milliseconds < 9.95)
    /* Translators: milliseconds. */
    return g_strdup_printf (_ ("%.1f ms"), milliseconds);
  if (milliseconds < 999.5)
    return g_strdup_printf (_ ("%.0f ms"), milliseconds);
  if (milliseconds < 9950)
    /* Translators: seconds. */
    return g_strdup_printf (_ ("%.1f s"), milliseconds / 1000);

  return g_strdup_printf (_ ("%.0f s"), milliseconds / 1000);
}
