/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-json-writer.h"

#include <string.h>

#include "hlc-clock.h"
#include "hlc-utf8.h"

/* A container that is open. */
typedef struct
{
  gboolean is_object;
  gboolean has_content;
  gboolean has_name; /* a name stands there and waits for its value */
} Level;

struct _HlcJsonWriter
{
  GString *text;  /* (owned) */
  GArray *levels; /* (owned) (element-type Level): outermost first; the first is the text itself */
};

/**
 * hlc_json_writer_new:
 *
 * Returns: (transfer full): a writer for one JSON text
 */
HlcJsonWriter *
hlc_json_writer_new (void)
{
  HlcJsonWriter *self = g_new0 (HlcJsonWriter, 1);

  self->text = g_string_new (NULL);
  self->levels = g_array_new (FALSE, TRUE, sizeof (Level));
  g_array_set_size (self->levels, 1);

  return self;
}

/**
 * hlc_json_writer_free:
 * @self: (transfer full): a writer
 *
 * Throws the writer away, with what it has written.
 */
void
hlc_json_writer_free (HlcJsonWriter *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->text, TRUE);
  g_array_unref (self->levels);
  g_free (self);
}

static Level *
current_level (HlcJsonWriter *self)
{
  return &g_array_index (self->levels, Level, self->levels->len - 1);
}

/* Makes room for a value: a comma where one is due. */
static gboolean
begin_value (HlcJsonWriter *self)
{
  Level *level = current_level (self);

  g_return_val_if_fail (!level->is_object || level->has_name, FALSE);
  g_return_val_if_fail (self->levels->len > 1 || !level->has_content, FALSE);

  if (level->has_content && !level->has_name)
    g_string_append_c (self->text, ',');
  level->has_content = TRUE;
  level->has_name = FALSE;

  return TRUE;
}

static void
write_literal (HlcJsonWriter *self, const char *literal, gssize length)
{
  g_return_if_fail (self != NULL);

  if (begin_value (self))
    g_string_append_len (self->text, literal, length);
}

static void
begin_container (HlcJsonWriter *self, gboolean is_object)
{
  Level level = { .is_object = is_object };

  g_return_if_fail (self != NULL);

  if (!begin_value (self))
    return;
  g_string_append_c (self->text, is_object ? '{' : '[');
  g_array_append_val (self->levels, level);
}

static void
end_container (HlcJsonWriter *self, gboolean is_object)
{
  g_return_if_fail (self != NULL && self->levels->len > 1);
  g_return_if_fail (current_level (self)->is_object == is_object && !current_level (self)->has_name);

  g_string_append_c (self->text, is_object ? '}' : ']');
  g_array_set_size (self->levels, self->levels->len - 1);
}

/**
 * hlc_json_writer_begin_object:
 * @self: a writer
 *
 * Opens an object; members follow, each a name and a value.
 */
void
hlc_json_writer_begin_object (HlcJsonWriter *self)
{
  begin_container (self, TRUE);
}

/**
 * hlc_json_writer_end_object:
 * @self: a writer, whose innermost open container is an object
 *
 * Closes it.
 */
void
hlc_json_writer_end_object (HlcJsonWriter *self)
{
  end_container (self, TRUE);
}

/**
 * hlc_json_writer_begin_array:
 * @self: a writer
 *
 * Opens an array; values follow.
 */
void
hlc_json_writer_begin_array (HlcJsonWriter *self)
{
  begin_container (self, FALSE);
}

/**
 * hlc_json_writer_end_array:
 * @self: a writer, whose innermost open container is an array
 *
 * Closes it.
 */
void
hlc_json_writer_end_array (HlcJsonWriter *self)
{
  end_container (self, FALSE);
}

static void
append_escape (GString *text, gunichar character)
{
  static const char escaped[] = "\"\\\b\f\n\r\t";
  static const char letters[] = "\"\\bfnrt";
  const char *short_form = character > 0 && character < 0x80 ? strchr (escaped, (int) character) : NULL;

  if (short_form != NULL)
    {
      g_string_append_c (text, '\\');
      g_string_append_c (text, letters[short_form - escaped]);
    }
  else
    {
      g_string_append_printf (text, "\\u%04x", character);
    }
}

/* U+2028 and U+2029 are line ends to JavaScript before 2019. */
static gboolean
needs_escape (gunichar character)
{
  return character < 0x20 || character == '"' || character == '\\' || character == 0x2028 ||
         character == 0x2029;
}

static void
append_string (GString *text, const char *value, gsize length)
{
  gsize plain = 0; /* where the bytes begin that may be copied as they are */
  gsize size;

  g_string_append_c (text, '"');
  for (gsize i = 0; i < length; i += size)
    {
      gunichar character = 0;

      size = hlc_utf8_next (value + i, length - i, &character);
      if (size > 0 && !needs_escape (character))
        continue;

      g_string_append_len (text, value + plain, (gssize) (i - plain));
      if (size > 0)
        append_escape (text, character);
      else
        g_string_append (text, "\xef\xbf\xbd");
      size = MAX (size, 1);
      plain = i + size;
    }
  g_string_append_len (text, value + plain, (gssize) (length - plain));
  g_string_append_c (text, '"');
}

