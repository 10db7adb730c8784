/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-import-dialog.h"

G_BEGIN_DECLS

/* What is dropped on a window or pasted into it is imported. Main thread. */
HlcImportDialog *hlc_import_present (GtkWindow *window, HlcConsole *console);
gboolean hlc_import_drop_take (GtkWindow *window, HlcConsole *console, const GValue *value);
void hlc_import_drop_install (GtkWindow *window, GtkWidget *target, HlcConsole *console);
void hlc_import_paste (GtkWindow *window, HlcConsole *console);

G_END_DECLS
