/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-option-editor.h"

#include <glib/gi18n-lib.h>

#include "hlc-field-problem.h"
#include "hlc-option-row.h"

struct _HlcOptionEditor
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GtkListBox *list;
  GtkLabel *problem;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcOptionEditor, hlc_option_editor, ADW_TYPE_BIN)

static void
changed_cb (HlcOptionEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->list), gtk_list_box_get_row_at_index (self->list, 0) != NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_cb (HlcOptionEditor *self, GtkWidget *row)
{
  gtk_list_box_remove (self->list, row);
  changed_cb (self);
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
hlc_option_editor_add_row (HlcOptionEditor *self, const HlcFormOption *option)
{
  HlcOptionRow *row = hlc_option_row_new (option);

  gtk_list_box_append (self->list, GTK_WIDGET (row));
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (row);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcOptionEditor *self = HLC_OPTION_EDITOR (widget);
  GtkWidget *row = hlc_option_editor_add_row (self, NULL);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  changed_cb (self);
  gtk_widget_grab_focus (row);
}

static void
hlc_option_editor_class_init (HlcOptionEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HLC_TYPE_OPTION_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "options.add", NULL, add_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-option-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcOptionEditor, group);
  gtk_widget_class_bind_template_child (widget_class, HlcOptionEditor, list);
  gtk_widget_class_bind_template_child (widget_class, HlcOptionEditor, problem);
}

static void
hlc_option_editor_init (HlcOptionEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** hlc_option_editor_set_kind: says whose options they are */
void
hlc_option_editor_set_kind (HlcOptionEditor *self, HlcOperationKind kind)
{
  gboolean is_call = kind == HLC_OPERATION_FUNCTION_CALL;

  g_return_if_fail (HLC_IS_OPTION_EDITOR (self));

  adw_preferences_group_set_title (self->group, is_call ? _ ("Reject Options") : _ ("Response Options"));
  adw_preferences_group_set_description (self->group, is_call
                                                          ? _ ("Reasons to deny that the human can choose")
                                                          : _ ("Answers that the human can choose"));
}

/** hlc_option_editor_fill: replaces what is written by the options of @form */
void
hlc_option_editor_fill (HlcOptionEditor *self, const HlcOperationForm *form)
{
  GtkListBoxRow *row = NULL;

  g_return_if_fail (HLC_IS_OPTION_EDITOR (self));

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < form->options->len; i++)
    hlc_option_editor_add_row (self, g_ptr_array_index (form->options, i));
  changed_cb (self);
}

/** hlc_option_editor_write: replaces the options of @form by what is written */
void
hlc_option_editor_write (HlcOptionEditor *self, HlcOperationForm *form)
{
  GtkListBoxRow *row = NULL;

  g_return_if_fail (HLC_IS_OPTION_EDITOR (self));

  g_ptr_array_set_size (form->options, 0);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    hlc_option_row_write (HLC_OPTION_ROW (row), form);
}

/**
 * hlc_option_editor_show_problems:
 * @problems: (element-type HlcFormProblem): what is wrong with the form
 *
 * Returns: whether something is wrong with the options
 */
gboolean
hlc_option_editor_show_problems (HlcOptionEditor *self, GPtrArray *problems)
{
  static const char *const members[] = { "spec.reject_options", "spec.response_options" };
  const HlcFormProblem *shown = NULL;
  GtkListBoxRow *row = NULL;

  g_return_val_if_fail (HLC_IS_OPTION_EDITOR (self), FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (members) && shown == NULL; i++)
    shown = hlc_form_problems_find (problems, members[i]);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      gboolean is_wrong = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (members); j++)
        {
          g_autofree char *path = g_strdup_printf ("%s.%d", members[j], i);

          is_wrong = is_wrong || hlc_form_problems_find (problems, path) != NULL;
        }
      hlc_option_row_set_is_wrong (HLC_OPTION_ROW (row), is_wrong);
    }
  hlc_field_problem_say (self->problem, shown);

  return shown != NULL;
}
