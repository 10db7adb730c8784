/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-outbox-fixture.h"
#include "hlc-retry.h"
#include "hlc-store-deliver.h"
#include "hlc-store-messages.h"

#define EVENT "{\"thread_ts\":\"1\", \"n\":1e400}"

/* An order owns its texts; one that is only copied may borrow them. */
#define TEXT(literal) ((char *) (literal))

static HlcMessage *
send_order (StoreFixture *fixture, const HlcSendOrder *order, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_store_send_async (fixture->store, order, keep_result_cb, &result);
  return hlc_store_send_finish (fixture->store, wait_for_result (&result), error);
}

static HlcMessage *
send_or_fail (StoreFixture *fixture, const HlcSendOrder *order)
{
  g_autoptr (GError) error = NULL;
  HlcMessage *message = send_order (fixture, order, &error);

  g_assert_no_error (error);
  return message;
}

static HlcMessage *
resend (StoreFixture *fixture, const char *message_id, const char *endpoint_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hlc_store_resend_async (fixture->store, message_id, endpoint_id, keep_result_cb, &result);
  return hlc_store_resend_finish (fixture->store, wait_for_result (&result), error);
}

static gint64
recover (StoreFixture *fixture, const char *endpoint_id, gint64 since)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n;

  hlc_store_recover_async (fixture->store, endpoint_id, since, keep_result_cb, &result);
  n = hlc_store_recover_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return n;
}

