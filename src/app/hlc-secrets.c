/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-secrets.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hlc-json-document.h"
#include "hlc-json-writer.h"

#define SECRETS_NAME "secrets.json"
#define AGENT_KEY_PREFIX "hl_local_"
#define CONSOLE_TOKEN_PREFIX "hl_console_"

/** Random bytes of a key: 32 characters of base64, 192 bits. */
#define KEY_BYTES 24

struct _HlcSecrets
{
  GObject parent_instance;

  char *path;                 /* (owned) */
  char *console_token;        /* (owned) */
  char *agent_key;            /* (owned) */
  GPtrArray *signing_secrets; /* (owned) (element-type HlcSigningSecret): replaced, never changed */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcSecrets, hlc_secrets, G_TYPE_OBJECT)

static GPtrArray *
new_signing_secrets (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);
}

static gpointer
copy_signing_secret (gconstpointer secret, gpointer user_data)
{
  return hlc_signing_secret_ref ((HlcSigningSecret *) secret);
}

static GPtrArray *
copy_signing_secrets (HlcSecrets *self)
{
  g_assert (HLC_IS_SECRETS (self));

  return g_ptr_array_copy (self->signing_secrets, copy_signing_secret, NULL);
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

static char *
generate_key (const char *prefix, GError **error)
{
  guint8 bytes[KEY_BYTES];
  g_autofree char *encoded = NULL;

  g_assert (prefix != NULL);

  if (getentropy (bytes, sizeof bytes) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _ ("No random numbers for a new key: %s"), g_strerror (errno));
      return NULL;
    }

  /* RFC 4648, section 5. 24 bytes need no padding. */
  encoded = g_base64_encode (bytes, sizeof bytes);
  g_strdelimit (encoded, "+", '-');
  g_strdelimit (encoded, "/", '_');
  return g_strconcat (prefix, encoded, NULL);
}

static guint
find_signing_secret (HlcSecrets *self, const char *name)
{
  g_assert (HLC_IS_SECRETS (self));

  for (guint i = 0; i < self->signing_secrets->len; i++)
    {
      HlcSigningSecret *secret = g_ptr_array_index (self->signing_secrets, i);

      if (g_str_equal (hlc_signing_secret_get_name (secret), name))
        return i;
    }

  return G_MAXUINT;
}

