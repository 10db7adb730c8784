/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-event-dialog.h"

G_BEGIN_DECLS

/* Opens the dialog of an event, and tells in the window what became of it. Main thread. */
HlcEventDialog *hlc_event_present (GtkWindow *window, GtkWindow *parent, HlcConsole *console);

G_END_DECLS
