/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-delivery-list.h"

#include "hlc-delivery-item.h"
#include "hlc-lazy-list.h"
#include "hlc-list-row.h"

/* A list box makes a widget for every row; who sends more than these about one operation is in Received. */
#define MAX_ROWS 50

struct _HlcDeliveryList
{
  AdwBin parent_instance;

  GtkListBox *list;

  char *call_id;     /* (owned) (nullable): whose webhooks are shown */
  HlcTicker *ticker; /* (owned) (nullable) */
  GListModel *shown; /* (owned) (nullable): the newest of them */
};

G_DEFINE_FINAL_TYPE (HlcDeliveryList, hlc_delivery_list, ADW_TYPE_BIN)

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  HlcDeliveryList *self = user_data;
  GtkWidget *content = hlc_list_row_new (self->ticker);
  GtkWidget *row = gtk_list_box_row_new ();

  hlc_list_row_set_item (HLC_LIST_ROW (content), item);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  gtk_widget_add_css_class (row, "delivery-row");
  return row;
}

static void
row_activated_cb (HlcDeliveryList *self, GtkListBoxRow *row)
{
  GObject *item = hlc_list_row_get_item (HLC_LIST_ROW (gtk_list_box_row_get_child (row)));
  HlcDelivery *delivery = hlc_delivery_item_get_delivery (HLC_DELIVERY_ITEM (item));

  if (delivery != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-delivery", "x", delivery->id);
}

static void
update_visible (HlcDeliveryList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), g_list_model_get_n_items (self->shown) > 0);
}

static void
hlc_delivery_list_dispose (GObject *object)
{
  HlcDeliveryList *self = HLC_DELIVERY_LIST (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  self->list = NULL;
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_func (self->shown, update_visible, self);
  g_clear_object (&self->shown);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->call_id, g_free);

  G_OBJECT_CLASS (hlc_delivery_list_parent_class)->dispose (object);
}

static void
hlc_delivery_list_class_init (HlcDeliveryListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hlc_delivery_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-delivery-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcDeliveryList, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
hlc_delivery_list_init (HlcDeliveryList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hlc_delivery_list_show:
 * @ticker: what keeps relative times right
 * @call_id: the operation
 *
 * Shows the webhooks of an operation, and follows them.
 */
void
hlc_delivery_list_show (HlcDeliveryList *self, HlcStore *store, HlcTicker *ticker, const char *call_id)
{
  g_autoptr (HlcDeliveryQuery) query = hlc_delivery_query_new ();

  g_return_if_fail (HLC_IS_DELIVERY_LIST (self));
  g_return_if_fail (HLC_IS_STORE (store) && call_id != NULL);

  if (g_strcmp0 (self->call_id, call_id) == 0)
    return;

  g_free (self->call_id);
  self->call_id = g_strdup (call_id);
  g_set_object (&self->ticker, ticker);
  query->call_id = g_strdup (call_id);

  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_func (self->shown, update_visible, self);
  g_clear_object (&self->shown);

  self->shown = G_LIST_MODEL (
      gtk_slice_list_model_new (G_LIST_MODEL (hlc_lazy_list_new_deliveries (store, query)), 0, MAX_ROWS));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update_visible), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, self->shown, create_row, self, NULL);
  update_visible (self);
}

/** hlc_delivery_list_get_n_rows: Returns: how many webhooks it shows */
guint
hlc_delivery_list_get_n_rows (HlcDeliveryList *self)
{
  g_return_val_if_fail (HLC_IS_DELIVERY_LIST (self), 0);

  return self->shown != NULL ? g_list_model_get_n_items (self->shown) : 0;
}
