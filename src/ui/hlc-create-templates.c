/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-create-templates.h"

#include <glib/gi18n-lib.h>

#include "hlc-template-fill.h"
#include "hlc-template-manager.h"
#include "hlc-template-save-dialog.h"
#include "hlc-template-sheet.h"

/* Where a dialog has its templates. */
#define CONTEXT "hlc-create-templates"

/** What belongs to one dialog, and goes with it. */
typedef struct
{
  HlcCreateDialog *dialog; /* not owned: it owns this */
  HlcConsole *console;
  HlcTemplateShelf *shelf;
  GCancellable *cancellable; /* goes with the dialog */
  HlcTemplate *wanted;       /* (nullable): while it is asked about or filled in */
} Context;

static void
context_free (gpointer data)
{
  Context *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->console);
  g_object_unref (self->shelf);
  g_clear_pointer (&self->wanted, hlc_template_unref);
  g_free (self);
}

static Context *
get_context (HlcCreateDialog *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), CONTEXT);
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcCreateDialog) dialog = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcTemplateFilling) filling = hlc_template_fill_finish (HLC_STORE (source), result, &error);
  g_autoptr (GPtrArray) problems = NULL;

  /* The dialog was closed, or another template was chosen meanwhile. */
  if (get_context (dialog) == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (filling != NULL && filling->form != NULL)
    {
      hlc_create_dialog_fill (dialog, g_steal_pointer (&filling->form));
      hlc_create_dialog_set_is_written (dialog, FALSE);
      return;
    }

  problems = hlc_form_problems_new ();
  hlc_form_problems_add (problems, "", "%s",
                         error != NULL ? error->message : _ ("This template makes no operation."));
  hlc_create_dialog_show_problems (dialog, problems);
}

static void
created_cb (HlcCreateDialog *dialog, const char *call_id)
{
  g_signal_emit_by_name (dialog, "created", call_id);
  if (!hlc_create_dialog_get_is_written (dialog))
    gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
show_sheet (Context *self, HlcTemplate *template)
{
  HlcTemplateSheet *sheet = hlc_template_sheet_new (self->console, template);

  gtk_window_set_transient_for (GTK_WINDOW (sheet), GTK_WINDOW (self->dialog));
  g_signal_connect_object (sheet, "created", G_CALLBACK (created_cb), self->dialog, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (sheet));
}

static void
fill (Context *self)
{
  g_autoptr (HlcTemplate) template = g_steal_pointer (&self->wanted);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  hlc_template_fill_async (template, hlc_console_get_store (self->console), NULL,
                           hlc_clock_get_now (hlc_console_get_clock (self->console)), self->cancellable,
                           filled_cb, g_object_ref (self->dialog));
}

static void
replace_cb (HlcCreateDialog *dialog)
{
  Context *self = get_context (dialog);

  if (self != NULL && self->wanted != NULL)
    fill (self);
}

static void
ask (Context *self)
{
  GtkWidget *question = adw_message_dialog_new (GTK_WINDOW (self->dialog), _ ("Replace What You Wrote?"),
                                                _ ("The template fills in the whole form."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", _ ("_Keep Writing"), "replace",
                                    _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "replace",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response::replace", G_CALLBACK (replace_cb), self->dialog,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (question));
}

/* What is typed is made a template of, on a thread. */
typedef struct
{
  HlcOperationForm *form;
  GPtrArray *problems;
} Draft;

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  hlc_operation_form_free (draft->form);
  g_ptr_array_unref (draft->problems);
  g_free (draft);
}

/* A brace that only looks like a placeholder is found before the template is kept. */
static gboolean
check_use (HlcTemplate *template, GError **error)
{
  const HlcTemplateInput input = { 0 };
  g_autoptr (HlcTemplateOutput) output = hlc_template_expand (template, &input, error);

  return output != NULL;
}

static void
draft_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Draft *draft = task_data;
  HlcOperationDraft *made = hlc_operation_form_to_draft (draft->form, draft->problems);
  g_autoptr (GPtrArray) drafts = hlc_operation_drafts_new ();
  g_autoptr (HlcTemplate) template = NULL;
  g_autoptr (GError) error = NULL;
  const char *title =
      draft->form->kind == HLC_OPERATION_FUNCTION_CALL ? draft->form->fn : draft->form->subject;

  if (made != NULL)
    {
      g_ptr_array_add (drafts, made);
      template = hlc_template_new_from_drafts (HLC_TEMPLATE_UNNAMED,
                                               title != NULL && *title != '\0' ? title : HLC_TEMPLATE_UNNAMED,
                                               drafts, &error);
      if (template != NULL && !check_use (template, &error))
        g_clear_pointer (&template, hlc_template_unref);
    }
  if (error != NULL)
    hlc_form_problems_add (draft->problems, "", "%s", error->message);

  g_task_return_pointer (task, g_steal_pointer (&template), (GDestroyNotify) hlc_template_unref);
}

static void
drafted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcCreateDialog) dialog = user_data;
  Context *self = get_context (dialog);
  const Draft *draft = g_task_get_task_data (G_TASK (result));
  g_autoptr (HlcTemplate) template = g_task_propagate_pointer (G_TASK (result), NULL);
  HlcTemplateSaveDialog *save = NULL;

  if (self == NULL)
    return;
  if (template == NULL)
    {
      hlc_create_dialog_show_problems (dialog, draft->problems);
      return;
    }

  save = hlc_template_save_dialog_new (self->shelf, template);
  gtk_window_set_transient_for (GTK_WINDOW (save), GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (save));
}

