/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-attempt.h"
#include "hlc-json-editor.h"
#include "hlc-target-group.h"

G_BEGIN_DECLS

/**
 * HlcSendParts:
 * @HLC_SEND_WITH_MODE: asks which signature is sent
 * @HLC_SEND_WITH_BODY: with the body, to be edited
 */
typedef enum
{
  HLC_SEND_PLAIN = 0,
  HLC_SEND_WITH_MODE = 1 << 0,
  HLC_SEND_WITH_BODY = 1 << 1,
} HlcSendParts;

/**
 * HlcSendDialog:
 *
 * Asks where, how and what to send.
 *
 * Signal: HlcSendDialog::send. The dialog stays until its owner closes it, so that what was written is not lost when
 * it could not be sent.
 */
#define HLC_TYPE_SEND_DIALOG (hlc_send_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcSendDialog, hlc_send_dialog, HLC, SEND_DIALOG, AdwWindow)

HlcSendDialog *hlc_send_dialog_new (const char *title,
                                    const char *explanation,
                                    HlcSendParts parts) G_GNUC_WARN_UNUSED_RESULT;
HlcTargetGroup *hlc_send_dialog_get_target (HlcSendDialog *self);
HlcJsonEditor *hlc_send_dialog_get_editor (HlcSendDialog *self);
HlcSignMode hlc_send_dialog_get_sign_mode (HlcSendDialog *self);
void hlc_send_dialog_set_sign_mode (HlcSendDialog *self, HlcSignMode mode);
gboolean hlc_send_dialog_get_can_send (HlcSendDialog *self);
void hlc_send_dialog_set_problem (HlcSendDialog *self, const char *problem);
const char *hlc_send_dialog_get_problem (HlcSendDialog *self);
void hlc_send_dialog_set_busy (HlcSendDialog *self, gboolean is_busy);

G_END_DECLS
