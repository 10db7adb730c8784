/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel-test-result.h"

#include <glib/gi18n.h>

static const char *const outcome_names[] = {
  [HLC_TUNNEL_TEST_VERIFIED] = "verified",   [HLC_TUNNEL_TEST_UNVERIFIED] = "unverified",
  [HLC_TUNNEL_TEST_REFUSED] = "refused",     [HLC_TUNNEL_TEST_ELSEWHERE] = "elsewhere",
  [HLC_TUNNEL_TEST_NO_ANSWER] = "no_answer",
};

/**
 * hlc_tunnel_test_result_new:
 * @url: where the event is sent
 * @message_id: the event's
 *
 * Returns: (transfer full): a result of which nothing else is known yet
 */
HlcTunnelTestResult *
hlc_tunnel_test_result_new (const char *url, const char *message_id)
{
  HlcTunnelTestResult *self = g_new0 (HlcTunnelTestResult, 1);

  self->outcome = HLC_TUNNEL_TEST_NO_ANSWER;
  self->url = g_strdup (url);
  self->message_id = g_strdup (message_id);
  return self;
}

/**
 * hlc_tunnel_test_result_free:
 * @self: (transfer full): a result
 */
void
hlc_tunnel_test_result_free (HlcTunnelTestResult *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->url);
  g_free (self->message_id);
  g_free (self->no_answer);
  g_clear_pointer (&self->delivery, hlc_delivery_unref);
  g_free (self);
}

/**
 * hlc_tunnel_test_result_judge:
 * @self: a result with all that is known but its outcome, which is set
 *
 * What arrived counts more than what was answered: a relay may answer before it delivers. Pure.
 */
void
hlc_tunnel_test_result_judge (HlcTunnelTestResult *self)
{
  g_return_if_fail (self != NULL);

  if (self->delivery == NULL)
    self->outcome = self->http_status != 0 ? HLC_TUNNEL_TEST_ELSEWHERE : HLC_TUNNEL_TEST_NO_ANSWER;
  else if (self->delivery->http_status != 200)
    self->outcome = HLC_TUNNEL_TEST_REFUSED;
  else if (self->delivery->verdict == HLC_VERDICT_VERIFIED)
    self->outcome = HLC_TUNNEL_TEST_VERIFIED;
  else
    self->outcome = HLC_TUNNEL_TEST_UNVERIFIED;
}

static char *
say_what_became (HlcTunnelTestResult *self)
{
  const char *why;

  switch (self->outcome)
    {
    case HLC_TUNNEL_TEST_VERIFIED:
      return g_strdup (_ ("The test event arrived, and its signature is right."));
    case HLC_TUNNEL_TEST_UNVERIFIED:
      return g_strdup (
          _ ("The test event arrived. No signing secret is set, so anybody who learns the address can "
             "send: set one."));
    case HLC_TUNNEL_TEST_REFUSED:
      why = self->delivery->error != NULL ? self->delivery->error : self->delivery->detail;
      /* Translators: what is wrong with its signature, as a sentence. */
      return g_strdup_printf (_ ("The test event arrived, but changed on its way, and was refused: %s"),
                              why != NULL ? why : hlc_reason_to_string (self->delivery->reason));
    case HLC_TUNNEL_TEST_ELSEWHERE:
      return g_strdup_printf (
          _ ("The address answered HTTP %u, but the test event did not arrive at this console: "
             "something else answers there. Compare the address with the tunnel’s, and see "
             "where the tunnel leads."),
          self->http_status);
    case HLC_TUNNEL_TEST_NO_ANSWER:
    default:
      return g_strdup_printf (
          _ ("Nothing answered at the address: %s. See whether the tunnel runs and the address "
             "is right."),
          self->no_answer != NULL ? self->no_answer : _ ("no reason is known"));
    }
}

/**
 * hlc_tunnel_test_result_dup_sentence:
 *
 * Returns: (transfer full): what the outcome means and what to do, for people. Pure.
 */
char *
hlc_tunnel_test_result_dup_sentence (HlcTunnelTestResult *self)
{
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  sentence = say_what_became (self);
  if (self->delivery == NULL || self->delivery->http_status == self->http_status)
    return g_steal_pointer (&sentence);

  if (self->http_status == 0)
    /* Translators: a sentence that says what became of the test event. */
    return g_strdup_printf (_ ("%s The answer did not find its way back, though: a sender would send again."),
                            sentence);

  /* Translators: a sentence that says what became of the test event. */
  return g_strdup_printf (_ ("%s On its way back the answer became HTTP %u, though."), sentence,
                          self->http_status);
}

/** hlc_tunnel_test_outcome_to_string: Returns: (transfer none): its name for programs */
const char *
hlc_tunnel_test_outcome_to_string (HlcTunnelTestOutcome outcome)
{
  g_return_val_if_fail ((guint) outcome < G_N_ELEMENTS (outcome_names), NULL);

  return outcome_names[outcome];
}