static void
save_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Context *self = user_data;
  Draft *draft = g_new0 (Draft, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, drafted_cb, g_object_ref (self->dialog));

  draft->form = hlc_create_dialog_collect (self->dialog);
  draft->problems = hlc_form_problems_new ();
  g_task_set_source_tag (task, save_action);
  g_task_set_task_data (task, draft, draft_free);
  g_task_run_in_thread (task, draft_in_thread);
}

static void
manage_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Context *self = user_data;
  HlcTemplateManager *manager = hlc_template_manager_new (self->shelf);

  gtk_window_set_transient_for (GTK_WINDOW (manager), GTK_WINDOW (self->dialog));
  gtk_window_present (GTK_WINDOW (manager));
}

/* The dialog may be held by what is under way, but it is gone. */
static void
destroy_cb (GtkWidget *dialog)
{
  gtk_widget_insert_action_group (dialog, "templates", NULL);
  g_object_set_data (G_OBJECT (dialog), CONTEXT, NULL);
}

/**
 * hlc_create_templates_install:
 * @button: a part of @dialog
 * @console: where operations are created
 *
 * Lets the dialog be filled in by templates, and what is typed be kept as one.
 */
void
hlc_create_templates_install (HlcCreateDialog *dialog, HlcTemplateButton *button, HlcConsole *console)
{
  const GActionEntry entries[] = {
    { "save", save_action },
    { "manage", manage_action },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  Context *self = NULL;

  g_return_if_fail (HLC_IS_CREATE_DIALOG (dialog));

  self = g_new0 (Context, 1);
  self->dialog = dialog;
  self->console = g_object_ref (console);
  self->shelf = hlc_template_shelf_new (hlc_console_get_data_dir (console));
  self->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (dialog), CONTEXT, self, context_free);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (dialog), "templates", G_ACTION_GROUP (group));
  hlc_template_button_connect (button, self->shelf, HLC_TEMPLATE_OPERATIONS);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroy_cb), NULL);
  g_signal_connect_object (button, "chosen", G_CALLBACK (hlc_create_templates_choose), dialog,
                           G_CONNECT_SWAPPED);
}

/**
 * hlc_create_templates_choose:
 * @template: of operations
 *
 * Fills the form in by a template of one operation, asking first where something would be lost; one of several is shown
 * in a sheet of its own.
 */
void
hlc_create_templates_choose (HlcCreateDialog *dialog, HlcTemplate *template)
{
  Context *self = NULL;

  g_return_if_fail (HLC_IS_CREATE_DIALOG (dialog));
  g_return_if_fail (template != NULL);

  self = get_context (dialog);
  if (template->n_steps > 1)
    {
      show_sheet (self, template);
      return;
    }

  g_clear_pointer (&self->wanted, hlc_template_unref);
  self->wanted = hlc_template_ref (template);
  if (hlc_create_dialog_get_is_written (dialog))
    ask (self);
  else
    fill (self);
}
