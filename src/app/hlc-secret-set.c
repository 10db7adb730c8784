/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-secret-set.h"

#include <string.h>

#include "hlc-clock.h"
#include "hlc-json-document.h"
#include "hlc-json-writer.h"
#include "hlc-random.h"

#define CONSOLE_TOKEN_PREFIX "hl_console_"
/* 192 random bits. */
#define TOKEN_CHARACTERS 32

/** The name of the key that is made on the first start. */
#define FIRST_KEY "default"

static GPtrArray *
new_agent_keys (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_agent_key_unref);
}

static GPtrArray *
new_signing_secrets (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);
}

/* Wipes before it frees, so that a key does not linger in memory that is used for something else. */
static void
clear_secret (char **text)
{
  g_assert (text != NULL);

  if (*text != NULL)
    explicit_bzero (*text, strlen (*text));
  g_clear_pointer (text, g_free);
}

static HlcSecretSet *
new_empty (void)
{
  HlcSecretSet *self = g_new0 (HlcSecretSet, 1);

  self->agent_keys = new_agent_keys ();
  self->signing_secrets = new_signing_secrets ();
  return self;
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

  g_set_error (error, HLC_ERROR, HLC_ERROR_SHAPE, "%s: not a time", name);
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

  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SHAPE, "scope: neither agent nor agent+decide");
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

/* Until there were several keys, `agent_key` was the text of the one. */
static gboolean
read_only_agent_key (HlcSecretSet *self, HlcJsonValue root, GError **error)
{
  char *text = NULL;

  if (!hlc_json_read_string (root, "agent_key", TRUE, &text, error))
    return FALSE;

  g_ptr_array_add (self->agent_keys, hlc_agent_key_new (FIRST_KEY, text, HLC_KEY_SCOPE_AGENT, 0));
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
      !read_items (self, secrets, read_signing_secret, error))
    return FALSE;

  if (!has_keys)
    return read_only_agent_key (self, root, error);

  if (!read_items (self, keys, read_agent_key, error))
    return FALSE;

  if (self->agent_keys->len > 0)
    return TRUE;

  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_SHAPE, "agent_keys: there is none");
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

static gpointer
ref_agent_key (gconstpointer key, gpointer user_data)
{
  return hlc_agent_key_ref ((HlcAgentKey *) key);
}

static gpointer
ref_signing_secret (gconstpointer secret, gpointer user_data)
{
  return hlc_signing_secret_ref ((HlcSigningSecret *) secret);
}

/**
 * hlc_secret_set_generate:
 * @now: microseconds since the epoch, UTC
 *
 * Returns: (transfer full): a new console token, one new agent key and no signing secret
 */
HlcSecretSet *
hlc_secret_set_generate (gint64 now)
{
  HlcSecretSet *self = new_empty ();

  self->console_token = hlc_random_token (CONSOLE_TOKEN_PREFIX, TOKEN_CHARACTERS);
  g_ptr_array_add (self->agent_keys, hlc_agent_key_generate (FIRST_KEY, HLC_KEY_SCOPE_AGENT, now));
  return self;
}

/**
 * hlc_secret_set_copy:
 * @self: a set
 *
 * Returns: (transfer full): a copy, which shares the arrays
 */
HlcSecretSet *
hlc_secret_set_copy (const HlcSecretSet *self)
{
  HlcSecretSet *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (HlcSecretSet, 1);
  copy->console_token = g_strdup (self->console_token);
  copy->agent_keys = g_ptr_array_ref (self->agent_keys);
  copy->signing_secrets = g_ptr_array_ref (self->signing_secrets);
  return copy;
}

/**
 * hlc_secret_set_free:
 * @self: (transfer full): a set
 *
 * Frees it, and wipes its token.
 */
void
hlc_secret_set_free (HlcSecretSet *self)
{
  g_return_if_fail (self != NULL);

  clear_secret (&self->console_token);
  g_ptr_array_unref (self->agent_keys);
  g_ptr_array_unref (self->signing_secrets);
  g_free (self);
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
  g_autoptr (HlcSecretSet) self = new_empty ();
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
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/**
 * hlc_secret_set_find_agent_key:
 * @self: a set
 * @name: a key's name
 *
 * Returns: where it is in the array, or %G_MAXUINT
 */
guint
hlc_secret_set_find_agent_key (const HlcSecretSet *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, G_MAXUINT);

  for (guint i = 0; i < self->agent_keys->len; i++)
    {
      if (g_str_equal (hlc_agent_key_get_name (g_ptr_array_index (self->agent_keys, i)), name))
        return i;
    }

  return G_MAXUINT;
}

/**
 * hlc_secret_set_find_signing_secret:
 * @self: a set
 * @name: a signing secret's name
 *
 * Returns: where it is in the array, or %G_MAXUINT
 */
guint
hlc_secret_set_find_signing_secret (const HlcSecretSet *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, G_MAXUINT);

  for (guint i = 0; i < self->signing_secrets->len; i++)
    {
      if (g_str_equal (hlc_signing_secret_get_name (g_ptr_array_index (self->signing_secrets, i)), name))
        return i;
    }

  return G_MAXUINT;
}

/**
 * hlc_agent_key_list_copy:
 * @keys: (element-type HlcAgentKey): keys
 *
 * Returns: (transfer full) (element-type HlcAgentKey): an array of its own, of the same keys
 */
GPtrArray *
hlc_agent_key_list_copy (GPtrArray *keys)
{
  return g_ptr_array_copy (keys, ref_agent_key, NULL);
}

/**
 * hlc_signing_secret_list_copy:
 * @secrets: (element-type HlcSigningSecret): signing secrets
 *
 * Returns: (transfer full) (element-type HlcSigningSecret): an array of its own, of the same secrets
 */
GPtrArray *
hlc_signing_secret_list_copy (GPtrArray *secrets)
{
  return g_ptr_array_copy (secrets, ref_signing_secret, NULL);
}
