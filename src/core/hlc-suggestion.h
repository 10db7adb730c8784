/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"

G_BEGIN_DECLS

char *hlc_suggestion_dup_text (HlcJsonValue value, gboolean *is_json) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_suggestion_read_text (const char *text, gboolean is_json, HlcJsonLocation *location, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
char *hlc_suggestion_compose (HlcJsonValue arguments, GPtrArray *values) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
