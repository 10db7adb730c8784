/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-send-dialog.h"

#include <glib/gi18n-lib.h>

#include "hlc-dialog-header.h"
#include "hlc-let-fold.h"
#include "hlc-notice.h"

/* Pixels. */
#define WIDTH 600
#define HEIGHT 380
#define HEIGHT_WITH_MODE 560
#define HEIGHT_WITH_BODY 700

struct _HlcSendDialog
{
  AdwWindow parent_instance;

  GtkButton *send_button;
  HlcNotice *problem_notice;
  GtkLabel *explanation;
  HlcTargetGroup *target;
  GtkWidget *mode_group;
  GtkCheckButton *now_button;
  GtkCheckButton *original_button;
  HlcJsonEditor *editor;

  char *problem; /* (owned) (nullable) */
  HlcSendParts parts;
  gboolean is_busy;
};

enum
{
  SIGNAL_SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcSendDialog, hlc_send_dialog, ADW_TYPE_WINDOW)

/* A handler must bear what is not JSON: that can be sent, but not by mistake. */
static void
hlc_send_dialog_update (HlcSendDialog *self)
{
  gboolean is_odd = (self->parts & HLC_SEND_WITH_BODY) != 0 && !hlc_json_editor_get_is_valid (self->editor);
  const char *obstacle = hlc_target_group_get_problem (self->target);

  gtk_button_set_label (self->send_button, is_odd ? _ ("_Send Anyway") : _ ("_Send"));
  gtk_widget_set_css_classes (GTK_WIDGET (self->send_button),
                              (const char *[]){ "text-button",
                                                is_odd ? "destructive-action" : "suggested-action", NULL });
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->send_button), obstacle);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "send.send", obstacle == NULL && !self->is_busy);
}

static void
update_cb (HlcSendDialog *self)
{
  hlc_send_dialog_update (self);
}

static void
mode_cb (HlcSendDialog *self)
{
  hlc_target_group_set_is_signed (self->target, hlc_send_dialog_get_sign_mode (self) == HLC_SIGN_NOW);
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SEND], 0);
}

/* Ctrl+Enter does what the button would do. */
static void
send_cb (HlcSendDialog *self)
{
  if (hlc_send_dialog_get_can_send (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "send.send", NULL);
}

static void
hlc_send_dialog_finalize (GObject *object)
{
  g_clear_pointer (&HLC_SEND_DIALOG (object)->problem, g_free);

  G_OBJECT_CLASS (hlc_send_dialog_parent_class)->finalize (object);
}

static void
hlc_send_dialog_class_init (HlcSendDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_send_dialog_finalize;

  signals[SIGNAL_SEND] =
      g_signal_new ("send", HLC_TYPE_SEND_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "send.send", NULL, send_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  g_type_ensure (HLC_TYPE_JSON_EDITOR);
  g_type_ensure (HLC_TYPE_NOTICE);
  g_type_ensure (HLC_TYPE_TARGET_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-send-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcSendDialog, send_button);
  gtk_widget_class_bind_template_child (widget_class, HlcSendDialog, problem_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcSendDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, HlcSendDialog, target);
  gtk_widget_class_bind_template_child (widget_class, HlcSendDialog, mode_group);
  gtk_widget_class_bind_template_child (widget_class, HlcSendDialog, now_button);
  gtk_widget_class_bind_template_child (widget_class, HlcSendDialog, original_button);
  gtk_widget_class_bind_template_child (widget_class, HlcSendDialog, editor);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
hlc_send_dialog_init (HlcSendDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_fold (GTK_WIDGET (self));
}

/**
 * hlc_send_dialog_new:
 * @title: translated
 * @explanation: translated: what is sent
 * @parts: what is asked besides where to
 *
 * Its target group is to be connected.
 *
 * Returns: (transfer floating): a dialog that is not presented yet
 */
HlcSendDialog *
hlc_send_dialog_new (const char *title, const char *explanation, HlcSendParts parts)
{
  HlcSendDialog *self = g_object_new (HLC_TYPE_SEND_DIALOG, "title", title, NULL);
  gboolean has_body = (parts & HLC_SEND_WITH_BODY) != 0;

  self->parts = parts;
  gtk_label_set_text (self->explanation, explanation);
  gtk_widget_set_visible (self->mode_group, (parts & HLC_SEND_WITH_MODE) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->editor), has_body);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH,
                               has_body                     ? HEIGHT_WITH_BODY
                               : parts & HLC_SEND_WITH_MODE ? HEIGHT_WITH_MODE
                                                            : HEIGHT);
  hlc_send_dialog_update (self);

  return self;
}

/** hlc_send_dialog_get_target: Returns: (transfer none): where to */
HlcTargetGroup *
hlc_send_dialog_get_target (HlcSendDialog *self)
{
  g_return_val_if_fail (HLC_IS_SEND_DIALOG (self), NULL);

  return self->target;
}

/** hlc_send_dialog_get_editor: Returns: (transfer none): the body, where it can be edited */
HlcJsonEditor *
hlc_send_dialog_get_editor (HlcSendDialog *self)
{
  g_return_val_if_fail (HLC_IS_SEND_DIALOG (self), NULL);

  return self->editor;
}

/** hlc_send_dialog_get_sign_mode: Returns: which signature is sent */
HlcSignMode
hlc_send_dialog_get_sign_mode (HlcSendDialog *self)
{
  g_return_val_if_fail (HLC_IS_SEND_DIALOG (self), HLC_SIGN_NOW);

  return gtk_check_button_get_active (self->now_button) ? HLC_SIGN_NOW : HLC_SIGN_ORIGINAL;
}

/** hlc_send_dialog_set_sign_mode: chooses which signature is sent */
void
hlc_send_dialog_set_sign_mode (HlcSendDialog *self, HlcSignMode mode)
{
  g_return_if_fail (HLC_IS_SEND_DIALOG (self));

  gtk_check_button_set_active (mode == HLC_SIGN_NOW ? self->now_button : self->original_button, TRUE);
}

/** hlc_send_dialog_get_can_send: Returns: whether what was entered can be sent */
gboolean
hlc_send_dialog_get_can_send (HlcSendDialog *self)
{
  g_return_val_if_fail (HLC_IS_SEND_DIALOG (self), FALSE);

  return hlc_target_group_get_problem (self->target) == NULL && !self->is_busy;
}

/**
 * hlc_send_dialog_set_problem:
 * @problem: (nullable): why it could not be sent
 *
 * Says what is wrong; what was written stays.
 */
void
hlc_send_dialog_set_problem (HlcSendDialog *self, const char *problem)
{
  g_return_if_fail (HLC_IS_SEND_DIALOG (self));

  self->is_busy = FALSE;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  hlc_notice_set_problem (self->problem_notice, _ ("Not Sent"), problem);
  hlc_send_dialog_update (self);
}

/** hlc_send_dialog_get_problem: Returns: (transfer none) (nullable): why it could not be sent */
const char *
hlc_send_dialog_get_problem (HlcSendDialog *self)
{
  g_return_val_if_fail (HLC_IS_SEND_DIALOG (self), NULL);

  return self->problem;
}

/** hlc_send_dialog_set_busy: says that it is on its way: it cannot be sent twice */
void
hlc_send_dialog_set_busy (HlcSendDialog *self, gboolean is_busy)
{
  g_return_if_fail (HLC_IS_SEND_DIALOG (self));

  self->is_busy = is_busy;
  hlc_send_dialog_update (self);
}
