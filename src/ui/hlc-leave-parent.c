/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-leave-parent.h"

static void
unmap_cb (GtkWindow *dialog)
{
  gtk_window_set_transient_for (dialog, NULL);
}

/**
 * hlc_leave_parent_when_closed:
 * @dialog: it is shown once
 *
 * Has a dialog let go of the window that it stands before as soon as it is closed. An answer that is still awaited can keep
 * it longer than that window lives, and a dialog that was destroyed does not hear of that: GTK 4.8 would look into memory
 * that is gone.
 */
void
hlc_leave_parent_when_closed (GtkWindow *dialog)
{
  g_return_if_fail (GTK_IS_WINDOW (dialog));

  g_signal_connect (dialog, "unmap", G_CALLBACK (unmap_cb), NULL);
}
