/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-delivery.h"

G_BEGIN_DECLS

/**
 * HlcTunnelTestOutcome:
 * @HLC_TUNNEL_TEST_VERIFIED: it arrived, and its signature is right
 * @HLC_TUNNEL_TEST_UNVERIFIED: it arrived, but no signing secret is set
 * @HLC_TUNNEL_TEST_REFUSED: it arrived, and the receiver refused it: something on the way changed it
 * @HLC_TUNNEL_TEST_ELSEWHERE: somebody answered, but it did not arrive here
 * @HLC_TUNNEL_TEST_NO_ANSWER: nobody answered, and it did not arrive
 *
 * How a test event that was sent to a public address fared.
 */
typedef enum
{
  HLC_TUNNEL_TEST_VERIFIED,
  HLC_TUNNEL_TEST_UNVERIFIED,
  HLC_TUNNEL_TEST_REFUSED,
  HLC_TUNNEL_TEST_ELSEWHERE,
  HLC_TUNNEL_TEST_NO_ANSWER,
} HlcTunnelTestOutcome;

/**
 * HlcTunnelTestResult:
 * @url: where the event was sent
 * @message_id: the event's
 * @http_status: what was answered; 0 for no answer
 * @no_answer: (nullable): why there was no answer, a clause without a full stop
 * @delivery: (nullable): how it was received, a list row
 * @duration: microseconds until the outcome was known
 */
typedef struct
{
  HlcTunnelTestOutcome outcome;
  char *url;
  char *message_id;
  guint http_status;
  char *no_answer;
  HlcDelivery *delivery;
  gint64 duration;
} HlcTunnelTestResult;

HlcTunnelTestResult *hlc_tunnel_test_result_new (const char *url,
                                                 const char *message_id) G_GNUC_WARN_UNUSED_RESULT;
void hlc_tunnel_test_result_free (HlcTunnelTestResult *self);
void hlc_tunnel_test_result_judge (HlcTunnelTestResult *self);
char *hlc_tunnel_test_result_dup_sentence (HlcTunnelTestResult *self) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_tunnel_test_outcome_to_string (HlcTunnelTestOutcome outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcTunnelTestResult, hlc_tunnel_test_result_free)

G_END_DECLS
