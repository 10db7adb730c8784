/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-desktop.h"

#include <glib/gi18n-lib.h>

#include "hlc-background.h"
#include "hlc-badge.h"
#include "hlc-counter.h"
#include "hlc-decision-words.h"
#include "hlc-notification-text.h"
#include "hlc-notifier.h"
#include "hlc-settings.h"
#include "hlc-store-operations.h"

struct _HlcDesktop
{
  GObject parent_instance;

  GtkApplication *application; /* (unowned) (nullable): it owns us; %NULL once stopped */
  HlcConsole *console;         /* (owned) */
  HlcDesktopOpen open;
  gpointer user_data;

  HlcNotifier *notifier;     /* (owned) */
  HlcBackground *background; /* (owned) */
  HlcCounter *counter;       /* (owned) */
  GSettings *settings;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HlcDesktop, hlc_desktop, G_TYPE_OBJECT)

static HlcWindow *
get_window (HlcDesktop *self)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);

  return HLC_IS_WINDOW (window) ? HLC_WINDOW (window) : NULL;
}

static gboolean
is_seen (const char *call_id, gpointer user_data)
{
  HlcDesktop *self = user_data;
  HlcWindow *window = get_window (self);

  return window != NULL && gtk_window_is_active (GTK_WINDOW (window)) &&
         hlc_window_is_showing (window, call_id);
}

static void
show_operation_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HlcDesktop *self = user_data;
  HlcWindow *window = self->open (self->user_data);

  if (window != NULL)
    hlc_window_show_operation (window, g_variant_get_string (parameter, NULL));
}

static void
deny_operation_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HlcDesktop *self = user_data;
  HlcWindow *window = self->open (self->user_data);

  if (window != NULL)
    hlc_window_deny_operation (window, g_variant_get_string (parameter, NULL));
}

static void
show_pending_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HlcDesktop *self = user_data;
  HlcWindow *window = self->open (self->user_data);

  if (window != NULL)
    hlc_window_set_place (window, HLC_PLACE_PENDING);
}

/* An approval on its way from a notification to the store. */
typedef struct
{
  HlcDesktop *desktop; /* (owned) */
  char *call_id;       /* (owned) */
} Approval;

static void
approved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Approval *approval = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_decide_finish (HLC_STORE (object), result, &error);

  if (operation == NULL)
    {
      g_autofree char *words = hlc_words_failure (error);

      hlc_notifier_tell_failure (approval->desktop->notifier, approval->call_id, words);
    }

  g_object_unref (approval->desktop);
  g_free (approval->call_id);
  g_free (approval);
}

static void
approve_operation_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HlcDesktop *self = user_data;
  const char *call_id = g_variant_get_string (parameter, NULL);
  g_autoptr (HlcDecision) decision =
      hlc_decision_new (HLC_DECISION_APPROVE, NULL, NULL, HLC_CHANNEL_NOTIFICATION);
  Approval *approval = NULL;

  /* What nobody has been shown whole is opened, not approved. */
  if (!hlc_notifier_may_approve (self->notifier, call_id))
    {
      show_operation_action (action, parameter, user_data);
      return;
    }

  approval = g_new0 (Approval, 1);
  approval->desktop = g_object_ref (self);
  approval->call_id = g_strdup (call_id);
  hlc_store_decide_async (hlc_console_get_store (self->console), call_id, decision, approved_cb, approval);
}

static const GActionEntry entries[] = {
  { "show-operation", show_operation_action, "s" },
  { "deny-operation", deny_operation_action, "s" },
  { "approve-operation", approve_operation_action, "s" },
  { "show-pending", show_pending_action },
};

static void
counted_cb (HlcDesktop *self)
{
  gint64 n_pending = hlc_counter_get_counts (self->counter)->pending;
  g_autofree char *waiting = hlc_notification_summary (n_pending);

  if (self->application == NULL)
    return;

  hlc_badge_set (g_application_get_dbus_connection (G_APPLICATION (self->application)), HLC_APPLICATION_ID,
                 n_pending);
  hlc_background_set_status (self->background, n_pending > 0 ? waiting : _ ("Receiving; nothing waits"));
}

