/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * HlcTextArea:
 *
 * Several lines to write in, which grow with the text. Tab leaves it; Ctrl+Enter sends.
 *
 * Properties: HlcTextArea:label (what is to be written: its accessible name, and shown while it is empty);
 * HlcTextArea:min-height (pixels).
 * Signals: HlcTextArea::changed; HlcTextArea::send.
 */
#define HLC_TYPE_TEXT_AREA (hlc_text_area_get_type ())
G_DECLARE_FINAL_TYPE (HlcTextArea, hlc_text_area, HLC, TEXT_AREA, AdwBin)

char *hlc_text_area_dup_text (HlcTextArea *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_text_area_is_blank (HlcTextArea *self);
void hlc_text_area_set_text (HlcTextArea *self, const char *text);
void hlc_text_area_insert (HlcTextArea *self, const char *text);
void hlc_text_area_set_monospace (HlcTextArea *self, gboolean monospace);
void hlc_text_area_set_error (HlcTextArea *self, gboolean has_error);

G_END_DECLS
