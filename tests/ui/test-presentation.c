/* SPDX-License-Identifier: Apache-2.0 */
#include "german-locale.h"
#include "hlc-notification-text.h"
#include "hlc-place.h"
#include "hlc-presentation.h"
#include "hlc-setup-snippet.h"
#include "hlc-time-words.h"

#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY
#define NOW (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

static void
test_relative_time (void)
{
  static const struct
  {
    gint64 time;
    const char *text;
  } cases[] = {
    { 0, "" },
    { NOW + HOUR, "Just now" },
    { NOW, "Just now" },
    { NOW - MINUTE + 1, "Just now" },
    { NOW - MINUTE, "1 min" },
    { NOW - HOUR + 1, "59 min" },
    { NOW - HOUR, "1 h" },
    { NOW - DAY + 1, "23 h" },
    { NOW - DAY, "1 day" },
    { NOW - 7 * DAY + 1, "6 days" },
    { NOW - 7 * DAY, "7 Nov 2023" },
    { G_MAXINT64, "Just now" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hlc_present_relative_time (cases[i].time, NOW);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_absolute_time (void)
{
  g_autofree char *unknown = hlc_present_absolute_time (0);
  g_autofree char *known = hlc_present_absolute_time (NOW);

  g_assert_cmpstr (unknown, ==, "");
  g_assert_cmpstr (known, ==, "14 November 2023, 22:13:20 UTC");
}

static void
test_count (void)
{
  static const struct
  {
    gint64 count;
    const char *text;
  } cases[] = { { -1, "" },       { 0, "" },          { 1, "1" },
                { 9999, "9999" }, { 10000, "9999+" }, { G_MAXINT64, "9999+" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hlc_present_count (cases[i].count);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Numbers and times for people are those of the locale. */
static void
test_german (void)
{
  g_autofree char *count = NULL;
  g_autofree char *limit = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *size = NULL;
  g_autofree char *time = NULL;
  g_autofree char *summary = NULL;

  if (!german_locale_begin ())
    return;

  count = hlc_present_count (1234);
  limit = hlc_present_count (G_MAXINT64);
  duration = hlc_words_duration (1234 * G_TIME_SPAN_MILLISECOND);
  size = hlc_present_size (1234567);
  time = hlc_present_absolute_time (NOW - 240 * DAY);
  summary = hlc_notification_summary (4321);
  german_locale_end ();

  g_assert_cmpstr (count, ==, "1.234");
  g_assert_cmpstr (limit, ==, "9.999+");
  g_assert_cmpstr (duration, ==, "1,2 s");
  g_assert_true (g_str_has_prefix (size, "1,2"));
  g_assert_cmpstr (time, ==, "19 März 2023, 22:13:20 UTC");
  g_assert_cmpstr (summary, ==, "4.321 operations wait for you");
}

/* No two states share an icon or a word: neither is told by colour alone. */
static void
test_states_differ (void)
{
  for (int a = HLC_STATE_PENDING; a <= HLC_STATE_RESPONDED; a++)
    for (int b = a + 1; b <= HLC_STATE_RESPONDED; b++)
      {
        g_assert_cmpstr (hlc_present_state (a).icon_name, !=, hlc_present_state (b).icon_name);
        g_assert_cmpstr (hlc_present_state (a).word, !=, hlc_present_state (b).word);
      }
  for (int a = HLC_VERDICT_VERIFIED; a <= HLC_VERDICT_FAILED; a++)
    for (int b = a + 1; b <= HLC_VERDICT_FAILED; b++)
      {
        g_assert_cmpstr (hlc_present_verdict (a).icon_name, !=, hlc_present_verdict (b).icon_name);
        g_assert_cmpstr (hlc_present_verdict (a).word, !=, hlc_present_verdict (b).word);
      }
}

/* A value from a newer database is shown as something, never read beyond a table. */
static void
test_unknown_values (void)
{
  g_assert_cmpstr (hlc_present_state ((HlcOperationState) 99).word, ==, "Pending");
  g_assert_cmpstr (hlc_present_verdict ((HlcVerdict) 99).word, ==, "Refused");
  g_assert_cmpstr (hlc_present_channel ((HlcChannel) 99), ==, "");
  g_assert_cmpstr (hlc_present_body_version ((HlcBodyVersion) 99), ==, "Unknown");
}

static void
test_decider (void)
{
  static const struct
  {
    HlcChannel channel;
    const char *name;
    const char *text;
  } cases[] = {
    { HLC_CHANNEL_NONE, NULL, "" },
    { HLC_CHANNEL_WINDOW, NULL, "You, in this window" },
    { HLC_CHANNEL_API, "ci-key", "An API client: ci-key" },
    { HLC_CHANNEL_POLICY, "a < b & c", "A policy: a < b & c" },
    { HLC_CHANNEL_POLICY, "x\u202ey", "A policy: x\\u{202E}y" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hlc_present_decider (cases[i].channel, cases[i].name);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_captions (void)
{
  g_autoptr (HlcOperation) operation = hlc_operation_new ();
  g_autoptr (HlcDelivery) delivery = hlc_delivery_new ();
  g_autofree char *with_run = NULL;
  g_autofree char *without_run = NULL;
  g_autofree char *title = NULL;
  g_autofree char *caption = NULL;

  operation->origin = HLC_ORIGIN_WEBHOOK;
  operation->call_id = g_strdup ("call\n1");
  without_run = hlc_present_operation_caption (operation);
  g_assert_cmpstr (without_run, ==, "call 1 · Webhook");
  operation->run_id = g_strdup ("run_1");
  with_run = hlc_present_operation_caption (operation);
  g_assert_cmpstr (with_run, ==, "run_1 · call 1 · Webhook");

  delivery->path = g_strdup ("/webhook");
  delivery->http_status = 401;
  title = hlc_present_delivery_title (delivery);
  caption = hlc_present_delivery_caption (delivery);
  g_assert_cmpstr (title, ==, "Unknown event");
  g_assert_cmpstr (caption, ==, "HTTP 401 · /webhook");
}

static void
test_masked_secret (void)
{
  static const struct
  {
    const char *secret;
    const char *text;
  } cases[] = {
    { "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_••••••••LaSw" },
    { "whsec_short", "whsec_••••••••" },
    { "short", "••••••••" },
    { "", "••••••••" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hlc_present_masked_secret (cases[i].secret);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_places (void)
{
  HlcPlace place;

  for (guint i = 0; i < HLC_N_PLACES; i++)
    {
      g_assert_true (hlc_place_from_name (hlc_place_describe ((HlcPlace) i)->name, &place));
      g_assert_cmpint (place, ==, i);
      g_assert_nonnull (hlc_place_describe ((HlcPlace) i)->icon_name);
    }
  g_assert_false (hlc_place_from_name ("nowhere", &place));
}

/* Only one that waits is marked. */
static void
test_events (void)
{
  g_assert_cmpstr (hlc_present_event ("requested"), ==, "Requested");
  g_assert_cmpstr (hlc_present_event ("conflict"), ==, "A webhook said otherwise");
  g_assert_cmpstr (hlc_present_event ("of a newer version"), ==, "of a newer version");
}

static void
test_escalated (void)
{
  g_autoptr (HlcOperation) operation = hlc_operation_new ();

  g_assert_cmpstr (hlc_present_operation (operation).word, ==, "Pending");
  operation->escalated_at = NOW;
  g_assert_cmpstr (hlc_present_operation (operation).word, ==, "Escalated");
  operation->state = HLC_STATE_DENIED;
  g_assert_cmpstr (hlc_present_operation (operation).word, ==, "Denied");
}

static void
test_snippets (void)
{
  static const char *const texts[HLC_N_SETUP_LANGUAGES] = {
    "export HUMANLAYER_API_BASE=http://b\nexport HUMANLAYER_API_KEY=k",
    "import os\nos.environ[\"HUMANLAYER_API_BASE\"] = \"http://b\"\n"
    "os.environ[\"HUMANLAYER_API_KEY\"] = \"k\"",
    "process.env.HUMANLAYER_API_BASE = \"http://b\";\nprocess.env.HUMANLAYER_API_KEY = \"k\";",
    "os.Setenv(\"HUMANLAYER_API_BASE\", \"http://b\")\nos.Setenv(\"HUMANLAYER_API_KEY\", \"k\")",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = hlc_setup_snippet ((HlcSetupLanguage) i, "http://b", "k");

      g_assert_cmpstr (text, ==, texts[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/presentation/relative-time", test_relative_time);
  g_test_add_func ("/ui/presentation/absolute-time", test_absolute_time);
  g_test_add_func ("/ui/presentation/count", test_count);
  g_test_add_func ("/ui/presentation/german", test_german);
  g_test_add_func ("/ui/presentation/states-differ", test_states_differ);
  g_test_add_func ("/ui/presentation/unknown-values", test_unknown_values);
  g_test_add_func ("/ui/presentation/decider", test_decider);
  g_test_add_func ("/ui/presentation/captions", test_captions);
  g_test_add_func ("/ui/presentation/masked-secret", test_masked_secret);
  g_test_add_func ("/ui/presentation/places", test_places);

  g_test_add_func ("/ui/presentation/events", test_events);
  g_test_add_func ("/ui/presentation/escalated", test_escalated);
  g_test_add_func ("/ui/presentation/snippets", test_snippets);

  return g_test_run ();
}
