/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-visible-reader.h"

#include "hlc-utf8.h"

/* No script needs more on one letter; more of them are drawn over the lines above and below. */
#define MAX_MARKS 4

/* Combining marks begin here. */
#define FIRST_MARK 0x300

/**
 * hlc_visible_reader_init:
 * @self: (out): a reader on the stack
 * @text: any bytes; must outlive the reader
 * @length: how many
 * @flags: what becomes of line feeds and tabs
 *
 * Begins to read a text as hlc_visible_text() shows it.
 */
void
hlc_visible_reader_init (HlcVisibleReader *self, const char *text, gsize length, HlcVisibleFlags flags)
{
  g_return_if_fail (self != NULL && (text != NULL || length == 0));

  *self = (HlcVisibleReader){ .position = text, .end = text, .flags = flags };

  /* An empty text may be no text at all, and nothing may be added to NULL. */
  if (length > 0)
    self->end += length;
}

static gboolean
is_plain_byte (char c)
{
  return c >= 0x20 && c < 0x7f;
}

static gsize
show_control (HlcVisibleReader *self, gunichar character)
{
  if (character == '\n' || character == '\t')
    self->shown[0] = (self->flags & HLC_VISIBLE_ONE_LINE) != 0 ? ' ' : (char) character;
  else
    return (gsize) g_snprintf (self->shown, sizeof self->shown, "\\u{%04X}", character);

  return 1;
}

static gboolean
is_mark_too_many (HlcVisibleReader *self, gunichar character)
{
  GUnicodeType type = character < FIRST_MARK ? G_UNICODE_UNASSIGNED : g_unichar_type (character);

  if (type != G_UNICODE_NON_SPACING_MARK && type != G_UNICODE_ENCLOSING_MARK)
    self->n_marks = 0;
  else
    self->n_marks++;

  return self->n_marks > MAX_MARKS;
}

/**
 * hlc_visible_reader_next:
 * @self: a reader
 * @piece: (out) (transfer none): what to show next, valid until the next call
 * @is_plain: (out): whether it is a run of printable ASCII, which may be cut anywhere; any other piece is one
 *   character or what stands for one, and holds together
 *
 * Returns: the bytes in @piece; 0 at the end
 */
gsize
hlc_visible_reader_next (HlcVisibleReader *self, const char **piece, gboolean *is_plain)
{
  const char *start = self->position;
  gunichar character = 0;
  gsize size;

  *is_plain = FALSE;
  if (start >= self->end)
    return 0;

  *piece = start;
  while (self->position < self->end && is_plain_byte (*self->position))
    self->position++;
  if (self->position > start)
    {
      self->n_marks = 0;
      *is_plain = TRUE;
      return (gsize) (self->position - start);
    }

  /* A carriage return before a line feed is only how some systems end a line. */
  if (*start == '\r' && self->end - start > 1 && start[1] == '\n')
    start++;

  size = hlc_utf8_next (start, (gsize) (self->end - start), &character);
  self->position = start + MAX (size, 1);
  *piece = self->shown;
  if (size == 0)
    return (gsize) g_snprintf (self->shown, sizeof self->shown, "\\x{%02X}", (guint8) *start);
  if (is_mark_too_many (self, character) || hlc_unichar_is_deceptive (character))
    return show_control (self, character);
  *piece = start;

  return size;
}
