/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-argument-row.h"

#include <glib/gi18n-lib.h>

#include "hlc-field-problem.h"
#include "hlc-focus-child.h"
#include "hlc-fold-layout.h"
#include "hlc-text-area.h"
#include "hlc-tooltip.h"

struct _HlcArgumentRow
{
  GtkListBoxRow parent_instance;

  GtkEntry *name_entry;
  GtkDropDown *type_drop;
  HlcTextArea *value_area;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcArgumentRow, hlc_argument_row, GTK_TYPE_LIST_BOX_ROW)

static void
changed_cb (HlcArgumentRow *self)
{
  HlcFormRowType type = gtk_drop_down_get_selected (self->type_drop);

  gtk_widget_set_visible (GTK_WIDGET (self->value_area), type != HLC_FORM_ROW_NULL);
  hlc_text_area_set_monospace (self->value_area, type == HLC_FORM_ROW_JSON);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_cb (HlcArgumentRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static gboolean
hlc_argument_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HLC_ARGUMENT_ROW (widget)->name_entry));
}

static void
hlc_argument_row_class_init (HlcArgumentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->focus = hlc_focus_child;
  widget_class->grab_focus = hlc_argument_row_grab_focus;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_ARGUMENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] =
      g_signal_new ("remove", HLC_TYPE_ARGUMENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (HLC_TYPE_TEXT_AREA);
  g_type_ensure (HLC_TYPE_FOLD_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-argument-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcArgumentRow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, HlcArgumentRow, type_drop);
  gtk_widget_class_bind_template_child (widget_class, HlcArgumentRow, value_area);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
hlc_argument_row_init (HlcArgumentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_tooltip_name_drop_down (self->type_drop, _ ("Argument Type"));
}

/**
 * hlc_argument_row_new:
 * @row: (nullable): what is to be edited
 *
 * Returns: (transfer floating): a row
 */
HlcArgumentRow *
hlc_argument_row_new (const HlcFormRow *row)
{
  HlcArgumentRow *self = g_object_new (HLC_TYPE_ARGUMENT_ROW, NULL);

  if (row != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->name_entry), row->name);
      gtk_drop_down_set_selected (self->type_drop, row->type);
      hlc_text_area_set_text (self->value_area, row->value);
    }

  return self;
}

/**
 * hlc_argument_row_write:
 * @rows: (element-type HlcFormRow): where what is written is added
 */
void
hlc_argument_row_write (HlcArgumentRow *self, GPtrArray *rows)
{
  g_autofree char *value = NULL;

  g_return_if_fail (HLC_IS_ARGUMENT_ROW (self));

  value = hlc_text_area_dup_text (self->value_area);
  hlc_form_rows_add (rows, gtk_editable_get_text (GTK_EDITABLE (self->name_entry)),
                     gtk_drop_down_get_selected (self->type_drop), value);
}

/** hlc_argument_row_set_is_wrong: marks it; what is wrong stands below the list */
void
hlc_argument_row_set_is_wrong (HlcArgumentRow *self, gboolean is_wrong)
{
  g_return_if_fail (HLC_IS_ARGUMENT_ROW (self));

  hlc_field_problem_mark (GTK_WIDGET (self->name_entry), is_wrong);
  hlc_field_problem_mark (GTK_WIDGET (self->value_area), is_wrong);
}
