/* SPDX-License-Identifier: Apache-2.0 */
#include <gio/gio.h>

#include "hlc-sleep-watch.h"

#define LOGIN_PATH "/org/freedesktop/login1"
#define LOGIN_INTERFACE "org.freedesktop.login1.Manager"

typedef struct
{
  GDBusConnection *login; /* whoever speaks as logind */
  guint n_woken;
  guint n_told[2]; /* of what logind said, what has come: ends of sleep, beginnings */
} Fixture;

static void
woke_cb (HlcSleepWatch *watch, Fixture *fixture)
{
  fixture->n_woken++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  fixture->login = g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"),
                                                           G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                               G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                           NULL, NULL, &error);
  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (fixture->login, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "RequestName",
                                        g_variant_new ("(su)", "org.freedesktop.login1", 0), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_true (g_dbus_connection_close_sync (fixture->login, NULL, NULL));
  g_clear_object (&fixture->login);
}

static void
tell (Fixture *fixture, gboolean is_going_to_sleep)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (fixture->login, NULL, LOGIN_PATH, LOGIN_INTERFACE, "PrepareForSleep",
                                 g_variant_new ("(b)", is_going_to_sleep), &error);
  g_assert_no_error (error);
}

static void
told_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *signal,
         GVariant *parameters,
         gpointer user_data)
{
  Fixture *fixture = user_data;
  gboolean is_going_to_sleep = FALSE;

  g_variant_get (parameters, "(b)", &is_going_to_sleep);
  fixture->n_told[is_going_to_sleep]++;
}

/* Until so many have come, and everybody has heard of them. */
static void
wait_until_told (Fixture *fixture, guint n_ends, guint n_beginnings)
{
  while (fixture->n_told[FALSE] < n_ends || fixture->n_told[TRUE] < n_beginnings)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* What wakes is the end of a sleep, not its beginning. */
static void
test_woke (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  guint subscription = g_dbus_connection_signal_subscribe (bus, NULL, LOGIN_INTERFACE, NULL, LOGIN_PATH, NULL,
                                                           G_DBUS_SIGNAL_FLAGS_NONE, told_cb, fixture, NULL);
  HlcSleepWatch *watch = hlc_sleep_watch_new ();
  guint n_ends = 0;
  guint n_woken;

  g_signal_connect (watch, "woke", G_CALLBACK (woke_cb), fixture);
  /* It begins to watch at some time, so it is told until it hears. */
  while (fixture->n_woken == 0)
    {
      tell (fixture, FALSE);
      wait_until_told (fixture, ++n_ends, 0);
    }

  n_woken = fixture->n_woken;
  tell (fixture, TRUE);
  tell (fixture, FALSE);
  wait_until_told (fixture, n_ends + 1, 1);
  g_assert_cmpuint (fixture->n_woken, ==, n_woken + 1);
  /* A bus that is restarted must not end the program. */
  g_assert_false (g_dbus_connection_get_exit_on_close (bus));
  g_assert_finalize_object (watch);
  g_dbus_connection_signal_unsubscribe (bus, subscription);
}

static void
test_ended_early (Fixture *fixture, gconstpointer data)
{
  HlcSleepWatch *watch = hlc_sleep_watch_new ();

  g_assert_finalize_object (watch);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* Without a system bus nothing is told, and nothing is said. */
static void
test_no_bus (void)
{
  HlcSleepWatch *watch;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      g_test_trap_assert_stderr ("");
      return;
    }

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  watch = hlc_sleep_watch_new ();
  /* Asking again waits for the first question's answer. */
  g_assert_null (g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (watch);
}

int
main (int argc, char **argv)
{
  g_autoptr (GTestDBus) bus = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sleep-watch/no-bus", test_no_bus);
  g_test_add ("/sleep-watch/ended-early", Fixture, NULL, set_up, test_ended_early, tear_down);
  g_test_add ("/sleep-watch/woke", Fixture, NULL, set_up, test_woke, tear_down);
  if (g_test_subprocess ())
    return g_test_run ();

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE);
  status = g_test_run ();
  g_test_dbus_stop (bus);
  return status;
}
