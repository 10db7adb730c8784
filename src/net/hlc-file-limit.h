/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hlc_file_limit_raise (void);

G_END_DECLS
