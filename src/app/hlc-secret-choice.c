/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-secret-choice.h"

#include <glib/gi18n.h>

#include "hlc-enum-name.h"
#include "hlc-error.h"
#include "hlc-secret-file.h"
#include "hlc-secret-portal.h"
#include "hlc-secret-service.h"
#include "hlc-secret-set.h"

/*
 * A file without secrets that says that the secrets went into the Secret Service: where that does not answer one day,
 * new keys must not silently take their place.
 */
#define MARKER_NAME "secrets-in-service"
#define MARKER_TEXT "The secrets of this directory are kept in the Secret Service.\n"

/* What there is to choose from. */
typedef struct
{
  HlcSecretsMode mode;
  HlcSecretFile *file;            /* (owned) */
  HlcSecretBackend *service;      /* (owned): the Secret Service, or in a sandbox the portal to it */
  HlcSecretsBackend service_kind; /* which of the two */
  char *marker;                   /* (owned) */
  GBytes *fresh;                  /* what is kept where nothing is yet */
  GBytes *in_file;                /* (owned) (nullable) */
  GBytes *in_service;             /* (owned) (nullable) */
} Places;

static const char *const MODES[] = {
  [HLC_SECRETS_MODE_AUTO] = "auto",
  [HLC_SECRETS_MODE_FILE] = "file",
  [HLC_SECRETS_MODE_SERVICE] = "service",
};

static void
places_clear (Places *self)
{
  g_clear_object (&self->file);
  g_clear_object (&self->service);
  g_clear_pointer (&self->marker, g_free);
  g_clear_pointer (&self->in_file, g_bytes_unref);
  g_clear_pointer (&self->in_service, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Places, places_clear)

static void
find_service (Places *places, const char *directory)
{
  if (hlc_secret_portal_is_needed ())
    {
      places->service = HLC_SECRET_BACKEND (hlc_secret_portal_new (directory));
      places->service_kind = HLC_SECRETS_BACKEND_SECRET_PORTAL;
      return;
    }

  places->service = HLC_SECRET_BACKEND (hlc_secret_service_new (directory));
  places->service_kind = HLC_SECRETS_BACKEND_SECRET_SERVICE;
}

static HlcSecretChoice *
choose (gpointer backend, HlcSecretsBackend kind, GBytes *text, char *detail)
{
  HlcSecretChoice *self = g_new0 (HlcSecretChoice, 1);

  self->backend = g_object_ref (backend);
  self->kind = kind;
  self->text = g_bytes_ref (text);
  self->detail = detail;
  return self;
}

/* @why: a sentence, or an empty text. */
static HlcSecretChoice *
choose_file (Places *places, const char *why, GError **error)
{
  HlcSecretBackend *backend = HLC_SECRET_BACKEND (places->file);
  g_autofree char *place = hlc_secret_backend_dup_place (backend);
  GBytes *text = places->in_file != NULL ? places->in_file : places->fresh;

  if (places->in_file == NULL && !hlc_secret_backend_save (backend, text, error))
    return NULL;

  return choose (backend, HLC_SECRETS_BACKEND_FILE, text,
                 /* Translators: "the file /home/…", and a sentence that says why it is kept there. */
                 g_strchomp (g_strdup_printf (_ ("Kept in %s, which only you can read. %s"), place, why)));
}

static HlcSecretChoice *
choose_service (Places *places, GBytes *text)
{
  g_autofree char *place = hlc_secret_backend_dup_place (places->service);
  char *detail = places->service_kind == HLC_SECRETS_BACKEND_SECRET_PORTAL
                     ? g_strdup_printf (_ ("Kept in %s, whose password is in your own keyring."), place)
                     : g_strdup_printf (_ ("Kept in %s, in your default keyring."), place);

  return choose (places->service, places->service_kind, text, detail);
}

/* Saves, and believes it only when it comes back the same. */
static gboolean
put_into_service (Places *places, GBytes *text, GError **error)
{
  g_autoptr (GBytes) back = NULL;

  if (!hlc_secret_backend_save (places->service, text, error) ||
      !hlc_secret_backend_load (places->service, &back, error))
    return FALSE;

  if (back != NULL && g_bytes_equal (back, text))
    return TRUE;

  /* Translators: "it" is the Secret Service. */
  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_UNHEALTHY, _ ("it does not give back what it was given"));
  return FALSE;
}

