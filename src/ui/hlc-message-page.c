/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-message-page.h"

#include <glib/gi18n-lib.h>

#include "hlc-attempt-list.h"
#include "hlc-fact-row.h"
#include "hlc-fold-layout.h"
#include "hlc-joined-text.h"
#include "hlc-message-words.h"
#include "hlc-notice.h"
#include "hlc-payload-view.h"
#include "hlc-state-pill.h"
#include "hlc-store-messages.h"
#include "hlc-wrap-layout.h"

struct _HlcMessagePage
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *subtitle;
  HlcStatePill *pill;
  HlcMessageBar *bar;
  GtkStack *stack;
  HlcNotice *state_notice;
  GtkWidget *add_button;
  HlcAttemptList *attempt_list;
  GtkListBox *facts;
  GtkWidget *operation_button;
  GtkWidget *delivery_button;
  GtkLabel *body_caption;
  HlcPayloadView *body_view;

  HlcConsole *console;            /* (owned) */
  HlcRoutes *routes;              /* (owned) */
  HlcTicker *ticker;              /* (owned) */
  char *message_id;               /* (owned) (nullable): what is asked for */
  HlcMessage *message;            /* (owned) (nullable): what is shown */
  GPtrArray *attempts;            /* (owned) (nullable) (element-type HlcAttempt) */
  GCancellable *cancellable;      /* (owned) (nullable): of the reading that is under way */
  GCancellable *body_cancellable; /* (owned) (nullable): of the body's */
  char *body_of;                  /* (owned) (nullable): the message whose body is shown or being read */
  HlcBodyVersion body_version;    /* and how */
  gboolean is_stale;              /* it changed while it was being read */
  gboolean holds_seconds;
};

G_DEFINE_FINAL_TYPE (HlcMessagePage, hlc_message_page, ADW_TYPE_BIN)

static void hlc_message_page_read (HlcMessagePage *self);

static void
hlc_message_page_update_times (HlcMessagePage *self)
{
  HlcMessage *message = self->message;
  HlcAppearance appearance = { 0 };
  g_autofree char *relative = NULL;
  g_autofree char *event_type = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *state = NULL;

  if (message == NULL)
    return;

  relative = hlc_present_relative_time (message->created_at, hlc_ticker_get_now (self->ticker));
  event_type = hlc_present_line (message->event_type);
  subtitle = g_strjoin (" · ", event_type, relative, message->is_test ? C_ ("mark", "Test") : NULL, NULL);
  gtk_label_set_text (self->subtitle, subtitle);

  appearance = hlc_present_message_state (message->state);
  state = hlc_words_message_state (message, hlc_ticker_get_now (self->ticker));
  appearance.word = state;
  hlc_state_pill_set_appearance (self->pill, &appearance);
}

/* Seconds are counted only while somebody sees them. */
static void
hlc_message_page_update_seconds (HlcMessagePage *self)
{
  gboolean holds = self->message != NULL && self->message->state == HLC_MESSAGE_PENDING &&
                   gtk_widget_get_mapped (GTK_WIDGET (self));

  if (holds && !self->holds_seconds)
    hlc_ticker_hold_seconds (self->ticker);
  else if (!holds && self->holds_seconds)
    hlc_ticker_release_seconds (self->ticker);
  self->holds_seconds = holds;
}

static void
second_cb (HlcMessagePage *self)
{
  if (self->holds_seconds)
    hlc_message_page_update_times (self);
}

/* NULL: no attempt waits for an endpoint that gets nothing. */
static HlcEndpoint *
hlc_message_page_find_held (HlcMessagePage *self)
{
  for (guint i = 0; self->attempts != NULL && i < self->attempts->len; i++)
    {
      HlcAttempt *attempt = g_ptr_array_index (self->attempts, i);
      HlcEndpoint *endpoint = attempt->state == HLC_ATTEMPT_WAITING && attempt->endpoint_id != NULL
                                  ? hlc_routes_find_endpoint (self->routes, attempt->endpoint_id)
                                  : NULL;

      if (endpoint != NULL && !endpoint->enabled)
        return endpoint;
    }

  return NULL;
}

