/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-row-list.h"

#include "hlc-delivery-item.h"
#include "hlc-list-row.h"
#include "hlc-message-item.h"

/* A list box makes a widget for every row; the others are in the place of their kind. */
#define MAX_ROWS 50

struct _HlcRowList
{
  AdwBin parent_instance;

  GtkListBox *list;

  HlcTicker *ticker; /* (owned) (nullable) */
  GListModel *shown; /* (owned) (nullable): the newest of the list */
  char *title;       /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HlcRowList, hlc_row_list, ADW_TYPE_BIN)

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  HlcRowList *self = user_data;
  GtkWidget *content = hlc_list_row_new (self->ticker);
  GtkWidget *row = gtk_list_box_row_new ();

  hlc_list_row_set_item (HLC_LIST_ROW (content), item);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  gtk_widget_add_css_class (row, "delivery-row");
  return row;
}

static void
row_activated_cb (HlcRowList *self, GtkListBoxRow *row)
{
  GObject *item = hlc_list_row_get_item (HLC_LIST_ROW (gtk_list_box_row_get_child (row)));
  HlcDelivery *delivery =
      HLC_IS_DELIVERY_ITEM (item) ? hlc_delivery_item_get_delivery (HLC_DELIVERY_ITEM (item)) : NULL;
  HlcMessage *message =
      HLC_IS_MESSAGE_ITEM (item) ? hlc_message_item_get_message (HLC_MESSAGE_ITEM (item)) : NULL;

  if (delivery != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-delivery", "x", delivery->id);
  else if (message != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-message", "s", message->message_id);
}

static void
update_visible (HlcRowList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), g_list_model_get_n_items (self->shown) > 0);
}

static void
hlc_row_list_dispose (GObject *object)
{
  HlcRowList *self = HLC_ROW_LIST (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  self->list = NULL;
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_func (self->shown, update_visible, self);
  g_clear_object (&self->shown);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (hlc_row_list_parent_class)->dispose (object);
}

static void
hlc_row_list_finalize (GObject *object)
{
  g_clear_pointer (&HLC_ROW_LIST (object)->title, g_free);

  G_OBJECT_CLASS (hlc_row_list_parent_class)->finalize (object);
}

static void
hlc_row_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, HLC_ROW_LIST (object)->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_row_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HlcRowList *self = HLC_ROW_LIST (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      if (g_strcmp0 (self->title, g_value_get_string (value)) == 0)
        break;
      g_free (self->title);
      self->title = g_value_dup_string (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_row_list_class_init (HlcRowListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hlc_row_list_dispose;
  object_class->finalize = hlc_row_list_finalize;
  object_class->get_property = hlc_row_list_get_property;
  object_class->set_property = hlc_row_list_set_property;

  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/humanlayer/Console/ui/hlc-row-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcRowList, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
hlc_row_list_init (HlcRowList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hlc_row_list_show:
 * @list: what is shown, and followed
 * @ticker: what keeps relative times right
 */
void
hlc_row_list_show (HlcRowList *self, HlcLazyList *list, HlcTicker *ticker)
{
  g_return_if_fail (HLC_IS_ROW_LIST (self));
  g_return_if_fail (HLC_IS_LAZY_LIST (list) && HLC_IS_TICKER (ticker));

  g_set_object (&self->ticker, ticker);
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_func (self->shown, update_visible, self);
  g_clear_object (&self->shown);

  self->shown = G_LIST_MODEL (gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (list)), 0, MAX_ROWS));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (update_visible), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, self->shown, create_row, self, NULL);
  update_visible (self);
}

/** hlc_row_list_get_n_rows: Returns: how many rows it shows */
guint
hlc_row_list_get_n_rows (HlcRowList *self)
{
  g_return_val_if_fail (HLC_IS_ROW_LIST (self), 0);

  return self->shown != NULL ? g_list_model_get_n_items (self->shown) : 0;
}
