/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *hlc_raw_path_find_problem (const char *raw_path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
