/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-json-document.h"
#include "hlc-option.h"

G_BEGIN_DECLS

/**
 * HlcDenyDialog:
 *
 * Asks for the comment of a denial: written, filled from an option of the agent's, or composed from other arguments;
 * and shows the sentence that the agent's model will read.
 *
 * Signal: HlcDenyDialog::send (const char *comment, const char *option (nullable)). The dialog stays until its owner
 * closes it, so that what was written is not lost when it could not be stored.
 */
#define HLC_TYPE_DENY_DIALOG (hlc_deny_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcDenyDialog, hlc_deny_dialog, HLC, DENY_DIALOG, AdwWindow)

HlcDenyDialog *hlc_deny_dialog_new (HlcJsonDocument *spec, GPtrArray *options) G_GNUC_WARN_UNUSED_RESULT;
void hlc_deny_dialog_set_comment (HlcDenyDialog *self, const char *comment);
char *hlc_deny_dialog_dup_comment (HlcDenyDialog *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_deny_dialog_choose (HlcDenyDialog *self, const char *option);
void hlc_deny_dialog_set_problem (HlcDenyDialog *self, const char *problem, gboolean is_final);
const char *hlc_deny_dialog_get_problem (HlcDenyDialog *self);
void hlc_deny_dialog_set_busy (HlcDenyDialog *self, gboolean is_busy);

G_END_DECLS
