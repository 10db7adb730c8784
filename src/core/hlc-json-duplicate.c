/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-document.h"

#include "hlc-json-text.h"
#include "hlc-siphash.h"

/* Up to here, comparing each name with each is quicker than sorting. */
#define FEW_NAMES 8

typedef struct
{
  const char *start;
  gsize length;
  HlcSiphashKey key;

  /* The names of all open objects: 32 bits of hash above 32 bits of offset, so that a sort brings namesakes
   * together in the order of the text. Offsets fit, because no document is longer. */
  GArray *names;
} Search;

static void
add_name (Search *search, const HlcJsonToken *token)
{
  HlcJsonStringReader reader;
  HlcSiphash hash;
  const char *piece;
  gsize size;
  guint64 name;

  hlc_siphash_init (&hash, search->key);
  hlc_json_string_reader_init (&reader, token->start, token->length);
  while ((size = hlc_json_string_reader_next (&reader, &piece)) > 0)
    hlc_siphash_update (&hash, piece, size);

  name = hlc_siphash_finish (&hash).words[0] << 32 | (guint64) (token->start - search->start);
  g_array_append_val (search->names, name);
}

static gsize
name_offset (guint64 name)
{
  return (gsize) (name & G_MAXUINT32);
}

static gboolean
names_equal (Search *search, guint64 a, guint64 b)
{
  const char *end = search->start + search->length;
  const char *start_a = search->start + name_offset (a);
  const char *start_b = search->start + name_offset (b);
  g_autofree char *decoded = NULL;
  gsize length;

  if (a >> 32 != b >> 32)
    return FALSE;

  decoded = hlc_json_string_decode (start_a, hlc_json_text_skip_value (start_a, end) - start_a, &length);

  return hlc_json_string_equal (start_b, hlc_json_text_skip_value (start_b, end) - start_b, decoded, length);
}

/* Radix exchange, in place: keyed hashes are spread evenly whatever the names are. Recursion ends with the bits. */
static void
sort_names (guint64 *names, gsize n_names, guint bit)
{
  gsize low = 0, high = n_names;

  if (n_names < 2)
    return;

  while (low < high)
    {
      if ((names[low] >> bit & 1) == 0)
        {
          low++;
        }
      else
        {
          guint64 other = names[--high];

          names[high] = names[low];
          names[low] = other;
        }
    }

  if (bit == 0)
    return;
  sort_names (names, low, bit - 1);
  sort_names (names + low, n_names - low, bit - 1);
}

/* Looks at the names of one object, and gives the first in the text that repeats an earlier one. */
static gboolean
find_repeated (Search *search, guint64 *names, gsize n_names, gsize *offset)
{
  gboolean is_found = FALSE;
  gsize run_start = 0;

  if (n_names > FEW_NAMES)
    sort_names (names, n_names, 63);

  for (gsize i = 1; i < n_names; i++)
    {
      if (n_names > FEW_NAMES && names[i] >> 32 != names[run_start] >> 32)
        run_start = i;

      /* A run of one hash holds one name, but for chance; so the first pair of it nearly always decides. */
      for (gsize j = run_start; j < i; j++)
        {
          if (!names_equal (search, names[j], names[i]))
            continue;
          if (!is_found || name_offset (names[i]) < *offset)
            *offset = name_offset (names[i]);
          is_found = TRUE;
          break;
        }
    }

  return is_found;
}

static gboolean
find_in_text (Search *search, gsize *offset)
{
  guint object_starts[HLC_JSON_MAX_DEPTH];
  const char *position = search->start;
  HlcJsonToken token;
  guint depth = 0;

  while (hlc_json_text_next_token (&position, search->start + search->length, &token))
    {
      if (token.is_name)
        {
          add_name (search, &token);
        }
      else if (token.kind == '{')
        {
          object_starts[depth++] = search->names->len;
        }
      else if (token.kind == '}')
        {
          guint first = object_starts[--depth];
          guint64 *names = &g_array_index (search->names, guint64, first);

          if (find_repeated (search, names, search->names->len - first, offset))
            return TRUE;
          g_array_set_size (search->names, first);
        }
    }

  return FALSE;
}

/**
 * hlc_json_value_find_duplicate:
 * @value: a value
 * @name: (out) (optional): the name that stands a second time, a string; untouched when there is none
 *
 * Looks for an object, at any depth, that has two members of one decoded name. Such an object is valid grammar,
 * but its readers differ in which member they take. Where several names are repeated, it is the first of the
 * object that ends first.
 *
 * Takes time in proportion to the text, but for a sort of the names, and 8 to 16 bytes for each name of the
 * objects that are open at once. Names are hashed under a random key, so nobody can choose ones that collide. Any
 * thread.
 *
 * Returns: whether there is one
 */
gboolean
hlc_json_value_find_duplicate (HlcJsonValue value, HlcJsonValue *name)
{
  Search search = { 0 };
  gboolean is_found;
  gsize offset = 0;

  g_return_val_if_fail (value.document != NULL, FALSE);

  search.start = hlc_json_value_get_text (value, &search.length);
  search.key = hlc_siphash_key_new_random ();
  search.names = g_array_sized_new (FALSE, FALSE, sizeof (guint64), 16);

  is_found = find_in_text (&search, &offset);
  if (is_found && name != NULL)
    {
      const char *start = search.start + offset;
      const char *end = hlc_json_text_skip_value (start, search.start + search.length);

      *name = (HlcJsonValue){ value.document, value.offset + offset, (gsize) (end - start) };
    }
  g_array_unref (search.names);

  return is_found;
}
