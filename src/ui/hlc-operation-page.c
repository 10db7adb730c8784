/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-operation-page.h"

#include <glib/gi18n-lib.h>

#include "hlc-argument-list.h"
#include "hlc-decision-bar.h"
#include "hlc-decision-words.h"
#include "hlc-fact-row.h"
#include "hlc-fold-layout.h"
#include "hlc-notice.h"
#include "hlc-operation-facts.h"
#include "hlc-operation-text.h"
#include "hlc-payload-view.h"
#include "hlc-remote-card.h"
#include "hlc-state-pill.h"
#include "hlc-timeline-page.h"
#include "hlc-visible-text.h"
#include "hlc-wrap-layout.h"

/* Above this, what an operation says is read on a worker thread. Bytes. */
#define LARGE_OPERATION (256 * 1024)

/* A longer message does not go into a label. Bytes. */
#define MAX_MESSAGE 2000

struct _HlcOperationPage
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *subtitle;
  HlcStatePill *pill;
  GtkWidget *poll_box;
  GtkImage *poll_icon;
  GtkLabel *poll_label;
  GtkLabel *channel;
  HlcRemoteCard *remote_card;
  AdwBin *call_slot;
  AdwBin *contact_slot;
  HlcDecisionBar *decision_bar;
  GtkStack *stack;
  GtkStackPage *request_page;
  HlcNotice *name_notice;
  HlcNotice *conflict_notice;
  HlcNotice *escalation_notice;
  GtkLabel *message;
  HlcPayloadView *long_message;
  GtkLabel *no_arguments;
  GtkListBox *arguments;
  GtkBox *outcome_box;
  GtkListBox *outcome;
  GtkListBox *facts;
  HlcPayloadView *state_view;
  HlcPayloadView *payload_view;
  HlcTimelinePage *timeline_page;

  HlcStore *store;           /* (owned) */
  HlcTicker *ticker;         /* (owned) */
  char *call_id;             /* (owned) (nullable): what is asked for */
  HlcOperation *operation;   /* (owned) (nullable): what is shown */
  GCancellable *cancellable; /* (owned) (nullable): of the reading that is under way */
  GBytes *shown_spec;        /* (owned) (nullable): of the request that is shown */
  gboolean is_stale;         /* it changed while it was being read */
  gboolean holds_seconds;
  guint n_events; /* of the timeline that is shown */
};

enum
{
  SIGNAL_SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcOperationPage, hlc_operation_page, ADW_TYPE_BIN)

static void hlc_operation_page_read (HlcOperationPage *self);

static void
hlc_operation_page_update_subtitle (HlcOperationPage *self)
{
  g_autofree char *relative = NULL;
  g_autofree char *text = NULL;

  if (self->operation == NULL)
    return;

  relative = hlc_present_relative_time (self->operation->requested_at, hlc_ticker_get_now (self->ticker));
  text = g_strjoin (" · ", hlc_present_kind (self->operation->kind), relative,
                    self->operation->is_test ? C_ ("mark", "Test") : NULL, NULL);
  gtk_label_set_text (self->subtitle, text);
}

static void
hlc_operation_page_update_polls (HlcOperationPage *self)
{
  gint64 now = 0;
  gboolean has_stopped = FALSE;
  g_autofree char *words = NULL;

  if (self->operation == NULL)
    return;

  now = hlc_ticker_get_now (self->ticker);
  has_stopped = hlc_words_polling (self->operation, now) == HLC_POLLING_STOPPED;
  words = hlc_words_polls (self->operation, now);
  gtk_label_set_text (self->poll_label, words);
  gtk_image_set_from_icon_name (self->poll_icon,
                                has_stopped ? "dialog-warning-symbolic" : "content-loading-symbolic");
  if (has_stopped)
    gtk_widget_add_css_class (self->poll_box, "warning");
  else
    gtk_widget_remove_css_class (self->poll_box, "warning");
  gtk_widget_set_visible (self->poll_box, *words != '\0');
}

