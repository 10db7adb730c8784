/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-copy-row.h"
#include "hlc-key-page.h"
#include "hlc-preferences.h"
#include "window-fixture.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

typedef struct
{
  WindowFixture parent;
  HlcPreferences *preferences;
  HlcSecrets *secrets;
} PreferencesFixture;

static void
set_up (PreferencesFixture *fixture, gconstpointer user_data)
{
  window_fixture_set_up (&fixture->parent, user_data);
  fixture->secrets = hlc_console_get_secrets (fixture->parent.console);
  fixture->preferences = g_object_ref_sink (hlc_preferences_new (fixture->secrets, fixture->parent.clock));
  gtk_window_present (GTK_WINDOW (fixture->preferences));
}

static void
tear_down (PreferencesFixture *fixture, gconstpointer user_data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->preferences));
  g_assert_finalize_object (fixture->preferences);
  window_fixture_tear_down (&fixture->parent, user_data);
}

static guint
count_secrets (PreferencesFixture *fixture)
{
  return hlc_secrets_get_signing_secrets (fixture->secrets)->len;
}

static void
activate (PreferencesFixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->preferences), action, NULL));
}

static void
test_malformed_is_refused (PreferencesFixture *fixture, gconstpointer user_data)
{
  static const char *const malformed[] = { "", "   ", "whsec_", "whsec_not base64!", "whsec_a&b<c" };

  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      hlc_preferences_enter (fixture->preferences, "name", malformed[i]);
      g_assert_null (hlc_preferences_get_problem (fixture->preferences));
      activate (fixture, "secrets.add");
      g_assert_nonnull (hlc_preferences_get_problem (fixture->preferences));
      g_assert_cmpuint (count_secrets (fixture), ==, 0);
    }
  save_screenshot (GTK_WIDGET (fixture->preferences), "preferences");
}

static void
test_add_and_remove (PreferencesFixture *fixture, gconstpointer user_data)
{
  GtkWidget *row = NULL;

  hlc_preferences_enter (fixture->preferences, "a < b & c", "  " SECRET " ");
  activate (fixture, "secrets.add");
  g_assert_null (hlc_preferences_get_problem (fixture->preferences));
  g_assert_cmpuint (count_secrets (fixture), ==, 1);
  g_assert_true (hlc_receiver_get_has_secret (hlc_console_get_receiver (fixture->parent.console)));

  while ((row = find_widget (GTK_WIDGET (fixture->preferences), HLC_TYPE_COPY_ROW, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "a < b & c");
  g_assert_null (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "MfKQ"));

  /* The same name again. */
  hlc_preferences_enter (fixture->preferences, "a < b & c", SECRET);
  activate (fixture, "secrets.add");
  g_assert_nonnull (hlc_preferences_get_problem (fixture->preferences));
  g_assert_cmpuint (count_secrets (fixture), ==, 1);

  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->preferences), "secrets.remove", "s", "a < b & c"));
  g_assert_cmpuint (count_secrets (fixture), ==, 0);
}

static void
test_generate (PreferencesFixture *fixture, gconstpointer user_data)
{
  activate (fixture, "secrets.generate");
  activate (fixture, "secrets.generate");
  g_assert_cmpuint (count_secrets (fixture), ==, 2);
}

static gboolean
has_key_dialog (gpointer user_data)
{
  GtkWindow *dialog = hlc_key_page_get_dialog (user_data);

  return dialog != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog));
}

static gboolean
has_key_page (gpointer user_data)
{
  return find_widget (user_data, HLC_TYPE_KEY_PAGE, NULL) != NULL;
}

static void
test_keys (PreferencesFixture *fixture, gconstpointer user_data)
{
  GtkWidget *page = NULL;
  GtkWindow *dialog = NULL;
  HlcAgentKey *key = NULL;
  guint n_before = hlc_secrets_get_agent_keys (fixture->secrets)->len;

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (fixture->preferences), "keys");
  wait_until (has_key_page, fixture->preferences);
  page = find_widget (GTK_WIDGET (fixture->preferences), HLC_TYPE_KEY_PAGE, NULL);
  g_assert_true (gtk_widget_activate_action (page, "keys.add", NULL));
  g_assert_null (hlc_key_page_get_new_key (HLC_KEY_PAGE (page)));

  gtk_editable_set_text (GTK_EDITABLE (find_widget (page, ADW_TYPE_ENTRY_ROW, "name_row")), "a < b & c");
  gtk_switch_set_active (GTK_SWITCH (find_widget (page, GTK_TYPE_SWITCH, NULL)), TRUE);
  g_assert_true (gtk_widget_activate_action (page, "keys.add", NULL));
  g_assert_cmpuint (hlc_secrets_get_agent_keys (fixture->secrets)->len, ==, n_before + 1);
  key = g_ptr_array_index (hlc_secrets_get_agent_keys (fixture->secrets), n_before);
  g_assert_cmpint (hlc_agent_key_get_scope (key), ==, HLC_KEY_SCOPE_AGENT_DECIDE);
  g_assert_cmpstr (hlc_key_page_get_new_key (HLC_KEY_PAGE (page)), ==, hlc_agent_key_get_text (key));
  save_screenshot (GTK_WIDGET (fixture->preferences), "keys");

  gtk_widget_activate_action (page, "keys.revoke", "s", "a < b & c");
  wait_until (has_key_dialog, page);
  dialog = hlc_key_page_get_dialog (HLC_KEY_PAGE (page));
  g_assert_cmpuint (hlc_secrets_get_agent_keys (fixture->secrets)->len, ==, n_before + 1);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "revoke");
  g_assert_cmpuint (hlc_secrets_get_agent_keys (fixture->secrets)->len, ==, n_before);
  g_assert_null (hlc_key_page_get_new_key (HLC_KEY_PAGE (page)));

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (fixture->preferences), "deciding");
  save_screenshot (GTK_WIDGET (fixture->preferences), "deciding");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/ui/preferences/malformed-is-refused", PreferencesFixture, NULL, set_up,
              test_malformed_is_refused, tear_down);
  g_test_add ("/ui/preferences/add-and-remove", PreferencesFixture, NULL, set_up, test_add_and_remove,
              tear_down);
  g_test_add ("/ui/preferences/keys", PreferencesFixture, NULL, set_up, test_keys, tear_down);
  g_test_add ("/ui/preferences/generate", PreferencesFixture, NULL, set_up, test_generate, tear_down);

  return g_test_run ();
}
