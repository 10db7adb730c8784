/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-contact-form.h"

#include "hlc-field-problem.h"
#include "hlc-text-area.h"
#include "hlc-told-entries.h"

struct _HlcContactForm
{
  AdwBin parent_instance;

  HlcTextArea *msg_area;
  GtkLabel *msg_problem;
  AdwEntryRow *subject_row;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcContactForm, hlc_contact_form, ADW_TYPE_BIN)

static void
changed_cb (HlcContactForm *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
hlc_contact_form_class_init (HlcContactFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_CONTACT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (HLC_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-contact-form.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcContactForm, msg_area);
  gtk_widget_class_bind_template_child (widget_class, HlcContactForm, msg_problem);
  gtk_widget_class_bind_template_child (widget_class, HlcContactForm, subject_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
hlc_contact_form_init (HlcContactForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_told_entries_find (GTK_WIDGET (self));
}

/** hlc_contact_form_fill: replaces what is written by the message and the subject of @form */
void
hlc_contact_form_fill (HlcContactForm *self, const HlcOperationForm *form)
{
  g_return_if_fail (HLC_IS_CONTACT_FORM (self));

  hlc_text_area_set_text (self->msg_area, form->msg);
  gtk_editable_set_text (GTK_EDITABLE (self->subject_row), form->subject != NULL ? form->subject : "");
}

/** hlc_contact_form_write: puts what is written into @form */
void
hlc_contact_form_write (HlcContactForm *self, HlcOperationForm *form)
{
  g_return_if_fail (HLC_IS_CONTACT_FORM (self));

  g_free (form->msg);
  form->msg = hlc_text_area_dup_text (self->msg_area);
  g_free (form->subject);
  form->subject = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->subject_row)));
}

/**
 * hlc_contact_form_show_problems:
 * @problems: (element-type HlcFormProblem): what is wrong with the form
 *
 * Returns: whether something is wrong with the message
 */
gboolean
hlc_contact_form_show_problems (HlcContactForm *self, GPtrArray *problems)
{
  g_return_val_if_fail (HLC_IS_CONTACT_FORM (self), FALSE);

  return hlc_field_problem_show (GTK_WIDGET (self->msg_area), self->msg_problem, problems, "spec.msg");
}
