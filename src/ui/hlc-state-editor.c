/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-state-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-field-problem.h"
#include "hlc-text-area.h"

/* A text that is checked at every key, without being felt. Bytes. */
#define MAX_EDITED (64 * 1024)

#define FIELD "spec.state"

struct _HlcStateEditor
{
  AdwBin parent_instance;

  GtkWidget *area;
  AdwActionRow *held_row;
  GtkWidget *held_list;
  GtkLabel *problem;

  char *held; /* (owned) (nullable): what is too long to be edited */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcStateEditor, hlc_state_editor, ADW_TYPE_BIN)

static void
changed_cb (HlcStateEditor *self)
{
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autofree char *text = hlc_text_area_dup_text (HLC_TEXT_AREA (self->area));
  g_autoptr (GBytes) json = NULL;

  if (self->held == NULL && !hlc_text_area_is_blank (HLC_TEXT_AREA (self->area)))
    json = hlc_form_json_read (text, FIELD, HLC_JSON_OBJECT, TRUE, problems);
  hlc_state_editor_show_problems (self, problems);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
hlc_state_editor_hold (HlcStateEditor *self, const char *text)
{
  g_autofree char *size = text != NULL ? g_format_size (strlen (text)) : NULL;

  g_free (self->held);
  self->held = g_strdup (text);
  gtk_widget_set_visible (self->area, text == NULL);
  gtk_widget_set_visible (self->held_list, text != NULL);
  if (size != NULL)
    adw_action_row_set_subtitle (self->held_row, size);
}

static void
remove_cb (HlcStateEditor *self)
{
  hlc_state_editor_hold (self, NULL);
  changed_cb (self);
  gtk_widget_child_focus (self->area, GTK_DIR_TAB_FORWARD);
}

static void
hlc_state_editor_finalize (GObject *object)
{
  g_clear_pointer (&HLC_STATE_EDITOR (object)->held, g_free);

  G_OBJECT_CLASS (hlc_state_editor_parent_class)->finalize (object);
}

static void
hlc_state_editor_class_init (HlcStateEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hlc_state_editor_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_STATE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
hlc_state_editor_make_held (HlcStateEditor *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Re_move"));

  self->held_list = gtk_list_box_new ();
  self->held_row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->held_row),
                                 _ ("A state too long to be edited here"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->held_row, button);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->held_list), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (self->held_list), GTK_WIDGET (self->held_row));
  gtk_widget_add_css_class (self->held_list, "boxed-list");
  gtk_widget_set_visible (self->held_list, FALSE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);

  return self->held_list;
}

static void
hlc_state_editor_init (HlcStateEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, C_ ("agent", "State"));
  adw_preferences_group_set_description (group, _ ("Comes back to the agent as it is"));
  self->area = g_object_new (HLC_TYPE_TEXT_AREA, "label", _ ("A JSON object, or nothing"), NULL);
  hlc_text_area_set_monospace (HLC_TEXT_AREA (self->area), TRUE);
  self->problem = hlc_field_problem_label_new ();
  adw_preferences_group_add (group, self->area);
  adw_preferences_group_add (group, hlc_state_editor_make_held (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (group));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->area, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/** hlc_state_editor_fill: replaces what is written by the state of @form */
void
hlc_state_editor_fill (HlcStateEditor *self, const HlcOperationForm *form)
{
  gboolean is_long = form->state != NULL && strlen (form->state) > MAX_EDITED;

  g_return_if_fail (HLC_IS_STATE_EDITOR (self));

  hlc_state_editor_hold (self, is_long ? form->state : NULL);
  hlc_text_area_set_text (HLC_TEXT_AREA (self->area), is_long ? NULL : form->state);
}

/** hlc_state_editor_write: puts what is written into @form */
void
hlc_state_editor_write (HlcStateEditor *self, HlcOperationForm *form)
{
  g_return_if_fail (HLC_IS_STATE_EDITOR (self));

  g_clear_pointer (&form->state, g_free);
  if (self->held != NULL)
    form->state = g_strdup (self->held);
  else if (!hlc_text_area_is_blank (HLC_TEXT_AREA (self->area)))
    form->state = hlc_text_area_dup_text (HLC_TEXT_AREA (self->area));
}

/** hlc_state_editor_get_is_held: Returns: whether the state is too long to be edited, and kept as it is */
gboolean
hlc_state_editor_get_is_held (HlcStateEditor *self)
{
  g_return_val_if_fail (HLC_IS_STATE_EDITOR (self), FALSE);

  return self->held != NULL;
}

/**
 * hlc_state_editor_show_problems:
 * @problems: (element-type HlcFormProblem): what is wrong with the form
 *
 * Returns: whether something is wrong with the state
 */
gboolean
hlc_state_editor_show_problems (HlcStateEditor *self, GPtrArray *problems)
{
  g_return_val_if_fail (HLC_IS_STATE_EDITOR (self), FALSE);

  return hlc_field_problem_show (self->area, self->problem, problems, FIELD);
}
