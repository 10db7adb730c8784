/* SPDX-License-Identifier: Apache-2.0 */
#include "fake-vault.h"
#include "hlc-endpoint-maker.h"
#include "hlc-outbox-fixture.h"

/* The endpoint that is stored for @url, or NULL with what stood in the way. */
static HlcEndpoint *
make (StoreFixture *fixture, FakeVault *vault, const char *url, HlcSigningSecret **secret, GError **error)
{
  g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();
  g_autoptr (GAsyncResult) result = NULL;

  endpoint->url = g_strdup (url);
  hlc_endpoint_maker_make_async (fixture->store, HLC_ENDPOINT_VAULT (vault), endpoint, NULL, keep_result_cb,
                                 &result);
  return hlc_endpoint_maker_make_finish (fixture->store, wait_for_result (&result), secret, error);
}

static gboolean
take_away (StoreFixture *fixture, FakeVault *vault, const char *endpoint_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_endpoint_maker_remove_async (fixture->store, HLC_ENDPOINT_VAULT (vault), endpoint_id, keep_result_cb,
                                   &result);
  return hlc_endpoint_maker_remove_finish (fixture->store, wait_for_result (&result), error);
}

static void
test_life (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (FakeVault) vault = fake_vault_new ();
  g_autoptr (HlcSigningSecret) secret = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcEndpoint) endpoint = make (fixture, vault, "http://127.0.0.1:8000/", &secret, &error);

  g_assert_no_error (error);
  kept = hlc_endpoint_vault_dup_secrets (HLC_ENDPOINT_VAULT (vault), endpoint->endpoint_id, 0);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpstr (hlc_signing_secret_get_text (g_ptr_array_index (kept, 0)), ==,
                   hlc_signing_secret_get_text (secret));

  g_assert_true (take_away (fixture, vault, endpoint->endpoint_id, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fake_vault_get_n_endpoints (vault), ==, 0);
}

/* No secret stays of an endpoint that is not stored. */
static void
test_refused (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (FakeVault) vault = fake_vault_new ();
  g_autoptr (HlcSigningSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcEndpoint) endpoint = make (fixture, vault, "ftp://127.0.0.1/", &secret, &error);

  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
  g_assert_null (endpoint);
  g_assert_null (secret);
  g_assert_cmpuint (fake_vault_get_n_endpoints (vault), ==, 0);
}

/* The secret stays with an endpoint that could not be removed. */
static void
test_unknown (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (FakeVault) vault = fake_vault_new ();
  g_autoptr (HlcSigningSecret) secret =
      hlc_endpoint_vault_put (HLC_ENDPOINT_VAULT (vault), "ep_a", NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (secret);
  g_assert_false (take_away (fixture, vault, "ep_a", &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_assert_cmpuint (fake_vault_get_n_endpoints (vault), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/endpoint-maker/life", StoreFixture, NULL, store_fixture_set_up, test_life,
              store_fixture_tear_down);
  g_test_add ("/endpoint-maker/refused", StoreFixture, NULL, store_fixture_set_up, test_refused,
              store_fixture_tear_down);
  g_test_add ("/endpoint-maker/unknown", StoreFixture, NULL, store_fixture_set_up, test_unknown,
              store_fixture_tear_down);
  return g_test_run ();
}
