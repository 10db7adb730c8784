/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-operation-item.h"

struct _HlcOperationItem
{
  GObject parent_instance;

  HlcOperation *operation; /* (owned) (nullable) */
  char *error;             /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_OPERATION,
  PROP_ERROR,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (HlcOperationItem, hlc_operation_item, G_TYPE_OBJECT)

static void
hlc_operation_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HlcOperationItem *self = HLC_OPERATION_ITEM (object);

  switch (id)
    {
    case PROP_OPERATION:
      g_value_set_pointer (value, self->operation);
      break;

    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hlc_operation_item_finalize (GObject *object)
{
  HlcOperationItem *self = HLC_OPERATION_ITEM (object);

  g_clear_pointer (&self->operation, hlc_operation_unref);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (hlc_operation_item_parent_class)->finalize (object);
}

static void
hlc_operation_item_class_init (HlcOperationItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_operation_item_get_property;
  object_class->finalize = hlc_operation_item_finalize;

  /**
   * HlcOperationItem:operation: (type gpointer)
   *
   * The row's columns, an #HlcOperation, or %NULL until they have been read.
   */
  properties[PROP_OPERATION] =
      g_param_spec_pointer ("operation", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * HlcOperationItem:error:
   *
   * Why the row could not be read, or %NULL.
   */
  properties[PROP_ERROR] =
      g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
hlc_operation_item_init (HlcOperationItem *self)
{
}

/**
 * hlc_operation_item_get_operation:
 *
 * Returns: (transfer none) (nullable): HlcOperationItem:operation
 */
HlcOperation *
hlc_operation_item_get_operation (HlcOperationItem *self)
{
  g_return_val_if_fail (HLC_IS_OPERATION_ITEM (self), NULL);

  return self->operation;
}

/**
 * hlc_operation_item_get_error:
 *
 * Returns: (nullable): HlcOperationItem:error
 */
const char *
hlc_operation_item_get_error (HlcOperationItem *self)
{
  g_return_val_if_fail (HLC_IS_OPERATION_ITEM (self), NULL);

  return self->error;
}

/**
 * hlc_operation_item_set_operation:
 * @operation: the row's columns as they are now
 *
 * For the list that owns the row. An earlier error is forgotten.
 */
void
hlc_operation_item_set_operation (HlcOperationItem *self, HlcOperation *operation)
{
  g_return_if_fail (HLC_IS_OPERATION_ITEM (self));
  g_return_if_fail (operation != NULL);

  hlc_operation_item_set_error (self, NULL);
  if (self->operation == operation)
    return;

  g_clear_pointer (&self->operation, hlc_operation_unref);
  self->operation = hlc_operation_ref (operation);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPERATION]);
}

/**
 * hlc_operation_item_set_error:
 * @error: (nullable): why the row could not be read
 *
 * For the list that owns the row.
 */
void
hlc_operation_item_set_error (HlcOperationItem *self, const char *error)
{
  g_return_if_fail (HLC_IS_OPERATION_ITEM (self));

  if (g_strcmp0 (self->error, error) == 0)
    return;

  g_free (self->error);
  self->error = g_strdup (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}
