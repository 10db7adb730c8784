/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-message-item.h"

struct _HlcMessageItem
{
  GObject parent_instance;

  HlcMessage *message; /* (owned) (nullable) */
  char *error;         /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_MESSAGE,
  PROP_ERROR,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (HlcMessageItem, hlc_message_item, G_TYPE_OBJECT)

static void
hlc_message_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HlcMessageItem *self = HLC_MESSAGE_ITEM (object);

  switch (id)
    {
    case PROP_MESSAGE:
      g_value_set_pointer (value, self->message);
      break;

    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hlc_message_item_finalize (GObject *object)
{
  HlcMessageItem *self = HLC_MESSAGE_ITEM (object);

  g_clear_pointer (&self->message, hlc_message_unref);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (hlc_message_item_parent_class)->finalize (object);
}

static void
hlc_message_item_class_init (HlcMessageItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_message_item_get_property;
  object_class->finalize = hlc_message_item_finalize;

  /**
   * HlcMessageItem:message: (type gpointer)
   *
   * The row's columns, an #HlcMessage, or %NULL until they have been read.
   */
  properties[PROP_MESSAGE] =
      g_param_spec_pointer ("message", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * HlcMessageItem:error:
   *
   * Why the row could not be read, or %NULL.
   */
  properties[PROP_ERROR] =
      g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
hlc_message_item_init (HlcMessageItem *self)
{
}

/**
 * hlc_message_item_get_message:
 *
 * Returns: (transfer none) (nullable): HlcMessageItem:message
 */
HlcMessage *
hlc_message_item_get_message (HlcMessageItem *self)
{
  g_return_val_if_fail (HLC_IS_MESSAGE_ITEM (self), NULL);

  return self->message;
}

/**
 * hlc_message_item_get_error:
 *
 * Returns: (nullable): HlcMessageItem:error
 */
const char *
hlc_message_item_get_error (HlcMessageItem *self)
{
  g_return_val_if_fail (HLC_IS_MESSAGE_ITEM (self), NULL);

  return self->error;
}

/**
 * hlc_message_item_set_message:
 * @message: the row's columns as they are now
 *
 * For the list that owns the row. An earlier error is forgotten.
 */
void
hlc_message_item_set_message (HlcMessageItem *self, HlcMessage *message)
{
  g_return_if_fail (HLC_IS_MESSAGE_ITEM (self));
  g_return_if_fail (message != NULL);

  hlc_message_item_set_error (self, NULL);
  if (self->message == message)
    return;

  g_clear_pointer (&self->message, hlc_message_unref);
  self->message = hlc_message_ref (message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

/**
 * hlc_message_item_set_error:
 * @error: (nullable): why the row could not be read
 *
 * For the list that owns the row.
 */
void
hlc_message_item_set_error (HlcMessageItem *self, const char *error)
{
  g_return_if_fail (HLC_IS_MESSAGE_ITEM (self));

  if (g_strcmp0 (self->error, error) == 0)
    return;

  g_free (self->error);
  self->error = g_strdup (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}
