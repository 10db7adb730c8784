/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "hlc-error.h"
#include "hlc-secrets.h"
#include "test-directory.h"

#define NOW (G_GINT64_CONSTANT (1763891000) * G_USEC_PER_SEC)
/* What was written before there were endpoints, without its last brace. */
#define BEFORE_ENDPOINTS                                                                                     \
  "{\"console_token\":\"hl_console_t\",\"agent_keys\":[{\"name\":\"n\",\"key\":\"k\",\"scope\":\"agent\"}]," \
  "\"signing_secrets\":[]"
#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

typedef struct
{
  TestDirectory *directory;
  HlcClock *clock;
  const char *path;
  char *file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = test_directory_new ();
  fixture->clock = hlc_clock_new_manual (NOW);
  fixture->path = test_directory_get_path (fixture->directory);
  fixture->file = g_build_filename (fixture->path, "secrets.json", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->file);
  hlc_clock_unref (fixture->clock);
  test_directory_free (fixture->directory);
}

static void
assert_mode (const char *path, guint mode)
{
  struct stat status;

  g_assert_no_errno (stat (path, &status));
  g_assert_cmpuint (status.st_mode & 07777, ==, mode);
}

static HlcSecrets *
open_secrets (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  HlcSecrets *secrets = hlc_secrets_open (fixture->path, HLC_SECRETS_MODE_FILE, fixture->clock, &error);

  g_assert_no_error (error);
  return secrets;
}

static void
test_first_start (Fixture *fixture, gconstpointer data)
{
  HlcSecrets *secrets = open_secrets (fixture);
  g_autofree char *key = g_strdup (hlc_secrets_get_agent_key (secrets));
  g_autofree char *token = g_strdup (hlc_secrets_get_console_token (secrets));
  g_autofree char *id = g_strdup (hlc_secrets_get_console_id (secrets));

  assert_mode (fixture->file, 0600);
  g_assert_true (g_regex_match_simple ("^hl_local_[A-Za-z0-9_-]{32}$", key, 0, 0));
  g_assert_true (g_regex_match_simple ("^hl_console_[A-Za-z0-9_-]{32}$", token, 0, 0));
  g_assert_true (g_regex_match_simple ("^console_[A-Za-z0-9_-]{16}$", id, 0, 0));
  g_assert_cmpuint (hlc_secrets_get_signing_secrets (secrets)->len, ==, 0);
  g_assert_finalize_object (secrets);

  secrets = open_secrets (fixture);
  g_assert_cmpstr (hlc_secrets_get_agent_key (secrets), ==, key);
  g_assert_cmpstr (hlc_secrets_get_console_token (secrets), ==, token);
  g_assert_cmpstr (hlc_secrets_get_console_id (secrets), ==, id);
  g_assert_finalize_object (secrets);
}

static void
test_each_its_own (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TestDirectory) other = test_directory_new ();
  HlcSecrets *a = open_secrets (fixture);
  HlcSecrets *b =
      hlc_secrets_open (test_directory_get_path (other), HLC_SECRETS_MODE_FILE, fixture->clock, NULL);

  g_assert_cmpstr (hlc_secrets_get_agent_key (a), !=, hlc_secrets_get_agent_key (b));
  g_assert_cmpstr (hlc_secrets_get_console_token (a), !=, hlc_secrets_get_console_token (b));
  g_assert_cmpstr (hlc_secrets_get_console_id (a), !=, hlc_secrets_get_console_id (b));
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
}

static void
count_cb (HlcSecrets *secrets, guint *n_changes)
{
  *n_changes += 1;
}

