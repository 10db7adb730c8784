/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "hlc-endpoint-vault.h"
#include "hlc-error.h"
#include "hlc-secrets.h"
#include "test-directory.h"

#define NOW (G_GINT64_CONSTANT (1763891000) * G_USEC_PER_SEC)
#define SECRET_A "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define SECRET_B "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
#define SECRET_C "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

typedef struct
{
  TestDirectory *directory;
  HlcClock *clock;
  char *file;
  HlcSecrets *secrets;
  HlcEndpointVault *vault;
  guint n_changes;
} Fixture;

static void
changed_cb (HlcSecrets *secrets, Fixture *fixture)
{
  fixture->n_changes++;
}

static void
open_secrets (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->secrets = hlc_secrets_open (test_directory_get_path (fixture->directory), HLC_SECRETS_MODE_FILE,
                                       fixture->clock, &error);
  g_assert_no_error (error);
  fixture->vault = HLC_ENDPOINT_VAULT (fixture->secrets);
  g_signal_connect (fixture->secrets, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
reopen (Fixture *fixture)
{
  g_assert_finalize_object (fixture->secrets);
  open_secrets (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = test_directory_new ();
  fixture->clock = hlc_clock_new_manual (NOW);
  fixture->file = g_build_filename (test_directory_get_path (fixture->directory), "secrets.json", NULL);
  open_secrets (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->secrets);
  g_free (fixture->file);
  hlc_clock_unref (fixture->clock);
  test_directory_free (fixture->directory);
}

static gboolean
file_holds (Fixture *fixture, const char *text)
{
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (fixture->file, &contents, NULL, NULL));
  return strstr (contents, text) != NULL;
}

/* @expected: the texts of what signs at @now, separated by spaces, the newest first */
static void
assert_signs (Fixture *fixture, const char *endpoint_id, gint64 now, const char *expected)
{
  g_autoptr (GPtrArray) secrets = hlc_endpoint_vault_dup_secrets (fixture->vault, endpoint_id, now);
  g_autoptr (GString) texts = g_string_new (NULL);

  for (guint i = 0; i < secrets->len; i++)
    g_string_append_printf (texts, "%s%s", i > 0 ? " " : "",
                            hlc_signing_secret_get_text (g_ptr_array_index (secrets, i)));
  g_assert_cmpstr (texts->str, ==, expected);
}

static void
put (Fixture *fixture, const char *endpoint_id, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcSigningSecret) secret = hlc_endpoint_vault_put (fixture->vault, endpoint_id, text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (hlc_signing_secret_get_text (secret), ==, text);
}

static void
rotate (Fixture *fixture, const char *endpoint_id, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcSigningSecret) secret =
      hlc_endpoint_vault_rotate (fixture->vault, endpoint_id, text, hlc_clock_get_now (fixture->clock),
                                 &error);

  g_assert_no_error (error);
  g_assert_cmpstr (hlc_signing_secret_get_text (secret), ==, text);
}

static void
test_put (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcSigningSecret) made = NULL;

  assert_signs (fixture, "ep_1", NOW, "");
  put (fixture, "ep_1", SECRET_A);
  made = hlc_endpoint_vault_put (fixture->vault, "ep_2", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (hlc_signing_secret_get_text (made), "whsec_"));
  g_assert_cmpuint (fixture->n_changes, ==, 2);

  reopen (fixture);
  assert_signs (fixture, "ep_1", NOW, SECRET_A);
  assert_signs (fixture, "ep_2", NOW, hlc_signing_secret_get_text (made));
  assert_signs (fixture, "ep_3", NOW, "");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *endpoint_id;
    const char *text;
    int code;
  } cases[] = {
    { "ep_1", SECRET_B, HLC_ERROR_CONFLICT },
    { "ep_2", "whsec_***", HLC_ERROR_ARGUMENT },
    { "ep_2", "", HLC_ERROR_ARGUMENT },
  };
  g_autoptr (GError) same = NULL;
  g_autoptr (GError) malformed = NULL;

  put (fixture, "ep_1", SECRET_A);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hlc_endpoint_vault_put (fixture->vault, cases[i].endpoint_id, cases[i].text, &error));
      g_assert_error (error, HLC_ERROR, cases[i].code);
      g_assert_null (strstr (error->message, "whsec_*"));
    }

  g_assert_null (hlc_endpoint_vault_rotate (fixture->vault, "ep_1", SECRET_A, NOW, &same));
  g_assert_error (same, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_assert_null (strstr (same->message, "whsec_M"));
  g_assert_null (hlc_endpoint_vault_rotate (fixture->vault, "ep_1", "no base64", NOW, &malformed));
  g_assert_error (malformed, HLC_ERROR, HLC_ERROR_ARGUMENT);

  g_assert_cmpuint (fixture->n_changes, ==, 1);
  reopen (fixture);
  assert_signs (fixture, "ep_1", NOW, SECRET_A);
  assert_signs (fixture, "ep_2", NOW, "");
}

