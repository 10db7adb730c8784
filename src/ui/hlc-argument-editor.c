/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-argument-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-argument-row.h"
#include "hlc-field-problem.h"
#include "hlc-focus-child.h"
#include "hlc-fold-layout.h"
#include "hlc-json-editor.h"

/* More rows than anyone fills in: such arguments are written as JSON. */
#define MAX_ROWS 100

#define FIELD "spec.kwargs"

struct _HlcArgumentEditor
{
  AdwBin parent_instance;

  GtkToggleButton *rows_button;
  GtkToggleButton *json_button;
  GtkStack *stack;
  GtkListBox *list;
  HlcJsonEditor *editor;
  GtkLabel *problem;

  HlcOperationForm *form; /* (owned): of which only the arguments count */
  gboolean is_filling;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcArgumentEditor, hlc_argument_editor, ADW_TYPE_BIN)

static void
copy_arguments (HlcOperationForm *to, const HlcOperationForm *from)
{
  to->kwargs_are_json = from->kwargs_are_json;
  g_free (to->kwargs_json);
  to->kwargs_json = g_strdup (from->kwargs_json);
  g_ptr_array_set_size (to->kwargs, 0);
  for (guint i = 0; i < from->kwargs->len; i++)
    {
      const HlcFormRow *row = g_ptr_array_index (from->kwargs, i);

      hlc_form_rows_add (to->kwargs, row->name, row->type, row->value);
    }
}

static void
hlc_argument_editor_read (HlcArgumentEditor *self)
{
  if (self->form->kwargs_are_json)
    {
      g_free (self->form->kwargs_json);
      self->form->kwargs_json = hlc_json_editor_dup_text (self->editor);
      return;
    }

  g_ptr_array_set_size (self->form->kwargs, 0);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    hlc_argument_row_write (HLC_ARGUMENT_ROW (row), self->form->kwargs);
}

static void
hlc_argument_editor_mark (HlcArgumentEditor *self, const HlcFormProblem *problem)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    hlc_argument_row_set_is_wrong (HLC_ARGUMENT_ROW (row), problem != NULL && problem->row == i);

  /* The editor says itself what is no JSON. */
  if (self->form->kwargs_are_json && !hlc_json_editor_get_is_valid (self->editor))
    problem = NULL;
  hlc_field_problem_say (self->problem, problem);
}

