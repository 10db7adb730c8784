/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-attempt.h"
#include "hlc-forward-rule.h"
#include "hlc-message.h"
#include "hlc-payload.h"

/* The words of our interfaces: they are written to scripts and read from them, and never change. */
static const char *const MESSAGE_STATES[] = { "unsent", "pending", "delivered", "failed" };
static const char *const ATTEMPT_STATES[] = { "waiting", "succeeded", "failed", "cancelled" };
static const char *const TRIGGERS[] = { "event", "resend", "recover", "replay", "forward", "send" };
static const char *const SIGN_MODES[] = { "resign", "original" };
static const char *const FAILURES[] = { NULL,      "status", "gone",      "unreachable",
                                        "timeout", "broken", "unsendable" };
static const char *const RELEASES[] = { "all", "newest", "discard" };
static const char *const VERSIONS[] = { NULL, "v1", "v1beta2", "v1beta3" };

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ATTEMPT_STATES); i++)
    g_assert_cmpstr (hlc_attempt_state_to_string (i), ==, ATTEMPT_STATES[i]);
  for (guint i = 0; i < G_N_ELEMENTS (TRIGGERS); i++)
    g_assert_cmpstr (hlc_trigger_to_string (i), ==, TRIGGERS[i]);
  for (guint i = 0; i < G_N_ELEMENTS (FAILURES); i++)
    g_assert_cmpstr (hlc_failure_to_string (i), ==, FAILURES[i]);
}

static void
test_words_both_ways (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (MESSAGE_STATES); i++)
    {
      HlcMessageState state = HLC_MESSAGE_UNSENT;

      g_assert_cmpstr (hlc_message_state_to_string (i), ==, MESSAGE_STATES[i]);
      g_assert_true (hlc_message_state_from_string (MESSAGE_STATES[i], &state));
      g_assert_cmpint (state, ==, i);
      g_assert_false (hlc_message_state_from_string ("", &state));
    }

  for (guint i = 0; i < G_N_ELEMENTS (SIGN_MODES); i++)
    {
      HlcSignMode mode = HLC_SIGN_NOW;

      g_assert_cmpstr (hlc_sign_mode_to_string (i), ==, SIGN_MODES[i]);
      g_assert_true (hlc_sign_mode_from_string (SIGN_MODES[i], &mode));
      g_assert_cmpint (mode, ==, i);
      g_assert_false (hlc_sign_mode_from_string ("now", &mode));
    }

  for (guint i = 0; i < G_N_ELEMENTS (RELEASES); i++)
    {
      HlcRelease release = HLC_RELEASE_ALL;

      g_assert_cmpstr (hlc_release_to_string (i), ==, RELEASES[i]);
      g_assert_true (hlc_release_from_string (RELEASES[i], &release));
      g_assert_cmpint (release, ==, i);
      g_assert_false (hlc_release_from_string (NULL, &release));
    }

  for (guint i = 1; i < G_N_ELEMENTS (VERSIONS); i++)
    {
      HlcBodyVersion version = HLC_BODY_UNKNOWN;

      g_assert_cmpstr (hlc_body_version_to_string (i), ==, VERSIONS[i]);
      g_assert_true (hlc_body_version_from_string (VERSIONS[i], &version));
      g_assert_cmpint (version, ==, i);
      g_assert_false (hlc_body_version_from_string ("v2", &version));
      g_assert_false (hlc_body_version_from_string (NULL, &version));
    }
}

static void
test_rule_copy (void)
{
  g_autoptr (HlcForwardRule) rule = hlc_forward_rule_new ();
  g_autoptr (HlcForwardRule) copy = NULL;

  g_assert_true (rule->ordered);
  g_assert_true (rule->enabled);
  g_assert_cmpint (rule->backlog_limit, ==, HLC_FORWARD_BACKLOG_LIMIT);
  rule->id = 3;
  rule->endpoint_id = g_strdup ("ep_a");
  rule->event_type = g_strdup ("agent_slack.received");
  rule->path = g_strdup ("/webhook*");
  rule->run_id = g_strdup ("run_1");
  copy = hlc_forward_rule_copy (rule);
  g_clear_pointer (&rule, hlc_forward_rule_unref);
  g_assert_cmpint (copy->id, ==, 3);
  g_assert_cmpstr (copy->endpoint_id, ==, "ep_a");
  g_assert_cmpstr (copy->event_type, ==, "agent_slack.received");
  g_assert_cmpstr (copy->path, ==, "/webhook*");
  g_assert_cmpstr (copy->run_id, ==, "run_1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/words", test_words);
  g_test_add_func ("/message/words-both-ways", test_words_both_ways);
  g_test_add_func ("/message/rule-copy", test_rule_copy);
  return g_test_run ();
}
