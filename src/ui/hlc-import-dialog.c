/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-import-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-create-dialog.h"
#include "hlc-dialog-header.h"
#include "hlc-fold-layout.h"
#include "hlc-import-file.h"
#include "hlc-import-row.h"
#include "hlc-import-words.h"
#include "hlc-leave-parent.h"
#include "hlc-let-wrap.h"
#include "hlc-message-words.h"
#include "hlc-notice.h"
#include "hlc-operation-batch.h"
#include "hlc-request-dialog.h"

/* How often the bar moves while it is not known how long it takes. Milliseconds. */
#define PULSE 80

/* So many omissions are read at a glance. */
#define MAX_UNFOLDED 3

struct _HlcImportDialog
{
  AdwWindow parent_instance;

  GtkButton *deed_button;
  GtkProgressBar *progress;
  GtkStack *stack;
  HlcNotice *read_notice;
  GtkWidget *choose_button;
  GtkSpinner *spinner;
  HlcNotice *problem_notice;
  GtkLabel *sentence;
  GtkListView *list;
  GtkCheckButton *new_ids_button;
  GtkExpander *omissions_expander;
  GtkLabel *omissions;
  GtkWidget *edit_button;

  HlcConsole *console;           /* (owned) */
  HlcImport *import;             /* (owned) (nullable) */
  GListStore *entries;           /* (owned) (element-type HlcImportEntry) */
  GtkFileChooserNative *chooser; /* (owned) (nullable): while it is open */
  GCancellable *reading;         /* (owned) (nullable) */
  GCancellable *creating;        /* (owned) (nullable) */
  HlcImportDeed deed;            /* while nothing is checked */
  guint pulse_source;
};

enum
{
  SIGNAL_CREATED,
  SIGNAL_EVENT_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcImportDialog, hlc_import_dialog, ADW_TYPE_WINDOW)

static gboolean
hlc_import_dialog_sends_events (HlcImportDialog *self)
{
  return g_signal_has_handler_pending (self, signals[SIGNAL_EVENT_CHOSEN], 0, FALSE);
}

static void
say (HlcNotice *notice, const char *word, const char *problem)
{
  g_autofree char *sentence = problem != NULL ? hlc_words_sentence (problem) : NULL;

  hlc_notice_show_problem (notice, word, sentence);
}

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (HLC_IMPORT_DIALOG (user_data)->progress);

  return G_SOURCE_CONTINUE;
}

static guint
hlc_import_dialog_count (HlcImportDialog *self, gboolean only_taken)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      g_autoptr (HlcImportEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);

      n += hlc_import_entry_get_checked (entry) && (!only_taken || hlc_import_entry_get_taken (entry));
    }

  return n;
}

/* What is checked is to be created. */
static HlcImportDeed
hlc_import_dialog_get_deed (HlcImportDialog *self)
{
  return hlc_import_dialog_count (self, FALSE) > 0 ? HLC_IMPORT_DEED_CREATE : self->deed;
}

static void
update_cb (HlcImportDialog *self)
{
  HlcImportDeed deed = hlc_import_dialog_get_deed (self);
  guint n_checked = hlc_import_dialog_count (self, FALSE);
  guint n_taken = hlc_import_dialog_count (self, TRUE);
  gboolean is_busy = self->creating != NULL;
  gboolean is_blocked = n_taken > 0 && !gtk_check_button_get_active (self->new_ids_button);
  gboolean creates = deed == HLC_IMPORT_DEED_CREATE;
  g_autofree char *words = hlc_import_words_deed (deed, n_checked);

  gtk_button_set_label (self->deed_button, words);
  hlc_let_wrap (GTK_WIDGET (self->deed_button));
  gtk_widget_set_visible (GTK_WIDGET (self->deed_button),
                          self->import != NULL && deed != HLC_IMPORT_DEED_NONE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.do",
                                 !is_busy && (!creates || (n_checked > 0 && !is_blocked)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.edit", !is_busy && n_checked == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.restart", !is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->new_ids_button), n_taken > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), !is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_busy);
  if (is_busy && self->pulse_source == 0)
    self->pulse_source = g_timeout_add (PULSE, pulse_cb, self);
  else if (!is_busy)
    g_clear_handle_id (&self->pulse_source, g_source_remove);
}

