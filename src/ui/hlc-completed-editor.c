/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-completed-editor.h"

#include <glib/gi18n-lib.h>

#include "hlc-argument-editor.h"
#include "hlc-contact-form.h"
#include "hlc-event-inputs.h"
#include "hlc-state-editor.h"

#define LINE(type, name, path, title)                                                                        \
  {                                                                                                          \
    path, title, G_STRUCT_OFFSET (type, name), HLC_EVENT_INPUT_LINE                                          \
  }
#define END                                                                                                  \
  {                                                                                                          \
    NULL, NULL, 0, HLC_EVENT_INPUT_LINE                                                                      \
  }

static const HlcEventInput function[] = {
  LINE (HlcOperationForm, fn, "spec.fn", N_ ("Function")),
  END,
};
static const HlcEventInput ids[] = {
  LINE (HlcOperationForm, call_id, "call_id", N_ ("Call id; empty: one is made")),
  LINE (HlcOperationForm, run_id, "run_id", N_ ("Run id; empty: one is made")),
  END,
};
static const HlcEventInput times[] = {
  LINE (HlcCompletedForm, requested_at, "status.requested_at", N_ ("Asked at; empty: a minute ago")),
  LINE (HlcCompletedForm, responded_at, "status.responded_at", N_ ("Decided at; empty: now")),
  END,
};

/* What the human said, by #HlcOperationKind. */
static const HlcEventInput outcomes[][3] = {
  [HLC_OPERATION_FUNCTION_CALL] = {
      { "status.comment", N_ ("Comment, which the agent reads"), G_STRUCT_OFFSET (HlcCompletedForm, text),
        HLC_EVENT_INPUT_TEXT },
      LINE (HlcCompletedForm, option, "status.reject_option_name", N_ ("Name of the reject option, if one was chosen")),
      END,
  },
  [HLC_OPERATION_HUMAN_CONTACT] = {
      { "status.response", N_ ("Response, which the agent reads"), G_STRUCT_OFFSET (HlcCompletedForm, text),
        HLC_EVENT_INPUT_TEXT },
      LINE (HlcCompletedForm, option, "status.response_option_name", N_ ("Name of the response option, if one was chosen")),
      END,
  },
};

struct _HlcCompletedEditor
{
  AdwBin parent_instance;

  HlcEventInputs *function;     /* (owned) (nullable) */
  HlcArgumentEditor *arguments; /* (nullable) */
  HlcContactForm *contact;      /* (nullable) */
  AdwComboRow *approved_row;    /* (nullable) */
  HlcEventInputs *outcome;      /* (owned) */
  HlcEventInputs *times;        /* (owned) */
  AdwExpanderRow *times_row;
  HlcEventInputs *ids; /* (owned) */
  HlcStateEditor *state;

  HlcCompletedForm *base; /* (owned): of which only what no field shows counts */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcCompletedEditor, hlc_completed_editor, ADW_TYPE_BIN)

