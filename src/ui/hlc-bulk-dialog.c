/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-bulk-dialog.h"

#include <glib/gi18n-lib.h>

#include "hlc-argument-list.h"
#include "hlc-decision-words.h"
#include "hlc-dialog-header.h"
#include "hlc-fact-row.h"
#include "hlc-joined-text.h"
#include "hlc-leave-parent.h"
#include "hlc-operation-text.h"
#include "hlc-presentation.h"
#include "hlc-text-area.h"
#include "hlc-wrap-layout.h"

struct _HlcBulkDialog
{
  AdwWindow parent_instance;

  GtkBox *sections;
  HlcTextArea *comment;
  GtkLabel *hint;

  HlcStore *store;           /* (owned) */
  HlcDecisionQueue *queue;   /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray *operations;     /* (owned): what is shown and can be decided */
  guint n_reading;
  guint n_left_out;
};

enum
{
  SIGNAL_SENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcBulkDialog, hlc_bulk_dialog, ADW_TYPE_WINDOW)

static void
hlc_bulk_dialog_update (HlcBulkDialog *self)
{
  guint n = self->operations->len;
  gboolean is_ready = self->n_reading == 0 && n > 0;
  gboolean has_comment = !hlc_text_area_is_blank (self->comment);
  g_autofree char *title =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Decide %'u Operation", "Decide %'u Operations", n), n);
  g_autofree char *left_out =
      self->n_left_out > 0
          ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u operation is left out, and says why.",
                                          "%'u operations are left out, and say why.", self->n_left_out),
                             self->n_left_out)
          : g_strdup ("");
  g_autofree char *hint = hlc_join_sentences (
      (const char *const[]){ left_out,
                             has_comment ? _ ("The comment goes with each of them.")
                                         : _ ("A denial needs a comment: the agents' models read it."),
                             NULL });

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_text (self->hint, hint);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bulk.approve", is_ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bulk.deny", is_ready && has_comment);
}

static void
comment_changed_cb (HlcBulkDialog *self)
{
  hlc_bulk_dialog_update (self);
}

static void
hlc_bulk_dialog_decide (HlcBulkDialog *self, HlcDecisionType type)
{
  g_autofree char *comment = hlc_text_area_dup_text (self->comment);
  g_autoptr (HlcDecision) decision =
      hlc_decision_new (type, *comment != '\0' ? comment : NULL, NULL, HLC_CHANNEL_WINDOW);

  hlc_decision_queue_add_several (self->queue, self->operations, decision);
  g_signal_emit (self, signals[SIGNAL_SENT], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
approve_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_bulk_dialog_decide (HLC_BULK_DIALOG (widget), HLC_DECISION_APPROVE);
}

static void
deny_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_bulk_dialog_decide (HLC_BULK_DIALOG (widget), HLC_DECISION_DENY);
}

static GtkWidget *
label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

