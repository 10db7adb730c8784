/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-json-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const type_phrases[] = {
  [HLC_JSON_NULL] = "null",
  [HLC_JSON_FALSE] = NC_ ("JSON type", "a boolean"),
  [HLC_JSON_TRUE] = NC_ ("JSON type", "a boolean"),
  [HLC_JSON_NUMBER] = NC_ ("JSON type", "a number"),
  [HLC_JSON_STRING] = NC_ ("JSON type", "a string"),
  [HLC_JSON_ARRAY] = NC_ ("JSON type", "an array"),
  [HLC_JSON_OBJECT] = NC_ ("JSON type", "an object"),
};

static const char *
get_phrase (HlcJsonType type)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "JSON type", type_phrases[type]);
}

static gboolean
fail_type (HlcJsonValue member, const char *name, HlcJsonType type, GError **error)
{
  /* Translators: begin with the first %s, the name of a member: it is looked for there. The others are as "a string". */
  g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE, _ ("%s must be %s, but is %s"), name, get_phrase (type),
               get_phrase (hlc_json_value_get_type (member)));

  return FALSE;
}

/* Finds a member. Null and absent mean the same to the protocol, but a message should tell them apart. */
static gboolean
find_member (HlcJsonValue object,
             const char *name,
             HlcJsonType type,
             gboolean required,
             gboolean *is_set,
             HlcJsonValue *member,
             GError **error)
{
  gboolean is_present = hlc_json_value_get_member (object, name, member);

  *is_set = is_present && hlc_json_value_get_type (*member) != HLC_JSON_NULL;
  if (*is_set || !required)
    return TRUE;

  if (is_present)
    return fail_type (*member, name, type, error);

  /* Translators: begin with the first %s, the name of a member: it is looked for there. The second is what it must be,
     as "a string". */
  g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE, _ ("%s must be %s, but is missing"), name,
               get_phrase (type));

  return FALSE;
}

/**
 * hlc_json_read_value:
 * @object: an object
 * @name: the member's name
 * @type: what the member must be
 * @required: whether it must be there
 * @is_set: (out) (optional): whether it is there and not null
 * @value: (out): the member, untouched when it is not set
 * @error: return location for %HLC_ERROR_SHAPE
 *
 * Reads a member of a known type: the message names the member and says what is wrong with it, for example
 * "kwargs must be an object, but is a string". For booleans use hlc_json_read_boolean(). Any thread.
 *
 * Returns: whether the member is as it should be
 */
gboolean
hlc_json_read_value (HlcJsonValue object,
                     const char *name,
                     HlcJsonType type,
                     gboolean required,
                     gboolean *is_set,
                     HlcJsonValue *value,
                     GError **error)
{
  HlcJsonValue member;
  gboolean is_member_set;

  g_return_val_if_fail (name != NULL && value != NULL, FALSE);
  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (type_phrases), FALSE);

  if (!find_member (object, name, type, required, &is_member_set, &member, error))
    return FALSE;

  if (is_set != NULL)
    *is_set = is_member_set;
  if (!is_member_set)
    return TRUE;
  if (hlc_json_value_get_type (member) != type)
    return fail_type (member, name, type, error);

  *value = member;

  return TRUE;
}

/**
 * hlc_json_read_string:
 * @object: an object
 * @name: the member's name
 * @required: whether it must be there
 * @value: (out) (transfer full) (nullable): the decoded string; NULL when it is absent or null
 * @error: return location for %HLC_ERROR_SHAPE
 *
 * Reads a string that a person will be shown or a database will hold: one with U+0000 is refused, because it
 * would end there for some readers and not for others. Any thread.
 *
 * Returns: whether the member is as it should be
 */
gboolean
hlc_json_read_string (HlcJsonValue object, const char *name, gboolean required, char **value, GError **error)
{
  HlcJsonValue member;
  gboolean is_set;
  g_autofree char *string = NULL;
  gsize length;

  g_return_val_if_fail (name != NULL && value != NULL, FALSE);

  *value = NULL;
  if (!hlc_json_read_value (object, name, HLC_JSON_STRING, required, &is_set, &member, error))
    return FALSE;
  if (!is_set)
    return TRUE;

  string = hlc_json_value_dup_string (member, &length);
  if (strlen (string) != length)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE,
                   _ ("%s must not contain the character U+0000; remove it from the string"), name);
      return FALSE;
    }
  *value = g_steal_pointer (&string);

  return TRUE;
}

/**
 * hlc_json_read_boolean:
 * @object: an object
 * @name: the member's name
 * @is_set: (out) (optional): whether it is there and not null
 * @value: (out): true or false, untouched when it is not set
 * @error: return location for %HLC_ERROR_SHAPE
 *
 * Reads an optional boolean. Any thread.
 *
 * Returns: whether the member is as it should be
 */
gboolean
hlc_json_read_boolean (HlcJsonValue object,
                       const char *name,
                       gboolean *is_set,
                       gboolean *value,
                       GError **error)
{
  HlcJsonValue member;
  gboolean is_member_set;
  HlcJsonType type;

  g_return_val_if_fail (name != NULL && value != NULL, FALSE);

  if (!find_member (object, name, HLC_JSON_TRUE, FALSE, &is_member_set, &member, error))
    return FALSE;

  if (is_set != NULL)
    *is_set = is_member_set;
  if (!is_member_set)
    return TRUE;

  type = hlc_json_value_get_type (member);
  if (type != HLC_JSON_TRUE && type != HLC_JSON_FALSE)
    return fail_type (member, name, HLC_JSON_TRUE, error);
  *value = type == HLC_JSON_TRUE;

  return TRUE;
}
