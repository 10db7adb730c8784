/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-http-date.h"

#include <string.h>

/* A two-digit year that would be further ahead than this is of the century before. */
#define MAX_YEARS_AHEAD 50

/* The fields of a date, as they are found. */
typedef struct
{
  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;
} Fields;

/*
 * The three forms that a recipient must read: the one that is written today, that of RFC 850, and that of asctime().
 * W and L stand for a day's short and long name, b for a month's, D, H, M and S for two digits, Y and y for a year's
 * four and two, e for a day that may have a space for its first digit. Anything else stands for itself.
 */
static const char *const FORMS[] = {
  "W, D b Y H:M:S GMT",
  "L, D-b-y H:M:S GMT",
  "W b e H:M:S Y",
};

static const char *const DAYS[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                    "Friday", "Saturday", "Sunday",    NULL };
static const char *const MONTHS[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
                                      "Aug", "Sep", "Oct", "Nov", "Dec", NULL };

/* Finds which name stands at @text, by its first @length characters or (0) by all of them. */
static int
read_name (const char **text, const char *const *names, gsize length)
{
  for (int i = 0; names[i] != NULL; i++)
    {
      gsize wanted = length > 0 ? length : strlen (names[i]);

      if (strncmp (*text, names[i], wanted) == 0)
        {
          *text += wanted;
          return i;
        }
    }

  return -1;
}

static int
read_digits (const char **text, guint n_digits)
{
  int number = 0;

  for (guint i = 0; i < n_digits; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return -1;
      number = number * 10 + (**text - '0');
    }

  return number;
}

static int
read_padded_day (const char **text)
{
  if (**text != ' ')
    return read_digits (text, 2);

  (*text)++;
  return read_digits (text, 1);
}

static int
read_short_year (const char **text, int this_year)
{
  int year = read_digits (text, 2);

  if (year < 0)
    return -1;

  year += this_year / 100 * 100;
  return year > this_year + MAX_YEARS_AHEAD ? year - 100 : year;
}

static gboolean
read_part (const char **text, char part, int this_year, Fields *fields)
{
  switch (part)
    {
    case 'W':
      return read_name (text, DAYS, 3) >= 0;

    case 'L':
      return read_name (text, DAYS, 0) >= 0;

    case 'b':
      return (fields->month = read_name (text, MONTHS, 0) + 1) > 0;

    case 'D':
      return (fields->day = read_digits (text, 2)) >= 0;

    case 'e':
      return (fields->day = read_padded_day (text)) >= 0;

    case 'Y':
      return (fields->year = read_digits (text, 4)) >= 0;

    case 'y':
      return (fields->year = read_short_year (text, this_year)) >= 0;

    case 'H':
      return (fields->hour = read_digits (text, 2)) >= 0;

    case 'M':
      return (fields->minute = read_digits (text, 2)) >= 0;

    case 'S':
      return (fields->second = read_digits (text, 2)) >= 0;

    default:
      return **text == part && *(*text)++ != '\0';
    }
}

static gboolean
read_form (const char *text, const char *form, int this_year, Fields *fields)
{
  /* The letters of "GMT" stand for themselves, though one of them is a part's. */
  gsize length = g_str_has_suffix (form, " GMT") ? strlen (form) - strlen (" GMT") : strlen (form);

  for (gsize i = 0; i < length; i++)
    if (!read_part (&text, form[i], this_year, fields))
      return FALSE;

  return strcmp (text, form + length) == 0;
}

/**
 * hlc_http_date_parse:
 * @text: what claims to be a date
 * @now: microseconds since the epoch, UTC: the years of the obsolete form that has two digits are near it
 * @time: (out): microseconds since the epoch, UTC; untouched on failure
 *
 * Reads the date of a header in each of its three forms (RFC 9110, section 5.6.7). Whether the name of the day is that
 * of the date does not matter. A leap second counts as the one before it. Any thread.
 *
 * Returns: whether @text is a date and nothing more
 */
gboolean
hlc_http_date_parse (const char *text, gint64 now, gint64 *time)
{
  g_autoptr (GDateTime) today = NULL;
  g_autoptr (GDateTime) date = NULL;
  Fields fields = { 0 };
  gboolean is_read = FALSE;

  g_return_val_if_fail (text != NULL && time != NULL, FALSE);

  today = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  for (gsize i = 0; i < G_N_ELEMENTS (FORMS) && !is_read; i++)
    is_read = read_form (text, FORMS[i], today != NULL ? g_date_time_get_year (today) : 1970, &fields);
  if (!is_read || fields.second > 60)
    return FALSE;

  /* GLib checks the other ranges, and the days of the month. */
  date = g_date_time_new_utc (fields.year, fields.month, fields.day, fields.hour, fields.minute,
                              MIN (fields.second, 59));
  if (date == NULL)
    return FALSE;

  *time = g_date_time_to_unix (date) * G_USEC_PER_SEC;
  return TRUE;
}
