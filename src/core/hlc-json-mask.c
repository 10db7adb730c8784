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

/**
 * hlc_json_mask_member:
 * @text: a text; one that is not JSON is given back as it is
 * @name: a member name, decoded
 *
 * Hides a secret: what stands between the quotes of each string that is a member of that name, in any object at
 * any depth, becomes asterisks. Every other byte keeps its value and its place. Any thread.
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
    return g_bytes_ref (text);

  name_length = strlen (name);
  while (next_masked (&position, start + length, name, name_length, &value))
    {
      if (masked == NULL)
        masked = g_memdup2 (start, length);
      memset (masked + (value.start + 1 - start), '*', value.length - 2);
    }

  return masked != NULL ? g_bytes_new_take (masked, length) : g_bytes_ref (text);
}
