/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-key-array.h"

/**
 * hlc_key_array_new:
 *
 * Returns: (transfer full) (element-type gint64): no keys
 */
GArray *
hlc_key_array_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * hlc_key_array_find:
 * @index: (out): where @key is, or where it would be inserted
 *
 * Returns: whether it is there
 */
gboolean
hlc_key_array_find (GArray *keys, gint64 key, guint *index)
{
  guint low = 0;
  guint high = keys->len;

  /* Arrivals are newer than everything: the common case takes one comparison. */
  if (high > 0 && g_array_index (keys, gint64, high - 1) < key)
    low = high;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (keys, gint64, middle) < key)
        low = middle + 1;
      else
        high = middle;
    }

  *index = low;
  return low < keys->len && g_array_index (keys, gint64, low) == key;
}

/**
 * hlc_key_array_add_older:
 * @older: (element-type gint64): keys below all of @keys, greatest first
 * @first: from which of them
 * @count: how many
 */
void
hlc_key_array_add_older (GArray *keys, GArray *older, guint first, guint count)
{
  g_autoptr (GArray) ascending = g_array_sized_new (FALSE, FALSE, sizeof (gint64), count);

  for (guint i = first + count; i > first; i--)
    g_array_append_val (ascending, g_array_index (older, gint64, i - 1));

  g_array_prepend_vals (keys, ascending->data, count);
}
