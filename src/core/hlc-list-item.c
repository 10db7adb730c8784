/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-list-item.h"

typedef struct
{
  gpointer record; /* (owned) (nullable) */
  char *error;     /* (owned) (nullable) */
} HlcListItemPrivate;

enum
{
  PROP_0,
  PROP_ERROR,
  PROP_RECORD, /* of the kinds of rows, each under its own name */
};

static GParamSpec *error_property;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HlcListItem, hlc_list_item, G_TYPE_OBJECT)

static HlcListItemPrivate *
get_private (HlcListItem *self)
{
  return hlc_list_item_get_instance_private (self);
}

static void
hlc_list_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HlcListItem *self = HLC_LIST_ITEM (object);

  switch (id)
    {
    case PROP_ERROR:
      g_value_set_string (value, hlc_list_item_get_error (self));
      break;

    case PROP_RECORD:
      g_value_set_pointer (value, hlc_list_item_get_record (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hlc_list_item_finalize (GObject *object)
{
  HlcListItem *self = HLC_LIST_ITEM (object);
  HlcListItemPrivate *priv = get_private (self);

  g_clear_pointer (&priv->record, HLC_LIST_ITEM_GET_CLASS (self)->record_unref);
  g_clear_pointer (&priv->error, g_free);

  G_OBJECT_CLASS (hlc_list_item_parent_class)->finalize (object);
}

static void
hlc_list_item_class_init (HlcListItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_list_item_get_property;
  object_class->finalize = hlc_list_item_finalize;

  /**
   * HlcListItem:error:
   *
   * Why the row could not be read, or %NULL.
   */
  error_property = g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_property (object_class, PROP_ERROR, error_property);
}

static void
hlc_list_item_init (HlcListItem *self)
{
}

/**
 * hlc_list_item_class_set_record:
 * @name: of the property under which the record is seen: (type gpointer), static
 *
 * Says what the records of a kind of row are. For its class_init.
 */
void
hlc_list_item_class_set_record (HlcListItemClass *klass,
                                const char *name,
                                gpointer (*record_ref) (gpointer record),
                                GDestroyNotify record_unref)
{
  klass->record_ref = record_ref;
  klass->record_unref = record_unref;
  klass->record_property = g_param_spec_pointer (name, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /* Each class has a getter for its own properties alone. */
  G_OBJECT_CLASS (klass)->get_property = hlc_list_item_get_property;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_RECORD, klass->record_property);
}

/**
 * hlc_list_item_get_record:
 *
 * Returns: (transfer none) (nullable): the row's columns, %NULL until they have been read
 */
gpointer
hlc_list_item_get_record (HlcListItem *self)
{
  g_return_val_if_fail (HLC_IS_LIST_ITEM (self), NULL);

  return get_private (self)->record;
}

/**
 * hlc_list_item_get_error:
 *
 * Returns: (nullable): HlcListItem:error
 */
const char *
hlc_list_item_get_error (HlcListItem *self)
{
  g_return_val_if_fail (HLC_IS_LIST_ITEM (self), NULL);

  return get_private (self)->error;
}

/**
 * hlc_list_item_set_record:
 * @record: the row's columns as they are now
 *
 * For the list that owns the row. An earlier error is forgotten.
 */
void
hlc_list_item_set_record (HlcListItem *self, gpointer record)
{
  HlcListItemPrivate *priv = NULL;
  HlcListItemClass *klass = NULL;

  g_return_if_fail (HLC_IS_LIST_ITEM (self));
  g_return_if_fail (record != NULL);

  hlc_list_item_set_error (self, NULL);
  priv = get_private (self);
  if (priv->record == record)
    return;

  klass = HLC_LIST_ITEM_GET_CLASS (self);
  g_clear_pointer (&priv->record, klass->record_unref);
  priv->record = klass->record_ref (record);
  g_object_notify_by_pspec (G_OBJECT (self), klass->record_property);
}

/**
 * hlc_list_item_set_error:
 * @error: (nullable): why the row could not be read
 *
 * For the list that owns the row.
 */
void
hlc_list_item_set_error (HlcListItem *self, const char *error)
{
  HlcListItemPrivate *priv = NULL;

  g_return_if_fail (HLC_IS_LIST_ITEM (self));

  priv = get_private (self);
  if (g_strcmp0 (priv->error, error) == 0)
    return;

  g_free (priv->error);
  priv->error = g_strdup (error);
  g_object_notify_by_pspec (G_OBJECT (self), error_property);
}
