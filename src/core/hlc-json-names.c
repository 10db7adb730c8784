/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-json-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-visible-text.h"

/* A name in an error message. Characters. */
#define NAME_MAX_CHARACTERS 60

static gboolean
name_is (HlcJsonValue name, const char *expected)
{
  gsize length = 0;
  g_autofree char *decoded = hlc_json_value_dup_string (name, &length);

  return length == strlen (expected) && memcmp (decoded, expected, length) == 0;
}

static void
set_duplicate_error (HlcJsonValue name, GError **error)
{
  HlcJsonLocation location = { 0 };
  gsize length = 0;
  g_autofree char *decoded = hlc_json_value_dup_string (name, &length);
  g_autofree char *visible =
      hlc_visible_text_bounded (decoded, (gssize) length, HLC_VISIBLE_ONE_LINE, NAME_MAX_CHARACTERS);

  hlc_json_value_get_location (name, &location);
  g_set_error (
      error, HLC_ERROR, HLC_ERROR_DUPLICATE_NAME,
      _ ("The member “%s” is repeated at line %u, column %u: programs differ in which one they read. Send "
         "each name once."),
      visible, location.line, location.column);
}

/**
 * hlc_json_names_check_own:
 * @object: an object
 *
 * Refuses an object that repeats a member's name. Does not look into the members. Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_DUPLICATE_NAME if a name is repeated
 */
gboolean
hlc_json_names_check_own (HlcJsonValue object, GError **error)
{
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  HlcJsonIter iter;
  HlcJsonValue name;
  HlcJsonValue value;

  hlc_json_iter_init (&iter, object);
  while (hlc_json_iter_next (&iter, &name, &value))
    {
      gsize length = 0;
      char *decoded = hlc_json_value_dup_string (name, &length);

      if (!g_hash_table_add (seen, g_bytes_new_take (decoded, length)))
        {
          set_duplicate_error (name, error);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * hlc_json_names_check_all:
 * @value: any value
 *
 * Refuses a value that repeats a member's name anywhere in it. Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_DUPLICATE_NAME if a name is repeated
 */
gboolean
hlc_json_names_check_all (HlcJsonValue value, GError **error)
{
  HlcJsonValue name;

  if (!hlc_json_value_find_duplicate (value, &name))
    return TRUE;

  set_duplicate_error (name, error);
  return FALSE;
}

/**
 * hlc_json_names_check_except:
 * @object: an object
 * @opaque: the member whose value is not looked into
 *
 * Refuses an object that repeats a member's name anywhere but inside @opaque. Any thread.
 *
 * Returns: %FALSE with %HLC_ERROR_DUPLICATE_NAME if a name is repeated
 */
gboolean
hlc_json_names_check_except (HlcJsonValue object, const char *opaque, GError **error)
{
  HlcJsonIter iter;
  HlcJsonValue name;
  HlcJsonValue value;

  g_return_val_if_fail (opaque != NULL, FALSE);

  if (!hlc_json_names_check_own (object, error))
    return FALSE;

  hlc_json_iter_init (&iter, object);
  while (hlc_json_iter_next (&iter, &name, &value))
    if (!name_is (name, opaque) && !hlc_json_names_check_all (value, error))
      return FALSE;

  return TRUE;
}
