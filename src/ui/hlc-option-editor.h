/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-operation-form.h"

G_BEGIN_DECLS

/**
 * HlcOptionEditor:
 *
 * The reject or response options of an operation, to be written.
 *
 * Signal: HlcOptionEditor::changed.
 */
#define HLC_TYPE_OPTION_EDITOR (hlc_option_editor_get_type ())
G_DECLARE_FINAL_TYPE (HlcOptionEditor, hlc_option_editor, HLC, OPTION_EDITOR, AdwBin)

void hlc_option_editor_set_kind (HlcOptionEditor *self, HlcOperationKind kind);
void hlc_option_editor_fill (HlcOptionEditor *self, const HlcOperationForm *form);
void hlc_option_editor_write (HlcOptionEditor *self, HlcOperationForm *form);
gboolean hlc_option_editor_show_problems (HlcOptionEditor *self, GPtrArray *problems);

G_END_DECLS
