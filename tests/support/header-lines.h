/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-header-list.h"

G_BEGIN_DECLS

HlcHeaderList *make_headers (const char *lines) G_GNUC_WARN_UNUSED_RESULT;
void assert_headers (HlcHeaderList *headers, const char *lines);

G_END_DECLS
