/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-operation-selection.h"

struct _HlcOperationSelection
{
  GObject parent_instance;

  GHashTable *operations; /* (owned): id to operation */
  gboolean active;
};

enum
{
  PROP_0,
  PROP_ACTIVE,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcOperationSelection, hlc_operation_selection, G_TYPE_OBJECT)

static void
hlc_operation_selection_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, HLC_OPERATION_SELECTION (object)->active);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_operation_selection_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ACTIVE:
      hlc_operation_selection_set_active (HLC_OPERATION_SELECTION (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hlc_operation_selection_finalize (GObject *object)
{
  g_clear_pointer (&HLC_OPERATION_SELECTION (object)->operations, g_hash_table_unref);

  G_OBJECT_CLASS (hlc_operation_selection_parent_class)->finalize (object);
}

static void
hlc_operation_selection_class_init (HlcOperationSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_operation_selection_get_property;
  object_class->set_property = hlc_operation_selection_set_property;
  object_class->finalize = hlc_operation_selection_finalize;

  properties[PROP_ACTIVE] =
      g_param_spec_boolean ("active", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HLC_TYPE_OPERATION_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_operation_selection_init (HlcOperationSelection *self)
{
  self->operations =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) hlc_operation_unref);
}

/** hlc_operation_selection_new: Returns: (transfer full): an empty selection */
HlcOperationSelection *
hlc_operation_selection_new (void)
{
  return g_object_new (HLC_TYPE_OPERATION_SELECTION, NULL);
}

/** hlc_operation_selection_get_active: Returns: whether operations are being selected */
gboolean
hlc_operation_selection_get_active (HlcOperationSelection *self)
{
  g_return_val_if_fail (HLC_IS_OPERATION_SELECTION (self), FALSE);

  return self->active;
}

/** hlc_operation_selection_set_active: begins selecting, or ends it with nothing selected */
void
hlc_operation_selection_set_active (HlcOperationSelection *self, gboolean active)
{
  g_return_if_fail (HLC_IS_OPERATION_SELECTION (self));

  if (self->active == active)
    return;

  self->active = active;
  if (!active)
    g_hash_table_remove_all (self->operations);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/** hlc_operation_selection_contains: Returns: whether @operation is selected */
gboolean
hlc_operation_selection_contains (HlcOperationSelection *self, HlcOperation *operation)
{
  g_return_val_if_fail (HLC_IS_OPERATION_SELECTION (self), FALSE);

  return g_hash_table_contains (self->operations, &operation->id);
}

/**
 * hlc_operation_selection_set:
 * @operation: a pending operation
 * @is_selected: whether it is to be selected
 *
 * Returns: %FALSE when it cannot be selected: it is decided, or %HLC_OPERATION_SELECTION_MAX are
 */
gboolean
hlc_operation_selection_set (HlcOperationSelection *self, HlcOperation *operation, gboolean is_selected)
{
  g_return_val_if_fail (HLC_IS_OPERATION_SELECTION (self), FALSE);
  g_return_val_if_fail (operation != NULL, FALSE);

  if (hlc_operation_selection_contains (self, operation) == is_selected)
    return TRUE;
  if (is_selected && (!hlc_operation_is_ours_to_decide (operation) ||
                      g_hash_table_size (self->operations) >= HLC_OPERATION_SELECTION_MAX))
    return FALSE;

  if (is_selected)
    {
      hlc_operation_ref (operation);
      g_hash_table_insert (self->operations, &operation->id, operation);
    }
  else
    g_hash_table_remove (self->operations, &operation->id);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  return TRUE;
}

/** hlc_operation_selection_get_size: Returns: how many operations are selected */
guint
hlc_operation_selection_get_size (HlcOperationSelection *self)
{
  g_return_val_if_fail (HLC_IS_OPERATION_SELECTION (self), 0);

  return g_hash_table_size (self->operations);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const HlcOperation *first = *(HlcOperation *const *) a;
  const HlcOperation *second = *(HlcOperation *const *) b;

  return first->id < second->id ? 1 : first->id > second->id ? -1 : 0;
}

/** hlc_operation_selection_dup_operations: Returns: (transfer full) (element-type HlcOperation): newest first */
GPtrArray *
hlc_operation_selection_dup_operations (HlcOperationSelection *self)
{
  GPtrArray *operations = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_operation_unref);
  GHashTableIter iter;
  gpointer operation = NULL;

  g_return_val_if_fail (HLC_IS_OPERATION_SELECTION (self), operations);

  g_hash_table_iter_init (&iter, self->operations);
  while (g_hash_table_iter_next (&iter, NULL, &operation))
    g_ptr_array_add (operations, hlc_operation_ref (operation));
  g_ptr_array_sort (operations, compare_newest_first);

  return operations;
}