/* In this order: a crash between two steps leaves the secrets in both places, the same, and the next start goes on. */
static gboolean
move_into_service (Places *places, GBytes *text, GError **error)
{
  if (places->in_service == NULL && !put_into_service (places, text, error))
    return FALSE;

  if (!g_file_set_contents_full (places->marker, MARKER_TEXT, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    return FALSE;

  return places->in_file == NULL || hlc_secret_file_remove (places->file, error);
}

static HlcSecretChoice *
fail_without_service (const char *why, GError **error)
{
  g_set_error (error, HLC_ERROR, HLC_ERROR_UNHEALTHY,
               _ ("The secrets are to be kept in the Secret Service, which cannot be used: %s. Unlock your "
                  "keyring and start again, or start with “serve --secrets file” to keep them in a file."),
               why);
  return NULL;
}

/* The service does not answer, or does not take them. */
static HlcSecretChoice *
choose_without_service (Places *places, const char *why, GError **error)
{
  g_autofree char *sentence = NULL;

  if (places->mode == HLC_SECRETS_MODE_SERVICE)
    return fail_without_service (why, error);

  if (places->in_file == NULL && g_file_test (places->marker, G_FILE_TEST_EXISTS))
    {
      g_set_error (
          error, HLC_ERROR, HLC_ERROR_UNHEALTHY,
          _ ("The secrets of this data directory are in the Secret Service, which cannot be used: %s. "
             "Unlock your keyring and start again, or start with “serve --secrets file” to begin "
             "with new keys in a file."),
          why);
      return NULL;
    }

  /* Translators: why not, as "it has no default keyring". */
  sentence = g_strdup_printf (_ ("The Secret Service cannot be used: %s."), why);
  return choose_file (places, sentence, error);
}

static gboolean
is_intact (GBytes *text)
{
  g_autoptr (HlcSecretSet) set = hlc_secret_set_from_json (text, NULL);

  return set != NULL;
}

static HlcSecretChoice *
choose_with_service (Places *places, GError **error)
{
  GBytes *text = places->in_file != NULL ? places->in_file : places->fresh;
  g_autoptr (GError) local_error = NULL;

  /* A damaged file is nothing to move; whoever reads it says so. */
  if (places->in_file != NULL && !is_intact (places->in_file))
    return choose_file (places, "", error);

  if (places->in_service != NULL && (places->in_file == NULL || places->mode == HLC_SECRETS_MODE_SERVICE))
    return choose_service (places, places->in_service);

  if (places->in_service != NULL && !g_bytes_equal (places->in_service, places->in_file))
    return choose_file (places,
                        _ ("The Secret Service holds other secrets of this data directory; start with “serve "
                           "--secrets service” to use those."),
                        error);

  if (!move_into_service (places, text, &local_error))
    return choose_without_service (places, local_error->message, error);

  return choose_service (places, text);
}

/**
 * hlc_secret_choice_new:
 * @directory: (type filename): a data directory, owned by this process
 * @mode: where the secrets are to be kept
 * @fresh: what is kept where there is nothing yet
 * @error: why they can be kept nowhere, and what to do
 *
 * Chooses where the secrets are kept. Automatically that is the Secret Service, when one answers within two seconds
 * and its default keyring is unlocked or needs no prompt to be, else the file. A file from before moves into the
 * service, and is removed once its secrets were read back. Where the two hold different secrets, the file is used, and
 * neither is touched. In a sandbox the secret portal takes the service's part.
 *
 * Returns: (transfer full) (nullable): the place and what it holds
 */
HlcSecretChoice *
hlc_secret_choice_new (const char *directory, HlcSecretsMode mode, GBytes *fresh, GError **error)
{
  g_auto (Places) places = { .mode = mode, .fresh = fresh };
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (directory != NULL && fresh != NULL, NULL);

  places.file = hlc_secret_file_new (directory);
  find_service (&places, directory);
  places.marker = g_build_filename (directory, MARKER_NAME, NULL);
  if (!hlc_secret_backend_load (HLC_SECRET_BACKEND (places.file), &places.in_file, error))
    return NULL;

  if (mode == HLC_SECRETS_MODE_FILE)
    return choose_file (&places, "", error);

  if (!hlc_secret_backend_load (places.service, &places.in_service, &local_error))
    return choose_without_service (&places, local_error->message, error);

  return choose_with_service (&places, error);
}

/**
 * hlc_secret_choice_free:
 * @self: (transfer full): a choice
 */
void
hlc_secret_choice_free (HlcSecretChoice *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->backend);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->detail, g_free);
  g_free (self);
}

/**
 * hlc_secrets_mode_from_string:
 * @text: `auto`, `file` or `service`
 * @mode: (out): the mode
 *
 * Returns: whether there is one of that name
 */
gboolean
hlc_secrets_mode_from_string (const char *text, HlcSecretsMode *mode)
{
  int found;

  g_return_val_if_fail (text != NULL && mode != NULL, FALSE);

  found = hlc_enum_name_find (MODES, G_N_ELEMENTS (MODES), text);
  if (found < 0)
    return FALSE;

  *mode = found;
  return TRUE;
}
