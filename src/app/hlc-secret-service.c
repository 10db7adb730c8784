/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-secret-service.h"

#include <glib/gi18n.h>

#include "hlc-error.h"
#include "hlc-secret-item.h"

/** How long the service gets to load or to save. Microseconds. */
#define PATIENCE (2 * G_TIME_SPAN_SECOND)

#define SERVICE_INTERFACE "org.freedesktop.Secret.Service"
#define PROMPT_INTERFACE "org.freedesktop.Secret.Prompt"
/** What the service answers instead of a prompt's path when it needs none. */
#define NO_PROMPT "/"

struct _HlcSecretService
{
  GObject parent_instance;

  GHashTable *attributes; /* (owned) */
};

/* Cancels what takes too long. The calls under it block, so a thread of its own looks at the clock. */
typedef struct
{
  GCancellable *cancellable; /* (owned) */
  GThread *thread;           /* (owned) */
  GMutex mutex;
  GCond cond;
  gboolean is_over; /* (mutex mutex) */
} Deadline;

/* The default collection, unlocked. A collection does not keep its service, which holds the session. */
typedef struct
{
  SecretService *service;       /* (owned) */
  SecretCollection *collection; /* (owned) */
} Keyring;

static void hlc_secret_service_backend_init (HlcSecretBackendInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HlcSecretService,
                               hlc_secret_service,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HLC_TYPE_SECRET_BACKEND,
                                                      hlc_secret_service_backend_init))

static gpointer
deadline_thread (gpointer data)
{
  Deadline *self = data;
  gint64 end = g_get_monotonic_time () + PATIENCE;
  gboolean is_late = FALSE;

  g_mutex_lock (&self->mutex);
  while (!self->is_over && !is_late)
    is_late = !g_cond_wait_until (&self->cond, &self->mutex, end);
  g_mutex_unlock (&self->mutex);

  if (is_late)
    g_cancellable_cancel (self->cancellable);
  return NULL;
}

