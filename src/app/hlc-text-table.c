/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-text-table.h"

#include "hlc-visible-text.h"

/** Cells between two columns. */
#define GAP 2

/** A column is not cut below this many cells: a terminal that is narrower wraps. */
#define MIN_COLUMN 8

struct _HlcTextTable
{
  guint n_columns;
  guint64 whole;   /* bits of the columns that are never cut */
  GPtrArray *rows; /* (owned) (element-type GStrv): the titles, then the rows, made visible */
};

static guint
count_cells (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;

  return g_unichar_iswide (character) ? 2 : 1;
}

/* Appends @text in exactly @width cells: padded with spaces, or cut with an ellipsis. */
static void
append_cell (GString *line, const char *text, guint width)
{
  gboolean is_cut = hlc_text_count_cells (text) > width;
  guint room = is_cut ? width - 1 : width;

  for (const char *next = text; *next != '\0'; next = g_utf8_next_char (next))
    {
      gunichar character = g_utf8_get_char (next);

      if (count_cells (character) > room)
        break;

      room -= count_cells (character);
      g_string_append_unichar (line, character);
    }

  if (is_cut)
    g_string_append (line, "…");
  for (; room > 0; room--)
    g_string_append_c (line, ' ');
}

static guint *
measure_columns (HlcTextTable *self)
{
  guint *widths = g_new0 (guint, self->n_columns);

  for (guint row = 0; row < self->rows->len; row++)
    {
      char **cells = g_ptr_array_index (self->rows, row);

      for (guint column = 0; column < self->n_columns; column++)
        widths[column] = MAX (widths[column], hlc_text_count_cells (cells[column]));
    }

  return widths;
}

/* The widest column that may be cut; the last of several. */
static guint
find_widest (HlcTextTable *self, const guint *widths)
{
  guint widest = G_MAXUINT;

  for (guint column = 0; column < self->n_columns; column++)
    {
      if ((self->whole & (G_GUINT64_CONSTANT (1) << column)) == 0 &&
          (widest == G_MAXUINT || widths[column] >= widths[widest]))
        widest = column;
    }

  return widest;
}

/* Takes cells from the widest column, again and again, until the line fits or nothing can give. */
static void
fit_columns (HlcTextTable *self, guint *widths, guint width)
{
  guint total = GAP * (self->n_columns - 1);

  for (guint column = 0; column < self->n_columns; column++)
    total += widths[column];

  for (; total > width; total--)
    {
      guint widest = find_widest (self, widths);

      if (widest == G_MAXUINT || widths[widest] <= MIN_COLUMN)
        return;

      widths[widest]--;
    }
}

static char **
make_visible (HlcTextTable *self, const char *const *cells)
{
  char **visible = g_new0 (char *, self->n_columns + 1);

  for (guint column = 0; column < self->n_columns; column++)
    {
      g_assert (cells[column] != NULL);
      visible[column] = hlc_visible_text (cells[column], -1, HLC_VISIBLE_ONE_LINE);
    }

  return visible;
}

/**
 * hlc_text_table_new:
 * @titles: (array zero-terminated=1): the columns' titles
 *
 * Returns: (transfer full): a table without rows
 */
HlcTextTable *
hlc_text_table_new (const char *const *titles)
{
  HlcTextTable *self;

  g_return_val_if_fail (titles != NULL && titles[0] != NULL, NULL);

  self = g_new0 (HlcTextTable, 1);
  self->n_columns = g_strv_length ((GStrv) titles);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_ptr_array_add (self->rows, make_visible (self, titles));
  return self;
}

/**
 * hlc_text_table_free:
 * @self: (transfer full): a table
 */
void
hlc_text_table_free (HlcTextTable *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * hlc_text_table_keep_whole:
 * @self: a table
 * @column: a column, from 0; at most 63
 *
 * Never cuts a column: it holds what people copy.
 */
void
hlc_text_table_keep_whole (HlcTextTable *self, guint column)
{
  g_return_if_fail (self != NULL && column < MIN (self->n_columns, 64));

  self->whole |= G_GUINT64_CONSTANT (1) << column;
}

/**
 * hlc_text_table_add_row:
 * @self: a table
 * @cells: a text for each column, UTF-8 from anywhere
 */
void
hlc_text_table_add_row (HlcTextTable *self, const char *const *cells)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (cells != NULL);

  g_ptr_array_add (self->rows, make_visible (self, cells));
}

/**
 * hlc_text_table_get_n_rows:
 * @self: a table
 *
 * Returns: how many rows were added
 */
guint
hlc_text_table_get_n_rows (HlcTextTable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len - 1;
}

/**
 * hlc_text_table_format:
 * @self: a table
 * @width: the terminal's width in cells; 0 for as wide as it gets
 *
 * Returns: (transfer full): the lines, each ended by a line feed
 */
char *
hlc_text_table_format (HlcTextTable *self, guint width)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree guint *widths = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  widths = measure_columns (self);
  if (width > 0)
    fit_columns (self, widths, width);

  for (guint row = 0; row < self->rows->len; row++)
    {
      char **cells = g_ptr_array_index (self->rows, row);
      g_autoptr (GString) line = g_string_new (NULL);

      for (guint column = 0; column < self->n_columns; column++)
        {
          if (column > 0)
            g_string_append_printf (line, "%*s", GAP, "");
          append_cell (line, cells[column], widths[column]);
        }

      g_string_append (text, g_strchomp (line->str));
      g_string_append_c (text, '\n');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * hlc_text_count_cells:
 * @text: UTF-8
 *
 * Returns: how many cells of a terminal it takes
 */
guint
hlc_text_count_cells (const char *text)
{
  guint cells = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    cells += count_cells (g_utf8_get_char (text));

  return cells;
}
