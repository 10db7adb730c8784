/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

void hlc_code_colors_follow (GtkSourceBuffer *buffer);

G_END_DECLS
