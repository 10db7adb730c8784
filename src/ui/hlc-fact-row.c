/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-fact-row.h"

#include <glib/gi18n-lib.h>

#include "hlc-fold-layout.h"
#include "hlc-left-to-right.h"
#include "hlc-payload-view.h"
#include "hlc-tooltip.h"
#include "hlc-visible-text.h"

/* The longest text that a label lays out without being felt. Bytes. */
#define MAX_LABEL 2000

/* How high the view of a longer value is, and how wide the column of names. Pixels and characters. */
#define VIEW_HEIGHT 260
#define NAME_CHARACTERS 14

struct _HlcFactRow
{
  GtkListBoxRow parent_instance;

  GtkBox *box;
  GtkLabel *name;
  GtkLabel *value;
  GtkButton *copy_button;

  GtkWidget *view; /* (nullable): of a value that is too long for a label */
  GtkWidget *unfold_button;
  char *copy_text; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HlcFactRow, hlc_fact_row, GTK_TYPE_LIST_BOX_ROW)

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcFactRow *self = HLC_FACT_ROW (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->copy_text);
  gtk_widget_activate_action (widget, "win.toast", "s", _ ("Copied"));
}

static void
unfold_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_fact_row_unfold (HLC_FACT_ROW (widget));
  gtk_widget_activate_action (widget, "operation.look", NULL);
}

static void
hlc_fact_row_add_view (HlcFactRow *self, const char *value, gsize length)
{
  g_autoptr (GBytes) payload = g_bytes_new (value, length);
  g_autofree char *label = g_strdup_printf (_ ("Show All of “%s”"), gtk_label_get_text (self->name));

  self->view = hlc_payload_view_new ();
  gtk_widget_set_size_request (self->view, -1, VIEW_HEIGHT);
  hlc_payload_view_set_payload (HLC_PAYLOAD_VIEW (self->view), payload);
  gtk_box_append (self->box, self->view);

  self->unfold_button = gtk_button_new_with_label (_ ("Show All"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->unfold_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->unfold_button), "fact.unfold");
  gtk_widget_set_halign (self->unfold_button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->unfold_button, 6);
  gtk_box_append (self->box, self->unfold_button);
}

static void
hlc_fact_row_set_value (HlcFactRow *self, const char *value, gsize length)
{
  g_autofree char *visible = NULL;

  if (length > MAX_LABEL)
    {
      gtk_widget_set_layout_manager (GTK_WIDGET (self->box), gtk_box_layout_new (GTK_ORIENTATION_VERTICAL));
      gtk_widget_set_visible (GTK_WIDGET (self->value), FALSE);
      hlc_fact_row_add_view (self, value, length);
      return;
    }

  visible = hlc_visible_text (value, (gssize) length, HLC_VISIBLE_KEEP_LINES);
  gtk_label_set_text (self->value, visible);
}

static void
hlc_fact_row_finalize (GObject *object)
{
  g_clear_pointer (&HLC_FACT_ROW (object)->copy_text, g_free);

  G_OBJECT_CLASS (hlc_fact_row_parent_class)->finalize (object);
}

static void
hlc_fact_row_class_init (HlcFactRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_fact_row_finalize;

  gtk_widget_class_install_action (widget_class, "fact.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "fact.unfold", NULL, unfold_action);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-fact-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcFactRow, box);
  gtk_widget_class_bind_template_child (widget_class, HlcFactRow, name);
  gtk_widget_class_bind_template_child (widget_class, HlcFactRow, value);
  gtk_widget_class_bind_template_child (widget_class, HlcFactRow, copy_button);
}

static void
hlc_fact_row_init (HlcFactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hlc_fact_row_new:
 * @name: what it is
 * @value: its value: any bytes, U+0000 included
 * @length: bytes of @value; -1 when it ends at a zero byte
 * @flags: how it is shown
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
hlc_fact_row_new (const char *name, const char *value, gssize length, HlcFactFlags flags)
{
  HlcFactRow *self = g_object_new (HLC_TYPE_FACT_ROW, NULL);
  g_autofree char *visible_name = hlc_visible_text (name, -1, HLC_VISIBLE_ONE_LINE);
  /* Translators: what the button beside it is about: the name of a value. */
  g_autofree char *copy = g_strdup_printf (_ ("Copy %s"), visible_name);
  gboolean above = (flags & HLC_FACT_ABOVE) != 0;

  gtk_label_set_text (self->name, visible_name);
  if (above)
    {
      gtk_box_set_spacing (self->box, 3);
      gtk_widget_add_css_class (GTK_WIDGET (self->name), "caption");
    }
  else
    {
      gtk_widget_set_layout_manager (GTK_WIDGET (self->box), hlc_fold_layout_new (12));
      gtk_label_set_width_chars (self->name, NAME_CHARACTERS);
    }
  gtk_label_set_max_width_chars (self->name, above ? -1 : NAME_CHARACTERS);
  if (flags & HLC_FACT_MONOSPACE)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->value), "monospace");
      hlc_left_to_right_value (self->value);
    }
  if (flags & HLC_FACT_DIM)
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "dim-label");
  hlc_fact_row_set_value (self, value, length < 0 ? strlen (value) : (gsize) length);

  if (flags & HLC_FACT_COPY)
    hlc_fact_row_set_copy_text (self, value);
  hlc_tooltip_set (GTK_WIDGET (self->copy_button), copy);

  return GTK_WIDGET (self);
}