/* Without a window the console goes on: whoever closed it is told so, once. */
static gboolean
close_request_cb (HlcDesktop *self, GtkWindow *window)
{
  g_autoptr (GNotification) notification = NULL;

  if (!hlc_background_get_enabled (self->background) || self->settings == NULL ||
      g_settings_get_boolean (self->settings, "background-explained"))
    return GDK_EVENT_PROPAGATE;

  notification = g_notification_new (_ ("HumanLayer Console Keeps Receiving"));
  g_notification_set_body (notification,
                           _ ("Its window is closed. Preferences say whether it keeps running."));
  g_notification_add_button (notification, _ ("Quit"), "app.quit");
  g_application_send_notification (G_APPLICATION (self->application), "background", notification);
  g_settings_set_boolean (self->settings, "background-explained", TRUE);

  return GDK_EVENT_PROPAGATE;
}

static void
operation_shown_cb (HlcDesktop *self, const char *call_id, HlcWindow *window)
{
  if (gtk_window_is_active (GTK_WINDOW (window)))
    hlc_notifier_see (self->notifier, call_id);
}

static void
active_cb (HlcDesktop *self, GParamSpec *pspec, HlcWindow *window)
{
  const char *call_id = hlc_window_get_shown (window);

  if (call_id != NULL && gtk_window_is_active (GTK_WINDOW (window)))
    hlc_notifier_see (self->notifier, call_id);
}

static void
follow_settings (HlcDesktop *self)
{
  static const struct
  {
    const char *key;
    const char *property;
  } notifier_keys[] = {
    { "notify", "enabled" },
    { "notify-approve", "offers-approve" },
    { "notify-escalations", "tells-escalations" },
  };

  self->settings = hlc_settings_new ();
  if (self->settings == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (notifier_keys); i++)
    g_settings_bind (self->settings, notifier_keys[i].key, self->notifier, notifier_keys[i].property,
                     G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "run-in-background", self->background, "enabled", G_SETTINGS_BIND_GET);
}

static void
hlc_desktop_dispose (GObject *object)
{
  HlcDesktop *self = HLC_DESKTOP (object);

  hlc_desktop_stop (self);
  g_clear_object (&self->notifier);
  g_clear_object (&self->background);
  g_clear_object (&self->counter);
  g_clear_object (&self->settings);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_desktop_parent_class)->dispose (object);
}

static void
hlc_desktop_class_init (HlcDesktopClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hlc_desktop_dispose;
}

static void
hlc_desktop_init (HlcDesktop *self)
{
}

/**
 * hlc_desktop_new:
 * @application: whose notifications and actions they are; must outlive the object, or until it is stopped
 * @console: what runs
 * @open: opens the window
 * @user_data: for @open; likewise
 *
 * Returns: (transfer full): the console's presence on the desktop
 */
HlcDesktop *
hlc_desktop_new (GtkApplication *application, HlcConsole *console, HlcDesktopOpen open, gpointer user_data)
{
  HlcDesktop *self = NULL;
  HlcStore *store = NULL;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (HLC_IS_CONSOLE (console), NULL);
  g_return_val_if_fail (open != NULL, NULL);

  self = g_object_new (HLC_TYPE_DESKTOP, NULL);
  store = hlc_console_get_store (console);
  self->application = application;
  self->console = g_object_ref (console);
  self->open = open;
  self->user_data = user_data;
  self->notifier = hlc_notifier_new (G_APPLICATION (application), store, is_seen, self);
  self->background = hlc_background_new (G_APPLICATION (application));
  self->counter = hlc_counter_new (store);
  g_signal_connect_object (self->counter, "changed", G_CALLBACK (counted_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), self);
  follow_settings (self);

  return self;
}

/**
 * hlc_desktop_watch_window:
 * @window: a window of the console
 *
 * What is seen in it is not told.
 */
void
hlc_desktop_watch_window (HlcDesktop *self, HlcWindow *window)
{
  g_return_if_fail (HLC_IS_DESKTOP (self));
  g_return_if_fail (HLC_IS_WINDOW (window));

  g_signal_connect_object (window, "operation-shown", G_CALLBACK (operation_shown_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (active_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "close-request", G_CALLBACK (close_request_cb), self, G_CONNECT_SWAPPED);
}

/** hlc_desktop_stop: takes all of it back. Before the console is stopped */
void
hlc_desktop_stop (HlcDesktop *self)
{
  g_return_if_fail (HLC_IS_DESKTOP (self));

  if (self->application == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_action_map_remove_action (G_ACTION_MAP (self->application), entries[i].name);
  hlc_badge_set (g_application_get_dbus_connection (G_APPLICATION (self->application)), HLC_APPLICATION_ID,
                 0);
  hlc_notifier_stop (self->notifier);
  hlc_background_stop (self->background);
  self->application = NULL;
}
