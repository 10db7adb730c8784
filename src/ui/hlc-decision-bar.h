/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-decision-queue.h"
#include "hlc-operation-text.h"

G_BEGIN_DECLS

/**
 * HlcDecisionBar:
 *
 * Where a pending operation is decided: buttons for a function call, a place to write for a question. Hidden once the
 * operation is decided. What was written is kept for each operation until it is decided.
 *
 * Property: HlcDecisionBar:all-seen: whether all that would be approved is on the page; until then approving shows it.
 * Signal: HlcDecisionBar::unfold: show all of it, and set HlcDecisionBar:all-seen.
 * Actions: decide.approve, decide.approve-with-comment, decide.deny, decide.respond, decide.send.
 */
#define HLC_TYPE_DECISION_BAR (hlc_decision_bar_get_type ())
G_DECLARE_FINAL_TYPE (HlcDecisionBar, hlc_decision_bar, HLC, DECISION_BAR, AdwBin)

void hlc_decision_bar_connect (HlcDecisionBar *self, HlcDecisionQueue *queue);
void hlc_decision_bar_show (HlcDecisionBar *self, HlcOperation *operation, HlcOperationText *text);
void hlc_decision_bar_rest (HlcDecisionBar *self);
GtkWindow *hlc_decision_bar_get_dialog (HlcDecisionBar *self);
const char *hlc_decision_bar_get_problem (HlcDecisionBar *self);

G_END_DECLS
