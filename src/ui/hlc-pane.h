/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * HlcPane:
 *
 * A bin whose natural width is its least one, so that what is shown in it never decides where the window folds.
 */
#define HLC_TYPE_PANE (hlc_pane_get_type ())
G_DECLARE_FINAL_TYPE (HlcPane, hlc_pane, HLC, PANE, AdwBin)

G_END_DECLS
