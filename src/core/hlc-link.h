/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The scheme of links into the console: `humanlayer-console:operation/CALL_ID`, the call_id percent-encoded. */
#define HLC_LINK_SCHEME "humanlayer-console"

char *hlc_link_new_for_operation (const char *call_id) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_link_parse_operation (const char *link, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
