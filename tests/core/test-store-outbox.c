/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-outbox-fixture.h"

/* Only enabled endpoints that are subscribed; one message whatever their number. */
static void
test_who_gets_it (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *endpoint_id;
    guint events;
    gboolean enabled;
  } ENDPOINTS[] = {
    { "ep_all", HLC_EVENTS_ALL, TRUE },
    { "ep_disabled", HLC_EVENTS_ALL, FALSE },
    { "ep_contacts", 1u << HLC_EVENT_HUMAN_CONTACT_COMPLETED, TRUE },
    { "ep_calls", 1u << HLC_EVENT_FUNCTION_CALL_COMPLETED, TRUE },
  };

  approve_call (fixture, "before");
  g_assert_cmpint (read_number (fixture, "SELECT state FROM message"), ==, HLC_MESSAGE_UNSENT);
  for (guint i = 0; i < G_N_ELEMENTS (ENDPOINTS); i++)
    {
      g_autoptr (HlcEndpoint) added = add_endpoint (fixture, ENDPOINTS[i].endpoint_id);
      g_autoptr (HlcEndpoint) changed = hlc_endpoint_copy (added);
      g_autoptr (HlcEndpoint) updated = NULL;

      changed->events = ENDPOINTS[i].events;
      changed->enabled = ENDPOINTS[i].enabled;
      updated = update_endpoint (fixture, changed);
    }

  approve_call (fixture, "c1");
  assert_due (fixture, "c1@ep_all c1@ep_calls");
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM message"), ==, 2);
  g_assert_cmpint (count (fixture).pending_messages, ==, 1);
}

static void
test_what_is_due (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcOutbox) outbox = NULL;
  HlcDueAttempt *due;

  approve_call (fixture, "c1");
  outbox = look_at_outbox (fixture, 1, NULL);
  g_assert_cmpuint (outbox->due->len, ==, 1);
  g_assert_false (outbox->has_more);
  g_assert_cmpint (outbox->next_due_at, ==, 0);
  due = g_ptr_array_index (outbox->due, 0);
  g_assert_cmpstr (due->message->event_type, ==, "function_call.completed");
  g_assert_cmpstr (due->message->call_id, ==, "c1");
  g_assert_cmpstr (due->message->title, ==, "title of c1");
  g_assert_true (g_str_has_prefix (due->message->message_id, "msg_"));
  g_assert_null (due->message->webhook_id);
  g_assert_cmpint (due->message->state, ==, HLC_MESSAGE_PENDING);
  g_assert_cmpint (due->message->content, ==, HLC_CONTENT_OPERATION);
  g_assert_cmpint (due->message->next_at, ==, G_TIME_SPAN_DAY);
  g_assert_cmpstr (due->message->url, ==, "http://ep_a.test/webhook");
  g_assert_cmpstr (due->attempt->message_id, ==, due->message->message_id);
  g_assert_cmpstr (due->attempt->endpoint_id, ==, "ep_a");
  g_assert_cmpint (due->attempt->trigger, ==, HLC_TRIGGER_EVENT);
  g_assert_cmpint (due->attempt->sign_mode, ==, HLC_SIGN_NOW);
  g_assert_cmpuint (due->attempt->number, ==, 1);
  g_assert_cmpint (due->attempt->lane, ==, due->message->operation);
  g_assert_cmpint (due->attempt->due_at, ==, G_TIME_SPAN_DAY);
  g_assert_cmpstr (due->endpoint->endpoint_id, ==, "ep_a");
  g_assert_null (due->received_headers);
}

/* What the agent gave comes back as it was, in every version: its numbers, its order, all of it. */
static void
test_state_goes_out_byte_for_byte (StoreFixture *fixture, gconstpointer user_data)
{
  static const HlcBodyVersion VERSIONS[] = { HLC_BODY_V1, HLC_BODY_V1BETA2, HLC_BODY_V1BETA3 };
  g_autoptr (GString) spec = g_string_new ("{\"fn\":\"f\",\"kwargs\":{\"b\":1e400, \"a\":0.10},\"state\":[");
  g_autoptr (HlcOutbox) outbox = NULL;

  while (spec->len < 100 * 1024)
    g_string_append_printf (spec, "%s12345678901234567890.%05u , \"\\u00e9\u00e9\"",
                            spec->len > 60 ? "," : "", (guint) spec->len);
  g_string_append (spec, "]}");

  for (guint i = 0; i < G_N_ELEMENTS (VERSIONS); i++)
    {
      g_autofree char *endpoint_id = g_strdup_printf ("ep_%u", i);
      g_autoptr (HlcEndpoint) added = add_endpoint (fixture, endpoint_id);
      g_autoptr (HlcEndpoint) changed = hlc_endpoint_copy (added);
      g_autoptr (HlcEndpoint) updated = NULL;

      changed->body_version = VERSIONS[i];
      updated = update_endpoint (fixture, changed);
    }

  decide_call (fixture, "c1", spec->str);
  store_fixture_reopen (fixture);
  outbox = look_at_outbox (fixture, 1, NULL);
  g_assert_cmpuint (outbox->due->len, ==, G_N_ELEMENTS (VERSIONS));
  for (guint i = 0; i < outbox->due->len; i++)
    {
      HlcDueAttempt *due = g_ptr_array_index (outbox->due, i);
      g_autoptr (HlcJsonDocument) document = NULL;
      g_autoptr (HlcPayload) payload = NULL;
      g_autoptr (GError) error = NULL;

      document = hlc_json_document_new (due->body, NULL, &error);
      g_assert_no_error (error);
      payload = hlc_payload_new_detect (document, &error);
      g_assert_no_error (error);
      g_assert_cmpint (payload->body_version, ==, VERSIONS[i]);
      g_assert_cmpstr (payload->operation->call_id, ==, "c1");
      g_assert_cmpmem (g_bytes_get_data (payload->operation->spec, NULL),
                       g_bytes_get_size (payload->operation->spec), spec->str, spec->len);
    }
}