/* Both secrets sign for 24 hours, then the new one alone; the old one is forgotten with the next write. */
static void
test_rotate (Fixture *fixture, gconstpointer data)
{
  gint64 until = NOW + HLC_ROTATION_OVERLAP;

  put (fixture, "ep_1", SECRET_A);
  g_assert_cmpint (hlc_endpoint_vault_get_overlap_until (fixture->vault, "ep_1", NOW), ==, 0);
  rotate (fixture, "ep_1", SECRET_B);
  for (guint i = 0; i < 2; i++)
    {
      assert_signs (fixture, "ep_1", NOW, SECRET_B " " SECRET_A);
      assert_signs (fixture, "ep_1", until - 1, SECRET_B " " SECRET_A);
      assert_signs (fixture, "ep_1", until, SECRET_B);
      g_assert_cmpint (hlc_endpoint_vault_get_overlap_until (fixture->vault, "ep_1", until - 1), ==, until);
      g_assert_cmpint (hlc_endpoint_vault_get_overlap_until (fixture->vault, "ep_1", until), ==, 0);
      reopen (fixture);
    }

  hlc_clock_set_now (fixture->clock, until - 1);
  put (fixture, "ep_2", SECRET_C);
  g_assert_true (file_holds (fixture, SECRET_A));
  hlc_clock_set_now (fixture->clock, until);
  g_assert_true (hlc_endpoint_vault_remove (fixture->vault, "ep_2", NULL));
  g_assert_false (file_holds (fixture, SECRET_A));
  assert_signs (fixture, "ep_1", until, SECRET_B);
}

/* That the agent keys were used is a write too. */
static void
test_expired_by_use (Fixture *fixture, gconstpointer data)
{
  put (fixture, "ep_1", SECRET_A);
  rotate (fixture, "ep_1", SECRET_B);
  hlc_clock_set_now (fixture->clock, NOW + HLC_ROTATION_OVERLAP);
  hlc_secrets_note_key_used (fixture->secrets, "default", NOW + HLC_ROTATION_OVERLAP);
  reopen (fixture);
  g_assert_false (file_holds (fixture, SECRET_A));
  assert_signs (fixture, "ep_1", NOW, SECRET_B);
}

/* There is one secret before the newest: whoever rotates twice has taken back the first. */
static void
test_rotate_twice (Fixture *fixture, gconstpointer data)
{
  put (fixture, "ep_1", SECRET_A);
  rotate (fixture, "ep_1", SECRET_B);
  rotate (fixture, "ep_1", SECRET_C);
  reopen (fixture);
  assert_signs (fixture, "ep_1", NOW, SECRET_C " " SECRET_B);
}

/* An endpoint whose secret is lost gets one by rotating. */
static void
test_rotate_lost (Fixture *fixture, gconstpointer data)
{
  rotate (fixture, "ep_1", SECRET_A);
  assert_signs (fixture, "ep_1", NOW, SECRET_A);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put (fixture, "ep_1", SECRET_A);
  put (fixture, "ep_2", SECRET_B);
  fixture->n_changes = 0;
  g_assert_true (hlc_endpoint_vault_remove (fixture->vault, "ep_1", &error));
  g_assert_no_error (error);
  g_assert_true (hlc_endpoint_vault_remove (fixture->vault, "ep_1", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  g_assert_false (file_holds (fixture, SECRET_A));
  reopen (fixture);
  assert_signs (fixture, "ep_1", NOW, "");
  assert_signs (fixture, "ep_2", NOW, SECRET_B);
}

static void
test_forget (Fixture *fixture, gconstpointer data)
{
  static const char *const gone[] = { "ep_1", "ep_3", "ep_9", NULL };
  static const char *const unknown[] = { "ep_9", NULL };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;

  put (fixture, "ep_1", SECRET_A);
  put (fixture, "ep_2", SECRET_B);
  put (fixture, "ep_3", SECRET_C);
  before = hlc_secrets_dup_endpoint_ids (fixture->secrets);
  g_assert_cmpuint (g_strv_length (before), ==, 3);
  fixture->n_changes = 0;
  g_assert_true (hlc_secrets_forget_endpoints (fixture->secrets, unknown, &error));
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  g_assert_true (hlc_secrets_forget_endpoints (fixture->secrets, gone, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  reopen (fixture);
  after = hlc_secrets_dup_endpoint_ids (fixture->secrets);
  g_assert_cmpuint (g_strv_length (after), ==, 1);
  g_assert_cmpstr (after[0], ==, "ep_2");
}

/* What cannot be written is not so in memory either. */
static void
test_unwritable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *moved = g_strconcat (test_directory_get_path (fixture->directory), ".away", NULL);
  g_autoptr (GError) error = NULL;

  put (fixture, "ep_1", SECRET_A);
  g_assert_no_errno (g_rename (test_directory_get_path (fixture->directory), moved));
  g_assert_null (hlc_endpoint_vault_rotate (fixture->vault, "ep_1", SECRET_B, NOW, &error));
  g_assert_nonnull (error);
  g_assert_null (strstr (error->message, "whsec_"));
  g_assert_no_errno (g_rename (moved, test_directory_get_path (fixture->directory)));
  assert_signs (fixture, "ep_1", NOW, SECRET_A);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/secrets-vault/put", test_put },
    { "/secrets-vault/refused", test_refused },
    { "/secrets-vault/rotate", test_rotate },
    { "/secrets-vault/expired-by-use", test_expired_by_use },
    { "/secrets-vault/rotate-twice", test_rotate_twice },
    { "/secrets-vault/rotate-lost", test_rotate_lost },
    { "/secrets-vault/remove", test_remove },
    { "/secrets-vault/forget", test_forget },
    { "/secrets-vault/unwritable", test_unwritable },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
