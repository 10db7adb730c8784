/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HlcVisibleFlags:
 * @HLC_VISIBLE_KEEP_LINES: line feeds and tabs stay as they are
 * @HLC_VISIBLE_ONE_LINE: line feeds and tabs become a space
 */
typedef enum
{
  HLC_VISIBLE_KEEP_LINES = 0,
  HLC_VISIBLE_ONE_LINE = 1 << 0,
} HlcVisibleFlags;

gboolean hlc_unichar_is_deceptive (gunichar character);
char *hlc_visible_text (const char *text, gssize length, HlcVisibleFlags flags) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_visible_text_bounded (const char *text, gssize length, HlcVisibleFlags flags, gsize max_characters)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_name_is_suspicious (const char *name, gssize length);

G_END_DECLS
