/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-secret-set.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-clock.h"
#include "hlc-json-document.h"
#include "hlc-json-writer.h"

/* A key does not linger in memory that is used for something else. */
static void
clear_secret (char **text)
{
  g_assert (text != NULL);

  if (*text != NULL)
    explicit_bzero (*text, strlen (*text));
  g_clear_pointer (text, g_free);
}

static gboolean
read_signing_secret (HlcSecretSet *self, HlcJsonValue object, GError **error)
{
  g_autofree char *name = NULL;
  char *text = NULL;

  if (!hlc_json_read_string (object, "name", TRUE, &name, error) ||
      !hlc_json_read_string (object, "secret", TRUE, &text, error))
    {
      clear_secret (&text);
      return FALSE;
    }

  g_ptr_array_add (self->signing_secrets, hlc_signing_secret_new (name, text));
  clear_secret (&text);
  return TRUE;
}

static gboolean
read_time (HlcJsonValue object, const char *name, gint64 *time, GError **error)
{
  g_autofree char *text = NULL;

  if (!hlc_json_read_string (object, name, FALSE, &text, error))
    return FALSE;

  if (text == NULL || hlc_time_parse (text, time))
    return TRUE;

  /* Translators: the name of a member of a JSON text. */
  g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE, _ ("%s: not a time"), name);
  return FALSE;
}

static gboolean
read_scope (HlcJsonValue object, HlcKeyScope *scope, GError **error)
{
  g_autofree char *text = NULL;

  if (!hlc_json_read_string (object, "scope", TRUE, &text, error))
    return FALSE;

  if (hlc_key_scope_from_string (text, scope))
    return TRUE;

  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SHAPE, _ ("scope: neither agent nor agent+decide"));
  return FALSE;
}

static gboolean
read_agent_key (HlcSecretSet *self, HlcJsonValue object, GError **error)
{
  g_autofree char *name = NULL;
  HlcKeyScope scope = HLC_KEY_SCOPE_AGENT;
  HlcAgentKey *key;
  gint64 created_at = 0;
  gint64 last_used_at = 0;
  char *text = NULL;

  if (!hlc_json_read_string (object, "name", TRUE, &name, error) || !read_scope (object, &scope, error) ||
      !read_time (object, "created_at", &created_at, error) ||
      !read_time (object, "last_used_at", &last_used_at, error) ||
      !hlc_json_read_string (object, "key", TRUE, &text, error))
    return FALSE;

  key = hlc_agent_key_new (name, text, scope, created_at);
  hlc_agent_key_set_last_used_at (key, last_used_at);
  g_ptr_array_add (self->agent_keys, key);
  clear_secret (&text);
  return TRUE;
}

static gboolean
read_endpoint_secret (HlcSecretSet *self, HlcJsonValue object, GError **error)
{
  g_autoptr (HlcEndpointSecret) secret = hlc_endpoint_secret_new_from_json (object, error);

  if (secret == NULL)
    return FALSE;

  if (hlc_secret_set_find_endpoint_secret (self, hlc_endpoint_secret_get_endpoint_id (secret)) != G_MAXUINT)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE, _ ("endpoint_secrets: “%s” is there twice"),
                   hlc_endpoint_secret_get_endpoint_id (secret));
      return FALSE;
    }

  g_ptr_array_add (self->endpoint_secrets, g_steal_pointer (&secret));
  return TRUE;
}

/* Until there were several keys, `agent_key` was the text of the one. */
static gboolean
read_only_agent_key (HlcSecretSet *self, HlcJsonValue root, GError **error)
{
  char *text = NULL;

  if (!hlc_json_read_string (root, "agent_key", TRUE, &text, error))
    return FALSE;

  g_ptr_array_add (self->agent_keys, hlc_agent_key_new (HLC_FIRST_KEY, text, HLC_KEY_SCOPE_AGENT, 0));
  clear_secret (&text);
  self->is_converted = TRUE;
  return TRUE;
}

typedef gboolean (*ReadItem) (HlcSecretSet *self, HlcJsonValue object, GError **error);

static gboolean
read_items (HlcSecretSet *self, HlcJsonValue items, ReadItem read_item, GError **error)
{
  HlcJsonValue name;
  HlcJsonValue item;
  HlcJsonIter iter;

  hlc_json_iter_init (&iter, items);
  while (hlc_json_iter_next (&iter, &name, &item))
    {
      if (!read_item (self, item, error))
        return FALSE;
    }

  return TRUE;
}

/* Until there were endpoints, there was no `console_id` and there were no `endpoint_secrets`. */
static gboolean
read_sending_members (HlcSecretSet *self, HlcJsonValue root, GError **error)
{
  HlcJsonValue secrets;
  gboolean is_set;

  if (!hlc_json_read_string (root, "console_id", FALSE, &self->console_id, error) ||
      !hlc_json_read_value (root, "endpoint_secrets", HLC_JSON_ARRAY, FALSE, &is_set, &secrets, error) ||
      (is_set && !read_items (self, secrets, read_endpoint_secret, error)))
    return FALSE;

  if (self->console_id == NULL)
    {
      self->console_id = hlc_secret_set_make_console_id ();
      self->is_converted = TRUE;
    }

  return TRUE;
}

