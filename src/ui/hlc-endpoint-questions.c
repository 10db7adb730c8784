/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-endpoint-questions.h"

#include <glib/gi18n-lib.h>

#include "hlc-endpoint-words.h"
#include "hlc-told-entries.h"

#define ENTRY "hlc-entry"

static GtkWidget *
question_new (const char *heading,
              const char *body,
              const char *verb,
              const char *label,
              AdwResponseAppearance appearance)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (NULL, heading, body));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), verb, label, NULL);
  adw_message_dialog_set_response_appearance (dialog, verb, appearance);
  adw_message_dialog_set_default_response (dialog, appearance == ADW_RESPONSE_DESTRUCTIVE ? "cancel" : verb);
  adw_message_dialog_set_close_response (dialog, "cancel");

  return GTK_WIDGET (dialog);
}

/** hlc_endpoint_question_new_remove: Returns: (transfer floating): a dialog with the response "remove" */
GtkWidget *
hlc_endpoint_question_new_remove (HlcEndpoint *endpoint)
{
  g_autofree char *title = hlc_words_endpoint_title (endpoint);
  g_autofree char *heading = g_strdup_printf (_ ("Remove “%s”?"), title);

  return question_new (heading,
                       _ ("It gets nothing more: what waits for it is cancelled, rules that forward to it go "
                          "with it, and its secret is forgotten. What was sent stays in the log."),
                       "remove", _ ("_Remove"), ADW_RESPONSE_DESTRUCTIVE);
}

/** hlc_endpoint_question_new_rotate: Returns: (transfer floating): a dialog with the response "rotate" */
GtkWidget *
hlc_endpoint_question_new_rotate (void)
{
  GtkWidget *dialog =
      question_new (_ ("Rotate the Signing Secret?"),
                    _ ("For 24 hours webhooks are signed with the new and the old secret, so the handler "
                       "verifies them while you change it. After that only the new one signs."),
                    "rotate", _ ("_Rotate"), ADW_RESPONSE_SUGGESTED);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("New secret (empty: one is made)"));
  hlc_told_entries_find (entry);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), group);
  g_object_set_data_full (G_OBJECT (dialog), ENTRY, g_object_ref (entry), g_object_unref);

  return dialog;
}

/**
 * hlc_endpoint_question_dup_secret:
 * @question: of hlc_endpoint_question_new_rotate()
 *
 * Returns: (transfer full) (nullable): the new secret, where one was given
 */
char *
hlc_endpoint_question_dup_secret (GtkWidget *question)
{
  GtkWidget *entry = g_object_get_data (G_OBJECT (question), ENTRY);
  g_autofree char *secret = NULL;

  g_return_val_if_fail (GTK_IS_EDITABLE (entry), NULL);

  secret = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  return *secret != '\0' ? g_steal_pointer (&secret) : NULL;
}