/* The message that tells of an operation. */
static char *
dup_message_id (StoreFixture *fixture, const char *call_id)
{
  g_autoptr (HlcMessageQuery) query = hlc_message_query_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;

  query->call_id = g_strdup (call_id);
  query->with_unsent = TRUE;
  hlc_store_list_messages_async (fixture->store, query, 0, 10, NULL, keep_result_cb, &result);
  messages = hlc_store_list_messages_finish (fixture->store, wait_for_result (&result), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (messages->len, ==, 1);
  return g_strdup (((HlcMessage *) g_ptr_array_index (messages, 0))->message_id);
}

/* Makes every attempt at an endpoint fail until none is left. */
static void
exhaust (StoreFixture *fixture, const char *name)
{
  gint64 next_at = hlc_clock_get_now (fixture->clock);

  for (guint i = 0; i < HLC_RETRY_STEPS; i++)
    {
      g_autoptr (HlcAttempt) attempt = NULL;

      hlc_clock_set_now (fixture->clock, next_at);
      attempt = record (fixture, find_due (fixture, name), HLC_FAILURE_STATUS, 500);
      next_at = attempt->next_at;
    }
  g_assert_cmpint (next_at, ==, 0);
}

static GBytes *
bytes (const char *text)
{
  return g_bytes_new_static (text, strlen (text));
}

static void
test_refused (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (GBytes) event = bytes (EVENT);
  g_autoptr (GBytes) array = bytes ("[]");
  g_autoptr (GBytes) broken = bytes ("{\"a\":01}");
  g_autoptr (HlcOperation) pending = create_call (fixture, "pending", NULL);
  const struct
  {
    HlcSendOrder order;
    int code;
  } CASES[] = {
    { { .content = HLC_CONTENT_EVENT, .event_type = TEXT ("agent_slack.received") }, HLC_ERROR_ARGUMENT },
    { { .content = HLC_CONTENT_BODY, .payload = event }, HLC_ERROR_ARGUMENT },
    { { .content = HLC_CONTENT_EVENT, .event_type = TEXT ("x"), .payload = array }, HLC_ERROR_ARGUMENT },
    { { .content = HLC_CONTENT_EVENT, .event_type = TEXT ("x"), .payload = broken }, HLC_ERROR_SYNTAX },
    { { .content = HLC_CONTENT_OPERATION }, HLC_ERROR_ARGUMENT },
    { { .content = HLC_CONTENT_OPERATION, .call_id = TEXT ("nothing") }, HLC_ERROR_NOT_FOUND },
    { { .content = HLC_CONTENT_OPERATION, .call_id = TEXT ("pending") }, HLC_ERROR_CONFLICT },
    { { .content = HLC_CONTENT_DELIVERY, .delivery = 7 }, HLC_ERROR_NOT_FOUND },
    { { .content = HLC_CONTENT_BODY,
        .event_type = TEXT ("x"),
        .payload = array,
        .sign_mode = HLC_SIGN_ORIGINAL },
      HLC_ERROR_ARGUMENT },
    { { .content = HLC_CONTENT_BODY,
        .event_type = TEXT ("x"),
        .payload = array,
        .url = TEXT ("http://a.test/"),
        .endpoint_id = TEXT ("ep_a") },
      HLC_ERROR_ARGUMENT },
    { { .content = HLC_CONTENT_BODY,
        .event_type = TEXT ("x"),
        .payload = array,
        .url = TEXT ("file:///etc/passwd") },
      HLC_ERROR_ARGUMENT },
    { { .content = HLC_CONTENT_BODY,
        .event_type = TEXT ("x"),
        .payload = array,
        .endpoint_id = TEXT ("ep_x") },
      HLC_ERROR_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (send_order (fixture, &CASES[i].order, &error));
      g_assert_error (error, HLC_ERROR, CASES[i].code);
    }
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM message"), ==, 0);
}

/* An event that somebody composed goes to whoever wants it, and is wrapped as each reads it. */
static void
test_event_to_all (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) a = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcEndpoint) b = add_endpoint (fixture, "ep_b");
  g_autoptr (HlcEndpoint) changed = hlc_endpoint_copy (b);
  g_autoptr (HlcEndpoint) updated = NULL;
  g_autoptr (GBytes) event = bytes (EVENT);
  const HlcSendOrder order = { .content = HLC_CONTENT_EVENT,
                               .event_type = TEXT ("agent_slack.received"),
                               .payload = event,
                               .message_id = TEXT ("msg_mine"),
                               .is_test = TRUE,
                               .trigger = HLC_TRIGGER_SEND };
  g_autoptr (HlcMessage) sent = NULL;
  g_autoptr (HlcMessage) again = NULL;
  g_autoptr (HlcOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;
  HlcDueAttempt *bare;
  HlcDueAttempt *wrapped;

  changed->body_version = HLC_BODY_V1BETA2;
  updated = update_endpoint (fixture, changed);
  sent = send_or_fail (fixture, &order);
  g_assert_cmpstr (sent->message_id, ==, "msg_mine");
  g_assert_cmpint (sent->state, ==, HLC_MESSAGE_PENDING);
  g_assert_true (sent->is_test);

  outbox = look_at_outbox (fixture, 1, NULL);
  g_assert_cmpuint (outbox->due->len, ==, 2);
  bare = g_ptr_array_index (outbox->due, 0);
  wrapped = g_ptr_array_index (outbox->due, 1);
  g_assert_cmpint (bare->attempt->trigger, ==, HLC_TRIGGER_SEND);
  g_assert_cmpint (bare->attempt->lane, ==, 0);
  g_assert_cmpmem (g_bytes_get_data (bare->body, NULL), g_bytes_get_size (bare->body), EVENT, strlen (EVENT));
  g_assert_nonnull (
      g_strstr_len (g_bytes_get_data (wrapped->body, NULL), g_bytes_get_size (wrapped->body), EVENT));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (wrapped->body, NULL), g_bytes_get_size (wrapped->body),
                                  "\"is_test\":true"));

  again = send_order (fixture, &order, &error);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_assert_null (again);
}

/* Nobody wants it: it is kept, and says so. */
static void
test_event_to_nobody (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) event = bytes (EVENT);
  const HlcSendOrder order = { .content = HLC_CONTENT_EVENT, .event_type = TEXT ("x"), .payload = event };
  g_autoptr (HlcMessage) sent = send_or_fail (fixture, &order);

  g_assert_cmpint (sent->state, ==, HLC_MESSAGE_UNSENT);
  assert_due (fixture, "");
}

