/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-secrets.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-error.h"
#include "hlc-secrets-private.h"

/** The least time between two writes of when keys were last used. Microseconds. */
#define USED_INTERVAL G_TIME_SPAN_MINUTE

/** Bytes of a key's name: it is a word of an address and a cell of a table. */
#define MAX_NAME 64

struct _HlcSecrets
{
  GObject parent_instance;

  HlcClock *clock;         /* (owned) */
  HlcSecretChoice *choice; /* (owned) */
  HlcSecretSet *set;       /* (owned): as it is stored, but for the times of use */

  gboolean has_unsaved_use; /* a key was used since the last write */
  gint64 use_saved_at;      /* microseconds since the epoch; 0 before the first write */
  GThread *writer;          /* (owned) (nullable): writes the times of use; joined before any other write */
};

/* One write of the times of use. */
typedef struct
{
  HlcSecretBackend *backend; /* (owned) */
  GBytes *text;              /* (owned) */
} Write;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (HlcSecrets,
                               hlc_secrets,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HLC_TYPE_ENDPOINT_VAULT, hlc_secrets_vault_init))

static gpointer
write_thread (gpointer data)
{
  Write *job = data;
  g_autoptr (GError) error = NULL;

  if (!hlc_secret_backend_save (job->backend, job->text, &error))
    g_warning ("When the agent keys were last used cannot be written: %s", error->message);

  g_object_unref (job->backend);
  g_bytes_unref (job->text);
  g_free (job);
  return NULL;
}

static void
wait_for_writer (HlcSecrets *self)
{
  g_clear_pointer (&self->writer, g_thread_join);
}

/* On a thread of its own: an agent's request does not wait for a disk or a keyring. */
static void
write_uses (HlcSecrets *self)
{
  Write *job = g_new0 (Write, 1);

  wait_for_writer (self);
  hlc_secret_set_drop_expired (self->set, hlc_clock_get_now (self->clock));
  job->backend = g_object_ref (self->choice->backend);
  job->text = hlc_secret_set_to_json (self->set);
  self->has_unsaved_use = FALSE;
  self->writer = g_thread_new ("secrets", write_thread, job);
}

/* Writes @set, and then, and only then, takes it over. Leaves @set alone when it cannot be written. */
static gboolean
commit (HlcSecrets *self, HlcSecretSet **set, GError **error)
{
  g_autoptr (GBytes) text = NULL;

  hlc_secret_set_drop_expired (*set, hlc_clock_get_now (self->clock));
  text = hlc_secret_set_to_json (*set);
  wait_for_writer (self);
  if (!hlc_secret_backend_save (self->choice->backend, text, error))
    {
      g_autofree char *place = hlc_secret_backend_dup_place (self->choice->backend);

      g_prefix_error (error, _ ("The secrets cannot be written to %s: "), place);
      return FALSE;
    }

  self->has_unsaved_use = FALSE;
  g_clear_pointer (&self->set, hlc_secret_set_free);
  self->set = g_steal_pointer (set);
  return TRUE;
}

/* A place that holds something else than we wrote. What it holds may be the user's only copy. */
static gboolean
read_set (HlcSecrets *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *place = NULL;

  self->set = hlc_secret_set_from_json (self->choice->text, &local_error);
  if (self->set != NULL)
    return TRUE;

  place = hlc_secret_backend_dup_place (self->choice->backend);
  g_set_error (error, HLC_ERROR, local_error->code,
               _ ("The secrets in %s are damaged (%s). They were left as they are: mend them, or move them "
                  "away and start again; the console then makes new keys and asks for the signing secrets "
                  "anew."),
               place, local_error->message);
  return FALSE;
}

/* What an older version wrote is written anew, so that only one form is ever changed. */
static gboolean
convert_set (HlcSecrets *self, GError **error)
{
  g_autoptr (HlcSecretSet) set = NULL;

  if (!self->set->is_converted)
    return TRUE;

  set = hlc_secret_set_copy (self->set);
  return commit (self, &set, error);
}

