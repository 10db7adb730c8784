/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-template-shelf.h"

G_BEGIN_DECLS

/** What a template is called until its developer has said it. */
#define HLC_TEMPLATE_UNNAMED "unnamed"

/**
 * HlcTemplateSaveDialog:
 *
 * Keeps a template under a name, with a title and a description. One of the same name is replaced only after asking.
 *
 * Signal: HlcTemplateSaveDialog::saved (const char *name). The dialog closes itself then.
 */
#define HLC_TYPE_TEMPLATE_SAVE_DIALOG (hlc_template_save_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcTemplateSaveDialog, hlc_template_save_dialog, HLC, TEMPLATE_SAVE_DIALOG, AdwWindow)

HlcTemplateSaveDialog *hlc_template_save_dialog_new (HlcTemplateShelf *shelf,
                                                     HlcTemplate *prototype) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_template_suggest_name (const char *title) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
