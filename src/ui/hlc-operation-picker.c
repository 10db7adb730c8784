/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-operation-picker.h"

#include <glib/gi18n-lib.h>

#include "hlc-dialog-header.h"
#include "hlc-leave-parent.h"
#include "hlc-presentation.h"

/* More than anyone looks through: who seeks an older one searches. */
#define MAX_ROWS 50

#define CALL_ID_KEY "hlc-call-id"

struct _HlcOperationPicker
{
  AdwWindow parent_instance;

  GtkSearchEntry *search_entry;
  GtkListBox *list;
  GtkStack *stack;
  AdwStatusPage *status_page;

  HlcStore *store;           /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of the search under way */
  gboolean takes_first;      /* Enter was pressed: the first that is found is meant */
};

enum
{
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcOperationPicker, hlc_operation_picker, ADW_TYPE_WINDOW)

static GtkWidget *
row_new (HlcOperation *operation)
{
  GtkWidget *row = adw_action_row_new ();
  HlcAppearance appearance = hlc_present_operation (operation);
  GtkWidget *icon = gtk_image_new_from_icon_name (appearance.icon_name);
  g_autofree char *title = hlc_present_line (operation->title);
  g_autofree char *caption = hlc_present_operation_caption (operation);
  g_autofree char *subtitle = g_strjoin (" · ", appearance.word, caption, NULL);

  if (appearance.css_class != NULL)
    gtk_widget_add_css_class (icon, appearance.css_class);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), CALL_ID_KEY, g_strdup (operation->call_id), g_free);

  return row;
}

static void
hlc_operation_picker_show (HlcOperationPicker *self, GPtrArray *operations, const char *problem)
{
  gboolean is_search = *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0';
  GtkListBoxRow *row = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; operations != NULL && i < operations->len; i++)
    gtk_list_box_append (self->list, row_new (g_ptr_array_index (operations, i)));

  adw_status_page_set_title (self->status_page, problem != NULL ? _ ("The Operations Could Not Be Read")
                                                : is_search     ? _ ("No Operation Found")
                                                                : _ ("No Completed Operations"));
  adw_status_page_set_description (
      self->status_page, problem != NULL || is_search
                             ? NULL
                             : _ ("What is decided in the console, or received, can be sent again."));
  gtk_stack_set_visible_child_name (self->stack,
                                    operations != NULL && operations->len > 0 ? "list" : "status");
}

static void
activated_cb (HlcOperationPicker *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, g_object_get_data (G_OBJECT (row), CALL_ID_KEY));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcOperationPicker) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) operations =
      hlc_store_list_operations_finish (HLC_STORE (source), result, NULL, &error);
  GtkListBoxRow *first = NULL;

  /* Another one was begun, or nobody looks any more. */
  if (self->store == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  hlc_operation_picker_show (self, operations, error != NULL ? error->message : NULL);
  first = gtk_list_box_get_row_at_index (self->list, 0);
  if (self->takes_first && first != NULL)
    activated_cb (self, first);
  self->takes_first = FALSE;
}

static void
search_cb (HlcOperationPicker *self)
{
  g_autoptr (HlcOperationQuery) query = hlc_operation_query_new (HLC_STATES_COMPLETED);

  query->search = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hlc_store_list_operations_async (self->store, query, 0, MAX_ROWS, self->cancellable, listed_cb,
                                   g_object_ref (self));
}

/* Enter takes the first that is found for what is written, which is newer than what is listed. */
static void
search_activate_cb (HlcOperationPicker *self)
{
  self->takes_first = TRUE;
  search_cb (self);
}

static void
hlc_operation_picker_dispose (GObject *object)
{
  HlcOperationPicker *self = HLC_OPERATION_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_operation_picker_parent_class)->dispose (object);
}

static void
hlc_operation_picker_class_init (HlcOperationPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_operation_picker_dispose;

  signals[SIGNAL_PICKED] = g_signal_new ("picked", HLC_TYPE_OPERATION_PICKER, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-operation-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPicker, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPicker, list);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPicker, status_page);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  /* A search entry takes Escape for itself. */
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
hlc_operation_picker_init (HlcOperationPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_leave_parent_when_closed (GTK_WINDOW (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->search_entry));
}

/**
 * hlc_operation_picker_new:
 * @store: whose operations
 *
 * Returns: (transfer floating): a dialog that is not presented yet
 */
HlcOperationPicker *
hlc_operation_picker_new (HlcStore *store)
{
  HlcOperationPicker *self = g_object_new (HLC_TYPE_OPERATION_PICKER, NULL);

  g_return_val_if_fail (HLC_IS_STORE (store), self);

  self->store = g_object_ref (store);
  search_cb (self);

  return self;
}
