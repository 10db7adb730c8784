/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-placeholder.h"

#include "hlc-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-json-scanner.h"
#include "hlc-json-text.h"
#include "hlc-json-writer.h"

/* The longest name. Bytes. */
#define MAX_NAME 64

/* What a reference to a step ends in: without a value it is a mistake and not just text in braces. */
static const char *const STEP_MEMBERS[] = { "call_id", "run_id", NULL };

/* Bytes of the name that begins at @text, 0 for none. */
static gsize
name_length (const char *text, gsize length)
{
  gsize i = 0;

  while (i < length && i < MAX_NAME &&
         (g_ascii_islower (text[i]) || (i > 0 && (g_ascii_isdigit (text[i]) || text[i] == '_'))))
    i++;

  return i;
}

/**
 * hlc_placeholder_is_name:
 *
 * Returns: whether a value or a step may be called so
 */
gboolean
hlc_placeholder_is_name (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return *name != '\0' && name_length (name, strlen (name)) == strlen (name);
}

/* What stands between the braces that open at @text: a name, or two with a point between. 0 where it is neither. */
static gsize
placeholder_length (const char *text, gsize length)
{
  gsize first = length > 1 ? name_length (text + 1, length - 1) : 0;
  gsize second = 0;

  if (first == 0)
    return 0;
  if (first + 1 < length && text[first + 1] == '.')
    {
      second = name_length (text + first + 2, length - first - 2);
      if (second == 0)
        return 0;
      first += 1 + second;
    }

  return first + 1 < length && text[first + 1] == '}' ? first : 0;
}

static gboolean
is_reference (const char *name)
{
  const char *point = strchr (name, '.');

  return point != NULL && g_strv_contains (STEP_MEMBERS, point + 1);
}

typedef struct
{
  GHashTable *values; /* (element-type utf8 utf8) */
  GString *result;
  gboolean is_changed;
} Expansion;

/*
 * Takes what begins with the brace at @text. Returns: how many bytes that were; 0 with @error set for a reference to
 * nothing.
 */
static gsize
expand_brace (Expansion *self, const char *text, gsize length, GError **error)
{
  gboolean is_doubled = length > 1 && text[1] == '{';
  gsize size = placeholder_length (text + is_doubled, length - is_doubled);
  g_autofree char *name = g_strndup (text + is_doubled + 1, size);
  const char *value = size > 0 ? g_hash_table_lookup (self->values, name) : NULL;
  gboolean is_known = value != NULL || is_reference (name);

  if (is_doubled && is_known && size + 3 < length && text[size + 3] == '}')
    {
      g_string_append_len (self->result, text + 1, (gssize) size + 2);
      self->is_changed = TRUE;
      return size + 4;
    }

  if (is_doubled || !is_known)
    {
      g_string_append_c (self->result, '{');
      return 1;
    }

  if (value == NULL)
    {
      g_set_error (
          error, HLC_ERROR, HLC_ERROR_NOT_FOUND,
          /* Translators: a reference as it was written, twice. */
          _ ("{%s} refers to a step that is not there, or only comes later. Correct the step's name, or "
             "write {{%s}} if this is text."),
          name, name);
      return 0;
    }

  g_string_append (self->result, value);
  self->is_changed = TRUE;
  return size + 2;
}

static gboolean
expand_text (Expansion *self, const char *text, gsize length, GError **error)
{
  gsize i = 0;

  while (i < length)
    {
      const char *brace = memchr (text + i, '{', length - i);
      gsize plain = brace != NULL ? (gsize) (brace - text) - i : length - i;
      gsize taken = 0;

      g_string_append_len (self->result, text + i, (gssize) plain);
      i += plain;
      if (i == length)
        break;

      taken = expand_brace (self, text + i, length - i, error);
      if (taken == 0)
        return FALSE;
      i += taken;
    }

  return TRUE;
}

/**
 * hlc_placeholder_expand:
 * @text: a text that is no JSON
 * @values: (element-type utf8 utf8): names and what they stand for
 * @error: %HLC_ERROR_NOT_FOUND for a reference to a step that has no value
 *
 * Returns: (transfer full) (nullable): @text with the values in place
 */
