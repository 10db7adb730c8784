/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-decision-bar.h"

#include <glib/gi18n-lib.h>

#include "hlc-approve-dialog.h"
#include "hlc-decision-words.h"
#include "hlc-deny-dialog.h"
#include "hlc-fold-layout.h"
#include "hlc-let-wrap.h"
#include "hlc-notice.h"
#include "hlc-option-box.h"
#include "hlc-text-area.h"
#include "hlc-tooltip.h"
#include "hlc-wrap-layout.h"

struct _HlcDecisionBar
{
  AdwBin parent_instance;

  HlcNotice *problem_notice;
  GtkWidget *call_box;
  AdwSplitButton *approve_button;
  GtkWidget *deny_button;
  GtkWidget *send_button;
  HlcOptionBox *reject_box;
  GtkWidget *contact_box;
  HlcTextArea *answer;
  HlcOptionBox *response_box;

  HlcDecisionQueue *queue; /* (owned) (nullable) */
  HlcOperation *operation; /* (owned) (nullable): what is decided */
  HlcJsonDocument *spec;   /* (owned) (nullable) */
  GPtrArray *options;      /* (owned) (nullable) */
  GHashTable *drafts;      /* (owned): call id to what was written */
  GtkWindow *dialog;       /* (weak) (nullable) */
  char *option;            /* (owned) (nullable): an interactive one that the answer began with */
  char *problem;           /* (owned) (nullable) */
  guint rest_source;
  gboolean all_seen;
};

enum
{
  PROP_0,
  PROP_ALL_SEEN,
  N_PROPS
};

enum
{
  SIGNAL_UNFOLD,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcDecisionBar, hlc_decision_bar, ADW_TYPE_BIN)

static gboolean
hlc_decision_bar_is_waiting (HlcDecisionBar *self)
{
  return self->operation != NULL && hlc_operation_is_ours_to_decide (self->operation) &&
         self->queue != NULL && !hlc_decision_queue_holds (self->queue, self->operation->call_id) &&
         !hlc_decision_queue_is_busy (self->queue, self->operation->call_id);
}

/*
 * Asked by every action. Their buttons name no action and are made insensitive one by one: in GTK 4.8 a button that was
 * hidden while its action was enabled stays insensitive.
 */
static gboolean
hlc_decision_bar_can_decide (HlcDecisionBar *self, HlcOperationKind kind)
{
  return hlc_decision_bar_is_waiting (self) && self->rest_source == 0 && self->operation->kind == kind;
}

/* What is true of buttons is true of the items of a menu that was hidden: they stay insensitive. A new one is not. */
static void
hlc_decision_bar_renew_menu (HlcDecisionBar *self)
{
  g_autoptr (GMenuModel) menu = g_object_ref (adw_split_button_get_menu_model (self->approve_button));

  adw_split_button_set_menu_model (self->approve_button, NULL);
  adw_split_button_set_menu_model (self->approve_button, menu);
}

static void
hlc_decision_bar_update (HlcDecisionBar *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_pending = self->operation != NULL && hlc_operation_is_ours_to_decide (self->operation);
  gboolean is_call = is_pending && self->operation->kind == HLC_OPERATION_FUNCTION_CALL;
  gboolean can_decide = hlc_decision_bar_is_waiting (self) && self->rest_source == 0;
  gboolean can_answer = can_decide && !is_call;

  if (is_call && !gtk_widget_get_visible (self->call_box))
    hlc_decision_bar_renew_menu (self);
  gtk_widget_set_visible (widget, is_pending);
  gtk_widget_set_visible (self->call_box, is_call);
  gtk_widget_set_visible (self->contact_box, is_pending && !is_call);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reject_box), can_decide);
  gtk_widget_set_sensitive (GTK_WIDGET (self->response_box), can_answer);
  gtk_widget_set_sensitive (self->deny_button, can_decide && is_call);
  gtk_widget_set_sensitive (self->send_button, can_answer && !hlc_text_area_is_blank (self->answer));
  gtk_widget_set_sensitive (GTK_WIDGET (self->approve_button), can_decide && is_call);
  adw_split_button_set_label (self->approve_button,
                              self->all_seen ? _ ("_Approve") : _ ("Show _All Arguments First"));
}

static void
hlc_decision_bar_set_problem (HlcDecisionBar *self, const char *problem)
{
  g_free (self->problem);
  self->problem = g_strdup (problem);
  hlc_notice_set_problem (self->problem_notice, _ ("Not Sent"), problem);
}