static void
hlc_secrets_dispose (GObject *object)
{
  HlcSecrets *self = HLC_SECRETS (object);

  if (self->has_unsaved_use)
    write_uses (self);
  wait_for_writer (self);

  G_OBJECT_CLASS (hlc_secrets_parent_class)->dispose (object);
}

static void
hlc_secrets_finalize (GObject *object)
{
  HlcSecrets *self = HLC_SECRETS (object);

  g_clear_pointer (&self->clock, hlc_clock_unref);
  g_clear_pointer (&self->choice, hlc_secret_choice_free);
  g_clear_pointer (&self->set, hlc_secret_set_free);

  G_OBJECT_CLASS (hlc_secrets_parent_class)->finalize (object);
}

static void
hlc_secrets_class_init (HlcSecretsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hlc_secrets_dispose;
  object_class->finalize = hlc_secrets_finalize;

  /**
   * HlcSecrets::changed:
   *
   * A signing secret, an agent key or an endpoint's secret was added, replaced or removed, and is so where they are
   * kept.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_SECRETS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_secrets_init (HlcSecrets *self)
{
}

/*< private >
 * hlc_secrets_get_set:
 * @self: the secrets
 *
 * Returns: (transfer none): as they are kept
 */
const HlcSecretSet *
hlc_secrets_get_set (HlcSecrets *self)
{
  return self->set;
}

/*< private >
 * hlc_secrets_commit_change:
 * @self: the secrets
 * @set: (inout): what is to be kept instead of what is; taken over when it is, and only then
 * @error: why it cannot be written
 *
 * Returns: %TRUE when it is kept; then HlcSecrets::changed was emitted
 */
gboolean
hlc_secrets_commit_change (HlcSecrets *self, HlcSecretSet **set, GError **error)
{
  if (!commit (self, set, error))
    return FALSE;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

/**
 * hlc_secrets_open:
 * @directory: (type filename): a data directory, owned by this process
 * @mode: where they are to be kept
 * @clock: the time of day: says when a key is made and which secrets have expired
 * @error: why the secrets cannot be read, and what to do
 *
 * Reads the secrets, or makes a console token and an agent key when there are none yet. Damaged ones are an error and
 * are left alone. Blocks, for a disk's or two seconds' time.
 *
 * Returns: (transfer full) (nullable): the secrets
 */
HlcSecrets *
hlc_secrets_open (const char *directory, HlcSecretsMode mode, HlcClock *clock, GError **error)
{
  g_autoptr (HlcSecrets) self = NULL;
  g_autoptr (HlcSecretSet) fresh = NULL;
  g_autoptr (GBytes) text = NULL;

  g_return_val_if_fail (directory != NULL && clock != NULL, NULL);

  fresh = hlc_secret_set_generate (hlc_clock_get_now (clock));
  text = hlc_secret_set_to_json (fresh);
  self = g_object_new (HLC_TYPE_SECRETS, NULL);
  self->clock = hlc_clock_ref (clock);
  self->choice = hlc_secret_choice_new (directory, mode, text, error);
  if (self->choice == NULL || !read_set (self, error) || !convert_set (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * hlc_secrets_get_backend:
 * @self: the secrets
 *
 * Returns: where they are kept
 */
HlcSecretsBackend
hlc_secrets_get_backend (HlcSecrets *self)
{
  g_return_val_if_fail (HLC_IS_SECRETS (self), HLC_SECRETS_BACKEND_FILE);

  return self->choice->kind;
}

/**
 * hlc_secrets_get_backend_detail:
 * @self: the secrets
 *
 * Returns: (transfer none): for people: where they are kept, and why there
 */
const char *
hlc_secrets_get_backend_detail (HlcSecrets *self)
{
  g_return_val_if_fail (HLC_IS_SECRETS (self), NULL);

  return self->choice->detail;
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

  return self->set->console_token;
}

/**
 * hlc_secrets_get_console_id:
 * @self: the secrets
 *
 * Returns: (transfer none): what tells this console from others in the requests that it sends
 */
const char *
hlc_secrets_get_console_id (HlcSecrets *self)
{
  g_return_val_if_fail (HLC_IS_SECRETS (self), NULL);

  return self->set->console_id;
}

/**
 * hlc_secrets_get_agent_key:
 * @self: the secrets
 *
 * Returns: (transfer none): what an agent sets as `HUMANLAYER_API_KEY`: the first of the keys
 */
const char *
hlc_secrets_get_agent_key (HlcSecrets *self)
{
  g_return_val_if_fail (HLC_IS_SECRETS (self), NULL);

  return hlc_agent_key_get_text (g_ptr_array_index (self->set->agent_keys, 0));
}

/**
 * hlc_secrets_get_agent_keys:
 * @self: the secrets
 *
 * The list is replaced when it changes, never written to: a reference to it stays as it is.
 *
 * Returns: (transfer none) (element-type HlcAgentKey): the keys that agents may use; there is always one
 */
GPtrArray *
hlc_secrets_get_agent_keys (HlcSecrets *self)
{
  g_return_val_if_fail (HLC_IS_SECRETS (self), NULL);

  return self->set->agent_keys;
}

/* What is wrong with a new key's name, or NULL. */
static const char *
find_name_problem (const char *name)
{
  if (*name == '\0' || strlen (name) > MAX_NAME || !g_utf8_validate (name, -1, NULL))
    return _ ("A key needs a name of at most 64 bytes.");

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_isprint (g_utf8_get_char (p)) || *p == '/')
        return _ ("A key’s name holds no “/” and no control character.");
    }

  if (g_str_equal (name, HLC_SECRETS_ENVIRONMENT_NAME) ||
      g_str_has_prefix (name, HLC_SECRETS_START_OPTION_NAME))
    return _ ("“environment” and names that begin with “start-option” are for the keys of one run.");

  return NULL;
}

/**
 * hlc_secrets_add_agent_key:
 * @self: the secrets
 * @name: what people call it; not in use
 * @scope: what it allows
 * @now: microseconds since the epoch, UTC
 * @error: %HLC_ERROR_ARGUMENT for a name that is not usable, %HLC_ERROR_CONFLICT for one in use, or why it cannot be
 *   written
 *
 * Makes a key, which is kept before this returns. Blocks as hlc_secrets_open() does.
 *
 * Returns: (transfer full) (nullable): the key
 */
HlcAgentKey *
hlc_secrets_add_agent_key (HlcSecrets *self, const char *name, HlcKeyScope scope, gint64 now, GError **error)
{
  g_autoptr (HlcSecretSet) set = NULL;
  g_autoptr (HlcAgentKey) key = NULL;
  const char *problem;

  g_return_val_if_fail (HLC_IS_SECRETS (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  problem = find_name_problem (name);
  if (problem != NULL)
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, problem);
      return NULL;
    }

  if (hlc_secret_set_find_agent_key (self->set, name) != G_MAXUINT)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("There is a key “%s” already. Revoke it first, or choose another name."), name);
      return NULL;
    }

  key = hlc_agent_key_generate (name, scope, now);
  set = hlc_secret_set_copy (self->set);
  g_ptr_array_unref (set->agent_keys);
  set->agent_keys = hlc_agent_key_list_copy (self->set->agent_keys);
  g_ptr_array_add (set->agent_keys, hlc_agent_key_ref (key));

  return hlc_secrets_commit_change (self, &set, error) ? g_steal_pointer (&key) : NULL;
}

/**
 * hlc_secrets_remove_agent_key:
 * @self: the secrets
 * @name: a key's name
 * @error: %HLC_ERROR_NOT_FOUND when none has that name, %HLC_ERROR_CONFLICT when it is the only one, or why it cannot
 *   be written
 *
 * Revokes a key, which is gone before this returns. Blocks as hlc_secrets_open() does.
 *
 * Returns: %TRUE when it was removed
 */
gboolean
hlc_secrets_remove_agent_key (HlcSecrets *self, const char *name, GError **error)
{
  g_autoptr (HlcSecretSet) set = NULL;
  guint index;

  g_return_val_if_fail (HLC_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  index = hlc_secret_set_find_agent_key (self->set, name);
  if (index == G_MAXUINT)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("There is no key “%s”."), name);
      return FALSE;
    }

  if (self->set->agent_keys->len == 1)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("“%s” is the only key. Make another one first, then revoke this."), name);
      return FALSE;
    }

  set = hlc_secret_set_copy (self->set);
  g_ptr_array_unref (set->agent_keys);
  set->agent_keys = hlc_agent_key_list_copy (self->set->agent_keys);
  g_ptr_array_remove_index (set->agent_keys, index);
  return hlc_secrets_commit_change (self, &set, error);
}

