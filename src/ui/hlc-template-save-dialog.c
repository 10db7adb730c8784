/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-template-save-dialog.h"

#include <glib/gi18n-lib.h>

#include "hlc-announce.h"
#include "hlc-dialog-header.h"
#include "hlc-error.h"
#include "hlc-field-problem.h"
#include "hlc-leave-parent.h"
#include "hlc-notice.h"
#include "hlc-template-shipped.h"
#include "hlc-told-entries.h"

/* Characters of a name that is made of a title. */
#define MAX_SUGGESTED 40

struct _HlcTemplateSaveDialog
{
  AdwWindow parent_instance;

  HlcNotice *problem_notice;
  AdwEntryRow *title_row;
  AdwEntryRow *name_row;
  GtkLabel *name_problem;
  AdwEntryRow *description_row;

  HlcTemplateShelf *shelf; /* (owned) */
  HlcTemplate *prototype;  /* (owned) */
  guint is_named : 1;      /* the name was typed: it does not follow the title any more */
  guint is_suggesting : 1;
  guint is_busy : 1;
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcTemplateSaveDialog, hlc_template_save_dialog, ADW_TYPE_WINDOW)

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
hlc_template_save_dialog_say (HlcTemplateSaveDialog *self, const char *problem)
{
  hlc_notice_show_problem (self->problem_notice, _ ("Not Saved"), problem);
}

/* Returns: whether the name can be one */
static gboolean
hlc_template_save_dialog_check (HlcTemplateSaveDialog *self)
{
  const char *name = get_text (self->name_row);
  g_autoptr (GPtrArray) problems = hlc_form_problems_new ();
  g_autoptr (GError) error = NULL;

  if (!hlc_template_check_name (name, &error))
    hlc_form_problems_add (problems, "name", "%s", error->message);
  else if (hlc_template_is_shipped_name (name))
    hlc_form_problems_add (problems, "name", "%s",
                           _ ("A template of this name comes with the console: choose another name."));

  return !hlc_field_problem_show (GTK_WIDGET (self->name_row), self->name_problem, problems, "name");
}

static void
title_cb (HlcTemplateSaveDialog *self)
{
  g_autofree char *name = hlc_template_suggest_name (get_text (self->title_row));

  if (self->is_named)
    return;

  self->is_suggesting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
  self->is_suggesting = FALSE;
}

static void
name_cb (HlcTemplateSaveDialog *self)
{
  if (!self->is_suggesting)
    self->is_named = TRUE;
  hlc_template_save_dialog_check (self);
}

static void hlc_template_save_dialog_save (HlcTemplateSaveDialog *self, gboolean replace);

static void
replace_cb (HlcTemplateSaveDialog *self)
{
  hlc_template_save_dialog_save (self, TRUE);
}

