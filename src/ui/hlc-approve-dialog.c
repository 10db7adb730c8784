/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-approve-dialog.h"

#include <glib/gi18n-lib.h>

#include "hlc-dialog-header.h"
#include "hlc-notice.h"
#include "hlc-text-area.h"

struct _HlcApproveDialog
{
  AdwWindow parent_instance;

  HlcNotice *problem_notice;
  HlcTextArea *comment;

  gboolean is_final;
  gboolean is_busy;
};

enum
{
  SIGNAL_SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcApproveDialog, hlc_approve_dialog, ADW_TYPE_WINDOW)

static void
hlc_approve_dialog_update (HlcApproveDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "approve.send", !self->is_final && !self->is_busy);
}

static void
send_cb (HlcApproveDialog *self)
{
  g_autofree char *comment = hlc_text_area_dup_text (self->comment);

  if (!self->is_final && !self->is_busy)
    g_signal_emit (self, signals[SIGNAL_SEND], 0, comment);
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  send_cb (HLC_APPROVE_DIALOG (widget));
}

static void
hlc_approve_dialog_class_init (HlcApproveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_SEND] = g_signal_new ("send", HLC_TYPE_APPROVE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "approve.send", NULL, send_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  g_type_ensure (HLC_TYPE_NOTICE);
  g_type_ensure (HLC_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-approve-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcApproveDialog, problem_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcApproveDialog, comment);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
hlc_approve_dialog_init (HlcApproveDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  hlc_notice_hush (self->problem_notice);
  gtk_widget_grab_focus (GTK_WIDGET (self->comment));
}

/** hlc_approve_dialog_new: Returns: (transfer floating): a dialog that is not presented yet */
HlcApproveDialog *
hlc_approve_dialog_new (void)
{
  return g_object_new (HLC_TYPE_APPROVE_DIALOG, NULL);
}

/**
 * hlc_approve_dialog_set_comment:
 * @comment: (nullable): replaces what is written
 */
void
hlc_approve_dialog_set_comment (HlcApproveDialog *self, const char *comment)
{
  g_return_if_fail (HLC_IS_APPROVE_DIALOG (self));

  hlc_text_area_set_text (self->comment, comment);
}

/** hlc_approve_dialog_dup_comment: Returns: (transfer full): what is written */
char *
hlc_approve_dialog_dup_comment (HlcApproveDialog *self)
{
  g_return_val_if_fail (HLC_IS_APPROVE_DIALOG (self), NULL);

  return hlc_text_area_dup_text (self->comment);
}

/**
 * hlc_approve_dialog_set_problem:
 * @problem: (nullable): why it was not stored
 * @is_final: whether sending again cannot help
 *
 * Says what is wrong; what was written stays.
 */
void
hlc_approve_dialog_set_problem (HlcApproveDialog *self, const char *problem, gboolean is_final)
{
  g_return_if_fail (HLC_IS_APPROVE_DIALOG (self));

  self->is_busy = FALSE;
  self->is_final = is_final;
  hlc_notice_set_problem (self->problem_notice, _ ("Not Sent"), problem);
  hlc_approve_dialog_update (self);
}

/** hlc_approve_dialog_set_busy: says that the approval is on its way: it cannot be sent twice */
void
hlc_approve_dialog_set_busy (HlcApproveDialog *self, gboolean is_busy)
{
  g_return_if_fail (HLC_IS_APPROVE_DIALOG (self));

  self->is_busy = is_busy;
  hlc_approve_dialog_update (self);
}
