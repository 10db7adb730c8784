/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-text.h"

#include <string.h>

#define REPLACEMENT_CHARACTER 0xfffd

/**
 * hlc_json_text_skip_space:
 * @position: where to begin
 * @end: the end of the text
 *
 * Returns: the first byte that is not white space, or @end
 */
const char *
hlc_json_text_skip_space (const char *position, const char *end)
{
  while (position < end && (*position == ' ' || *position == '\n' || *position == '\r' || *position == '\t'))
    position++;

  return position;
}

static const char *
skip_string (const char *position, const char *end)
{
  const char *start = position + 1;

  for (position = start; position < end; position++)
    {
      const char *before;

      position = memchr (position, '"', end - position);
      if (position == NULL)
        return end;

      /* A quote ends the string unless an odd number of backslashes stands before it. */
      for (before = position; before > start && before[-1] == '\\';)
        before--;
      if ((position - before) % 2 == 0)
        return position + 1;
    }

  return end;
}

static const char *
skip_scalar (const char *position, const char *end)
{
  while (position < end &&
         (g_ascii_isalnum (*position) || *position == '+' || *position == '-' || *position == '.'))
    position++;

  return position;
}

static const char *
skip_container (const char *position, const char *end)
{
  guint depth = 0;

  while (position < end)
    {
      char c = *position;

      if (c == '"')
        {
          position = skip_string (position, end);
          continue;
        }

      position++;
      if (c == '{' || c == '[')
        depth++;
      else if ((c == '}' || c == ']') && --depth == 0)
        return position;
    }

  return end;
}

/**
 * hlc_json_text_skip_value:
 * @position: the first byte of a value
 * @end: the end of the text
 *
 * Takes time in proportion to the value's length.
 *
 * Returns: the byte after the value
 */
const char *
hlc_json_text_skip_value (const char *position, const char *end)
{
  if (position >= end)
    return end;
  if (*position == '"')
    return skip_string (position, end);
  if (*position == '{' || *position == '[')
    return skip_container (position, end);

  return skip_scalar (position, end);
}

/**
 * hlc_json_text_next_token:
 * @position: (inout): where to begin; moved behind the token
 * @end: the end of the text
 * @token: (out): what was there
 *
 * Returns: whether there was one more token
 */
gboolean
hlc_json_text_next_token (const char **position, const char *end, HlcJsonToken *token)
{
  const char *start = hlc_json_text_skip_space (*position, end);
  gboolean is_name = FALSE;
  const char *after, *next;

  if (start >= end)
    return FALSE;

  switch (*start)
    {
    case '{':
    case '}':
    case '[':
    case ']':
    case ',':
    case ':':
      after = start + 1;
      break;
    case '"':
      after = skip_string (start, end);
      next = hlc_json_text_skip_space (after, end);
      is_name = next < end && *next == ':';
      break;
    default:
      after = skip_scalar (start, end);
    }

  *token = (HlcJsonToken){ *start, is_name, start, (gsize) (after - start) };
  *position = after;

  return TRUE;
}

/**
 * hlc_json_string_reader_init:
 * @self: (out): a reader on the stack
 * @string: a string with its quotes; must outlive the reader
 * @length: its bytes, the quotes included
 *
 * Begins to decode a string.
 */
void
hlc_json_string_reader_init (HlcJsonStringReader *self, const char *string, gsize length)
{
  *self = (HlcJsonStringReader){ .position = string + 1, .end = string + length - 1 };
}

static guint
read_hex (const char *digits)
{
  guint value = 0;

  for (guint i = 0; i < 4; i++)
    value = value << 4 | (guint) g_ascii_xdigit_value (digits[i]);

  return value;
}

static gunichar
read_unicode_escape (HlcJsonStringReader *self)
{
  guint high = read_hex (self->position + 2);
  guint low;

  self->position += 6;
  if (high < 0xd800 || high > 0xdfff)
    return high;

  /* RFC 8259, section 7: a character beyond the basic plane is a pair. Half a pair is grammar, but no character. */
  if (high > 0xdbff || self->end - self->position < 6 || self->position[0] != '\\' ||
      self->position[1] != 'u')
    return REPLACEMENT_CHARACTER;

  low = read_hex (self->position + 2);
  if (low < 0xdc00 || low > 0xdfff)
    return REPLACEMENT_CHARACTER;
  self->position += 6;

  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

static gunichar
read_escape (HlcJsonStringReader *self)
{
  static const char letters[] = "bfnrt";
  static const char meanings[] = "\b\f\n\r\t";
  char escape = self->position[1];
  const char *letter;

  if (escape == 'u')
    return read_unicode_escape (self);

  self->position += 2;
  letter = strchr (letters, escape);

  return letter != NULL ? (gunichar) meanings[letter - letters] : (gunichar) escape;
}

/**
 * hlc_json_string_reader_next:
 * @self: a reader
 * @piece: (out) (transfer none): some decoded bytes, whole characters, valid until the next call
 *
 * A surrogate without its partner comes out as U+FFFD.
 *
 * Returns: the bytes in @piece; 0 at the end of the string
 */
gsize
hlc_json_string_reader_next (HlcJsonStringReader *self, const char **piece)
{
  const char *start = self->position;
  const char *backslash;

  if (start >= self->end)
    return 0;

  if (*start == '\\')
    {
      *piece = self->decoded;
      return (gsize) g_unichar_to_utf8 (read_escape (self), self->decoded);
    }

  backslash = memchr (start, '\\', self->end - start);
  self->position = backslash != NULL ? backslash : self->end;
  *piece = start;

  return (gsize) (self->position - start);
}

/**
 * hlc_json_string_equal:
 * @string: a string with its quotes
 * @length: its bytes
 * @decoded: bytes
 * @decoded_length: how many
 *
 * Returns: whether the string, decoded, is exactly these bytes
 */
gboolean
hlc_json_string_equal (const char *string, gsize length, const char *decoded, gsize decoded_length)
{
  HlcJsonStringReader reader;
  const char *piece;
  gsize size;

  hlc_json_string_reader_init (&reader, string, length);
  while ((size = hlc_json_string_reader_next (&reader, &piece)) > 0)
    {
      if (size > decoded_length || memcmp (piece, decoded, size) != 0)
        return FALSE;
      decoded += size;
      decoded_length -= size;
    }

  return decoded_length == 0;
}

/**
 * hlc_json_string_decode:
 * @string: a string with its quotes
 * @length: its bytes
 * @decoded_length: (out) (optional): the bytes of the result without its final NUL
 *
 * The result may hold U+0000, so that only @decoded_length tells its end.
 *
 * Returns: (transfer full): the decoded string, NUL-terminated, valid UTF-8
 */
char *
hlc_json_string_decode (const char *string, gsize length, gsize *decoded_length)
{
  /* No escape is shorter than what it stands for. */
  char *decoded = g_malloc (length);
  HlcJsonStringReader reader;
  const char *piece;
  gsize used = 0;
  gsize size;

  hlc_json_string_reader_init (&reader, string, length);
  while ((size = hlc_json_string_reader_next (&reader, &piece)) > 0)
    {
      memcpy (decoded + used, piece, size);
      used += size;
    }
  decoded[used] = '\0';
  if (decoded_length != NULL)
    *decoded_length = used;

  return decoded;
}