static void
hlc_template_save_dialog_ask (HlcTemplateSaveDialog *self)
{
  g_autofree char *heading = g_strdup_printf (_ ("Replace “%s”?"), get_text (self->name_row));
  GtkWidget *question =
      adw_message_dialog_new (GTK_WINDOW (self), heading,
                              _ ("There is a template of this name already. What it holds will be lost."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", _ ("_Cancel"), "replace",
                                    _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "replace",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response::replace", G_CALLBACK (replace_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (question));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcTemplateSaveDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  /* It was closed meanwhile. */
  if (self->shelf == NULL)
    return;

  self->is_busy = FALSE;
  if (!hlc_template_shelf_change_finish (HLC_TEMPLATE_SHELF (source), result, &error))
    {
      if (g_error_matches (error, HLC_ERROR, HLC_ERROR_CONFLICT))
        hlc_template_save_dialog_ask (self);
      else
        {
          hlc_template_save_dialog_say (self, error->message);
          gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
          hlc_notice_announce (self->problem_notice);
        }
      return;
    }

  name = g_strdup (get_text (self->name_row));
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, name);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
hlc_template_save_dialog_save (HlcTemplateSaveDialog *self, gboolean replace)
{
  const char *name = get_text (self->name_row);
  g_autofree char *title = g_strstrip (g_strdup (get_text (self->title_row)));
  g_autofree char *description = g_strstrip (g_strdup (get_text (self->description_row)));
  const HlcTemplateTexts texts = { name, *title != '\0' ? title : name, description };

  if (self->is_busy)
    return;
  if (!hlc_template_save_dialog_check (self))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
      hlc_announce (GTK_WIDGET (self), gtk_label_get_text (self->name_problem), HLC_URGENCY_PROBLEM);
      return;
    }

  hlc_template_save_dialog_say (self, NULL);
  self->is_busy = TRUE;
  hlc_template_shelf_save_async (self->shelf, self->prototype, &texts, replace, saved_cb,
                                 g_object_ref (self));
}

static void
save_cb (HlcTemplateSaveDialog *self)
{
  hlc_template_save_dialog_save (self, FALSE);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  save_cb (HLC_TEMPLATE_SAVE_DIALOG (widget));
}

static void
hlc_template_save_dialog_dispose (GObject *object)
{
  HlcTemplateSaveDialog *self = HLC_TEMPLATE_SAVE_DIALOG (object);

  g_clear_object (&self->shelf);
  g_clear_pointer (&self->prototype, hlc_template_unref);

  G_OBJECT_CLASS (hlc_template_save_dialog_parent_class)->dispose (object);
}

static void
hlc_template_save_dialog_class_init (HlcTemplateSaveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_template_save_dialog_dispose;

  signals[SIGNAL_SAVED] = g_signal_new ("saved", HLC_TYPE_TEMPLATE_SAVE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "template.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  g_type_ensure (HLC_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-template-save-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateSaveDialog, problem_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateSaveDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateSaveDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateSaveDialog, name_problem);
  gtk_widget_class_bind_template_child (widget_class, HlcTemplateSaveDialog, description_row);
  gtk_widget_class_bind_template_callback (widget_class, title_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
hlc_template_save_dialog_init (HlcTemplateSaveDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_leave_parent_when_closed (GTK_WINDOW (self));
  hlc_told_entries_find (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->title_row));
}

/**
 * hlc_template_save_dialog_new:
 * @shelf: where it is kept
 * @prototype: what is kept; its name and title are only proposals
 *
 * Returns: (transfer floating): a dialog that is not presented yet
 */
HlcTemplateSaveDialog *
hlc_template_save_dialog_new (HlcTemplateShelf *shelf, HlcTemplate *prototype)
{
  HlcTemplateSaveDialog *self = g_object_new (HLC_TYPE_TEMPLATE_SAVE_DIALOG, NULL);

  g_return_val_if_fail (HLC_IS_TEMPLATE_SHELF (shelf) && prototype != NULL, self);

  self->shelf = g_object_ref (shelf);
  self->prototype = hlc_template_ref (prototype);
  gtk_editable_set_text (GTK_EDITABLE (self->title_row), prototype->title);
  if (!g_str_equal (prototype->name, HLC_TEMPLATE_UNNAMED))
    gtk_editable_set_text (GTK_EDITABLE (self->name_row), prototype->name);
  gtk_editable_set_text (GTK_EDITABLE (self->description_row), prototype->description);

  return self;
}

/**
 * hlc_template_suggest_name:
 * @title: for people
 *
 * Returns: (transfer full): a name of it: small letters, digits and dashes; may be empty; pure
 */
char *
hlc_template_suggest_name (const char *title)
{
  g_autofree char *ascii = g_str_to_ascii (title, "C");
  GString *name = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && name->len < MAX_SUGGESTED; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (name, g_ascii_tolower (*p));
      else if (*p != '?' && name->len > 0 && name->str[name->len - 1] != '-')
        g_string_append_c (name, '-');
    }
  while (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);

  return g_string_free (name, FALSE);
}
