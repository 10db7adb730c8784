/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-template-shelf.h"

G_BEGIN_DECLS

/**
 * HlcTemplateButton:
 *
 * A button that opens the list of templates, with a search where there are many. Below the list it names the actions
 * "templates.save" and "templates.manage", which are its window's.
 *
 * Signal: HlcTemplateButton::chosen (HlcTemplate *template).
 */
#define HLC_TYPE_TEMPLATE_BUTTON (hlc_template_button_get_type ())
G_DECLARE_FINAL_TYPE (HlcTemplateButton, hlc_template_button, HLC, TEMPLATE_BUTTON, AdwBin)

void hlc_template_button_connect (HlcTemplateButton *self, HlcTemplateShelf *shelf, HlcTemplateKind kind);
char *hlc_template_dup_caption (HlcTemplate *template) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
