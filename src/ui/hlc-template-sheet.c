/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-template-sheet.h"

#include <glib/gi18n-lib.h>

#include "hlc-dialog-header.h"
#include "hlc-leave-parent.h"
#include "hlc-let-fold.h"
#include "hlc-notice.h"
#include "hlc-operation-batch.h"
#include "hlc-presentation.h"
#include "hlc-reveal.h"
#include "hlc-submit-key.h"
#include "hlc-template-button.h"
#include "hlc-template-fill.h"
#include "hlc-told-entries.h"
#include "hlc-visible-text.h"

#define MAX_TITLE 200
#define MAX_ID 100

/* How often the bar moves while it is not known how long it takes. Milliseconds. */
#define PULSE 80

/* The name of a value, at its row. */
#define VALUE_NAME "hlc-value-name"

struct _HlcTemplateSheet
{
  AdwWindow parent_instance;

  GtkWidget *create_button;
  GtkProgressBar *progress;
  HlcNotice *problem_notice;
  GtkLabel *description;
  AdwPreferencesGroup *values;
  GtkListBox *steps;

  HlcConsole *console;    /* (owned) */
  HlcTemplate *template;  /* (owned) */
  GPtrArray *value_rows;  /* (owned) (element-type AdwEntryRow): not owned by it */
  GPtrArray *drafts;      /* (owned) (nullable): what would be created now */
  GCancellable *filling;  /* (owned) (nullable) */
  GCancellable *creating; /* (owned) (nullable) */
  guint pulse_source;
};

enum
{
  SIGNAL_CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcTemplateSheet, hlc_template_sheet, ADW_TYPE_WINDOW)

/* Whoever writes is not interrupted. */
static void
hlc_template_sheet_announce (HlcTemplateSheet *self)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->values)) == NULL)
    hlc_notice_announce (self->problem_notice);
}

/* Nothing can be created, or was: the focus goes to what can be changed, and a screen reader says why. */
static void
hlc_template_sheet_refuse (HlcTemplateSheet *self)
{
  hlc_reveal_problem (self->value_rows->len > 0 ? g_ptr_array_index (self->value_rows, 0)
                                                : self->create_button);
  hlc_notice_announce (self->problem_notice);
}

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (HLC_TEMPLATE_SHEET (user_data)->progress);

  return G_SOURCE_CONTINUE;
}

static void
hlc_template_sheet_update (HlcTemplateSheet *self)
{
  gboolean is_busy = self->creating != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.create", self->drafts != NULL && !is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->values), !is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_busy);
  if (is_busy && self->pulse_source == 0)
    self->pulse_source = g_timeout_add (PULSE, pulse_cb, self);
  else if (!is_busy)
    g_clear_handle_id (&self->pulse_source, g_source_remove);
}

static GtkWidget *
make_step_row (const HlcOperationDraft *draft, const char *title, gboolean is_taken)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *shown = hlc_visible_text_bounded (title, -1, HLC_VISIBLE_ONE_LINE, MAX_TITLE);
  g_autofree char *call_id = hlc_visible_text_bounded (draft->call_id, -1, HLC_VISIBLE_ONE_LINE, MAX_ID);
  g_autofree char *run_id = hlc_visible_text_bounded (draft->run_id, -1, HLC_VISIBLE_ONE_LINE, MAX_ID);
  g_autofree char *subtitle = g_strjoin (" · ", hlc_present_kind (draft->kind), call_id, run_id,
                                         is_taken ? _ ("this id exists already") : NULL, NULL);

  /* Before the texts: they are no markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), shown);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (is_taken)
    gtk_widget_add_css_class (row, "error");
  return row;
}

static void
hlc_template_sheet_show_steps (HlcTemplateSheet *self,
                               GPtrArray *drafts,
                               GPtrArray *titles,
                               GHashTable *taken)
{
  GtkListBoxRow *row = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->steps, 0)) != NULL)
    gtk_list_box_remove (self->steps, GTK_WIDGET (row));
  for (guint i = 0; i < drafts->len; i++)
    {
      const HlcOperationDraft *draft = g_ptr_array_index (drafts, i);

      gtk_list_box_append (self->steps, make_step_row (draft, g_ptr_array_index (titles, i),
                                                       g_hash_table_contains (taken, draft->call_id)));
    }
}

/* What was filled in, while its ids are looked up. */
typedef struct
{
  HlcTemplateSheet *self;
  HlcTemplateFilling *filling;
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->self);
  hlc_template_filling_free (look->filling);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) look = user_data;
  HlcTemplateSheet *self = look->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) taken = hlc_operation_batch_find_taken_finish (HLC_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->console == NULL)
    return;
  if (taken == NULL)
    {
      hlc_notice_show_problem (self->problem_notice, _ ("Not Ready"), error->message);
      hlc_template_sheet_announce (self);
      return;
    }

  hlc_template_sheet_show_steps (self, look->filling->output->drafts, look->filling->titles, taken);
  if (g_hash_table_size (taken) == 0)
    self->drafts = g_ptr_array_ref (look->filling->output->drafts);
  hlc_notice_show_problem (
      self->problem_notice, _ ("Ids Exist Already"),
      g_hash_table_size (taken) > 0
          ? _ ("Steps that are marked below have ids that exist already, so none of them can be created. "
               "Change a value, or put {n} into their ids in the template.")
          : NULL);
  hlc_template_sheet_update (self);
  hlc_template_sheet_announce (self);
}