/* Each in full: nothing is folded, and what is left out says why. */
static void
hlc_bulk_dialog_add_section (HlcBulkDialog *self, HlcOperation *operation, const char *left_out)
{
  g_autoptr (HlcOperationText) text = hlc_operation_text_new (operation);
  g_autofree char *caption = hlc_present_operation_caption (operation);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *list = gtk_list_box_new ();

  gtk_box_append (GTK_BOX (box),
                  label_new (text->whole_title != NULL ? text->whole_title : text->title, "heading"));
  gtk_box_append (GTK_BOX (box), label_new (caption, "dim-label"));
  if (left_out != NULL)
    gtk_box_append (GTK_BOX (box), label_new (left_out, "warning"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_margin_top (list, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, text->title, -1);
  if (text->has_arguments)
    hlc_argument_list_fill (GTK_LIST_BOX (list), text->arguments);
  hlc_fact_list_append (GTK_LIST_BOX (list), C_ ("human contact", "Message"), text->message, HLC_FACT_ABOVE);
  if (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) == NULL)
    hlc_fact_list_append (GTK_LIST_BOX (list), _ ("Arguments"), _ ("It is called without arguments."),
                          HLC_FACT_ABOVE | HLC_FACT_DIM);
  hlc_fact_list_unfold (GTK_LIST_BOX (list));
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (self->sections, box);
}

static void
hlc_bulk_dialog_take (HlcBulkDialog *self, HlcOperation *operation)
{
  g_autofree char *left_out = NULL;

  if (operation->state == HLC_STATE_PENDING && !hlc_operation_is_ours_to_decide (operation))
    left_out = g_strdup (_ ("It was created at a remote API and is decided there."));
  else if (operation->state != HLC_STATE_PENDING)
    left_out = hlc_words_decided_already (operation);
  else if (operation->kind != HLC_OPERATION_FUNCTION_CALL)
    left_out = g_strdup (_ ("A question is answered by itself, not approved or denied with others."));

  hlc_bulk_dialog_add_section (self, operation, left_out);
  if (left_out != NULL)
    self->n_left_out++;
  else
    g_ptr_array_add (self->operations, hlc_operation_ref (operation));
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcBulkDialog) self = user_data;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation =
      hlc_store_get_operation_finish (HLC_STORE (object), result, &timeline, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->n_reading--;
  if (operation != NULL)
    hlc_bulk_dialog_take (self, operation);
  else
    {
      self->n_left_out++;
      gtk_box_append (self->sections, label_new (error->message, "error"));
    }
  hlc_bulk_dialog_update (self);
}

static void
hlc_bulk_dialog_dispose (GObject *object)
{
  HlcBulkDialog *self = HLC_BULK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (hlc_bulk_dialog_parent_class)->dispose (object);
}

static void
hlc_bulk_dialog_finalize (GObject *object)
{
  HlcBulkDialog *self = HLC_BULK_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->operations, g_ptr_array_unref);

  G_OBJECT_CLASS (hlc_bulk_dialog_parent_class)->finalize (object);
}

static void
hlc_bulk_dialog_class_init (HlcBulkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_bulk_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hlc_bulk_dialog_finalize;

  signals[SIGNAL_SENT] =
      g_signal_new ("sent", HLC_TYPE_BULK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "bulk.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "bulk.deny", NULL, deny_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  g_type_ensure (HLC_TYPE_TEXT_AREA);
  g_type_ensure (HLC_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-bulk-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcBulkDialog, sections);
  gtk_widget_class_bind_template_child (widget_class, HlcBulkDialog, comment);
  gtk_widget_class_bind_template_child (widget_class, HlcBulkDialog, hint);
  gtk_widget_class_bind_template_callback (widget_class, comment_changed_cb);
}

static void
hlc_bulk_dialog_init (HlcBulkDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_operation_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_leave_parent_when_closed (GTK_WINDOW (self));
}

/**
 * hlc_bulk_dialog_new:
 * @store: what is read
 * @queue: what takes the decision
 * @operations: (element-type HlcOperation): which
 *
 * Returns: (transfer floating): a dialog that is not presented yet
 */
HlcBulkDialog *
hlc_bulk_dialog_new (HlcStore *store, HlcDecisionQueue *queue, GPtrArray *operations)
{
  HlcBulkDialog *self = NULL;

  g_return_val_if_fail (HLC_IS_STORE (store) && HLC_IS_DECISION_QUEUE (queue), NULL);
  g_return_val_if_fail (operations != NULL, NULL);

  self = g_object_new (HLC_TYPE_BULK_DIALOG, NULL);
  self->store = g_object_ref (store);
  self->queue = g_object_ref (queue);
  self->n_reading = operations->len;
  for (guint i = 0; i < operations->len; i++)
    hlc_store_get_operation_async (store, ((HlcOperation *) g_ptr_array_index (operations, i))->call_id,
                                   self->cancellable, read_cb, g_object_ref (self));
  hlc_bulk_dialog_update (self);

  return self;
}
