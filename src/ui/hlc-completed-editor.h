/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-completed-form.h"

G_BEGIN_DECLS

/**
 * HlcCompletedEditor:
 *
 * The form of a completed operation: what was asked, what the human decided, the ids and the state. What no field shows
 * is kept and sent.
 *
 * Signal: HlcCompletedEditor::changed.
 */
#define HLC_TYPE_COMPLETED_EDITOR (hlc_completed_editor_get_type ())
G_DECLARE_FINAL_TYPE (HlcCompletedEditor, hlc_completed_editor, HLC, COMPLETED_EDITOR, AdwBin)

HlcCompletedEditor *hlc_completed_editor_new (HlcOperationKind kind) G_GNUC_WARN_UNUSED_RESULT;
void hlc_completed_editor_take (HlcCompletedEditor *self, HlcCompletedForm *form);
HlcCompletedForm *hlc_completed_editor_collect (HlcCompletedEditor *self) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *hlc_completed_editor_show_problems (HlcCompletedEditor *self, GPtrArray *problems);

G_END_DECLS
