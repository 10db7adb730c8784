/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-header-list.h"

G_BEGIN_DECLS

/** What one header and all custom headers of an endpoint may be: bytes, headers and bytes. */
#define HLC_HEADER_NAME_MAX 128
#define HLC_CUSTOM_HEADERS_MAX 32
#define HLC_CUSTOM_HEADERS_MAX_BYTES (8 * 1024)

/* Which headers we send (RFC 9110, section 5): libsoup drops bad ones without a word. Pure; any thread. */
gboolean hlc_header_check (const char *name, const char *value, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_header_list_check_custom (HlcHeaderList *headers, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_header_is_forwarding (const char *name);
gboolean hlc_header_may_be_secret (const char *name);
HlcHeaderList *hlc_header_list_dup_forwardable (HlcHeaderList *received) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
