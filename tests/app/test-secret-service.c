/* SPDX-License-Identifier: Apache-2.0 */
#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>

#include "bus-program.h"
#include "hlc-error.h"
#include "hlc-secret-service.h"
#include "hlc-secrets.h"
#include "test-directory.h"

#define NOW (G_GINT64_CONSTANT (1763891000) * G_USEC_PER_SEC)
#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define SERVICE_NAME KEYRING_DAEMON_NAME
#define SERVICE_PATH "/org/freedesktop/secrets"
#define SERVICE_INTERFACE "org.freedesktop.Secret.Service"
#define LOGIN_PATH SERVICE_PATH "/collection/login"

#define PASSWORD "password"

/* A data directory, and a keyring daemon with a home of its own on the session bus of this program. */
typedef struct
{
  TestDirectory *directory;
  HlcClock *clock;
  char *data_dir;
  char *file;
  char *marker;
  GSubprocess *daemon;
  GDBusConnection *connection;
} Fixture;

/* @password: (nullable): none for no daemon at all. */
static void
set_up (Fixture *fixture, gconstpointer password)
{
  fixture->directory = test_directory_new ();
  fixture->clock = hlc_clock_new_manual (NOW);
  fixture->data_dir = g_build_filename (test_directory_get_path (fixture->directory), "data", NULL);
  fixture->file = g_build_filename (fixture->data_dir, "secrets.json", NULL);
  fixture->marker = g_build_filename (fixture->data_dir, "secrets-in-service", NULL);
  g_assert_no_errno (g_mkdir (fixture->data_dir, 0700));
  fixture->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (fixture->connection);
  if (password != NULL)
    fixture->daemon = keyring_daemon_start (test_directory_get_path (fixture->directory), password);
}

static void
tear_down (Fixture *fixture, gconstpointer password)
{
  g_clear_pointer (&fixture->daemon, bus_program_stop);
  g_clear_object (&fixture->connection);
  g_free (fixture->marker);
  g_free (fixture->file);
  g_free (fixture->data_dir);
  hlc_clock_unref (fixture->clock);
  test_directory_free (fixture->directory);
}

static HlcSecrets *
open_secrets (Fixture *fixture, HlcSecretsMode mode, HlcSecretsBackend backend)
{
  g_autoptr (GError) error = NULL;
  HlcSecrets *secrets = hlc_secrets_open (fixture->data_dir, mode, fixture->clock, &error);

  g_assert_no_error (error);
  g_test_message ("%s", hlc_secrets_get_backend_detail (secrets));
  g_assert_cmpint (hlc_secrets_get_backend (secrets), ==, backend);
  return secrets;
}

static void
assert_refused (Fixture *fixture, HlcSecretsMode mode)
{
  g_autoptr (GError) error = NULL;
  HlcSecrets *secrets = hlc_secrets_open (fixture->data_dir, mode, fixture->clock, &error);

  g_assert_null (secrets);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_UNHEALTHY);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "--secrets file"));
}

static void
assert_exists (const char *path, gboolean exists)
{
  struct stat status;

  g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, exists);
  if (!exists)
    return;

  g_assert_no_errno (stat (path, &status));
  g_assert_cmpuint (status.st_mode & 07777, ==, 0600);
}

static void
lock_keyring (Fixture *fixture)
{
  const char *paths[] = { LOGIN_PATH, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_sync (fixture->connection, SERVICE_NAME, SERVICE_PATH, SERVICE_INTERFACE, "Lock",
                                   g_variant_new ("(^ao)", paths), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                   &error);

  g_assert_no_error (error);
}

static void
test_first_start (Fixture *fixture, gconstpointer password)
{
  HlcSecrets *secrets = open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_SECRET_SERVICE);
  g_autofree char *token = g_strdup (hlc_secrets_get_console_token (secrets));
  g_autoptr (HlcAgentKey) key = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (hlc_secrets_get_backend_detail (secrets), "Secret Service"));
  assert_exists (fixture->file, FALSE);
  assert_exists (fixture->marker, TRUE);

  key = hlc_secrets_add_agent_key (secrets, "ci", HLC_KEY_SCOPE_AGENT_DECIDE, NOW, &error);
  g_assert_no_error (error);
  hlc_secrets_note_key_used (secrets, "ci", NOW + 1);
  g_assert_finalize_object (secrets);

  secrets = open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_SECRET_SERVICE);
  g_assert_cmpstr (hlc_secrets_get_console_token (secrets), ==, token);
  g_assert_cmpuint (hlc_secrets_get_agent_keys (secrets)->len, ==, 2);
  g_assert_cmpint (hlc_agent_key_get_last_used_at (
                       g_ptr_array_index (hlc_secrets_get_agent_keys (secrets), 1)),
                   ==, NOW + 1);
  assert_exists (fixture->file, FALSE);
  g_assert_finalize_object (secrets);
}

