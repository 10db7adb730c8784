/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-since.h"

#include <string.h>

#include "hlc-clock.h"

static const struct
{
  char letter;
  gint64 length; /* microseconds */
} UNITS[] = {
  { 's', G_TIME_SPAN_SECOND }, { 'm', G_TIME_SPAN_MINUTE },  { 'h', G_TIME_SPAN_HOUR },
  { 'd', G_TIME_SPAN_DAY },    { 'w', 7 * G_TIME_SPAN_DAY },
};

/* "2h" and the like: digits and one letter. */
static gboolean
parse_span (const char *text, gint64 *span)
{
  gsize length = strlen (text);
  g_autofree char *digits = length > 0 ? g_strndup (text, length - 1) : NULL;
  guint64 number = 0;

  for (guint i = 0; length > 0 && i < G_N_ELEMENTS (UNITS); i++)
    {
      if (text[length - 1] != UNITS[i].letter ||
          !g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT64 / UNITS[i].length, &number, NULL))
        continue;

      *span = (gint64) number * UNITS[i].length;
      return TRUE;
    }

  return FALSE;
}

/**
 * hlc_since_parse:
 * @text: what was typed: a time (RFC 3339), or how long ago that was, in seconds, minutes, hours, days or weeks: "2h"
 * @now: microseconds since the epoch, UTC
 * @since: (out): microseconds since the epoch, UTC; untouched on failure
 *
 * Any thread.
 *
 * Returns: whether it is one of them; a time before 1970 is not
 */
gboolean
hlc_since_parse (const char *text, gint64 now, gint64 *since)
{
  gint64 time = 0;
  gint64 span = 0;

  g_return_val_if_fail (text != NULL && since != NULL, FALSE);

  if (parse_span (text, &span))
    time = now - span;
  else if (!hlc_time_parse (text, &time))
    return FALSE;

  if (time < 0)
    return FALSE;

  *since = time;
  return TRUE;
}
