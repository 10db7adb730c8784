/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-remote-target.h"

#include "hlc-store-fixture.h"

#define BASE "http://127.0.0.1:7001/humanlayer/v1"
#define OTHER "https://api.example.com/humanlayer/v1"
#define KEY "hl_a-key-of-this-test"
#define OWN_PORT 7001

/* A target, and what was kept of it. */
typedef struct
{
  StoreFixture base;
  HlcRemoteTarget *target;
  char *kept_base; /* (owned) (nullable) */
  char *kept_key;  /* (owned) (nullable) */
  gboolean is_full;
  guint n_bases;
  guint n_problems;
} Fixture;

static gboolean
keep (const char *base, const char *key, gpointer user_data, GError **error)
{
  Fixture *fixture = user_data;

  if (fixture->is_full)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
      return FALSE;
    }

  g_free (fixture->kept_base);
  g_free (fixture->kept_key);
  fixture->kept_base = g_strdup (base);
  fixture->kept_key = g_strdup (key);
  return TRUE;
}

static void
base_cb (Fixture *fixture)
{
  fixture->n_bases++;
}

static void
problem_cb (Fixture *fixture)
{
  fixture->n_problems++;
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  store_fixture_set_up (&fixture->base, NULL);
  fixture->target = hlc_remote_target_new (fixture->base.store, keep, fixture);
  g_signal_connect_swapped (fixture->target, "notify::base", G_CALLBACK (base_cb), fixture);
  g_signal_connect_swapped (fixture->target, "notify::problem", G_CALLBACK (problem_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  hlc_remote_target_stop (fixture->target);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->target);
  g_free (fixture->kept_base);
  g_free (fixture->kept_key);
  store_fixture_tear_down (&fixture->base, NULL);
}

static void
assert_kept (Fixture *fixture, const char *base, const char *key)
{
  g_assert_cmpstr (hlc_remote_target_get_base (fixture->target), ==, base);
  g_assert_cmpstr (fixture->kept_base, ==, base);
  g_assert_cmpstr (fixture->kept_key, ==, key);
}

/* Whom the follower asks. */
static const char *
get_asked (Fixture *fixture)
{
  HlcRemoteClient *client = hlc_remote_follower_get_client (hlc_remote_target_get_follower (fixture->target));

  return client != NULL ? hlc_remote_client_get_base (client) : NULL;
}

static void
set (Fixture *fixture, const char *typed, const char *key)
{
  g_autoptr (GError) error = NULL;

  hlc_remote_target_set (fixture->target, typed, key, &error);
  g_assert_no_error (error);
}

static void
assert_not_set (Fixture *fixture, const char *typed, const char *key)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hlc_remote_target_set (fixture->target, typed, key, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
}

static void
test_set (Fixture *fixture, gconstpointer user_data)
{
  g_assert_null (get_asked (fixture));
  set (fixture, BASE "/", KEY);
  assert_kept (fixture, BASE, KEY);
  g_assert_cmpstr (get_asked (fixture), ==, BASE);
  g_assert_null (hlc_remote_target_get_problem (fixture->target));
  g_assert_cmpuint (fixture->n_bases, ==, 1);

  set (fixture, BASE, "hl_another");
  assert_kept (fixture, BASE, "hl_another");
  g_assert_cmpuint (fixture->n_bases, ==, 1);
}

/* A key goes to the address that it was given for, and to no other. */
static void
test_key_belongs_to_base (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcRemoteClient) same = NULL;
  g_autoptr (HlcRemoteClient) other = NULL;
  g_autoptr (GError) error = NULL;

  assert_not_set (fixture, BASE, NULL);
  set (fixture, BASE, KEY);
  set (fixture, BASE, NULL);
  assert_kept (fixture, BASE, KEY);
  assert_not_set (fixture, OTHER, NULL);
  assert_kept (fixture, BASE, KEY);

  same = hlc_remote_target_make_client (fixture->target, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hlc_remote_client_get_base (same), ==, BASE);
  g_assert_null (hlc_remote_target_make_client (fixture->target, OTHER, NULL, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_clear_error (&error);
  other = hlc_remote_target_make_client (fixture->target, OTHER, KEY, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hlc_remote_client_get_base (other), ==, OTHER);
  /* What tests a connection sets nothing. */
  assert_kept (fixture, BASE, KEY);
  g_assert_cmpstr (get_asked (fixture), ==, BASE);
}

static void
test_wrong (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  assert_not_set (fixture, "not an address", KEY);
  assert_not_set (fixture, "file:///etc/passwd", KEY);
  assert_not_set (fixture, BASE, "two\r\nlines");
  assert_not_set (fixture, BASE, "");
  assert_kept (fixture, NULL, NULL);
  g_assert_null (get_asked (fixture));
  g_assert_null (hlc_remote_target_make_client (fixture->target, NULL, NULL, &error));
  g_assert_error (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_NONE_SET);
}

/* What cannot be kept is not used either. */
static void
test_cannot_keep (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  set (fixture, BASE, KEY);
  fixture->is_full = TRUE;
  g_assert_false (hlc_remote_target_set (fixture->target, OTHER, KEY, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_false (hlc_remote_target_clear (fixture->target, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  assert_kept (fixture, BASE, KEY);
  g_assert_cmpstr (get_asked (fixture), ==, BASE);
}

static void
test_clear (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  set (fixture, BASE, KEY);
  hlc_remote_target_clear (fixture->target, &error);
  g_assert_no_error (error);
  assert_kept (fixture, NULL, NULL);
  g_assert_null (get_asked (fixture));
  g_assert_cmpuint (fixture->n_bases, ==, 2);
  assert_not_set (fixture, BASE, NULL);
}

/* This console would ask itself for ever. */
static void
test_own (Fixture *fixture, gconstpointer user_data)
{
  const guint16 own[] = { OWN_PORT };

  hlc_remote_target_set_own (fixture->target, own, 1, "https://tunnel.example.com/webhook");
  assert_not_set (fixture, BASE, KEY);
  assert_not_set (fixture, "https://tunnel.example.com/humanlayer/v1", KEY);
  set (fixture, OTHER, KEY);
  assert_kept (fixture, OTHER, KEY);
}

/* Ports move: what was somebody else's can become ours, and theirs again. */
static void
test_becomes_own (Fixture *fixture, gconstpointer user_data)
{
  const guint16 own[] = { OWN_PORT };

  hlc_remote_target_load (fixture->target, BASE, KEY);
  g_assert_cmpstr (get_asked (fixture), ==, BASE);
  fixture->n_problems = 0;

  hlc_remote_target_set_own (fixture->target, own, 1, NULL);
  g_assert_null (get_asked (fixture));
  g_assert_nonnull (hlc_remote_target_get_problem (fixture->target));
  g_assert_cmpuint (fixture->n_problems, >, 0);
  g_assert_cmpstr (hlc_remote_target_get_base (fixture->target), ==, BASE);

  hlc_remote_target_set_own (fixture->target, NULL, 0, NULL);
  g_assert_cmpstr (get_asked (fixture), ==, BASE);
  g_assert_null (hlc_remote_target_get_problem (fixture->target));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/remote-target/set", test_set },
    { "/remote-target/key-belongs-to-base", test_key_belongs_to_base },
    { "/remote-target/wrong", test_wrong },
    { "/remote-target/cannot-keep", test_cannot_keep },
    { "/remote-target/clear", test_clear },
    { "/remote-target/own", test_own },
    { "/remote-target/becomes-own", test_becomes_own },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