/* What was in the file is in the service afterwards, and no longer in the file. */
static void
test_moved (Fixture *fixture, gconstpointer password)
{
  HlcSecrets *secrets = open_secrets (fixture, HLC_SECRETS_MODE_FILE, HLC_SECRETS_BACKEND_FILE);
  g_autofree char *token = g_strdup (hlc_secrets_get_console_token (secrets));

  g_assert_true (hlc_secrets_add_signing_secret (secrets, "ngrok", SECRET, NULL));
  g_assert_finalize_object (secrets);
  assert_exists (fixture->file, TRUE);

  for (guint i = 0; i < 2; i++)
    {
      secrets = open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_SECRET_SERVICE);
      g_assert_cmpstr (hlc_secrets_get_console_token (secrets), ==, token);
      g_assert_cmpuint (hlc_secrets_get_signing_secrets (secrets)->len, ==, 1);
      assert_exists (fixture->file, FALSE);
      assert_exists (fixture->marker, TRUE);
      g_assert_finalize_object (secrets);
    }
}

/* A crash after the secrets were moved and before the file was removed: the next start removes it. */
static void
test_moved_half (Fixture *fixture, gconstpointer password)
{
  HlcSecrets *secrets = open_secrets (fixture, HLC_SECRETS_MODE_FILE, HLC_SECRETS_BACKEND_FILE);
  g_autofree char *text = NULL;

  g_assert_finalize_object (secrets);
  g_assert_true (g_file_get_contents (fixture->file, &text, NULL, NULL));
  secrets = open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_SECRET_SERVICE);
  g_assert_finalize_object (secrets);

  g_assert_true (g_file_set_contents (fixture->file, text, -1, NULL));
  secrets = open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_SECRET_SERVICE);
  assert_exists (fixture->file, FALSE);
  g_assert_finalize_object (secrets);
}

/* Other secrets in the file than in the service: the file is used, and neither is lost. */
static void
test_both (Fixture *fixture, gconstpointer password)
{
  HlcSecrets *secrets = open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_SECRET_SERVICE);
  g_autofree char *in_service = g_strdup (hlc_secrets_get_console_token (secrets));
  g_autofree char *in_file = NULL;

  g_assert_finalize_object (secrets);
  secrets = open_secrets (fixture, HLC_SECRETS_MODE_FILE, HLC_SECRETS_BACKEND_FILE);
  in_file = g_strdup (hlc_secrets_get_console_token (secrets));
  g_assert_cmpstr (in_file, !=, in_service);
  g_assert_finalize_object (secrets);

  secrets = open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_FILE);
  g_assert_cmpstr (hlc_secrets_get_console_token (secrets), ==, in_file);
  g_assert_nonnull (strstr (hlc_secrets_get_backend_detail (secrets), "--secrets service"));
  g_assert_finalize_object (secrets);

  secrets = open_secrets (fixture, HLC_SECRETS_MODE_SERVICE, HLC_SECRETS_BACKEND_SECRET_SERVICE);
  g_assert_cmpstr (hlc_secrets_get_console_token (secrets), ==, in_service);
  g_assert_finalize_object (secrets);
}

/* A file that is damaged stays where it is, whatever answers. */
static void
test_damaged (Fixture *fixture, gconstpointer password)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  g_assert_true (g_file_set_contents (fixture->file, "{", -1, NULL));
  g_assert_null (hlc_secrets_open (fixture->data_dir, HLC_SECRETS_MODE_AUTO, fixture->clock, &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_get_contents (fixture->file, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, "{");
}

static void
test_each_its_own (Fixture *fixture, gconstpointer password)
{
  g_autoptr (TestDirectory) other = test_directory_new ();
  HlcSecrets *a = open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_SECRET_SERVICE);
  HlcSecrets *b =
      hlc_secrets_open (test_directory_get_path (other), HLC_SECRETS_MODE_AUTO, fixture->clock, NULL);

  g_assert_cmpint (hlc_secrets_get_backend (b), ==, HLC_SECRETS_BACKEND_SECRET_SERVICE);
  g_assert_cmpstr (hlc_secrets_get_console_token (a), !=, hlc_secrets_get_console_token (b));
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
}

