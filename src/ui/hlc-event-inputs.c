/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-inputs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-field-problem.h"
#include "hlc-text-area.h"
#include "hlc-told-entries.h"

/* One field, as it is shown. */
typedef struct
{
  const HlcEventInput *field;
  GtkWidget *row; /* an entry row or a text area */
  GtkLabel *problem;
  GtkWidget *problem_row;
} Row;

struct _HlcEventInputs
{
  GArray *rows; /* (element-type Row): the widgets are owned by their list */
};

static char *
dup_text (const Row *row)
{
  return row->field->kind == HLC_EVENT_INPUT_TEXT
             ? hlc_text_area_dup_text (HLC_TEXT_AREA (row->row))
             : g_strdup (gtk_editable_get_text (GTK_EDITABLE (row->row)));
}

static void
set_text (const Row *row, const char *text)
{
  if (row->field->kind == HLC_EVENT_INPUT_TEXT)
    hlc_text_area_set_text (HLC_TEXT_AREA (row->row), text);
  else
    gtk_editable_set_text (GTK_EDITABLE (row->row), text != NULL ? text : "");
}

static GtkWidget *
row_new (const HlcEventInput *field)
{
  const char *dot = strrchr (field->path, '.');
  GtkWidget *row = NULL;

  if (field->kind == HLC_EVENT_INPUT_TEXT)
    {
      row = g_object_new (HLC_TYPE_TEXT_AREA, "label", _ (field->title), NULL);
      gtk_widget_add_css_class (row, "channel-text");
    }
  else
    {
      row = adw_entry_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (field->title));
      hlc_told_entries_find (row);
    }
  gtk_widget_set_tooltip_text (row, dot != NULL ? dot + 1 : field->path);

  return row;
}

static GtkWidget *
problem_row_new (GtkLabel *problem)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_set_visible (GTK_WIDGET (problem), TRUE);
  gtk_widget_set_margin_top (GTK_WIDGET (problem), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (problem), 6);
  gtk_widget_set_margin_start (GTK_WIDGET (problem), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (problem), 12);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (problem));
  gtk_widget_set_visible (row, FALSE);

  return row;
}

/**
 * hlc_event_inputs_new:
 * @table: the fields; static
 * @changed: called with @object when something is written
 *
 * Returns: (transfer full): rows that are to be added to one list or one expander
 */
HlcEventInputs *
hlc_event_inputs_new (const HlcEventInput *table, GCallback changed, GObject *object)
{
  HlcEventInputs *self = g_new0 (HlcEventInputs, 1);

  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  for (; table->path != NULL; table++)
    {
      Row row = { table, row_new (table), hlc_field_problem_label_new (), NULL };

      row.problem_row = problem_row_new (row.problem);
      g_signal_connect_object (row.row, "changed", changed, object, G_CONNECT_SWAPPED);
      g_array_append_val (self->rows, row);
    }

  return self;
}

/** hlc_event_inputs_free: @self: (transfer full): the widgets stay with their list */
void
hlc_event_inputs_free (HlcEventInputs *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->rows);
  g_free (self);
}

/* A text area is written in, and its row is no stop on the way to it. */
static void
settle (const Row *row)
{
  GtkWidget *parent = gtk_widget_get_ancestor (row->row, GTK_TYPE_LIST_BOX_ROW);

  if (row->field->kind != HLC_EVENT_INPUT_TEXT || parent == NULL)
    return;

  gtk_widget_set_focusable (parent, FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (parent), FALSE);
}

/** hlc_event_inputs_add_to_list: adds the rows to the end of @list */
void
hlc_event_inputs_add_to_list (HlcEventInputs *self, GtkListBox *list)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      gtk_list_box_append (list, g_array_index (self->rows, Row, i).row);
      gtk_list_box_append (list, g_array_index (self->rows, Row, i).problem_row);
      settle (&g_array_index (self->rows, Row, i));
    }
}

/** hlc_event_inputs_add_to_expander: adds the rows to the end of @expander */
void
hlc_event_inputs_add_to_expander (HlcEventInputs *self, AdwExpanderRow *expander)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      adw_expander_row_add_row (expander, g_array_index (self->rows, Row, i).row);
      adw_expander_row_add_row (expander, g_array_index (self->rows, Row, i).problem_row);
      settle (&g_array_index (self->rows, Row, i));
    }
}

/** hlc_event_inputs_fill: replaces what is written by the fields of @record */
void
hlc_event_inputs_fill (HlcEventInputs *self, gconstpointer record)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      set_text (row, G_STRUCT_MEMBER (const char *, record, row->field->offset));
    }
}

/** hlc_event_inputs_write: puts what is written into @record */
void
hlc_event_inputs_write (HlcEventInputs *self, gpointer record)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      char **text = &G_STRUCT_MEMBER (char *, record, row->field->offset);

      g_free (*text);
      *text = dup_text (row);
    }
}

/** hlc_event_inputs_get_row: Returns: (transfer none): in which the field @index of the table is written */
GtkWidget *
hlc_event_inputs_get_row (HlcEventInputs *self, guint index)
{
  g_return_val_if_fail (index < self->rows->len, NULL);

  return g_array_index (self->rows, Row, index).row;
}

/**
 * hlc_event_inputs_show_problems:
 * @problems: (element-type HlcFormProblem): what is wrong with the form
 * @prefix: of the record in the form: "", or a path that ends with a dot
 *
 * Returns: (transfer none) (nullable): the first row with a problem
 */
GtkWidget *
hlc_event_inputs_show_problems (HlcEventInputs *self, GPtrArray *problems, const char *prefix)
{
  GtkWidget *first = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      g_autofree char *path = g_strconcat (prefix, row->field->path, NULL);
      gboolean is_wrong = hlc_field_problem_show (row->row, row->problem, problems, path);

      gtk_widget_set_visible (row->problem_row, is_wrong);
      if (is_wrong && first == NULL)
        first = row->row;
    }

  return first;
}
