/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-attempt-row.h"

G_BEGIN_DECLS

/**
 * HlcAttemptList:
 *
 * The attempts of a message, those at each destination in a boxed list of their own, the newest first. It follows what
 * becomes of them: a row that is unfolded stays so, and keeps the keyboard.
 */
#define HLC_TYPE_ATTEMPT_LIST (hlc_attempt_list_get_type ())
G_DECLARE_FINAL_TYPE (HlcAttemptList, hlc_attempt_list, HLC, ATTEMPT_LIST, AdwBin)

void hlc_attempt_list_connect (HlcAttemptList *self, HlcStore *store, HlcTicker *ticker);
void hlc_attempt_list_set_attempts (HlcAttemptList *self, gint64 message, GPtrArray *attempts);
guint hlc_attempt_list_get_n_destinations (HlcAttemptList *self);

G_END_DECLS
