/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-header-list.h"

G_BEGIN_DECLS

/**
 * HlcHeaderEditor:
 *
 * Custom headers, to be written: one a row. The value of one that carries a secret is never shown. A row without name
 * and value does not count. What is wrong with them stands below while it is written.
 *
 * Signal: HlcHeaderEditor::changed.
 */
#define HLC_TYPE_HEADER_EDITOR (hlc_header_editor_get_type ())
G_DECLARE_FINAL_TYPE (HlcHeaderEditor, hlc_header_editor, HLC, HEADER_EDITOR, AdwBin)

void hlc_header_editor_set_headers (HlcHeaderEditor *self, HlcHeaderList *headers);
HlcHeaderList *hlc_header_editor_dup_headers (HlcHeaderEditor *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_header_editor_add (HlcHeaderEditor *self, const char *name, const char *value);
const char *hlc_header_editor_get_problem (HlcHeaderEditor *self);

G_END_DECLS
