/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

#include "hlc-option.h"

G_BEGIN_DECLS

/**
 * HlcOptionBox:
 *
 * The options that an agent offers, as buttons that wrap. Hidden while there is none.
 *
 * Signal: HlcOptionBox::chosen (const char *name).
 */
#define HLC_TYPE_OPTION_BOX (hlc_option_box_get_type ())
G_DECLARE_FINAL_TYPE (HlcOptionBox, hlc_option_box, HLC, OPTION_BOX, GtkWidget)

void hlc_option_box_set_options (HlcOptionBox *self, GPtrArray *options);

G_END_DECLS
