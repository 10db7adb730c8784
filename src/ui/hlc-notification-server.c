/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-notification-server.h"

/* What GLib asks before it falls back to org.freedesktop.Notifications. */
#define GTK_NOTIFICATIONS "org.gtk.Notifications"

struct _HlcNotificationServer
{
  GObject parent_instance;

  GDBusConnection *connection; /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) */
  guint gtk_watch;
  guint freedesktop_watch;
  gboolean has_gtk;
  gboolean reads_markup;
};

G_DEFINE_FINAL_TYPE (HlcNotificationServer, hlc_notification_server, G_TYPE_OBJECT)

static void
capabilities_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcNotificationServer) self = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);
  g_autofree const char **capabilities = NULL;

  if (answer == NULL)
    return;

  g_variant_get (answer, "(^a&s)", &capabilities);
  self->reads_markup = g_strv_contains ((const char *const *) capabilities, "body-markup");
}

static void
freedesktop_appeared_cb (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  HlcNotificationServer *self = user_data;

  g_dbus_connection_call (connection, name, "/org/freedesktop/Notifications", name, "GetCapabilities", NULL,
                          G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable,
                          capabilities_cb, g_object_ref (self));
}

static void
freedesktop_vanished_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  HLC_NOTIFICATION_SERVER (user_data)->reads_markup = TRUE;
}

static void
gtk_appeared_cb (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  HLC_NOTIFICATION_SERVER (user_data)->has_gtk = TRUE;
}

static void
gtk_vanished_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  HLC_NOTIFICATION_SERVER (user_data)->has_gtk = FALSE;
}

static void
hlc_notification_server_dispose (GObject *object)
{
  HlcNotificationServer *self = HLC_NOTIFICATION_SERVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->gtk_watch, g_bus_unwatch_name);
  g_clear_handle_id (&self->freedesktop_watch, g_bus_unwatch_name);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (hlc_notification_server_parent_class)->dispose (object);
}

static void
hlc_notification_server_finalize (GObject *object)
{
  g_clear_object (&HLC_NOTIFICATION_SERVER (object)->cancellable);

  G_OBJECT_CLASS (hlc_notification_server_parent_class)->finalize (object);
}

static void
hlc_notification_server_class_init (HlcNotificationServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hlc_notification_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = hlc_notification_server_finalize;
}

static void
hlc_notification_server_init (HlcNotificationServer *self)
{
  self->cancellable = g_cancellable_new ();
  self->reads_markup = TRUE;
}

/**
 * hlc_notification_server_new:
 * @connection: (nullable): the session's bus
 *
 * Returns: (transfer full): what learns, by itself, which server is there
 */
HlcNotificationServer *
hlc_notification_server_new (GDBusConnection *connection)
{
  HlcNotificationServer *self = g_object_new (HLC_TYPE_NOTIFICATION_SERVER, NULL);

  if (connection == NULL)
    return self;

  self->connection = g_object_ref (connection);
  self->gtk_watch =
      g_bus_watch_name_on_connection (connection, GTK_NOTIFICATIONS, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                      gtk_appeared_cb, gtk_vanished_cb, self, NULL);
  self->freedesktop_watch =
      g_bus_watch_name_on_connection (connection, "org.freedesktop.Notifications",
                                      G_BUS_NAME_WATCHER_FLAGS_NONE, freedesktop_appeared_cb,
                                      freedesktop_vanished_cb, self, NULL);

  return self;
}

/**
 * hlc_notification_server_get_markup:
 *
 * Returns: how the body of the next notification is read
 */
HlcNotificationMarkup
hlc_notification_server_get_markup (HlcNotificationServer *self)
{
  g_return_val_if_fail (HLC_IS_NOTIFICATION_SERVER (self), HLC_NOTIFICATION_MARKUP);

  /* In a sandbox GLib uses the portal, whose bodies are plain text. */
  if (self->has_gtk || g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return HLC_NOTIFICATION_PLAIN;

  return self->reads_markup ? HLC_NOTIFICATION_MARKUP : HLC_NOTIFICATION_PLAIN;
}
