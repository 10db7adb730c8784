/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

#include "hlc-console.h"

G_BEGIN_DECLS

void hlc_template_from_operations (GtkWindow *window, HlcConsole *console, const char *const *call_ids);

G_END_DECLS
