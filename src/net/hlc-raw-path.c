/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-raw-path.h"

#include <string.h>

static gboolean
is_unreserved (int c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* A dot segment ends where the path or the next segment does. */
static gboolean
begins_with_dot_segment (const char *segment)
{
  gsize length = strcspn (segment, "/");

  return (length == 1 || length == 2) && strncmp (segment, "..", length) == 0;
}

static const char *
find_escape_problem (const char *escape)
{
  int high = g_ascii_xdigit_value (escape[1]);
  int low = high < 0 ? -1 : g_ascii_xdigit_value (escape[2]);
  int c = high * 16 + low;

  if (low < 0)
    return "holds a percent sign that two hexadecimal digits do not follow";
  if (c == '/' || c == '\\' || c == '\0')
    return "encodes a slash, a backslash or a NUL";
  if (is_unreserved (c))
    return "percent-encodes a character that needs no encoding";

  return NULL;
}

/**
 * hlc_raw_path_find_problem:
 * @raw_path: the path of a request as it came, still percent-encoded, without the query
 *
 * Finds a spelling of a path that we do not take. Two spellings of one path are how a request gets past whoever
 * compares paths, so we take one only: what RFC 3986, section 6.2.2 would leave as it is. Pure; any thread.
 *
 * Returns: (nullable): the rest of a sentence that begins with "The path", or %NULL where there is none
 */
const char *
hlc_raw_path_find_problem (const char *raw_path)
{
  g_return_val_if_fail (raw_path != NULL, NULL);

  if (*raw_path != '/')
    return "does not begin with a slash";

  for (const char *p = raw_path; *p != '\0'; p++)
    {
      const char *problem = NULL;

      if (*p == '/' && p[1] == '/')
        return "has an empty segment (two slashes in a row)";
      if (*p == '/' && begins_with_dot_segment (p + 1))
        return "has a segment “.” or “..”";
      if (*p == '\\' || g_ascii_iscntrl (*p) || *p == ' ')
        return "holds a backslash, a space or a control character";
      if (*p == '%')
        problem = find_escape_problem (p);
      if (problem != NULL)
        return problem;
    }

  return NULL;
}