/* Seconds are counted only while somebody sees them. */
static void
hlc_operation_page_update_seconds (HlcOperationPage *self)
{
  gboolean holds = self->ticker != NULL && self->operation != NULL &&
                   self->operation->state == HLC_STATE_PENDING && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (holds && !self->holds_seconds)
    hlc_ticker_hold_seconds (self->ticker);
  else if (!holds && self->holds_seconds)
    hlc_ticker_release_seconds (self->ticker);
  self->holds_seconds = holds;
}

/* What would be approved is on the page: its part is the one that is looked at, and none of it is folded. */
static void
hlc_operation_page_look (HlcOperationPage *self)
{
  gboolean is_request = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "request") == 0;

  g_object_set (self->decision_bar, "all-seen", is_request && !hlc_fact_list_get_is_folded (self->arguments),
                NULL);
}

static void
look_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hlc_operation_page_look (HLC_OPERATION_PAGE (widget));
}

static void
save_template_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcOperationPage *self = HLC_OPERATION_PAGE (widget);
  const char *call_ids[] = { self->operation != NULL ? self->operation->call_id : NULL, NULL };

  if (call_ids[0] != NULL)
    gtk_widget_activate_action (widget, "new.template-from", "^as", call_ids);
}

static void
send_event_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcOperationPage *self = HLC_OPERATION_PAGE (widget);

  if (self->operation != NULL)
    gtk_widget_activate_action (widget, "new.event-of-operation", "s", self->operation->call_id);
}

static void
visible_child_cb (HlcOperationPage *self)
{
  hlc_operation_page_look (self);
}

static void
unfold_cb (HlcOperationPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "request");
  hlc_fact_list_unfold (self->arguments);
  hlc_operation_page_look (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("All arguments are shown now"));
}

static void
hlc_operation_page_show_message (HlcOperationPage *self, const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;
  g_autofree char *visible =
      length <= MAX_MESSAGE && text != NULL ? hlc_visible_text (text, -1, HLC_VISIBLE_KEEP_LINES) : NULL;
  g_autoptr (GBytes) payload = length > MAX_MESSAGE ? g_bytes_new (text, length) : NULL;

  gtk_label_set_text (self->message, visible != NULL ? visible : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), visible != NULL);
  hlc_payload_view_set_payload (self->long_message, payload);
  gtk_widget_set_visible (GTK_WIDGET (self->long_message), payload != NULL);
}

static void
hlc_operation_page_show_request (HlcOperationPage *self, HlcOperationText *text)
{
  static const HlcAppearance suspicious = { "dialog-warning-symbolic", N_ ("Look at the Name"), "warning" };
  HlcAppearance appearance = suspicious;
  gboolean is_call = self->operation->kind == HLC_OPERATION_FUNCTION_CALL;
  guint n_arguments = 0;

  appearance.word = _ (suspicious.word);
  gtk_stack_page_set_title (self->request_page, is_call ? _ ("Arguments") : C_ ("human contact", "Message"));
  gtk_label_set_text (self->title, text->title);

  if (is_call && text->has_suspicious_name)
    hlc_notice_say (
        self->name_notice, &appearance,
        _ ("The name of this function holds characters that may look like others, or mixes scripts."));
  else
    hlc_notice_hush (self->name_notice);

  hlc_fact_list_clear (self->arguments);
  if (is_call && text->has_arguments)
    n_arguments = hlc_argument_list_fill (self->arguments, text->arguments);
  if (is_call && text->whole_title != NULL)
    gtk_list_box_prepend (self->arguments, hlc_fact_row_new (_ ("Function"), text->whole_title, -1,
                                                             HLC_FACT_ABOVE | HLC_FACT_MONOSPACE));
  gtk_widget_set_visible (GTK_WIDGET (self->arguments),
                          gtk_list_box_get_row_at_index (self->arguments, 0) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->no_arguments), is_call && n_arguments == 0);
  hlc_operation_page_show_message (self, is_call ? NULL : text->message);
  hlc_payload_view_set_payload (self->state_view, text->state);
  gtk_label_set_text (self->channel, text->asked_channel != NULL ? text->asked_channel : "");
  gtk_widget_set_visible (GTK_WIDGET (self->channel), text->asked_channel != NULL);
}