/* `remote` is there while a remote API is set. */
static gboolean
read_remote (HlcSecretSet *self, HlcJsonValue root, GError **error)
{
  g_autofree char *base = NULL;
  char *key = NULL;
  HlcJsonValue remote;
  gboolean is_set = FALSE;

  if (!hlc_json_read_value (root, "remote", HLC_JSON_OBJECT, FALSE, &is_set, &remote, error))
    return FALSE;
  if (!is_set)
    return TRUE;

  if (!hlc_json_read_string (remote, "base", TRUE, &base, error) ||
      !hlc_json_read_string (remote, "key", TRUE, &key, error))
    return FALSE;

  hlc_secret_set_replace_remote (self, base, key);
  clear_secret (&key);
  return TRUE;
}

static gboolean
read_members (HlcSecretSet *self, HlcJsonValue root, GError **error)
{
  HlcJsonValue keys;
  HlcJsonValue secrets;
  gboolean has_keys;
  gboolean is_set;

  if (!hlc_json_read_string (root, "console_token", TRUE, &self->console_token, error) ||
      !hlc_json_read_value (root, "agent_keys", HLC_JSON_ARRAY, FALSE, &has_keys, &keys, error) ||
      !hlc_json_read_value (root, "signing_secrets", HLC_JSON_ARRAY, TRUE, &is_set, &secrets, error) ||
      !read_items (self, secrets, read_signing_secret, error) || !read_sending_members (self, root, error) ||
      !read_remote (self, root, error))
    return FALSE;

  if (!has_keys)
    return read_only_agent_key (self, root, error);

  if (!read_items (self, keys, read_agent_key, error))
    return FALSE;

  if (self->agent_keys->len > 0)
    return TRUE;

  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SHAPE, _ ("agent_keys: there is none"));
  return FALSE;
}

static void
write_text (HlcJsonWriter *writer, const char *name, const char *text)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, text);
}

static void
write_agent_key (HlcJsonWriter *writer, HlcAgentKey *key)
{
  hlc_json_writer_begin_object (writer);
  write_text (writer, "name", hlc_agent_key_get_name (key));
  write_text (writer, "key", hlc_agent_key_get_text (key));
  write_text (writer, "scope", hlc_key_scope_to_string (hlc_agent_key_get_scope (key)));
  hlc_json_writer_name (writer, "created_at");
  hlc_json_writer_time (writer, hlc_agent_key_get_created_at (key));
  hlc_json_writer_name (writer, "last_used_at");
  hlc_json_writer_time (writer, hlc_agent_key_get_last_used_at (key));
  hlc_json_writer_end_object (writer);
}

/**
 * hlc_secret_set_from_json:
 * @json: what was stored
 * @error: what is wrong with it; without any secret
 *
 * Returns: (transfer full) (nullable): the secrets
 */
HlcSecretSet *
hlc_secret_set_from_json (GBytes *json, GError **error)
{
  g_autoptr (HlcSecretSet) self = hlc_secret_set_new_empty ();
  g_autoptr (HlcJsonDocument) document = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  document = hlc_json_document_new (json, NULL, error);
  if (document == NULL || !read_members (self, hlc_json_document_get_root (document), error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * hlc_secret_set_to_json:
 * @self: a set
 *
 * Returns: (transfer full): what is stored
 */
GBytes *
hlc_secret_set_to_json (const HlcSecretSet *self)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  g_return_val_if_fail (self != NULL, NULL);

  hlc_json_writer_begin_object (writer);
  write_text (writer, "console_token", self->console_token);
  write_text (writer, "console_id", self->console_id);

  hlc_json_writer_name (writer, "agent_keys");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->agent_keys->len; i++)
    write_agent_key (writer, g_ptr_array_index (self->agent_keys, i));
  hlc_json_writer_end_array (writer);

  hlc_json_writer_name (writer, "signing_secrets");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->signing_secrets->len; i++)
    {
      HlcSigningSecret *secret = g_ptr_array_index (self->signing_secrets, i);

      hlc_json_writer_begin_object (writer);
      write_text (writer, "name", hlc_signing_secret_get_name (secret));
      write_text (writer, "secret", hlc_signing_secret_get_text (secret));
      hlc_json_writer_end_object (writer);
    }
  hlc_json_writer_end_array (writer);

  hlc_json_writer_name (writer, "endpoint_secrets");
  hlc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->endpoint_secrets->len; i++)
    hlc_endpoint_secret_write (g_ptr_array_index (self->endpoint_secrets, i), writer);
  hlc_json_writer_end_array (writer);

  if (self->remote_base != NULL)
    {
      hlc_json_writer_name (writer, "remote");
      hlc_json_writer_begin_object (writer);
      write_text (writer, "base", self->remote_base);
      write_text (writer, "key", self->remote_key);
      hlc_json_writer_end_object (writer);
    }
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}
