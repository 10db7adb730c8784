/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "raw-client.h"
#include "sending-fixture.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define TYPE "\"event_type\":\"agent_email.received\""
#define URL "\"to\":\"http://127.0.0.1:8000/webhook\""

/* clang-format off */
static const SendingCase cases[] = {
  { "list", "GET messages", NULL, 200, "{\"items\":[{\"id\":\"msg_a\"," },
  { "list-endpoint", "GET messages?endpoint_id=ep_a&state=pending&limit=1", NULL, 200, "msg_a" },
  { "list-other", "GET messages?endpoint_id=ep_b", NULL, 200, "{\"items\":[],\"next\":null}" },
  { "list-call", "GET messages?call_id=c1", NULL, 200, "{\"items\":[],\"next\":null}" },
  { "list-search", "GET messages?q=agent_em", NULL, 200, "msg_a" },
  { "list-state", "GET messages?state=lost", NULL, 422, "\"loc\":[\"query\",\"state\"]" },
  { "list-limit", "GET messages?limit=0", NULL, 422, "\"loc\":[\"query\",\"limit\"]" },
  { "list-parameter", "GET messages?calls=c1", NULL, 422, "\"loc\":[\"query\",\"calls\"]" },
  { "get", "GET messages/msg_a", NULL, 200, "\"attempts\":[{" },
  { "get-unknown", "GET messages/msg_b", NULL, 404, SENDING_CODE ("not_found") },
  { "delete", "DELETE messages/msg_a", NULL, 405, "\r\nAllow: GET\r\n" },

  { "send-not-json", "POST messages", "x", 400, SENDING_CODE ("json_invalid") },
  { "send-nothing", "POST messages", "{}", 422, "\"loc\":[\"body\"]" },
  { "send-no-type", "POST messages", "{\"data\":{}}", 422, SENDING_LOC ("event_type") },
  { "send-type", "POST messages", "{\"event_type\":\"\",\"data\":{}}", 422, SENDING_LOC ("event_type") },
  { "send-no-data", "POST messages", "{" TYPE "}", 422, "\"loc\":[\"body\"" },
  { "send-both", "POST messages", "{" TYPE ",\"data\":{},\"body\":\"x\"}", 422, "\"loc\":[\"body\"" },
  { "send-array", "POST messages", "{" TYPE ",\"data\":[]}", 422, SENDING_LOC ("data") },
  { "send-body", "POST messages", "{" TYPE ",\"body\":{}}", 422, SENDING_LOC ("body") },
  { "send-unknown", "POST messages", "{" TYPE ",\"data\":{},\"to\":\"ep_b\"}", 404, SENDING_CODE ("not_found") },
  { "send-scheme", "POST messages", "{" TYPE ",\"data\":{},\"to\":\"ftp://h/\"}", 422, SENDING_LOC ("to") },
  { "send-no-secret", "POST messages", "{" TYPE ",\"data\":{}," URL "}", 422, "secret" },
  { "send-secret", "POST messages", "{" TYPE ",\"data\":{}," URL ",\"secret\":\"hush***\"}", 422,
    SENDING_LOC ("secret") },
  { "send-url", "POST messages", "{" TYPE ",\"data\":{}," URL ",\"secret\":\"" SECRET "\"}", 200,
    "\"state\":\"pending\"" },
  { "send-all", "POST messages", "{" TYPE ",\"data\":{},\"is_test\":true}", 200, "\"is_test\":true" },

  { "resend", "POST messages/msg_a/resend", "{}", 200, "\"id\":\"msg_a\"" },
  { "resend-to", "POST messages/msg_a/resend", "{\"to\":\"ep_a\"}", 200, "\"id\":\"msg_a\"" },
  { "resend-unknown", "POST messages/msg_b/resend", "{}", 404, SENDING_CODE ("not_found") },
  { "resend-to-unknown", "POST messages/msg_a/resend", "{\"to\":\"ep_b\"}", 404, SENDING_CODE ("not_found") },
  { "resend-to-url", "POST messages/msg_a/resend", "{" URL "}", 422, SENDING_LOC ("to") },

  { "replay-word", "POST deliveries/x/replay", "{\"mode\":\"original\"}", 404, SENDING_CODE ("not_found") },
  { "replay-unknown", "POST deliveries/9/replay", "{\"mode\":\"original\"}", 404, SENDING_CODE ("not_found") },
  { "replay-mode", "POST deliveries/9/replay", "{\"mode\":\"sideways\"}", 422, SENDING_LOC ("mode") },
  { "replay-secret", "POST deliveries/9/replay", "{\"mode\":\"resign\"," URL ",\"secret\":\"hush***\"}", 422,
    SENDING_LOC ("secret") },
  { "replay-no-secret", "POST deliveries/9/replay", "{\"mode\":\"resign\"," URL "}", 422, SENDING_LOC ("secret") },
  { "replay-get", "GET deliveries/9/replay", NULL, 405, "\r\nAllow: POST\r\n" },

  { "time-scale", "GET time-scale", NULL, 200, "{\"time_scale\":1}" },
  { "time-scale-set", "PUT time-scale", "{\"time_scale\":2.5e2}", 200, "{\"time_scale\":250}" },
  { "time-scale-low", "PUT time-scale", "{\"time_scale\":0.5}", 422, SENDING_LOC ("time_scale") },
  { "time-scale-word", "PUT time-scale", "{\"time_scale\":\"10\"}", 422, SENDING_LOC ("time_scale") },
  { "time-scale-array", "PUT time-scale", "[]", 422, "\"loc\":[\"body\"]" },
};
/* clang-format on */

static gint64
add_delivery (SendingFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) stored =
      store_delivery (&fixture->base, make_call_delivery ("their-id", "c1", NULL), &error);

  g_assert_no_error (error);
  return stored->id;
}