static void
hlc_decision_bar_keep_draft (HlcDecisionBar *self, const char *text)
{
  if (self->operation == NULL)
    return;

  if (text == NULL || *text == '\0')
    g_hash_table_remove (self->drafts, self->operation->call_id);
  else
    g_hash_table_insert (self->drafts, g_strdup (self->operation->call_id), g_strdup (text));
}

/* While it can be undone the dialog is gone, and Undo brings back what was written. */
static void
hlc_decision_bar_decide (HlcDecisionBar *self, HlcDecisionType type, const char *text, const char *option)
{
  g_autoptr (HlcDecision) decision =
      hlc_decision_new (type, text != NULL && *text != '\0' ? text : NULL, option, HLC_CHANNEL_WINDOW);
  g_autoptr (HlcOperation) operation = NULL;

  if (!hlc_decision_bar_is_waiting (self))
    return;

  operation = hlc_operation_ref (self->operation);
  hlc_decision_bar_keep_draft (self, text);
  hlc_decision_bar_set_problem (self, NULL);
  if (HLC_IS_DENY_DIALOG (self->dialog))
    hlc_deny_dialog_set_busy (HLC_DENY_DIALOG (self->dialog), TRUE);
  else if (HLC_IS_APPROVE_DIALOG (self->dialog))
    hlc_approve_dialog_set_busy (HLC_APPROVE_DIALOG (self->dialog), TRUE);

  hlc_decision_queue_add (self->queue, operation, decision);
  if (self->dialog != NULL && hlc_decision_queue_holds (self->queue, operation->call_id))
    gtk_window_destroy (self->dialog);
  hlc_decision_bar_update (self);
}

static void
deny_sent_cb (HlcDecisionBar *self, const char *comment, const char *option)
{
  hlc_decision_bar_decide (self, HLC_DECISION_DENY, comment, option);
}

static void
approve_sent_cb (HlcDecisionBar *self, const char *comment)
{
  hlc_decision_bar_decide (self, HLC_DECISION_APPROVE, comment, NULL);
}

/* What was written is kept when a dialog is closed by mistake. */
static gboolean
close_request_cb (HlcDecisionBar *self, GtkWindow *dialog)
{
  g_autofree char *text = HLC_IS_DENY_DIALOG (dialog)
                              ? hlc_deny_dialog_dup_comment (HLC_DENY_DIALOG (dialog))
                              : hlc_approve_dialog_dup_comment (HLC_APPROVE_DIALOG (dialog));

  hlc_decision_bar_keep_draft (self, text);

  return FALSE;
}

static void
hlc_decision_bar_present (HlcDecisionBar *self, GtkWindow *dialog)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_set_weak_pointer (&self->dialog, dialog);
  g_signal_connect_object (dialog, "close-request", G_CALLBACK (close_request_cb), self, G_CONNECT_SWAPPED);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (dialog, GTK_WINDOW (root));
  gtk_window_present (dialog);
}

static void
hlc_decision_bar_open_deny (HlcDecisionBar *self, const char *option)
{
  HlcDenyDialog *dialog = hlc_deny_dialog_new (self->spec, self->options);

  hlc_deny_dialog_set_comment (dialog, g_hash_table_lookup (self->drafts, self->operation->call_id));
  if (option != NULL)
    hlc_deny_dialog_choose (dialog, option);
  g_signal_connect_object (dialog, "send", G_CALLBACK (deny_sent_cb), self, G_CONNECT_SWAPPED);
  hlc_decision_bar_present (self, GTK_WINDOW (dialog));
}

/* TRUE: there was something that nobody had seen, and now it is shown instead of approved. */
static gboolean
hlc_decision_bar_unfold (HlcDecisionBar *self)
{
  if (self->all_seen)
    return FALSE;

  g_signal_emit (self, signals[SIGNAL_UNFOLD], 0);

  return TRUE;
}

static void
approve_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcDecisionBar *self = HLC_DECISION_BAR (widget);

  if (hlc_decision_bar_can_decide (self, HLC_OPERATION_FUNCTION_CALL) && !hlc_decision_bar_unfold (self))
    hlc_decision_bar_decide (self, HLC_DECISION_APPROVE, NULL, NULL);
}