static GArray *
get_ids (HlcOutbox *outbox)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < outbox->due->len; i++)
    g_array_append_val (ids, ((HlcDueAttempt *) g_ptr_array_index (outbox->due, i))->attempt->id);
  return ids;
}

/* What is under way takes places, and is not given out twice. */
static void
test_places (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) a = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcEndpoint) b = NULL;
  g_autoptr (HlcOutbox) first = NULL;
  g_autoptr (HlcOutbox) second = NULL;
  g_autoptr (HlcOutbox) third = NULL;
  g_autoptr (GArray) under_way = NULL;
  HlcDueAttempt *due;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *call_id = g_strdup_printf ("c%u", i);

      approve_call (fixture, call_id);
    }
  b = add_endpoint (fixture, "ep_b");
  approve_call (fixture, "c5");

  first = look_at_outbox (fixture, 3, NULL);
  g_assert_cmpuint (first->due->len, ==, 4);
  g_assert_false (first->has_more);
  g_assert_cmpint (first->next_due_at, ==, 0);

  under_way = get_ids (first);
  second = look_at_outbox (fixture, 3, under_way);
  g_assert_cmpuint (second->due->len, ==, 0);
  g_assert_cmpint (second->next_due_at, ==, 0);

  third = look_at_outbox (fixture, 4, under_way);
  g_assert_cmpuint (third->due->len, ==, 1);
  due = g_ptr_array_index (third->due, 0);
  g_assert_cmpstr (due->message->call_id, ==, "c3");
}

/* One look takes a batch; who asks again gets the rest, and nobody else waits behind a long queue. */
static void
test_batch (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) a = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcEndpoint) b = NULL;
  g_autoptr (HlcOutbox) few = NULL;
  g_autoptr (HlcOutbox) first = NULL;
  g_autoptr (HlcOutbox) rest = NULL;
  g_autoptr (GArray) under_way = NULL;

  for (guint i = 0; i < HLC_OUTBOX_BATCH + 20; i++)
    {
      g_autofree char *call_id = g_strdup_printf ("c%u", i);

      approve_call (fixture, call_id);
    }
  b = add_endpoint (fixture, "ep_b");
  approve_call (fixture, "last");

  few = look_at_outbox (fixture, 2, NULL);
  g_assert_cmpuint (few->due->len, ==, 3);
  g_assert_false (few->has_more);

  first = look_at_outbox (fixture, 1000, NULL);
  g_assert_cmpuint (first->due->len, ==, HLC_OUTBOX_BATCH);
  g_assert_true (first->has_more);
  under_way = get_ids (first);
  rest = look_at_outbox (fixture, 1000, under_way);
  g_assert_cmpuint (rest->due->len, ==, 22);
  g_assert_false (rest->has_more);
}

/* Large bodies come a few at a time, and one that is larger than all that alone. */
static void
test_batch_bytes (StoreFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    gsize size;
    guint expected;
  } CASES[] = {
    { 6 * 1024 * 1024, 2 },
    { 17 * 1024 * 1024, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *endpoint_id = g_strdup_printf ("ep_%u", i);
      g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, endpoint_id);
      g_autofree char *filler = g_strnfill (CASES[i].size, 'x');
      g_autofree char *spec = g_strdup_printf ("{\"fn\":\"f\",\"kwargs\":{\"x\":\"%s\"}}", filler);
      g_autoptr (HlcOutbox) outbox = NULL;

      for (guint j = 0; j < 3; j++)
        {
          g_autofree char *call_id = g_strdup_printf ("c%u-%u", i, j);

          decide_call (fixture, call_id, spec);
        }
      outbox = look_at_outbox (fixture, 10, NULL);
      g_assert_cmpuint (outbox->due->len, ==, CASES[i].expected);
      g_assert_true (outbox->has_more);
      remove_endpoint (fixture, endpoint_id);
    }
}

/* Nothing is written before an attempt is made: a crash meanwhile makes it again under the same message id. */
static void
test_crash_under_way (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcOutbox) before = NULL;
  g_autoptr (HlcOutbox) after = NULL;
  HlcDueAttempt *one;
  HlcDueAttempt *other;

  approve_call (fixture, "c1");
  before = look_at_outbox (fixture, 1, NULL);
  store_fixture_reopen (fixture);
  after = look_at_outbox (fixture, 1, NULL);
  one = g_ptr_array_index (before->due, 0);
  other = g_ptr_array_index (after->due, 0);
  g_assert_cmpint (one->attempt->id, ==, other->attempt->id);
  g_assert_cmpstr (one->message->message_id, ==, other->message->message_id);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer user_data);
  } TESTS[] = {
    { "/store-outbox/who-gets-it", test_who_gets_it },
    { "/store-outbox/what-is-due", test_what_is_due },
    { "/store-outbox/state-goes-out-byte-for-byte", test_state_goes_out_byte_for_byte },
    { "/store-outbox/places", test_places },
    { "/store-outbox/batch", test_batch },
    { "/store-outbox/batch-bytes", test_batch_bytes },
    { "/store-outbox/crash-under-way", test_crash_under_way },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].path, StoreFixture, NULL, store_fixture_set_up, TESTS[i].test,
                store_fixture_tear_down);
  return g_test_run ();
}