/**
 * hlc_secrets_note_key_used:
 * @self: the secrets
 * @name: the name of the key that an agent used; one that is not kept here is passed over
 * @at: microseconds since the epoch, UTC
 *
 * Notes that a key was used. The time is kept in memory, written at most once a minute on a thread of its own, and
 * when the secrets are closed. Never blocks for longer than a write of a minute ago takes.
 */
void
hlc_secrets_note_key_used (HlcSecrets *self, const char *name, gint64 at)
{
  guint index;

  g_return_if_fail (HLC_IS_SECRETS (self));
  g_return_if_fail (name != NULL);

  index = hlc_secret_set_find_agent_key (self->set, name);
  if (index == G_MAXUINT)
    return;

  hlc_agent_key_set_last_used_at (g_ptr_array_index (self->set->agent_keys, index), at);
  self->has_unsaved_use = TRUE;
  if (ABS (at - self->use_saved_at) < USED_INTERVAL)
    return;

  self->use_saved_at = at;
  write_uses (self);
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

  return self->set->signing_secrets;
}

/**
 * hlc_secrets_add_signing_secret:
 * @self: the secrets
 * @name: what people call it; not empty and not in use
 * @text: the secret, `whsec_` and base64
 * @error: %HLC_ERROR_ARGUMENT for a secret or name that is not usable, %HLC_ERROR_CONFLICT for a name in use
 *
 * Adds a secret, which is kept before this returns. Blocks as hlc_secrets_open() does.
 *
 * Returns: %TRUE when it was added
 */
