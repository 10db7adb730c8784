/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-list-read.h"

#include "hlc-key-array.h"

/* The first rows are shown before the ids of all others have been read. */
#define FIRST_KEYS 512

/**
 * hlc_list_read_new:
 * @query: copied
 *
 * Returns: (transfer full): a question without ids
 */
HlcListRead *
hlc_list_read_new (const HlcListSource *source, gconstpointer query)
{
  HlcListRead *self = g_new0 (HlcListRead, 1);

  self->source = source;
  self->query = source->query_copy (query);
  self->keys = hlc_key_array_new ();
  self->row_keys = hlc_key_array_new ();
  return self;
}

void
hlc_list_read_free (gpointer data)
{
  HlcListRead *self = data;

  self->source->query_free (self->query);
  g_clear_pointer (&self->ids, g_array_unref);
  g_array_unref (self->keys);
  g_array_unref (self->row_keys);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

/**
 * hlc_list_read_keys:
 * @data: an #HlcListRead
 *
 * Reads the newest keys, or all below one. An #HlcReadFunc; reader thread.
 */
gpointer
hlc_list_read_keys (HlcSql *sql, gpointer data, GError **error)
{
  HlcListRead *self = data;
  gboolean ok = self->before == 0
                    ? self->source->read_newest (sql, self->query, FIRST_KEYS, self->keys, &self->next, error)
                    : self->source->read_keys (sql, self->query, self->before, -1, self->keys, error);

  return ok ? self : NULL;
}

/**
 * hlc_list_read_look:
 * @data: an #HlcListRead with ids
 *
 * Finds under which keys the list has the ids, and reads the rows of the last of them. An #HlcReadFunc; reader
 * thread.
 */
gpointer
hlc_list_read_look (HlcSql *sql, gpointer data, GError **error)
{
  HlcListRead *self = data;

  if (!self->source->match (sql, self->query, self->ids, self->keys, error))
    return NULL;

  for (guint i = MAX (self->ids->len, HLC_LIST_READ_ROWS) - HLC_LIST_READ_ROWS; i < self->keys->len; i++)
    if (g_array_index (self->keys, gint64, i) != 0)
      g_array_append_val (self->row_keys, g_array_index (self->keys, gint64, i));

  self->rows = self->source->read_rows (sql, self->query, self->row_keys, error);
  return self->rows != NULL ? self : NULL;
}
