/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hlc_join_words (const char *const *words) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_join_statements (const char *const *statements) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_join_sentences (const char *const *sentences) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
