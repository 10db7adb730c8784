/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-url-secrets.h"

#include "hlc-error.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define OTHER_SECRET "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
#define URL "http://127.0.0.1:8000/webhook"

typedef struct
{
  HlcUrlSecrets *secrets;
  HlcSigningSecret *secret;
  HlcSigningSecret *other;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->secrets = hlc_url_secrets_new ();
  fixture->secret = hlc_signing_secret_new ("one", SECRET);
  fixture->other = hlc_signing_secret_new ("other", OTHER_SECRET);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  hlc_url_secrets_free (fixture->secrets);
  hlc_signing_secret_unref (fixture->secret);
  hlc_signing_secret_unref (fixture->other);
}

static HlcSendOrder *
make_order (const char *message_id, const char *url, HlcSignMode sign_mode)
{
  HlcSendOrder *order = g_new0 (HlcSendOrder, 1);

  order->message_id = g_strdup (message_id);
  order->url = g_strdup (url);
  order->sign_mode = sign_mode;

  return order;
}

static void
keep (Fixture *fixture, const char *message_id, HlcSigningSecret *secret)
{
  g_autoptr (HlcSendOrder) order = make_order (message_id, URL, HLC_SIGN_NOW);
  g_autoptr (GError) error = NULL;

  g_assert_true (hlc_url_secrets_keep_for (fixture->secrets, order, secret, &error));
  g_assert_no_error (error);
}

static HlcSigningSecret *
find (Fixture *fixture, const char *message_id)
{
  g_autoptr (GPtrArray) found = hlc_url_secrets_dup (fixture->secrets, message_id);

  g_assert_cmpuint (found->len, <=, 1);

  return found->len == 1 ? g_ptr_array_index (found, 0) : NULL;
}

static void
test_keep (Fixture *fixture, gconstpointer user_data)
{
  keep (fixture, "msg_1", fixture->secret);
  keep (fixture, "msg_2", fixture->other);
  g_assert_true (find (fixture, "msg_1") == fixture->secret);
  g_assert_true (find (fixture, "msg_2") == fixture->other);
  g_assert_null (find (fixture, "msg_3"));

  hlc_url_secrets_remove (fixture->secrets, "msg_1");
  g_assert_null (find (fixture, "msg_1"));
}

/* The headers that a handler reads are kept with its secret, and go with it. */
static void
test_family (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcSendOrder) order = make_order ("msg_1", URL, HLC_SIGN_NOW);
  g_autoptr (GError) error = NULL;

  order->header_family = HLC_HEADER_FAMILY_SVIX;
  g_assert_true (hlc_url_secrets_keep_for (fixture->secrets, order, fixture->secret, &error));
  g_assert_cmpint (hlc_url_secrets_get_family (fixture->secrets, "msg_1"), ==, HLC_HEADER_FAMILY_SVIX);
  g_assert_cmpint (hlc_url_secrets_get_family (fixture->secrets, "msg_2"), ==, HLC_HEADER_FAMILY_BOTH);
  hlc_url_secrets_remove (fixture->secrets, "msg_1");
  g_assert_cmpint (hlc_url_secrets_get_family (fixture->secrets, "msg_1"), ==, HLC_HEADER_FAMILY_BOTH);
}

static void
test_message_id (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcSendOrder) order = make_order (NULL, URL, HLC_SIGN_NOW);
  g_autoptr (GError) error = NULL;

  g_assert_true (hlc_url_secrets_keep_for (fixture->secrets, order, fixture->secret, &error));
  g_assert_true (g_str_has_prefix (order->message_id, "msg_"));
  g_assert_true (find (fixture, order->message_id) == fixture->secret);
}

static void
test_default (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcSendOrder) order = make_order ("msg_1", URL, HLC_SIGN_NOW);
  g_autoptr (GError) error = NULL;

  g_assert_false (hlc_url_secrets_keep_for (fixture->secrets, order, NULL, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);

  hlc_url_secrets_set_default (fixture->secrets, fixture->secret);
  keep (fixture, "msg_1", NULL);
  keep (fixture, "msg_2", fixture->other);
  hlc_url_secrets_set_default (fixture->secrets, NULL);
  g_assert_true (find (fixture, "msg_1") == fixture->secret);
  g_assert_true (find (fixture, "msg_2") == fixture->other);
}

typedef struct
{
  const char *url;
  HlcSignMode sign_mode;
  gboolean is_taken;
} Order;

/* Where no secret of ours is needed, none is asked for and none is kept. */
static void
test_not_needed (Fixture *fixture, gconstpointer user_data)
{
  const Order orders[] = {
    { NULL, HLC_SIGN_NOW, TRUE },
    { NULL, HLC_SIGN_ORIGINAL, TRUE },
    { URL, HLC_SIGN_ORIGINAL, TRUE },
    { URL, HLC_SIGN_NOW, FALSE },
    { "file:///etc/passwd", HLC_SIGN_ORIGINAL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (HlcSendOrder) order = make_order ("msg_1", orders[i].url, orders[i].sign_mode);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (hlc_url_secrets_keep_for (fixture->secrets, order, NULL, &error), ==,
                       orders[i].is_taken);
      g_assert_true (orders[i].is_taken == (error == NULL));
      g_assert_null (find (fixture, "msg_1"));
    }
}

static void
test_malformed (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcSigningSecret) malformed = hlc_signing_secret_new ("bad", "whsec_!");
  g_autoptr (HlcSendOrder) order = make_order ("msg_1", URL, HLC_SIGN_NOW);
  g_autoptr (GError) error = NULL;

  g_assert_false (hlc_url_secrets_keep_for (fixture->secrets, order, malformed, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
}

/* Another message under the same id does not get at the secret of the first. */
static void
test_taken (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcSendOrder) order = make_order ("msg_1", URL, HLC_SIGN_NOW);
  g_autoptr (GError) error = NULL;

  keep (fixture, "msg_1", fixture->secret);
  g_assert_false (hlc_url_secrets_keep_for (fixture->secrets, order, fixture->other, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_assert_true (find (fixture, "msg_1") == fixture->secret);
}

/* What waits keeps its secret, however much is sent meanwhile; what was sent keeps it for a while. */
static void
test_bound (Fixture *fixture, gconstpointer user_data)
{
  keep (fixture, "msg_waiting", fixture->secret);
  for (guint i = 0; i <= HLC_URL_SECRETS_KEPT; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("msg_%u", i);

      keep (fixture, message_id, fixture->secret);
      hlc_url_secrets_note_sent (fixture->secrets, message_id);
    }

  g_assert_nonnull (find (fixture, "msg_waiting"));
  g_assert_null (find (fixture, "msg_0"));
  g_assert_nonnull (find (fixture, "msg_1"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/url-secrets/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("keep", test_keep);
  ADD ("family", test_family);
  ADD ("message-id", test_message_id);
  ADD ("default", test_default);
  ADD ("not-needed", test_not_needed);
  ADD ("malformed", test_malformed);
  ADD ("taken", test_taken);
  ADD ("bound", test_bound);

  return g_test_run ();
}
