/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-json-scanner.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-utf8.h"

typedef enum
{
  EXPECT_VALUE,
  EXPECT_ELEMENT_OR_END,
  EXPECT_NAME,
  EXPECT_NAME_OR_END,
  EXPECT_COLON,
  EXPECT_COMMA_OR_END,
} Expectation;

typedef struct
{
  const char *text;
  gsize length;
  gsize position;
  Expectation next;
  guint depth;
  char containers[HLC_JSON_MAX_DEPTH]; /* '[' or '{', outermost first */

  /* What was wrong, at `position`; NULL while nothing is. */
  const char *expected; /* not translated yet: looking it up for each token would cost too much */
  HlcError code;
} Scanner;

static gboolean
fail (Scanner *scanner, HlcError code, const char *expected)
{
  scanner->code = code;
  scanner->expected = expected;

  return FALSE;
}

/* Where a token should begin: bytes that are not even UTF-8 are that error, whatever the grammar wanted. */
static gboolean
fail_syntax (Scanner *scanner, const char *expected)
{
  gsize left = scanner->length - scanner->position;

  if (left > 0 && hlc_utf8_next (scanner->text + scanner->position, left, NULL) == 0)
    return fail (scanner, HLC_ERROR_ENCODING, "UTF-8");

  return fail (scanner, HLC_ERROR_SYNTAX, expected);
}

static int
peek (Scanner *scanner)
{
  return scanner->position < scanner->length ? (guint8) scanner->text[scanner->position] : -1;
}

static void
skip_space (Scanner *scanner)
{
  while (scanner->position < scanner->length)
    {
      char c = scanner->text[scanner->position];

      if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
        return;
      scanner->position++;
    }
}

static gboolean
scan_escape (Scanner *scanner)
{
  scanner->position++;

  if (peek (scanner) == 'u')
    {
      scanner->position++;
      for (guint i = 0; i < 4; i++)
        {
          if (peek (scanner) < 0 || !g_ascii_isxdigit (peek (scanner)))
            return fail_syntax (scanner, NC_ ("expected in JSON", "four hexadecimal digits after \\u"));
          scanner->position++;
        }
      return TRUE;
    }

  if (peek (scanner) <= 0 || strchr ("\"\\/bfnrt", peek (scanner)) == NULL)
    return fail_syntax (scanner, NC_ ("expected in JSON", "one of \" \\ / b f n r t u after a backslash"));
  scanner->position++;

  return TRUE;
}

static gboolean
scan_string (Scanner *scanner)
{
  scanner->position++;

  while (scanner->position < scanner->length)
    {
      guint8 c = scanner->text[scanner->position];

      if (c == '"')
        {
          scanner->position++;
          return TRUE;
        }
      else if (c == '\\')
        {
          if (!scan_escape (scanner))
            return FALSE;
        }
      else if (c < 0x20)
        {
          return fail (scanner, HLC_ERROR_SYNTAX,
                       NC_ ("expected in JSON", "an escape such as \\n for a control character in a string"));
        }
      else if (c < 0x80)
        {
          scanner->position++;
        }
      else
        {
          gsize size =
              hlc_utf8_next (scanner->text + scanner->position, scanner->length - scanner->position, NULL);

          if (size == 0)
            return fail (scanner, HLC_ERROR_ENCODING, "UTF-8");
          scanner->position += size;
        }
    }

  return fail (scanner, HLC_ERROR_SYNTAX, NC_ ("expected in JSON", "a closing quote"));
}

static gboolean
scan_digits (Scanner *scanner, const char *expected)
{
  if (peek (scanner) < '0' || peek (scanner) > '9')
    return fail_syntax (scanner, expected);

  while (peek (scanner) >= '0' && peek (scanner) <= '9')
    scanner->position++;

  return TRUE;
}

