/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-remote-dialog.h"

#include <glib/gi18n-lib.h>

#include "hlc-dialog-header.h"
#include "hlc-leave-parent.h"
#include "hlc-let-fold.h"
#include "hlc-notice.h"
#include "hlc-remote-answer.h"
#include "hlc-remote-base.h"
#include "hlc-remote-words.h"
#include "hlc-told-entries.h"

struct _HlcRemoteDialog
{
  AdwWindow parent_instance;

  HlcNotice *result_notice;
  AdwEntryRow *base_row;
  AdwPasswordEntryRow *key_row;
  GtkLabel *clear_text_warning;
  GtkButton *test_button;
  GtkSpinner *spinner;
  GtkWidget *forget_button;

  HlcRemoteTarget *remote;   /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the test that runs */
};

G_DEFINE_FINAL_TYPE (HlcRemoteDialog, hlc_remote_dialog, ADW_TYPE_WINDOW)

static const char *
hlc_remote_dialog_get_base (HlcRemoteDialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->base_row));
}

/* NULL: the key that is kept. */
static const char *
hlc_remote_dialog_get_key (HlcRemoteDialog *self)
{
  const char *key = gtk_editable_get_text (GTK_EDITABLE (self->key_row));

  return *key != '\0' ? key : NULL;
}

/* What was asked for was not done: @field is what can be changed. */
static void
hlc_remote_dialog_refuse (HlcRemoteDialog *self, const char *heading, const char *sentence, gpointer field)
{
  hlc_notice_show_problem (self->result_notice, heading, sentence);
  gtk_widget_grab_focus (field);
  hlc_notice_announce (self->result_notice);
}

/* Returns: (transfer none): what is wrong where neither is sent anywhere: the address, or else the key */
static gpointer
hlc_remote_dialog_find_wrong (HlcRemoteDialog *self)
{
  g_autofree char *base = hlc_remote_base_parse (hlc_remote_dialog_get_base (self), NULL);

  return base == NULL ? (gpointer) self->base_row : (gpointer) self->key_row;
}

static void
hlc_remote_dialog_update (HlcRemoteDialog *self)
{
  gboolean is_running = self->cancellable != NULL;
  gboolean is_set = hlc_remote_target_get_base (self->remote) != NULL;
  g_autofree char *base = hlc_remote_base_parse (hlc_remote_dialog_get_base (self), NULL);

  gtk_button_set_label (self->test_button, is_running ? _ ("Stop the _Test") : _ ("_Test Connection"));
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_running);
  gtk_spinner_set_spinning (self->spinner, is_running);
  gtk_widget_set_visible (self->forget_button, is_set);
  gtk_widget_set_visible (GTK_WIDGET (self->clear_text_warning),
                          base != NULL && hlc_remote_base_shows_key (base));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row),
                                 base != NULL &&
                                         g_strcmp0 (base, hlc_remote_target_get_base (self->remote)) == 0
                                     ? _ ("API key; empty keeps the one that is stored")
                                     : _ ("API key"));
}

