/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-members.h"

#include <string.h>

#include "hlc-json-scanner.h"
#include "hlc-json-text.h"

/**
 * hlc_json_members_dup_others:
 * @object: an object
 * @known: (array zero-terminated=1): names of members that are read by others
 *
 * Keeps what nobody here knows, so that it can be written again as it came.
 *
 * Returns: (transfer full) (nullable): the members with commas between, as hlc_json_members_write() takes them; %NULL
 *   when there are none
 */
GBytes *
hlc_json_members_dup_others (HlcJsonValue object, const char *const *known)
{
  g_autoptr (GString) others = g_string_new (NULL);
  HlcJsonIter iter;
  HlcJsonValue name_value;
  HlcJsonValue value;

  g_return_val_if_fail (known != NULL, NULL);

  hlc_json_iter_init (&iter, object);
  while (hlc_json_iter_next (&iter, &name_value, &value))
    {
      g_autofree char *name = hlc_json_value_dup_string (name_value, NULL);
      gsize name_length = 0;
      gsize length = 0;
      const char *name_text = hlc_json_value_get_text (name_value, &name_length);
      const char *text = hlc_json_value_get_text (value, &length);

      if (g_strv_contains (known, name))
        continue;

      if (others->len > 0)
        g_string_append_c (others, ',');
      g_string_append_len (others, name_text, (gssize) name_length);
      g_string_append_c (others, ':');
      g_string_append_len (others, text, (gssize) length);
    }

  return others->len > 0 ? g_string_free_to_bytes (g_steal_pointer (&others)) : NULL;
}

/**
 * hlc_json_members_write_value:
 * @writer: a writer, inside an object
 * @name: the member's name
 * @value: written byte for byte
 */
void
hlc_json_members_write_value (HlcJsonWriter *writer, const char *name, HlcJsonValue value)
{
  g_autoptr (GBytes) text = hlc_json_value_dup_text (value);

  hlc_json_writer_name (writer, name);
  hlc_json_writer_raw (writer, text);
}

/**
 * hlc_json_members_write:
 * @writer: a writer, inside an object
 * @members: (nullable): of hlc_json_members_dup_others()
 */
void
hlc_json_members_write (HlcJsonWriter *writer, GBytes *members)
{
  g_autoptr (GString) braced = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  HlcJsonIter iter;
  HlcJsonValue name_value;
  HlcJsonValue value;

  if (members == NULL)
    return;

  braced = g_string_new ("{");
  g_string_append_len (braced, g_bytes_get_data (members, NULL), (gssize) g_bytes_get_size (members));
  g_string_append_c (braced, '}');
  text = g_string_free_to_bytes (g_steal_pointer (&braced));
  document = hlc_json_document_new (text, NULL, NULL);
  g_return_if_fail (document != NULL);

  hlc_json_iter_init (&iter, hlc_json_document_get_root (document));
  while (hlc_json_iter_next (&iter, &name_value, &value))
    {
      g_autofree char *name = hlc_json_value_dup_string (name_value, NULL);

      hlc_json_members_write_value (writer, name, value);
    }
}

/* Past the colon and the value of the member whose name ends at @position. */
static const char *
skip_member_value (const char *position, const char *end)
{
  position = hlc_json_text_skip_space (position, end) + 1;
  return hlc_json_text_skip_value (hlc_json_text_skip_space (position, end), end);
}

/* The last member goes with the comma before it, when what is kept ends in one. */
static void
trim_comma (GString *kept)
{
  gsize length = kept->len;

  while (length > 0 && strchr (" \n\r\t", kept->str[length - 1]) != NULL)
    length--;
  if (length > 0 && kept->str[length - 1] == ',')
    g_string_truncate (kept, length - 1);
}

/**
 * hlc_json_members_drop:
 * @text: a text that hlc_json_scan() accepts
 * @name: a member name, decoded
 *
 * Takes away each member of that name, in any object at any depth, with its value. Every other byte stays, but for the
 * comma beside it.
 *
 * Returns: (transfer full): @text itself when there is no such member, else a text without
 */
GBytes *
hlc_json_members_drop (GBytes *text, const char *name)
{
  g_autoptr (GString) kept = NULL;
  const char *start, *end, *position, *plain;
  HlcJsonToken token;
  gsize length, name_length;

  g_return_val_if_fail (text != NULL && name != NULL, NULL);

  start = position = plain = g_bytes_get_data (text, &length);
  g_return_val_if_fail (hlc_json_scan (start, length, NULL, NULL), NULL);

  end = start + length;
  name_length = strlen (name);
  while (hlc_json_text_next_token (&position, end, &token))
    {
      if (!token.is_name || !hlc_json_string_equal (token.start, token.length, name, name_length))
        continue;

      if (kept == NULL)
        kept = g_string_sized_new (length);
      g_string_append_len (kept, plain, token.start - plain);
      position = skip_member_value (position, end);
      plain = hlc_json_text_skip_space (position, end);
      if (*plain == ',')
        plain = hlc_json_text_skip_space (plain + 1, end);
      else
        trim_comma (kept);
      position = plain;
    }

  if (kept == NULL)
    return g_bytes_ref (text);

  g_string_append_len (kept, plain, end - plain);
  return g_string_free_to_bytes (g_steal_pointer (&kept));
}
