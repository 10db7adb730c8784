/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-operation.h"
#include "hlc-shape.h"

G_BEGIN_DECLS

/** HlcDecisionType: what is decided; the first two are of function calls, the last is of human contacts. */
typedef enum
{
  HLC_DECISION_APPROVE,
  HLC_DECISION_DENY,
  HLC_DECISION_RESPOND,
} HlcDecisionType;

/**
 * HlcDecision:
 * @text: (nullable): the comment, or the response
 * @option: (nullable): name of the reject or response option that was chosen
 * @received: (nullable): the status object of an API client: members that we do not set are passed on as they came
 * @channel: how the decision reached us; @name: (nullable): who, within that channel
 * @at: microseconds since the epoch, UTC
 *
 * One decision, whatever channel it comes by. Plain data.
 */
typedef struct
{
  HlcDecisionType type;
  char *text;
  char *option;
  GBytes *received;
  HlcChannel channel;
  char *name;
  gint64 at;
} HlcDecision;

HlcDecision *hlc_decision_new (HlcDecisionType type, const char *text, const char *option, HlcChannel channel)
    G_GNUC_WARN_UNUSED_RESULT;
HlcDecision *hlc_decision_new_from_status (HlcJsonValue status,
                                           HlcOperationKind kind,
                                           GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
HlcDecision *hlc_decision_copy (const HlcDecision *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_decision_free (HlcDecision *self);

gboolean hlc_decision_check (const HlcDecision *self,
                             HlcOperation *operation,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcOperationState hlc_decision_get_state (const HlcDecision *self);
GBytes *hlc_decision_to_status (const HlcDecision *self, HlcOperation *operation) G_GNUC_WARN_UNUSED_RESULT;

char *hlc_decision_preview_python (const char *fn, const char *comment) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_decision_preview_typescript (const char *fn, const char *comment) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcDecision, hlc_decision_free)

G_END_DECLS
