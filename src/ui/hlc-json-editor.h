/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * HlcJsonEditor:
 *
 * A text to be edited as JSON. Below it stands what is wrong, by line and column, while it is written; what is written
 * is never changed.
 *
 * Properties: HlcJsonEditor:label (its accessible name, where it is not a body); HlcJsonEditor:valid (what is written
 * is JSON). Signals: HlcJsonEditor::changed; HlcJsonEditor::send
 * (Ctrl+Enter).
 */
#define HLC_TYPE_JSON_EDITOR (hlc_json_editor_get_type ())
G_DECLARE_FINAL_TYPE (HlcJsonEditor, hlc_json_editor, HLC, JSON_EDITOR, AdwBin)

gboolean hlc_json_editor_set_text (HlcJsonEditor *self, GBytes *text) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_json_editor_dup_text (HlcJsonEditor *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_json_editor_enter (HlcJsonEditor *self, const char *text);
gboolean hlc_json_editor_get_is_valid (HlcJsonEditor *self);
const char *hlc_json_editor_get_problem (HlcJsonEditor *self);

G_END_DECLS