/* The checked ones. @is_ready: with new ids where these are wanted. */
static GPtrArray *
hlc_import_dialog_dup_drafts (HlcImportDialog *self)
{
  GPtrArray *drafts = hlc_operation_drafts_new ();
  gboolean wants_new = gtk_check_button_get_active (self->new_ids_button);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      g_autoptr (HlcImportEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);
      HlcOperationDraft *draft = NULL;

      if (!hlc_import_entry_get_checked (entry))
        continue;

      draft = hlc_operation_draft_copy (hlc_import_entry_get_item (entry)->operation);
      if (wants_new && hlc_import_entry_get_taken (entry))
        g_clear_pointer (&draft->call_id, g_free);
      g_ptr_array_add (drafts, draft);
    }

  return drafts;
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcImportDialog) self = user_data;
  g_autoptr (GHashTable) taken = hlc_operation_batch_find_taken_finish (HLC_STORE (source), result, NULL);

  /* What cannot be known beforehand is said by the store. */
  if (self->console == NULL || taken == NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      g_autoptr (HlcImportEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), i);
      const HlcOperationDraft *draft = hlc_import_entry_get_item (entry)->operation;

      hlc_import_entry_set_taken (entry, draft != NULL && draft->call_id != NULL &&
                                             g_hash_table_contains (taken, draft->call_id));
    }
  update_cb (self);
}

static void
hlc_import_dialog_look_for_taken (HlcImportDialog *self)
{
  g_autoptr (GPtrArray) drafts = hlc_operation_drafts_new ();

  for (guint i = 0; i < self->import->items->len; i++)
    {
      const HlcImportItem *item = g_ptr_array_index (self->import->items, i);

      if (item->operation != NULL)
        g_ptr_array_add (drafts, hlc_operation_draft_copy (item->operation));
    }
  hlc_operation_batch_find_taken_async (hlc_console_get_store (self->console), drafts, self->reading,
                                        taken_cb, g_object_ref (self));
}

static void
hlc_import_dialog_forget (HlcImportDialog *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_list_store_remove_all (self->entries);
  g_clear_pointer (&self->import, hlc_import_free);
}

static void
hlc_import_dialog_show_entries (HlcImportDialog *self)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->import->items->len; i++)
    {
      HlcImportEntry *entry = hlc_import_entry_new (g_ptr_array_index (self->import->items, i));

      /* A single thing is what is meant. */
      if (self->deed == HLC_IMPORT_DEED_CREATE && self->import->items->len == 1)
        g_object_set (entry, "checked", TRUE, NULL);
      g_signal_connect_object (entry, "notify::checked", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (entries, entry);
    }
  g_list_store_splice (self->entries, 0, 0, entries->pdata, entries->len);
}

