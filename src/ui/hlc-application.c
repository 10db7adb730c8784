/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-application.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "hlc-desktop.h"
#include "hlc-failure-window.h"
#include "hlc-link.h"
#include "hlc-preferences.h"
#include "hlc-search-provider.h"
#include "hlc-settings.h"
#include "hlc-ui.h"
#include "hlc-window.h"

#define RESOURCE_PATH "/org/humanlayer/Console"

struct _HlcApplication
{
  AdwApplication parent_instance;

  HlcConsoleOptions *options; /* (owned) */
  HlcConsole *console;        /* (owned) (nullable): while it runs */
  HlcDesktop *desktop;        /* (owned) (nullable): likewise */
  HlcSearchProvider *search;  /* (owned) */
  guint signal_sources[2];
};

G_DEFINE_FINAL_TYPE (HlcApplication, hlc_application, ADW_TYPE_APPLICATION)

static void
bind_settings (HlcWindow *window, HlcConsole *console)
{
  g_autoptr (GSettings) settings = hlc_settings_new ();

  if (settings == NULL)
    {
      gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
      return;
    }

  g_settings_bind (settings, "window-width", window, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", window, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", window, "maximized", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "show-sidebar", window, "show-sidebar", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "undo-seconds", hlc_window_get_queue (window), "undo-seconds",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (settings, "bulk-undo-seconds", hlc_window_get_queue (window), "bulk-undo-seconds",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (settings, "tunnel-copied-url", hlc_console_get_tunnel (console), "copied-url",
                   G_SETTINGS_BIND_DEFAULT);
}

/* Opens the window, or brings it to the front. */
static HlcWindow *
open_window (gpointer user_data)
{
  HlcApplication *self = user_data;
  GtkWindow *window = NULL;

  g_application_activate (G_APPLICATION (self));
  window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return HLC_IS_WINDOW (window) ? HLC_WINDOW (window) : NULL;
}

static gboolean
hlc_application_start_console (HlcApplication *self, GError **error)
{
  g_autoptr (HlcClock) clock = hlc_clock_new_system ();
  g_autoptr (HlcConsole) console = hlc_console_new (self->options, clock);

  if (!hlc_console_start (console, error))
    return FALSE;

  self->console = g_steal_pointer (&console);
  self->desktop = hlc_desktop_new (GTK_APPLICATION (self), self->console, open_window, self);
  hlc_search_provider_set_store (self->search, hlc_console_get_store (self->console));

  return TRUE;
}

/* GTK's window of keyboard shortcuts has two columns of whole lines: on a narrow display half of it would be out of reach. */
static void
let_shortcuts_scroll (GtkApplicationWindow *window)
{
  GtkWindow *shortcuts = GTK_WINDOW (gtk_application_window_get_help_overlay (window));
  GtkScrolledWindow *scrolled_window = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  g_autoptr (GtkWidget) child = g_object_ref (gtk_window_get_child (shortcuts));

  gtk_window_set_child (shortcuts, NULL);
  gtk_scrolled_window_set_propagate_natural_width (scrolled_window, TRUE);
  gtk_scrolled_window_set_propagate_natural_height (scrolled_window, TRUE);
  gtk_scrolled_window_set_child (scrolled_window, child);
  gtk_window_set_child (shortcuts, GTK_WIDGET (scrolled_window));
}

static void
hlc_application_activate (GApplication *application)
{
  HlcApplication *self = HLC_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GError) error = NULL;

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }

  if (self->console == NULL && !hlc_application_start_console (self, &error))
    {
      gtk_window_present (GTK_WINDOW (hlc_failure_window_new (GTK_APPLICATION (self), error)));
      return;
    }

  window = GTK_WINDOW (hlc_window_new (GTK_APPLICATION (self), self->console));
  let_shortcuts_scroll (GTK_APPLICATION_WINDOW (window));
  bind_settings (HLC_WINDOW (window), self->console);
  hlc_desktop_watch_window (self->desktop, HLC_WINDOW (window));
  gtk_window_present (window);
}

/* Links only show: whatever else they ask for is refused. */
static void
hlc_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *link = g_file_get_uri (files[i]);
      g_autoptr (GError) error = NULL;
      g_autofree char *call_id = hlc_link_parse_operation (link, &error);
      HlcWindow *window = open_window (application);

      if (window == NULL)
        return;

      if (call_id != NULL)
        hlc_window_show_operation (window, call_id);
      else
        gtk_widget_activate_action (GTK_WIDGET (window), "win.toast", "s", error->message);
    }
}

static gboolean
hlc_application_dbus_register (GApplication *application,
                               GDBusConnection *connection,
                               const char *path,
                               GError **error)
{
  HlcApplication *self = HLC_APPLICATION (application);
  g_autofree char *search_path = g_strconcat (path, "/SearchProvider", NULL);

  return G_APPLICATION_CLASS (hlc_application_parent_class)
             ->dbus_register (application, connection, path, error) &&
         hlc_search_provider_export (self->search, connection, search_path, error);
}

static void
hlc_application_dbus_unregister (GApplication *application, GDBusConnection *connection, const char *path)
{
  HlcApplication *self = HLC_APPLICATION (application);

  if (self->search != NULL)
    hlc_search_provider_unexport (self->search);

  G_APPLICATION_CLASS (hlc_application_parent_class)->dbus_unregister (application, connection, path);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (user_data);
}

