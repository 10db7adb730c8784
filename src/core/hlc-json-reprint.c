/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-reprint.h"

#include <string.h>

/* A value or a member's name in the text. A container's children are the tokens up to its @next. */
typedef struct
{
  gsize start;
  gsize end;
  guint next; /* index of the first token that is not inside this one */
  char type;  /* the value's first byte */
} Token;

struct _HlcJsonReprint
{
  GBytes *bytes; /* (owned) */
  const char *text;
  GArray *tokens; /* (element-type Token) (owned) */
};

typedef struct
{
  const HlcJsonReprint *source;
  GString *output;
  HlcJsonStyle style;
  gboolean ascii_only;
  gboolean sort_names;
} Printing;

typedef struct
{
  GString *name; /* (owned): decoded */
  guint token;
} Member;

static const Token *
get_token (const HlcJsonReprint *self, guint index)
{
  return &g_array_index (self->tokens, Token, index);
}

static gsize
find_string_end (const char *text, gsize start, gsize length)
{
  gsize end = start + 1;

  while (end < length && text[end] != '"')
    end += text[end] == '\\' ? 2 : 1;

  return MIN (end + 1, length);
}

static gsize
find_scalar_end (const char *text, gsize start, gsize length)
{
  gsize end = start;

  while (end < length && strchr (" \t\r\n,:]}", text[end]) == NULL)
    end++;

  return end;
}

static void
add_token (HlcJsonReprint *self, gsize start, gsize end)
{
  Token token = { start, end, self->tokens->len + 1, self->text[start] };

  g_array_append_val (self->tokens, token);
}

static void
read_tokens (HlcJsonReprint *self, gsize length)
{
  guint open[HLC_JSON_MAX_DEPTH];
  guint depth = 0;
  gsize position = 0;

  while (position < length)
    {
      gsize end = position + 1;

      switch (self->text[position])
        {
        case ' ':
        case '\t':
        case '\r':
        case '\n':
        case ',':
        case ':':
          break;
        case '{':
        case '[':
          g_assert (depth < G_N_ELEMENTS (open));
          open[depth++] = self->tokens->len;
          add_token (self, position, end);
          break;
        case '}':
        case ']':
          g_assert (depth > 0);
          g_array_index (self->tokens, Token, open[--depth]).next = self->tokens->len;
          break;
        case '"':
          end = find_string_end (self->text, position, length);
          add_token (self, position, end);
          break;
        default:
          end = find_scalar_end (self->text, position, length);
          add_token (self, position, end);
          break;
        }
      position = end;
    }
}

static guint
read_hex (const char *digits)
{
  guint unit = 0;

  for (gsize i = 0; i < 4; i++)
    unit = unit * 16 + (guint) g_ascii_xdigit_value (digits[i]);

  return unit;
}