/* Takes @import. */
static void
hlc_import_dialog_show (HlcImportDialog *self, HlcImport *import)
{
  g_autofree char *omissions = hlc_import_words_omissions (import);
  g_autofree char *omitted =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u Was Left Out", "%'u Were Left Out",
                                    (gulong) import->omissions->len),
                       import->omissions->len);
  gboolean has_operation = FALSE;

  for (guint i = 0; i < import->items->len; i++)
    has_operation |= ((HlcImportItem *) g_ptr_array_index (import->items, i))->operation != NULL;

  self->import = import;
  self->deed = hlc_import_choose_deed (import, hlc_import_dialog_sends_events (self));
  gtk_label_set_text (self->sentence, import->sentence);
  gtk_label_set_text (self->omissions, omissions);
  gtk_expander_set_label (self->omissions_expander, omitted);
  hlc_let_wrap (gtk_expander_get_label_widget (self->omissions_expander));
  gtk_widget_set_visible (GTK_WIDGET (self->omissions_expander), import->omissions->len > 0);
  gtk_check_button_set_active (self->new_ids_button, FALSE);
  say (self->problem_notice, "", NULL);
  hlc_import_dialog_show_entries (self);
  update_cb (self);
  gtk_widget_set_visible (self->edit_button, has_operation);
  gtk_expander_set_expanded (self->omissions_expander, import->omissions->len <= MAX_UNFOLDED);
  gtk_stack_set_visible_child_name (self->stack, "found");
  gtk_widget_grab_focus (GTK_WIDGET (self->deed_button));
  hlc_import_dialog_look_for_taken (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  HlcImport *import = hlc_import_read_finish (result, &error);

  /* It was closed, or something else is read meanwhile. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->console == NULL)
    {
      g_clear_pointer (&import, hlc_import_free);
      return;
    }

  gtk_spinner_stop (self->spinner);
  if (import != NULL)
    {
      hlc_import_dialog_show (self, import);
      return;
    }

  say (self->read_notice, _ ("Not Understood"), error->message);
  gtk_stack_set_visible_child_name (self->stack, "source");
  gtk_widget_grab_focus (self->choose_button);
  hlc_notice_announce (self->read_notice);
}

static void
hlc_import_dialog_begin (HlcImportDialog *self)
{
  hlc_import_dialog_forget (self);
  update_cb (self);
  self->reading = g_cancellable_new ();
  say (self->read_notice, "", NULL);
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "reading");
}

static void
chosen_cb (HlcImportDialog *self, int response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file != NULL)
    hlc_import_dialog_read_file (self, file);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; suffixes[i] != NULL; i++)
    if (g_str_equal (suffixes[i], "*"))
      gtk_file_filter_add_pattern (filter, "*");
    else
      gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const KNOWN[] = { "json", "har", "txt", "sh", NULL };
  static const char *const ANY[] = { "*", NULL };
  HlcImportDialog *self = HLC_IMPORT_DIALOG (widget);

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_ ("Import a File"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  add_filter (GTK_FILE_CHOOSER (self->chooser), _ ("JSON, HAR and cURL"), KNOWN);
  add_filter (GTK_FILE_CHOOSER (self->chooser), _ ("All Files"), ANY);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcImportDialog) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->console == NULL)
    return;
  if (text != NULL && *text != '\0')
    hlc_import_dialog_read_text (self, text);
  else
    {
      say (self->read_notice, _ ("Nothing to Paste"), _ ("The clipboard holds no text."));
      hlc_notice_announce (self->read_notice);
    }
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (HLC_IMPORT_DIALOG (widget)->creating == NULL)
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, pasted_cb, g_object_ref (widget));
}

static void
restart_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcImportDialog *self = HLC_IMPORT_DIALOG (widget);

  hlc_import_dialog_forget (self);
  update_cb (self);
  gtk_stack_set_visible_child_name (self->stack, "source");
  gtk_widget_grab_focus (self->choose_button);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) operations = hlc_operation_batch_create_finish (HLC_STORE (source), result, &error);
  HlcOperation *first = NULL;

  /* It was closed meanwhile. */
  if (self->console == NULL)
    return;

  g_clear_object (&self->creating);
  update_cb (self);
  if (operations != NULL)
    {
      first = g_ptr_array_index (operations, 0);
      g_signal_emit (self, signals[SIGNAL_CREATED], 0, first->call_id, operations->len);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      say (self->problem_notice, _ ("No Operation Was Created"), error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->deed_button));
      hlc_notice_announce (self->problem_notice);
      hlc_import_dialog_look_for_taken (self);
    }
}

static void
hlc_import_dialog_create (HlcImportDialog *self)
{
  g_autoptr (GPtrArray) drafts = hlc_import_dialog_dup_drafts (self);

  say (self->problem_notice, "", NULL);
  self->creating = g_cancellable_new ();
  update_cb (self);
  hlc_operation_batch_create_async (hlc_console_get_store (self->console), drafts,
                                    hlc_clock_get_now (hlc_console_get_clock (self->console)), self->creating,
                                    created_cb, g_object_ref (self));
}

static void
hlc_import_dialog_send (HlcImportDialog *self, const HlcImportItem *item)
{
  HlcRequestDialog *dialog = NULL;

  if (item->type == HLC_IMPORT_EVENT)
    {
      g_signal_emit (self, signals[SIGNAL_EVENT_CHOSEN], 0, item->event);
      return;
    }

  dialog = hlc_request_dialog_new (self->console, item->request);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
send_cb (HlcImportDialog *self, HlcImportEntry *entry)
{
  hlc_import_dialog_send (self, hlc_import_entry_get_item (entry));
}

static void
do_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcImportDialog *self = HLC_IMPORT_DIALOG (widget);

  if (self->import == NULL || self->creating != NULL)
    return;

  if (hlc_import_dialog_get_deed (self) == HLC_IMPORT_DEED_CREATE)
    hlc_import_dialog_create (self);
  else
    hlc_import_dialog_send (self, g_ptr_array_index (self->import->items, 0));
}

/* Also while the button cannot be pressed: the focus goes to what is in the way. */
static gboolean
do_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  HlcImportDialog *self = HLC_IMPORT_DIALOG (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->new_ids_button)) &&
      !gtk_check_button_get_active (self->new_ids_button))
    return gtk_widget_grab_focus (GTK_WIDGET (self->new_ids_button));

  return gtk_widget_activate_action (widget, "import.do", NULL);
}

