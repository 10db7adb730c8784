/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-create-dialog.h"

#include <glib/gi18n-lib.h>

#include "hlc-argument-editor.h"
#include "hlc-channel-group.h"
#include "hlc-contact-form.h"
#include "hlc-create-target.h"
#include "hlc-create-templates.h"
#include "hlc-dialog-header.h"
#include "hlc-discard-question.h"
#include "hlc-field-problem.h"
#include "hlc-fold-layout.h"
#include "hlc-identity-group.h"
#include "hlc-leave-parent.h"
#include "hlc-let-fold.h"
#include "hlc-let-wrap.h"
#include "hlc-notice.h"
#include "hlc-operation-maker.h"
#include "hlc-option-editor.h"
#include "hlc-presentation.h"
#include "hlc-reveal.h"
#include "hlc-state-editor.h"
#include "hlc-submit-key.h"
#include "hlc-toast.h"
#include "hlc-told-entries.h"
#include "hlc-wrap-layout.h"

struct _HlcCreateDialog
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkButton *create_button;
  GtkSpinner *spinner;
  HlcTemplateButton *templates;
  HlcNotice *problem_notice;
  HlcCreateTarget *target;
  GtkToggleButton *call_button;
  GtkToggleButton *contact_button;
  GtkWidget *call_box;
  AdwEntryRow *fn_row;
  GtkLabel *fn_problem;
  HlcArgumentEditor *arguments;
  HlcContactForm *contact;
  HlcOptionEditor *options;
  HlcIdentityGroup *identity;
  HlcChannelGroup *channels;
  HlcStateEditor *state;

  HlcConsole *console;       /* (owned) (nullable): until the dialog is closed */
  GCancellable *cancellable; /* (owned) (nullable): of creating it elsewhere, which may take long */
  HlcOperationForm *base;    /* (owned): of which only what no field shows counts */
  guint is_filling : 1;
  guint is_checked : 1; /* it could not be created: from now on it is checked while it is written */
  guint is_written : 1; /* closing would lose something */
  guint is_busy : 1;
  guint makes_another : 1;
};

enum
{
  SIGNAL_CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcCreateDialog, hlc_create_dialog, ADW_TYPE_WINDOW)

static HlcOperationKind
hlc_create_dialog_get_kind (HlcCreateDialog *self)
{
  return gtk_toggle_button_get_active (self->call_button) ? HLC_OPERATION_FUNCTION_CALL
                                                          : HLC_OPERATION_HUMAN_CONTACT;
}

static void
set_first (GtkWidget **first, gpointer widget, gboolean is_wrong)
{
  if (is_wrong && *first == NULL)
    *first = widget;
}

/* Returns: (nullable): the first part of the form where something is wrong */
static GtkWidget *
hlc_create_dialog_mark (HlcCreateDialog *self, GPtrArray *problems)
{
  GtkWidget *first = NULL;

  set_first (&first, self->target, hlc_create_target_show_problems (self->target, problems));
  set_first (&first, self->fn_row,
             hlc_field_problem_show (GTK_WIDGET (self->fn_row), self->fn_problem, problems, "spec.fn"));
  set_first (&first, self->arguments, hlc_argument_editor_show_problems (self->arguments, problems));
  set_first (&first, self->contact, hlc_contact_form_show_problems (self->contact, problems));
  set_first (&first, self->options, hlc_option_editor_show_problems (self->options, problems));
  set_first (&first, self->identity, hlc_identity_group_show_problems (self->identity, problems));
  set_first (&first, self->channels, hlc_channel_group_show_problems (self->channels, problems));
  set_first (&first, self->state, hlc_state_editor_show_problems (self->state, problems));

  return first;
}

static void
hlc_create_dialog_say (HlcCreateDialog *self, GPtrArray *problems, gboolean is_marked)
{
  g_autofree char *sentence = NULL;

  if (problems->len > 0)
    sentence = is_marked ? g_strdup (_ ("Put right what is marked below. What you wrote is still here."))
                         : hlc_form_problems_to_sentence (problems);
  hlc_notice_show_problem (self->problem_notice, _ ("Not Created"), sentence);
}

static void
changed_cb (HlcCreateDialog *self)
{
  g_autoptr (HlcOperationForm) form = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  if (self->is_filling)
    return;

  self->is_written = TRUE;
  if (!self->is_checked)
    return;

  form = hlc_create_dialog_collect (self);
  problems = hlc_form_problems_new ();
  /* It was checked already, and is too long to be checked at every key. */
  if (hlc_state_editor_get_is_held (self->state))
    g_clear_pointer (&form->state, g_free);
  hlc_operation_maker_check (form, hlc_identity_group_get_kind (self->identity), problems);
  hlc_create_dialog_say (self, problems, hlc_create_dialog_mark (self, problems) != NULL);
}

static void
kind_cb (HlcCreateDialog *self)
{
  HlcOperationKind kind = hlc_create_dialog_get_kind (self);

  gtk_widget_set_visible (self->call_box, kind == HLC_OPERATION_FUNCTION_CALL);
  gtk_widget_set_visible (GTK_WIDGET (self->contact), kind == HLC_OPERATION_HUMAN_CONTACT);
  hlc_option_editor_set_kind (self->options, kind);
  changed_cb (self);
}

