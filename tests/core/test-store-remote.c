/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-store-remote.h"

#include <string.h>

#include "hlc-payload.h"
#include "hlc-store-fixture.h"
#include "hlc-store-operations.h"

#define BASE "https://api.example.com/humanlayer/v1"
#define OPERATION(spec, status) "{\"run_id\":\"r\",\"call_id\":\"c\",\"spec\":" spec ",\"status\":" status "}"
#define CALL "{\"fn\":\"f\",\"kwargs\":{\"n\":1}}"
#define OTHER_CALL "{\"fn\":\"f\",\"kwargs\":{\"n\":2}}"
#define PENDING "{\"approved\":null}"
#define APPROVED "{\"approved\":true,\"comment\":\"go\",\"responded_at\":\"2026-01-02T03:04:05Z\"}"
#define APPROVED_AT_NO_TIME "{\"approved\":true}"
#define DENIED "{\"approved\":false,\"comment\":\"no\"}"

static HlcOperation *
read_operation (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, NULL);
  g_autoptr (GError) error = NULL;
  HlcOperation *operation = hlc_operation_new_from_json (hlc_json_document_get_root (document), &error);

  g_assert_no_error (error);
  return operation;
}

static void
store_followed (StoreFixture *fixture, HlcOrigin origin, const char *base, const char *call_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HlcOperation) operation = read_operation (OPERATION (CALL, PENDING));
  g_autoptr (HlcOperation) stored = NULL;
  g_autoptr (GError) error = NULL;

  operation->origin = origin;
  operation->remote_base = g_strdup (base);
  g_free (operation->call_id);
  operation->call_id = g_strdup (call_id);
  hlc_store_create_operation_async (fixture->store, operation, keep_result_cb, &result);
  stored = hlc_store_create_operation_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
}

static HlcOperation *
complete (StoreFixture *fixture, const char *text, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HlcOperation) received = read_operation (text);

  hlc_store_complete_remote_async (fixture->store, received, keep_result_cb, &result);
  return hlc_store_complete_remote_finish (fixture->store, wait_for_result (&result), error);
}

static char *
dup_timeline (StoreFixture *fixture)
{
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (HlcOperation) operation = load_operation (fixture, "c", &timeline, NULL);
  g_autoptr (GString) types = g_string_new (NULL);

  for (guint i = 0; i < timeline->len; i++)
    g_string_append_printf (types, "%s%s", i > 0 ? " " : "",
                            ((HlcTimelineEntry *) g_ptr_array_index (timeline, i))->type);

  return g_string_free (g_steal_pointer (&types), FALSE);
}

/* What the remote says, one after another, and what is stored then. */
static const struct
{
  const char *said[4];
  HlcOperationState state;
  gboolean conflict;
  const char *timeline;
} CASES[] = {
  { { OPERATION (CALL, PENDING) }, HLC_STATE_PENDING, FALSE, "requested" },
  { { OPERATION (CALL, APPROVED) }, HLC_STATE_APPROVED, FALSE, "requested remote approved" },
  { { OPERATION (CALL, APPROVED_AT_NO_TIME) }, HLC_STATE_APPROVED, FALSE, "requested remote approved" },
  { { OPERATION (CALL, DENIED) }, HLC_STATE_DENIED, FALSE, "requested remote denied" },
  { { OPERATION (CALL, DENIED), OPERATION (CALL, DENIED), OPERATION (CALL, PENDING) },
    HLC_STATE_DENIED,
    FALSE,
    "requested remote denied" },
  { { OPERATION (CALL, DENIED), OPERATION (CALL, APPROVED), OPERATION (CALL, APPROVED) },
    HLC_STATE_DENIED,
    TRUE,
    "requested remote denied remote_conflict" },
  { { OPERATION (OTHER_CALL, APPROVED) }, HLC_STATE_PENDING, TRUE, "requested remote_conflict" },
};

