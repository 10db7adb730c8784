/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-outbox-fixture.h"

#include "hlc-store-operations.h"
#include "hlc-store-schema.h"

/* Gets every event as v1, at http://ID.test/webhook. */
HlcEndpoint *
add_endpoint (StoreFixture *fixture, const char *endpoint_id)
{
  g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HlcEndpoint *added;

  endpoint->endpoint_id = g_strdup (endpoint_id);
  endpoint->url = g_strdup_printf ("http://%s.test/webhook", endpoint_id);
  hlc_store_add_endpoint_async (fixture->store, endpoint, keep_result_cb, &result);
  added = hlc_store_write_endpoint_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return added;
}

HlcEndpoint *
get_endpoint (StoreFixture *fixture, const char *endpoint_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HlcEndpoint *endpoint;

  hlc_store_get_endpoint_async (fixture->store, endpoint_id, NULL, keep_result_cb, &result);
  endpoint = hlc_store_get_endpoint_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return endpoint;
}

HlcEndpoint *
update_endpoint (StoreFixture *fixture, HlcEndpoint *endpoint)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HlcEndpoint *updated;

  hlc_store_update_endpoint_async (fixture->store, endpoint, keep_result_cb, &result);
  updated = hlc_store_write_endpoint_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return updated;
}

void
set_endpoint_enabled (StoreFixture *fixture, const char *endpoint_id, gboolean enabled)
{
  g_autoptr (HlcEndpoint) stored = get_endpoint (fixture, endpoint_id);
  g_autoptr (HlcEndpoint) changed = hlc_endpoint_copy (stored);
  g_autoptr (HlcEndpoint) updated = NULL;

  changed->enabled = enabled;
  updated = update_endpoint (fixture, changed);
  g_assert_cmpint (updated->enabled, ==, enabled);
}

void
remove_endpoint (StoreFixture *fixture, const char *endpoint_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hlc_store_remove_endpoint_async (fixture->store, endpoint_id, keep_result_cb, &result);
  g_assert_true (hlc_store_remove_endpoint_finish (fixture->store, wait_for_result (&result), &error));
  g_assert_no_error (error);
}

/* Forwards everything that is verified, signed now. */
HlcForwardRule *
add_rule (StoreFixture *fixture, const char *endpoint_id, gboolean ordered)
{
  g_autoptr (HlcForwardRule) rule = hlc_forward_rule_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HlcForwardRule *added;

  rule->endpoint_id = g_strdup (endpoint_id);
  rule->ordered = ordered;
  hlc_store_add_rule_async (fixture->store, rule, keep_result_cb, &result);
  added = hlc_store_write_rule_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return added;
}

HlcForwardRule *
get_rule (StoreFixture *fixture, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (GError) error = NULL;

  hlc_store_list_rules_async (fixture->store, NULL, keep_result_cb, &result);
  rules = hlc_store_list_rules_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rules->len; i++)
    {
      HlcForwardRule *rule = g_ptr_array_index (rules, i);

      if (rule->id == id)
        return hlc_forward_rule_ref (rule);
    }

  return NULL;
}

/* A function call that waits. @spec: (nullable): its text */
HlcOperation *
create_call (StoreFixture *fixture, const char *call_id, const char *spec)
{
  g_autoptr (HlcOperation) operation = hlc_operation_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HlcOperation *created;

  if (spec == NULL)
    spec = "{\"fn\":\"send_email\",\"kwargs\":{\"n\":12345678901234567890}}";
  operation->call_id = g_strdup (call_id);
  operation->run_id = g_strdup ("run_1");
  operation->title = g_strdup_printf ("title of %s", call_id);
  operation->requested_at = hlc_clock_get_now (fixture->clock);
  operation->spec = g_bytes_new (spec, strlen (spec));
  hlc_store_create_operation_async (fixture->store, operation, keep_result_cb, &result);
  created = hlc_store_create_operation_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return created;
}

/* A function call that is made and approved. @spec: (nullable): its text */
void
decide_call (StoreFixture *fixture, const char *call_id, const char *spec)
{
  g_autoptr (HlcOperation) created = create_call (fixture, call_id, spec);
  g_autoptr (HlcDecision) decision = hlc_decision_new (HLC_DECISION_APPROVE, NULL, NULL, HLC_CHANNEL_WINDOW);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) decided = NULL;

  hlc_store_decide_async (fixture->store, call_id, decision, keep_result_cb, &result);
  decided = hlc_store_decide_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
}

