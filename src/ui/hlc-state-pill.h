/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

#include "hlc-presentation.h"

G_BEGIN_DECLS

/** HlcStatePill: a state as an icon and a word, on its colour. */
#define HLC_TYPE_STATE_PILL (hlc_state_pill_get_type ())
G_DECLARE_FINAL_TYPE (HlcStatePill, hlc_state_pill, HLC, STATE_PILL, GtkWidget)

void hlc_state_pill_set_appearance (HlcStatePill *self, const HlcAppearance *appearance);
const char *hlc_state_pill_get_word (HlcStatePill *self);

G_END_DECLS
