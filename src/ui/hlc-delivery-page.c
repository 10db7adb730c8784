/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-delivery-page.h"

#include <glib/gi18n-lib.h>

#include "hlc-fact-row.h"
#include "hlc-fold-layout.h"
#include "hlc-notice.h"
#include "hlc-payload-view.h"
#include "hlc-state-pill.h"
#include "hlc-wrap-layout.h"

/* What stands for the value of a header that carries a secret. */
#define MASK "••••••••"

struct _HlcDeliveryPage
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *subtitle;
  HlcStatePill *pill;
  HlcDeliveryBar *bar;
  HlcNotice *verdict_notice;
  HlcNotice *error_notice;
  HlcNotice *conflict_notice;
  GtkButton *operation_button;
  GtkListBox *facts;
  GtkListBox *headers;
  HlcPayloadView *body_view;

  HlcStore *store;           /* (owned) */
  HlcTicker *ticker;         /* (owned) */
  gint64 id;                 /* what is asked for; 0 for nothing */
  HlcDelivery *delivery;     /* (owned) (nullable): what is shown */
  GCancellable *cancellable; /* (owned) (nullable): of the reading that is under way */
};

G_DEFINE_FINAL_TYPE (HlcDeliveryPage, hlc_delivery_page, ADW_TYPE_BIN)

static void
hlc_delivery_page_update_subtitle (HlcDeliveryPage *self)
{
  g_autofree char *relative = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *text = NULL;

  if (self->delivery == NULL)
    return;

  relative = hlc_present_relative_time (self->delivery->received_at, hlc_ticker_get_now (self->ticker));
  caption = hlc_present_delivery_caption (self->delivery);
  text = g_strjoin (" · ", caption, relative, self->delivery->is_test ? C_ ("mark", "Test") : NULL, NULL);
  gtk_label_set_text (self->subtitle, text);
}

static char *
dup_verdict_text (HlcDelivery *delivery)
{
  g_autofree char *secret =
      /* Translators: the name of a signing secret. */
      delivery->secret_name != NULL ? g_strdup_printf (_ ("Secret: %s"), delivery->secret_name) : NULL;

  if (delivery->detail == NULL || secret == NULL)
    return g_strdup (delivery->detail != NULL ? delivery->detail : secret);

  return g_strdup_printf ("%s\n%s", delivery->detail, secret);
}

static void
hlc_delivery_page_show_verdict (HlcDeliveryPage *self)
{
  HlcDelivery *delivery = self->delivery;
  HlcAppearance verdict = hlc_present_verdict (delivery->verdict);
  HlcAppearance refusal = { "dialog-warning-symbolic", _ ("What the Sender Was Told"), "neutral" };
  HlcAppearance conflict = { "dialog-warning-symbolic", _ ("Contradicts What Is Stored"), "error" };
  g_autofree char *text = dup_verdict_text (delivery);

  hlc_state_pill_set_appearance (self->pill, &verdict);
  verdict.word = delivery->diagnosis != HLC_DIAGNOSIS_NONE ? hlc_present_diagnosis (delivery->diagnosis)
                                                           : hlc_present_reason (delivery->reason);
  hlc_notice_say (self->verdict_notice, &verdict, text);

  if (delivery->error != NULL && g_strcmp0 (delivery->error, delivery->detail) != 0)
    hlc_notice_say (self->error_notice, &refusal, delivery->error);
  else
    hlc_notice_hush (self->error_notice);

  if (delivery->conflict)
    hlc_notice_say (self->conflict_notice, &conflict, _ ("It was kept, and not applied to the operation."));
  else
    hlc_notice_hush (self->conflict_notice);
}

