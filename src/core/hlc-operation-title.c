/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-operation-title.h"

#include <string.h>

#include "hlc-visible-text.h"

/* A name or a value in a title, and a whole title. Characters. */
#define VALUE_MAX_CHARACTERS 60
#define TITLE_MAX_CHARACTERS 200

/* Enough bytes of a container's text for its visible beginning. */
#define VALUE_MAX_BYTES 1024

static void
append_visible (GString *title, const char *text, gsize length)
{
  g_autofree char *visible =
      hlc_visible_text_bounded (text, (gssize) length, HLC_VISIBLE_ONE_LINE, VALUE_MAX_CHARACTERS);

  g_string_append (title, visible);
}

static void
append_string (GString *title, HlcJsonValue value, gboolean quoted)
{
  gsize length = 0;
  g_autofree char *decoded = hlc_json_value_dup_string (value, &length);

  if (quoted)
    g_string_append_c (title, '"');
  append_visible (title, decoded, length);
  if (quoted)
    g_string_append_c (title, '"');
}

/* Numbers, words and containers as they came, without the white space between their tokens. */
static void
append_compact (GString *title, HlcJsonValue value)
{
  gsize length = 0;
  const char *text = hlc_json_value_get_text (value, &length);
  g_autoptr (GString) compact = g_string_new (NULL);
  gboolean in_string = FALSE;
  gsize i = 0;

  while (i < length && compact->len < VALUE_MAX_BYTES)
    {
      gsize step = in_string && text[i] == '\\' ? 2 : 1;

      if (text[i] == '"')
        in_string = !in_string;
      if (in_string || !g_ascii_isspace (text[i]))
        g_string_append_len (compact, text + i, (gssize) step);
      i += step;
    }

  /* The cut must not leave half a character. */
  while (i < length && ((guchar) text[i] & 0xc0) == 0x80)
    g_string_append_c (compact, text[i++]);

  append_visible (title, compact->str, compact->len);
}

static char *
dup_bounded (GString *title)
{
  return hlc_visible_text_bounded (title->str, (gssize) title->len, HLC_VISIBLE_ONE_LINE,
                                   TITLE_MAX_CHARACTERS);
}

/**
 * hlc_operation_title_for_call:
 * @fn: the function's name
 * @kwargs: its arguments: an object
 *
 * Writes a function call on one line, as `fn(a="…", b=3)`: the arguments in the order of the text, long ones
 * and the whole cut, deceptive characters made visible. Any thread.
 *
 * Returns: (transfer full): the title
 */
char *
hlc_operation_title_for_call (const char *fn, HlcJsonValue kwargs)
{
  g_autoptr (GString) title = g_string_new (NULL);
  HlcJsonIter iter;
  HlcJsonValue name;
  HlcJsonValue value;
  gboolean first = TRUE;

  g_return_val_if_fail (fn != NULL, NULL);

  append_visible (title, fn, strlen (fn));
  g_string_append_c (title, '(');

  hlc_json_iter_init (&iter, kwargs);
  while (hlc_json_iter_next (&iter, &name, &value) &&
         g_utf8_strlen (title->str, (gssize) title->len) <= TITLE_MAX_CHARACTERS)
    {
      if (!first)
        g_string_append (title, ", ");
      append_string (title, name, FALSE);
      g_string_append_c (title, '=');
      if (hlc_json_value_get_type (value) == HLC_JSON_STRING)
        append_string (title, value, TRUE);
      else
        append_compact (title, value);
      first = FALSE;
    }
  g_string_append_c (title, ')');

  return dup_bounded (title);
}

/**
 * hlc_operation_title_for_contact:
 * @subject: (nullable): the question's subject
 * @msg: the question
 *
 * Writes a human contact on one line: the subject, if there is one, and the message, cut, with deceptive
 * characters made visible. Any thread.
 *
 * Returns: (transfer full): the title
 */
char *
hlc_operation_title_for_contact (const char *subject, const char *msg)
{
  g_autoptr (GString) title = g_string_new (NULL);

  g_return_val_if_fail (msg != NULL, NULL);

  if (subject != NULL && *subject != '\0')
    g_string_append_printf (title, "%s — ", subject);
  g_string_append (title, msg);

  return dup_bounded (title);
}