/* What the newest attempt that failed came to, and where. */
static char *
hlc_message_page_dup_failure (HlcMessagePage *self)
{
  HlcAttempt *newest = NULL;
  g_autofree char *destination = NULL;
  g_autofree char *outcome = NULL;
  g_autofree char *error = NULL;
  g_autofree char *sentences = NULL;

  for (guint i = 0; self->attempts != NULL && i < self->attempts->len; i++)
    {
      HlcAttempt *attempt = g_ptr_array_index (self->attempts, i);

      if (attempt->state == HLC_ATTEMPT_FAILED && (newest == NULL || attempt->id > newest->id))
        newest = attempt;
    }
  if (newest == NULL)
    return g_strdup (_ ("The last attempt failed"));

  destination = hlc_words_destination (newest->url);
  outcome = hlc_words_attempt_outcome (newest, 0);
  error = hlc_words_attempt_error (newest);
  sentences = hlc_join_statements ((const char *const[]){ outcome, error, NULL });
  /* Translators: where a message was sent, and what came of it. */
  return g_strdup_printf (_ ("%s: %s"), destination, sentences);
}

static void
hlc_message_page_update_notice (HlcMessagePage *self)
{
  HlcAppearance failed = { "dialog-warning-symbolic", _ ("Not Delivered"), "error" };
  HlcAppearance unsent = { "hlc-unsent-symbolic", _ ("No Endpoint Wanted It"), "neutral" };
  HlcAppearance held = { "hlc-cancelled-symbolic", _ ("On Hold"), "warning" };
  HlcMessageState state = self->message != NULL ? self->message->state : HLC_MESSAGE_DELIVERED;
  HlcEndpoint *endpoint = state == HLC_MESSAGE_PENDING ? hlc_message_page_find_held (self) : NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->add_button, state == HLC_MESSAGE_UNSENT);
  if (state == HLC_MESSAGE_FAILED)
    {
      g_autofree char *failure = hlc_message_page_dup_failure (self);

      words = g_strjoin (
          "\n", failure,
          _ ("It is not tried again by itself. When the handler is mended, resend it; the endpoint can "
             "also recover all that failed."),
          NULL);
      hlc_notice_say (self->state_notice, &failed, words);
    }
  else if (state == HLC_MESSAGE_UNSENT)
    {
      hlc_notice_say (self->state_notice, &unsent,
                      _ ("Nothing was subscribed to this event when it happened. Add an endpoint, and let it "
                         "recover what it missed."));
    }
  else if (endpoint != NULL)
    {
      g_autofree char *title = hlc_words_destination (endpoint->url);

      words =
          g_strdup_printf (_ ("The endpoint %s is disabled. It gets this message as soon as it is enabled."),
                           title);
      hlc_notice_say (self->state_notice, &held, words);
    }
  else
    {
      hlc_notice_hush (self->state_notice);
    }
}

static void
hlc_message_page_show_facts (HlcMessagePage *self)
{
  HlcMessage *message = self->message;
  g_autofree char *created = hlc_present_absolute_time (message->created_at);
  gboolean has_own_id = g_strcmp0 (message->webhook_id, message->message_id) != 0;

  hlc_fact_list_clear (self->facts);
  hlc_fact_list_append (self->facts, _ ("Message"), message->message_id, HLC_FACT_MONOSPACE | HLC_FACT_COPY);
  if (has_own_id)
    hlc_fact_list_append (self->facts, _ ("Sent as"), message->webhook_id,
                          HLC_FACT_MONOSPACE | HLC_FACT_COPY);
  hlc_fact_list_append (self->facts, _ ("Event type"), message->event_type, HLC_FACT_MONOSPACE);
  hlc_fact_list_append (self->facts, _ ("Call"), message->call_id, HLC_FACT_MONOSPACE | HLC_FACT_COPY);
  hlc_fact_list_append (self->facts, _ ("Created"), created, HLC_FACT_PLAIN);
  gtk_widget_set_visible (self->operation_button, message->call_id != NULL && message->operation != 0);
  gtk_widget_set_visible (self->delivery_button, message->delivery != 0);
}

static void
body_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcMessagePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = hlc_store_get_message_body_finish (HLC_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->body_cancellable);
  if (body == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  hlc_payload_view_set_payload (self->body_view, body);
}