static gboolean
scan_number (Scanner *scanner)
{
  if (peek (scanner) == '-')
    scanner->position++;

  if (peek (scanner) == '0')
    {
      scanner->position++;
      if (peek (scanner) >= '0' && peek (scanner) <= '9')
        return fail (scanner, HLC_ERROR_SYNTAX, NC_ ("expected in JSON", "no digit after a leading 0"));
    }
  else if (!scan_digits (scanner, NC_ ("expected in JSON", "a digit")))
    {
      return FALSE;
    }

  if (peek (scanner) == '.')
    {
      scanner->position++;
      if (!scan_digits (scanner, NC_ ("expected in JSON", "a digit after the decimal point")))
        return FALSE;
    }

  if (peek (scanner) == 'e' || peek (scanner) == 'E')
    {
      scanner->position++;
      if (peek (scanner) == '+' || peek (scanner) == '-')
        scanner->position++;
      if (!scan_digits (scanner, NC_ ("expected in JSON", "a digit in the exponent")))
        return FALSE;
    }

  return TRUE;
}

static gboolean
scan_literal (Scanner *scanner, const char *literal, const char *expected)
{
  gsize size = strlen (literal);

  if (scanner->length - scanner->position < size ||
      memcmp (scanner->text + scanner->position, literal, size) != 0)
    return fail_syntax (scanner, expected);
  scanner->position += size;

  return TRUE;
}

static gboolean
scan_begin (Scanner *scanner, char container)
{
  if (scanner->depth == HLC_JSON_MAX_DEPTH)
    return fail (scanner, HLC_ERROR_TOO_DEEP,
                 NC_ ("expected in JSON", "fewer arrays and objects inside one another"));

  scanner->containers[scanner->depth++] = container;
  scanner->next = container == '[' ? EXPECT_ELEMENT_OR_END : EXPECT_NAME_OR_END;
  scanner->position++;

  return TRUE;
}

static gboolean
scan_end (Scanner *scanner)
{
  scanner->depth--;
  scanner->next = EXPECT_COMMA_OR_END;
  scanner->position++;

  return TRUE;
}

static gboolean
scan_value (Scanner *scanner, const char *expected)
{
  int c = peek (scanner);

  if (c == '{' || c == '[')
    return scan_begin (scanner, (char) c);

  scanner->next = EXPECT_COMMA_OR_END;
  if (c == '"')
    return scan_string (scanner);
  if (c == '-' || (c >= '0' && c <= '9'))
    return scan_number (scanner);
  if (c == 't')
    return scan_literal (scanner, "true", NC_ ("expected in JSON", "the word true"));
  if (c == 'f')
    return scan_literal (scanner, "false", NC_ ("expected in JSON", "the word false"));
  if (c == 'n')
    return scan_literal (scanner, "null", NC_ ("expected in JSON", "the word null"));

  return fail_syntax (scanner, expected);
}

static gboolean
scan_name (Scanner *scanner, const char *expected)
{
  if (peek (scanner) != '"')
    return fail_syntax (scanner, expected);
  scanner->next = EXPECT_COLON;

  return scan_string (scanner);
}

static gboolean
scan_comma_or_end (Scanner *scanner)
{
  gboolean is_array = scanner->containers[scanner->depth - 1] == '[';

  if (peek (scanner) == (is_array ? ']' : '}'))
    return scan_end (scanner);
  if (peek (scanner) != ',')
    return fail_syntax (scanner, is_array ? NC_ ("expected in JSON", "a comma or ]")
                                          : NC_ ("expected in JSON", "a comma or }"));
  scanner->next = is_array ? EXPECT_VALUE : EXPECT_NAME;
  scanner->position++;

  return TRUE;
}