static void
hlc_delivery_page_show_facts (HlcDeliveryPage *self)
{
  HlcDelivery *delivery = self->delivery;
  g_autofree char *received = hlc_present_absolute_time (delivery->received_at);
  g_autofree char *request = g_strdup_printf ("%s %s", delivery->method, delivery->path);
  g_autofree char *status = g_strdup_printf ("%u", delivery->http_status);
  g_autofree char *size = hlc_present_size (delivery->size);
  g_autofree char *original = g_strdup_printf ("%" G_GINT64_FORMAT, delivery->duplicate_of);
  g_autofree char *duplicate = delivery->duplicate_of != 0
                                   ? g_strdup_printf (_ ("Of webhook %s; it was applied once"), original)
                                   : NULL;

  hlc_fact_list_clear (self->facts);
  hlc_fact_list_append (self->facts, _ ("Message"), delivery->message_id, HLC_FACT_MONOSPACE | HLC_FACT_COPY);
  hlc_fact_list_append (self->facts, _ ("Call"), delivery->call_id, HLC_FACT_MONOSPACE | HLC_FACT_COPY);
  hlc_fact_list_append (self->facts, _ ("Received"), received, HLC_FACT_PLAIN);
  hlc_fact_list_append (self->facts, _ ("Request"), request, HLC_FACT_MONOSPACE);
  hlc_fact_list_append (self->facts, C_ ("delivery", "From"), delivery->remote_address, HLC_FACT_MONOSPACE);
  hlc_fact_list_append (self->facts, C_ ("HTTP", "Answered"), status, HLC_FACT_MONOSPACE);
  hlc_fact_list_append (self->facts, _ ("Event type"), delivery->event_type, HLC_FACT_MONOSPACE);
  hlc_fact_list_append (self->facts, _ ("Body version"), hlc_present_body_version (delivery->body_version),
                        HLC_FACT_PLAIN);
  hlc_fact_list_append (self->facts, _ ("Size"), size, HLC_FACT_PLAIN);
  hlc_fact_list_append (self->facts, _ ("Duplicate"), duplicate, HLC_FACT_PLAIN);
}

static void
hlc_delivery_page_show_headers (HlcDeliveryPage *self)
{
  HlcHeaderList *headers = self->delivery->headers;
  guint n_headers = headers != NULL ? hlc_header_list_get_length (headers) : 0;

  hlc_fact_list_clear (self->headers);
  for (guint i = 0; i < n_headers; i++)
    {
      const char *name = hlc_header_list_get_name (headers, i);
      gboolean is_secret = hlc_header_is_secret (name);

      hlc_fact_list_append (self->headers, name, is_secret ? MASK : hlc_header_list_get_value (headers, i),
                            HLC_FACT_ABOVE | HLC_FACT_MONOSPACE | (is_secret ? HLC_FACT_DIM : HLC_FACT_COPY));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->headers), n_headers > 0);
}

static void
hlc_delivery_page_update (HlcDeliveryPage *self)
{
  g_autofree char *title = hlc_present_delivery_title (self->delivery);

  gtk_label_set_text (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->operation_button),
                          self->delivery->call_id != NULL && self->delivery->verdict != HLC_VERDICT_FAILED);
  hlc_delivery_bar_show (self->bar, self->delivery);
  hlc_delivery_page_update_subtitle (self);
  hlc_delivery_page_show_verdict (self);
  hlc_delivery_page_show_facts (self);
  hlc_delivery_page_show_headers (self);
  hlc_payload_view_set_payload (self->body_view, self->delivery->body);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcDeliveryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) delivery = hlc_store_get_delivery_finish (HLC_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (delivery == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
      return;
    }

  g_clear_pointer (&self->delivery, hlc_delivery_unref);
  self->delivery = g_steal_pointer (&delivery);
  hlc_delivery_page_update (self);
}

static void
show_operation_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HlcDeliveryPage *self = HLC_DELIVERY_PAGE (widget);

  if (self->delivery != NULL && self->delivery->call_id != NULL)
    gtk_widget_activate_action (widget, "win.show-operation", "s", self->delivery->call_id);
}