/* A URL of its own is tried once; an endpoint has its schedule, and is sent to even where it is disabled. */
static void
test_to_one (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) a = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcEndpoint) b = add_endpoint (fixture, "ep_b");
  g_autoptr (GBytes) body = bytes ("not JSON at all");
  const HlcSendOrder to_url = { .content = HLC_CONTENT_BODY,
                                .event_type = TEXT ("x"),
                                .payload = body,
                                .message_id = TEXT ("msg_url"),
                                .url = TEXT ("http://127.0.0.1:1/x"),
                                .trigger = HLC_TRIGGER_SEND };
  const HlcSendOrder to_endpoint = { .content = HLC_CONTENT_BODY,
                                     .event_type = TEXT ("x"),
                                     .payload = body,
                                     .message_id = TEXT ("msg_endpoint"),
                                     .endpoint_id = TEXT ("ep_a"),
                                     .trigger = HLC_TRIGGER_SEND };
  g_autoptr (HlcMessage) one = NULL;
  g_autoptr (HlcMessage) other = NULL;
  g_autoptr (HlcOutbox) outbox = NULL;
  g_autoptr (HlcAttempt) once = NULL;
  g_autoptr (HlcAttempt) first = NULL;
  HlcDueAttempt *due;

  set_endpoint_enabled (fixture, "ep_a", FALSE);
  one = send_or_fail (fixture, &to_url);
  other = send_or_fail (fixture, &to_endpoint);
  g_assert_cmpstr (one->url, ==, "http://127.0.0.1:1/x");
  assert_due (fixture, "msg_url@http://127.0.0.1:1/x msg_endpoint@ep_a");
  outbox = look_at_outbox (fixture, 1, NULL);
  due = g_ptr_array_index (outbox->due, 0);
  g_assert_null (due->endpoint);
  g_assert_null (due->attempt->endpoint_id);
  g_assert_cmpmem (g_bytes_get_data (due->body, NULL), g_bytes_get_size (due->body), "not JSON at all", 15);

  once = record (fixture, due->attempt->id, HLC_FAILURE_UNREACHABLE, 0);
  g_assert_cmpint (once->next_at, ==, 0);
  first = record (fixture, find_due (fixture, "msg_endpoint@ep_a"), HLC_FAILURE_UNREACHABLE, 0);
  g_assert_cmpint (first->next_at, >, 0);
  /* The retries are not asked for: they wait until it is enabled. */
  hlc_clock_set_now (fixture->clock, first->next_at);
  assert_due (fixture, "");
  set_endpoint_enabled (fixture, "ep_a", TRUE);
  assert_due (fixture, "msg_endpoint@ep_a");
  g_assert_cmpint (count (fixture).failed_messages, ==, 1);
}

static void
test_operation (StoreFixture *fixture, gconstpointer user_data)
{
  const HlcSendOrder order = { .content = HLC_CONTENT_OPERATION,
                               .call_id = TEXT ("c1"),
                               .url = TEXT ("http://127.0.0.1:1/x"),
                               .trigger = HLC_TRIGGER_SEND };
  g_autoptr (HlcMessage) sent = NULL;
  g_autoptr (HlcAttempt) attempt = NULL;
  g_autofree char *timeline = NULL;

  approve_call (fixture, "c1");
  sent = send_or_fail (fixture, &order);
  g_assert_cmpstr (sent->event_type, ==, "function_call.completed");
  g_assert_cmpstr (sent->title, ==, "title of c1");
  attempt = record (fixture, find_due (fixture, "c1@http://127.0.0.1:1/x"), HLC_FAILURE_NONE, 200);
  timeline = dup_timeline (fixture, "c1");
  g_assert_cmpstr (timeline, ==, "requested approved delivered");
}

/* A received delivery goes on as it came, its headers with it, under its sender's id. */
static void
test_replay (StoreFixture *fixture, gconstpointer user_data)
{
  static const HlcSignMode MODES[] = { HLC_SIGN_NOW, HLC_SIGN_ORIGINAL };
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) delivery = store_delivery (fixture, make_call_delivery ("m1", "c1", NULL), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (MODES); i++)
    {
      const HlcSendOrder order = { .content = HLC_CONTENT_DELIVERY,
                                   .delivery = delivery->id,
                                   .endpoint_id = TEXT ("ep_a"),
                                   .sign_mode = MODES[i],
                                   .trigger = HLC_TRIGGER_REPLAY };
      g_autoptr (HlcMessage) sent = send_or_fail (fixture, &order);
      g_autoptr (HlcOutbox) outbox = look_at_outbox (fixture, 1, NULL);
      g_autoptr (HlcAttempt) attempt = NULL;
      HlcDueAttempt *due = g_ptr_array_index (outbox->due, 0);

      g_assert_cmpstr (sent->webhook_id, ==, "m1");
      g_assert_cmpstr (sent->message_id, !=, "m1");
      g_assert_cmpstr (sent->call_id, ==, "c1");
      g_assert_cmpint (sent->delivery, ==, delivery->id);
      g_assert_cmpint (due->attempt->sign_mode, ==, MODES[i]);
      g_assert_cmpint (due->attempt->trigger, ==, HLC_TRIGGER_REPLAY);
      g_assert_true (g_bytes_equal (due->body, delivery->body));
      g_assert_cmpstr (hlc_header_list_lookup (due->received_headers, "webhook-id"), ==, "m1");
      attempt = record (fixture, due->attempt->id, HLC_FAILURE_NONE, 200);
    }
  /* The agent's operation is not ours to tell of: the timeline does not mention a replay. */
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM timeline WHERE type = 'delivered'"), ==, 0);
}