/* A body may be large: it is read when it is looked at. */
static void
hlc_message_page_update_body (HlcMessagePage *self)
{
  HlcBodyVersion version = hlc_message_bar_get_body_version (self->bar);
  const char *url = hlc_message_bar_get_url (self->bar);
  g_autofree char *destination = hlc_words_destination (url);
  g_autofree char *caption = NULL;

  if (self->message == NULL || g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "body") != 0)
    return;
  if (g_strcmp0 (self->body_of, self->message->message_id) == 0 && self->body_version == version)
    return;

  g_free (self->body_of);
  self->body_of = g_strdup (self->message->message_id);
  self->body_version = version;
  if (self->message->content == HLC_CONTENT_BODY || self->message->content == HLC_CONTENT_DELIVERY)
    caption = g_strdup (_ ("Sent byte for byte"));
  else if (url != NULL)
    /* Translators: a version of bodies, and where the message was sent. */
    caption = g_strdup_printf (_ ("Version %s, as it is sent to %s"), hlc_present_body_version (version),
                               destination);
  else
    /* Translators: a version of bodies, as "v1beta2". */
    caption = g_strdup_printf (_ ("Version %s"), hlc_present_body_version (version));
  gtk_label_set_text (self->body_caption, caption);

  g_cancellable_cancel (self->body_cancellable);
  g_clear_object (&self->body_cancellable);
  self->body_cancellable = g_cancellable_new ();
  hlc_store_get_message_body_async (hlc_console_get_store (self->console), self->body_of, version,
                                    self->body_cancellable, body_read_cb, g_object_ref (self));
}

static void
visible_child_cb (HlcMessagePage *self)
{
  if (self->console != NULL)
    hlc_message_page_update_body (self);
}

static void
hlc_message_page_update (HlcMessagePage *self)
{
  g_autofree char *title = hlc_words_message_title (self->message);

  gtk_label_set_text (self->title, title);
  hlc_message_page_update_times (self);
  hlc_message_page_update_seconds (self);
  hlc_message_page_update_notice (self);
  hlc_attempt_list_set_attempts (self->attempt_list, self->message->id, self->attempts);
  hlc_message_page_show_facts (self);
  hlc_message_bar_show (self->bar, self->message, self->attempts);
  hlc_message_page_update_body (self);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcMessagePage) self = user_data;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcMessage) message =
      hlc_store_get_message_finish (HLC_STORE (object), result, &attempts, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (message == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
      return;
    }

  g_clear_pointer (&self->message, hlc_message_unref);
  self->message = g_steal_pointer (&message);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  self->attempts = g_steal_pointer (&attempts);
  hlc_message_page_update (self);
  if (self->is_stale)
    hlc_message_page_read (self);
}

static void
hlc_message_page_read (HlcMessagePage *self)
{
  self->is_stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hlc_store_get_message_async (hlc_console_get_store (self->console), self->message_id, self->cancellable,
                               read_cb, g_object_ref (self));
}

static void
store_changed_cb (HlcMessagePage *self, HlcStoreChanges *changes)
{
  for (guint i = 0; self->message != NULL && i < changes->messages->len; i++)
    if (g_array_index (changes->messages, gint64, i) == self->message->id)
      {
        if (self->cancellable != NULL)
          self->is_stale = TRUE;
        else
          hlc_message_page_read (self);
        return;
      }
}

/* An endpoint may have been enabled, or reads another version. */
static void
routes_changed_cb (HlcMessagePage *self)
{
  if (self->message == NULL)
    return;

  hlc_message_page_update_notice (self);
  hlc_message_page_update_body (self);
}

static void
show_operation_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcMessagePage *self = HLC_MESSAGE_PAGE (widget);

  if (self->message != NULL && self->message->call_id != NULL)
    gtk_widget_activate_action (widget, "win.show-operation", "s", self->message->call_id);
}

static void
show_delivery_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcMessagePage *self = HLC_MESSAGE_PAGE (widget);

  if (self->message != NULL && self->message->delivery != 0)
    gtk_widget_activate_action (widget, "win.show-delivery", "x", self->message->delivery);
}

static void
hlc_message_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hlc_message_page_parent_class)->map (widget);

  hlc_message_page_update_times (HLC_MESSAGE_PAGE (widget));
  hlc_message_page_update_seconds (HLC_MESSAGE_PAGE (widget));
}

static void
hlc_message_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hlc_message_page_parent_class)->unmap (widget);

  hlc_message_page_update_seconds (HLC_MESSAGE_PAGE (widget));
}

static void
hlc_message_page_dispose (GObject *object)
{
  HlcMessagePage *self = HLC_MESSAGE_PAGE (object);

  if (self->holds_seconds)
    hlc_ticker_release_seconds (self->ticker);
  self->holds_seconds = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->body_cancellable);
  g_clear_object (&self->body_cancellable);
  g_clear_pointer (&self->message, hlc_message_unref);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_clear_pointer (&self->message_id, g_free);
  g_clear_pointer (&self->body_of, g_free);
  g_clear_object (&self->ticker);
  g_clear_object (&self->routes);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (hlc_message_page_parent_class)->dispose (object);
}

