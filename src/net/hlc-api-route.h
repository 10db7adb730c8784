/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-api-private.h"

G_BEGIN_DECLS

gboolean hlc_api_route_match (const char *pattern, const char *path, char **argument);
const HlcApiRoute *hlc_api_route_find (const HlcApiRoute *routes,
                                       const char *method,
                                       const char *path,
                                       char **argument) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_api_route_dup_methods (const HlcApiRoute *routes, const char *path) G_GNUC_WARN_UNUSED_RESULT;

/* All tables together, in hlc-api-root.c. */
const HlcApiRoute *hlc_api_route_get_table (const char *path);
char *hlc_api_route_dup_unknown (const char *path, guint16 port) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