/* What was found of another address, or with another key, goes. */
static void
changed_cb (HlcRemoteDialog *self)
{
  if (self->remote == NULL)
    return;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  hlc_notice_hush (self->result_notice);
  hlc_remote_dialog_update (self);
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HlcAppearance connected = { "hlc-verified-symbolic", _ ("Connected"), "success" };
  g_autoptr (HlcRemoteDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcRemoteProject) project =
      hlc_remote_client_test_finish (HLC_REMOTE_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  g_clear_object (&self->cancellable);
  if (self->remote == NULL)
    return;

  hlc_remote_dialog_update (self);
  if (project != NULL)
    {
      sentence = hlc_words_remote_connected (project->name, project->organization);
      hlc_notice_say (self->result_notice, &connected, sentence);
      hlc_notice_announce (self->result_notice);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hlc_remote_dialog_refuse (self, _ ("Not Connected"), error->message,
                              g_error_matches (error, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_KEY)
                                  ? (gpointer) self->key_row
                                  : (gpointer) self->base_row);
}

static void
test_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcRemoteDialog *self = HLC_REMOTE_DIALOG (widget);
  g_autoptr (HlcRemoteClient) client = NULL;
  g_autoptr (GError) error = NULL;

  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return;
    }

  hlc_notice_hush (self->result_notice);
  client = hlc_remote_target_make_client (self->remote, hlc_remote_dialog_get_base (self),
                                          hlc_remote_dialog_get_key (self), &error);
  if (client == NULL)
    {
      hlc_remote_dialog_refuse (self, _ ("Not Tested"), error->message, hlc_remote_dialog_find_wrong (self));
      return;
    }

  self->cancellable = g_cancellable_new ();
  hlc_remote_dialog_update (self);
  hlc_remote_client_test_async (client, self->cancellable, tested_cb, g_object_ref (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcRemoteDialog *self = HLC_REMOTE_DIALOG (widget);
  g_autoptr (GError) error = NULL;

  if (hlc_remote_target_set (self->remote, hlc_remote_dialog_get_base (self),
                             hlc_remote_dialog_get_key (self), &error))
    gtk_window_destroy (GTK_WINDOW (self));
  else
    hlc_remote_dialog_refuse (self, _ ("Not Saved"), error->message, hlc_remote_dialog_find_wrong (self));
}

static void
forget_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcRemoteDialog *self = HLC_REMOTE_DIALOG (widget);
  g_autoptr (GError) error = NULL;

  if (hlc_remote_target_clear (self->remote, &error))
    gtk_window_destroy (GTK_WINDOW (self));
  else
    hlc_remote_dialog_refuse (self, _ ("Not Forgotten"), error->message, self->forget_button);
}

static void
activated_cb (HlcRemoteDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "remote.save", NULL);
}

static void
hlc_remote_dialog_dispose (GObject *object)
{
  HlcRemoteDialog *self = HLC_REMOTE_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->remote);

  G_OBJECT_CLASS (hlc_remote_dialog_parent_class)->dispose (object);
}

static void
hlc_remote_dialog_finalize (GObject *object)
{
  g_clear_object (&HLC_REMOTE_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (hlc_remote_dialog_parent_class)->finalize (object);
}

static void
hlc_remote_dialog_class_init (HlcRemoteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_remote_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hlc_remote_dialog_finalize;

  gtk_widget_class_install_action (widget_class, "remote.test", NULL, test_action);
  gtk_widget_class_install_action (widget_class, "remote.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "remote.forget", NULL, forget_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  g_type_ensure (HLC_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-remote-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcRemoteDialog, result_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcRemoteDialog, base_row);
  gtk_widget_class_bind_template_child (widget_class, HlcRemoteDialog, key_row);
  gtk_widget_class_bind_template_child (widget_class, HlcRemoteDialog, clear_text_warning);
  gtk_widget_class_bind_template_child (widget_class, HlcRemoteDialog, test_button);
  gtk_widget_class_bind_template_child (widget_class, HlcRemoteDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, HlcRemoteDialog, forget_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
hlc_remote_dialog_init (HlcRemoteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_leave_parent_when_closed (GTK_WINDOW (self));
  hlc_let_fold (GTK_WIDGET (self));
  hlc_told_entries_find (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->base_row));
}

/**
 * hlc_remote_dialog_new:
 * @remote: what is set
 *
 * Returns: (transfer floating): a dialog that is not presented yet
 */
HlcRemoteDialog *
hlc_remote_dialog_new (HlcRemoteTarget *remote)
{
  HlcRemoteDialog *self = g_object_new (HLC_TYPE_REMOTE_DIALOG, NULL);
  const char *base;

  g_return_val_if_fail (HLC_IS_REMOTE_TARGET (remote), self);

  base = hlc_remote_target_get_base (remote);
  self->remote = g_object_ref (remote);
  gtk_editable_set_text (GTK_EDITABLE (self->base_row), base != NULL ? base : "");
  hlc_remote_dialog_update (self);
  return self;
}

/** hlc_remote_dialog_get_result: Returns: (transfer none) (nullable): what came of the last test, or of saving */
const char *
hlc_remote_dialog_get_result (HlcRemoteDialog *self)
{
  g_return_val_if_fail (HLC_IS_REMOTE_DIALOG (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->result_notice)) ? hlc_notice_get_text (self->result_notice)
                                                                   : NULL;
}