static void
hlc_argument_editor_update (HlcArgumentEditor *self)
{
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autoptr (GBytes) json = NULL;

  if (self->is_filling)
    return;

  hlc_argument_editor_read (self);
  json = self->form->kwargs_are_json
             ? hlc_form_json_read (self->form->kwargs_json, FIELD, HLC_JSON_OBJECT, FALSE, problems)
             : hlc_form_rows_to_json (self->form->kwargs, FIELD, problems);
  hlc_argument_editor_mark (self, hlc_form_problems_find (problems, FIELD));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->form->kwargs->len > 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
update_cb (HlcArgumentEditor *self)
{
  hlc_argument_editor_update (self);
}

static void
remove_cb (HlcArgumentEditor *self, GtkWidget *row)
{
  GtkWidget *next = gtk_widget_get_next_sibling (row);

  if (next == NULL)
    next = gtk_widget_get_prev_sibling (row);
  gtk_list_box_remove (self->list, row);
  hlc_argument_editor_update (self);
  if (next != NULL)
    gtk_widget_grab_focus (next);
}

static GtkWidget *
hlc_argument_editor_add_row (HlcArgumentEditor *self, const HlcFormRow *row)
{
  HlcArgumentRow *widget = hlc_argument_row_new (row);

  gtk_list_box_append (self->list, GTK_WIDGET (widget));
  g_signal_connect_object (widget, "changed", G_CALLBACK (hlc_argument_editor_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (widget);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcArgumentEditor *self = HLC_ARGUMENT_EDITOR (widget);
  GtkWidget *row = hlc_argument_editor_add_row (self, NULL);

  hlc_argument_editor_update (self);
  gtk_widget_grab_focus (row);
}

/* Shows what is in the form, as it is written there. */
static void
hlc_argument_editor_refill (HlcArgumentEditor *self)
{
  GtkListBoxRow *row = NULL;

  self->is_filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (self->form->kwargs_are_json)
    {
      g_autoptr (GBytes) json = g_bytes_new (self->form->kwargs_json, strlen (self->form->kwargs_json));

      if (!hlc_json_editor_set_text (self->editor, json))
        hlc_json_editor_enter (self->editor, self->form->kwargs_json);
    }
  else
    {
      for (guint i = 0; i < self->form->kwargs->len; i++)
        hlc_argument_editor_add_row (self, g_ptr_array_index (self->form->kwargs, i));
    }
  gtk_toggle_button_set_active (self->form->kwargs_are_json ? self->json_button : self->rows_button, TRUE);
  gtk_stack_set_visible_child_name (self->stack, self->form->kwargs_are_json ? "json" : "rows");
  self->is_filling = FALSE;
  hlc_argument_editor_update (self);
}

static void
mode_cb (HlcArgumentEditor *self)
{
  if (!self->is_filling)
    hlc_argument_editor_show_json (self, gtk_toggle_button_get_active (self->json_button));
}

/* Where something is wrong, or else where one would go on. */
static gboolean
hlc_argument_editor_grab_focus (GtkWidget *widget)
{
  HlcArgumentEditor *self = HLC_ARGUMENT_EDITOR (widget);
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autoptr (GBytes) json = NULL;
  const HlcFormProblem *problem = NULL;
  GtkListBoxRow *row = NULL;

  if (self->form->kwargs_are_json)
    return gtk_widget_grab_focus (GTK_WIDGET (self->editor));

  json = hlc_form_rows_to_json (self->form->kwargs, FIELD, problems);
  problem = hlc_form_problems_find (problems, FIELD);
  row = gtk_list_box_get_row_at_index (self->list, problem != NULL ? problem->row : 0);

  return row != NULL ? gtk_widget_grab_focus (GTK_WIDGET (row))
                     : gtk_widget_grab_focus (GTK_WIDGET (self->rows_button));
}

static void
hlc_argument_editor_finalize (GObject *object)
{
  g_clear_pointer (&HLC_ARGUMENT_EDITOR (object)->form, hlc_operation_form_free);

  G_OBJECT_CLASS (hlc_argument_editor_parent_class)->finalize (object);
}

static void
hlc_argument_editor_class_init (HlcArgumentEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_argument_editor_finalize;
  widget_class->focus = hlc_focus_child;
  widget_class->grab_focus = hlc_argument_editor_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HLC_TYPE_ARGUMENT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "arguments.add", NULL, add_action);

  g_type_ensure (HLC_TYPE_JSON_EDITOR);
  g_type_ensure (HLC_TYPE_FOLD_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-argument-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcArgumentEditor, rows_button);
  gtk_widget_class_bind_template_child (widget_class, HlcArgumentEditor, json_button);
  gtk_widget_class_bind_template_child (widget_class, HlcArgumentEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, HlcArgumentEditor, list);
  gtk_widget_class_bind_template_child (widget_class, HlcArgumentEditor, editor);
  gtk_widget_class_bind_template_child (widget_class, HlcArgumentEditor, problem);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_cb);
}

static void
hlc_argument_editor_init (HlcArgumentEditor *self)
{
  self->form = hlc_operation_form_new (HLC_OPERATION_FUNCTION_CALL);
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_filling = FALSE;
}

/** hlc_argument_editor_fill: replaces what is written by the arguments of @form */
void
hlc_argument_editor_fill (HlcArgumentEditor *self, const HlcOperationForm *form)
{
  g_return_if_fail (HLC_IS_ARGUMENT_EDITOR (self));

  copy_arguments (self->form, form);
  hlc_argument_editor_refill (self);
}

/** hlc_argument_editor_write: puts what is written into @form */
void
hlc_argument_editor_write (HlcArgumentEditor *self, HlcOperationForm *form)
{
  g_return_if_fail (HLC_IS_ARGUMENT_EDITOR (self));

  hlc_argument_editor_read (self);
  copy_arguments (form, self->form);
}

/**
 * hlc_argument_editor_show_problems:
 * @problems: (element-type HlcFormProblem): what is wrong with the form
 *
 * Returns: whether something is wrong with the arguments
 */
gboolean
hlc_argument_editor_show_problems (HlcArgumentEditor *self, GPtrArray *problems)
{
  const HlcFormProblem *problem = hlc_form_problems_find (problems, FIELD);

  g_return_val_if_fail (HLC_IS_ARGUMENT_EDITOR (self), FALSE);

  hlc_argument_editor_mark (self, problem);

  return problem != NULL;
}

/**
 * hlc_argument_editor_show_json:
 * @is_json: whether the arguments are to be written as JSON, or as rows
 *
 * What is wrong must be put right first: it is said, and nothing changes.
 */
void
hlc_argument_editor_show_json (HlcArgumentEditor *self, gboolean is_json)
{
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();

  g_return_if_fail (HLC_IS_ARGUMENT_EDITOR (self));

  if (is_json == self->form->kwargs_are_json)
    return;

  hlc_argument_editor_read (self);
  if (is_json ? hlc_operation_form_show_json (self->form, problems)
              : hlc_operation_form_show_rows (self->form, problems))
    {
      if (self->form->kwargs->len > MAX_ROWS)
        {
          self->form->kwargs_are_json = TRUE;
          hlc_form_problems_add (problems, FIELD, _ ("There are more than %'d arguments: they stay JSON."),
                                 MAX_ROWS);
        }
      else
        {
          hlc_argument_editor_refill (self);
          return;
        }
    }

  self->is_filling = TRUE;
  gtk_toggle_button_set_active (is_json ? self->rows_button : self->json_button, TRUE);
  self->is_filling = FALSE;
  hlc_argument_editor_mark (self, hlc_form_problems_find (problems, FIELD));
}

/** hlc_argument_editor_get_is_json: Returns: whether the arguments are written as JSON */
gboolean
hlc_argument_editor_get_is_json (HlcArgumentEditor *self)
{
  g_return_val_if_fail (HLC_IS_ARGUMENT_EDITOR (self), FALSE);

  return self->form->kwargs_are_json;
}

/** hlc_argument_editor_get_problem: Returns: (transfer none) (nullable): what is wrong, as it is said */
const char *
hlc_argument_editor_get_problem (HlcArgumentEditor *self)
{
  g_return_val_if_fail (HLC_IS_ARGUMENT_EDITOR (self), NULL);

  if (self->form->kwargs_are_json && !hlc_json_editor_get_is_valid (self->editor))
    return hlc_json_editor_get_problem (self->editor);

  return gtk_widget_get_visible (GTK_WIDGET (self->problem)) ? gtk_label_get_text (self->problem) : NULL;
}