static void hlc_template_sheet_fill (HlcTemplateSheet *self);

static void
hlc_template_sheet_add_value (HlcTemplateSheet *self, const HlcTemplateValue *value)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), value->name);
  hlc_told_entries_find (row);
  gtk_editable_set_text (GTK_EDITABLE (row), value->text);
  g_object_set_data_full (G_OBJECT (row), VALUE_NAME, g_strdup (value->name), g_free);
  g_signal_connect_object (row, "changed", G_CALLBACK (hlc_template_sheet_fill), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->values, row);
  g_ptr_array_add (self->value_rows, row);
}

/* They are there from the first filling on, which has the defaults. */
static void
hlc_template_sheet_show_values (HlcTemplateSheet *self, GPtrArray *values)
{
  if (self->value_rows->len > 0)
    return;

  for (guint i = 0; i < values->len; i++)
    hlc_template_sheet_add_value (self, g_ptr_array_index (values, i));
  gtk_widget_set_visible (GTK_WIDGET (self->values), values->len > 0);
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcTemplateSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcTemplateFilling) filling = hlc_template_fill_finish (HLC_STORE (source), result, &error);
  Look *look = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->console == NULL)
    return;
  if (filling == NULL)
    {
      hlc_notice_show_problem (self->problem_notice, _ ("Not Ready"), error->message);
      hlc_template_sheet_announce (self);
      return;
    }

  hlc_template_sheet_show_values (self, filling->values);
  look = g_new0 (Look, 1);
  look->self = g_object_ref (self);
  look->filling = g_steal_pointer (&filling);
  hlc_operation_batch_find_taken_async (HLC_STORE (source), look->filling->output->drafts, self->filling,
                                        taken_cb, look);
}

static GHashTable *
hlc_template_sheet_dup_values (HlcTemplateSheet *self)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->value_rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->value_rows, i);

      g_hash_table_insert (values, g_strdup (g_object_get_data (G_OBJECT (row), VALUE_NAME)),
                           g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
    }

  return values;
}

static void
hlc_template_sheet_fill (HlcTemplateSheet *self)
{
  HlcStore *store = hlc_console_get_store (self->console);
  g_autoptr (GHashTable) values = hlc_template_sheet_dup_values (self);

  g_cancellable_cancel (self->filling);
  g_clear_object (&self->filling);
  self->filling = g_cancellable_new ();
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  hlc_template_sheet_update (self);
  hlc_template_fill_async (self->template, store, values,
                           hlc_clock_get_now (hlc_console_get_clock (self->console)), self->filling,
                           filled_cb, g_object_ref (self));
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcTemplateSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) operations = hlc_operation_batch_create_finish (HLC_STORE (source), result, &error);
  HlcOperation *first = NULL;

  /* It was closed meanwhile. */
  if (self->console == NULL)
    return;

  g_clear_object (&self->creating);
  hlc_template_sheet_update (self);
  if (operations != NULL)
    {
      first = g_ptr_array_index (operations, 0);
      /* Who hears of it may close the parent, which is not to take the sheet along before it is done. */
      gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
      g_signal_emit (self, signals[SIGNAL_CREATED], 0, first->call_id);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      hlc_notice_show_problem (self->problem_notice, _ ("No Operation Was Created"), error->message);
      hlc_template_sheet_refuse (self);
    }
}

