/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-request-dialog.h"

#include <glib/gi18n-lib.h>

#include "hlc-dialog-header.h"
#include "hlc-fact-row.h"
#include "hlc-leave-parent.h"
#include "hlc-let-fold.h"
#include "hlc-message-words.h"
#include "hlc-notice.h"
#include "hlc-payload-view.h"
#include "hlc-request-send.h"

struct _HlcRequestDialog
{
  AdwWindow parent_instance;

  GtkButton *close_button;
  GtkButton *send_button;
  GtkSpinner *spinner;
  HlcNotice *notice;
  GtkWidget *answer_group;
  GtkListBox *answer_facts;
  HlcPayloadView *answer_body;
  GtkListBox *facts;
  HlcPayloadView *body;

  HlcConsole *console;       /* (owned) */
  HlcRequestDraft *request;  /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): while it is on its way */
  gboolean is_answered;
};

G_DEFINE_FINAL_TYPE (HlcRequestDialog, hlc_request_dialog, ADW_TYPE_WINDOW)

static void
hlc_request_dialog_say (HlcRequestDialog *self, const char *problem)
{
  g_autofree char *sentence = problem != NULL ? hlc_words_sentence (problem) : NULL;

  hlc_notice_show_problem (self->notice, _ ("Not Sent"), sentence);
}

static void
hlc_request_dialog_update (HlcRequestDialog *self, gboolean can_send)
{
  gboolean is_busy = self->cancellable != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "request.send", can_send && !is_busy);
  gtk_button_set_label (self->close_button, self->is_answered && !is_busy ? _ ("_Close") : _ ("_Cancel"));
  gtk_button_set_label (self->send_button, self->is_answered ? _ ("_Send Again") : _ ("_Send"));
}

static void
append_headers (GtkListBox *list, HlcHeaderList *headers)
{
  for (guint i = 0; headers != NULL && i < hlc_header_list_get_length (headers); i++)
    hlc_fact_list_append (list, hlc_header_list_get_name (headers, i), hlc_header_list_get_value (headers, i),
                          HLC_FACT_MONOSPACE);
}

static void
hlc_request_dialog_show_answer (HlcRequestDialog *self, const HlcAttemptResult *answer)
{
  gboolean has_body = answer->response_body != NULL && g_bytes_get_size (answer->response_body) > 0;
  g_autofree char *status = hlc_words_status (answer->http_status);
  g_autofree char *duration =
      g_strdup_printf (_ ("%.0f ms"), (double) answer->duration / G_TIME_SPAN_MILLISECOND);

  self->is_answered = TRUE;
  hlc_fact_list_clear (self->answer_facts);
  hlc_fact_list_append (self->answer_facts, _ ("Status"), status, HLC_FACT_PLAIN);
  hlc_fact_list_append (self->answer_facts, _ ("Duration"), duration, HLC_FACT_PLAIN);
  if (answer->response_truncated)
    hlc_fact_list_append (self->answer_facts, _ ("Body"), _ ("More came than the 64 KiB that are kept"),
                          HLC_FACT_DIM);
  append_headers (self->answer_facts, answer->response_headers);
  hlc_payload_view_set_payload (self->answer_body, has_body ? answer->response_body : NULL);
  gtk_widget_set_visible (self->answer_group, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->answer_body), has_body);
}

static void
hlc_request_dialog_refuse (HlcRequestDialog *self, const char *problem)
{
  hlc_request_dialog_say (self, problem);
  gtk_widget_grab_focus (GTK_WIDGET (self->send_button));
  hlc_notice_announce (self->notice);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRequestDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcAttemptResult) answer = hlc_request_send_finish (result, &error);

  /* It was closed meanwhile. */
  if (self->console == NULL)
    return;

  g_clear_object (&self->cancellable);
  if (answer != NULL && answer->http_status != 0)
    hlc_request_dialog_show_answer (self, answer);
  hlc_request_dialog_update (self, TRUE);
  if (answer == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hlc_request_dialog_refuse (self, error->message);
  else if (answer != NULL && answer->http_status == 0)
    hlc_request_dialog_refuse (self, answer->error);
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcRequestDialog *self = HLC_REQUEST_DIALOG (widget);

  if (self->cancellable != NULL)
    return;

  hlc_request_dialog_say (self, NULL);
  self->cancellable = g_cancellable_new ();
  hlc_request_dialog_update (self, TRUE);
  hlc_request_send_async (self->request,
                          hlc_dispatcher_get_own_ports (hlc_console_get_dispatcher (self->console)),
                          hlc_console_get_clock (self->console), self->cancellable, sent_cb,
                          g_object_ref (self));
}

