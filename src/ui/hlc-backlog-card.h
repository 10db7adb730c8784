/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-endpoint.h"
#include "hlc-forward-rule.h"

G_BEGIN_DECLS

/**
 * HlcBacklogCard:
 *
 * Asks what becomes of the webhooks that wait for a handler that is back: the actions "rules.release" (xs: which rule,
 * and "all", "newest" or "discard") of whoever holds it.
 */
#define HLC_TYPE_BACKLOG_CARD (hlc_backlog_card_get_type ())
G_DECLARE_FINAL_TYPE (HlcBacklogCard, hlc_backlog_card, HLC, BACKLOG_CARD, AdwBin)

GtkWidget *hlc_backlog_card_new (HlcForwardRule *rule, HlcEndpoint *endpoint) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
