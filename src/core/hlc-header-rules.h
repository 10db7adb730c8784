/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-header-list.h"

G_BEGIN_DECLS

/* Which headers we send (RFC 9110, section 5): libsoup drops bad ones without a word. Pure; any thread. */
gboolean hlc_header_check (const char *name, const char *value, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_header_list_check_custom (HlcHeaderList *headers, GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcHeaderList *hlc_header_list_dup_forwardable (HlcHeaderList *received) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
