/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-operation-form.h"

G_BEGIN_DECLS

/**
 * HlcStateEditor:
 *
 * The state that an agent sends along and gets back as it is, to be written as JSON. What is wrong stands below while
 * it is written. One that is too long to be edited is kept as it is, and can only be removed.
 *
 * Signal: HlcStateEditor::changed.
 */
#define HLC_TYPE_STATE_EDITOR (hlc_state_editor_get_type ())
G_DECLARE_FINAL_TYPE (HlcStateEditor, hlc_state_editor, HLC, STATE_EDITOR, AdwBin)

void hlc_state_editor_fill (HlcStateEditor *self, const HlcOperationForm *form);
void hlc_state_editor_write (HlcStateEditor *self, HlcOperationForm *form);
gboolean hlc_state_editor_get_is_held (HlcStateEditor *self);
gboolean hlc_state_editor_show_problems (HlcStateEditor *self, GPtrArray *problems);

G_END_DECLS