static GBytes *
to_json (HlcSecrets *self, GPtrArray *signing_secrets)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "console_token");
  hlc_json_writer_string (writer, self->console_token);
  hlc_json_writer_name (writer, "agent_key");
  hlc_json_writer_string (writer, self->agent_key);
  hlc_json_writer_name (writer, "signing_secrets");
  hlc_json_writer_begin_array (writer);

  for (guint i = 0; i < signing_secrets->len; i++)
    {
      HlcSigningSecret *secret = g_ptr_array_index (signing_secrets, i);

      hlc_json_writer_begin_object (writer);
      hlc_json_writer_name (writer, "name");
      hlc_json_writer_string (writer, hlc_signing_secret_get_name (secret));
      hlc_json_writer_name (writer, "secret");
      hlc_json_writer_string (writer, hlc_signing_secret_get_text (secret));
      hlc_json_writer_end_object (writer);
    }

  hlc_json_writer_end_array (writer);
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/* Replaces the whole file, on disk before it returns; then, and only then, the list in memory. */
static gboolean
save (HlcSecrets *self, GPtrArray *signing_secrets, GError **error)
{
  g_autoptr (GBytes) json = to_json (self, signing_secrets);

  if (!g_file_set_contents_full (self->path, g_bytes_get_data (json, NULL), (gssize) g_bytes_get_size (json),
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    return FALSE;

  if (signing_secrets != self->signing_secrets)
    {
      g_ptr_array_unref (self->signing_secrets);
      self->signing_secrets = g_ptr_array_ref (signing_secrets);
    }

  return TRUE;
}

static gboolean
read_signing_secret (HlcSecrets *self, HlcJsonValue object, GError **error)
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
read_members (HlcSecrets *self, HlcJsonValue root, GError **error)
{
  HlcJsonValue secrets;
  HlcJsonValue name;
  HlcJsonValue item;
  HlcJsonIter iter;
  gboolean is_set;

  if (!hlc_json_read_string (root, "console_token", TRUE, &self->console_token, error) ||
      !hlc_json_read_string (root, "agent_key", TRUE, &self->agent_key, error) ||
      !hlc_json_read_value (root, "signing_secrets", HLC_JSON_ARRAY, TRUE, &is_set, &secrets, error))
    return FALSE;

  hlc_json_iter_init (&iter, secrets);
  while (hlc_json_iter_next (&iter, &name, &item))
    {
      if (!read_signing_secret (self, item, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse (HlcSecrets *self, const char *text, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, error);

  return document != NULL && read_members (self, hlc_json_document_get_root (document), error);
}

/* The error of a file that holds something else than we wrote. What it holds may be the user's only copy. */
static gboolean
load (HlcSecrets *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *text = NULL;
  gsize length = 0;
  gboolean is_read;

  if (!g_file_get_contents (self->path, &text, &length, error))
    return FALSE;

  is_read = parse (self, text, length, &local_error);
  explicit_bzero (text, length);
  g_free (text);

  if (!is_read)
    {
      g_autofree char *name = g_filename_display_name (self->path);

      g_set_error (
          error, HLC_ERROR, local_error->code,
          _ ("The secrets file %s is damaged (%s). It was left as it is: mend it, or move it away and start "
             "again; the console then makes new keys and asks for the signing secrets anew."),
          name, local_error->message);
      return FALSE;
    }

  if (chmod (self->path, 0600) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("%s cannot be made private: %s"),
                   self->path, g_strerror (errno));
      return FALSE;
    }

  return TRUE;
}

static gboolean
create (HlcSecrets *self, GError **error)
{
  self->console_token = generate_key (CONSOLE_TOKEN_PREFIX, error);
  if (self->console_token == NULL)
    return FALSE;

  self->agent_key = generate_key (AGENT_KEY_PREFIX, error);
  if (self->agent_key == NULL)
    return FALSE;

  return save (self, self->signing_secrets, error);
}

static void
hlc_secrets_finalize (GObject *object)
{
  HlcSecrets *self = HLC_SECRETS (object);

  g_clear_pointer (&self->path, g_free);
  clear_secret (&self->console_token);
  clear_secret (&self->agent_key);
  g_clear_pointer (&self->signing_secrets, g_ptr_array_unref);

  G_OBJECT_CLASS (hlc_secrets_parent_class)->finalize (object);
}

static void
hlc_secrets_class_init (HlcSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hlc_secrets_finalize;

  /**
   * HlcSecrets::changed:
   *
   * A signing secret was added or removed, and is so on disk.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_SECRETS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_secrets_init (HlcSecrets *self)
{
  self->signing_secrets = new_signing_secrets ();
}

/**
 * hlc_secrets_open:
 * @directory: (type filename): a data directory, owned by this process
 * @error: why the secrets cannot be read, and what to do
 *
 * Reads the secrets, or makes a console token and an agent key when there is no file yet. A damaged file is an
 * error and is left alone.
 *
 * Returns: (transfer full) (nullable): the secrets
 */
HlcSecrets *
hlc_secrets_open (const char *directory, GError **error)
{
  g_autoptr (HlcSecrets) self = NULL;

  g_return_val_if_fail (directory != NULL, NULL);

  self = g_object_new (HLC_TYPE_SECRETS, NULL);
  self->path = g_build_filename (directory, SECRETS_NAME, NULL);

  /* A link that leads nowhere is there, and is damage. */
  if (g_file_test (self->path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return load (self, error) ? g_steal_pointer (&self) : NULL;

  return create (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * hlc_secrets_get_console_token:
 * @self: the secrets
 *
 * Returns: (transfer none): the Bearer token of `/console/v1`
 */
const char *
hlc_secrets_get_console_token (HlcSecrets *self)
{
  g_return_val_if_fail (HLC_IS_SECRETS (self), NULL);

  return self->console_token;
}

/**
 * hlc_secrets_get_agent_key:
 * @self: the secrets
 *
 * Returns: (transfer none): what an agent sets as `HUMANLAYER_API_KEY`
 */
const char *
hlc_secrets_get_agent_key (HlcSecrets *self)
{
  g_return_val_if_fail (HLC_IS_SECRETS (self), NULL);

  return self->agent_key;
}

/**
 * hlc_secrets_get_signing_secrets:
 * @self: the secrets
 *
 * The list is replaced when it changes, never written to: a reference to it stays as it is.
 *
 * Returns: (transfer none) (element-type HlcSigningSecret): the secrets that webhooks may be signed with
 */
GPtrArray *
hlc_secrets_get_signing_secrets (HlcSecrets *self)
{
  g_return_val_if_fail (HLC_IS_SECRETS (self), NULL);

  return self->signing_secrets;
}

/**
 * hlc_secrets_add_signing_secret:
 * @self: the secrets
 * @name: what people call it; not empty and not in use
 * @text: the secret, `whsec_` and base64
 * @error: %HLC_ERROR_ARGUMENT for a secret or name that is not usable, %HLC_ERROR_CONFLICT for a name in use
 *
 * Adds a secret, on disk before this returns.
 *
 * Returns: %TRUE when it was added
 */
gboolean
hlc_secrets_add_signing_secret (HlcSecrets *self, const char *name, const char *text, GError **error)
{
  g_autoptr (HlcSigningSecret) secret = NULL;
  g_autoptr (GPtrArray) signing_secrets = NULL;

  g_return_val_if_fail (HLC_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (name != NULL && text != NULL, FALSE);

  if (*name == '\0')
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("A signing secret needs a name."));
      return FALSE;
    }

  if (find_signing_secret (self, name) != G_MAXUINT)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("There is a signing secret “%s” already. Remove it first, or choose another name."),
                   name);
      return FALSE;
    }

  secret = hlc_signing_secret_new (name, text);
  if (hlc_signing_secret_get_problem (secret) != NULL)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, hlc_signing_secret_get_problem (secret));
      return FALSE;
    }

  signing_secrets = copy_signing_secrets (self);
  g_ptr_array_add (signing_secrets, g_steal_pointer (&secret));

  if (!save (self, signing_secrets, error))
    return FALSE;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

/**
 * hlc_secrets_remove_signing_secret:
 * @self: the secrets
 * @name: a secret's name
 * @error: %HLC_ERROR_NOT_FOUND when none has that name
 *
 * Removes a secret, on disk before this returns.
 *
 * Returns: %TRUE when it was removed
 */
gboolean
hlc_secrets_remove_signing_secret (HlcSecrets *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) signing_secrets = NULL;
  guint index;

  g_return_val_if_fail (HLC_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  index = find_signing_secret (self, name);
  if (index == G_MAXUINT)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("There is no signing secret “%s”."), name);
      return FALSE;
    }

  signing_secrets = copy_signing_secrets (self);
  g_ptr_array_remove_index (signing_secrets, index);
  if (!save (self, signing_secrets, error))
    return FALSE;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}
