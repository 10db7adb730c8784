/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-endpoint.h"
#include "hlc-forward-rule.h"

G_BEGIN_DECLS

/**
 * HlcRuleRow:
 *
 * A forwarding rule in a boxed list: what it forwards, where to and how, and whether it is enabled. Its buttons are the
 * actions "rules.…" of whoever holds it, with its id as target. None of its texts is markup.
 */
#define HLC_TYPE_RULE_ROW (hlc_rule_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcRuleRow, hlc_rule_row, HLC, RULE_ROW, AdwActionRow)

GtkWidget *hlc_rule_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_rule_row_show (HlcRuleRow *self, HlcForwardRule *rule, HlcEndpoint *endpoint);
HlcForwardRule *hlc_rule_row_get_rule (HlcRuleRow *self);

G_END_DECLS
