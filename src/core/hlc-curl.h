/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-request-draft.h"
#include "hlc-shell-words.h"

G_BEGIN_DECLS

gboolean hlc_curl_is_line (const char *text);
HlcRequestDraft *hlc_curl_parse (const char *text,
                                 HlcShellNotes *notes,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
