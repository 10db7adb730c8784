/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-timeline-page.h"

#include "hlc-operation-facts.h"
#include "hlc-row-list.h"

struct _HlcTimelinePage
{
  AdwBin parent_instance;

  GtkListBox *timeline;
  HlcRowList *messages;
  HlcRowList *deliveries;

  char *call_id; /* (owned) (nullable): of the operation that is shown */
};

G_DEFINE_FINAL_TYPE (HlcTimelinePage, hlc_timeline_page, ADW_TYPE_BIN)

static void
hlc_timeline_page_finalize (GObject *object)
{
  g_clear_pointer (&HLC_TIMELINE_PAGE (object)->call_id, g_free);

  G_OBJECT_CLASS (hlc_timeline_page_parent_class)->finalize (object);
}

static void
hlc_timeline_page_class_init (HlcTimelinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_timeline_page_finalize;

  g_type_ensure (HLC_TYPE_ROW_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-timeline-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcTimelinePage, timeline);
  gtk_widget_class_bind_template_child (widget_class, HlcTimelinePage, messages);
  gtk_widget_class_bind_template_child (widget_class, HlcTimelinePage, deliveries);
}

static void
hlc_timeline_page_init (HlcTimelinePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hlc_timeline_page_show:
 * @ticker: what keeps relative times right
 * @call_id: the operation
 *
 * Shows the webhooks of an operation, those that came and those that were sent.
 */
void
hlc_timeline_page_show (HlcTimelinePage *self, HlcStore *store, HlcTicker *ticker, const char *call_id)
{
  g_autoptr (HlcDeliveryQuery) deliveries = hlc_delivery_query_new ();
  g_autoptr (HlcMessageQuery) messages = hlc_message_query_new ();
  g_autoptr (HlcLazyList) delivery_list = NULL;
  g_autoptr (HlcLazyList) message_list = NULL;

  g_return_if_fail (HLC_IS_TIMELINE_PAGE (self));
  g_return_if_fail (HLC_IS_STORE (store) && call_id != NULL);

  if (g_strcmp0 (self->call_id, call_id) == 0)
    return;

  g_free (self->call_id);
  self->call_id = g_strdup (call_id);
  deliveries->call_id = g_strdup (call_id);
  messages->call_id = g_strdup (call_id);
  messages->with_unsent = TRUE;
  delivery_list = hlc_lazy_list_new_deliveries (store, deliveries);
  message_list = hlc_lazy_list_new_messages (store, messages);
  hlc_row_list_show (self->deliveries, delivery_list, ticker);
  hlc_row_list_show (self->messages, message_list, ticker);
}

/**
 * hlc_timeline_page_set_timeline:
 * @timeline: (nullable) (element-type HlcTimelineEntry): what happened, in order
 */
void
hlc_timeline_page_set_timeline (HlcTimelinePage *self, GPtrArray *timeline)
{
  g_return_if_fail (HLC_IS_TIMELINE_PAGE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->timeline),
                          hlc_operation_facts_fill_timeline (self->timeline, timeline));
}