/* Reads one character of a string: a surrogate without its twin stays a surrogate. */
static gunichar
next_character (const char **position, const char *end)
{
  static const char escapes[] = "b\bf\fn\nr\rt\t";
  const char *p = *position;
  gunichar character = 0;

  if (*p != '\\')
    {
      character = g_utf8_get_char (p);
      *position = g_utf8_next_char (p);
      return character;
    }
  if (p[1] != 'u')
    {
      const char *escape = strchr (escapes, p[1]);

      *position = p + 2;
      return escape != NULL ? (guchar) escape[1] : (guchar) p[1];
    }

  character = read_hex (p + 2);
  p += 6;
  if (character >= 0xd800 && character < 0xdc00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u')
    {
      guint low = read_hex (p + 2);

      if (low >= 0xdc00 && low < 0xe000)
        {
          character = 0x10000 + ((character - 0xd800) << 10) + (low - 0xdc00);
          p += 6;
        }
    }

  *position = p;
  return character;
}

static void
print_unicode_escape (GString *output, gunichar character)
{
  if (character >= 0x10000)
    g_string_append_printf (output, "\\u%04x\\u%04x", 0xd800 + ((character - 0x10000) >> 10),
                            0xdc00 + ((character - 0x10000) & 0x3ff));
  else
    g_string_append_printf (output, "\\u%04x", character);
}

/* The escapes that JavaScript and Python choose; they agree but for what is not ASCII. */
static void
print_character (Printing *printing, gunichar character)
{
  static const char escapes[] = "\bb\ff\nn\rr\tt\"\"\\\\";
  const char *escape = character != 0 && character < 0x80 ? strchr (escapes, (int) character) : NULL;

  /* The table pairs a character with its escape: only the even places are characters. */
  if (escape != NULL && (escape - escapes) % 2 == 0)
    {
      g_string_append_c (printing->output, '\\');
      g_string_append_c (printing->output, escape[1]);
    }
  else if (character < 0x20 || (character >= 0x80 && printing->ascii_only) ||
           (character >= 0xd800 && character < 0xe000))
    print_unicode_escape (printing->output, character);
  else
    g_string_append_unichar (printing->output, character);
}

/* Most of a text is printed as it came: in one piece, not a character at a time. */
static gsize
count_plain (const char *position, const char *end)
{
  const char *p = position;

  while (p < end && (guchar) *p >= 0x20 && (guchar) *p < 0x80 && *p != '"' && *p != '\\')
    p++;

  return (gsize) (p - position);
}

static void
print_string (Printing *printing, const Token *token)
{
  const char *position = printing->source->text + token->start + 1;
  const char *end = printing->source->text + token->end - 1;

  g_string_append_c (printing->output, '"');
  while (position < end)
    {
      gsize n_plain = count_plain (position, end);

      g_string_append_len (printing->output, position, (gssize) n_plain);
      position += n_plain;
      if (position < end)
        print_character (printing, next_character (&position, end));
    }
  g_string_append_c (printing->output, '"');
}

static void
print_line_break (Printing *printing, guint depth)
{
  g_string_append_c (printing->output, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (printing->output, "  ");
}

static void
print_separator (Printing *printing, gboolean first, guint depth)
{
  if (!first)
    g_string_append_c (printing->output, ',');

  if (printing->style == HLC_JSON_INDENTED)
    print_line_break (printing, depth);
  else if (printing->style == HLC_JSON_SPACED && !first)
    g_string_append_c (printing->output, ' ');
}

static void
member_clear (gpointer data)
{
  Member *member = data;

  g_string_free (member->name, TRUE);
}

/* By code point, as Python sorts; the order of UTF-8 is the same. */
static int
member_compare (gconstpointer a, gconstpointer b)
{
  const Member *one = a;
  const Member *other = b;
  int order = memcmp (one->name->str, other->name->str, MIN (one->name->len, other->name->len));

  if (order != 0)
    return order;
  return one->name->len < other->name->len ? -1 : one->name->len > other->name->len;
}

static GArray *
list_members (Printing *printing, guint object)
{
  const HlcJsonReprint *source = printing->source;
  GArray *members = g_array_new (FALSE, FALSE, sizeof (Member));
  guint end = get_token (source, object)->next;

  g_array_set_clear_func (members, member_clear);
  for (guint i = object + 1; i < end; i = get_token (source, i + 1)->next)
    {
      const Token *token = get_token (source, i);
      const char *position = source->text + token->start + 1;
      const char *last = source->text + token->end - 1;
      Member member = { g_string_new (NULL), i };

      while (position < last)
        g_string_append_unichar (member.name, next_character (&position, last));
      g_array_append_val (members, member);
    }
  g_array_sort (members, member_compare);

  return members;
}

static void print_value (Printing *printing, guint index, guint depth);

static void
print_member (Printing *printing, guint name, gboolean first, guint depth)
{
  print_separator (printing, first, depth);
  print_string (printing, get_token (printing->source, name));
  g_string_append (printing->output, printing->style == HLC_JSON_COMPACT ? ":" : ": ");
  print_value (printing, name + 1, depth);
}

static void
print_sorted_members (Printing *printing, guint object, guint depth)
{
  g_autoptr (GArray) members = list_members (printing, object);

  for (guint i = 0; i < members->len; i++)
    print_member (printing, g_array_index (members, Member, i).token, i == 0, depth);
}

static void
print_children (Printing *printing, guint container, guint depth)
{
  const HlcJsonReprint *source = printing->source;
  gboolean is_object = get_token (source, container)->type == '{';
  guint end = get_token (source, container)->next;
  guint i = container + 1;

  while (i < end)
    {
      gboolean first = i == container + 1;

      if (is_object)
        print_member (printing, i, first, depth);
      else
        {
          print_separator (printing, first, depth);
          print_value (printing, i, depth);
        }
      i = get_token (source, is_object ? i + 1 : i)->next;
    }
}

/* Recursion ends at HLC_JSON_MAX_DEPTH, which the scanner has checked. */
static void
print_value (Printing *printing, guint index, guint depth)
{
  const Token *token = get_token (printing->source, index);
  gboolean is_object = token->type == '{';

  if (token->type == '"')
    {
      print_string (printing, token);
      return;
    }
  if (!is_object && token->type != '[')
    {
      g_string_append_len (printing->output, printing->source->text + token->start,
                           (gssize) (token->end - token->start));
      return;
    }

  g_string_append_c (printing->output, token->type);
  if (is_object && printing->sort_names)
    print_sorted_members (printing, index, depth + 1);
  else
    print_children (printing, index, depth + 1);
  if (printing->style == HLC_JSON_INDENTED && token->next > index + 1)
    print_line_break (printing, depth);
  g_string_append_c (printing->output, is_object ? '}' : ']');
}

/**
 * hlc_json_reprint_new:
 * @document: an accepted text
 *
 * Reads a text for printing it in the ways in which programs print what they parsed. Any thread.
 *
 * Returns: (transfer full): the reading; it holds on to the text
 */
HlcJsonReprint *
hlc_json_reprint_new (HlcJsonDocument *document)
{
  HlcJsonReprint *self = NULL;
  gsize length = 0;

  g_return_val_if_fail (document != NULL, NULL);

  self = g_new0 (HlcJsonReprint, 1);
  self->bytes = g_bytes_ref (hlc_json_document_get_text (document));
  self->text = g_bytes_get_data (self->bytes, &length);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  read_tokens (self, length);

  return self;
}

/**
 * hlc_json_reprint_free:
 * @self: (transfer full): a reading
 *
 * Frees a reading.
 */
void
hlc_json_reprint_free (HlcJsonReprint *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->tokens);
  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * hlc_json_reprint_print:
 * @style: the white space
 * @ascii_only: whether what is not ASCII is escaped, as Python does unless told otherwise
 * @sort_names: whether members are sorted by name rather than left as they came
 *
 * Prints the text anew. Only for finding out what a sender signed: numbers stay as they came, so what a
 * parser would have made of them is not tried.
 *
 * Returns: (transfer full): the text
 */
GBytes *
hlc_json_reprint_print (HlcJsonReprint *self, HlcJsonStyle style, gboolean ascii_only, gboolean sort_names)
{
  Printing printing = { self, NULL, style, ascii_only, sort_names };

  g_return_val_if_fail (self != NULL, NULL);

  printing.output = g_string_sized_new (g_bytes_get_size (self->bytes));
  print_value (&printing, 0, 0);

  return g_string_free_to_bytes (printing.output);
}
