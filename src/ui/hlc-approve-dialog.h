/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * HlcApproveDialog:
 *
 * Asks for the comment of an approval, and says who will read it.
 *
 * Signal: HlcApproveDialog::send (const char *comment). The dialog stays until its owner closes it.
 */
#define HLC_TYPE_APPROVE_DIALOG (hlc_approve_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcApproveDialog, hlc_approve_dialog, HLC, APPROVE_DIALOG, AdwWindow)

HlcApproveDialog *hlc_approve_dialog_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_approve_dialog_set_comment (HlcApproveDialog *self, const char *comment);
char *hlc_approve_dialog_dup_comment (HlcApproveDialog *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_approve_dialog_set_problem (HlcApproveDialog *self, const char *problem, gboolean is_final);
void hlc_approve_dialog_set_busy (HlcApproveDialog *self, gboolean is_busy);

G_END_DECLS
