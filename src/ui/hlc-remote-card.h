/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-operation.h"
#include "hlc-remote-target.h"
#include "hlc-ticker.h"

G_BEGIN_DECLS

/**
 * HlcRemoteCard:
 *
 * Says of an operation that was created at a remote API that it is decided there, and what keeps its outcome from coming:
 * why, and what happens next. Hidden for every other one.
 */
#define HLC_TYPE_REMOTE_CARD (hlc_remote_card_get_type ())
G_DECLARE_FINAL_TYPE (HlcRemoteCard, hlc_remote_card, HLC, REMOTE_CARD, AdwBin)

void hlc_remote_card_connect (HlcRemoteCard *self, HlcRemoteTarget *remote, HlcTicker *ticker);
void hlc_remote_card_show (HlcRemoteCard *self, HlcOperation *operation);
const char *hlc_remote_card_get_text (HlcRemoteCard *self);

G_END_DECLS