static Deadline *
deadline_new (void)
{
  Deadline *self = g_new0 (Deadline, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_new ("deadline", deadline_thread, self);
  return self;
}

static void
deadline_free (Deadline *self)
{
  g_mutex_lock (&self->mutex);
  self->is_over = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);

  g_object_unref (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deadline, deadline_free)

static SecretService *
connect_service (GCancellable *cancellable, GError **error)
{
  SecretService *service =
      secret_service_open_sync (SECRET_TYPE_SERVICE, NULL, SECRET_SERVICE_OPEN_SESSION, cancellable, error);

  /* A console without a window outlives the session that it was started from. */
  if (service != NULL)
    g_dbus_connection_set_exit_on_close (g_dbus_proxy_get_connection (G_DBUS_PROXY (service)), FALSE);

  return service;
}

/*
 * Asks the service to unlock a collection, which it does at once where no password is needed. libsecret's own
 * function would show the prompt and wait for its answer.
 */
static gboolean
unlock_without_prompt (SecretService *service,
                       SecretCollection *collection,
                       GCancellable *cancellable,
                       GError **error)
{
  GDBusConnection *connection = g_dbus_proxy_get_connection (G_DBUS_PROXY (service));
  const char *owner = g_dbus_proxy_get_name (G_DBUS_PROXY (service));
  const char *paths[] = { g_dbus_proxy_get_object_path (G_DBUS_PROXY (collection)), NULL };
  g_autoptr (GVariant) answer = NULL;
  const char *prompt = NULL;

  if (!secret_collection_get_locked (collection))
    return TRUE;

  answer =
      g_dbus_connection_call_sync (connection, owner, g_dbus_proxy_get_object_path (G_DBUS_PROXY (service)),
                                   SERVICE_INTERFACE, "Unlock", g_variant_new ("(^ao)", paths),
                                   G_VARIANT_TYPE ("(aoo)"), G_DBUS_CALL_FLAGS_NONE, -1, cancellable, error);
  if (answer == NULL)
    return FALSE;

  g_variant_get_child (answer, 1, "&o", &prompt);
  if (g_str_equal (prompt, NO_PROMPT))
    return TRUE;

  g_dbus_connection_call (connection, owner, prompt, PROMPT_INTERFACE, "Dismiss", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
  /* Translators: of the Secret Service. */
  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_UNHEALTHY, _ ("its default keyring is locked"));
  return FALSE;
}

static void
keyring_clear (Keyring *self)
{
  g_clear_object (&self->collection);
  g_clear_object (&self->service);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Keyring, keyring_clear)

static gboolean
keyring_open (Keyring *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  self->service = connect_service (cancellable, error);
  if (self->service == NULL)
    return FALSE;

  self->collection = secret_collection_for_alias_sync (self->service, SECRET_COLLECTION_DEFAULT,
                                                       SECRET_COLLECTION_NONE, cancellable, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (self->collection == NULL)
    {
      /* Translators: "it" is the Secret Service. */
      g_set_error_literal (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("it has no default keyring"));
      return FALSE;
    }

  return unlock_without_prompt (self->service, self->collection, cancellable, error);
}

static gboolean
read_item (SecretItem *item, GBytes **text, GCancellable *cancellable, GError **error)
{
  g_autoptr (SecretValue) value = NULL;

  if (!secret_item_load_secret_sync (item, cancellable, error))
    return FALSE;

  value = secret_item_get_secret (item);
  *text = hlc_secret_item_to_text (value);
  return TRUE;
}

static gboolean
load (HlcSecretService *self, GBytes **text, GCancellable *cancellable, GError **error)
{
  g_auto (Keyring) keyring = { 0 };
  g_autolist (SecretItem) items = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!keyring_open (&keyring, cancellable, error))
    return FALSE;

  items = secret_collection_search_sync (keyring.collection, hlc_secret_item_get_schema (), self->attributes,
                                         SECRET_SEARCH_NONE, cancellable, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return items == NULL || read_item (items->data, text, cancellable, error);
}

static gboolean
save (HlcSecretService *self, GBytes *text, GCancellable *cancellable, GError **error)
{
  g_auto (Keyring) keyring = { 0 };
  g_autoptr (SecretValue) value = hlc_secret_item_to_value (text);
  g_autoptr (SecretItem) item = NULL;

  if (!keyring_open (&keyring, cancellable, error))
    return FALSE;

  item =
      secret_item_create_sync (keyring.collection, hlc_secret_item_get_schema (), self->attributes,
                               HLC_SECRET_ITEM_LABEL, value, SECRET_ITEM_CREATE_REPLACE, cancellable, error);
  return item != NULL;
}

static gboolean
hlc_secret_service_load (HlcSecretBackend *backend, GBytes **text, GError **error)
{
  g_autoptr (Deadline) deadline = deadline_new ();

  return load (HLC_SECRET_SERVICE (backend), text, deadline->cancellable, error) ||
         hlc_secret_item_explain (error);
}

static gboolean
hlc_secret_service_save (HlcSecretBackend *backend, GBytes *text, GError **error)
{
  g_autoptr (Deadline) deadline = deadline_new ();

  return save (HLC_SECRET_SERVICE (backend), text, deadline->cancellable, error) ||
         hlc_secret_item_explain (error);
}

static char *
hlc_secret_service_dup_place (HlcSecretBackend *backend)
{
  return g_strdup_printf (_ ("the item “%s” of the Secret Service"), HLC_SECRET_ITEM_LABEL);
}

static void
hlc_secret_service_backend_init (HlcSecretBackendInterface *iface)
{
  iface->load = hlc_secret_service_load;
  iface->save = hlc_secret_service_save;
  iface->dup_place = hlc_secret_service_dup_place;
}

static void
hlc_secret_service_finalize (GObject *object)
{
  g_clear_pointer (&HLC_SECRET_SERVICE (object)->attributes, g_hash_table_unref);

  G_OBJECT_CLASS (hlc_secret_service_parent_class)->finalize (object);
}

static void
hlc_secret_service_class_init (HlcSecretServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hlc_secret_service_finalize;
}

static void
hlc_secret_service_init (HlcSecretService *self)
{
}

/**
 * hlc_secret_service_new:
 * @directory: (type filename): the data directory whose secrets they are
 *
 * Returns: (transfer full): the item of @directory; nothing is asked yet
 */
HlcSecretService *
hlc_secret_service_new (const char *directory)
{
  HlcSecretService *self;

  g_return_val_if_fail (directory != NULL, NULL);

  self = g_object_new (HLC_TYPE_SECRET_SERVICE, NULL);
  self->attributes = hlc_secret_item_make_attributes (directory);
  return self;
}
