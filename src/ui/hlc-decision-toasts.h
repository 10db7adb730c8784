/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-decision-queue.h"

G_BEGIN_DECLS

/**
 * HlcDecisionToasts:
 *
 * Tells in a window what becomes of decisions: a countdown with Undo while one is held, what was decided, and which
 * operations of several were not, each with the reason.
 */
#define HLC_TYPE_DECISION_TOASTS (hlc_decision_toasts_get_type ())
G_DECLARE_FINAL_TYPE (HlcDecisionToasts, hlc_decision_toasts, HLC, DECISION_TOASTS, GObject)

HlcDecisionToasts *hlc_decision_toasts_new (HlcDecisionQueue *queue,
                                            AdwToastOverlay *overlay) G_GNUC_WARN_UNUSED_RESULT;
GtkWindow *hlc_decision_toasts_get_dialog (HlcDecisionToasts *self);

G_END_DECLS