static void
create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcTemplateSheet *self = HLC_TEMPLATE_SHEET (widget);

  if (self->creating != NULL)
    return;
  if (self->drafts == NULL)
    {
      hlc_template_sheet_refuse (self);
      return;
    }

  hlc_notice_hush (self->problem_notice);
  self->creating = g_cancellable_new ();
  hlc_template_sheet_update (self);
  hlc_operation_batch_create_async (hlc_console_get_store (self->console), self->drafts,
                                    hlc_clock_get_now (hlc_console_get_clock (self->console)), self->creating,
                                    created_cb, g_object_ref (self));
}

/* Also while the button cannot be pressed: it says why nothing is created. */
static gboolean
create_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  create_action (widget, NULL, NULL);

  return TRUE;
}

/* Cancel stops what is under way first. */
static gboolean
hlc_template_sheet_close_request (GtkWindow *window)
{
  HlcTemplateSheet *self = HLC_TEMPLATE_SHEET (window);

  if (self->creating == NULL)
    return GTK_WINDOW_CLASS (hlc_template_sheet_parent_class)->close_request (window);

  g_cancellable_cancel (self->creating);
  return TRUE;
}

static void
hlc_template_sheet_dispose (GObject *object)
{
  HlcTemplateSheet *self = HLC_TEMPLATE_SHEET (object);

  g_clear_handle_id (&self->pulse_source, g_source_remove);
  g_cancellable_cancel (self->filling);
  g_clear_object (&self->filling);
  g_cancellable_cancel (self->creating);
  g_clear_object (&self->creating);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->value_rows, g_ptr_array_unref);
  g_clear_pointer (&self->template, hlc_template_unref);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_template_sheet_parent_class)->dispose (object);
}

static void
hlc_template_sheet_class_init (HlcTemplateSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_template_sheet_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = hlc_template_sheet_close_request;

  signals[SIGNAL_CREATED] = g_signal_new ("created", HLC_TYPE_TEMPLATE_SHEET, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "sheet.create", NULL, create_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  g_type_ensure (HLC_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-template-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateSheet, create_button);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateSheet, progress);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateSheet, problem_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateSheet, description);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateSheet, values);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateSheet, steps);
}

static void
hlc_template_sheet_init (HlcTemplateSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_leave_parent_when_closed (GTK_WINDOW (self));
  hlc_let_fold (GTK_WIDGET (self));
  hlc_submit_key_add (GTK_WIDGET (self), create_key_cb, NULL);
  self->value_rows = g_ptr_array_new ();
}

/**
 * hlc_template_sheet_new:
 * @console: where it is created
 * @template: of operations
 *
 * Returns: (transfer floating): a sheet that is not presented yet
 */
HlcTemplateSheet *
hlc_template_sheet_new (HlcConsole *console, HlcTemplate *template)
{
  HlcTemplateSheet *self = g_object_new (HLC_TYPE_TEMPLATE_SHEET, NULL);
  g_autofree char *title = hlc_visible_text_bounded (template->title, -1, HLC_VISIBLE_ONE_LINE, MAX_TITLE);
  g_autofree char *caption = hlc_template_dup_caption (template);
  g_autofree char *shown = hlc_visible_text_bounded (caption, -1, HLC_VISIBLE_ONE_LINE, MAX_TITLE * 2);

  g_return_val_if_fail (HLC_IS_CONSOLE (console), self);

  self->console = g_object_ref (console);
  self->template = hlc_template_ref (template);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_text (self->description, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->description), *shown != '\0');
  hlc_template_sheet_fill (self);

  return self;
}

/** hlc_template_sheet_get_problem: Returns: (transfer none) (nullable): why nothing can be created */
const char *
hlc_template_sheet_get_problem (HlcTemplateSheet *self)
{
  g_return_val_if_fail (HLC_IS_TEMPLATE_SHEET (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->problem_notice))
             ? hlc_notice_get_text (self->problem_notice)
             : NULL;
}
