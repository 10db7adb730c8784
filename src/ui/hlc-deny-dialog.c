/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-deny-dialog.h"

#include <glib/gi18n-lib.h>

#include "hlc-decision.h"
#include "hlc-dialog-header.h"
#include "hlc-fact-row.h"
#include "hlc-let-fold.h"
#include "hlc-notice.h"
#include "hlc-option-box.h"
#include "hlc-suggestion-form.h"
#include "hlc-text-area.h"

struct _HlcDenyDialog
{
  AdwWindow parent_instance;

  GtkButton *send_button;
  HlcNotice *problem_notice;
  HlcTextArea *comment;
  GtkLabel *hint;
  HlcOptionBox *option_box;
  GtkLabel *option_label;
  GtkListBox *previews;
  GtkWidget *suggestion_group;
  HlcSuggestionForm *form;

  char *fn;           /* (owned) (nullable): as the agent named it */
  GPtrArray *options; /* (owned) */
  char *option;       /* (owned) (nullable): the chosen one */
  char *composed;     /* (owned) (nullable): what the form wrote at the end of the comment */
  char *problem;      /* (owned) (nullable) */
  gboolean is_filling;
  gboolean is_final;
  gboolean is_busy;
};

enum
{
  SIGNAL_SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcDenyDialog, hlc_deny_dialog, ADW_TYPE_WINDOW)

/* NULL: it can be sent. */
static const char *
hlc_deny_dialog_get_obstacle (HlcDenyDialog *self)
{
  if (hlc_text_area_is_blank (self->comment))
    return _ ("A denial needs a comment: say what the agent should do instead.");
  if (!hlc_suggestion_form_get_is_valid (self->form))
    return _ ("One of the suggested arguments is not JSON: mend it, or put it back as it was.");

  return NULL;
}

static void
hlc_deny_dialog_update_previews (HlcDenyDialog *self)
{
  g_autofree char *comment = hlc_text_area_dup_text (self->comment);
  const char *fn = self->fn != NULL ? self->fn : "";
  g_autofree char *python = hlc_decision_preview_python (fn, *comment != '\0' ? comment : "…");
  g_autofree char *typescript = hlc_decision_preview_typescript (fn, *comment != '\0' ? comment : "…");

  hlc_fact_list_clear (self->previews);
  hlc_fact_list_append (self->previews, "Python", python, HLC_FACT_ABOVE);
  hlc_fact_list_append (self->previews, "TypeScript", typescript, HLC_FACT_ABOVE);
}

static void
hlc_deny_dialog_update (HlcDenyDialog *self)
{
  const char *obstacle = hlc_deny_dialog_get_obstacle (self);
  const HlcOption *option = self->option != NULL ? hlc_option_find (self->options, self->option) : NULL;
  /* Translators: the option of the agent that was chosen. */
  g_autofree char *chosen = option != NULL ? g_strdup_printf (_ ("Option: %s"), option->label) : NULL;

  gtk_label_set_text (self->hint,
                      obstacle != NULL ? obstacle : _ ("The agent's model reads it. Ctrl+Enter sends it."));
  if (obstacle == NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "error");
      hlc_text_area_set_error (self->comment, FALSE);
    }
  gtk_label_set_text (self->option_label, chosen != NULL ? chosen : "");
  gtk_widget_set_visible (GTK_WIDGET (self->option_label), chosen != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->send_button), obstacle);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "deny.send",
                                 obstacle == NULL && !self->is_final && !self->is_busy);
  hlc_deny_dialog_update_previews (self);
}

/* An option that is not interactive is its own words: with others, it is no longer that option. */
static void
comment_changed_cb (HlcDenyDialog *self)
{
  const HlcOption *option = self->option != NULL ? hlc_option_find (self->options, self->option) : NULL;

  if (!self->is_filling && option != NULL && !option->interactive)
    g_clear_pointer (&self->option, g_free);
  hlc_deny_dialog_update (self);
}

/* What the form writes stands at the end of the comment, and is replaced as long as nobody changed it there. */
static void
form_changed_cb (HlcDenyDialog *self)
{
  const char *composed = hlc_suggestion_form_get_comment (self->form);
  g_autofree char *text = hlc_text_area_dup_text (self->comment);
  g_autofree char *joined = NULL;

  if (self->composed != NULL && g_str_has_suffix (text, self->composed))
    text[strlen (text) - strlen (self->composed)] = '\0';
  g_free (self->composed);
  self->composed = g_strdup (composed);
  g_strchomp (text);
  joined = composed == NULL || *text == '\0' ? g_strconcat (text, composed, NULL)
                                             : g_strconcat (text, "\n", composed, NULL);
  hlc_text_area_set_text (self->comment, joined);
  hlc_deny_dialog_update (self);
}

static void
chosen_cb (HlcDenyDialog *self, const char *name)
{
  hlc_deny_dialog_choose (self, name);
}

/* Also for a press on the button while it cannot be pressed, and for Ctrl+Enter: it says why nothing was sent. */
static void
hlc_deny_dialog_send (HlcDenyDialog *self)
{
  g_autofree char *comment = NULL;

  if (self->is_final || self->is_busy)
    return;

  if (hlc_deny_dialog_get_obstacle (self) != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->hint), "error");
      hlc_text_area_set_error (self->comment, hlc_text_area_is_blank (self->comment));
      gtk_widget_grab_focus (GTK_WIDGET (self->comment));
      return;
    }

  comment = hlc_text_area_dup_text (self->comment);
  g_signal_emit (self, signals[SIGNAL_SEND], 0, comment, self->option);
}

