/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-endpoint-words.h"
#include "hlc-message-words.h"
#include "hlc-time-words.h"

#define MS ((gint64) 1000)
#define S G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR
#define NOW (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

static void
test_until (void)
{
  static const struct
  {
    gint64 time;
    const char *words;
  } cases[] = {
    { 0, "now" },
    { NOW - HOUR, "now" },
    { NOW, "now" },
    { NOW + 1, "in 1 s" },
    { NOW + 5 * S, "in 5 s" },
    { NOW + 59 * S, "in 59 s" },
    { NOW + 59 * S + 1, "in 1 min" },
    { NOW + 4 * MINUTE, "in 4 min" },
    { NOW + 4 * MINUTE + 1, "in 5 min" },
    { NOW + HOUR, "in 1 h" },
    { NOW + 2 * HOUR - MINUTE, "in 1 h 59 min" },
    { NOW + 10 * HOUR, "in 10 h" },
    { NOW + 24 * HOUR, "in 1 day" },
    { NOW + 50 * HOUR, "in 2 days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = hlc_words_until (cases[i].time, NOW);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_duration (void)
{
  static const struct
  {
    gint64 duration;
    const char *words;
  } cases[] = {
    { -1, "0.0 ms" },       { 400, "0.4 ms" },      { 9940, "9.9 ms" },  { 9960, "10 ms" },
    { 38 * MS, "38 ms" },   { 999 * MS, "999 ms" }, { 999600, "1.0 s" }, { 1234 * MS, "1.2 s" },
    { 9940 * MS, "9.9 s" }, { 9960 * MS, "10 s" },  { 15 * S, "15 s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = hlc_words_duration (cases[i].duration);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_message (void)
{
  static const struct
  {
    HlcMessageState state;
    const char *title;
    guint n_attempts;
    gint64 next_at;
    const char *url;
    gboolean is_test;
    const char *state_words;
    const char *title_words;
    const char *caption;
  } cases[] = {
    { HLC_MESSAGE_UNSENT, "send_email(to=\"a\")", 0, 0, NULL, FALSE, "Not sent", "send_email(to=\"a\")",
      "function_call.completed" },
    { HLC_MESSAGE_PENDING, "f()", 0, NOW, "http://127.0.0.1:8000/hook", FALSE, "Pending", "f()",
      "127.0.0.1:8000/hook · function_call.completed" },
    { HLC_MESSAGE_PENDING, "f()", 1, NOW + 4 * MINUTE, "http://127.0.0.1:8000/hook", FALSE, "Retry in 4 min",
      "f()", "1 attempt · 127.0.0.1:8000/hook · function_call.completed" },
    { HLC_MESSAGE_PENDING, "f()", 2, NOW - S, "https://example.com/", FALSE, "Retrying", "f()",
      "2 attempts · https://example.com/ · function_call.completed" },
    { HLC_MESSAGE_PENDING, "f()", 2, 0, NULL, FALSE, "Pending", "f()",
      "2 attempts · function_call.completed" },
    { HLC_MESSAGE_DELIVERED, "", 1, 0, "http://h/", TRUE, "Delivered", "function_call.completed",
      "1 attempt · h/ · Test" },
    { HLC_MESSAGE_FAILED, "a < b & c\u202e", 8, 0, "http://h/\u202e", FALSE, "Failed", "a < b & c\\u{202E}",
      "8 attempts · h/\\u{202E} · function_call.completed" },
    { (HlcMessageState) 99, NULL, 0, 0, NULL, FALSE, "Not sent", "function_call.completed", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HlcMessage) message = hlc_message_new ();
      g_autofree char *state = NULL;
      g_autofree char *title = NULL;
      g_autofree char *caption = NULL;

      message->event_type = g_strdup ("function_call.completed");
      message->state = cases[i].state;
      message->title = g_strdup (cases[i].title);
      message->n_attempts = cases[i].n_attempts;
      message->next_at = cases[i].next_at;
      message->url = g_strdup (cases[i].url);
      message->is_test = cases[i].is_test;
      state = hlc_words_message_state (message, NOW);
      title = hlc_words_message_title (message);
      caption = hlc_words_message_caption (message);
      g_assert_cmpstr (state, ==, cases[i].state_words);
      g_assert_cmpstr (title, ==, cases[i].title_words);
      g_assert_cmpstr (caption, ==, cases[i].caption);
    }
}

static void
test_attempt (void)
{
  static const struct
  {
    HlcAttemptState state;
    guint status;
    HlcFailure failure;
    gint64 due_at;
    const char *words;
    const char *css_class;
  } cases[] = {
    { HLC_ATTEMPT_WAITING, 0, HLC_FAILURE_NONE, NOW + 5 * S, "Due in 5 s", "warning" },
    { HLC_ATTEMPT_WAITING, 0, HLC_FAILURE_NONE, NOW - 5 * S, "Due now", "warning" },
    { HLC_ATTEMPT_SUCCEEDED, 204, HLC_FAILURE_NONE, 0, "204 No Content", "success" },
    { HLC_ATTEMPT_FAILED, 500, HLC_FAILURE_STATUS, 0, "500 Internal Server Error", "error" },
    { HLC_ATTEMPT_FAILED, 599, HLC_FAILURE_STATUS, 0, "599", "error" },
    { HLC_ATTEMPT_FAILED, 1, HLC_FAILURE_STATUS, 0, "1", "error" },
    { HLC_ATTEMPT_FAILED, 410, HLC_FAILURE_GONE, 0, "410 Gone", "error" },
    { HLC_ATTEMPT_FAILED, 0, HLC_FAILURE_UNREACHABLE, 0, "No connection", "error" },
    { HLC_ATTEMPT_FAILED, 0, HLC_FAILURE_TIMEOUT, 0, "No answer in time", "error" },
    { HLC_ATTEMPT_FAILED, 0, HLC_FAILURE_BROKEN, 0, "The connection broke", "error" },
    { HLC_ATTEMPT_FAILED, 0, HLC_FAILURE_UNSENDABLE, 0, "Could not be sent", "error" },
    { HLC_ATTEMPT_FAILED, 0, (HlcFailure) 99, 0, "Failed", "error" },
    { HLC_ATTEMPT_CANCELLED, 0, HLC_FAILURE_NONE, 0, "Cancelled", "dim-label" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HlcAttempt) attempt = hlc_attempt_new ();
      g_autofree char *words = NULL;

      attempt->state = cases[i].state;
      attempt->http_status = cases[i].status;
      attempt->failure = cases[i].failure;
      attempt->due_at = cases[i].due_at;
      words = hlc_words_attempt_outcome (attempt, NOW);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpstr (hlc_present_attempt (attempt).css_class, ==, cases[i].css_class);
    }
}

static void
test_attempt_error (void)
{
  static const struct
  {
    guint status;
    const char *error;
    const char *words;
  } cases[] = {
    { 200, NULL, "" },
    { 500, "answered 500 Internal Server Error", "" },
    { 401, "answered 401 Unauthorized: compare the secrets", "Compare the secrets" },
    { 302, "answered 302 and pointed to http://x", "Answered 302 and pointed to http://x" },
    { 0, "connection refused: nothing listens on 127.0.0.1:8000",
      "Connection refused: nothing listens on 127.0.0.1:8000" },
    { 0, "\u00e9tat\nb\u202e", "\u00c9tat b\\u{202E}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HlcAttempt) attempt = hlc_attempt_new ();
      g_autofree char *words = NULL;

      attempt->http_status = cases[i].status;
      attempt->error = g_strdup (cases[i].error);
      words = hlc_words_attempt_error (attempt);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* No two states share an icon or a word: neither is told by colour alone. */
static void
test_states_differ (void)
{
  for (int a = HLC_MESSAGE_UNSENT; a <= HLC_MESSAGE_FAILED; a++)
    for (int b = a + 1; b <= HLC_MESSAGE_FAILED; b++)
      {
        HlcAppearance one = hlc_present_message_state ((HlcMessageState) a);
        HlcAppearance other = hlc_present_message_state ((HlcMessageState) b);

        g_assert_cmpstr (one.icon_name, !=, other.icon_name);
        g_assert_cmpstr (one.word, !=, other.word);
      }
  for (int a = HLC_ATTEMPT_WAITING; a <= HLC_ATTEMPT_CANCELLED; a++)
    for (int b = a + 1; b <= HLC_ATTEMPT_CANCELLED; b++)
      {
        g_autoptr (HlcAttempt) one = hlc_attempt_new ();
        g_autoptr (HlcAttempt) other = hlc_attempt_new ();

        one->state = (HlcAttemptState) a;
        other->state = (HlcAttemptState) b;
        g_assert_cmpstr (hlc_present_attempt (one).icon_name, !=, hlc_present_attempt (other).icon_name);
        g_assert_cmpstr (hlc_present_attempt (one).word, !=, hlc_present_attempt (other).word);
      }
}

static void
test_endpoint (void)
{
  static const struct
  {
    gboolean enabled;
    const char *disabled_reason;
    gint64 failing_since;
    gint64 last_attempt_at;
    guint last_status;
    const char *last_error;
    gint64 waiting;
    const char *word;
    const char *health;
  } cases[] = {
    { TRUE, NULL, 0, 0, 0, NULL, 0, "Enabled", "Nothing was sent to it yet" },
    { TRUE, NULL, 0, 0, 0, NULL, 1, "Enabled", "1 message waits" },
    { TRUE, NULL, 0, NOW - 5 * MINUTE, 200, NULL, 0, "Enabled", "Answered 200 OK · 5 min" },
    { TRUE, NULL, NOW - 2 * HOUR, NOW - 5 * S, 0, "connection refused", 3, "Failing",
      "Failing for 2 h · Connection refused · Just now · 3 messages wait" },
    { TRUE, NULL, NOW - 5 * S, NOW - 5 * S, 0, NULL, 0, "Failing", "Failing · No answer · Just now" },
    { FALSE, "it wants no more.", 0, NOW - 3 * HOUR, 410, NULL, 0, "Stopped", "It wants no more · 3 h" },
    { FALSE, NULL, 0, 0, 0, NULL, 2, "Disabled", "You disabled it · 2 messages wait" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();
      g_autofree char *health = NULL;

      endpoint->enabled = cases[i].enabled;
      endpoint->disabled_reason = g_strdup (cases[i].disabled_reason);
      endpoint->failing_since = cases[i].failing_since;
      endpoint->last_attempt_at = cases[i].last_attempt_at;
      endpoint->last_status = cases[i].last_status;
      endpoint->last_error = g_strdup (cases[i].last_error);
      endpoint->waiting = cases[i].waiting;
      health = hlc_words_endpoint_health (endpoint, NOW);
      g_assert_cmpstr (hlc_present_endpoint (endpoint).word, ==, cases[i].word);
      g_assert_cmpstr (health, ==, cases[i].health);
    }
}

static void
test_endpoint_title (void)
{
  static const struct
  {
    const char *url;
    const char *description;
    const char *title;
  } cases[] = {
    { "http://127.0.0.1:8000/webhook", NULL, "127.0.0.1:8000/webhook" },
    { "http://127.0.0.1:8000/webhook", "", "127.0.0.1:8000/webhook" },
    { "https://example.com/hook", NULL, "https://example.com/hook" },
    { "http://127.0.0.1:8000/webhook", "Refunds & <co>", "Refunds & <co>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();
      g_autofree char *title = NULL;

      endpoint->url = g_strdup (cases[i].url);
      endpoint->description = g_strdup (cases[i].description);
      title = hlc_words_endpoint_title (endpoint);
      g_assert_cmpstr (title, ==, cases[i].title);
    }
}

static void
test_events (void)
{
  static const struct
  {
    guint events;
    const char *words;
  } cases[] = {
    { HLC_EVENTS_ALL, "Every event" },
    { 1 << HLC_EVENT_FUNCTION_CALL_COMPLETED, "function_call.completed" },
    { 1 << HLC_EVENT_HUMAN_CONTACT_COMPLETED | 1 << HLC_EVENT_CONVERSATION_CREATED,
      "human_contact.completed, conversation.created" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = hlc_words_events (cases[i].events);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_rule (void)
{
  static const struct
  {
    const char *event_type;
    const char *path;
    const char *run_id;
    HlcSignMode sign_mode;
    gboolean ordered;
    gboolean enabled;
    gboolean is_down;
    gboolean is_asking;
    gint64 waiting;
    gboolean has_endpoint;
    const char *source;
    const char *caption;
    const char *word;
  } cases[] = {
    { NULL, NULL, NULL, HLC_SIGN_NOW, FALSE, TRUE, FALSE, FALSE, 0, TRUE, "Every webhook",
      "To h:1/x · Signed now", "Forwards" },
    { "agent_email.received", "/webhook/*", "run_1", HLC_SIGN_ORIGINAL, TRUE, TRUE, TRUE, FALSE, 3, TRUE,
      "agent_email.received · /webhook/* · run run_1",
      "To h:1/x · Original signature · In order · 3 messages wait", "Handler is down" },
    { NULL, "/webhook", NULL, HLC_SIGN_NOW, FALSE, TRUE, FALSE, TRUE, 312, TRUE, "/webhook",
      "To h:1/x · Signed now · 312 messages wait", "Asks" },
    { NULL, NULL, NULL, HLC_SIGN_NOW, FALSE, FALSE, TRUE, TRUE, 1, TRUE, "Every webhook",
      "To h:1/x · Signed now · 1 message waits", "Disabled" },
    { NULL, NULL, NULL, HLC_SIGN_NOW, FALSE, TRUE, FALSE, FALSE, 0, FALSE, "Every webhook",
      "To an endpoint that was removed · Signed now", "Endpoint is off" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HlcForwardRule) rule = hlc_forward_rule_new ();
      g_autoptr (HlcEndpoint) endpoint = hlc_endpoint_new ();
      HlcEndpoint *to = cases[i].has_endpoint ? endpoint : NULL;
      g_autofree char *source = NULL;
      g_autofree char *caption = NULL;

      endpoint->url = g_strdup ("http://h:1/x");
      rule->event_type = g_strdup (cases[i].event_type);
      rule->path = g_strdup (cases[i].path);
      rule->run_id = g_strdup (cases[i].run_id);
      rule->sign_mode = cases[i].sign_mode;
      rule->ordered = cases[i].ordered;
      rule->enabled = cases[i].enabled;
      rule->is_down = cases[i].is_down;
      rule->is_asking = cases[i].is_asking;
      rule->waiting = cases[i].waiting;
      source = hlc_words_rule_source (rule);
      caption = hlc_words_rule_caption (rule, to);
      g_assert_cmpstr (source, ==, cases[i].source);
      g_assert_cmpstr (caption, ==, cases[i].caption);
      g_assert_cmpstr (hlc_present_rule (rule, to).word, ==, cases[i].word);
    }
}

static void
test_backlog (void)
{
  g_autofree char *one = hlc_words_backlog (1, "http://h:1/x");
  g_autofree char *many = hlc_words_backlog (312, "http://h:1/x");

  g_assert_cmpstr (one, ==, "The handler is back, and 1 webhook waits for h:1/x.");
  g_assert_cmpstr (many, ==, "The handler is back, and 312 webhooks wait for h:1/x.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/sending-words/until", test_until);
  g_test_add_func ("/ui/sending-words/duration", test_duration);
  g_test_add_func ("/ui/sending-words/message", test_message);
  g_test_add_func ("/ui/sending-words/attempt", test_attempt);
  g_test_add_func ("/ui/sending-words/attempt-error", test_attempt_error);
  g_test_add_func ("/ui/sending-words/states-differ", test_states_differ);
  g_test_add_func ("/ui/sending-words/endpoint", test_endpoint);
  g_test_add_func ("/ui/sending-words/endpoint-title", test_endpoint_title);
  g_test_add_func ("/ui/sending-words/events", test_events);
  g_test_add_func ("/ui/sending-words/rule", test_rule);
  g_test_add_func ("/ui/sending-words/backlog", test_backlog);

  return g_test_run ();
}
