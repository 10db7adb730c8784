/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-document.h"

#include <string.h>

#include "hlc-json-scanner.h"
#include "hlc-json-text.h"

/* Finds the next string that is the value of a member named @name. */
static gboolean
next_masked (const char **position, const char *end, const char *name, gsize name_length, HlcJsonToken *value)
{
  HlcJsonToken token;

  while (hlc_json_text_next_token (position, end, &token))
    {
      if (!token.is_name || !hlc_json_string_equal (token.start, token.length, name, name_length))
        continue;

      /* The colon, then the value: when it is a container, its members are still to be looked at. */
      if (!hlc_json_text_next_token (position, end, &token) ||
          !hlc_json_text_next_token (position, end, value))
        return FALSE;
      if (value->kind == '"' && value->length > 2)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_any_of (char c, const char *set)
{
  return c != '\0' && strchr (set, c) != NULL;
}

/* Past @name, each character of which may be written as \u00XX; NULL where it does not stand at @position. */
static const char *
skip_name (const char *position, const char *end, const char *name, gsize name_length)
{
  for (gsize i = 0; i < name_length; i++)
    {
      if (position < end && *position == name[i])
        position++;
      else if (end - position >= 6 && strncmp (position, "\\u00", 4) == 0 &&
               g_ascii_xdigit_value (position[4]) * 16 + g_ascii_xdigit_value (position[5]) == name[i])
        position += 6;
      else
        return NULL;
    }

  return position;
}

/* What may stand between a name and its value, quoted once or twice, in JSON and in what is taken for it. */
static const char *
skip_to_value (const char *position, const char *end)
{
  while (position < end && is_any_of (*position, "\"'\\ \t\r\n:="))
    position++;

  return position;
}

/* A quoted value ends with its quote, any other where a next thing may begin. */
static const char *
skip_loose_value (const char *position, const char *end)
{
  char quote = position[-1];
  gboolean is_quoted = (quote == '"' || quote == '\'') && position[-2] != '\\';

  while (position < end)
    {
      if (is_quoted ? *position == quote : is_any_of (*position, "\"'\\,;&}] \t\r\n"))
        break;
      /* What is escaped ends nothing. */
      position += is_quoted && *position == '\\' && end - position > 1 ? 2 : 1;
    }

  return position;
}

/* A text that is not JSON, such as one that was cut short, may hold the secret all the same. */
static GBytes *
mask_loosely (GBytes *text, const char *name)
{
  gsize name_length = strlen (name);
  gsize length;
  const char *start = g_bytes_get_data (text, &length);
  const char *end = start + length;
  char *masked = NULL;

  for (const char *position = start; position < end;)
    {
      const char *after = skip_name (position, end, name, name_length);
      const char *value = after != NULL ? skip_to_value (after, end) : NULL;

      if (value == NULL || value == after)
        {
          position++;
          continue;
        }

      position = skip_loose_value (value, end);
      if (masked == NULL && position > value)
        masked = g_memdup2 (start, length);
      if (masked != NULL)
        memset (masked + (value - start), '*', position - value);
    }

  return masked != NULL ? g_bytes_new_take (masked, length) : g_bytes_ref (text);
}

/**
 * hlc_json_mask_member:
 * @text: a text, which need not be JSON
 * @name: a member name, decoded
 *
 * Hides a secret: what stands between the quotes of each string that is a member of that name, in any object at
 * any depth, becomes asterisks. In a text that is not JSON it is what seems to be the value of such a member. Every
 * other byte keeps its value and its place. Any thread.
 *
 * Returns: (transfer full): @text itself when there is nothing to hide, else a masked copy
 */
GBytes *
hlc_json_mask_member (GBytes *text, const char *name)
{
  const char *start, *position;
  HlcJsonToken value;
  char *masked = NULL;
  gsize length, name_length;

  g_return_val_if_fail (text != NULL && name != NULL, NULL);

  start = position = g_bytes_get_data (text, &length);
  if (!hlc_json_scan (start, length, NULL, NULL))
    return mask_loosely (text, name);

  name_length = strlen (name);
  while (next_masked (&position, start + length, name, name_length, &value))
    {
      if (masked == NULL)
        masked = g_memdup2 (start, length);
      memset (masked + (value.start + 1 - start), '*', value.length - 2);
    }

  return masked != NULL ? g_bytes_new_take (masked, length) : g_bytes_ref (text);
}
