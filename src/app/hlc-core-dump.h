/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hlc_core_dump_forbid (void);

G_END_DECLS
