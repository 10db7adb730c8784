/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-import-row.h"

#include <glib/gi18n-lib.h>

struct _HlcImportRow
{
  AdwBin parent_instance;

  GtkCheckButton *check;
  GtkWidget *icon;
  GtkLabel *title;
  GtkLabel *caption;
  GtkWidget *send_button;

  HlcImportEntry *entry; /* (owned) (nullable) */
  GBinding *binding;     /* (owned) (nullable): of the check mark */
};

enum
{
  SIGNAL_SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcImportRow, hlc_import_row, ADW_TYPE_BIN)

static void
send_cb (HlcImportRow *self)
{
  g_signal_emit (self, signals[SIGNAL_SEND], 0, self->entry);
}

static void
hlc_import_row_update (HlcImportRow *self)
{
  g_autofree char *caption = hlc_import_entry_dup_caption (self->entry);

  gtk_label_set_text (self->caption, caption);
  if (hlc_import_entry_get_taken (self->entry))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->caption), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->caption), "dim-label");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->caption), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dim-label");
    }
}

static void
hlc_import_row_forget (HlcImportRow *self)
{
  if (self->binding != NULL)
    g_binding_unbind (self->binding);
  g_clear_object (&self->binding);
  if (self->entry != NULL)
    g_signal_handlers_disconnect_by_data (self->entry, self);
  g_clear_object (&self->entry);
}

static void
hlc_import_row_dispose (GObject *object)
{
  hlc_import_row_forget (HLC_IMPORT_ROW (object));

  G_OBJECT_CLASS (hlc_import_row_parent_class)->dispose (object);
}

static void
hlc_import_row_class_init (HlcImportRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_import_row_dispose;

  signals[SIGNAL_SEND] = g_signal_new ("send", HLC_TYPE_IMPORT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, HLC_TYPE_IMPORT_ENTRY);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-import-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcImportRow, check);
  gtk_widget_class_bind_template_child (widget_class, HlcImportRow, icon);
  gtk_widget_class_bind_template_child (widget_class, HlcImportRow, title);
  gtk_widget_class_bind_template_child (widget_class, HlcImportRow, caption);
  gtk_widget_class_bind_template_child (widget_class, HlcImportRow, send_button);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
hlc_import_row_init (HlcImportRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** hlc_import_row_new: Returns: (transfer floating): an empty row */
GtkWidget *
hlc_import_row_new (void)
{
  return g_object_new (HLC_TYPE_IMPORT_ROW, NULL);
}

/**
 * hlc_import_row_set_entry:
 * @entry: (nullable): what is shown; %NULL for nothing
 * @sends: whether it has a button
 */
void
hlc_import_row_set_entry (HlcImportRow *self, HlcImportEntry *entry, HlcImportSends sends)
{
  const HlcImportItem *item = NULL;
  g_autofree char *send = NULL;

  g_return_if_fail (HLC_IS_IMPORT_ROW (self));

  hlc_import_row_forget (self);
  if (entry == NULL)
    return;

  self->entry = g_object_ref (entry);
  item = hlc_import_entry_get_item (entry);
  gtk_label_set_text (self->title, item->title);
  gtk_widget_set_visible (GTK_WIDGET (self->check), item->operation != NULL);
  gtk_widget_set_visible (self->icon, item->operation == NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, item->title,
                                  -1);
  gtk_widget_set_visible (self->send_button,
                          (item->type == HLC_IMPORT_REQUEST && sends != HLC_IMPORT_SENDS_NOTHING) ||
                              (item->type == HLC_IMPORT_EVENT && sends == HLC_IMPORT_SENDS_ALL));
  send = g_strdup_printf (_ ("Send %s…"), item->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->send_button), GTK_ACCESSIBLE_PROPERTY_LABEL, send,
                                  -1);
  self->binding = g_object_ref (g_object_bind_property (entry, "checked", self->check, "active",
                                                        G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL));
  g_signal_connect_swapped (entry, "notify::taken", G_CALLBACK (hlc_import_row_update), self);
  hlc_import_row_update (self);
}