/* What nobody has verified is never signed by us because somebody asked for it again, wherever it is to go then. */
static void
test_unverified_stays_original (StoreFixture *fixture, gconstpointer user_data)
{
  HlcDelivery *received = make_call_delivery ("m1", "c1", NULL);
  HlcSendOrder order = { .content = HLC_CONTENT_DELIVERY,
                         .sign_mode = HLC_SIGN_ORIGINAL,
                         .trigger = HLC_TRIGGER_REPLAY };
  g_autoptr (HlcDelivery) stored = NULL;
  g_autoptr (HlcMessage) nowhere = NULL;
  g_autoptr (HlcMessage) again = NULL;
  g_autoptr (HlcMessage) elsewhere = NULL;
  g_autoptr (HlcEndpoint) a = NULL;
  g_autoptr (HlcEndpoint) b = NULL;
  g_autoptr (HlcEndpoint) c = NULL;
  g_autoptr (GError) error = NULL;

  received->verdict = HLC_VERDICT_UNVERIFIED;
  stored = store_delivery (fixture, received, &error);
  g_assert_no_error (error);
  order.delivery = stored->id;
  nowhere = send_or_fail (fixture, &order);
  g_assert_cmpint (nowhere->state, ==, HLC_MESSAGE_UNSENT);

  a = add_endpoint (fixture, "ep_a");
  again = resend (fixture, nowhere->message_id, NULL, &error);
  g_assert_no_error (error);
  b = add_endpoint (fixture, "ep_b");
  g_assert_cmpint (recover (fixture, "ep_b", 0), ==, 1);
  remove_endpoint (fixture, "ep_a");
  remove_endpoint (fixture, "ep_b");
  c = add_endpoint (fixture, "ep_c");
  elsewhere = resend (fixture, nowhere->message_id, "ep_c", &error);
  g_assert_no_error (error);

  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM attempt"), ==, 3);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM attempt WHERE sign_mode = 0"), ==, 0);
}

/* What was refused makes room for others; what was replayed of it is sent all the same. */
static void
test_replay_of_what_made_room (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  HlcDelivery *refused = make_delivery ("m1", "refused");
  HlcSendOrder order = { .content = HLC_CONTENT_DELIVERY,
                         .endpoint_id = TEXT ("ep_a"),
                         .sign_mode = HLC_SIGN_ORIGINAL };
  g_autoptr (HlcDelivery) stored = NULL;
  g_autoptr (HlcMessage) sent = NULL;
  g_autoptr (HlcOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;
  HlcDueAttempt *due;

  refused->http_status = 401;
  stored = store_delivery (fixture, refused, &error);
  g_assert_no_error (error);
  order.delivery = stored->id;
  sent = send_or_fail (fixture, &order);
  g_assert_cmpstr (sent->event_type, ==, HLC_NO_EVENT_TYPE);
  for (guint i = 0; i < HLC_MAX_REJECTED_DELIVERIES; i++)
    {
      HlcDelivery *other = make_delivery (NULL, "{}");
      g_autoptr (HlcDelivery) stored_other = NULL;

      other->http_status = 401;
      stored_other = store_delivery (fixture, other, &error);
      g_assert_no_error (error);
    }

  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM delivery WHERE id = 1"), ==, 0);
  outbox = look_at_outbox (fixture, 1, NULL);
  due = g_ptr_array_index (outbox->due, 0);
  g_assert_cmpmem (g_bytes_get_data (due->body, NULL), g_bytes_get_size (due->body), "refused", 7);
  g_assert_cmpstr (hlc_header_list_lookup (due->received_headers, "webhook-id"), ==, "m1");
}

/* One that waits is made now, and its schedule goes on. */
static void
test_resend_waiting (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = add_endpoint (fixture, "ep_a");
  g_autofree char *message_id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcMessage) resent = NULL;
  g_autoptr (HlcAttempt) first = NULL;
  g_autoptr (HlcAttempt) second = NULL;

  approve_call (fixture, "c1");
  message_id = dup_message_id (fixture, "c1");
  first = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_STATUS, 500);
  assert_due (fixture, "");
  set_endpoint_enabled (fixture, "ep_a", FALSE);
  resent = resend (fixture, message_id, "ep_a", &error);
  g_assert_no_error (error);
  g_assert_cmpint (resent->next_at, ==, G_TIME_SPAN_DAY);
  assert_due (fixture, "c1@ep_a");
  second = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_STATUS, 500);
  g_assert_cmpint (second->trigger, ==, HLC_TRIGGER_RESEND);
  g_assert_cmpuint (second->number, ==, 2);
  g_assert_cmpuint (second->step, ==, 2);
  g_assert_cmpint (second->next_at, >, G_TIME_SPAN_DAY + 4 * G_TIME_SPAN_MINUTE);
}

