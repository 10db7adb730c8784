/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-event-record-row.h"

#include "hlc-focus-child.h"
#include "hlc-presentation.h"

struct _HlcEventRecordRow
{
  AdwExpanderRow parent_instance;

  HlcEventInputs *inputs; /* (owned) */
  const char *new_title;  /* static, translated */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcEventRecordRow, hlc_event_record_row, ADW_TYPE_EXPANDER_ROW)

static void
changed_cb (HlcEventRecordRow *self)
{
  const char *written = gtk_editable_get_text (GTK_EDITABLE (hlc_event_inputs_get_row (self->inputs, 0)));
  g_autofree char *line = hlc_present_line (written);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), *line != '\0' ? line : self->new_title);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_cb (HlcEventRecordRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static gboolean
hlc_event_record_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (hlc_event_inputs_get_row (HLC_EVENT_RECORD_ROW (widget)->inputs, 0));
}

static void
hlc_event_record_row_finalize (GObject *object)
{
  g_clear_pointer (&HLC_EVENT_RECORD_ROW (object)->inputs, hlc_event_inputs_free);

  G_OBJECT_CLASS (hlc_event_record_row_parent_class)->finalize (object);
}

static void
hlc_event_record_row_class_init (HlcEventRecordRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hlc_event_record_row_finalize;
  GTK_WIDGET_CLASS (klass)->focus = hlc_focus_child;
  GTK_WIDGET_CLASS (klass)->grab_focus = hlc_event_record_row_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HLC_TYPE_EVENT_RECORD_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", HLC_TYPE_EVENT_RECORD_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_event_record_row_init (HlcEventRecordRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

static GtkWidget *
remove_row_new (HlcEventRecordRow *self, const char *label)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);

  return row;
}

/**
 * hlc_event_record_row_new:
 * @table: its fields; static, the first of one line
 * @new_title: static, translated: its title while that field is empty
 * @remove_label: translated
 *
 * Returns: (transfer floating): an empty row
 */
HlcEventRecordRow *
hlc_event_record_row_new (const HlcEventInput *table, const char *new_title, const char *remove_label)
{
  HlcEventRecordRow *self = g_object_new (HLC_TYPE_EVENT_RECORD_ROW, NULL);

  self->new_title = new_title;
  self->inputs = hlc_event_inputs_new (table, G_CALLBACK (changed_cb), G_OBJECT (self));
  hlc_event_inputs_add_to_expander (self->inputs, ADW_EXPANDER_ROW (self));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), remove_row_new (self, remove_label));
  changed_cb (self);

  return self;
}

/** hlc_event_record_row_get_inputs: Returns: (transfer none): its fields */
HlcEventInputs *
hlc_event_record_row_get_inputs (HlcEventRecordRow *self)
{
  g_return_val_if_fail (HLC_IS_EVENT_RECORD_ROW (self), NULL);

  return self->inputs;
}