static void
approve_with_comment_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcDecisionBar *self = HLC_DECISION_BAR (widget);
  HlcApproveDialog *dialog = NULL;

  if (!hlc_decision_bar_can_decide (self, HLC_OPERATION_FUNCTION_CALL) || hlc_decision_bar_unfold (self))
    return;

  dialog = hlc_approve_dialog_new ();
  hlc_approve_dialog_set_comment (dialog, g_hash_table_lookup (self->drafts, self->operation->call_id));
  g_signal_connect_object (dialog, "send", G_CALLBACK (approve_sent_cb), self, G_CONNECT_SWAPPED);
  hlc_decision_bar_present (self, GTK_WINDOW (dialog));
}

static void
deny_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcDecisionBar *self = HLC_DECISION_BAR (widget);

  if (hlc_decision_bar_can_decide (self, HLC_OPERATION_FUNCTION_CALL))
    hlc_decision_bar_open_deny (self, NULL);
}

static void
respond_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcDecisionBar *self = HLC_DECISION_BAR (widget);

  if (hlc_decision_bar_can_decide (self, HLC_OPERATION_HUMAN_CONTACT))
    gtk_widget_grab_focus (GTK_WIDGET (self->answer));
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcDecisionBar *self = HLC_DECISION_BAR (widget);
  g_autofree char *text = hlc_text_area_dup_text (self->answer);

  if (hlc_decision_bar_can_decide (self, HLC_OPERATION_HUMAN_CONTACT) &&
      !hlc_text_area_is_blank (self->answer))
    hlc_decision_bar_decide (self, HLC_DECISION_RESPOND, text, self->option);
}

static void
approve_clicked_cb (HlcDecisionBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "decide.approve", NULL);
}

static void
deny_clicked_cb (HlcDecisionBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "decide.deny", NULL);
}

static void
answer_sent_cb (HlcDecisionBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "decide.send", NULL);
}

static void
answer_changed_cb (HlcDecisionBar *self)
{
  g_autofree char *text = hlc_text_area_dup_text (self->answer);

  hlc_decision_bar_keep_draft (self, text);
  if (*text == '\0')
    g_clear_pointer (&self->option, g_free);
  hlc_decision_bar_update (self);
}

static void
confirmed_cb (HlcDecisionBar *self, const char *response, GtkWidget *dialog)
{
  const char *name = g_object_get_data (G_OBJECT (dialog), "option");
  const HlcOption *option = self->options != NULL ? hlc_option_find (self->options, name) : NULL;

  if (g_str_equal (response, "deny") && option != NULL)
    hlc_decision_bar_decide (self, HLC_DECISION_DENY, option->text, option->name);
}

