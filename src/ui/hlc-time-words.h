/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Spans of time as words. Pure; translated; any thread. */
char *hlc_words_span (gint64 span) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_until (gint64 time, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_duration (gint64 duration) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