void
approve_call (StoreFixture *fixture, const char *call_id)
{
  decide_call (fixture, call_id, NULL);
}

HlcOutbox *
look_at_outbox (StoreFixture *fixture, guint per_endpoint, GArray *under_way)
{
  HlcOutboxLook look = { hlc_clock_get_now (fixture->clock), per_endpoint, under_way };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HlcOutbox *outbox;

  hlc_store_look_at_outbox_async (fixture->store, &look, NULL, keep_result_cb, &result);
  outbox = hlc_store_look_at_outbox_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return outbox;
}

/* What a test calls an attempt: what it is about, and where it goes. */
static char *
dup_name (HlcDueAttempt *due)
{
  const char *about = due->message->call_id != NULL ? due->message->call_id : due->message->webhook_id;

  return g_strdup_printf ("%s@%s", about != NULL ? about : due->message->message_id,
                          due->endpoint != NULL ? due->endpoint->endpoint_id : due->attempt->url);
}

/* @expected: the names of what is due now, in order, with a space between. */
void
assert_due (StoreFixture *fixture, const char *expected)
{
  g_autoptr (HlcOutbox) outbox = look_at_outbox (fixture, 100, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < outbox->due->len; i++)
    {
      g_autofree char *name = dup_name (g_ptr_array_index (outbox->due, i));

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", name);
    }
  g_assert_cmpstr (names->str, ==, expected);
}

/* The row id of an attempt that is due now. */
gint64
find_due (StoreFixture *fixture, const char *name)
{
  g_autoptr (HlcOutbox) outbox = look_at_outbox (fixture, 100, NULL);

  for (guint i = 0; i < outbox->due->len; i++)
    {
      HlcDueAttempt *due = g_ptr_array_index (outbox->due, i);
      g_autofree char *found = dup_name (due);

      if (g_str_equal (found, name))
        return due->attempt->id;
    }

  g_error ("%s is not due", name);
}

HlcAttemptResult *
make_result (StoreFixture *fixture, HlcFailure failure, guint http_status)
{
  HlcAttemptResult *result = hlc_attempt_result_new ();

  result->started_at = hlc_clock_get_now (fixture->clock);
  result->failure = failure;
  result->http_status = http_status;
  result->random = G_MAXUINT32 / 2;
  result->error = failure != HLC_FAILURE_NONE ? g_strdup (hlc_failure_to_string (failure)) : NULL;
  return result;
}

/* Takes @result. */
HlcAttempt *
record_result (StoreFixture *fixture, gint64 attempt, HlcAttemptResult *result, double time_scale)
{
  g_autoptr (GAsyncResult) async_result = NULL;
  g_autoptr (GError) error = NULL;
  HlcAttempt *recorded;

  hlc_store_record_attempt_async (fixture->store, attempt, result, time_scale, keep_result_cb, &async_result);
  recorded = hlc_store_record_attempt_finish (fixture->store, wait_for_result (&async_result), &error);
  g_assert_no_error (error);
  return recorded;
}

HlcAttempt *
record (StoreFixture *fixture, gint64 attempt, HlcFailure failure, guint http_status)
{
  return record_result (fixture, attempt, make_result (fixture, failure, http_status), 1);
}

HlcStoreCounts
count (StoreFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HlcStoreCounts counts;

  hlc_store_count_async (fixture->store, NULL, keep_result_cb, &result);
  g_assert_true (hlc_store_count_finish (fixture->store, wait_for_result (&result), &counts, &error));
  g_assert_no_error (error);
  return counts;
}

/* One number from the database, over a connection of its own: what is committed. */
gint64
read_number (StoreFixture *fixture, const char *query)
{
  g_autofree char *path = g_build_filename (fixture->directory, "console.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcSql) sql = hlc_store_schema_open_reader (path, &error);
  gint64 number = -1;

  g_assert_no_error (error);
  g_assert_true (hlc_sql_get_int (sql, query, &number, &error));
  g_assert_no_error (error);
  return number;
}

/* The types of an operation's timeline, in order. */
char *
dup_timeline (StoreFixture *fixture, const char *call_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (HlcOperation) operation = load_operation (fixture, call_id, &timeline, &error);
  GString *types = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < timeline->len; i++)
    {
      HlcTimelineEntry *entry = g_ptr_array_index (timeline, i);

      g_string_append_printf (types, "%s%s", i > 0 ? " " : "", entry->type);
    }
  return g_string_free (types, FALSE);
}
