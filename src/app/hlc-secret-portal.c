/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-secret-portal.h"

#include <glib/gi18n.h>

#include "hlc-error.h"
#include "hlc-secret-item.h"

/** How long the portal gets to let us load or save. Milliseconds. */
#define PATIENCE 2000

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Secret"
#define PROPERTIES_INTERFACE "org.freedesktop.DBus.Properties"

/** What Flatpak puts into every sandbox, and Snap into every environment. */
#define FLATPAK_FILE "/.flatpak-info"
#define SNAP_VARIABLE "SNAP_NAME"

struct _HlcSecretPortal
{
  GObject parent_instance;

  GHashTable *attributes; /* (owned) */
};

/* Waits for one answer of libsecret, in a context of its own, where the clock can cancel the question. */
typedef struct
{
  GMainContext *context;     /* (owned) */
  GMainLoop *loop;           /* (owned) */
  GSource *timeout;          /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GAsyncResult *result;      /* (owned) (nullable) */
} Wait;

static void hlc_secret_portal_backend_init (HlcSecretBackendInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HlcSecretPortal,
                               hlc_secret_portal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HLC_TYPE_SECRET_BACKEND,
                                                      hlc_secret_portal_backend_init))

static gboolean
late_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);

  return G_SOURCE_REMOVE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *self = user_data;

  self->result = g_object_ref (result);
  g_main_loop_quit (self->loop);
}

/* Gives up after @milliseconds. */
static Wait *
wait_new (guint milliseconds)
{
  Wait *self = g_new0 (Wait, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->cancellable = g_cancellable_new ();
  self->timeout = g_timeout_source_new (milliseconds);
  g_source_set_callback (self->timeout, late_cb, self->cancellable, NULL);
  g_source_attach (self->timeout, self->context);
  g_main_context_push_thread_default (self->context);
  return self;
}

static void
wait_free (Wait *self)
{
  g_main_context_pop_thread_default (self->context);
  g_source_destroy (self->timeout);
  g_source_unref (self->timeout);
  g_object_unref (self->cancellable);
  g_clear_object (&self->result);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wait, wait_free)

/* Before 0.21.4, libsecret may miss the portal's answer and wait for ever; before 0.21.0, it cannot be cancelled. */
static gboolean
check_libsecret (GError **error)
{
  if (SECRET_CHECK_VERSION (0, 21, 4))
    return TRUE;

  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_UNHEALTHY,
                       /* Translators: of the Secret Service. */
                       _ ("its portal needs libsecret 0.21.4, and here is an older one"));
  return FALSE;
}

static gboolean
is_unknown_interface (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE);
}

/*
 * Whether there is a portal for secrets, and it answers: libsecret waits for half a minute for one that does not, and
 * where there is none it asks the Secret Service. Sets @left to the milliseconds that are left.
 */