static void
form_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const HlcOperationDraft *draft = task_data;
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  HlcOperationForm *form = hlc_operation_form_new_from_json (draft->body, problems);
  g_autofree char *sentence = NULL;

  if (form != NULL)
    {
      /* A new id is wanted. */
      if (draft->call_id == NULL)
        g_clear_pointer (&form->call_id, g_free);
      g_task_return_pointer (task, form, (GDestroyNotify) hlc_operation_form_free);
      return;
    }

  sentence = hlc_form_problems_to_sentence (problems);
  g_task_return_new_error (task, HLC_ERROR, HLC_ERROR_SHAPE, "%s", sentence);
}

static void
show_created_cb (GtkWidget *window, const char *call_id)
{
  gtk_widget_activate_action (window, "win.show-operation", "s", call_id);
}

static void
form_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  HlcOperationForm *form = g_task_propagate_pointer (G_TASK (result), &error);
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  HlcCreateDialog *dialog = NULL;

  if (self->console == NULL)
    {
      g_clear_pointer (&form, hlc_operation_form_free);
      return;
    }
  if (form == NULL)
    {
      say (self->problem_notice, _ ("Not Opened"), error->message);
      hlc_notice_announce (self->problem_notice);
      return;
    }

  dialog = hlc_create_dialog_new (self->console);
  hlc_create_dialog_fill (dialog, form);
  if (window != NULL)
    g_signal_connect_object (dialog, "created", G_CALLBACK (show_created_cb), window, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), window);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcImportDialog *self = HLC_IMPORT_DIALOG (widget);
  g_autoptr (GPtrArray) drafts = hlc_import_dialog_dup_drafts (self);
  g_autoptr (GTask) task = NULL;

  if (drafts->len != 1)
    return;

  task = g_task_new (NULL, NULL, form_cb, g_object_ref (self));
  g_task_set_source_tag (task, edit_action);
  g_task_set_task_data (task, hlc_operation_draft_copy (g_ptr_array_index (drafts, 0)),
                        (GDestroyNotify) hlc_operation_draft_free);
  g_task_run_in_thread (task, form_in_thread);
}

static void
setup_row_cb (HlcImportDialog *self, GtkListItem *list_item)
{
  GtkWidget *row = hlc_import_row_new ();

  g_signal_connect_object (row, "send", G_CALLBACK (send_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
  gtk_list_item_set_activatable (list_item, FALSE);
}

/* A single thing has the dialog's button. */
static HlcImportSends
hlc_import_dialog_get_sendable (HlcImportDialog *self)
{
  if (self->deed == HLC_IMPORT_DEED_SEND_EVENT || self->deed == HLC_IMPORT_DEED_SEND_REQUEST)
    return HLC_IMPORT_SENDS_NOTHING;

  return hlc_import_dialog_sends_events (self) ? HLC_IMPORT_SENDS_ALL : HLC_IMPORT_SENDS_REQUESTS;
}

static void
bind_row_cb (HlcImportDialog *self, GtkListItem *list_item)
{
  hlc_import_row_set_entry (HLC_IMPORT_ROW (gtk_list_item_get_child (list_item)),
                            gtk_list_item_get_item (list_item), hlc_import_dialog_get_sendable (self));
}

static void
unbind_row_cb (HlcImportDialog *self, GtkListItem *list_item)
{
  hlc_import_row_set_entry (HLC_IMPORT_ROW (gtk_list_item_get_child (list_item)), NULL,
                            HLC_IMPORT_SENDS_NOTHING);
}

/* Cancel stops what is under way first. */
static gboolean
hlc_import_dialog_close_request (GtkWindow *window)
{
  HlcImportDialog *self = HLC_IMPORT_DIALOG (window);

  if (self->creating == NULL)
    return GTK_WINDOW_CLASS (hlc_import_dialog_parent_class)->close_request (window);

  g_cancellable_cancel (self->creating);
  return TRUE;
}

static void
hlc_import_dialog_dispose (GObject *object)
{
  HlcImportDialog *self = HLC_IMPORT_DIALOG (object);

  g_clear_handle_id (&self->pulse_source, g_source_remove);
  g_cancellable_cancel (self->creating);
  g_clear_object (&self->creating);
  g_clear_object (&self->chooser);
  if (self->entries != NULL)
    {
      gtk_list_view_set_model (self->list, NULL);
      hlc_import_dialog_forget (self);
    }
  g_clear_object (&self->entries);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_import_dialog_parent_class)->dispose (object);
}

static void
hlc_import_dialog_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcImportDialog, deed_button);
  gtk_widget_class_bind_template_child (widget_class, HlcImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, HlcImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HlcImportDialog, read_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcImportDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, HlcImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, HlcImportDialog, problem_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcImportDialog, sentence);
  gtk_widget_class_bind_template_child (widget_class, HlcImportDialog, list);
  gtk_widget_class_bind_template_child (widget_class, HlcImportDialog, new_ids_button);
  gtk_widget_class_bind_template_child (widget_class, HlcImportDialog, omissions_expander);
  gtk_widget_class_bind_template_child (widget_class, HlcImportDialog, omissions);
  gtk_widget_class_bind_template_child (widget_class, HlcImportDialog, edit_button);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