/* Where nothing waits it is tried once: after the schedule, after a success, and at an endpoint that never had it. */
static void
test_resend_once (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) a = add_endpoint (fixture, "ep_a");
  g_autoptr (HlcEndpoint) b = add_endpoint (fixture, "ep_b");
  g_autoptr (HlcEndpoint) c = NULL;
  g_autofree char *message_id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcMessage) everywhere = NULL;
  g_autoptr (HlcMessage) to_new = NULL;
  g_autoptr (HlcMessage) all_again = NULL;
  g_autoptr (HlcAttempt) taken = NULL;
  g_autoptr (HlcAttempt) failed = NULL;
  g_autoptr (HlcAttempt) taken_at_last = NULL;
  g_autoptr (HlcAttempt) taken_by_new = NULL;

  approve_call (fixture, "c1");
  c = add_endpoint (fixture, "ep_c");
  message_id = dup_message_id (fixture, "c1");
  taken = record (fixture, find_due (fixture, "c1@ep_b"), HLC_FAILURE_NONE, 200);
  exhaust (fixture, "c1@ep_a");
  g_assert_cmpint (count (fixture).failed_messages, ==, 1);

  /* Everywhere is where it is not yet. */
  everywhere = resend (fixture, message_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (everywhere->state, ==, HLC_MESSAGE_PENDING);
  assert_due (fixture, "c1@ep_a");
  failed = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_STATUS, 500);
  g_assert_cmpuint (failed->number, ==, HLC_RETRY_STEPS + 1);
  g_assert_cmpint (failed->next_at, ==, 0);
  g_assert_cmpint (count (fixture).failed_messages, ==, 1);

  to_new = resend (fixture, message_id, "ep_c", &error);
  g_assert_no_error (error);
  taken_by_new = record (fixture, find_due (fixture, "c1@ep_c"), HLC_FAILURE_NONE, 200);
  g_assert_cmpuint (taken_by_new->number, ==, 1);
  g_clear_pointer (&to_new, hlc_message_unref);
  to_new = resend (fixture, message_id, "ep_a", &error);
  g_assert_no_error (error);
  taken_at_last = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_NONE, 200);
  g_assert_cmpint (read_number (fixture, "SELECT state FROM message"), ==, HLC_MESSAGE_DELIVERED);

  /* Where all have it, it goes to all. */
  all_again = resend (fixture, message_id, NULL, &error);
  g_assert_no_error (error);
  assert_due (fixture, "c1@ep_b c1@ep_c c1@ep_a");
}