/* Cancel stops what is under way first. */
static gboolean
hlc_request_dialog_close_request (GtkWindow *window)
{
  HlcRequestDialog *self = HLC_REQUEST_DIALOG (window);

  if (self->cancellable == NULL)
    return GTK_WINDOW_CLASS (hlc_request_dialog_parent_class)->close_request (window);

  g_cancellable_cancel (self->cancellable);
  return TRUE;
}

static void
hlc_request_dialog_dispose (GObject *object)
{
  HlcRequestDialog *self = HLC_REQUEST_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->request, hlc_request_draft_free);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_request_dialog_parent_class)->dispose (object);
}

static void
hlc_request_dialog_class_init (HlcRequestDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_request_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = hlc_request_dialog_close_request;

  gtk_widget_class_install_action (widget_class, "request.send", NULL, send_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "request.send", NULL);

  g_type_ensure (HLC_TYPE_DIALOG_HEADER);
  g_type_ensure (HLC_TYPE_NOTICE);
  g_type_ensure (HLC_TYPE_PAYLOAD_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-request-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcRequestDialog, close_button);
  gtk_widget_class_bind_template_child (widget_class, HlcRequestDialog, send_button);
  gtk_widget_class_bind_template_child (widget_class, HlcRequestDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, HlcRequestDialog, notice);
  gtk_widget_class_bind_template_child (widget_class, HlcRequestDialog, answer_group);
  gtk_widget_class_bind_template_child (widget_class, HlcRequestDialog, answer_facts);
  gtk_widget_class_bind_template_child (widget_class, HlcRequestDialog, answer_body);
  gtk_widget_class_bind_template_child (widget_class, HlcRequestDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, HlcRequestDialog, body);
}

static void
hlc_request_dialog_init (HlcRequestDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_leave_parent_when_closed (GTK_WINDOW (self));
  hlc_let_fold (GTK_WIDGET (self));
}

static void
hlc_request_dialog_show (HlcRequestDialog *self)
{
  g_autoptr (HlcHeaderList) headers = hlc_request_draft_dup_shown_headers (self->request);
  gboolean has_body = self->request->body != NULL && g_bytes_get_size (self->request->body) > 0;

  hlc_fact_list_append (self->facts, _ ("Method"), self->request->method, HLC_FACT_MONOSPACE);
  hlc_fact_list_append (self->facts, _ ("URL"), self->request->url, HLC_FACT_MONOSPACE);
  append_headers (self->facts, headers);
  hlc_payload_view_set_payload (self->body, has_body ? self->request->body : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->body), has_body);
}

/**
 * hlc_request_dialog_new:
 * @console: whose own ports are not sent to
 * @request: copied
 *
 * Returns: (transfer floating): a dialog that is not presented yet
 */
HlcRequestDialog *
hlc_request_dialog_new (HlcConsole *console, const HlcRequestDraft *request)
{
  HlcRequestDialog *self = g_object_new (HLC_TYPE_REQUEST_DIALOG, NULL);
  g_autoptr (GError) error = NULL;
  gboolean can_send = FALSE;

  g_return_val_if_fail (HLC_IS_CONSOLE (console), self);

  self->console = g_object_ref (console);
  self->request = hlc_request_draft_copy (request);
  can_send =
      hlc_request_send_check (self->request,
                              hlc_dispatcher_get_own_ports (hlc_console_get_dispatcher (console)), &error);
  hlc_request_dialog_show (self);
  hlc_request_dialog_say (self, can_send ? NULL : error->message);
  hlc_request_dialog_update (self, can_send);

  return self;
}

/** hlc_request_dialog_get_problem: Returns: (transfer none) (nullable): why it was not, or cannot be, sent */
const char *
hlc_request_dialog_get_problem (HlcRequestDialog *self)
{
  g_return_val_if_fail (HLC_IS_REQUEST_DIALOG (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->notice)) ? hlc_notice_get_text (self->notice) : NULL;
}

/** hlc_request_dialog_get_is_answered: Returns: whether an answer is shown */
gboolean
hlc_request_dialog_get_is_answered (HlcRequestDialog *self)
{
  g_return_val_if_fail (HLC_IS_REQUEST_DIALOG (self), FALSE);

  return self->is_answered;
}