/* A keyring that would have to ask for its password is not used, and is not asked. */
static void
test_locked (Fixture *fixture, gconstpointer password)
{
  HlcSecrets *secrets;

  lock_keyring (fixture);
  assert_refused (fixture, HLC_SECRETS_MODE_SERVICE);
  secrets = open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_FILE);
  g_assert_nonnull (strstr (hlc_secrets_get_backend_detail (secrets), "locked"));
  assert_exists (fixture->file, TRUE);
  g_assert_finalize_object (secrets);
}

/* Locked while we run: nothing changes. Locked at the next start: no new keys take the old ones' place. */
static void
test_locked_later (Fixture *fixture, gconstpointer password)
{
  HlcSecrets *secrets = open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_SECRET_SERVICE);
  g_autoptr (HlcAgentKey) key = NULL;
  g_autoptr (GError) error = NULL;

  lock_keyring (fixture);
  key = hlc_secrets_add_agent_key (secrets, "ci", HLC_KEY_SCOPE_AGENT, NOW, &error);
  g_assert_null (key);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "locked"));
  g_assert_cmpuint (hlc_secrets_get_agent_keys (secrets)->len, ==, 1);
  g_assert_finalize_object (secrets);

  assert_refused (fixture, HLC_SECRETS_MODE_AUTO);
  assert_exists (fixture->file, FALSE);
  secrets = open_secrets (fixture, HLC_SECRETS_MODE_FILE, HLC_SECRETS_BACKEND_FILE);
  g_assert_finalize_object (secrets);
}

/* No service, or one that has no keyring yet. */
static void
test_absent (Fixture *fixture, gconstpointer password)
{
  HlcSecrets *secrets = open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_FILE);

  assert_exists (fixture->file, TRUE);
  assert_exists (fixture->marker, FALSE);
  g_assert_finalize_object (secrets);
  assert_refused (fixture, HLC_SECRETS_MODE_SERVICE);
}

/* Swallows what it is asked. */
static GDBusMessage *
swallow_cb (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;

  g_object_unref (message);
  return NULL;
}

/* A service that never answers is given up. */
static void
test_silent (Fixture *fixture, gconstpointer password)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusConnection) silent =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, NULL);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  HlcSecrets *secrets;

  g_assert_nonnull (silent);
  g_dbus_connection_add_filter (silent, swallow_cb, NULL, NULL);
  answer = g_dbus_connection_call_sync (silent, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "RequestName",
                                        g_variant_new ("(su)", SERVICE_NAME, 0), NULL, G_DBUS_CALL_FLAGS_NONE,
                                        -1, NULL, &error);
  g_assert_no_error (error);

  secrets = open_secrets (fixture, HLC_SECRETS_MODE_AUTO, HLC_SECRETS_BACKEND_FILE);
  g_assert_nonnull (strstr (hlc_secrets_get_backend_detail (secrets), "two seconds"));
  g_assert_finalize_object (secrets);
  g_assert_true (g_dbus_connection_close_sync (silent, NULL, NULL));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    const char *password; /* (nullable) */
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/secret-service/first-start", PASSWORD, test_first_start },
    { "/secret-service/moved", PASSWORD, test_moved },
    { "/secret-service/moved-half", PASSWORD, test_moved_half },
    { "/secret-service/both", PASSWORD, test_both },
    { "/secret-service/damaged", PASSWORD, test_damaged },
    { "/secret-service/each-its-own", PASSWORD, test_each_its_own },
    { "/secret-service/locked", PASSWORD, test_locked },
    { "/secret-service/locked-later", PASSWORD, test_locked_later },
    { "/secret-service/no-keyring", "", test_absent },
    { "/secret-service/no-service", NULL, test_absent },
    { "/secret-service/silent", NULL, test_silent },
  };
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");
  g_autoptr (GTestDBus) bus = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  if (program == NULL)
    {
      g_print ("1..0 # SKIP gnome-keyring is not installed\n");
      return 0;
    }

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].password, set_up, tests[i].run, tear_down);

  /* A session bus of its own, on which nothing is started by being asked for. */
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  status = g_test_run ();
  g_test_dbus_stop (bus);
  return status;
}
