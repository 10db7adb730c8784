/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-request-draft.h"

G_BEGIN_DECLS

/**
 * HlcRequestDialog:
 *
 * A request that somebody wrote down, shown in full with its secrets hidden; it is sent as it is written after a click,
 * and what was answered is shown.
 */
#define HLC_TYPE_REQUEST_DIALOG (hlc_request_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcRequestDialog, hlc_request_dialog, HLC, REQUEST_DIALOG, AdwWindow)

HlcRequestDialog *hlc_request_dialog_new (HlcConsole *console,
                                          const HlcRequestDraft *request) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_request_dialog_get_problem (HlcRequestDialog *self);
gboolean hlc_request_dialog_get_is_answered (HlcRequestDialog *self);

G_END_DECLS
