/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hlc_json_indent (GBytes *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
