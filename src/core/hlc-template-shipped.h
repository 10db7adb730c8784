/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-template.h"

G_BEGIN_DECLS

GPtrArray *hlc_template_list_shipped (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_template_is_shipped_name (const char *name);

G_END_DECLS
