/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-option-row.h"

#include <glib/gi18n-lib.h>

#include "hlc-field-problem.h"
#include "hlc-focus-child.h"
#include "hlc-told-entries.h"

struct _HlcOptionRow
{
  AdwExpanderRow parent_instance;

  AdwEntryRow *name_row;
  AdwEntryRow *title_row;
  AdwEntryRow *description_row;
  AdwEntryRow *fill_row;
  GtkSwitch *interactive_switch;

  GBytes *others; /* (owned) (nullable): members that no field shows */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcOptionRow, hlc_option_row, ADW_TYPE_EXPANDER_ROW)

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
changed_cb (HlcOptionRow *self)
{
  const char *name = get_text (self->name_row);
  const char *title = get_text (self->title_row);

  if (*title == '\0')
    title = name;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), *title != '\0' ? title : _ ("New Option"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), title != name ? name : "");
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_cb (HlcOptionRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static gboolean
hlc_option_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HLC_OPTION_ROW (widget)->name_row));
}

static void
hlc_option_row_finalize (GObject *object)
{
  g_clear_pointer (&HLC_OPTION_ROW (object)->others, g_bytes_unref);

  G_OBJECT_CLASS (hlc_option_row_parent_class)->finalize (object);
}

static void
hlc_option_row_class_init (HlcOptionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_option_row_finalize;
  widget_class->focus = hlc_focus_child;
  widget_class->grab_focus = hlc_option_row_grab_focus;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_OPTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] =
      g_signal_new ("remove", HLC_TYPE_OPTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-option-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcOptionRow, name_row);
  gtk_widget_class_bind_template_child (widget_class, HlcOptionRow, title_row);
  gtk_widget_class_bind_template_child (widget_class, HlcOptionRow, description_row);
  gtk_widget_class_bind_template_child (widget_class, HlcOptionRow, fill_row);
  gtk_widget_class_bind_template_child (widget_class, HlcOptionRow, interactive_switch);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
hlc_option_row_init (HlcOptionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_told_entries_find (GTK_WIDGET (self));
  changed_cb (self);
}

/**
 * hlc_option_row_new:
 * @option: (nullable): what is to be edited
 *
 * Returns: (transfer floating): a row
 */
HlcOptionRow *
hlc_option_row_new (const HlcFormOption *option)
{
  HlcOptionRow *self = g_object_new (HLC_TYPE_OPTION_ROW, NULL);

  if (option != NULL)
    {
      set_text (self->name_row, option->name);
      set_text (self->title_row, option->title);
      set_text (self->description_row, option->description);
      set_text (self->fill_row, option->prompt_fill);
      gtk_switch_set_active (self->interactive_switch, option->interactive);
      self->others = option->others != NULL ? g_bytes_ref (option->others) : NULL;
    }

  return self;
}

/** hlc_option_row_write: adds what is written to the options of @form */
void
hlc_option_row_write (HlcOptionRow *self, HlcOperationForm *form)
{
  HlcFormOption *option = NULL;

  g_return_if_fail (HLC_IS_OPTION_ROW (self));

  option = hlc_operation_form_add_option (form, get_text (self->name_row));
  option->title = g_strdup (get_text (self->title_row));
  option->description = g_strdup (get_text (self->description_row));
  option->prompt_fill = g_strdup (get_text (self->fill_row));
  option->interactive = gtk_switch_get_active (self->interactive_switch);
  option->others = self->others != NULL ? g_bytes_ref (self->others) : NULL;
}

/** hlc_option_row_set_is_wrong: marks it, and opens it; what is wrong stands below the list */
void
hlc_option_row_set_is_wrong (HlcOptionRow *self, gboolean is_wrong)
{
  g_return_if_fail (HLC_IS_OPTION_ROW (self));

  hlc_field_problem_mark (GTK_WIDGET (self->name_row), is_wrong);
  if (is_wrong)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
}