static void
hlc_create_dialog_set_busy (HlcCreateDialog *self, gboolean is_busy)
{
  gboolean takes_long = is_busy && self->cancellable != NULL;

  self->is_busy = is_busy;
  gtk_button_set_label (self->create_button, takes_long ? _ ("Creating…") : _ ("Cr_eate"));
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), takes_long);
  gtk_spinner_set_spinning (self->spinner, takes_long);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "create.create", !is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "create.create-another", !is_busy);
}

static void
hlc_create_dialog_refuse (HlcCreateDialog *self, GPtrArray *problems)
{
  GtkWidget *first = hlc_create_dialog_mark (self, problems);

  self->is_checked = TRUE;
  hlc_create_dialog_say (self, problems, first != NULL);
  /* The button lost the focus while it could not be pressed. */
  hlc_reveal_problem (first != NULL ? first : GTK_WIDGET (self->create_button));
  hlc_notice_announce (self->problem_notice);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcCreateDialog) self = user_data;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (HlcOperation) operation =
      hlc_operation_maker_make_finish (HLC_STORE (source), result, &problems);
  g_autofree char *text = NULL;

  /* It was closed meanwhile. */
  if (self->console == NULL)
    return;

  g_clear_object (&self->cancellable);
  hlc_create_dialog_set_busy (self, FALSE);
  if (operation == NULL)
    {
      hlc_create_dialog_refuse (self, problems);
      return;
    }

  self->is_written = FALSE;
  self->is_checked = FALSE;
  hlc_create_dialog_mark (self, problems);
  hlc_create_dialog_say (self, problems, FALSE);
  g_signal_emit (self, signals[SIGNAL_CREATED], 0, operation->call_id);
  if (self->makes_another)
    {
      /* Translators: the id of an operation. */
      text = g_strdup_printf (_ ("Created %s"), operation->call_id);
      hlc_toast_show (self->toasts, text);
      return;
    }

  gtk_window_destroy (GTK_WINDOW (self));
}

static void
hlc_create_dialog_create (HlcCreateDialog *self, gboolean makes_another)
{
  HlcRemoteFollower *remote = hlc_create_target_get_remote (self->target);

  if (self->is_busy)
    return;

  self->makes_another = makes_another;
  self->cancellable = remote != NULL ? g_cancellable_new () : NULL;
  hlc_create_dialog_set_busy (self, TRUE);
  hlc_operation_maker_make_async (hlc_console_get_store (self->console), hlc_create_dialog_collect (self),
                                  hlc_identity_group_get_kind (self->identity),
                                  hlc_clock_get_now (hlc_console_get_clock (self->console)), remote,
                                  self->cancellable, made_cb, g_object_ref (self));
}

static void
create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_create_dialog_create (HLC_CREATE_DIALOG (widget), FALSE);
}

static void
create_another_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_create_dialog_create (HLC_CREATE_DIALOG (widget), TRUE);
}

static gboolean
create_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  hlc_create_dialog_create (HLC_CREATE_DIALOG (widget), FALSE);

  return TRUE;
}

static gboolean
hlc_create_dialog_close_request (GtkWindow *window)
{
  HlcCreateDialog *self = HLC_CREATE_DIALOG (window);

  /* What takes long is stopped first; what was written stays. */
  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return TRUE;
    }

  if (!self->is_written)
    return GTK_WINDOW_CLASS (hlc_create_dialog_parent_class)->close_request (window);

  hlc_discard_question_ask (window, _ ("The operation has not been created yet."));

  return TRUE;
}

static void
hlc_create_dialog_dispose (GObject *object)
{
  HlcCreateDialog *self = HLC_CREATE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->console);
  g_clear_pointer (&self->base, hlc_operation_form_free);

  G_OBJECT_CLASS (hlc_create_dialog_parent_class)->dispose (object);
}

static void
hlc_create_dialog_bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (HLC_TYPE_FOLD_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-create-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, templates);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, problem_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, create_button);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, target);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, call_button);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, contact_button);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, call_box);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, fn_row);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, fn_problem);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, arguments);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, contact);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, options);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, identity);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, channels);
  gtk_widget_class_bind_template_child (widget_class, HlcCreateDialog, state);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
}