static void
send_cb (HlcDenyDialog *self)
{
  hlc_deny_dialog_send (self);
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_deny_dialog_send (HLC_DENY_DIALOG (widget));
}

static void
hlc_deny_dialog_finalize (GObject *object)
{
  HlcDenyDialog *self = HLC_DENY_DIALOG (object);

  g_clear_pointer (&self->fn, g_free);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_clear_pointer (&self->option, g_free);
  g_clear_pointer (&self->composed, g_free);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (hlc_deny_dialog_parent_class)->finalize (object);
}

static void
hlc_deny_dialog_class_init (HlcDenyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_deny_dialog_finalize;

  signals[SIGNAL_SEND] = g_signal_new ("send", HLC_TYPE_DENY_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "deny.send", NULL, send_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  g_type_ensure (HLC_TYPE_NOTICE);
  g_type_ensure (HLC_TYPE_OPTION_BOX);
  g_type_ensure (HLC_TYPE_SUGGESTION_FORM);
  g_type_ensure (HLC_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-deny-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcDenyDialog, send_button);
  gtk_widget_class_bind_template_child (widget_class, HlcDenyDialog, problem_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcDenyDialog, comment);
  gtk_widget_class_bind_template_child (widget_class, HlcDenyDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, HlcDenyDialog, option_box);
  gtk_widget_class_bind_template_child (widget_class, HlcDenyDialog, option_label);
  gtk_widget_class_bind_template_child (widget_class, HlcDenyDialog, previews);
  gtk_widget_class_bind_template_child (widget_class, HlcDenyDialog, suggestion_group);
  gtk_widget_class_bind_template_child (widget_class, HlcDenyDialog, form);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, comment_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
hlc_deny_dialog_init (HlcDenyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_fold (GTK_WIDGET (self));

  hlc_notice_hush (self->problem_notice);
}

/**
 * hlc_deny_dialog_new:
 * @spec: the `spec` of a function call
 * @options: (element-type HlcOption): its reject options
 *
 * Returns: (transfer floating): a dialog that is not presented yet
 */
HlcDenyDialog *
hlc_deny_dialog_new (HlcJsonDocument *spec, GPtrArray *options)
{
  HlcDenyDialog *self = NULL;
  HlcJsonValue arguments;

  g_return_val_if_fail (spec != NULL && options != NULL, NULL);

  self = g_object_new (HLC_TYPE_DENY_DIALOG, NULL);
  self->options = g_ptr_array_ref (options);
  if (!hlc_json_read_string (hlc_json_document_get_root (spec), "fn", FALSE, &self->fn, NULL))
    self->fn = NULL;
  hlc_option_box_set_options (self->option_box, options);
  hlc_suggestion_form_set_arguments (self->form, spec);
  gtk_widget_set_visible (self->suggestion_group,
                          hlc_json_value_get_member (hlc_json_document_get_root (spec), "kwargs",
                                                     &arguments) &&
                              hlc_json_value_get_type (arguments) == HLC_JSON_OBJECT && arguments.length > 2);
  hlc_deny_dialog_update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->comment));

  return self;
}

/**
 * hlc_deny_dialog_set_comment:
 * @comment: (nullable): replaces what is written
 */
void
hlc_deny_dialog_set_comment (HlcDenyDialog *self, const char *comment)
{
  g_return_if_fail (HLC_IS_DENY_DIALOG (self));

  hlc_text_area_set_text (self->comment, comment);
}

/** hlc_deny_dialog_dup_comment: Returns: (transfer full): what is written */
char *
hlc_deny_dialog_dup_comment (HlcDenyDialog *self)
{
  g_return_val_if_fail (HLC_IS_DENY_DIALOG (self), NULL);

  return hlc_text_area_dup_text (self->comment);
}

/**
 * hlc_deny_dialog_choose:
 * @option: name of an option
 *
 * Chooses an option, as a press on its button does: its words become the comment.
 */
void
hlc_deny_dialog_choose (HlcDenyDialog *self, const char *option)
{
  const HlcOption *found = NULL;

  g_return_if_fail (HLC_IS_DENY_DIALOG (self));
  g_return_if_fail (option != NULL);

  found = hlc_option_find (self->options, option);
  if (found == NULL)
    return;

  g_free (self->option);
  self->option = g_strdup (option);
  self->is_filling = TRUE;
  hlc_text_area_set_text (self->comment, found->text);
  self->is_filling = FALSE;
  hlc_deny_dialog_update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->comment));
}

/**
 * hlc_deny_dialog_set_problem:
 * @problem: (nullable): why it was not stored
 * @is_final: whether sending again cannot help
 *
 * Says what is wrong; what was written stays.
 */
void
hlc_deny_dialog_set_problem (HlcDenyDialog *self, const char *problem, gboolean is_final)
{
  g_return_if_fail (HLC_IS_DENY_DIALOG (self));

  self->is_busy = FALSE;
  self->is_final = is_final;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  hlc_notice_set_problem (self->problem_notice, _ ("Not Sent"), problem);
  hlc_deny_dialog_update (self);
}

/** hlc_deny_dialog_get_problem: Returns: (transfer none) (nullable): why it was not stored */
const char *
hlc_deny_dialog_get_problem (HlcDenyDialog *self)
{
  g_return_val_if_fail (HLC_IS_DENY_DIALOG (self), NULL);

  return self->problem;
}

/** hlc_deny_dialog_set_busy: says that the denial is on its way: it cannot be sent twice */
void
hlc_deny_dialog_set_busy (HlcDenyDialog *self, gboolean is_busy)
{
  g_return_if_fail (HLC_IS_DENY_DIALOG (self));

  self->is_busy = is_busy;
  hlc_deny_dialog_update (self);
}