/* A request that is shown already stays as it is: what was unfolded stays unfolded, and the reader keeps the place. */
static void
hlc_operation_page_update_request (HlcOperationPage *self, HlcOperationText *text)
{
  GBytes *spec = self->operation->spec;

  if (self->shown_spec != NULL && spec != NULL && g_bytes_equal (self->shown_spec, spec))
    return;

  hlc_operation_page_show_request (self, text);
  g_clear_pointer (&self->shown_spec, g_bytes_unref);
  self->shown_spec = spec != NULL ? g_bytes_ref (spec) : NULL;
}

/* A call is decided beside its name; a question is answered below its words. */
static void
hlc_operation_page_place_bar (HlcOperationPage *self)
{
  gboolean is_call = self->operation->kind == HLC_OPERATION_FUNCTION_CALL;
  AdwBin *slot = is_call ? self->call_slot : self->contact_slot;

  gtk_widget_set_visible (GTK_WIDGET (self->contact_slot),
                          !is_call && hlc_operation_is_ours_to_decide (self->operation));
  if (adw_bin_get_child (slot) != NULL)
    return;

  g_object_ref (self->decision_bar);
  adw_bin_set_child (is_call ? self->contact_slot : self->call_slot, NULL);
  adw_bin_set_child (slot, GTK_WIDGET (self->decision_bar));
  g_object_unref (self->decision_bar);
}

static void
hlc_operation_page_update_escalation (HlcOperationPage *self)
{
  HlcAppearance appearance = { "hlc-escalated-symbolic", _ ("Escalated"), "warning" };
  gboolean is_escalated = self->operation->state == HLC_STATE_PENDING && self->operation->escalated_at != 0;
  g_autofree char *at = hlc_present_absolute_time (self->operation->escalated_at);
  g_autofree char *words = g_strdup_printf (_ ("The agent asks again and calls for more people (%s). "
                                               "The timeline says what it wrote."),
                                            at);

  if (is_escalated)
    hlc_notice_say (self->escalation_notice, &appearance, words);
  else
    hlc_notice_hush (self->escalation_notice);
}

static void
hlc_operation_page_update (HlcOperationPage *self, HlcOperationText *text, GPtrArray *timeline)
{
  static const HlcAppearance conflict = { "dialog-warning-symbolic", N_ ("Contradicted"), "error" };
  HlcAppearance appearance = conflict;
  HlcAppearance state = hlc_present_operation (self->operation);
  g_autoptr (GBytes) payload = hlc_operation_text_dup_payload (self->operation);

  appearance.word = g_dgettext (GETTEXT_PACKAGE, conflict.word);
  hlc_state_pill_set_appearance (self->pill, &state);
  if (self->operation->conflict)
    hlc_notice_say (
        self->conflict_notice, &appearance,
        _ ("A webhook said otherwise. It was kept and not applied: the timeline says what it said."));
  else
    hlc_notice_hush (self->conflict_notice);

  hlc_operation_page_update_subtitle (self);
  hlc_operation_page_update_polls (self);
  hlc_operation_page_update_seconds (self);
  hlc_operation_page_update_escalation (self);
  hlc_operation_page_update_request (self, text);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome_box),
                          hlc_operation_facts_fill_outcome (self->outcome, self->operation, text));
  hlc_operation_facts_fill (self->facts, self->operation);
  hlc_timeline_page_set_timeline (self->timeline_page, timeline);
  hlc_payload_view_set_payload (self->payload_view, payload);
  hlc_operation_page_place_bar (self);
  hlc_remote_card_show (self->remote_card, self->operation);
  hlc_decision_bar_show (self->decision_bar, self->operation, text);
  hlc_operation_page_look (self);
}

static gboolean
is_equal (GBytes *a, GBytes *b)
{
  return a == b || (a != NULL && b != NULL && g_bytes_equal (a, b));
}

/* An agent polls every three seconds: then only a figure changes, and nobody is to lose the place or the selection. */
static gboolean
is_only_polled (HlcOperation *before, HlcOperation *after)
{
  return before->id == after->id && before->state == after->state && before->conflict == after->conflict &&
         before->escalated_at == after->escalated_at && is_equal (before->spec, after->spec) &&
         is_equal (before->status, after->status);
}

