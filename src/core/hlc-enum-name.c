/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-enum-name.h"

/**
 * hlc_enum_name_find:
 * @names: (array length=n_names): the wire name of each value of an enumeration, by value
 * @n_names: how many there are
 * @text: (nullable): a name from outside
 *
 * Finds the value that a wire name stands for. Entries of @names may be %NULL. Any thread.
 *
 * Returns: the value, or -1 if no value has that name
 */
int
hlc_enum_name_find (const char *const *names, gsize n_names, const char *text)
{
  g_return_val_if_fail (names != NULL, -1);

  if (text == NULL)
    return -1;

  for (gsize i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], text) == 0)
      return (int) i;

  return -1;
}
