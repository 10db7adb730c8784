/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-routes.h"

G_BEGIN_DECLS

/**
 * HlcRuleList:
 *
 * The forwarding rules, and all that can be done with them.
 *
 * Actions: rules.edit, rules.remove (x: which one), rules.set-enabled (xb).
 */
#define HLC_TYPE_RULE_LIST (hlc_rule_list_get_type ())
G_DECLARE_FINAL_TYPE (HlcRuleList, hlc_rule_list, HLC, RULE_LIST, AdwBin)

void hlc_rule_list_connect (HlcRuleList *self, HlcConsole *console, HlcRoutes *routes);
void hlc_rule_list_add (HlcRuleList *self, const char *event_type, const char *path);
GtkWindow *hlc_rule_list_get_dialog (HlcRuleList *self);

G_END_DECLS