/* An option that is not edited is sent as it is, when its words have been seen. */
static void
hlc_decision_bar_confirm (HlcDecisionBar *self, const HlcOption *option)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *fn = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *visible = NULL;
  GtkWidget *dialog = NULL;

  if (!hlc_json_read_string (hlc_json_document_get_root (self->spec), "fn", FALSE, &fn, NULL) || fn == NULL)
    fn = g_strdup ("");
  sentence = hlc_decision_preview_python (fn, option->text);
  visible = hlc_present_line (sentence);
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, NULL);
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _ ("Deny with “%s”?"), option->label);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _ ("The agent's model will read:\n%s"),
                                  visible);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "deny", _ ("_Deny"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "deny", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "deny");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "option", g_strdup (option->name), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (confirmed_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
reject_chosen_cb (HlcDecisionBar *self, const char *name)
{
  const HlcOption *option = hlc_option_find (self->options, name);

  if (option == NULL)
    return;

  if (option->interactive)
    hlc_decision_bar_open_deny (self, name);
  else
    hlc_decision_bar_confirm (self, option);
}

static void
response_chosen_cb (HlcDecisionBar *self, const char *name)
{
  const HlcOption *option = hlc_option_find (self->options, name);

  if (option == NULL)
    return;

  if (!option->interactive)
    {
      hlc_decision_bar_decide (self, HLC_DECISION_RESPOND, option->text, option->name);
      return;
    }

  if (hlc_text_area_is_blank (self->answer))
    hlc_text_area_set_text (self->answer, option->text);
  else
    hlc_text_area_insert (self->answer, option->text);
  g_free (self->option);
  self->option = g_strdup (option->name);
  gtk_widget_grab_focus (GTK_WIDGET (self->answer));
}

static void
undone_cb (HlcDecisionBar *self, const char *const *call_ids)
{
  if (self->operation == NULL || !g_strv_contains (call_ids, self->operation->call_id))
    return;

  if (self->operation->kind == HLC_OPERATION_HUMAN_CONTACT)
    hlc_text_area_set_text (self->answer, g_hash_table_lookup (self->drafts, self->operation->call_id));
  hlc_decision_bar_update (self);
}

static void
decided_cb (HlcDecisionBar *self, HlcOperation *operation)
{
  g_hash_table_remove (self->drafts, operation->call_id);
  if (self->operation != NULL && g_str_equal (self->operation->call_id, operation->call_id) &&
      self->dialog != NULL)
    gtk_window_destroy (self->dialog);
}

static void
hlc_decision_bar_tell (HlcDecisionBar *self, const char *problem)
{
  gboolean is_final = self->operation->state != HLC_STATE_PENDING;

  if (HLC_IS_DENY_DIALOG (self->dialog))
    hlc_deny_dialog_set_problem (HLC_DENY_DIALOG (self->dialog), problem, is_final);
  else if (HLC_IS_APPROVE_DIALOG (self->dialog))
    hlc_approve_dialog_set_problem (HLC_APPROVE_DIALOG (self->dialog), problem, is_final);
}

static void
finished_cb (HlcDecisionBar *self, guint n_decided, GPtrArray *failures)
{
  for (guint i = 0; self->operation != NULL && i < failures->len; i++)
    {
      const HlcDecisionFailure *failure = g_ptr_array_index (failures, i);

      if (!g_str_equal (failure->call_id, self->operation->call_id))
        continue;

      hlc_decision_bar_set_problem (self, failure->message);
      hlc_decision_bar_tell (self, failure->message);
    }
  hlc_decision_bar_update (self);
}

static void
hlc_decision_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ALL_SEEN:
      g_value_set_boolean (value, HLC_DECISION_BAR (object)->all_seen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_decision_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HlcDecisionBar *self = HLC_DECISION_BAR (object);

  switch (prop_id)
    {
    case PROP_ALL_SEEN:
      if (self->all_seen == g_value_get_boolean (value))
        break;
      self->all_seen = g_value_get_boolean (value);
      hlc_decision_bar_update (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_decision_bar_clear (HlcDecisionBar *self)
{
  g_clear_pointer (&self->operation, hlc_operation_unref);
  g_clear_pointer (&self->spec, hlc_json_document_unref);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_clear_pointer (&self->option, g_free);
}

static void
hlc_decision_bar_dispose (GObject *object)
{
  HlcDecisionBar *self = HLC_DECISION_BAR (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_weak_pointer (&self->dialog);
  hlc_decision_bar_clear (self);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (hlc_decision_bar_parent_class)->dispose (object);
}

static void
hlc_decision_bar_finalize (GObject *object)
{
  HlcDecisionBar *self = HLC_DECISION_BAR (object);

  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (hlc_decision_bar_parent_class)->finalize (object);
}

static void
hlc_decision_bar_class_init (HlcDecisionBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hlc_decision_bar_get_property;
  object_class->set_property = hlc_decision_bar_set_property;
  object_class->dispose = hlc_decision_bar_dispose;
  object_class->finalize = hlc_decision_bar_finalize;

  properties[PROP_ALL_SEEN] =
      g_param_spec_boolean ("all-seen", NULL, NULL, TRUE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_UNFOLD] =
      g_signal_new ("unfold", HLC_TYPE_DECISION_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "decide.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "decide.approve-with-comment", NULL,
                                   approve_with_comment_action);
  gtk_widget_class_install_action (widget_class, "decide.deny", NULL, deny_action);
  gtk_widget_class_install_action (widget_class, "decide.respond", NULL, respond_action);
  gtk_widget_class_install_action (widget_class, "decide.send", NULL, send_action);

  g_type_ensure (HLC_TYPE_NOTICE);
  g_type_ensure (HLC_TYPE_OPTION_BOX);
  g_type_ensure (HLC_TYPE_TEXT_AREA);
  g_type_ensure (HLC_TYPE_WRAP_LAYOUT);
  g_type_ensure (HLC_TYPE_FOLD_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-decision-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcDecisionBar, problem_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcDecisionBar, call_box);
  gtk_widget_class_bind_template_child (widget_class, HlcDecisionBar, approve_button);
  gtk_widget_class_bind_template_child (widget_class, HlcDecisionBar, deny_button);
  gtk_widget_class_bind_template_child (widget_class, HlcDecisionBar, send_button);
  gtk_widget_class_bind_template_child (widget_class, HlcDecisionBar, reject_box);
  gtk_widget_class_bind_template_child (widget_class, HlcDecisionBar, contact_box);
  gtk_widget_class_bind_template_child (widget_class, HlcDecisionBar, answer);
  gtk_widget_class_bind_template_child (widget_class, HlcDecisionBar, response_box);
  gtk_widget_class_bind_template_callback (widget_class, answer_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, answer_sent_cb);
  gtk_widget_class_bind_template_callback (widget_class, approve_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, deny_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, reject_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, response_chosen_cb);
}

static void
hlc_decision_bar_init (HlcDecisionBar *self)
{
  self->all_seen = TRUE;
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_wrap (GTK_WIDGET (self->approve_button));
  hlc_tooltip_name_dropdown (self->approve_button);

  hlc_notice_hush (self->problem_notice);
  hlc_decision_bar_update (self);
}

/**
 * hlc_decision_bar_connect:
 * @queue: what takes the decisions
 *
 * To be called once.
 */
void
hlc_decision_bar_connect (HlcDecisionBar *self, HlcDecisionQueue *queue)
{
  g_return_if_fail (HLC_IS_DECISION_BAR (self));
  g_return_if_fail (HLC_IS_DECISION_QUEUE (queue));

  g_set_object (&self->queue, queue);
  g_signal_connect_object (queue, "undone", G_CALLBACK (undone_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "decided", G_CALLBACK (decided_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "notify::seconds-left", G_CALLBACK (hlc_decision_bar_update), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hlc_decision_bar_show:
 * @operation: (nullable): what is decided; called again when it has changed
 * @text: (nullable): what it says; only read here
 *
 * A dialog that is open on an operation that somebody else decides says so and keeps what was written.
 */
void
hlc_decision_bar_show (HlcDecisionBar *self, HlcOperation *operation, HlcOperationText *text)
{
  gboolean is_same = FALSE;
  gboolean is_pending = operation != NULL && operation->state == HLC_STATE_PENDING;

  g_return_if_fail (HLC_IS_DECISION_BAR (self));

  is_same = operation != NULL && self->operation != NULL &&
            g_str_equal (operation->call_id, self->operation->call_id);
  hlc_decision_bar_clear (self);
  if (operation != NULL && text != NULL && text->spec != NULL)
    {
      self->operation = hlc_operation_ref (operation);
      self->spec = hlc_json_document_ref (text->spec);
      self->options = g_ptr_array_ref (text->options);
    }

  if (!is_same)
    {
      const char *draft =
          self->operation != NULL ? g_hash_table_lookup (self->drafts, operation->call_id) : NULL;
      g_autofree char *copy = g_strdup (draft);

      hlc_decision_bar_set_problem (self, NULL);
      hlc_text_area_set_text (self->answer, is_pending ? copy : "");
      hlc_option_box_set_options (self->reject_box, self->options);
      hlc_option_box_set_options (self->response_box, self->options);
    }
  if (self->operation != NULL && !is_pending && self->dialog != NULL)
    {
      g_autofree char *words = hlc_words_decided_already (operation);

      hlc_decision_bar_tell (self, words);
    }
  hlc_decision_bar_update (self);
}

static gboolean
rested_cb (gpointer user_data)
{
  HlcDecisionBar *self = user_data;

  self->rest_source = 0;
  hlc_decision_bar_update (self);

  return G_SOURCE_REMOVE;
}

/**
 * hlc_decision_bar_rest:
 *
 * Takes no decision for the time of a double click: where the next operation comes by itself, the second click on
 * Approve must not approve what nobody has read.
 */
void
hlc_decision_bar_rest (HlcDecisionBar *self)
{
  guint time = 0;

  g_return_if_fail (HLC_IS_DECISION_BAR (self));

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &time, NULL);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (time, rested_cb, self);
  hlc_decision_bar_update (self);
}

/** hlc_decision_bar_get_dialog: Returns: (transfer none) (nullable): the dialog that is open */
GtkWindow *
hlc_decision_bar_get_dialog (HlcDecisionBar *self)
{
  g_return_val_if_fail (HLC_IS_DECISION_BAR (self), NULL);

  return self->dialog;
}

/** hlc_decision_bar_get_problem: Returns: (transfer none) (nullable): why the last decision was not stored */
const char *
hlc_decision_bar_get_problem (HlcDecisionBar *self)
{
  g_return_val_if_fail (HLC_IS_DECISION_BAR (self), NULL);

  return self->problem;
}
