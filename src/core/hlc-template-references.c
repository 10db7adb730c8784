/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-template-references.h"

#include <string.h>

/* What stands in an id that is looked for, beside letters and digits: none of it is escaped in JSON. */
#define ID_SIGNS "_-.:"

/* A shorter id stands in texts by chance. Bytes. */
#define MIN_ID 4

static gboolean
is_id_character (char character)
{
  return g_ascii_isalnum (character) || (character != '\0' && strchr (ID_SIGNS, character) != NULL);
}

/* The end of the string that begins at @start with its quote: behind the other quote. */
static const char *
find_string_end (const char *start, const char *end)
{
  for (const char *p = start + 1; p < end; p++)
    {
      if (*p == '\\')
        p++;
      else if (*p == '"')
        return p + 1;
    }

  return end;
}

static gboolean
is_member_name (const char *behind, const char *end)
{
  while (behind < end && g_ascii_isspace (*behind))
    behind++;

  return behind < end && *behind == ':';
}

/* Words that are ids become references; a dot at a word's end is the end of a sentence. */
static void
put_into_string (GString *result, const char *start, const char *end, GHashTable *references)
{
  const char *p = start;

  while (p < end)
    {
      const char *word = p;
      const char *whole = NULL;
      g_autofree char *id = NULL;
      const char *reference = NULL;

      while (p < end && is_id_character (*p))
        p++;
      whole = p;
      while (whole > word && (whole[-1] == '.' || whole[-1] == ':'))
        whole--;
      id = g_strndup (word, (gsize) (whole - word));
      reference = whole - word >= MIN_ID ? g_hash_table_lookup (references, id) : NULL;
      if (reference != NULL)
        g_string_append_printf (result, "{%s}", reference);
      else
        g_string_append_len (result, word, whole - word);
      g_string_append_len (result, whole, p - whole);

      /* An escape is one sign, whatever its letter. */
      if (p < end && *p == '\\' && p + 1 < end)
        g_string_append_c (result, *p++);
      if (p < end)
        g_string_append_c (result, *p++);
    }
}

/**
 * hlc_template_references_put:
 * @json: a text that our scanner accepted
 * @references: (element-type utf8 utf8): what stands for an id, as `quote.call_id` for `call_7`
 *
 * Puts references where ids stand as words in strings. Member names and all the rest stay byte for byte. An id that is
 * shorter than four bytes, or has other signs than letters, digits and `_-.:`, stays. Pure; any thread.
 *
 * Returns: (transfer full): the text with references
 */
GBytes *
hlc_template_references_put (GBytes *json, GHashTable *references)
{
  gsize length = 0;
  const char *p = g_bytes_get_data (json, &length);
  const char *end = p + length;
  GString *result = g_string_sized_new (length);

  while (p < end)
    {
      const char *behind = *p == '"' ? find_string_end (p, end) : p + 1;

      if (*p == '"' && !is_member_name (behind, end))
        put_into_string (result, p, behind, references);
      else
        g_string_append_len (result, p, behind - p);
      p = behind;
    }

  return g_string_free_to_bytes (result);
}
