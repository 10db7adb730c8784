/* SPDX-License-Identifier: Apache-2.0 */

/* For memmem(). */
#define _GNU_SOURCE

#include <libsecret/secret.h>
#include <string.h>
#include <sys/stat.h>

#include "bus-program.h"
#include "hlc-error.h"
#include "hlc-secrets.h"
#include "test-directory.h"

#define NOW (G_GINT64_CONSTANT (1763891000) * G_USEC_PER_SEC)
#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define PORTAL_NAME "org.freedesktop.portal.Desktop"

/* What runs beside the sandbox. */
typedef struct
{
  gboolean has_keyring;
  gboolean has_portal;
  gboolean has_secret_portal;
} Around;

/*
 * A data directory, and the portal with a GNOME Keyring behind it. This program is no sandbox: a variable of Snap makes
 * libsecret and the console behave as in one.
 */
typedef struct
{
  TestDirectory *directory;
  char *data_dir;
  char *file;
  char *marker;
  char *keyring;
  GSubprocess *daemon;
  GSubprocess *portal;
} Fixture;

static const char *
find_portal_program (void)
{
  static const char *const paths[] = { "/usr/libexec/xdg-desktop-portal", "/usr/lib/xdg-desktop-portal" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      if (g_file_test (paths[i], G_FILE_TEST_IS_EXECUTABLE))
        return paths[i];
    }

  return NULL;
}

static void
start_portal (Fixture *fixture, gboolean has_secret_portal)
{
  const char *program = find_portal_program ();
  /* Which portals there are stands in files; in the data directory there are none. */
  g_autofree char *portals = g_strconcat ("XDG_DESKTOP_PORTAL_DIR=", fixture->data_dir, NULL);
  const char *with_all[] = { program, NULL };
  const char *with_none[] = { "env", portals, program, NULL };
  g_autofree char *home = g_build_filename (test_directory_get_path (fixture->directory), "portal", NULL);

  fixture->portal = bus_program_start (has_secret_portal ? with_all : with_none, PORTAL_NAME, home, "");
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  const Around *around = user_data;

  fixture->directory = test_directory_new ();
  fixture->data_dir = g_build_filename (test_directory_get_path (fixture->directory), "data", NULL);
  fixture->file = g_build_filename (fixture->data_dir, "secrets.json", NULL);
  fixture->marker = g_build_filename (fixture->data_dir, "secrets-in-service", NULL);
  fixture->keyring = g_build_filename (g_get_user_data_dir (), "keyrings", "default.keyring", NULL);
  g_assert_no_errno (g_mkdir (fixture->data_dir, 0700));
  if (around->has_keyring)
    fixture->daemon = keyring_daemon_start (test_directory_get_path (fixture->directory), "password");
  if (around->has_portal)
    start_portal (fixture, around->has_secret_portal);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  secret_service_disconnect ();
  g_clear_pointer (&fixture->portal, bus_program_stop);
  g_clear_pointer (&fixture->daemon, bus_program_stop);
  /* The next test's portal knows another password. */
  g_unlink (fixture->keyring);
  g_free (fixture->keyring);
  g_free (fixture->marker);
  g_free (fixture->file);
  g_free (fixture->data_dir);
  test_directory_free (fixture->directory);
}

static HlcSecrets *
try_open (Fixture *fixture, HlcSecretsMode mode, GError **error)
{
  g_autoptr (HlcClock) clock = hlc_clock_new_manual (NOW);

  return hlc_secrets_open (fixture->data_dir, mode, clock, error);
}

static HlcSecrets *
open_secrets (Fixture *fixture, HlcSecretsMode mode, HlcSecretsBackend backend)
{
  g_autoptr (GError) error = NULL;
  HlcSecrets *secrets = try_open (fixture, mode, &error);

  g_assert_no_error (error);
  g_test_message ("%s", hlc_secrets_get_backend_detail (secrets));
  g_assert_cmpint (hlc_secrets_get_backend (secrets), ==, backend);
  return secrets;
}

static HlcSecrets *
open_in_portal (Fixture *fixture)
{
  return open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_SECRET_PORTAL);
}

static void
assert_private (const char *path)
{
  struct stat status;

  g_assert_no_errno (stat (path, &status));
  g_assert_cmpuint (status.st_mode & 07777, ==, 0600);
}

