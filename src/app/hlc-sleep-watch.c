/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-sleep-watch.h"

#define LOGIN_NAME "org.freedesktop.login1"
#define LOGIN_PATH "/org/freedesktop/login1"
#define LOGIN_INTERFACE LOGIN_NAME ".Manager"

struct _HlcSleepWatch
{
  GObject parent_instance;

  GDBusConnection *connection; /* (owned) (nullable): while there is a system bus */
  guint subscription;
};

enum
{
  SIGNAL_WOKE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcSleepWatch, hlc_sleep_watch, G_TYPE_OBJECT)

static void
prepare_for_sleep_cb (GDBusConnection *connection,
                      const char *sender,
                      const char *path,
                      const char *interface,
                      const char *signal,
                      GVariant *parameters,
                      gpointer user_data)
{
  gboolean is_going_to_sleep = TRUE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;

  g_variant_get (parameters, "(b)", &is_going_to_sleep);
  if (!is_going_to_sleep)
    g_signal_emit (user_data, signals[SIGNAL_WOKE], 0);
}

static void
weak_ref_free (GWeakRef *self)
{
  g_weak_ref_clear (self);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GWeakRef, weak_ref_free)

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GWeakRef) weak_ref = user_data;
  g_autoptr (HlcSleepWatch) self = g_weak_ref_get (weak_ref);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);

  if (connection == NULL)
    g_debug ("No system bus tells of suspend: %s", error->message);
  if (self == NULL || connection == NULL)
    return;

  /* A bus that is restarted is no reason to end. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  self->connection = g_steal_pointer (&connection);
  self->subscription =
      g_dbus_connection_signal_subscribe (self->connection, LOGIN_NAME, LOGIN_INTERFACE, "PrepareForSleep",
                                          LOGIN_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE, prepare_for_sleep_cb,
                                          self, NULL);
}

static void
hlc_sleep_watch_dispose (GObject *object)
{
  HlcSleepWatch *self = HLC_SLEEP_WATCH (object);

  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (hlc_sleep_watch_parent_class)->dispose (object);
}

static void
hlc_sleep_watch_class_init (HlcSleepWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hlc_sleep_watch_dispose;

  /**
   * HlcSleepWatch::woke:
   * @self: the watch
   *
   * The machine has woken up.
   */
  signals[SIGNAL_WOKE] =
      g_signal_new ("woke", HLC_TYPE_SLEEP_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_sleep_watch_init (HlcSleepWatch *self)
{
}

/**
 * hlc_sleep_watch_new:
 *
 * Begins to watch, in the thread-default main context. Does not wait for the bus.
 *
 * Returns: (transfer full): the watch; dropping the last reference ends it
 */
HlcSleepWatch *
hlc_sleep_watch_new (void)
{
  HlcSleepWatch *self = g_object_new (HLC_TYPE_SLEEP_WATCH, NULL);
  GWeakRef *weak_ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak_ref, self);
  /* Never cancelled: whoever else in the process asks for the bus meanwhile would be cancelled with it. */
  g_bus_get (G_BUS_TYPE_SYSTEM, NULL, bus_cb, weak_ref);
  return self;
}