static void
hlc_message_page_class_init (HlcMessagePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_message_page_dispose;
  widget_class->map = hlc_message_page_map;
  widget_class->unmap = hlc_message_page_unmap;

  gtk_widget_class_install_action (widget_class, "sent.show-operation", NULL, show_operation_action);
  gtk_widget_class_install_action (widget_class, "sent.show-delivery", NULL, show_delivery_action);

  g_type_ensure (HLC_TYPE_ATTEMPT_LIST);
  g_type_ensure (HLC_TYPE_MESSAGE_BAR);
  g_type_ensure (HLC_TYPE_NOTICE);
  g_type_ensure (HLC_TYPE_PAYLOAD_VIEW);
  g_type_ensure (HLC_TYPE_STATE_PILL);
  g_type_ensure (HLC_TYPE_FOLD_LAYOUT);
  g_type_ensure (HLC_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-message-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcMessagePage, title);
  gtk_widget_class_bind_template_child (widget_class, HlcMessagePage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, HlcMessagePage, pill);
  gtk_widget_class_bind_template_child (widget_class, HlcMessagePage, bar);
  gtk_widget_class_bind_template_child (widget_class, HlcMessagePage, stack);
  gtk_widget_class_bind_template_child (widget_class, HlcMessagePage, state_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcMessagePage, add_button);
  gtk_widget_class_bind_template_child (widget_class, HlcMessagePage, attempt_list);
  gtk_widget_class_bind_template_child (widget_class, HlcMessagePage, facts);
  gtk_widget_class_bind_template_child (widget_class, HlcMessagePage, operation_button);
  gtk_widget_class_bind_template_child (widget_class, HlcMessagePage, delivery_button);
  gtk_widget_class_bind_template_child (widget_class, HlcMessagePage, body_caption);
  gtk_widget_class_bind_template_child (widget_class, HlcMessagePage, body_view);
  gtk_widget_class_bind_template_callback (widget_class, visible_child_cb);
}

static void
hlc_message_page_init (HlcMessagePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  hlc_payload_view_set_empty_text (self->body_view, _ ("No Body"), _ ("The message has no body."));
}

/**
 * hlc_message_page_connect:
 * @console: what is read, and what sends
 * @routes: the endpoints
 * @ticker: what keeps times right
 *
 * Gives the page what it shows from. To be called once.
 */
void
hlc_message_page_connect (HlcMessagePage *self, HlcConsole *console, HlcRoutes *routes, HlcTicker *ticker)
{
  HlcStore *store = NULL;

  g_return_if_fail (HLC_IS_MESSAGE_PAGE (self));
  g_return_if_fail (HLC_IS_CONSOLE (console));

  store = hlc_console_get_store (console);
  g_set_object (&self->console, console);
  g_set_object (&self->routes, routes);
  g_set_object (&self->ticker, ticker);
  hlc_attempt_list_connect (self->attempt_list, store, ticker);
  hlc_message_bar_connect (self->bar, console, routes);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (routes, "changed", G_CALLBACK (routes_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "tick", G_CALLBACK (hlc_message_page_update_times), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ticker, "second", G_CALLBACK (second_cb), self, G_CONNECT_SWAPPED);
}

/**
 * hlc_message_page_show:
 * @message_id: which message
 *
 * Reads the message and shows it; until then the page keeps what it shows.
 */
void
hlc_message_page_show (HlcMessagePage *self, const char *message_id)
{
  g_return_if_fail (HLC_IS_MESSAGE_PAGE (self));
  g_return_if_fail (message_id != NULL && self->console != NULL);

  if (g_strcmp0 (self->message_id, message_id) == 0)
    return;

  g_free (self->message_id);
  self->message_id = g_strdup (message_id);
  hlc_message_page_read (self);
}

/** hlc_message_page_get_message: Returns: (transfer none) (nullable): what is shown */
HlcMessage *
hlc_message_page_get_message (HlcMessagePage *self)
{
  g_return_val_if_fail (HLC_IS_MESSAGE_PAGE (self), NULL);

  return self->message;
}

/** hlc_message_page_get_bar: Returns: (transfer none): what can be done with it */
HlcMessageBar *
hlc_message_page_get_bar (HlcMessagePage *self)
{
  g_return_val_if_fail (HLC_IS_MESSAGE_PAGE (self), NULL);

  return self->bar;
}
