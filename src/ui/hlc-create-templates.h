/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-create-dialog.h"
#include "hlc-template-button.h"

G_BEGIN_DECLS

/* Templates in the dialog of a new operation. Main thread. */
void hlc_create_templates_install (HlcCreateDialog *dialog, HlcTemplateButton *button, HlcConsole *console);
void hlc_create_templates_choose (HlcCreateDialog *dialog, HlcTemplate *template);

G_END_DECLS
