/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-store-numbering.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-id-scheme.h"

/* @statement: bound. FALSE with @error set. */
static gboolean
find_greatest (HlcSql *sql, sqlite3_stmt *statement, const char *scheme, gint64 *greatest, GError **error)
{
  gboolean has_row = FALSE;
  gint64 number = 0;

  do
    {
      if (!hlc_sql_step (sql, statement, &has_row, error))
        return FALSE;
      if (has_row && hlc_id_scheme_parse (scheme, (const char *) sqlite3_column_text (statement, 0), &number))
        *greatest = MAX (*greatest, number);
    }
  while (has_row);

  return TRUE;
}

/* What follows the prefix is a digit: the index on call_id holds those ids in one stretch. */
static gpointer
find_next_number (HlcSql *sql, gpointer input, GError **error)
{
  const char *scheme = input;
  int length = (int) (strstr (scheme, HLC_ID_NUMBER) - scheme);
  g_autofree char *first = g_strdup_printf ("%.*s1", length, scheme);
  g_autofree char *end = g_strdup_printf ("%.*s:", length, scheme);
  sqlite3_stmt *statement =
      hlc_sql_prepare (sql, "SELECT call_id FROM operation WHERE call_id >= ?1 AND call_id < ?2", error);
  gint64 greatest = 0;

  if (statement == NULL)
    return NULL;

  hlc_sql_bind_text (statement, 1, first);
  hlc_sql_bind_text (statement, 2, end);
  if (!find_greatest (sql, statement, scheme, &greatest, error))
    return NULL;

  if (greatest == G_MAXINT64)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("“%s” has no number left: choose another scheme."), scheme);
      return NULL;
    }

  greatest++;
  return g_memdup2 (&greatest, sizeof greatest);
}

/**
 * hlc_store_find_next_number_async:
 * @scheme: a text that hlc_id_scheme_check() accepts
 * @cancellable: (nullable): stops it
 *
 * Looks for the greatest number of @scheme among the stored ids.
 */
void
hlc_store_find_next_number_async (HlcStore *self,
                                  const char *scheme,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (scheme != NULL && strstr (scheme, HLC_ID_NUMBER) != NULL);

  hlc_store_read_async (self, HLC_READ_OBJECT, find_next_number, g_free, g_strdup (scheme), g_free,
                        cancellable, callback, user_data);
}

/**
 * hlc_store_find_next_number_finish:
 *
 * Returns: the next number, from 1; 0 with @error set
 */
gint64
hlc_store_find_next_number_finish (HlcStore *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *number = hlc_store_read_finish (self, result, error);

  return number != NULL ? *number : 0;
}
