/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-event-forms.h"

#include "hlc-completed-editor.h"
#include "hlc-event-fields.h"

struct _HlcEventForms
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *forms[HLC_N_EVENT_TYPES]; /* an HlcCompletedEditor or an HlcEventFields each */
  HlcEventType type;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcEventForms, hlc_event_forms, ADW_TYPE_BIN)

static void
changed_cb (HlcEventForms *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
hlc_event_forms_class_init (HlcEventFormsClass *klass)
{
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_EVENT_FORMS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
form_new (HlcEventType type)
{
  HlcEventFormKind kind = 0;

  if (hlc_event_form_kind_from_type (hlc_event_type_to_string (type), &kind))
    return GTK_WIDGET (hlc_event_fields_new (kind));

  return GTK_WIDGET (hlc_completed_editor_new (
      type == HLC_EVENT_FUNCTION_CALL_COMPLETED ? HLC_OPERATION_FUNCTION_CALL : HLC_OPERATION_HUMAN_CONTACT));
}

static void
hlc_event_forms_init (HlcEventForms *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  for (guint i = 0; i < HLC_N_EVENT_TYPES; i++)
    {
      self->forms[i] = form_new (i);
      /* A screen reader says which form it is. */
      gtk_stack_add_titled (self->stack, self->forms[i], hlc_event_type_to_string (i),
                            hlc_event_type_to_string (i));
      g_signal_connect_object (self->forms[i], "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

/** hlc_event_forms_set_event_type: shows the form of @type */
void
hlc_event_forms_set_event_type (HlcEventForms *self, HlcEventType type)
{
  g_return_if_fail (HLC_IS_EVENT_FORMS (self) && type < HLC_N_EVENT_TYPES);

  self->type = type;
  gtk_stack_set_visible_child (self->stack, self->forms[type]);
}

/**
 * hlc_event_forms_take:
 * @sheet: replaces what is written in the form of its type; what it holds of an operation is taken away
 */
void
hlc_event_forms_take (HlcEventForms *self, HlcEventSheet *sheet)
{
  GtkWidget *form = NULL;

  g_return_if_fail (HLC_IS_EVENT_FORMS (self) && sheet->type < HLC_N_EVENT_TYPES);

  form = self->forms[sheet->type];
  if (HLC_IS_COMPLETED_EDITOR (form))
    hlc_completed_editor_take (HLC_COMPLETED_EDITOR (form), g_steal_pointer (&sheet->completed));
  else
    hlc_event_fields_fill (HLC_EVENT_FIELDS (form), sheet->form);
}

/** hlc_event_forms_collect: Returns: (transfer full): what is written in the form that is shown */
HlcEventSheet *
hlc_event_forms_collect (HlcEventForms *self)
{
  HlcEventSheet *sheet = NULL;
  GtkWidget *form = NULL;

  g_return_val_if_fail (HLC_IS_EVENT_FORMS (self), NULL);

  sheet = hlc_event_sheet_new (self->type);
  form = self->forms[self->type];
  if (HLC_IS_COMPLETED_EDITOR (form))
    {
      hlc_completed_form_free (sheet->completed);
      sheet->completed = hlc_completed_editor_collect (HLC_COMPLETED_EDITOR (form));
    }
  else
    hlc_event_fields_write (HLC_EVENT_FIELDS (form), sheet->form);

  return sheet;
}

/**
 * hlc_event_forms_show_problems:
 * @problems: (element-type HlcFormProblem): what is wrong with the form that is shown
 *
 * Returns: (transfer none) (nullable): the first widget with a problem
 */
GtkWidget *
hlc_event_forms_show_problems (HlcEventForms *self, GPtrArray *problems)
{
  GtkWidget *form = NULL;

  g_return_val_if_fail (HLC_IS_EVENT_FORMS (self), NULL);

  form = self->forms[self->type];

  return HLC_IS_COMPLETED_EDITOR (form)
             ? hlc_completed_editor_show_problems (HLC_COMPLETED_EDITOR (form), problems)
             : hlc_event_fields_show_problems (HLC_EVENT_FIELDS (form), problems);
}
