/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-delivery-item.h"

struct _HlcDeliveryItem
{
  GObject parent_instance;

  HlcDelivery *delivery; /* (owned) (nullable) */
  char *error;           /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_DELIVERY,
  PROP_ERROR,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (HlcDeliveryItem, hlc_delivery_item, G_TYPE_OBJECT)

static void
hlc_delivery_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HlcDeliveryItem *self = HLC_DELIVERY_ITEM (object);

  switch (id)
    {
    case PROP_DELIVERY:
      g_value_set_pointer (value, self->delivery);
      break;

    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hlc_delivery_item_finalize (GObject *object)
{
  HlcDeliveryItem *self = HLC_DELIVERY_ITEM (object);

  g_clear_pointer (&self->delivery, hlc_delivery_unref);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (hlc_delivery_item_parent_class)->finalize (object);
}

static void
hlc_delivery_item_class_init (HlcDeliveryItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_delivery_item_get_property;
  object_class->finalize = hlc_delivery_item_finalize;

  /**
   * HlcDeliveryItem:delivery: (type gpointer)
   *
   * The row's columns, an #HlcDelivery, or %NULL until they have been read.
   */
  properties[PROP_DELIVERY] =
      g_param_spec_pointer ("delivery", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * HlcDeliveryItem:error:
   *
   * Why the row could not be read, or %NULL.
   */
  properties[PROP_ERROR] =
      g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
hlc_delivery_item_init (HlcDeliveryItem *self)
{
}

/**
 * hlc_delivery_item_get_delivery:
 *
 * Returns: (transfer none) (nullable): HlcDeliveryItem:delivery
 */
HlcDelivery *
hlc_delivery_item_get_delivery (HlcDeliveryItem *self)
{
  g_return_val_if_fail (HLC_IS_DELIVERY_ITEM (self), NULL);

  return self->delivery;
}

/**
 * hlc_delivery_item_get_error:
 *
 * Returns: (nullable): HlcDeliveryItem:error
 */
const char *
hlc_delivery_item_get_error (HlcDeliveryItem *self)
{
  g_return_val_if_fail (HLC_IS_DELIVERY_ITEM (self), NULL);

  return self->error;
}

/**
 * hlc_delivery_item_set_delivery:
 * @delivery: the row's columns as they are now
 *
 * For the list that owns the row. An earlier error is forgotten.
 */
void
hlc_delivery_item_set_delivery (HlcDeliveryItem *self, HlcDelivery *delivery)
{
  g_return_if_fail (HLC_IS_DELIVERY_ITEM (self));
  g_return_if_fail (delivery != NULL);

  hlc_delivery_item_set_error (self, NULL);
  if (self->delivery == delivery)
    return;

  g_clear_pointer (&self->delivery, hlc_delivery_unref);
  self->delivery = hlc_delivery_ref (delivery);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DELIVERY]);
}

/**
 * hlc_delivery_item_set_error:
 * @error: (nullable): why the row could not be read
 *
 * For the list that owns the row.
 */
void
hlc_delivery_item_set_error (HlcDeliveryItem *self, const char *error)
{
  g_return_if_fail (HLC_IS_DELIVERY_ITEM (self));

  if (g_strcmp0 (self->error, error) == 0)
    return;

  g_free (self->error);
  self->error = g_strdup (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}