/* One that nobody wanted when it was made goes to whoever wants it now. */
static void
test_resend_unsent (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = NULL;
  g_autofree char *message_id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcMessage) resent = NULL;
  g_autoptr (HlcAttempt) attempt = NULL;

  g_assert_null (resend (fixture, "msg_nothing", NULL, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_clear_error (&error);

  approve_call (fixture, "c1");
  message_id = dup_message_id (fixture, "c1");
  g_assert_null (resend (fixture, message_id, NULL, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (resend (fixture, message_id, "ep_x", &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
  g_clear_error (&error);

  endpoint = add_endpoint (fixture, "ep_a");
  resent = resend (fixture, message_id, NULL, &error);
  g_assert_no_error (error);
  attempt = record (fixture, find_due (fixture, "c1@ep_a"), HLC_FAILURE_STATUS, 500);
  g_assert_cmpint (attempt->next_at, >, 0);
}

/* All that it missed, in order, and nothing twice. */
static void
test_recover (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = NULL;
  g_autoptr (HlcEndpoint) other = NULL;
  g_autoptr (HlcAttempt) taken = NULL;
  g_autoptr (HlcAttempt) waiting = NULL;
  g_autoptr (HlcAttempt) recovered = NULL;
  g_autoptr (GBytes) body = bytes ("{}");
  const HlcSendOrder to_other = { .content = HLC_CONTENT_BODY,
                                  .event_type = TEXT ("function_call.completed"),
                                  .payload = body,
                                  .endpoint_id = TEXT ("ep_b") };
  g_autoptr (HlcMessage) not_for_it = NULL;
  gint64 since;

  approve_call (fixture, "too-old");
  since = G_TIME_SPAN_DAY + G_TIME_SPAN_HOUR;
  hlc_clock_set_now (fixture->clock, since);
  approve_call (fixture, "never");
  endpoint = add_endpoint (fixture, "ep_a");
  other = add_endpoint (fixture, "ep_b");
  approve_call (fixture, "failed");
  exhaust (fixture, "failed@ep_a");
  approve_call (fixture, "taken");
  taken = record (fixture, find_due (fixture, "taken@ep_a"), HLC_FAILURE_NONE, 200);
  approve_call (fixture, "waiting");
  waiting = record (fixture, find_due (fixture, "waiting@ep_a"), HLC_FAILURE_STATUS, 500);
  not_for_it = send_or_fail (fixture, &to_other);
  set_endpoint_enabled (fixture, "ep_b", FALSE);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM message WHERE to_all = 0"), ==, 1);

  g_assert_cmpint (recover (fixture, "ep_a", since), ==, 2);
  {
    g_autofree char *due = g_strdup_printf ("%s@ep_b never@ep_a failed@ep_a", not_for_it->message_id);

    assert_due (fixture, due);
  }
  g_assert_cmpint (recover (fixture, "ep_a", since), ==, 0);
  recovered = record (fixture, find_due (fixture, "failed@ep_a"), HLC_FAILURE_STATUS, 500);
  g_assert_cmpint (recovered->trigger, ==, HLC_TRIGGER_RECOVER);
  g_assert_cmpuint (recovered->number, ==, HLC_RETRY_STEPS + 1);
  g_assert_cmpuint (recovered->step, ==, 1);
  g_assert_cmpint (recovered->next_at, >, 0);
  g_assert_cmpint (recover (fixture, "ep_a", 0), ==, 1);
}

/* More than one write takes. */
static void
test_recover_many (StoreFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) endpoint = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1100; i++)
    {
      g_autofree char *call_id = g_strdup_printf ("c%u", i);

      approve_call (fixture, call_id);
    }
  endpoint = add_endpoint (fixture, "ep_a");
  g_assert_cmpint (recover (fixture, "ep_a", 0), ==, 1100);
  g_assert_cmpint (count (fixture).pending_messages, ==, 1100);
  g_assert_cmpint (recover (fixture, "ep_a", 0), ==, 0);

  hlc_store_recover_async (fixture->store, "ep_x", 0, keep_result_cb, &result);
  g_assert_cmpint (hlc_store_recover_finish (fixture->store, wait_for_result (&result), &error), ==, -1);
  g_assert_error (error, HLC_ERROR, HLC_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer user_data);
  } TESTS[] = {
    { "/store-send/refused", test_refused },
    { "/store-send/event-to-all", test_event_to_all },
    { "/store-send/event-to-nobody", test_event_to_nobody },
    { "/store-send/to-one", test_to_one },
    { "/store-send/operation", test_operation },
    { "/store-send/replay", test_replay },
    { "/store-send/unverified-stays-original", test_unverified_stays_original },
    { "/store-send/replay-of-what-made-room", test_replay_of_what_made_room },
    { "/store-send/resend-waiting", test_resend_waiting },
    { "/store-send/resend-once", test_resend_once },
    { "/store-send/resend-unsent", test_resend_unsent },
    { "/store-send/recover", test_recover },
    { "/store-send/recover-many", test_recover_many },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].path, StoreFixture, NULL, store_fixture_set_up, TESTS[i].test,
                store_fixture_tear_down);
  return g_test_run ();
}
