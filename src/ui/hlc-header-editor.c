/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-header-editor.h"

#include <glib/gi18n-lib.h>

#include "hlc-header-rules.h"
#include "hlc-tooltip.h"

struct _HlcHeaderEditor
{
  AdwBin parent_instance;

  GtkListBox *list;
  GtkLabel *problem;

  GPtrArray *fields;  /* (owned) (element-type Field) */
  char *problem_text; /* (owned) (nullable) */
};

/* One header. */
typedef struct
{
  GtkWidget *row;
  GtkEntry *name;
  GtkEntry *value;
} Field;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcHeaderEditor, hlc_header_editor, ADW_TYPE_BIN)

static void
hlc_header_editor_update (HlcHeaderEditor *self)
{
  g_autoptr (HlcHeaderList) headers = hlc_header_editor_dup_headers (self);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = g_ptr_array_index (self->fields, i);

      gtk_entry_set_visibility (field->value,
                                !hlc_header_is_secret (gtk_editable_get_text (GTK_EDITABLE (field->name))));
    }

  g_clear_pointer (&self->problem_text, g_free);
  if (!hlc_header_list_check_custom (headers, &error))
    self->problem_text = g_strdup (error->message);
  gtk_label_set_text (self->problem, self->problem_text != NULL ? self->problem_text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), self->problem_text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->fields->len > 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_cb (HlcHeaderEditor *self, GtkWidget *button)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = g_ptr_array_index (self->fields, i);

      if (!gtk_widget_is_ancestor (button, field->row))
        continue;

      gtk_list_box_remove (self->list, field->row);
      g_ptr_array_remove_index (self->fields, i);
      hlc_header_editor_update (self);
      return;
    }
}

static GtkWidget *
entry_new (const char *placeholder, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_widget_set_hexpand (entry, TRUE);

  return entry;
}

static void
add_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  HlcHeaderEditor *self = HLC_HEADER_EDITOR (widget);
  const Field *field = NULL;

  hlc_header_editor_add (self, "", "");
  field = g_ptr_array_index (self->fields, self->fields->len - 1);
  gtk_widget_grab_focus (GTK_WIDGET (field->name));
}

static void
hlc_header_editor_finalize (GObject *object)
{
  HlcHeaderEditor *self = HLC_HEADER_EDITOR (object);

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->problem_text, g_free);

  G_OBJECT_CLASS (hlc_header_editor_parent_class)->finalize (object);
}

static void
hlc_header_editor_class_init (HlcHeaderEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_header_editor_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HLC_TYPE_HEADER_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "headers.add", NULL, add_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-header-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcHeaderEditor, list);
  gtk_widget_class_bind_template_child (widget_class, HlcHeaderEditor, problem);
}

static void
hlc_header_editor_init (HlcHeaderEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->fields = g_ptr_array_new_with_free_func (g_free);
  hlc_header_editor_update (self);
}

/**
 * hlc_header_editor_set_headers:
 * @headers: (nullable): what is to be edited
 *
 * To be called once.
 */
void
hlc_header_editor_set_headers (HlcHeaderEditor *self, HlcHeaderList *headers)
{
  g_return_if_fail (HLC_IS_HEADER_EDITOR (self));

  for (guint i = 0; headers != NULL && i < hlc_header_list_get_length (headers); i++)
    hlc_header_editor_add (self, hlc_header_list_get_name (headers, i),
                           hlc_header_list_get_value (headers, i));
}

/** hlc_header_editor_dup_headers: Returns: (transfer full): what is written */
HlcHeaderList *
hlc_header_editor_dup_headers (HlcHeaderEditor *self)
{
  HlcHeaderList *headers = hlc_header_list_new ();

  g_return_val_if_fail (HLC_IS_HEADER_EDITOR (self), headers);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = g_ptr_array_index (self->fields, i);
      g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->name)));
      g_autofree char *value = g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->value)));

      g_strstrip (name);
      g_strstrip (value);
      if (*name != '\0' || *value != '\0')
        hlc_header_list_append (headers, name, value);
    }

  return headers;
}

/**
 * hlc_header_editor_add:
 * @name: what is written as the name
 * @value: and as the value
 *
 * Adds a row.
 */
void
hlc_header_editor_add (HlcHeaderEditor *self, const char *name, const char *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  Field *field = NULL;

  g_return_if_fail (HLC_IS_HEADER_EDITOR (self));

  field = g_new0 (Field, 1);
  field->row = gtk_list_box_row_new ();
  field->name = GTK_ENTRY (entry_new (_ ("Name"), name));
  field->value = GTK_ENTRY (entry_new (_ ("Value"), value));
  hlc_tooltip_set (button, _ ("Remove This Header"));
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (field->name));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (field->value));
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (field->row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (field->row), FALSE);
  gtk_widget_set_focusable (field->row, FALSE);
  gtk_widget_add_css_class (field->row, "header-field");
  gtk_list_box_append (self->list, field->row);
  g_ptr_array_add (self->fields, field);

  g_signal_connect_object (field->name, "changed", G_CALLBACK (hlc_header_editor_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (field->value, "changed", G_CALLBACK (hlc_header_editor_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  hlc_header_editor_update (self);
}

/** hlc_header_editor_get_problem: Returns: (transfer none) (nullable): what is wrong with what is written */
const char *
hlc_header_editor_get_problem (HlcHeaderEditor *self)
{
  g_return_val_if_fail (HLC_IS_HEADER_EDITOR (self), NULL);

  return self->problem_text;
}
