/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-endpoint.h"

G_BEGIN_DECLS

/**
 * HlcRecoverDialog:
 *
 * Asks since when everything that failed at an endpoint, or that it missed, is to be sent again.
 *
 * Signal: HlcRecoverDialog::recover (gint64 since: microseconds since the epoch).
 */
#define HLC_TYPE_RECOVER_DIALOG (hlc_recover_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcRecoverDialog, hlc_recover_dialog, HLC, RECOVER_DIALOG, AdwWindow)

HlcRecoverDialog *hlc_recover_dialog_new (HlcEndpoint *endpoint, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_recover_dialog_get_since (HlcRecoverDialog *self, gint64 *since);
void hlc_recover_dialog_enter (HlcRecoverDialog *self, const char *text);

G_END_DECLS
