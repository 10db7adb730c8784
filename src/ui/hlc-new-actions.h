/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-console.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The actions of a window that make something new: "new.operation"; "new.event", and "new.event-of-operation" (s: call_id);
 * "new.import" and "new.paste" of what was made elsewhere; "new.template-from" (as: call_ids) keeps operations as a
 * template; "new.remote" sets up another API. Main thread.
 */
void hlc_new_actions_install (GtkWindow *window, HlcConsole *console);

G_END_DECLS
