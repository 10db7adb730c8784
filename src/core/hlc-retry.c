/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-retry.h"

#include <string.h>

#include "hlc-http-date.h"

/* More digits than this are longer than we wait, whatever they are. */
#define MAX_SECONDS_DIGITS 9

/* What is waited after an attempt failed, by its step: Svix's schedule. The last one has nothing after it. */
static const gint64 SCHEDULE[] = {
  5 * G_TIME_SPAN_SECOND, 5 * G_TIME_SPAN_MINUTE, 30 * G_TIME_SPAN_MINUTE, 2 * G_TIME_SPAN_HOUR,
  5 * G_TIME_SPAN_HOUR,   10 * G_TIME_SPAN_HOUR,  10 * G_TIME_SPAN_HOUR,
};

G_STATIC_ASSERT (G_N_ELEMENTS (SCHEDULE) == HLC_RETRY_STEPS - 1);

/* What is waited for a handler that is down, by how often it was found so. The last one is for all that follow. */
static const gint64 CATCH_UP[] = {
  5 * G_TIME_SPAN_SECOND,
  10 * G_TIME_SPAN_SECOND,
  15 * G_TIME_SPAN_SECOND,
};

/* 20 % less to 20 % more, so that what failed at one time does not come back at one time. */
static gint64
jitter (gint64 delay, guint32 random)
{
  gint64 spread = delay / 5;

  return delay - spread + (gint64) (2.0 * (double) spread * random / G_MAXUINT32);
}

/**
 * hlc_retry_keeps_step:
 * @failure: how an attempt failed
 *
 * While a handler is down, a plan that catches up does not use up its schedule: the next attempt has the same step.
 *
 * Returns: whether the next attempt has the step of the one that failed
 */
gboolean
hlc_retry_keeps_step (HlcRetryPlan plan, HlcFailure failure)
{
  return plan == HLC_RETRY_CATCH_UP && (failure == HLC_FAILURE_UNREACHABLE || failure == HLC_FAILURE_TIMEOUT);
}

/**
 * hlc_retry_get_delay:
 * @step: the step of the attempt that failed, from 1; where hlc_retry_keeps_step() says so, how many attempts in a row
 *   have found the handler down, this one included
 * @failure: how it failed
 * @retry_after: what the handler asked for, in microseconds; -1 where it did not
 * @random: 32 random bits, for the jitter
 *
 * Decides when a failed attempt is followed by another. What the handler asked for is honoured where it is longer than
 * the plan's delay, up to %HLC_RETRY_AFTER_MAX, and has no jitter. After a 410 nothing is sent again. Any thread.
 *
 * Returns: how long to wait, unscaled, in microseconds; -1 where this was the last attempt
 */
gint64
hlc_retry_get_delay (HlcRetryPlan plan, guint step, HlcFailure failure, gint64 retry_after, guint32 random)
{
  gint64 delay = 0;

  g_return_val_if_fail (step > 0, -1);

  if (failure == HLC_FAILURE_NONE || failure == HLC_FAILURE_GONE)
    return -1;

  if (hlc_retry_keeps_step (plan, failure))
    delay = CATCH_UP[MIN (step, G_N_ELEMENTS (CATCH_UP)) - 1];
  else if (step < HLC_RETRY_STEPS)
    delay = SCHEDULE[step - 1];
  else
    return -1;

  return MAX (jitter (delay, random), MIN (retry_after, HLC_RETRY_AFTER_MAX));
}

/**
 * hlc_retry_scale:
 * @delay: microseconds
 * @time_scale: how much faster time runs: a number from %HLC_TIME_SCALE_MIN to %HLC_TIME_SCALE_MAX
 *
 * Shortens a delay. A scale below the least, 0, a negative one and NaN among them, counts as the least; one above the
 * most as the most. Any thread.
 *
 * Returns: the delay in real microseconds, never below 0
 */
gint64
hlc_retry_scale (gint64 delay, double time_scale)
{
  if (delay <= 0)
    return 0;
  if (!(time_scale > HLC_TIME_SCALE_MIN))
    return delay;

  return (gint64) ((double) delay / MIN (time_scale, HLC_TIME_SCALE_MAX));
}

/**
 * hlc_time_scale_parse:
 * @text: (nullable): a decimal number, as a person or a script writes it
 * @time_scale: (out): the number; untouched on failure
 *
 * Reads a time scale: digits, a point and digits, an exponent; no sign, no other base, no word. Any thread.
 *
 * Returns: whether it is a number from %HLC_TIME_SCALE_MIN to %HLC_TIME_SCALE_MAX
 */
gboolean
hlc_time_scale_parse (const char *text, double *time_scale)
{
  double number = 0;
  char *end = NULL;

  g_return_val_if_fail (time_scale != NULL, FALSE);

  if (text == NULL || !g_ascii_isdigit (*text) || strspn (text, "0123456789.eE+-") != strlen (text))
    return FALSE;

  number = g_ascii_strtod (text, &end);
  if (*end != '\0' || !(number >= HLC_TIME_SCALE_MIN && number <= HLC_TIME_SCALE_MAX))
    return FALSE;

  *time_scale = number;
  return TRUE;
}

/**
 * hlc_retry_parse_after:
 * @value: (nullable): the value of a `Retry-After` header: seconds, digits only, or a date (RFC 9110, section 10.2.3)
 * @now: microseconds since the epoch, UTC
 *
 * Reads how long a handler asks us to wait. Any thread.
 *
 * Returns: microseconds from 0 to %HLC_RETRY_AFTER_MAX; -1 where @value is neither
 */
gint64
hlc_retry_parse_after (const char *value, gint64 now)
{
  g_autofree char *text = value != NULL ? g_strstrip (g_strdup (value)) : NULL;
  gint64 time = 0;

  if (text == NULL || *text == '\0')
    return -1;

  if (strspn (text, "0123456789") == strlen (text))
    {
      const char *digits = text + strspn (text, "0");

      if (strlen (digits) > MAX_SECONDS_DIGITS)
        return HLC_RETRY_AFTER_MAX;
      return MIN (g_ascii_strtoll (digits, NULL, 10) * G_TIME_SPAN_SECOND, HLC_RETRY_AFTER_MAX);
    }

  if (!hlc_http_date_parse (text, now, &time))
    return -1;

  return CLAMP (time - now, 0, HLC_RETRY_AFTER_MAX);
}