/**
 * hlc_json_writer_name:
 * @self: a writer, inside an object
 * @name: the next member's name
 *
 * Writes a name; its value must follow.
 */
void
hlc_json_writer_name (HlcJsonWriter *self, const char *name)
{
  Level *level;

  g_return_if_fail (self != NULL && name != NULL);

  level = current_level (self);
  g_return_if_fail (level->is_object && !level->has_name);

  if (level->has_content)
    g_string_append_c (self->text, ',');
  append_string (self->text, name, strlen (name));
  g_string_append_c (self->text, ':');
  level->has_content = TRUE;
  level->has_name = TRUE;
}

/**
 * hlc_json_writer_null:
 * @self: a writer
 *
 * Writes null.
 */
void
hlc_json_writer_null (HlcJsonWriter *self)
{
  write_literal (self, "null", -1);
}

/**
 * hlc_json_writer_boolean:
 * @self: a writer
 * @value: a value
 *
 * Writes true or false.
 */
void
hlc_json_writer_boolean (HlcJsonWriter *self, gboolean value)
{
  write_literal (self, value ? "true" : "false", -1);
}

/**
 * hlc_json_writer_int:
 * @self: a writer
 * @value: a number
 *
 * Writes an integer.
 */
void
hlc_json_writer_int (HlcJsonWriter *self, gint64 value)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  write_literal (self, digits, -1);
}

/**
 * hlc_json_writer_string:
 * @self: a writer
 * @value: (nullable): a string, or NULL for null
 *
 * Writes a string. Bytes that are not UTF-8 become U+FFFD, each one.
 */
void
hlc_json_writer_string (HlcJsonWriter *self, const char *value)
{
  hlc_json_writer_string_len (self, value, -1);
}

/**
 * hlc_json_writer_string_len:
 * @self: a writer
 * @value: (nullable): a string, or NULL for null
 * @length: its bytes, U+0000 among them; -1 when it is NUL-terminated
 *
 * Writes a string as hlc_json_writer_string() does.
 */
void
hlc_json_writer_string_len (HlcJsonWriter *self, const char *value, gssize length)
{
  g_return_if_fail (self != NULL);

  if (value == NULL)
    hlc_json_writer_null (self);
  else if (begin_value (self))
    append_string (self->text, value, length < 0 ? strlen (value) : (gsize) length);
}

/**
 * hlc_json_writer_time:
 * @self: a writer
 * @time: microseconds since the Unix epoch; 0 for "not known"
 *
 * Writes a time as hlc_time_format() does, or null.
 */
void
hlc_json_writer_time (HlcJsonWriter *self, gint64 time)
{
  g_autofree char *text = time != 0 ? hlc_time_format (time) : NULL;

  hlc_json_writer_string (self, text);
}

/**
 * hlc_json_writer_base64:
 * @self: a writer
 * @bytes: (nullable): any bytes, or NULL for null
 *
 * Writes bytes as a string of base64 with padding (RFC 4648, section 4).
 */
void
hlc_json_writer_base64 (HlcJsonWriter *self, GBytes *bytes)
{
  const guint8 *start;
  gsize length, used, room;
  int state = 0, save = 0;

  g_return_if_fail (self != NULL);

  if (bytes == NULL)
    {
      hlc_json_writer_null (self);
      return;
    }
  if (!begin_value (self))
    return;

  /* Straight into the text, since a body may be many megabytes; the room is what GLib asks for. */
  start = g_bytes_get_data (bytes, &length);
  room = (length / 3 + 1) * 4 + 4;
  g_string_append_c (self->text, '"');
  used = self->text->len;
  g_string_set_size (self->text, used + room);
  if (length > 0)
    used += g_base64_encode_step (start, length, FALSE, self->text->str + used, &state, &save);
  used += g_base64_encode_close (FALSE, self->text->str + used, &state, &save);
  g_string_truncate (self->text, used);
  g_string_append_c (self->text, '"');
}

/**
 * hlc_json_writer_raw:
 * @self: a writer
 * @json: one JSON value that a scanner accepted
 *
 * Writes a value as it was received, byte by byte.
 */
void
hlc_json_writer_raw (HlcJsonWriter *self, GBytes *json)
{
  const char *start;
  gsize length;

  g_return_if_fail (self != NULL && json != NULL);

  start = g_bytes_get_data (json, &length);
  g_return_if_fail (length > 0);

  write_literal (self, start, (gssize) length);
}

/**
 * hlc_json_writer_finish:
 * @self: a writer that has written one value, with every container closed
 *
 * Hands out the text. The writer is as new and may write another.
 *
 * Returns: (transfer full) (nullable): the text, without a line end
 */
GBytes *
hlc_json_writer_finish (HlcJsonWriter *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->levels->len == 1 && current_level (self)->has_content, NULL);

  text = g_steal_pointer (&self->text);
  self->text = g_string_new (NULL);
  current_level (self)->has_content = FALSE;

  return g_string_free_to_bytes (text);
}