static void
hlc_delivery_page_dispose (GObject *object)
{
  HlcDeliveryPage *self = HLC_DELIVERY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->delivery, hlc_delivery_unref);
  g_clear_object (&self->ticker);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_delivery_page_parent_class)->dispose (object);
}

static void
hlc_delivery_page_class_init (HlcDeliveryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hlc_delivery_page_dispose;

  gtk_widget_class_install_action (widget_class, "delivery.show-operation", NULL, show_operation_action);

  g_type_ensure (HLC_TYPE_DELIVERY_BAR);
  g_type_ensure (HLC_TYPE_NOTICE);
  g_type_ensure (HLC_TYPE_PAYLOAD_VIEW);
  g_type_ensure (HLC_TYPE_STATE_PILL);
  g_type_ensure (HLC_TYPE_FOLD_LAYOUT);
  g_type_ensure (HLC_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-delivery-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcDeliveryPage, title);
  gtk_widget_class_bind_template_child (widget_class, HlcDeliveryPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, HlcDeliveryPage, pill);
  gtk_widget_class_bind_template_child (widget_class, HlcDeliveryPage, bar);
  gtk_widget_class_bind_template_child (widget_class, HlcDeliveryPage, verdict_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcDeliveryPage, error_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcDeliveryPage, conflict_notice);
  gtk_widget_class_bind_template_child (widget_class, HlcDeliveryPage, operation_button);
  gtk_widget_class_bind_template_child (widget_class, HlcDeliveryPage, facts);
  gtk_widget_class_bind_template_child (widget_class, HlcDeliveryPage, headers);
  gtk_widget_class_bind_template_child (widget_class, HlcDeliveryPage, body_view);
}

static void
hlc_delivery_page_init (HlcDeliveryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  hlc_payload_view_set_empty_text (self->body_view, _ ("No Body"), _ ("The request came without a body."));
}

/**
 * hlc_delivery_page_connect:
 * @console: what is read, and what sends
 * @routes: where a delivery can be sent on to
 * @ticker: what keeps relative times right
 *
 * Gives the page what it shows from. To be called once.
 */
void
hlc_delivery_page_connect (HlcDeliveryPage *self, HlcConsole *console, HlcRoutes *routes, HlcTicker *ticker)
{
  g_return_if_fail (HLC_IS_DELIVERY_PAGE (self));
  g_return_if_fail (HLC_IS_CONSOLE (console));

  g_set_object (&self->store, hlc_console_get_store (console));
  g_set_object (&self->ticker, ticker);
  hlc_delivery_bar_connect (self->bar, console, routes);
  g_signal_connect_object (ticker, "tick", G_CALLBACK (hlc_delivery_page_update_subtitle), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hlc_delivery_page_show:
 * @id: the store's id of a delivery
 *
 * Reads the delivery and shows it; until then the page keeps what it shows.
 */
void
hlc_delivery_page_show (HlcDeliveryPage *self, gint64 id)
{
  g_return_if_fail (HLC_IS_DELIVERY_PAGE (self));
  g_return_if_fail (id > 0 && self->store != NULL);

  if (self->id == id)
    return;

  self->id = id;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hlc_store_get_delivery_async (self->store, id, self->cancellable, read_cb, g_object_ref (self));
}

/** hlc_delivery_page_get_bar: Returns: (transfer none): what can be done with it */
HlcDeliveryBar *
hlc_delivery_page_get_bar (HlcDeliveryPage *self)
{
  g_return_val_if_fail (HLC_IS_DELIVERY_PAGE (self), NULL);

  return self->bar;
}

/** hlc_delivery_page_get_delivery: Returns: (transfer none) (nullable): what is shown */
HlcDelivery *
hlc_delivery_page_get_delivery (HlcDeliveryPage *self)
{
  g_return_val_if_fail (HLC_IS_DELIVERY_PAGE (self), NULL);

  return self->delivery;
}
