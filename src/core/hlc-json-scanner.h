/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"

G_BEGIN_DECLS

gboolean hlc_json_scan (const char *text, gsize length, HlcJsonLocation *location, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void hlc_json_locate (const char *text, gsize offset, HlcJsonLocation *location);

G_END_DECLS
