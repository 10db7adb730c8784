/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-remote-target.h"

G_BEGIN_DECLS

/**
 * HlcRemoteDialog:
 *
 * Sets the remote API: its base URL and the key to it, which can be tested before they are kept, and forgotten. A key that
 * is kept is never shown.
 */
#define HLC_TYPE_REMOTE_DIALOG (hlc_remote_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcRemoteDialog, hlc_remote_dialog, HLC, REMOTE_DIALOG, AdwWindow)

HlcRemoteDialog *hlc_remote_dialog_new (HlcRemoteTarget *remote) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_remote_dialog_get_result (HlcRemoteDialog *self);

G_END_DECLS
