/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-routes.h"

G_BEGIN_DECLS

/**
 * HlcRuleDialog:
 *
 * Makes or changes a forwarding rule: which received webhooks go to which endpoint, and how.
 *
 * Signal: HlcRuleDialog::save. The dialog stays until its owner closes it, so that nothing that was written is lost.
 */
#define HLC_TYPE_RULE_DIALOG (hlc_rule_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcRuleDialog, hlc_rule_dialog, HLC, RULE_DIALOG, AdwWindow)

HlcRuleDialog *hlc_rule_dialog_new (HlcRoutes *routes, HlcForwardRule *rule) G_GNUC_WARN_UNUSED_RESULT;
HlcForwardRule *hlc_rule_dialog_dup_rule (HlcRuleDialog *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_rule_dialog_get_is_new (HlcRuleDialog *self);
void hlc_rule_dialog_enter_path (HlcRuleDialog *self, const char *path);
gboolean hlc_rule_dialog_get_can_save (HlcRuleDialog *self);
void hlc_rule_dialog_set_problem (HlcRuleDialog *self, const char *problem);
const char *hlc_rule_dialog_get_problem (HlcRuleDialog *self);
void hlc_rule_dialog_set_busy (HlcRuleDialog *self, gboolean is_busy);

G_END_DECLS