/* One token. */
static gboolean
scan_next (Scanner *scanner)
{
  switch (scanner->next)
    {
    case EXPECT_VALUE:
      return scan_value (scanner, NC_ ("expected in JSON", "a value"));
    case EXPECT_ELEMENT_OR_END:
      return peek (scanner) == ']' ? scan_end (scanner)
                                   : scan_value (scanner, NC_ ("expected in JSON", "a value or ]"));
    case EXPECT_NAME:
      return scan_name (scanner, NC_ ("expected in JSON", "a member name in double quotes"));
    case EXPECT_NAME_OR_END:
      return peek (scanner) == '}'
                 ? scan_end (scanner)
                 : scan_name (scanner, NC_ ("expected in JSON", "a member name in double quotes, or }"));
    case EXPECT_COLON:
      if (peek (scanner) != ':')
        return fail_syntax (scanner, NC_ ("expected in JSON", "a colon after the member name"));
      scanner->next = EXPECT_VALUE;
      scanner->position++;
      return TRUE;
    case EXPECT_COMMA_OR_END:
      return scan_comma_or_end (scanner);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
scan_document (Scanner *scanner)
{
  do
    {
      skip_space (scanner);
      if (!scan_next (scanner))
        return FALSE;
    }
  while (scanner->depth > 0 || scanner->next != EXPECT_COMMA_OR_END);

  skip_space (scanner);
  if (scanner->position < scanner->length)
    return fail_syntax (scanner, NC_ ("expected in JSON", "nothing more after the end of the value"));

  return TRUE;
}

static char *
describe_problem (Scanner *scanner, const HlcJsonLocation *place)
{
  const char *expected = g_dpgettext2 (GETTEXT_PACKAGE, "expected in JSON", scanner->expected);
  const char *found = scanner->text + scanner->position;
  gsize left = scanner->length - scanner->position;
  gunichar character;

  if (scanner->length == 0)
    return g_strdup_printf (
        /* Translators: %s is what belongs there, as "a comma or ]", here and in those below. */
        _ ("line %u, column %u: expected %s, but the text is empty"), place->line, place->column, expected);
  if (left == 0)
    return g_strdup_printf (_ ("line %u, column %u: expected %s, but the text ends"), place->line,
                            place->column, expected);
  if (hlc_utf8_next (found, left, &character) == 0)
    return g_strdup_printf (_ ("line %u, column %u: expected %s, but found the byte 0x%02X"), place->line,
                            place->column, expected, (guint8) found[0]);
  if (character > 0x20 && character < 0x7f)
    return g_strdup_printf (_ ("line %u, column %u: expected %s, but found %c"), place->line, place->column,
                            expected, (char) character);

  return g_strdup_printf (_ ("line %u, column %u: expected %s, but found U+%04X"), place->line, place->column,
                          expected, character);
}

/**
 * hlc_json_locate:
 * @text: a text whose first @offset bytes are UTF-8
 * @offset: bytes from its start
 * @location: (out): line and column of that byte
 *
 * Lines end with a line feed. Takes time in proportion to @offset. Any thread.
 */
void
hlc_json_locate (const char *text, gsize offset, HlcJsonLocation *location)
{
  g_return_if_fail (location != NULL);

  *location = (HlcJsonLocation){ .offset = offset, .line = 1, .column = 1 };
  for (gsize i = 0; i < offset; i++)
    {
      if (text[i] == '\n')
        {
          location->line++;
          location->column = 1;
        }
      else if ((text[i] & 0xc0) != 0x80)
        {
          location->column++;
        }
    }
}

/**
 * hlc_json_scan:
 * @text: the bytes to look at, not NUL-terminated
 * @length: how many; texts of 4 GiB and more are refused, so that positions and lines fit 32 bits
 * @location: (out) (optional): where it went wrong, when it did
 * @error: return location
 *
 * Tells whether @text is exactly one JSON value by RFC 8259, in UTF-8 without a byte order mark, nested no deeper
 * than %HLC_JSON_MAX_DEPTH. Reads each byte once, with no recursion and no memory of its own. Any thread.
 *
 * The error is %HLC_ERROR_SYNTAX, %HLC_ERROR_ENCODING or %HLC_ERROR_TOO_DEEP, and its message begins with the
 * place: "line 3, column 7: expected a comma or ], but found x".
 *
 * Returns: whether it is
 */
gboolean
hlc_json_scan (const char *text, gsize length, HlcJsonLocation *location, GError **error)
{
  Scanner scanner = { .text = text, .length = length, .next = EXPECT_VALUE };
  HlcJsonLocation place;
  g_autofree char *problem = NULL;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  if (length > G_MAXUINT32)
    fail (&scanner, HLC_ERROR_SYNTAX, NC_ ("expected in JSON", "less than 4 GiB of text"));
  else if (scan_document (&scanner))
    return TRUE;

  hlc_json_locate (text, scanner.position, &place);
  if (location != NULL)
    *location = place;

  problem = describe_problem (&scanner, &place);
  g_set_error_literal (error, HLC_ERROR, scanner.code, problem);

  return FALSE;
}