static void
hlc_operation_page_take (HlcOperationPage *self,
                         HlcOperation *operation,
                         HlcOperationText *text,
                         GPtrArray *timeline)
{
  gboolean is_same = self->operation != NULL && is_only_polled (self->operation, operation) &&
                     self->n_events == (timeline != NULL ? timeline->len : 0);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->operation, hlc_operation_unref);
  self->operation = hlc_operation_ref (operation);
  /* A handler is told of what is decided. */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "operation.send-event",
                                 operation->state != HLC_STATE_PENDING);
  self->n_events = timeline != NULL ? timeline->len : 0;
  if (is_same)
    hlc_operation_page_update_polls (self);
  else
    hlc_operation_page_update (self, text, timeline);
  g_signal_emit (self, signals[SIGNAL_SHOWN], 0);

  if (self->is_stale)
    hlc_operation_page_read (self);
}

typedef struct
{
  HlcOperation *operation;
  GPtrArray *timeline;
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_pointer (&reading->operation, hlc_operation_unref);
  g_clear_pointer (&reading->timeline, g_ptr_array_unref);
  g_free (reading);
}

static void
read_text_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading *reading = task_data;

  g_task_return_pointer (task, hlc_operation_text_new (reading->operation),
                         (GDestroyNotify) hlc_operation_text_free);
}

static void
text_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcOperationPage) self = user_data;
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (HlcOperationText) text = g_task_propagate_pointer (G_TASK (result), NULL);

  if (text != NULL)
    hlc_operation_page_take (self, reading->operation, text, reading->timeline);
}

static void
hlc_operation_page_read_text (HlcOperationPage *self, HlcOperation *operation, GPtrArray *timeline)
{
  /* The thread may drop the task last, and a widget must not die there: the callback holds it. */
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, text_read_cb, g_object_ref (self));
  Reading *reading = g_new0 (Reading, 1);

  reading->operation = hlc_operation_ref (operation);
  reading->timeline = timeline != NULL ? g_ptr_array_ref (timeline) : NULL;
  g_task_set_source_tag (task, hlc_operation_page_read_text);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  g_task_run_in_thread (task, read_text_in_thread);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcOperationPage) self = user_data;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation =
      hlc_store_get_operation_finish (HLC_STORE (object), result, &timeline, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (operation == NULL)
    {
      g_clear_object (&self->cancellable);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
    }
  else if (operation->spec != NULL && g_bytes_get_size (operation->spec) > LARGE_OPERATION)
    {
      hlc_operation_page_read_text (self, operation, timeline);
    }
  else
    {
      g_autoptr (HlcOperationText) text = hlc_operation_text_new (operation);

      hlc_operation_page_take (self, operation, text, timeline);
    }
}

static void
hlc_operation_page_read (HlcOperationPage *self)
{
  self->is_stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hlc_store_get_operation_async (self->store, self->call_id, self->cancellable, read_cb, g_object_ref (self));
}

static void
store_changed_cb (HlcOperationPage *self, HlcStoreChanges *changes)
{
  if (self->operation == NULL || self->call_id == NULL)
    return;

  for (guint i = 0; i < changes->operations->len; i++)
    if (g_array_index (changes->operations, gint64, i) == self->operation->id)
      {
        if (self->cancellable != NULL)
          self->is_stale = TRUE;
        else
          hlc_operation_page_read (self);
        return;
      }
}

static void
hlc_operation_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hlc_operation_page_parent_class)->map (widget);

  hlc_operation_page_update_polls (HLC_OPERATION_PAGE (widget));
  hlc_operation_page_update_seconds (HLC_OPERATION_PAGE (widget));
}

static void
hlc_operation_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hlc_operation_page_parent_class)->unmap (widget);

  hlc_operation_page_update_seconds (HLC_OPERATION_PAGE (widget));
}

static void
hlc_operation_page_dispose (GObject *object)
{
  HlcOperationPage *self = HLC_OPERATION_PAGE (object);

  if (self->holds_seconds)
    hlc_ticker_release_seconds (self->ticker);
  self->holds_seconds = FALSE;
  g_clear_pointer (&self->shown_spec, g_bytes_unref);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->operation, hlc_operation_unref);
  g_clear_pointer (&self->call_id, g_free);
  g_clear_object (&self->ticker);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_operation_page_parent_class)->dispose (object);
}