static void
test_signing_secrets (Fixture *fixture, gconstpointer data)
{
  HlcSecrets *secrets = open_secrets (fixture);
  g_autoptr (GPtrArray) before = g_ptr_array_ref (hlc_secrets_get_signing_secrets (secrets));
  g_autoptr (GError) error = NULL;
  HlcSigningSecret *secret;
  guint n_changes = 0;

  g_signal_connect (secrets, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_true (hlc_secrets_add_signing_secret (secrets, "ngrok “1”", SECRET, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (before->len, ==, 0);
  assert_mode (fixture->file, 0600);
  g_assert_finalize_object (secrets);

  secrets = open_secrets (fixture);
  g_signal_connect (secrets, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_cmpuint (hlc_secrets_get_signing_secrets (secrets)->len, ==, 1);
  secret = g_ptr_array_index (hlc_secrets_get_signing_secrets (secrets), 0);
  g_assert_cmpstr (hlc_signing_secret_get_name (secret), ==, "ngrok “1”");
  g_assert_cmpstr (hlc_signing_secret_get_text (secret), ==, SECRET);

  g_assert_true (hlc_secrets_remove_signing_secret (secrets, "ngrok “1”", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_finalize_object (secrets);

  secrets = open_secrets (fixture);
  g_assert_cmpuint (hlc_secrets_get_signing_secrets (secrets)->len, ==, 0);
  g_assert_finalize_object (secrets);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *text;
    int code;
  } cases[] = {
    { "", SECRET, HLC_ERROR_ARGUMENT },
    { "taken", SECRET, HLC_ERROR_CONFLICT },
    { "new", "whsec_***", HLC_ERROR_ARGUMENT },
    { "new", "", HLC_ERROR_ARGUMENT },
  };
  HlcSecrets *secrets = open_secrets (fixture);
  g_autoptr (GError) missing = NULL;
  guint n_changes = 0;

  g_assert_true (hlc_secrets_add_signing_secret (secrets, "taken", SECRET, NULL));
  g_signal_connect (secrets, "changed", G_CALLBACK (count_cb), &n_changes);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (hlc_secrets_add_signing_secret (secrets, cases[i].name, cases[i].text, &error));
      g_assert_error (error, HLC_ERROR, cases[i].code);
      g_assert_null (strstr (error->message, "whsec_*"));
    }

  g_assert_false (hlc_secrets_remove_signing_secret (secrets, "nobody", &missing));
  g_assert_error (missing, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_assert_cmpuint (hlc_secrets_get_signing_secrets (secrets)->len, ==, 1);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_finalize_object (secrets);
}

/* What the first version wrote is read, and written anew. */
static void
test_converted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *after = NULL;
  g_autofree char *id = NULL;
  HlcAgentKey *key;
  HlcSecrets *secrets;

  g_assert_true (g_file_set_contents (fixture->file,
                                      "{\"console_token\":\"hl_console_t\",\"agent_key\":\"hl_local_k\","
                                      "\"signing_secrets\":[{\"name\":\"n\",\"secret\":\"" SECRET "\"}]}",
                                      -1, NULL));

  for (guint i = 0; i < 2; i++)
    {
      secrets = open_secrets (fixture);
      g_assert_cmpstr (hlc_secrets_get_console_token (secrets), ==, "hl_console_t");
      g_assert_cmpstr (hlc_secrets_get_agent_key (secrets), ==, "hl_local_k");
      g_assert_cmpuint (hlc_secrets_get_agent_keys (secrets)->len, ==, 1);
      key = g_ptr_array_index (hlc_secrets_get_agent_keys (secrets), 0);
      g_assert_cmpstr (hlc_agent_key_get_name (key), ==, "default");
      g_assert_cmpint (hlc_agent_key_get_scope (key), ==, HLC_KEY_SCOPE_AGENT);
      g_assert_cmpuint (hlc_secrets_get_signing_secrets (secrets)->len, ==, 1);
      /* The id that it lacks is made once. */
      if (id != NULL)
        g_assert_cmpstr (hlc_secrets_get_console_id (secrets), ==, id);
      else
        id = g_strdup (hlc_secrets_get_console_id (secrets));
      g_assert_finalize_object (secrets);
    }

  assert_mode (fixture->file, 0600);
  g_assert_true (g_file_get_contents (fixture->file, &after, NULL, NULL));
  g_assert_nonnull (strstr (after, "\"agent_keys\""));
  g_assert_nonnull (strstr (after, "\"endpoint_secrets\":[]"));
  g_assert_null (strstr (after, "\"agent_key\""));
}

static void
test_agent_keys (Fixture *fixture, gconstpointer data)
{
  HlcSecrets *secrets = open_secrets (fixture);
  g_autoptr (GPtrArray) before = g_ptr_array_ref (hlc_secrets_get_agent_keys (secrets));
  g_autoptr (HlcAgentKey) key = NULL;
  g_autoptr (GError) error = NULL;
  HlcAgentKey *stored;
  guint n_changes = 0;

  g_signal_connect (secrets, "changed", G_CALLBACK (count_cb), &n_changes);
  key = hlc_secrets_add_agent_key (secrets, "CI “1”", HLC_KEY_SCOPE_AGENT_DECIDE, NOW, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (hlc_agent_key_get_text (key), "hl_local_"));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_finalize_object (secrets);

  secrets = open_secrets (fixture);
  g_signal_connect (secrets, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_cmpuint (hlc_secrets_get_agent_keys (secrets)->len, ==, 2);
  stored = g_ptr_array_index (hlc_secrets_get_agent_keys (secrets), 1);
  g_assert_cmpstr (hlc_agent_key_get_name (stored), ==, "CI “1”");
  g_assert_cmpstr (hlc_agent_key_get_text (stored), ==, hlc_agent_key_get_text (key));
  g_assert_cmpint (hlc_agent_key_get_scope (stored), ==, HLC_KEY_SCOPE_AGENT_DECIDE);
  g_assert_cmpint (hlc_agent_key_get_created_at (stored), ==, NOW);

  /* The first key that is left is the one that is shown. */
  g_assert_true (hlc_secrets_remove_agent_key (secrets, "default", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpstr (hlc_secrets_get_agent_key (secrets), ==, hlc_agent_key_get_text (key));

  g_assert_false (hlc_secrets_remove_agent_key (secrets, "CI “1”", &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (hlc_secrets_remove_agent_key (secrets, "default", &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_finalize_object (secrets);
}

static void
test_agent_key_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    int code;
  } cases[] = {
    { "", HLC_ERROR_ARGUMENT },
    { "a/b", HLC_ERROR_ARGUMENT },
    { "a\nb", HLC_ERROR_ARGUMENT },
    { "a\xe2\x80\xae", HLC_ERROR_ARGUMENT },
    { "\xff", HLC_ERROR_ARGUMENT },
    { "environment", HLC_ERROR_ARGUMENT },
    { "start-option-2", HLC_ERROR_ARGUMENT },
    { "0123456789012345678901234567890123456789012345678901234567890123456789", HLC_ERROR_ARGUMENT },
    { "default", HLC_ERROR_CONFLICT },
  };
  HlcSecrets *secrets = open_secrets (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcAgentKey) key =
          hlc_secrets_add_agent_key (secrets, cases[i].name, HLC_KEY_SCOPE_AGENT, NOW, &error);

      g_assert_null (key);
      g_assert_error (error, HLC_ERROR, cases[i].code);
    }

  g_assert_cmpuint (hlc_secrets_get_agent_keys (secrets)->len, ==, 1);
  g_assert_finalize_object (secrets);
}

static gint64
read_last_use (Fixture *fixture)
{
  HlcSecrets *secrets = open_secrets (fixture);
  gint64 at = hlc_agent_key_get_last_used_at (g_ptr_array_index (hlc_secrets_get_agent_keys (secrets), 0));

  g_assert_finalize_object (secrets);
  return at;
}

/* A use is not a write: one a minute, and one at the end. */
static void
test_key_used (Fixture *fixture, gconstpointer data)
{
  HlcSecrets *secrets = open_secrets (fixture);

  hlc_secrets_note_key_used (secrets, "nobody", NOW);
  hlc_secrets_note_key_used (secrets, "default", NOW);
  g_assert_true (hlc_secrets_add_signing_secret (secrets, "a", SECRET, NULL));
  g_assert_cmpint (read_last_use (fixture), ==, NOW);

  g_assert_no_errno (g_unlink (fixture->file));
  for (guint i = 0; i < 100; i++)
    hlc_secrets_note_key_used (secrets, "default", NOW + i);
  g_assert_cmpint (hlc_agent_key_get_last_used_at (
                       g_ptr_array_index (hlc_secrets_get_agent_keys (secrets), 0)),
                   ==, NOW + 99);
  g_assert_false (g_file_test (fixture->file, G_FILE_TEST_EXISTS));

  g_assert_finalize_object (secrets);
  g_assert_cmpint (read_last_use (fixture), ==, NOW + 99);

  secrets = open_secrets (fixture);
  hlc_secrets_note_key_used (secrets, "default", NOW + G_TIME_SPAN_HOUR);
  g_assert_finalize_object (secrets);
  g_assert_cmpint (read_last_use (fixture), ==, NOW + G_TIME_SPAN_HOUR);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  const char *texts[] = {
    "",
    "{",
    "[]",
    "{}",
    "{\"console_token\":\"a\",\"agent_key\":\"b\"}",
    "{\"console_token\":\"a\",\"agent_key\":7,\"signing_secrets\":[]}",
    "{\"console_token\":\"a\",\"agent_key\":\"b\",\"signing_secrets\":[7]}",
    "{\"console_token\":\"a\",\"agent_key\":\"b\",\"signing_secrets\":[{\"name\":\"n\"}]}",
    "{\"console_token\":\"a\",\"agent_keys\":{},\"signing_secrets\":[]}",
    "{\"console_token\":\"a\",\"agent_keys\":[],\"signing_secrets\":[]}",
    "{\"console_token\":\"a\",\"agent_keys\":[{\"name\":\"n\",\"scope\":\"agent\"}],\"signing_secrets\":[]}",
    "{\"console_token\":\"a\",\"agent_keys\":[{\"name\":\"n\",\"key\":\"k\",\"scope\":\"all\"}],"
    "\"signing_secrets\":[]}",
    "{\"console_token\":\"a\",\"agent_keys\":[{\"name\":\"n\",\"key\":\"k\",\"scope\":\"agent\","
    "\"created_at\":\"today\"}],\"signing_secrets\":[]}",
    BEFORE_ENDPOINTS ",\"console_id\":7}",
    BEFORE_ENDPOINTS ",\"endpoint_secrets\":{}}",
    BEFORE_ENDPOINTS ",\"endpoint_secrets\":[7]}",
    BEFORE_ENDPOINTS ",\"endpoint_secrets\":[{\"endpoint_id\":\"e\"}]}",
    BEFORE_ENDPOINTS ",\"endpoint_secrets\":[{\"endpoint_id\":\"e\",\"secret\":\"s\",\"previous\":\"p\"}]}",
    BEFORE_ENDPOINTS ",\"endpoint_secrets\":[{\"endpoint_id\":\"e\",\"secret\":\"s\",\"previous\":\"p\","
                     "\"previous_until\":\"tomorrow\"}]}",
    BEFORE_ENDPOINTS ",\"endpoint_secrets\":[{\"endpoint_id\":\"e\",\"secret\":\"s\"},"
                     "{\"endpoint_id\":\"e\",\"secret\":\"t\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;
      HlcSecrets *secrets;

      g_assert_true (g_file_set_contents (fixture->file, texts[i], -1, NULL));
      secrets = hlc_secrets_open (fixture->path, HLC_SECRETS_MODE_FILE, fixture->clock, &error);
      g_assert_null (secrets);
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, fixture->file));
      g_assert_true (g_file_get_contents (fixture->file, &after, NULL, NULL));
      g_assert_cmpstr (after, ==, texts[i]);
    }
}

static void
test_tightened (Fixture *fixture, gconstpointer data)
{
  HlcSecrets *secrets = open_secrets (fixture);

  g_assert_finalize_object (secrets);
  g_assert_no_errno (g_chmod (fixture->file, 0644));
  secrets = open_secrets (fixture);
  assert_mode (fixture->file, 0600);
  g_assert_finalize_object (secrets);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/secrets/first-start", test_first_start },
    { "/secrets/each-its-own", test_each_its_own },
    { "/secrets/signing-secrets", test_signing_secrets },
    { "/secrets/refused", test_refused },
    { "/secrets/converted", test_converted },
    { "/secrets/agent-keys", test_agent_keys },
    { "/secrets/agent-key-refused", test_agent_key_refused },
    { "/secrets/key-used", test_key_used },
    { "/secrets/damaged", test_damaged },
    { "/secrets/tightened", test_tightened },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
