/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-message.h"
#include "hlc-routes.h"
#include "hlc-send-dialog.h"

G_BEGIN_DECLS

/**
 * HlcMessageBar:
 *
 * What can be done with a sent message: sending it again, there or elsewhere, as it is or edited, and copying it as a
 * command.
 *
 * Actions: message.resend, message.resend-to, message.edit, message.copy-curl.
 */
#define HLC_TYPE_MESSAGE_BAR (hlc_message_bar_get_type ())
G_DECLARE_FINAL_TYPE (HlcMessageBar, hlc_message_bar, HLC, MESSAGE_BAR, AdwBin)

void hlc_message_bar_connect (HlcMessageBar *self, HlcConsole *console, HlcRoutes *routes);
void hlc_message_bar_show (HlcMessageBar *self, HlcMessage *message, GPtrArray *attempts);
HlcBodyVersion hlc_message_bar_get_body_version (HlcMessageBar *self);
const char *hlc_message_bar_get_url (HlcMessageBar *self);
HlcSendDialog *hlc_message_bar_get_dialog (HlcMessageBar *self);

G_END_DECLS
