/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-operation-form.h"

G_BEGIN_DECLS

/**
 * HlcArgumentEditor:
 *
 * The arguments of a function call, to be written as rows of name, type and value, or as JSON. What is wrong stands
 * below while it is written; the other way to write them is only shown when nothing is, so that nothing is lost.
 *
 * Signal: HlcArgumentEditor::changed.
 */
#define HLC_TYPE_ARGUMENT_EDITOR (hlc_argument_editor_get_type ())
G_DECLARE_FINAL_TYPE (HlcArgumentEditor, hlc_argument_editor, HLC, ARGUMENT_EDITOR, AdwBin)

void hlc_argument_editor_fill (HlcArgumentEditor *self, const HlcOperationForm *form);
void hlc_argument_editor_write (HlcArgumentEditor *self, HlcOperationForm *form);
gboolean hlc_argument_editor_show_problems (HlcArgumentEditor *self, GPtrArray *problems);
void hlc_argument_editor_show_json (HlcArgumentEditor *self, gboolean is_json);
gboolean hlc_argument_editor_get_is_json (HlcArgumentEditor *self);
const char *hlc_argument_editor_get_problem (HlcArgumentEditor *self);

G_END_DECLS