hlc_import_dialog_class_init (HlcImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_import_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = hlc_import_dialog_close_request;

  signals[SIGNAL_CREATED] = g_signal_new ("created", HLC_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  signals[SIGNAL_EVENT_CHOSEN] = g_signal_new ("event-chosen", HLC_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "import.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "import.restart", NULL, restart_action);
  gtk_widget_class_install_action (widget_class, "import.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "import.do", NULL, do_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "import.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "import.choose", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, do_key_cb, NULL);

  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  g_type_ensure (HLC_TYPE_FOLD_LAYOUT);
  g_type_ensure (HLC_TYPE_NOTICE);
  hlc_import_dialog_bind_template (widget_class);
}

static void
hlc_import_dialog_init (HlcImportDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->deed = HLC_IMPORT_DEED_NONE;
  self->entries = g_list_store_new (HLC_TYPE_IMPORT_ENTRY);
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_leave_parent_when_closed (GTK_WINDOW (self));
  hlc_let_wrap (GTK_WIDGET (self->new_ids_button));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (gtk_no_selection_new (
                                           G_LIST_MODEL (g_object_ref (self->entries)))));
  gtk_window_set_focus (GTK_WINDOW (self), self->choose_button);
  update_cb (self);
}

/**
 * hlc_import_dialog_new:
 * @console: where operations are created
 *
 * Returns: (transfer floating): a dialog that asks for a file or a text, and is not presented yet
 */
HlcImportDialog *
hlc_import_dialog_new (HlcConsole *console)
{
  HlcImportDialog *self = g_object_new (HLC_TYPE_IMPORT_DIALOG, NULL);

  g_return_val_if_fail (HLC_IS_CONSOLE (console), self);

  self->console = g_object_ref (console);

  return self;
}

/** hlc_import_dialog_read_file: reads @file on a worker thread, instead of what is shown */
void
hlc_import_dialog_read_file (HlcImportDialog *self, GFile *file)
{
  g_return_if_fail (HLC_IS_IMPORT_DIALOG (self));

  hlc_import_dialog_begin (self);
  hlc_import_read_file_async (file, self->reading, read_cb, g_object_ref (self));
}

/** hlc_import_dialog_read_text: reads @text on a worker thread, instead of what is shown */
void
hlc_import_dialog_read_text (HlcImportDialog *self, const char *text)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_if_fail (HLC_IS_IMPORT_DIALOG (self));
  g_return_if_fail (text != NULL);

  bytes = g_bytes_new (text, strlen (text));
  hlc_import_dialog_begin (self);
  hlc_import_read_text_async (bytes, self->reading, read_cb, g_object_ref (self));
}

/** hlc_import_dialog_get_problem: Returns: (transfer none) (nullable): why it was not understood, or not created */
const char *
hlc_import_dialog_get_problem (HlcImportDialog *self)
{
  HlcNotice *notice = NULL;

  g_return_val_if_fail (HLC_IS_IMPORT_DIALOG (self), NULL);

  notice = self->import != NULL ? self->problem_notice : self->read_notice;
  return gtk_widget_get_visible (GTK_WIDGET (notice)) ? hlc_notice_get_text (notice) : NULL;
}

/** hlc_import_dialog_get_import: Returns: (transfer none) (nullable): what was found */
const HlcImport *
hlc_import_dialog_get_import (HlcImportDialog *self)
{
  g_return_val_if_fail (HLC_IS_IMPORT_DIALOG (self), NULL);

  return self->import;
}
