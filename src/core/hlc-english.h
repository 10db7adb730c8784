/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What a thread spoke before hlc_english_begin(): `g_auto (HlcEnglish)` ends it with the block. */
typedef gpointer HlcEnglish;

HlcEnglish hlc_english_begin (gboolean is_wanted) G_GNUC_WARN_UNUSED_RESULT;
void hlc_english_end (HlcEnglish before);
gboolean hlc_english_is_spoken (void);

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (HlcEnglish, hlc_english_end, NULL)

G_END_DECLS