gboolean
hlc_secrets_add_signing_secret (HlcSecrets *self, const char *name, const char *text, GError **error)
{
  g_autoptr (HlcSigningSecret) secret = NULL;
  g_autoptr (HlcSecretSet) set = NULL;

  g_return_val_if_fail (HLC_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (name != NULL && text != NULL, FALSE);

  if (*name == '\0')
    {
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("A signing secret needs a name."));
      return FALSE;
    }

  if (hlc_secret_set_find_signing_secret (self->set, name) != G_MAXUINT)
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

  set = hlc_secret_set_copy (self->set);
  g_ptr_array_unref (set->signing_secrets);
  set->signing_secrets = hlc_signing_secret_list_copy (self->set->signing_secrets);
  g_ptr_array_add (set->signing_secrets, g_steal_pointer (&secret));

  return hlc_secrets_commit_change (self, &set, error);
}

/**
 * hlc_secrets_remove_signing_secret:
 * @self: the secrets
 * @name: a secret's name
 * @error: %HLC_ERROR_NOT_FOUND when none has that name
 *
 * Removes a secret, which is gone before this returns. Blocks as hlc_secrets_open() does.
 *
 * Returns: %TRUE when it was removed
 */
gboolean
hlc_secrets_remove_signing_secret (HlcSecrets *self, const char *name, GError **error)
{
  g_autoptr (HlcSecretSet) set = NULL;
  guint index;

  g_return_val_if_fail (HLC_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  index = hlc_secret_set_find_signing_secret (self->set, name);
  if (index == G_MAXUINT)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("There is no signing secret “%s”."), name);
      return FALSE;
    }

  set = hlc_secret_set_copy (self->set);
  g_ptr_array_unref (set->signing_secrets);
  set->signing_secrets = hlc_signing_secret_list_copy (self->set->signing_secrets);
  g_ptr_array_remove_index (set->signing_secrets, index);
  return hlc_secrets_commit_change (self, &set, error);
}