static void
retry_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  /* The application must not end between the window that goes and the one that comes. */
  g_application_hold (user_data);
  if (window != NULL)
    gtk_window_destroy (window);
  g_application_activate (user_data);
  g_application_release (user_data);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (gtk_application_get_active_window (user_data), "application-name",
                         _ ("HumanLayer Console"), "application-icon", HLC_APPLICATION_ID, "version",
                         HLC_VERSION, "developer-name", _ ("The HumanLayer Console developers"),
                         "license-type", GTK_LICENSE_APACHE_2_0, "comments",
                         _ ("Receive, inspect and decide what AI agents ask of humans."),
                         "translator-credits", _ ("translator-credits"), NULL);
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HlcApplication *self = user_data;
  HlcPreferences *preferences = NULL;

  if (self->console == NULL)
    return;

  preferences =
      hlc_preferences_new (hlc_console_get_secrets (self->console), hlc_console_get_clock (self->console));
  gtk_window_set_transient_for (GTK_WINDOW (preferences),
                                gtk_application_get_active_window (GTK_APPLICATION (self)));
  gtk_window_present (GTK_WINDOW (preferences));
}

static const GActionEntry actions[] = {
  { "quit", quit_action },
  { "retry", retry_action },
  { "about", about_action },
  { "preferences", preferences_action },
};

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },          { "app.preferences", { "<Control>comma" } },
  { "window.close", { "<Control>w" } },      { "win.search", { "<Control>f" } },
  { "new.operation", { "<Control>n" } },     { "new.event", { "<Control>e" } },
  { "new.import", { "<Control>o" } },        { "win.toggle-sidebar", { "F9" } },
  { "win.place::pending", { "<Alt>1" } },    { "win.place::completed", { "<Alt>2" } },
  { "win.place::operations", { "<Alt>3" } }, { "win.place::received", { "<Alt>4" } },
  { "win.place::sent", { "<Alt>5" } },       { "win.place::endpoints", { "<Alt>6" } },
  { "win.place::setup", { "<Alt>7" } },
};

static gboolean
stop_cb (gpointer user_data)
{
  g_application_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static void
hlc_application_startup (GApplication *application)
{
  HlcApplication *self = HLC_APPLICATION (application);

  G_APPLICATION_CLASS (hlc_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (HLC_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action, accels[i].accels);

  self->signal_sources[0] = g_unix_signal_add (SIGTERM, stop_cb, self);
  self->signal_sources[1] = g_unix_signal_add (SIGINT, stop_cb, self);
}

static void
hlc_application_shutdown (GApplication *application)
{
  HlcApplication *self = HLC_APPLICATION (application);
  GList *windows = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (self->signal_sources); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);

  /* The windows show the console: they go first. */
  while ((windows = gtk_application_get_windows (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (windows->data);
  if (self->desktop != NULL)
    hlc_desktop_stop (self->desktop);
  g_clear_object (&self->desktop);
  hlc_search_provider_set_store (self->search, NULL);

  G_APPLICATION_CLASS (hlc_application_parent_class)->shutdown (application);

  if (self->console != NULL)
    hlc_console_stop (self->console);
  g_clear_object (&self->console);
}

static void
hlc_application_finalize (GObject *object)
{
  HlcApplication *self = HLC_APPLICATION (object);

  g_clear_pointer (&self->options, hlc_console_options_free);
  g_clear_object (&self->search);

  G_OBJECT_CLASS (hlc_application_parent_class)->finalize (object);
}

static void
hlc_application_class_init (HlcApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_application_finalize;

  application_class->activate = hlc_application_activate;
  application_class->open = hlc_application_open;
  application_class->dbus_register = hlc_application_dbus_register;
  application_class->dbus_unregister = hlc_application_dbus_unregister;
  application_class->startup = hlc_application_startup;
  application_class->shutdown = hlc_application_shutdown;

  hlc_ui_init ();
}

static void
hlc_application_init (HlcApplication *self)
{
  self->search = hlc_search_provider_new (G_APPLICATION (self));
}

/* One instance owns the user's own data directory. Another directory is another console, with a window of its own. */
static GApplicationFlags
get_flags (const HlcConsoleOptions *options)
{
  g_autoptr (HlcConsoleOptions) defaults = hlc_console_options_new ();

  return G_APPLICATION_HANDLES_OPEN |
         (g_strcmp0 (options->data_dir, defaults->data_dir) == 0 ? G_APPLICATION_DEFAULT_FLAGS
                                                                 : G_APPLICATION_NON_UNIQUE);
}

/**
 * hlc_application_new:
 * @options: how to run the console
 *
 * Returns: (transfer full): the application; it starts the console when it is activated
 */
HlcApplication *
hlc_application_new (const HlcConsoleOptions *options)
{
  HlcApplication *self = NULL;

  g_return_val_if_fail (options != NULL, NULL);

  self = g_object_new (HLC_TYPE_APPLICATION, "application-id", HLC_APPLICATION_ID, "resource-base-path",
                       RESOURCE_PATH, "flags", get_flags (options), NULL);
  self->options = hlc_console_options_copy (options);

  return self;
}

/** hlc_application_get_console: Returns: (transfer none) (nullable): what runs; %NULL before it has started */
HlcConsole *
hlc_application_get_console (HlcApplication *self)
{
  g_return_val_if_fail (HLC_IS_APPLICATION (self), NULL);

  return self->console;
}
