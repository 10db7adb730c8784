/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-query-values.h"

#include <string.h>

struct _HlcQueryValues
{
  GHashTable *values; /* (owned) (element-type utf8 utf8) */
  char *mistake;      /* (owned) (nullable): a sentence */
  char *mistake_name; /* (owned) (nullable): the parameter */
};

static void
take_mistake (HlcQueryValues *self, const char *name, char *mistake)
{
  if (self->mistake != NULL)
    {
      g_free (mistake);
      return;
    }

  self->mistake = mistake;
  self->mistake_name = g_utf8_make_valid (name, -1);
}

static void
check_known (HlcQueryValues *self, const char *const *known)
{
  GHashTableIter iter;
  gpointer name = NULL;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *names = NULL;

      if (g_strv_contains (known, name))
        continue;

      names = g_strjoinv (", ", (char **) known);
      take_mistake (self, name,
                    g_strdup_printf ("There is no parameter “%s” here. Use any of: %s.", (char *) name,
                                     names));
    }
}

/**
 * hlc_query_values_new:
 * @query: (nullable): the query of a request, percent-encoded (application/x-www-form-urlencoded)
 * @known: (array zero-terminated=1) (nullable): the parameters that are understood; %NULL where others are the client's
 *   own business
 *
 * Reads a query. Whether it could be read, hlc_query_values_get_mistake() tells. A misspelt parameter is a mistake: a
 * filter that is silently ignored would show too much.
 *
 * Returns: (transfer full): its values
 */
HlcQueryValues *
hlc_query_values_new (const char *query, const char *const *known)
{
  HlcQueryValues *self = g_new0 (HlcQueryValues, 1);
  g_autoptr (GError) error = NULL;

  self->values = g_uri_parse_params (query != NULL ? query : "", -1, "&", G_URI_PARAMS_WWW_FORM, &error);
  if (self->values == NULL)
    {
      self->values = g_hash_table_new (g_str_hash, g_str_equal);
      take_mistake (self, "",
                    g_strdup_printf ("The query cannot be read: %s. Percent-encode UTF-8.", error->message));
    }
  if (known != NULL)
    check_known (self, known);

  return self;
}

/**
 * hlc_query_values_free:
 * @self: (transfer full): the values
 *
 * Frees them.
 */
void
hlc_query_values_free (HlcQueryValues *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->values);
  g_free (self->mistake);
  g_free (self->mistake_name);
  g_free (self);
}

/**
 * hlc_query_values_get_text:
 *
 * Returns: (transfer none) (nullable): the value of @name; %NULL where it is absent or empty, which mean the same
 */
const char *
hlc_query_values_get_text (HlcQueryValues *self, const char *name)
{
  const char *value = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  value = g_hash_table_lookup (self->values, name);

  return value == NULL || *value == '\0' ? NULL : value;
}

/**
 * hlc_query_values_get_number:
 * @least: the least number that is taken
 * @most: the greatest
 * @absent: what it is where the query does not say
 *
 * Returns: the number, or @absent
 */
gint64
hlc_query_values_get_number (HlcQueryValues *self, const char *name, gint64 least, gint64 most, gint64 absent)
{
  const char *value = hlc_query_values_get_text (self, name);
  guint64 number = 0;
  g_autofree char *expected = NULL;

  if (value == NULL)
    return absent;
  /* Takes digits only: no sign, no white space. */
  if (g_ascii_string_to_unsigned (value, 10, least, most, &number, NULL))
    return number;

  expected = g_strdup_printf ("a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, least, most);
  hlc_query_values_refuse (self, name, expected);

  return absent;
}

/**
 * hlc_query_values_refuse:
 * @name: a parameter
 * @expected: what its value should be, to end a sentence
 *
 * Notes that the value of @name is wrong.
 */
void
hlc_query_values_refuse (HlcQueryValues *self, const char *name, const char *expected)
{
  g_return_if_fail (self != NULL);

  take_mistake (self, name, g_strdup_printf ("The parameter “%s” must be %s.", name, expected));
}

/**
 * hlc_query_values_get_mistake:
 * @name: (out) (transfer none): the parameter that is wrong
 *
 * Returns: (transfer none) (nullable): a sentence about the first mistake, or %NULL
 */
const char *
hlc_query_values_get_mistake (HlcQueryValues *self, const char **name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  *name = self->mistake_name;

  return self->mistake;
}
