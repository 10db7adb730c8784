/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-document.h"

#include <string.h>

#include "hlc-json-scanner.h"
#include "hlc-json-text.h"

struct _HlcJsonDocument
{
  gatomicrefcount ref_count;
  GBytes *text;      /* (owned) */
  const char *start; /* (unowned): the bytes of `text` */
  gsize length;
};

/**
 * hlc_json_document_new:
 * @text: the received bytes; kept, never copied
 * @location: (out) (optional): where it went wrong, when it did
 * @error: return location
 *
 * Accepts a text that is exactly one JSON value by RFC 8259, as hlc_json_scan() describes. Nothing is built from
 * it: values are slices that are walked when they are asked for, so a document costs no more memory than its text.
 * A document never changes and may be read from any thread.
 *
 * Returns: (transfer full) (nullable): the document; NULL with %HLC_ERROR_SYNTAX, %HLC_ERROR_ENCODING or
 *   %HLC_ERROR_TOO_DEEP
 */
HlcJsonDocument *
hlc_json_document_new (GBytes *text, HlcJsonLocation *location, GError **error)
{
  HlcJsonDocument *self;
  const char *start;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  start = g_bytes_get_data (text, &length);
  if (!hlc_json_scan (start, length, location, error))
    return NULL;

  self = g_new0 (HlcJsonDocument, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_bytes_ref (text);
  self->start = start;
  self->length = length;

  return self;
}

/**
 * hlc_json_document_ref:
 * @self: a document
 *
 * Returns: (transfer full): @self
 */
HlcJsonDocument *
hlc_json_document_ref (HlcJsonDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hlc_json_document_unref:
 * @self: (transfer full): a document
 *
 * Gives back a reference. Values and iterators of the document die with the last one.
 */
void
hlc_json_document_unref (HlcJsonDocument *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_bytes_unref (self->text);
  g_free (self);
}

/**
 * hlc_json_document_get_text:
 * @self: a document
 *
 * Returns: (transfer none): the bytes that it was made from
 */
GBytes *
hlc_json_document_get_text (HlcJsonDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

static HlcJsonValue
value_at (HlcJsonDocument *document, const char *start, const char *end)
{
  return (HlcJsonValue){ document, (gsize) (start - document->start), (gsize) (end - start) };
}

/**
 * hlc_json_document_get_root:
 * @self: a document
 *
 * Returns: its one value, without the white space around it
 */
HlcJsonValue
hlc_json_document_get_root (HlcJsonDocument *self)
{
  const char *end, *start;

  g_return_val_if_fail (self != NULL, (HlcJsonValue){ 0 });

  end = self->start + self->length;
  start = hlc_json_text_skip_space (self->start, end);
  while (strchr (" \n\r\t", end[-1]) != NULL)
    end--;

  return value_at (self, start, end);
}

/**
 * hlc_json_value_get_type:
 * @value: a value
 *
 * Returns: what it is, by its first character
 */
HlcJsonType
hlc_json_value_get_type (HlcJsonValue value)
{
  g_return_val_if_fail (value.document != NULL, HLC_JSON_NULL);

  switch (value.document->start[value.offset])
    {
    case '{':
      return HLC_JSON_OBJECT;
    case '[':
      return HLC_JSON_ARRAY;
    case '"':
      return HLC_JSON_STRING;
    case 't':
      return HLC_JSON_TRUE;
    case 'f':
      return HLC_JSON_FALSE;
    case 'n':
      return HLC_JSON_NULL;
    default:
      return HLC_JSON_NUMBER;
    }
}

/**
 * hlc_json_type_get_name:
 * @type: a type
 *
 * Returns: (transfer none): its name for messages; true and false are both "boolean"
 */
const char *
hlc_json_type_get_name (HlcJsonType type)
{
  static const char *const names[] = {
    [HLC_JSON_NULL] = "null",     [HLC_JSON_FALSE] = "boolean", [HLC_JSON_TRUE] = "boolean",
    [HLC_JSON_NUMBER] = "number", [HLC_JSON_STRING] = "string", [HLC_JSON_ARRAY] = "array",
    [HLC_JSON_OBJECT] = "object",
  };

  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (names), NULL);

  return names[type];
}

/**
 * hlc_json_value_get_text:
 * @value: a value
 * @length: (out): its bytes
 *
 * Returns: (transfer none): the value exactly as it was received, not NUL-terminated
 */
const char *
hlc_json_value_get_text (HlcJsonValue value, gsize *length)
{
  g_return_val_if_fail (value.document != NULL && length != NULL, NULL);

  *length = value.length;

  return value.document->start + value.offset;
}

/**
 * hlc_json_value_dup_text:
 * @value: a value
 *
 * Returns: (transfer full): the value exactly as it was received; shares the document's memory and keeps it alive
 */
GBytes *
hlc_json_value_dup_text (HlcJsonValue value)
{
  g_return_val_if_fail (value.document != NULL, NULL);

  return g_bytes_new_from_bytes (value.document->text, value.offset, value.length);
}

/**
 * hlc_json_value_get_location:
 * @value: a value
 * @location: (out): where its first character stands
 *
 * Takes time in proportion to the text before it.
 */
void
hlc_json_value_get_location (HlcJsonValue value, HlcJsonLocation *location)
{
  g_return_if_fail (value.document != NULL && location != NULL);

  hlc_json_locate (value.document->start, value.offset, location);
}

/**
 * hlc_json_value_dup_string:
 * @value: a value
 * @length: (out) (optional): the bytes of the result without its final NUL
 *
 * The result may hold U+0000: then @length is greater than its strlen(). A surrogate without its partner becomes
 * U+FFFD.
 *
 * Returns: (transfer full) (nullable): the decoded string, NUL-terminated, valid UTF-8; NULL if it is no string
 */
char *
hlc_json_value_dup_string (HlcJsonValue value, gsize *length)
{
  g_return_val_if_fail (value.document != NULL, NULL);

  if (hlc_json_value_get_type (value) != HLC_JSON_STRING)
    return NULL;

  return hlc_json_string_decode (value.document->start + value.offset, value.length, length);
}

/**
 * hlc_json_value_get_int:
 * @value: a value
 * @number: (out): the number, untouched on failure
 *
 * Reads an integer that is written as one and fits 64 bits. "1.0" and "1e3" are not written as integers.
 *
 * Returns: whether it is such a number
 */
gboolean
hlc_json_value_get_int (HlcJsonValue value, gint64 *number)
{
  const char *digits;
  gboolean is_negative;
  guint64 magnitude = 0;

  g_return_val_if_fail (value.document != NULL && number != NULL, FALSE);

  digits = value.document->start + value.offset;
  is_negative = digits[0] == '-';

  for (gsize i = is_negative ? 1 : 0; i < value.length; i++)
    {
      if (!g_ascii_isdigit (digits[i]) || !g_uint64_checked_mul (&magnitude, magnitude, 10) ||
          !g_uint64_checked_add (&magnitude, magnitude, (guint64) (digits[i] - '0')))
        return FALSE;
    }

  if (magnitude > (guint64) G_MAXINT64 + (is_negative ? 1 : 0))
    return FALSE;
  *number = (gint64) (is_negative ? -magnitude : magnitude);

  return TRUE;
}

/**
 * hlc_json_value_get_member:
 * @object: a value
 * @name: a member name, decoded
 * @member: (out): the first member of that name, untouched when there is none
 *
 * Names are compared as they read, not as they are written: `"f\u006e"` is "fn". Takes time in proportion to the
 * text before the member.
 *
 * Returns: whether @object is an object that has such a member
 */
gboolean
hlc_json_value_get_member (HlcJsonValue object, const char *name, HlcJsonValue *member)
{
  HlcJsonIter iter;
  HlcJsonValue member_name, value;
  gsize length;

  g_return_val_if_fail (object.document != NULL && name != NULL && member != NULL, FALSE);

  if (hlc_json_value_get_type (object) != HLC_JSON_OBJECT)
    return FALSE;

  length = strlen (name);
  hlc_json_iter_init (&iter, object);
  while (hlc_json_iter_next (&iter, &member_name, &value))
    {
      const char *text = object.document->start + member_name.offset;

      if (hlc_json_string_equal (text, member_name.length, name, length))
        {
          *member = value;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * hlc_json_iter_init:
 * @iter: (out): an iterator on the stack
 * @container: an object or an array; any other value has no members
 *
 * Begins a walk over what @container holds.
 */
void
hlc_json_iter_init (HlcJsonIter *iter, HlcJsonValue container)
{
  HlcJsonType type;

  g_return_if_fail (iter != NULL && container.document != NULL);

  type = hlc_json_value_get_type (container);
  *iter = (HlcJsonIter){ .document = container.document, .is_object = type == HLC_JSON_OBJECT };
  if (type == HLC_JSON_OBJECT || type == HLC_JSON_ARRAY)
    {
      iter->position = container.offset + 1;
      iter->end = container.offset + container.length - 1;
    }
}

/**
 * hlc_json_iter_next:
 * @iter: an iterator
 * @name: (out) (optional): the member's name, a string; untouched in an array
 * @value: (out) (optional): the member or element
 *
 * Takes time in proportion to the value's text, which is stepped over.
 *
 * Returns: whether there was one more
 */
gboolean
hlc_json_iter_next (HlcJsonIter *iter, HlcJsonValue *name, HlcJsonValue *value)
{
  const char *start, *end, *position, *after;

  g_return_val_if_fail (iter != NULL && iter->document != NULL, FALSE);

  start = iter->document->start;
  end = start + iter->end;
  position = hlc_json_text_skip_space (start + iter->position, end);
  if (position >= end)
    return FALSE;

  if (iter->is_object)
    {
      after = hlc_json_text_skip_value (position, end);
      if (name != NULL)
        *name = value_at (iter->document, position, after);
      position = hlc_json_text_skip_space (after, end) + 1; /* the colon */
      position = hlc_json_text_skip_space (position, end);
    }

  after = hlc_json_text_skip_value (position, end);
  if (value != NULL)
    *value = value_at (iter->document, position, after);

  after = hlc_json_text_skip_space (after, end);
  iter->position = (gsize) (after < end ? after + 1 - start : end - start); /* the comma */

  return TRUE;
}