static void
hlc_operation_page_class_init (HlcOperationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_operation_page_dispose;
  widget_class->map = hlc_operation_page_map;
  widget_class->unmap = hlc_operation_page_unmap;

  signals[SIGNAL_SHOWN] =
      g_signal_new ("shown", HLC_TYPE_OPERATION_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "operation.look", NULL, look_action);
  gtk_widget_class_install_action (widget_class, "operation.save-template", NULL, save_template_action);
  gtk_widget_class_install_action (widget_class, "operation.send-event", NULL, send_event_action);

  g_type_ensure (HLC_TYPE_TIMELINE_PAGE);
  g_type_ensure (HLC_TYPE_DECISION_BAR);
  g_type_ensure (HLC_TYPE_NOTICE);
  g_type_ensure (HLC_TYPE_PAYLOAD_VIEW);
  g_type_ensure (HLC_TYPE_REMOTE_CARD);
  g_type_ensure (HLC_TYPE_STATE_PILL);
  g_type_ensure (HLC_TYPE_FOLD_LAYOUT);
  g_type_ensure (HLC_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-operation-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, title);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, pill);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, poll_box);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, poll_icon);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, poll_label);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, channel);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, remote_card);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, call_slot);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, contact_slot);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, decision_bar);
  gtk_widget_class_bind_template_callback (widget_class, unfold_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_child_cb);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, request_page);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, name_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, conflict_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, escalation_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, message);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, long_message);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, no_arguments);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, arguments);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, outcome_box);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, facts);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, state_view);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, payload_view);
  gtk_widget_class_bind_template_child (widget_class, HlcOperationPage, timeline_page);
}

static void
hlc_operation_page_init (HlcOperationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  hlc_payload_view_set_empty_text (self->state_view, _ ("No State"),
                                   _ ("The agent did not send its state along with this operation."));
}

/**
 * hlc_operation_page_connect:
 * @store: what is read
 * @remote: the remote API, set or not
 * @queue: what takes decisions
 * @ticker: what keeps relative times right
 *
 * Gives the page what it shows from. To be called once.
 */
void
hlc_operation_page_connect (HlcOperationPage *self,
                            HlcStore *store,
                            HlcRemoteTarget *remote,
                            HlcDecisionQueue *queue,
                            HlcTicker *ticker)
{
  g_return_if_fail (HLC_IS_OPERATION_PAGE (self));

  g_set_object (&self->store, store);
  g_set_object (&self->ticker, ticker);
  hlc_remote_card_connect (self->remote_card, remote, ticker);
  hlc_decision_bar_connect (self->decision_bar, queue);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "tick", G_CALLBACK (hlc_operation_page_update_subtitle), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "second", G_CALLBACK (hlc_operation_page_update_polls), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hlc_operation_page_show:
 * @call_id: which operation
 *
 * Reads the operation and shows it; until then the page keeps what it shows. The part that is looked at stays.
 */
void
hlc_operation_page_show (HlcOperationPage *self, const char *call_id)
{
  g_return_if_fail (HLC_IS_OPERATION_PAGE (self));
  g_return_if_fail (call_id != NULL && self->store != NULL);

  if (g_strcmp0 (self->call_id, call_id) == 0)
    return;

  g_free (self->call_id);
  self->call_id = g_strdup (call_id);
  hlc_timeline_page_show (self->timeline_page, self->store, self->ticker, call_id);
  hlc_operation_page_read (self);
}

/** hlc_operation_page_get_operation: Returns: (transfer none) (nullable): what is shown */
HlcOperation *
hlc_operation_page_get_operation (HlcOperationPage *self)
{
  g_return_val_if_fail (HLC_IS_OPERATION_PAGE (self), NULL);

  return self->operation;
}

/** hlc_operation_page_get_decision_bar: Returns: (transfer none): where what is shown is decided */
HlcDecisionBar *
hlc_operation_page_get_decision_bar (HlcOperationPage *self)
{
  g_return_val_if_fail (HLC_IS_OPERATION_PAGE (self), NULL);

  return self->decision_bar;
}
