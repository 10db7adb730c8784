/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-discard-question.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static gboolean
destroy_cb (gpointer user_data)
{
  gtk_window_destroy (user_data);
  return G_SOURCE_REMOVE;
}

/* Only once the question is gone: it stands before the window, and would go within its own answer. */
static void
discard_cb (GtkWindow *window)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, destroy_cb, g_object_ref (window), g_object_unref);
}

/**
 * hlc_discard_question_ask:
 * @window: in which something was written
 * @explanation: translated: what has not been done with it yet
 *
 * Asks whether to discard what was written; @window is destroyed then.
 */
void
hlc_discard_question_ask (GtkWindow *window, const char *explanation)
{
  GtkWidget *question = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));

  question = adw_message_dialog_new (window, _ ("Discard What You Wrote?"), explanation);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", _ ("_Keep Writing"), "discard",
                                    _ ("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response::discard", G_CALLBACK (discard_cb), window, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (question));
}