static void
hlc_create_dialog_class_init (HlcCreateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_create_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = hlc_create_dialog_close_request;

  signals[SIGNAL_CREATED] = g_signal_new ("created", HLC_TYPE_CREATE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "create.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "create.create-another", NULL, create_another_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (HLC_TYPE_ARGUMENT_EDITOR);
  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  g_type_ensure (HLC_TYPE_CHANNEL_GROUP);
  g_type_ensure (HLC_TYPE_CONTACT_FORM);
  g_type_ensure (HLC_TYPE_CREATE_TARGET);
  g_type_ensure (HLC_TYPE_IDENTITY_GROUP);
  g_type_ensure (HLC_TYPE_NOTICE);
  g_type_ensure (HLC_TYPE_OPTION_EDITOR);
  g_type_ensure (HLC_TYPE_STATE_EDITOR);
  g_type_ensure (HLC_TYPE_TEMPLATE_BUTTON);
  g_type_ensure (HLC_TYPE_WRAP_LAYOUT);
  hlc_create_dialog_bind_template (widget_class);
}

static void
hlc_create_dialog_init (HlcCreateDialog *self)
{
  self->is_filling = TRUE;
  self->base = hlc_operation_form_new (HLC_OPERATION_FUNCTION_CALL);
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_leave_parent_when_closed (GTK_WINDOW (self));
  hlc_let_fold (GTK_WIDGET (self));
  hlc_told_entries_find (GTK_WIDGET (self));
  hlc_let_wrap (GTK_WIDGET (self->call_button));
  hlc_let_wrap (GTK_WIDGET (self->contact_button));
  hlc_submit_key_add (GTK_WIDGET (self), create_key_cb, NULL);
  kind_cb (self);
  self->is_filling = FALSE;
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->fn_row));
}

/**
 * hlc_create_dialog_new:
 * @console: where operations are created; it runs
 *
 * Returns: (transfer floating): an empty dialog that is not presented yet
 */
HlcCreateDialog *
hlc_create_dialog_new (HlcConsole *console)
{
  HlcCreateDialog *self = g_object_new (HLC_TYPE_CREATE_DIALOG, NULL);

  g_return_val_if_fail (HLC_IS_CONSOLE (console), self);

  self->console = g_object_ref (console);
  self->is_filling = TRUE;
  hlc_create_target_connect (self->target, hlc_console_get_remote (console));
  self->is_filling = FALSE;
  hlc_create_templates_install (self, self->templates, console);

  return self;
}

/**
 * hlc_create_dialog_fill:
 * @form: (transfer full): replaces all that is written
 */
void
hlc_create_dialog_fill (HlcCreateDialog *self, HlcOperationForm *form)
{
  g_return_if_fail (HLC_IS_CREATE_DIALOG (self));

  self->is_filling = TRUE;
  gtk_toggle_button_set_active (form->kind == HLC_OPERATION_FUNCTION_CALL ? self->call_button
                                                                          : self->contact_button,
                                TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->fn_row), form->fn != NULL ? form->fn : "");
  hlc_argument_editor_fill (self->arguments, form);
  hlc_contact_form_fill (self->contact, form);
  hlc_option_editor_fill (self->options, form);
  hlc_identity_group_fill (self->identity, form);
  hlc_channel_group_fill (self->channels, form);
  hlc_state_editor_fill (self->state, form);
  hlc_operation_form_free (self->base);
  self->base = form;
  self->is_filling = FALSE;
  changed_cb (self);
}

/** hlc_create_dialog_collect: Returns: (transfer full): what is written; as its call_id the id, or the scheme */
HlcOperationForm *
hlc_create_dialog_collect (HlcCreateDialog *self)
{
  HlcOperationForm *form = NULL;

  g_return_val_if_fail (HLC_IS_CREATE_DIALOG (self), NULL);

  form = hlc_operation_form_new (hlc_create_dialog_get_kind (self));
  form->fn = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->fn_row)));
  hlc_operation_form_keep_others (form, self->base);
  hlc_argument_editor_write (self->arguments, form);
  hlc_contact_form_write (self->contact, form);
  hlc_option_editor_write (self->options, form);
  hlc_identity_group_write (self->identity, form);
  hlc_channel_group_write (self->channels, form);
  hlc_state_editor_write (self->state, form);

  return form;
}

/** hlc_create_dialog_get_is_written: Returns: whether closing it, or filling it in, would lose something */
gboolean
hlc_create_dialog_get_is_written (HlcCreateDialog *self)
{
  g_return_val_if_fail (HLC_IS_CREATE_DIALOG (self), FALSE);

  return self->is_written;
}

/** hlc_create_dialog_set_is_written: says whether what stands in it would be a loss */
void
hlc_create_dialog_set_is_written (HlcCreateDialog *self, gboolean is_written)
{
  g_return_if_fail (HLC_IS_CREATE_DIALOG (self));

  self->is_written = is_written;
}

/** hlc_create_dialog_show_problems: says what is wrong, (element-type HlcFormProblem), and marks it; nothing is lost */
void
hlc_create_dialog_show_problems (HlcCreateDialog *self, GPtrArray *problems)
{
  g_return_if_fail (HLC_IS_CREATE_DIALOG (self));

  hlc_create_dialog_refuse (self, problems);
}

/** hlc_create_dialog_get_problem: Returns: (transfer none) (nullable): why it could not be created */
const char *
hlc_create_dialog_get_problem (HlcCreateDialog *self)
{
  g_return_val_if_fail (HLC_IS_CREATE_DIALOG (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->problem_notice))
             ? hlc_notice_get_text (self->problem_notice)
             : NULL;
}
