/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-document.h"

#include <math.h>
#include <string.h>

#include "hlc-json-text.h"
#include "hlc-siphash.h"

/*
 * Equality goes by digests. Each value gets 128 bits under a key that was drawn for this one comparison: equal
 * values get equal digests, others differ but for a chance of 2⁻¹²⁸ that nobody can raise without the key. So each
 * text is read once, whatever its nesting and the order of its members: matching the members of two objects by
 * name would read the innermost of 128 nested ones 128 times.
 */

/* From here on neighbouring integers share a double: 2⁵³. */
#define EXACT_LIMIT 9007199254740992.0

/* Longer numbers are compared as they are written. */
#define MAX_NUMBER_LENGTH 128

typedef enum
{
  TAG_WORD = 'w',
  TAG_DOUBLE = 'd',
  TAG_NUMBER_TEXT = 'n',
  TAG_STRING = 's',
  TAG_MEMBER = 'm',
  TAG_ELEMENT = 'e',
  TAG_ARRAY = 'a',
  TAG_OBJECT = 'o',
} Tag;

/* A container that is open: what its members or elements so far come to. */
typedef struct
{
  gboolean is_object;
  HlcSiphashDigest name;
  HlcSiphashDigest content;
} Level;

static HlcSiphashDigest
digest_bytes (HlcSiphashKey key, Tag tag, const void *bytes, gsize length)
{
  guint64 prefix = (guint64) tag;
  HlcSiphash hash;

  hlc_siphash_init (&hash, key);
  hlc_siphash_update (&hash, &prefix, sizeof prefix);
  hlc_siphash_update (&hash, bytes, length);

  return hlc_siphash_finish (&hash);
}

static HlcSiphashDigest
digest_pair (HlcSiphashKey key, Tag tag, HlcSiphashDigest first, HlcSiphashDigest second)
{
  HlcSiphashDigest pair[2] = { first, second };

  return digest_bytes (key, tag, pair, sizeof pair);
}

static HlcSiphashDigest
digest_string (HlcSiphashKey key, const HlcJsonToken *token)
{
  guint64 prefix = TAG_STRING;
  HlcJsonStringReader reader;
  HlcSiphash hash;
  const char *piece;
  gsize size;

  hlc_siphash_init (&hash, key);
  hlc_siphash_update (&hash, &prefix, sizeof prefix);
  hlc_json_string_reader_init (&reader, token->start, token->length);
  while ((size = hlc_json_string_reader_next (&reader, &piece)) > 0)
    hlc_siphash_update (&hash, piece, size);

  return hlc_siphash_finish (&hash);
}

/* Most numbers are short integers: those need no conversion that knows about fractions. */
static gboolean
read_short_integer (const HlcJsonToken *token, double *number)
{
  gboolean is_negative = token->kind == '-';
  gint64 magnitude = 0;

  if (token->length > 15)
    return FALSE;

  for (gsize i = is_negative ? 1 : 0; i < token->length; i++)
    {
      if (!g_ascii_isdigit (token->start[i]))
        return FALSE;
      magnitude = magnitude * 10 + (token->start[i] - '0');
    }
  *number = (double) (is_negative ? -magnitude : magnitude);

  return TRUE;
}

static HlcSiphashDigest
digest_number (HlcSiphashKey key, const HlcJsonToken *token)
{
  char text[MAX_NUMBER_LENGTH + 1];
  double number;

  if (token->length > MAX_NUMBER_LENGTH)
    return digest_bytes (key, TAG_NUMBER_TEXT, token->start, token->length);

  if (!read_short_integer (token, &number))
    {
      memcpy (text, token->start, token->length);
      text[token->length] = '\0';
      number = g_ascii_strtod (text, NULL);
    }
  if (!(fabs (number) < EXACT_LIMIT))
    return digest_bytes (key, TAG_NUMBER_TEXT, token->start, token->length);

  /* Minus zero equals zero. */
  if (number == 0)
    number = 0;

  return digest_bytes (key, TAG_DOUBLE, &number, sizeof number);
}

static HlcSiphashDigest
digest_scalar (HlcSiphashKey key, const HlcJsonToken *token)
{
  if (token->kind == '"')
    return digest_string (key, token);
  if (token->kind == '-' || g_ascii_isdigit (token->kind))
    return digest_number (key, token);

  return digest_bytes (key, TAG_WORD, token->start, token->length);
}

static void
level_add (Level *level, HlcSiphashKey key, HlcSiphashDigest value)
{
  if (level->is_object)
    {
      /* A sum, because the order of members has no meaning. */
      HlcSiphashDigest member = digest_pair (key, TAG_MEMBER, level->name, value);

      level->content.words[0] += member.words[0];
      level->content.words[1] += member.words[1];
    }
  else
    {
      level->content = digest_pair (key, TAG_ELEMENT, level->content, value);
    }
}

static HlcSiphashDigest
digest_value (HlcSiphashKey key, const char *start, gsize length)
{
  Level levels[HLC_JSON_MAX_DEPTH + 1] = { 0 };
  const char *position = start;
  HlcJsonToken token;
  guint depth = 0;

  /* The outermost level stands for an array of the one value. */
  while (hlc_json_text_next_token (&position, start + length, &token))
    {
      if (token.is_name)
        {
          levels[depth].name = digest_string (key, &token);
        }
      else if (token.kind == '{' || token.kind == '[')
        {
          levels[++depth] = (Level){ .is_object = token.kind == '{' };
        }
      else if (token.kind == '}' || token.kind == ']')
        {
          HlcSiphashDigest content = levels[depth].content;
          Tag tag = levels[depth].is_object ? TAG_OBJECT : TAG_ARRAY;

          depth--;
          level_add (&levels[depth], key, digest_bytes (key, tag, &content, sizeof content));
        }
      else if (token.kind != ',' && token.kind != ':')
        {
          level_add (&levels[depth], key, digest_scalar (key, &token));
        }
    }

  return levels[0].content;
}

/**
 * hlc_json_value_equal:
 * @a: a value
 * @b: a value, of the same or of another document
 *
 * Tells whether two values mean the same: objects whatever the order of their members (a repeated name counts as
 * often as it stands), arrays in order, strings as they read. Numbers are equal when they are written alike, or
 * when they are the same double below 2⁵³; from there on, and beyond 128 digits, only the text counts.
 *
 * Takes time in proportion to both texts together, at most, and no memory to speak of. Any thread.
 *
 * Returns: whether they are equal
 */
gboolean
hlc_json_value_equal (HlcJsonValue a, HlcJsonValue b)
{
  HlcSiphashDigest digest_a, digest_b;
  const char *text_a, *text_b;
  gsize length_a, length_b;
  HlcSiphashKey key;

  g_return_val_if_fail (a.document != NULL && b.document != NULL, FALSE);

  text_a = hlc_json_value_get_text (a, &length_a);
  text_b = hlc_json_value_get_text (b, &length_b);
  if (length_a == length_b && memcmp (text_a, text_b, length_a) == 0)
    return TRUE;
  if (hlc_json_value_get_type (a) != hlc_json_value_get_type (b))
    return FALSE;

  key = hlc_siphash_key_new_random ();
  digest_a = digest_value (key, text_a, length_a);
  digest_b = digest_value (key, text_b, length_b);

  return memcmp (&digest_a, &digest_b, sizeof digest_a) == 0;
}