static void
test_complete (StoreFixture *fixture, gconstpointer user_data)
{
  guint index = GPOINTER_TO_UINT (user_data);
  g_autofree char *timeline = NULL;

  store_followed (fixture, HLC_ORIGIN_REMOTE, BASE, "c");
  for (guint i = 0; CASES[index].said[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HlcOperation) operation = complete (fixture, CASES[index].said[i], &error);

      g_assert_no_error (error);
      g_assert_cmpint (operation->origin, ==, HLC_ORIGIN_REMOTE);
      if (CASES[index].said[i + 1] != NULL)
        continue;

      g_assert_cmpint (operation->state, ==, CASES[index].state);
      g_assert_cmpint (operation->conflict, ==, CASES[index].conflict);
      if (operation->state == HLC_STATE_PENDING)
        continue;
      g_assert_cmpint (operation->decided_channel, ==, HLC_CHANNEL_API);
      g_assert_cmpstr (operation->decided_name, ==, "remote");
      g_assert_cmpint (operation->responded_at, >, 0);
    }

  timeline = dup_timeline (fixture);
  g_assert_cmpstr (timeline, ==, CASES[index].timeline);
}

/* Whoever asks, it is decided where it was created. */
static void
test_not_decided_here (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcDecision) decision = hlc_decision_new (HLC_DECISION_APPROVE, NULL, NULL, HLC_CHANNEL_COMMAND);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HlcOperation) decided = NULL;
  g_autoptr (HlcOperation) stored = NULL;
  g_autoptr (GError) error = NULL;

  store_followed (fixture, HLC_ORIGIN_REMOTE, BASE, "c");
  hlc_store_decide_async (fixture->store, "c", decision, keep_result_cb, &result);
  decided = hlc_store_decide_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_null (decided);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_assert_cmpstr (error->message, ==,
                   "The operation c is decided at " BASE ", where it was created, and not here.");

  stored = load_operation (fixture, "c", NULL, NULL);
  g_assert_cmpint (stored->state, ==, HLC_STATE_PENDING);
}

static void
test_unknown (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = complete (fixture, OPERATION (CALL, APPROVED), &error);

  g_assert_null (operation);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
}

static void
test_list (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) short_result = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) short_list = NULL;
  g_autoptr (HlcOperation) decided = NULL;

  store_followed (fixture, HLC_ORIGIN_REMOTE, BASE, "c");
  store_followed (fixture, HLC_ORIGIN_REMOTE, BASE, "d");
  store_followed (fixture, HLC_ORIGIN_REMOTE, BASE, "e");
  store_followed (fixture, HLC_ORIGIN_REMOTE, "https://another.example.com/humanlayer/v1", "another");
  store_followed (fixture, HLC_ORIGIN_API, NULL, "f");
  decided = complete (fixture, OPERATION (CALL, APPROVED), NULL);

  hlc_store_list_followed_async (fixture->store, BASE, 10, NULL, keep_result_cb, &result);
  list = hlc_store_list_followed_finish (fixture->store, wait_for_result (&result), NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((HlcOperation *) g_ptr_array_index (list, 0))->call_id, ==, "e");
  g_assert_cmpstr (((HlcOperation *) g_ptr_array_index (list, 0))->remote_base, ==, BASE);

  hlc_store_list_followed_async (fixture->store, BASE, 1, NULL, keep_result_cb, &short_result);
  short_list = hlc_store_list_followed_finish (fixture->store, wait_for_result (&short_result), NULL);
  g_assert_cmpuint (short_list->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store-remote/complete/%u", i);

      g_test_add (path, StoreFixture, GUINT_TO_POINTER (i), store_fixture_set_up, test_complete,
                  store_fixture_tear_down);
    }
  g_test_add ("/store-remote/unknown", StoreFixture, NULL, store_fixture_set_up, test_unknown,
              store_fixture_tear_down);
  g_test_add ("/store-remote/not-decided-here", StoreFixture, NULL, store_fixture_set_up,
              test_not_decided_here, store_fixture_tear_down);
  g_test_add ("/store-remote/list", StoreFixture, NULL, store_fixture_set_up, test_list,
              store_fixture_tear_down);

  return g_test_run ();
}