/** hlc_fact_row_get_name: Returns: (transfer none): what is shown as its name */
const char *
hlc_fact_row_get_name (HlcFactRow *self)
{
  g_return_val_if_fail (HLC_IS_FACT_ROW (self), NULL);

  return gtk_label_get_text (self->name);
}

/** hlc_fact_row_get_value: Returns: (transfer none): what is shown as its value */
const char *
hlc_fact_row_get_value (HlcFactRow *self)
{
  g_return_val_if_fail (HLC_IS_FACT_ROW (self), NULL);

  return gtk_label_get_text (self->value);
}

/**
 * hlc_fact_row_set_copy_text:
 * @text: valid UTF-8: what its button copies, where that is not what it shows
 */
void
hlc_fact_row_set_copy_text (HlcFactRow *self, const char *text)
{
  g_return_if_fail (HLC_IS_FACT_ROW (self));

  g_free (self->copy_text);
  self->copy_text = g_utf8_make_valid (text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->copy_button), TRUE);
}

/** hlc_fact_row_get_is_folded: Returns: whether only the beginning of its value is seen */
gboolean
hlc_fact_row_get_is_folded (HlcFactRow *self)
{
  g_return_val_if_fail (HLC_IS_FACT_ROW (self), FALSE);

  return self->unfold_button != NULL && gtk_widget_get_visible (self->unfold_button);
}

/** hlc_fact_row_unfold: shows all of its value */
void
hlc_fact_row_unfold (HlcFactRow *self)
{
  g_return_if_fail (HLC_IS_FACT_ROW (self));

  if (!hlc_fact_row_get_is_folded (self))
    return;

  hlc_payload_view_unfold (HLC_PAYLOAD_VIEW (self->view));
  gtk_widget_set_visible (self->unfold_button, FALSE);
}

/** hlc_fact_list_clear: removes every row of @list */
void
hlc_fact_list_clear (GtkListBox *list)
{
  GtkListBoxRow *row = NULL;

  g_return_if_fail (GTK_IS_LIST_BOX (list));

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/** hlc_fact_list_get_is_folded: Returns: whether a row of @list is folded */
gboolean
hlc_fact_list_get_is_folded (GtkListBox *list)
{
  GtkListBoxRow *row = NULL;

  g_return_val_if_fail (GTK_IS_LIST_BOX (list), FALSE);

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (HLC_IS_FACT_ROW (row) && hlc_fact_row_get_is_folded (HLC_FACT_ROW (row)))
      return TRUE;

  return FALSE;
}

/** hlc_fact_list_unfold: unfolds every row of @list */
void
hlc_fact_list_unfold (GtkListBox *list)
{
  GtkListBoxRow *row = NULL;

  g_return_if_fail (GTK_IS_LIST_BOX (list));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (HLC_IS_FACT_ROW (row))
      hlc_fact_row_unfold (HLC_FACT_ROW (row));
}

/**
 * hlc_fact_list_append:
 * @name: what it is
 * @value: (nullable): without a value, nothing is appended
 * @flags: how it is shown
 */
void
hlc_fact_list_append (GtkListBox *list, const char *name, const char *value, HlcFactFlags flags)
{
  g_return_if_fail (GTK_IS_LIST_BOX (list));

  if (value != NULL && *value != '\0')
    gtk_list_box_append (list, hlc_fact_row_new (name, value, -1, flags));
}