/* What is due for @url, or NULL. */
static HlcOutbox *
look (SendingFixture *fixture, const char *url, const HlcDueAttempt **found)
{
  HlcOutbox *outbox = look_at_outbox (&fixture->base, 100, NULL);

  *found = NULL;
  for (guint i = 0; i < outbox->due->len; i++)
    {
      const HlcDueAttempt *due = g_ptr_array_index (outbox->due, i);

      if (g_strcmp0 (due->attempt->url, url) == 0)
        *found = due;
    }

  return outbox;
}

/* The bytes of an event are sent as they came; so are those of a whole body. */
static void
test_bytes (SendingFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *member;
    const char *expected;
  } contents[] = {
    { "\"data\":{ \"n\":12345678901234567890, \"x\":1e400 }", "{ \"n\":12345678901234567890, \"x\":1e400 }" },
    { "\"body\":\"not { JSON \\u00e9\\n\"", "not { JSON é\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/x", 8000 + i);
      g_autofree char *body =
          g_strdup_printf ("{" TYPE ",%s,\"to\":\"%s\",\"secret\":\"" SECRET "\"}", contents[i].member, url);
      g_autofree char *answer = sending_ask (fixture, "POST messages", body);
      g_autoptr (HlcOutbox) outbox = NULL;
      const HlcDueAttempt *due = NULL;
      g_autofree char *sent = NULL;

      g_assert_cmpuint (raw_answer_get_status (answer), ==, 200);
      g_assert_null (strstr (answer, SECRET));
      outbox = look (fixture, url, &due);
      g_assert_nonnull (due);
      sent = g_strndup (g_bytes_get_data (due->body, NULL), g_bytes_get_size (due->body));
      g_assert_nonnull (strstr (sent, contents[i].expected));
      g_assert_cmpint (due->attempt->trigger, ==, HLC_TRIGGER_SEND);
      g_assert_cmpint (due->attempt->sign_mode, ==, HLC_SIGN_NOW);
    }
}

static void
test_replay (SendingFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *members;
    HlcSignMode mode;
  } replays[] = {
    { "\"mode\":\"original\"", HLC_SIGN_ORIGINAL },
    { "\"mode\":\"resign\",\"secret\":\"" SECRET "\"", HLC_SIGN_NOW },
  };
  gint64 id = add_delivery (fixture);
  g_autofree char *target = g_strdup_printf ("POST deliveries/%" G_GINT64_FORMAT "/replay", id);

  for (guint i = 0; i < G_N_ELEMENTS (replays); i++)
    {
      g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/x", 8000 + i);
      g_autofree char *body = g_strdup_printf ("{\"to\":\"%s\",%s}", url, replays[i].members);
      g_autofree char *answer = sending_ask (fixture, target, body);
      g_autofree char *delivery_id = sending_get_member (answer, "delivery_id");
      g_autoptr (HlcOutbox) outbox = NULL;
      const HlcDueAttempt *due = NULL;

      g_assert_cmpuint (raw_answer_get_status (answer), ==, 200);
      g_assert_cmpint (g_ascii_strtoll (delivery_id, NULL, 10), ==, id);
      outbox = look (fixture, url, &due);
      g_assert_nonnull (due);
      g_assert_cmpint (due->attempt->sign_mode, ==, replays[i].mode);
      g_assert_cmpint (due->attempt->trigger, ==, HLC_TRIGGER_REPLAY);
      g_assert_cmpstr (due->message->webhook_id, ==, "their-id");
    }
}

/* Without a destination: to every endpoint that wants it. */
static void
test_replay_to_all (SendingFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcEndpoint) first = add_endpoint (&fixture->base, "ep_a");
  g_autoptr (HlcEndpoint) second = add_endpoint (&fixture->base, "ep_b");
  g_autofree char *target =
      g_strdup_printf ("POST deliveries/%" G_GINT64_FORMAT "/replay", add_delivery (fixture));
  g_autofree char *answer = sending_ask (fixture, target, "{\"mode\":\"resign\"}");
  g_autoptr (HlcOutbox) outbox = look_at_outbox (&fixture->base, 100, NULL);

  g_assert_cmpuint (raw_answer_get_status (answer), ==, 200);
  g_assert_cmpuint (outbox->due->len, ==, 2);
}

/* What no endpoint wanted is listed where it is asked for. */
static void
test_unsent (SendingFixture *fixture, gconstpointer user_data)
{
  g_autofree char *sent = sending_ask (fixture, "POST messages", "{" TYPE ",\"data\":{}}");
  g_autofree char *id = sending_get_member (sent, "id");
  g_autofree char *all = sending_ask (fixture, "GET messages", NULL);
  g_autofree char *unsent = sending_ask (fixture, "GET messages?state=unsent", NULL);
  g_autofree char *target = g_strdup_printf ("POST messages/%s/resend", id);
  g_autofree char *resent = NULL;

  g_assert_nonnull (strstr (sent, "\"state\":\"unsent\""));
  g_assert_null (strstr (all, id));
  g_assert_nonnull (strstr (unsent, id));
  resent = sending_ask (fixture, target, "{}");
  raw_assert_json_error (resent, 409, "nowhere_to_send");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  sending_add_cases ("api-messages", cases, G_N_ELEMENTS (cases));

#define ADD(path, function)                                                                                  \
  g_test_add ("/api-messages/" path, SendingFixture, NULL, sending_set_up, function, sending_tear_down)
  ADD ("bytes", test_bytes);
  ADD ("replay", test_replay);
  ADD ("replay-to-all", test_replay_to_all);
  ADD ("unsent", test_unsent);

  return g_test_run ();
}
