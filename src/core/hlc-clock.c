/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-clock.h"

#include <string.h>

struct _HlcClock
{
  gatomicrefcount ref_count;
  gboolean is_manual;
  gint64 now; /* (mutex lock): of a manual clock */
  GMutex lock;
};

static HlcClock *
clock_new (gboolean is_manual, gint64 now)
{
  HlcClock *self = g_new0 (HlcClock, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->is_manual = is_manual;
  self->now = now;

  return self;
}

/**
 * hlc_clock_new_system:
 *
 * Returns: (transfer full): a clock that tells the system's time of day
 */
HlcClock *
hlc_clock_new_system (void)
{
  return clock_new (FALSE, 0);
}

/**
 * hlc_clock_new_manual:
 * @now: microseconds since the Unix epoch
 *
 * Returns: (transfer full): a clock that stands still at @now until hlc_clock_set_now()
 */
HlcClock *
hlc_clock_new_manual (gint64 now)
{
  return clock_new (TRUE, now);
}

/**
 * hlc_clock_ref:
 * @self: a clock
 *
 * Returns: (transfer full): @self
 */
HlcClock *
hlc_clock_ref (HlcClock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hlc_clock_unref:
 * @self: (transfer full): a clock
 *
 * Gives back a reference.
 */
void
hlc_clock_unref (HlcClock *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * hlc_clock_get_now:
 * @self: a clock
 *
 * Any thread.
 *
 * Returns: the time, in microseconds since the Unix epoch
 */
gint64
hlc_clock_get_now (HlcClock *self)
{
  gint64 now;

  g_return_val_if_fail (self != NULL, 0);

  if (!self->is_manual)
    return g_get_real_time ();

  g_mutex_lock (&self->lock);
  now = self->now;
  g_mutex_unlock (&self->lock);

  return now;
}

/**
 * hlc_clock_set_now:
 * @self: a manual clock
 * @now: microseconds since the Unix epoch
 *
 * Sets a manual clock. It is a programmer's error to set the system's. Any thread.
 */
void
hlc_clock_set_now (HlcClock *self, gint64 now)
{
  g_return_if_fail (self != NULL && self->is_manual);

  g_mutex_lock (&self->lock);
  self->now = now;
  g_mutex_unlock (&self->lock);
}

/**
 * hlc_time_format:
 * @time: microseconds since the Unix epoch
 *
 * Writes a time as RFC 3339 does, in UTC with all six digits of the microseconds, so that texts sort as times do:
 * "2026-01-02T03:04:05.000006Z". A time outside of the years 1 to 9999 becomes the nearest inside of them. Any
 * thread.
 *
 * Returns: (transfer full): the text
 */
char *
hlc_time_format (gint64 time)
{
  gint64 seconds = time / G_USEC_PER_SEC;
  gint64 microseconds = time % G_USEC_PER_SEC;
  g_autoptr (GDateTime) date = NULL;

  if (microseconds < 0)
    {
      seconds--;
      microseconds += G_USEC_PER_SEC;
    }

  date = g_date_time_new_from_unix_utc (seconds);
  if (date == NULL)
    return g_strdup (time < 0 ? "0001-01-01T00:00:00.000000Z" : "9999-12-31T23:59:59.999999Z");

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", g_date_time_get_year (date),
                          g_date_time_get_month (date), g_date_time_get_day_of_month (date),
                          g_date_time_get_hour (date), g_date_time_get_minute (date),
                          g_date_time_get_second (date), (int) microseconds);
}

static gboolean
read_digits (const char **text, guint n_digits, int *number)
{
  *number = 0;
  for (guint i = 0; i < n_digits; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *number = *number * 10 + (**text - '0');
    }

  return TRUE;
}

static gboolean
read_character (const char **text, const char *accepted)
{
  if (**text == '\0' || strchr (accepted, **text) == NULL)
    return FALSE;
  (*text)++;

  return TRUE;
}

static gboolean
read_fraction (const char **text, int *microseconds)
{
  int weight = 100000;

  *microseconds = 0;
  if (!read_character (text, "."))
    return TRUE;
  if (!g_ascii_isdigit (**text))
    return FALSE;

  for (; g_ascii_isdigit (**text); (*text)++, weight /= 10)
    *microseconds += (**text - '0') * weight;

  return TRUE;
}

/* "Z", "+02:00", "+0200", "+02" or nothing. */
static gboolean
read_offset (const char **text, int *seconds)
{
  gboolean is_west = **text == '-';
  int hours, minutes = 0;

  *seconds = 0;
  if (**text == '\0' || read_character (text, "Zz"))
    return TRUE;

  if (!read_character (text, "+-") || !read_digits (text, 2, &hours))
    return FALSE;
  if (**text != '\0')
    {
      read_character (text, ":");
      if (!read_digits (text, 2, &minutes))
        return FALSE;
    }
  *seconds = (hours * 60 + minutes) * 60 * (is_west ? -1 : 1);

  return hours <= 23 && minutes <= 59;
}

/**
 * hlc_time_parse:
 * @text: a time
 * @time: (out): microseconds since the Unix epoch, untouched on failure
 *
 * Reads RFC 3339, and what ISO 8601 writers make of it: "T", "t" or a space in the middle, a fraction of any length
 * (what is finer than a microsecond is cut off), an offset with or without its colon, its minutes or all of it. A
 * time without an offset is UTC, as HumanLayer's Python SDK means it. Every field must be in its range; a leap
 * second is not. Any thread.
 *
 * Returns: whether @text is a time and nothing more
 */
gboolean
hlc_time_parse (const char *text, gint64 *time)
{
  int year, month, day, hour, minute, second, microseconds, offset;
  g_autoptr (GDateTime) date = NULL;

  g_return_val_if_fail (text != NULL && time != NULL, FALSE);

  if (!read_digits (&text, 4, &year) || !read_character (&text, "-") || !read_digits (&text, 2, &month) ||
      !read_character (&text, "-") || !read_digits (&text, 2, &day) || !read_character (&text, "Tt ") ||
      !read_digits (&text, 2, &hour) || !read_character (&text, ":") || !read_digits (&text, 2, &minute) ||
      !read_character (&text, ":") || !read_digits (&text, 2, &second) ||
      !read_fraction (&text, &microseconds) || !read_offset (&text, &offset) || *text != '\0')
    return FALSE;

  /* GLib checks the ranges, and the days of the month. */
  date = g_date_time_new_utc (year, month, day, hour, minute, second);
  if (date == NULL)
    return FALSE;

  *time = (g_date_time_to_unix (date) - offset) * G_USEC_PER_SEC + microseconds;

  return TRUE;
}
