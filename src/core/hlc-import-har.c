/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-base64.h"

/* HTTP Archive 1.2: log.entries[].request is {method, url, headers[{name, value}], postData{text}}. */

static char *
dup_member (HlcJsonValue object, const char *name)
{
  char *text = NULL;

  return hlc_json_read_string (object, name, TRUE, &text, NULL) ? text : NULL;
}

static void
read_headers (HlcRequestDraft *request, HlcJsonValue object)
{
  HlcJsonValue headers;
  HlcJsonValue header;
  HlcJsonIter iter;

  if (!hlc_json_value_get_member (object, "headers", &headers))
    return;

  hlc_json_iter_init (&iter, headers);
  while (hlc_json_iter_next (&iter, NULL, &header))
    {
      g_autofree char *name = dup_member (header, "name");
      g_autofree char *value = dup_member (header, "value");

      if (name != NULL && value != NULL)
        hlc_header_list_append (request->headers, name, value);
    }
}

/* The bytes that were sent, NULL where the archive does not hold them. */
static GBytes *
dup_body (HlcJsonValue object)
{
  HlcJsonValue post_data;
  HlcJsonValue text_value;
  g_autofree char *encoding = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  guchar *decoded;

  if (!hlc_json_value_get_member (object, "postData", &post_data) ||
      !hlc_json_value_get_member (post_data, "text", &text_value))
    return NULL;

  text = hlc_json_value_dup_string (text_value, &length);
  encoding = dup_member (post_data, "encoding");
  if (text == NULL || g_strcmp0 (encoding, "base64") != 0)
    return text != NULL ? g_bytes_new_take (g_steal_pointer (&text), length) : NULL;

  if (strlen (text) != length || !hlc_base64_is_valid (text, length))
    return NULL;

  decoded = hlc_base64_decode (text, &length);
  return decoded != NULL ? g_bytes_new_take (decoded, length) : NULL;
}

static void
read_entry (HlcImport *self, HlcJsonValue entry, const char *source)
{
  g_autofree char *method = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GBytes) body = NULL;
  HlcRequestDraft *request = NULL;
  HlcJsonValue object;

  if (!hlc_json_value_get_member (entry, "request", &object))
    {
      hlc_import_omit (self, source, "%s", _ ("It holds no request."));
      return;
    }

  method = dup_member (object, "method");
  url = dup_member (object, "url");
  body = method != NULL && url != NULL && g_ascii_strcasecmp (method, "POST") == 0 ? dup_body (object) : NULL;
  if (body == NULL)
    {
      hlc_import_omit (self, source, "%s", _ ("It is no POST with a body."));
      return;
    }

  request = hlc_request_draft_new (method, url);
  request->body = g_bytes_ref (body);
  read_headers (request, object);
  hlc_import_read_body (self, body, source, request);
}

/*< private >
 * hlc_import_read_har:
 * @entries: an array
 *
 * Reads the requests of an archive that create operations, and those that are webhooks.
 */
void
hlc_import_read_har (HlcImport *self, HlcJsonValue entries)
{
  HlcJsonIter iter;
  HlcJsonValue entry;
  guint index = 0;

  hlc_json_iter_init (&iter, entries);
  while (hlc_json_iter_next (&iter, NULL, &entry) && self->items->len <= HLC_IMPORT_MAX_ITEMS)
    {
      g_autofree char *source = g_strdup_printf (_ ("entry %u"), ++index);

      read_entry (self, entry, source);
    }
}