/* Whether libsecret is new enough for what the case is about. */
static gboolean
skip_old_libsecret (void)
{
  if (SECRET_CHECK_VERSION (0, 21, 4))
    return FALSE;

  g_test_skip ("libsecret is older than 0.21.4");
  return TRUE;
}

static void
assert_file_instead (Fixture *fixture, const char *why)
{
  HlcSecrets *secrets = open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_FILE);

  g_assert_nonnull (strstr (hlc_secrets_get_backend_detail (secrets), why));
  assert_private (fixture->file);
  g_assert_false (g_file_test (fixture->marker, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (secrets);
}

/* The secrets are in the sandbox's keyring only, not to be read there, and come back in another process. */
static void
test_first_start (Fixture *fixture, gconstpointer user_data)
{
  HlcSecrets *secrets;
  g_autofree char *token = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (skip_old_libsecret ())
    return;

  secrets = open_in_portal (fixture);
  token = g_strdup (hlc_secrets_get_console_token (secrets));
  g_assert_true (hlc_secrets_add_signing_secret (secrets, "ngrok", SECRET, NULL));
  g_assert_finalize_object (secrets);
  g_assert_false (g_file_test (fixture->file, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (fixture->marker, G_FILE_TEST_EXISTS));
  assert_private (fixture->keyring);
  g_assert_true (g_file_get_contents (fixture->keyring, &text, &length, NULL));
  g_assert_null (memmem (text, length, token, strlen (token)));
  g_assert_null (memmem (text, length, SECRET, strlen (SECRET)));

  /* What libsecret holds in memory is forgotten. */
  secret_service_disconnect ();
  secrets = open_in_portal (fixture);
  g_assert_cmpstr (hlc_secrets_get_console_token (secrets), ==, token);
  g_assert_cmpuint (hlc_secrets_get_signing_secrets (secrets)->len, ==, 1);
  g_assert_finalize_object (secrets);
}

static void
test_moved (Fixture *fixture, gconstpointer user_data)
{
  HlcSecrets *secrets;
  g_autofree char *token = NULL;

  if (skip_old_libsecret ())
    return;

  secrets = open_secrets (fixture, HLC_SECRETS_MODE_FILE, HLC_SECRETS_BACKEND_FILE);
  token = g_strdup (hlc_secrets_get_console_token (secrets));
  g_assert_finalize_object (secrets);
  secrets = open_in_portal (fixture);
  g_assert_cmpstr (hlc_secrets_get_console_token (secrets), ==, token);
  g_assert_false (g_file_test (fixture->file, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (secrets);
}

/* A console on another directory writes the same keyring: neither loses anything. */
static void
test_written_by_another (Fixture *fixture, gconstpointer user_data)
{
  HlcSecrets *secrets;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (skip_old_libsecret ())
    return;

  secrets = open_in_portal (fixture);
  g_assert_true (g_file_get_contents (fixture->keyring, &text, &length, NULL));
  g_assert_true (g_file_set_contents (fixture->keyring, text, (gssize) length, NULL));
  hlc_secrets_add_signing_secret (secrets, "ngrok", SECRET, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (secrets);

  secret_service_disconnect ();
  secrets = open_in_portal (fixture);
  g_assert_cmpuint (hlc_secrets_get_signing_secrets (secrets)->len, ==, 1);
  g_assert_finalize_object (secrets);
}

/* The portal is gone at the next start: no new keys take the old ones' place. */
static void
test_gone_later (Fixture *fixture, gconstpointer user_data)
{
  HlcSecrets *secrets;
  g_autoptr (GError) error = NULL;

  if (skip_old_libsecret ())
    return;

  secrets = open_in_portal (fixture);
  g_assert_finalize_object (secrets);
  secret_service_disconnect ();
  g_clear_pointer (&fixture->portal, bus_program_stop);

  g_assert_null (try_open (fixture, HLC_SECRETS_MODE_AUTO, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_UNHEALTHY);
  g_assert_nonnull (strstr (error->message, "--secrets file"));
  g_assert_false (g_file_test (fixture->file, G_FILE_TEST_EXISTS));
}

static void
test_no_portal (Fixture *fixture, gconstpointer user_data)
{
  assert_file_instead (fixture, "none runs");
}

/* The Secret Service itself would answer here, but is not asked. */
static void
test_no_secret_portal (Fixture *fixture, gconstpointer user_data)
{
  assert_file_instead (fixture, "no secret portal");
}

/* Answers the version of the secret portal, and says nothing to what is asked of it. */
static GDBusMessage *
hesitate_cb (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  g_autoptr (GDBusMessage) reply = NULL;

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;

  reply = g_dbus_message_new_method_reply (message);
  if (g_str_equal (g_dbus_message_get_member (message), "Get"))
    g_dbus_message_set_body (reply, g_variant_new ("(v)", g_variant_new_uint32 (1)));
  else
    g_dbus_message_set_body (reply, g_variant_new ("(o)", "/org/freedesktop/portal/desktop/request/never"));
  g_assert_true (
      g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL));
  g_object_unref (message);
  return NULL;
}

static GDBusMessage *
swallow_cb (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;

  g_object_unref (message);
  return NULL;
}

/* A stand-in for a portal that does not get on: the real one cannot be made to. */
static void
assert_given_up (Fixture *fixture, GDBusMessageFilterFunction filter)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusConnection) portal =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, NULL);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (portal);
  g_dbus_connection_add_filter (portal, filter, NULL, NULL);
  answer = g_dbus_connection_call_sync (portal, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "RequestName",
                                        g_variant_new ("(su)", PORTAL_NAME, 0), NULL, G_DBUS_CALL_FLAGS_NONE,
                                        -1, NULL, &error);
  g_assert_no_error (error);

  assert_file_instead (fixture, "two seconds");
  g_assert_true (g_dbus_connection_close_sync (portal, NULL, NULL));
}

static void
test_silent (Fixture *fixture, gconstpointer user_data)
{
  assert_given_up (fixture, swallow_cb);
}

/* As when the user is asked to unlock the keyring. */
static void
test_hesitant (Fixture *fixture, gconstpointer user_data)
{
  if (!skip_old_libsecret ())
    assert_given_up (fixture, hesitate_cb);
}

/* A libsecret that would wait for ever is not asked. */
static void
test_old_libsecret (Fixture *fixture, gconstpointer user_data)
{
  if (SECRET_CHECK_VERSION (0, 21, 4))
    g_test_skip ("libsecret is new enough");
  else
    assert_file_instead (fixture, "libsecret 0.21.4");
}

int
main (int argc, char **argv)
{
  static const Around gnome = { TRUE, TRUE, TRUE };
  static const Around other_desktop = { TRUE, TRUE, FALSE };
  static const Around no_portal = { TRUE, FALSE, FALSE };
  static const Around nothing = { FALSE, FALSE, FALSE };
  static const struct
  {
    const char *path;
    const Around *around;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/secret-portal/first-start", &gnome, test_first_start },
    { "/secret-portal/moved", &gnome, test_moved },
    { "/secret-portal/written-by-another", &gnome, test_written_by_another },
    { "/secret-portal/gone-later", &gnome, test_gone_later },
    { "/secret-portal/no-portal", &no_portal, test_no_portal },
    { "/secret-portal/no-secret-portal", &other_desktop, test_no_secret_portal },
    { "/secret-portal/silent", &nothing, test_silent },
    { "/secret-portal/hesitant", &nothing, test_hesitant },
    { "/secret-portal/old-libsecret", &gnome, test_old_libsecret },
  };
  g_autoptr (TestDirectory) home = NULL;
  g_autofree char *daemon = g_find_program_in_path ("gnome-keyring-daemon");
  g_autoptr (GTestDBus) bus = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  if (daemon == NULL || find_portal_program () == NULL)
    {
      g_print ("1..0 # SKIP gnome-keyring or xdg-desktop-portal is not installed\n");
      return 0;
    }

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].around, set_up, tests[i].run, tear_down);

  /* Before there are threads. The sandbox's data are in a directory of this program. */
  home = test_directory_new ();
  g_setenv ("XDG_DATA_HOME", test_directory_get_path (home), TRUE);
  g_setenv ("XDG_CURRENT_DESKTOP", "GNOME", TRUE);
  g_setenv ("SNAP_NAME", "humanlayer-console", TRUE);
  /* A session bus of its own, on which nothing is started by being asked for. */
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  status = g_test_run ();
  g_test_dbus_stop (bus);
  return status;
}
