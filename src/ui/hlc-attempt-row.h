/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-attempt.h"
#include "hlc-store.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcAttemptRow:
 *
 * An attempt in a boxed list: what came of it, when, and how long it took. Unfolded, it shows the headers and the body
 * that went over the wire, which are read only then. None of its texts is markup.
 */
#define HLC_TYPE_ATTEMPT_ROW (hlc_attempt_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcAttemptRow, hlc_attempt_row, HLC, ATTEMPT_ROW, AdwExpanderRow)

GtkWidget *hlc_attempt_row_new (HlcStore *store,
                                HlcTicker *ticker,
                                HlcAttempt *attempt) G_GNUC_WARN_UNUSED_RESULT;
void hlc_attempt_row_set_attempt (HlcAttemptRow *self, HlcAttempt *attempt);
HlcAttempt *hlc_attempt_row_get_attempt (HlcAttemptRow *self);
gboolean hlc_attempt_row_get_has_details (HlcAttemptRow *self);

G_END_DECLS
