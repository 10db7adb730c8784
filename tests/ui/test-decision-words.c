/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "hlc-decision-words.h"
#include "hlc-error.h"
#include "hlc-option.h"

#define NOW (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)
#define S ((gint64) G_USEC_PER_SEC)

static void
test_polls (void)
{
  static const struct
  {
    HlcOperationState state;
    HlcOrigin origin;
    gint64 polls;
    gint64 ago;
    HlcPolling polling;
    const char *words;
  } cases[] = {
    { HLC_STATE_PENDING, HLC_ORIGIN_API, 0, 0, HLC_POLLING_WAITED_FOR, "Not polled yet" },
    { HLC_STATE_PENDING, HLC_ORIGIN_WEBHOOK, 0, 0, HLC_POLLING_UNKNOWN, "" },
    { HLC_STATE_PENDING, HLC_ORIGIN_API, 1, -5 * S, HLC_POLLING_ACTIVE, "Last polled 0 s ago" },
    { HLC_STATE_PENDING, HLC_ORIGIN_API, 4, 2 * S, HLC_POLLING_ACTIVE, "Last polled 2 s ago" },
    { HLC_STATE_PENDING, HLC_ORIGIN_CONSOLE, 4, 2 * S, HLC_POLLING_ACTIVE, "Last polled 2 s ago" },
    { HLC_STATE_PENDING, HLC_ORIGIN_API, 4, 15 * S, HLC_POLLING_ACTIVE, "Last polled 15 s ago" },
    { HLC_STATE_PENDING, HLC_ORIGIN_API, 4, 15 * S + 1, HLC_POLLING_STOPPED,
      "The agent stopped polling (last 15 s ago)" },
    { HLC_STATE_PENDING, HLC_ORIGIN_API, 4, 300 * S, HLC_POLLING_STOPPED,
      "The agent stopped polling (last 5 min ago)" },
    { HLC_STATE_PENDING, HLC_ORIGIN_API, 4, 7200 * S, HLC_POLLING_STOPPED,
      "The agent stopped polling (last 2 h ago)" },
    { HLC_STATE_PENDING, HLC_ORIGIN_API, 4, 2 * 86400 * S, HLC_POLLING_STOPPED,
      "The agent stopped polling (last 2 days ago)" },
    { HLC_STATE_APPROVED, HLC_ORIGIN_API, 4, 300 * S, HLC_POLLING_UNKNOWN, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HlcOperation) operation = hlc_operation_new ();
      g_autofree char *words = NULL;

      operation->state = cases[i].state;
      operation->origin = cases[i].origin;
      operation->polls = cases[i].polls;
      operation->last_polled_at = cases[i].polls > 0 ? NOW - cases[i].ago : 0;
      words = hlc_words_polls (operation, NOW);
      g_assert_cmpint (hlc_words_polling (operation, NOW), ==, cases[i].polling);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static HlcJsonDocument *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return hlc_json_document_new (bytes, NULL, NULL);
}

#define IN_ITS_PLACE ". The console answers in its place."

static void
test_asked_channel (void)
{
  static const struct
  {
    const char *spec;
    const char *words;
  } cases[] = {
    { "{}", NULL },
    { "{\"channel\":null}", NULL },
    { "{\"channel\":{\"slack\":null}}", NULL },
    { "{\"channel\":{\"slack\":{\"channel_or_user_id\":\"#ops\",\"bot_token\":\"xoxb-1\"}}}",
      "The agent asked for: Slack #ops" IN_ITS_PLACE },
    { "{\"channel\":{\"slack\":{\"channel_or_user_id\":\"\"}}}", "The agent asked for: Slack" IN_ITS_PLACE },
    { "{\"channel\":{\"email\":{\"address\":\"a@example.com\"}}}",
      "The agent asked for: Email a@example.com" IN_ITS_PLACE },
    { "{\"channel\":{\"sms\":{\"phone_number\":\"+1\"}}}", "The agent asked for: SMS +1" IN_ITS_PLACE },
    { "{\"channel\":{\"whatsapp\":{\"phone_number\":\"+1\\u202e\"}}}",
      "The agent asked for: WhatsApp +1\\u{202E}" IN_ITS_PLACE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HlcJsonDocument) document = parse (cases[i].spec);
      g_autofree char *words = hlc_words_asked_channel (document);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_failure (void)
{
  g_autoptr (GError) full = g_error_new_literal (HLC_ERROR, HLC_ERROR_UNHEALTHY, "the disk is full");
  g_autoptr (GError) other = g_error_new_literal (HLC_ERROR, HLC_ERROR_ARGUMENT, "There is no option “x”.");
  g_autofree char *full_words = hlc_words_failure (full);
  g_autofree char *other_words = hlc_words_failure (other);

  g_assert_nonnull (strstr (full_words, "the disk is full"));
  g_assert_nonnull (strstr (full_words, "send it again"));
  g_assert_cmpstr (other_words, ==, "There is no option “x”.");
}

static void
test_countdown (void)
{
  g_autofree char *one = hlc_words_countdown (HLC_DECISION_DENY, "send\u202e_email", 1, 4);
  g_autofree char *several = hlc_words_countdown (HLC_DECISION_APPROVE, "send_email", 3, 5);
  g_autofree char *cut =
      hlc_words_countdown (HLC_DECISION_APPROVE, "0123456789012345678901234567890123456789x", 1, 1);

  g_assert_cmpstr (one, ==, "Denying in 4 s: send\\u{202E}_email");
  g_assert_cmpstr (several, ==, "Approving in 5 s: 3 operations");
  g_assert_cmpstr (cut, ==, "Approving in 1 s: 0123456789012345678901234567890123456789…");
}

/* A title for the button, and always something to send. */
static void
test_options (void)
{
  g_autoptr (HlcJsonDocument) document =
      parse ("{\"reject_options\":[{\"name\":\"a\"},{\"name\":\"b\",\"title\":\"B b\",\"prompt_fill\":\"no\","
             "\"interactive\":true,\"description\":\"why\"},{\"title\":\"no name\"},7],"
             "\"response_options\":[{\"name\":\"r\"}]}");
  g_autoptr (GPtrArray) reject = hlc_option_read_all (document, HLC_OPERATION_FUNCTION_CALL);
  g_autoptr (GPtrArray) response = hlc_option_read_all (document, HLC_OPERATION_HUMAN_CONTACT);
  const HlcOption *option = NULL;

  g_assert_cmpuint (reject->len, ==, 2);
  option = hlc_option_find (reject, "a");
  g_assert_cmpstr (option->label, ==, "a");
  g_assert_cmpstr (option->text, ==, "a");
  g_assert_false (option->interactive);
  option = hlc_option_find (reject, "b");
  g_assert_cmpstr (option->label, ==, "B b");
  g_assert_cmpstr (option->text, ==, "no");
  g_assert_cmpstr (option->description, ==, "why");
  g_assert_true (option->interactive);
  g_assert_null (hlc_option_find (reject, "c"));
  g_assert_cmpuint (response->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/decision-words/polls", test_polls);
  g_test_add_func ("/ui/decision-words/asked-channel", test_asked_channel);
  g_test_add_func ("/ui/decision-words/failure", test_failure);
  g_test_add_func ("/ui/decision-words/countdown", test_countdown);
  g_test_add_func ("/ui/decision-words/options", test_options);

  return g_test_run ();
}
