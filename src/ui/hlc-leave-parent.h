/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For dialogs that something under way can keep after they were closed. Main thread. */
void hlc_leave_parent_when_closed (GtkWindow *dialog);

G_END_DECLS
