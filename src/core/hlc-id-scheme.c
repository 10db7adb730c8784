/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-id-scheme.h"

#include "hlc-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-random.h"
#include "hlc-visible-text.h"

/* Characters of an id that we make, after its prefix: 96 random bits. */
#define MADE_CHARACTERS 16

static const char *const EXPLANATIONS[] = {
  [HLC_ID_MADE] =
      N_ ("The console makes a random id, and no two are the same. Keep the one that the answer holds."),
  [HLC_ID_EXTERNAL] =
      N_ ("The id is one that you have already, such as the tool_call_id of a model's answer: what "
          "comes back is found by it without keeping a second id."),
  [HLC_ID_SCHEME] =
      N_ ("The id follows a scheme of your own: {n} in it becomes the next number, so order-{n} makes "
          "order-1, order-2 and so on, going on from the ids that are used."),
};

/**
 * hlc_id_kind_explain:
 *
 * Returns: (transfer none): what it means to identify operations so, for people, translated
 */
const char *
hlc_id_kind_explain (HlcIdKind kind)
{
  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (EXPLANATIONS), NULL);

  return _ (EXPLANATIONS[kind]);
}

/**
 * hlc_id_check:
 * @id: a call_id or run_id, as typed
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT when it can be no id
 */
gboolean
hlc_id_check (const char *id, GError **error)
{
  const char *problem = NULL;

  g_return_val_if_fail (id != NULL, FALSE);

  if (*id == '\0')
    problem = _ ("The id is empty: type one, or let the console make it.");
  else if (!g_utf8_validate (id, -1, NULL))
    problem = _ ("The id is not UTF-8.");
  else if (strlen (id) > HLC_ID_MAX_LENGTH)
    problem = _ ("The id is longer than 1024 bytes: type a shorter one.");

  if (problem != NULL)
    g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, problem);
  return problem == NULL;
}

/**
 * hlc_id_scheme_check:
 * @scheme: as typed
 *
 * Returns: %FALSE with %HLC_ERROR_ARGUMENT when it is no scheme
 */
gboolean
hlc_id_scheme_check (const char *scheme, GError **error)
{
  const char *number;

  g_return_val_if_fail (scheme != NULL, FALSE);

  if (!hlc_id_check (scheme, error))
    return FALSE;

  number = strstr (scheme, HLC_ID_NUMBER);
  if (number == NULL)
    g_set_error (
        error, HLC_ERROR, HLC_ERROR_ARGUMENT,
        _ ("“%s” has no {n}, so every operation would get the same id: put {n} where the number belongs, "
           "as in order-{n}."),
        scheme);
  else if (strstr (number + 1, HLC_ID_NUMBER) != NULL)
    g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                 _ ("“%s” has {n} twice: leave one, so that the number can be read back."), scheme);
  else
    return TRUE;

  return FALSE;
}

/**
 * hlc_id_scheme_format:
 * @scheme: a scheme
 * @number: from 1
 *
 * Returns: (transfer full): the id of that number
 */
char *
hlc_id_scheme_format (const char *scheme, gint64 number)
{
  const char *place = strstr (scheme, HLC_ID_NUMBER);

  g_return_val_if_fail (place != NULL, NULL);

  return g_strdup_printf ("%.*s%" G_GINT64_FORMAT "%s", (int) (place - scheme), scheme, number,
                          place + strlen (HLC_ID_NUMBER));
}

/**
 * hlc_id_scheme_parse:
 * @scheme: a scheme
 * @id: any id
 * @number: (out): its number, untouched if it has none
 *
 * Returns: whether @id follows @scheme
 */
gboolean
hlc_id_scheme_parse (const char *scheme, const char *id, gint64 *number)
{
  const char *place = strstr (scheme, HLC_ID_NUMBER);
  gsize before, after, length = strlen (id);
  g_autofree char *digits = NULL;
  guint64 value = 0;

  g_return_val_if_fail (place != NULL && number != NULL, FALSE);

  before = (gsize) (place - scheme);
  place += strlen (HLC_ID_NUMBER);
  after = strlen (place);
  if (length <= before + after || memcmp (id, scheme, before) != 0 ||
      memcmp (id + length - after, place, after) != 0)
    return FALSE;

  /* A leading zero is another text, though the same number. */
  digits = g_strndup (id + before, length - before - after);
  if (*digits == '0' || !g_ascii_string_to_unsigned (digits, 10, 1, G_MAXINT64, &value, NULL))
    return FALSE;

  *number = (gint64) value;
  return TRUE;
}

/**
 * hlc_id_scheme_next:
 * @scheme: a scheme
 * @used: (nullable) (array zero-terminated=1): ids that exist
 *
 * Returns: one more than the greatest number in use, from 1; 0 when there is none left
 */
gint64
hlc_id_scheme_next (const char *scheme, const char *const *used)
{
  gint64 greatest = 0;
  gint64 number = 0;

  for (guint i = 0; used != NULL && used[i] != NULL; i++)
    {
      if (hlc_id_scheme_parse (scheme, used[i], &number))
        greatest = MAX (greatest, number);
    }

  return greatest < G_MAXINT64 ? greatest + 1 : 0;
}

static void
set_taken_error (GError **error, const char *id)
{
  g_autofree char *visible = hlc_visible_text (id, -1, HLC_VISIBLE_ONE_LINE);

  g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
               _ ("The id “%s” is taken by another operation: choose another one."), visible);
}

/**
 * hlc_id_choose:
 * @kind: how the operation is identified
 * @typed: (nullable): the external id, or the scheme; ignored for %HLC_ID_MADE
 * @used: (nullable) (array zero-terminated=1): ids that exist
 *
 * Returns: (transfer full) (nullable): the call_id; %NULL with %HLC_ERROR_ARGUMENT when @typed cannot be used, with
 *   %HLC_ERROR_CONFLICT when it is taken
 */
char *
hlc_id_choose (HlcIdKind kind, const char *typed, const char *const *used, GError **error)
{
  const char *text = typed != NULL ? typed : "";
  gint64 number = 0;

  if (kind == HLC_ID_MADE)
    return hlc_random_token ("call_", MADE_CHARACTERS);

  if (kind == HLC_ID_EXTERNAL)
    {
      if (!hlc_id_check (text, error))
        return NULL;
      if (used != NULL && g_strv_contains (used, text))
        {
          set_taken_error (error, text);
          return NULL;
        }
      return g_strdup (text);
    }

  if (!hlc_id_scheme_check (text, error))
    return NULL;

  number = hlc_id_scheme_next (text, used);
  if (number == 0)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("“%s” has no number left: choose another scheme."), text);
      return NULL;
    }
  return hlc_id_scheme_format (text, number);
}

/**
 * hlc_id_check_unique:
 * @ids: (array zero-terminated=1): ids of operations that are to be created together
 * @used: (nullable) (array zero-terminated=1): ids that exist
 *
 * Returns: %FALSE with %HLC_ERROR_CONFLICT, which names the first id that stands twice or is taken
 */
gboolean
hlc_id_check_unique (const char *const *ids, const char *const *used, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; used != NULL && used[i] != NULL; i++)
    g_hash_table_add (taken, (gpointer) used[i]);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (g_hash_table_contains (taken, ids[i]))
        {
          set_taken_error (error, ids[i]);
          return FALSE;
        }

      if (!g_hash_table_add (seen, (gpointer) ids[i]))
        {
          g_autofree char *visible = hlc_visible_text (ids[i], -1, HLC_VISIBLE_ONE_LINE);

          g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                       _ ("The id “%s” stands twice: give each operation an id of its own."), visible);
          return FALSE;
        }
    }

  return TRUE;
}
