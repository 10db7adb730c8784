/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-payload-layout.h"

#include "hlc-json-document.h"
#include "hlc-json-printer.h"
#include "hlc-visible-text.h"

/* Secrets that agents put into what they ask (PROTOCOL: ContactChannel). */
#define SECRET_MEMBER "bot_token"

/* GTK's text views freeze on long lines, and a text that is no JSON has no layout that could break them. */
static char *
break_lines (const char *text)
{
  GString *broken = g_string_sized_new (strlen (text) + 64);
  const char *line = text;

  while (*line != '\0')
    {
      gsize length = strcspn (line, "\n");

      while (length > HLC_JSON_MAX_LINE)
        {
          const char *end = g_utf8_find_prev_char (line, line + HLC_JSON_MAX_LINE + 1);

          g_string_append_len (broken, line, end - line);
          g_string_append_c (broken, '\n');
          length -= (gsize) (end - line);
          line = end;
        }
      g_string_append_len (broken, line, (gssize) length);
      line += length;
      if (*line == '\n')
        {
          g_string_append_c (broken, '\n');
          line++;
        }
    }

  return g_string_free (broken, FALSE);
}

/**
 * hlc_payload_layout_new:
 * @payload: a text as it was received; any bytes
 *
 * JSON is laid out from the text itself: numbers, order and escapes stay as they came. Anything else is shown line by
 * line. Takes a time that grows with @payload: above 256 KiB not for the main thread.
 *
 * Returns: (transfer full): the text to show and the text to copy
 */
HlcPayloadLayout *
hlc_payload_layout_new (GBytes *payload)
{
  HlcPayloadLayout *self = g_new0 (HlcPayloadLayout, 1);
  g_autoptr (HlcJsonDocument) document = NULL;
  g_autofree char *pretty = NULL;
  g_autofree char *visible = NULL;
  gsize length = 0;
  const char *text = NULL;

  document = hlc_json_document_new (payload, NULL, NULL);
  self->is_json = document != NULL;
  self->masked = document != NULL ? hlc_json_mask_member (payload, SECRET_MEMBER) : g_bytes_ref (payload);
  pretty = document != NULL ? hlc_json_pretty_print (self->masked) : NULL;
  text = pretty != NULL ? pretty : g_bytes_get_data (self->masked, &length);
  visible = hlc_visible_text (text != NULL ? text : "", pretty != NULL ? -1 : (gssize) length,
                              HLC_VISIBLE_KEEP_LINES);
  self->text = break_lines (visible);

  return self;
}

/** hlc_payload_layout_free: frees @self */
void
hlc_payload_layout_free (HlcPayloadLayout *self)
{
  g_clear_pointer (&self->masked, g_bytes_unref);
  g_clear_pointer (&self->text, g_free);
  g_free (self);
}