char *
hlc_placeholder_expand (const char *text, GHashTable *values, GError **error)
{
  g_autoptr (GString) result = g_string_new (NULL);
  Expansion expansion = { values, result, FALSE };

  g_return_val_if_fail (text != NULL && values != NULL, NULL);

  if (!expand_text (&expansion, text, strlen (text), error))
    return NULL;

  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* @token: a string that is a value. @is_changed: whether it reads otherwise now. */
static char *
expand_token (const HlcJsonToken *token,
              GHashTable *values,
              gsize *length,
              gboolean *is_changed,
              GError **error)
{
  g_autoptr (GString) result = g_string_new (NULL);
  Expansion expansion = { values, result, FALSE };
  gsize decoded_length = 0;
  g_autofree char *decoded = hlc_json_string_decode (token->start, token->length, &decoded_length);

  if (!expand_text (&expansion, decoded, decoded_length, error))
    return NULL;

  *length = result->len;
  *is_changed = expansion.is_changed;
  return g_string_free (g_steal_pointer (&result), FALSE);
}

static void
append_string (GString *result, const char *text, gsize length)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) json = NULL;

  hlc_json_writer_string_len (writer, text, (gssize) length);
  json = hlc_json_writer_finish (writer);
  g_string_append_len (result, g_bytes_get_data (json, NULL), (gssize) g_bytes_get_size (json));
}

/* A brace may be written as one or as an escape; anything else cannot hold a placeholder. */
static gboolean
may_hold_placeholder (const HlcJsonToken *token)
{
  return token->kind == '"' && !token->is_name &&
         (memchr (token->start, '{', token->length) != NULL ||
          memchr (token->start, '\\', token->length) != NULL);
}

/**
 * hlc_placeholder_expand_json:
 * @json: a text that hlc_json_scan() accepts
 * @values: (element-type utf8 utf8): names and what they stand for
 * @max_size: the most bytes that the result may have
 * @error: %HLC_ERROR_NOT_FOUND for a reference to a step that has no value, %HLC_ERROR_ARGUMENT when it gets too long
 *
 * Returns: (transfer full) (nullable): the text with the values in place
 */
GBytes *
hlc_placeholder_expand_json (GBytes *json, GHashTable *values, gsize max_size, GError **error)
{
  g_autoptr (GString) result = g_string_new (NULL);
  const char *position, *plain, *end;
  HlcJsonToken token;
  gsize length;

  g_return_val_if_fail (json != NULL && values != NULL, NULL);

  position = plain = g_bytes_get_data (json, &length);
  g_return_val_if_fail (hlc_json_scan (plain, length, NULL, NULL), NULL);

  end = plain + length;
  while (result->len <= max_size && hlc_json_text_next_token (&position, end, &token))
    {
      g_autofree char *text = NULL;
      gsize text_length = 0;
      gboolean is_changed = FALSE;

      if (!may_hold_placeholder (&token))
        continue;

      text = expand_token (&token, values, &text_length, &is_changed, error);
      if (text == NULL)
        return NULL;
      if (!is_changed)
        continue;

      g_string_append_len (result, plain, token.start - plain);
      append_string (result, text, text_length);
      plain = position;
    }
  g_string_append_len (result, plain, end - plain);

  if (result->len > max_size)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT,
                           _ ("With its values in place the text is too long: set shorter values."));
      return NULL;
    }

  return g_string_free_to_bytes (g_steal_pointer (&result));
}

/**
 * hlc_placeholder_is_in_json:
 * @json: a text that hlc_json_scan() accepts
 * @values: (element-type utf8 utf8): the names that have values
 *
 * Returns: whether hlc_placeholder_expand_json() would change it, or refuse it
 */
gboolean
hlc_placeholder_is_in_json (GBytes *json, GHashTable *values)
{
  g_autoptr (GBytes) expanded = hlc_placeholder_expand_json (json, values, G_MAXSIZE, NULL);

  return expanded == NULL || !g_bytes_equal (expanded, json);
}
