/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-header-list.h"

#include <string.h>

#include <json-glib/json-glib.h>

typedef struct
{
  char *name;
  char *value;
} Header;

struct _HlcHeaderList
{
  GArray *headers; /* (element-type Header) (owned) */
  gatomicrefcount ref_count;
};

/* Headers whose values let their reader act as the sender. */
static const char *const secret_names[] = {
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "api-key",
  "x-auth-token",
  "x-access-token",
  "x-csrf-token",
  "x-amz-security-token",
  "x-goog-api-key",
  "x-forwarded-access-token",
  "x-gitlab-token",
  "cf-access-client-secret",
  "cf-access-jwt-assertion",
};

static void
header_clear (gpointer data)
{
  Header *header = data;

  g_free (header->name);
  g_free (header->value);
}

static const Header *
hlc_header_list_get (HlcHeaderList *self, guint index)
{
  return &g_array_index (self->headers, Header, index);
}

/* Each byte of ISO-8859-1 is the code point of the same number, so this cannot fail. */
static char *
header_text_to_utf8 (const char *text)
{
  GString *utf8 = NULL;

  if (g_utf8_validate (text, -1, NULL))
    return g_strdup (text);

  utf8 = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_unichar (utf8, (guchar) *p);

  return g_string_free (utf8, FALSE);
}

static void
append_pair (HlcHeaderList *self, JsonNode *node)
{
  JsonArray *pair = NULL;
  JsonNode *name = NULL;
  JsonNode *value = NULL;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return;
  pair = json_node_get_array (node);
  if (json_array_get_length (pair) != 2)
    return;

  name = json_array_get_element (pair, 0);
  value = json_array_get_element (pair, 1);
  if (json_node_get_value_type (name) == G_TYPE_STRING && json_node_get_value_type (value) == G_TYPE_STRING)
    hlc_header_list_append (self, json_node_get_string (name), json_node_get_string (value));
}

/**
 * hlc_header_list_new:
 *
 * Makes an empty list.
 *
 * Returns: (transfer full): the list
 */
HlcHeaderList *
hlc_header_list_new (void)
{
  HlcHeaderList *self = g_new0 (HlcHeaderList, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->headers = g_array_new (FALSE, FALSE, sizeof (Header));
  g_array_set_clear_func (self->headers, header_clear);

  return self;
}

/**
 * hlc_header_list_ref:
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
HlcHeaderList *
hlc_header_list_ref (HlcHeaderList *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hlc_header_list_unref:
 *
 * Drops a reference; the last one frees the list. Any thread.
 */
void
hlc_header_list_unref (HlcHeaderList *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->headers);
  g_free (self);
}

/**
 * hlc_header_list_append:
 * @name: the header's name, in the spelling that came
 * @value: its value, in the bytes that came: not always UTF-8
 *
 * Adds a header at the end. Only while nobody else holds the list.
 */
void
hlc_header_list_append (HlcHeaderList *self, const char *name, const char *value)
{
  Header header = { NULL, NULL };

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  header.name = g_strdup (name);
  header.value = g_strdup (value);
  g_array_append_val (self->headers, header);
}

/**
 * hlc_header_list_get_length:
 *
 * Returns: how many headers there are; a repeated one counts each time
 */
guint
hlc_header_list_get_length (HlcHeaderList *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->headers->len;
}

/**
 * hlc_header_list_get_name:
 *
 * Returns: (transfer none): the name of the header at @index, as it was spelt
 */
const char *
hlc_header_list_get_name (HlcHeaderList *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->headers->len, NULL);

  return hlc_header_list_get (self, index)->name;
}

/**
 * hlc_header_list_get_value:
 *
 * Returns: (transfer none): the value of the header at @index, as it came: not always UTF-8
 */
const char *
hlc_header_list_get_value (HlcHeaderList *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->headers->len, NULL);

  return hlc_header_list_get (self, index)->value;
}

/**
 * hlc_header_list_lookup:
 * @name: a header's name in any case (RFC 9110, section 5.1)
 *
 * Finds a header by its name.
 *
 * Returns: (transfer none) (nullable): the value of the first header of that name
 */
const char *
hlc_header_list_lookup (HlcHeaderList *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->headers->len; i++)
    if (g_ascii_strcasecmp (hlc_header_list_get (self, i)->name, name) == 0)
      return hlc_header_list_get (self, i)->value;

  return NULL;
}

/**
 * hlc_header_list_count:
 * @name: a header's name in any case
 *
 * Returns: how many headers have that name
 */
guint
hlc_header_list_count (HlcHeaderList *self, const char *name)
{
  guint count = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (name != NULL, 0);

  for (guint i = 0; i < self->headers->len; i++)
    if (g_ascii_strcasecmp (hlc_header_list_get (self, i)->name, name) == 0)
      count++;

  return count;
}

/**
 * hlc_header_is_secret:
 * @name: a header's name in any case
 *
 * Says whether a header's value is a credential, which no view, log or export shows. A signature is none: it
 * proves one body and opens nothing.
 *
 * Returns: whether the value is to be masked
 */
gboolean
hlc_header_is_secret (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (secret_names); i++)
    if (g_ascii_strcasecmp (secret_names[i], name) == 0)
      return TRUE;

  return FALSE;
}

/**
 * hlc_header_list_to_json:
 *
 * Writes the list as `[[name, value], …]`. A name or a value that is not UTF-8 is read as ISO-8859-1, the
 * historical encoding of header fields (RFC 9110, section 5.5): its text survives, its bytes do not.
 *
 * Returns: (transfer full): the JSON text, without a final NUL
 */
GBytes *
hlc_header_list_to_json (HlcHeaderList *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *pairs = json_array_new ();
  char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->headers->len; i++)
    {
      g_autofree char *name = header_text_to_utf8 (hlc_header_list_get (self, i)->name);
      g_autofree char *value = header_text_to_utf8 (hlc_header_list_get (self, i)->value);
      JsonArray *pair = json_array_sized_new (2);

      json_array_add_string_element (pair, name);
      json_array_add_string_element (pair, value);
      json_array_add_array_element (pairs, pair);
    }

  json_node_take_array (root, pairs);
  text = json_to_string (root, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

/**
 * hlc_header_list_from_json:
 * @json: what hlc_header_list_to_json() wrote
 *
 * Reads a stored list. It is our own text: an entry that is not a pair of strings is passed over, and a text
 * that is no list reads as an empty one.
 *
 * Returns: (transfer full): the list
 */
HlcHeaderList *
hlc_header_list_from_json (GBytes *json)
{
  g_autoptr (HlcHeaderList) self = hlc_header_list_new ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize length = 0;
  const char *text = NULL;
  JsonNode *root = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  text = g_bytes_get_data (json, &length);
  if (length == 0 || !json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return g_steal_pointer (&self);

  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    {
      JsonArray *pairs = json_node_get_array (root);

      for (guint i = 0; i < json_array_get_length (pairs); i++)
        append_pair (self, json_array_get_element (pairs, i));
    }

  return g_steal_pointer (&self);
}
