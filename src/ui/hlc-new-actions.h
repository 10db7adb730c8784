/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-console.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The actions of a window that make something new: "new.operation", "new.event", and with a call_id
 * "new.event-of-operation". Main thread. */
void hlc_new_actions_install (GtkWindow *window, HlcConsole *console);

G_END_DECLS
