/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-timeline-page.h"

#include "hlc-delivery-list.h"
#include "hlc-operation-facts.h"

struct _HlcTimelinePage
{
  AdwBin parent_instance;

  GtkListBox *timeline;
  HlcDeliveryList *deliveries;
};

G_DEFINE_FINAL_TYPE (HlcTimelinePage, hlc_timeline_page, ADW_TYPE_BIN)

static void
hlc_timeline_page_class_init (HlcTimelinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HLC_TYPE_DELIVERY_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-timeline-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcTimelinePage, timeline);
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
 * Shows the webhooks of an operation.
 */
void
hlc_timeline_page_show (HlcTimelinePage *self, HlcStore *store, HlcTicker *ticker, const char *call_id)
{
  g_return_if_fail (HLC_IS_TIMELINE_PAGE (self));

  hlc_delivery_list_show (self->deliveries, store, ticker, call_id);
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