static gboolean
find_portal (guint *left, GError **error)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);
  g_autoptr (GVariant) version = NULL;
  g_autoptr (GError) local_error = NULL;
  gint64 start = g_get_monotonic_time ();
  gint64 spent;

  if (connection == NULL)
    return FALSE;

  /* A console without a window outlives the session that it was started from. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  version = g_dbus_connection_call_sync (connection, PORTAL_NAME, PORTAL_PATH, PROPERTIES_INTERFACE, "Get",
                                         g_variant_new ("(ss)", PORTAL_INTERFACE, "version"),
                                         G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, PATIENCE, NULL,
                                         &local_error);
  spent = (g_get_monotonic_time () - start) / G_TIME_SPAN_MILLISECOND;
  *left = (guint) MAX (PATIENCE - spent, 1);
  if (version != NULL)
    return check_libsecret (error);

  if (is_unknown_interface (local_error))
    g_set_error_literal (error, HLC_ERROR, HLC_ERROR_NOT_FOUND, _ ("this desktop has no secret portal"));
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
load (HlcSecretPortal *self, GBytes **text, GError **error)
{
  g_autoptr (Wait) wait = NULL;
  g_autoptr (SecretValue) value = NULL;
  g_autoptr (GError) local_error = NULL;
  guint left;

  if (!find_portal (&left, error))
    return FALSE;

  wait = wait_new (left);
  secret_password_lookupv (hlc_secret_item_get_schema (), self->attributes, wait->cancellable, answered_cb,
                           wait);
  g_main_loop_run (wait->loop);
  value = secret_password_lookup_binary_finish (wait->result, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (value != NULL)
    *text = hlc_secret_item_to_text (value);
  return TRUE;
}

static gboolean
save (HlcSecretPortal *self, GBytes *text, GError **error)
{
  g_autoptr (Wait) wait = NULL;
  g_autoptr (SecretValue) value = hlc_secret_item_to_value (text);
  guint left;

  if (!find_portal (&left, error))
    return FALSE;

  wait = wait_new (left);
  secret_password_storev_binary (hlc_secret_item_get_schema (), self->attributes, SECRET_COLLECTION_DEFAULT,
                                 HLC_SECRET_ITEM_LABEL, value, wait->cancellable, answered_cb, wait);
  g_main_loop_run (wait->loop);
  return secret_password_store_finish (wait->result, error);
}

static gboolean
hlc_secret_portal_load (HlcSecretBackend *backend, GBytes **text, GError **error)
{
  return load (HLC_SECRET_PORTAL (backend), text, error) || hlc_secret_item_explain (error);
}

static gboolean
hlc_secret_portal_save (HlcSecretBackend *backend, GBytes *text, GError **error)
{
  HlcSecretPortal *self = HLC_SECRET_PORTAL (backend);
  g_autoptr (GError) local_error = NULL;

  if (save (self, text, &local_error))
    return TRUE;

  if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return hlc_secret_item_explain (error);
    }

  /* A console on another directory has written the keyring, and libsecret has not noticed yet: it reads it anew. */
  secret_service_disconnect ();
  return save (self, text, error) || hlc_secret_item_explain (error);
}

static char *
hlc_secret_portal_dup_place (HlcSecretBackend *backend)
{
  return g_strdup_printf (_ ("the item “%s” of the sandbox’s encrypted keyring"), HLC_SECRET_ITEM_LABEL);
}

static void
hlc_secret_portal_backend_init (HlcSecretBackendInterface *iface)
{
  iface->load = hlc_secret_portal_load;
  iface->save = hlc_secret_portal_save;
  iface->dup_place = hlc_secret_portal_dup_place;
}

static void
hlc_secret_portal_finalize (GObject *object)
{
  g_clear_pointer (&HLC_SECRET_PORTAL (object)->attributes, g_hash_table_unref);

  G_OBJECT_CLASS (hlc_secret_portal_parent_class)->finalize (object);
}

static void
hlc_secret_portal_class_init (HlcSecretPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hlc_secret_portal_finalize;
}

static void
hlc_secret_portal_init (HlcSecretPortal *self)
{
}

/**
 * hlc_secret_portal_new:
 * @directory: (type filename): the data directory whose secrets they are
 *
 * Returns: (transfer full): the item of @directory; nothing is asked yet
 */
HlcSecretPortal *
hlc_secret_portal_new (const char *directory)
{
  HlcSecretPortal *self;

  g_return_val_if_fail (directory != NULL, NULL);

  self = g_object_new (HLC_TYPE_SECRET_PORTAL, NULL);
  self->attributes = hlc_secret_item_make_attributes (directory);
  return self;
}

/**
 * hlc_secret_portal_is_needed:
 *
 * Whether this process is in a sandbox of Flatpak or Snap, by the signs that libsecret goes by too.
 *
 * Returns: %TRUE when secrets go through the portal
 */
gboolean
hlc_secret_portal_is_needed (void)
{
  return g_file_test (FLATPAK_FILE, G_FILE_TEST_EXISTS) || g_getenv (SNAP_VARIABLE) != NULL;
}