static void
changed_cb (HlcCompletedEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
hlc_completed_editor_finalize (GObject *object)
{
  HlcCompletedEditor *self = HLC_COMPLETED_EDITOR (object);

  g_clear_pointer (&self->function, hlc_event_inputs_free);
  g_clear_pointer (&self->outcome, hlc_event_inputs_free);
  g_clear_pointer (&self->times, hlc_event_inputs_free);
  g_clear_pointer (&self->ids, hlc_event_inputs_free);
  g_clear_pointer (&self->base, hlc_completed_form_free);

  G_OBJECT_CLASS (hlc_completed_editor_parent_class)->finalize (object);
}

static void
hlc_completed_editor_class_init (HlcCompletedEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hlc_completed_editor_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HLC_TYPE_COMPLETED_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_completed_editor_init (HlcCompletedEditor *self)
{
}

/* A titled list, at the end of @box. */
static GtkListBox *
add_list (GtkWidget *box, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  gtk_box_append (GTK_BOX (box), group);

  return GTK_LIST_BOX (list);
}

static void
hlc_completed_editor_add_question (HlcCompletedEditor *self, GtkWidget *box, HlcOperationKind kind)
{
  GtkWidget *part = NULL;

  if (kind == HLC_OPERATION_FUNCTION_CALL)
    {
      self->function = hlc_event_inputs_new (function, G_CALLBACK (changed_cb), G_OBJECT (self));
      hlc_event_inputs_add_to_list (self->function, add_list (box, _ ("What the Agent Asked"), NULL));
      part = g_object_new (HLC_TYPE_ARGUMENT_EDITOR, NULL);
      self->arguments = HLC_ARGUMENT_EDITOR (part);
    }
  else
    {
      part = g_object_new (HLC_TYPE_CONTACT_FORM, NULL);
      self->contact = HLC_CONTACT_FORM (part);
    }
  gtk_box_append (GTK_BOX (box), part);
  g_signal_connect_object (part, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
approved_row_new (HlcCompletedEditor *self)
{
  const char *choices[] = { C_ ("outcome", "Approved"), C_ ("outcome", "Denied"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (choices);
  GtkWidget *row = adw_combo_row_new ();

  self->approved_row = ADW_COMBO_ROW (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Outcome"));
  adw_combo_row_set_model (self->approved_row, G_LIST_MODEL (model));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
hlc_completed_editor_add_outcome (HlcCompletedEditor *self, GtkWidget *box, HlcOperationKind kind)
{
  GtkListBox *list = add_list (box, _ ("What the Human Decided"), NULL);

  if (kind == HLC_OPERATION_FUNCTION_CALL)
    gtk_list_box_append (list, approved_row_new (self));
  self->outcome = hlc_event_inputs_new (outcomes[kind], G_CALLBACK (changed_cb), G_OBJECT (self));
  hlc_event_inputs_add_to_list (self->outcome, list);
  self->times = hlc_event_inputs_new (times, G_CALLBACK (changed_cb), G_OBJECT (self));
  self->times_row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->times_row), _ ("Times"));
  hlc_event_inputs_add_to_expander (self->times, self->times_row);
  gtk_list_box_append (list, GTK_WIDGET (self->times_row));
}

/**
 * hlc_completed_editor_new:
 * @kind: of the operation
 *
 * Returns: (transfer floating): an empty form
 */
HlcCompletedEditor *
hlc_completed_editor_new (HlcOperationKind kind)
{
  HlcCompletedEditor *self = g_object_new (HLC_TYPE_COMPLETED_EDITOR, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->base = hlc_completed_form_new (kind);
  hlc_completed_editor_add_question (self, box, kind);
  hlc_completed_editor_add_outcome (self, box, kind);
  self->ids = hlc_event_inputs_new (ids, G_CALLBACK (changed_cb), G_OBJECT (self));
  hlc_event_inputs_add_to_list (self->ids,
                                add_list (box, _ ("Identity"),
                                          _ ("By its call id a handler finds the operation again")));
  self->state = g_object_new (HLC_TYPE_STATE_EDITOR, NULL);
  g_signal_connect_object (self->state, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->state));
  adw_bin_set_child (ADW_BIN (self), box);

  return self;
}

/**
 * hlc_completed_editor_take:
 * @form: (transfer full): replaces all that is written; of the same kind
 */
void
hlc_completed_editor_take (HlcCompletedEditor *self, HlcCompletedForm *form)
{
  g_return_if_fail (HLC_IS_COMPLETED_EDITOR (self));
  g_return_if_fail (form->operation->kind == self->base->operation->kind);

  hlc_completed_form_free (self->base);
  self->base = form;
  if (self->function != NULL)
    {
      hlc_event_inputs_fill (self->function, form->operation);
      hlc_argument_editor_fill (self->arguments, form->operation);
      adw_combo_row_set_selected (self->approved_row, form->is_approved ? 0 : 1);
    }
  else
    hlc_contact_form_fill (self->contact, form->operation);
  hlc_event_inputs_fill (self->outcome, form);
  hlc_event_inputs_fill (self->times, form);
  hlc_event_inputs_fill (self->ids, form->operation);
  hlc_state_editor_fill (self->state, form->operation);
}

/** hlc_completed_editor_collect: Returns: (transfer full): what is written */
HlcCompletedForm *
hlc_completed_editor_collect (HlcCompletedEditor *self)
{
  HlcCompletedForm *form = NULL;

  g_return_val_if_fail (HLC_IS_COMPLETED_EDITOR (self), NULL);

  form = hlc_completed_form_new_like (self->base);
  if (self->function != NULL)
    {
      hlc_event_inputs_write (self->function, form->operation);
      hlc_argument_editor_write (self->arguments, form->operation);
      form->is_approved = adw_combo_row_get_selected (self->approved_row) == 0;
    }
  else
    hlc_contact_form_write (self->contact, form->operation);
  hlc_event_inputs_write (self->outcome, form);
  hlc_event_inputs_write (self->times, form);
  hlc_event_inputs_write (self->ids, form->operation);
  hlc_state_editor_write (self->state, form->operation);

  return form;
}

/**
 * hlc_completed_editor_show_problems:
 * @problems: (element-type HlcFormProblem): what is wrong with the form
 *
 * Says each at its field.
 *
 * Returns: (transfer none) (nullable): the first widget with a problem
 */
GtkWidget *
hlc_completed_editor_show_problems (HlcCompletedEditor *self, GPtrArray *problems)
{
  GtkWidget *wrong[6] = { NULL };

  g_return_val_if_fail (HLC_IS_COMPLETED_EDITOR (self), NULL);

  if (self->function != NULL)
    {
      wrong[0] = hlc_event_inputs_show_problems (self->function, problems, "");
      if (hlc_argument_editor_show_problems (self->arguments, problems))
        wrong[1] = GTK_WIDGET (self->arguments);
    }
  else if (hlc_contact_form_show_problems (self->contact, problems))
    wrong[1] = GTK_WIDGET (self->contact);
  wrong[2] = hlc_event_inputs_show_problems (self->outcome, problems, "");
  wrong[3] = hlc_event_inputs_show_problems (self->times, problems, "");
  if (wrong[3] != NULL)
    adw_expander_row_set_expanded (self->times_row, TRUE);
  wrong[4] = hlc_event_inputs_show_problems (self->ids, problems, "");
  if (hlc_state_editor_show_problems (self->state, problems))
    wrong[5] = GTK_WIDGET (self->state);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    if (wrong[i] != NULL)
      return wrong[i];

  return NULL;
}
