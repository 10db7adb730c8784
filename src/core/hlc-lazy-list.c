/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-lazy-list.h"

#include "hlc-list-source.h"
#include "hlc-row-cache.h"

/* The first rows are shown before the ids of all others have been read. */
#define FIRST_KEYS 512

struct _HlcLazyList
{
  GObject parent_instance;

  HlcStore *store; /* (owned) */
  const HlcListSource *source;
  gpointer query;    /* (owned) */
  HlcRowCache *rows; /* (owned) */
  GArray *keys;      /* (owned): of gint64, ascending: the newest row is the last key and position 0 */
  GArray *touched;   /* (owned): ids that changed and have not been looked at */
  GCancellable *cancellable; /* (owned): of the current query */
  gboolean matching;         /* a look at touched ids is under way */
  gboolean loading;
  gboolean replacing; /* the rows are still those of the query before */
  char *error;        /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_N_ITEMS,
  PROP_LOADING,
  PROP_ERROR,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* What a reader thread is asked, and what it answers. */
typedef struct
{
  const HlcListSource *source;
  gpointer query; /* (owned) */
  gint64 before;  /* 0 for the newest keys */
  gint64 next;    /* below which key the rest begins, 0 when there is none */
  GArray *ids;    /* (owned) (nullable) */
  GArray *keys;   /* (owned) */
} KeysInput;

static void
keys_input_free (gpointer data)
{
  KeysInput *input = data;

  input->source->query_free (input->query);
  g_clear_pointer (&input->ids, g_array_unref);
  g_array_unref (input->keys);
  g_free (input);
}

static gpointer
read_keys (HlcSql *sql, gpointer data, GError **error)
{
  KeysInput *input = data;

  if (input->ids != NULL)
    return input->source->match (sql, input->query, input->ids, input->keys, error) ? input : NULL;

  if (input->before == 0)
    return input->source->read_newest (sql, input->query, FIRST_KEYS, input->keys, &input->next, error)
               ? input
               : NULL;

  return input->source->read_keys (sql, input->query, input->before, -1, input->keys, error) ? input : NULL;
}

static void load (HlcLazyList *self, gint64 before);
static void look_at_touched (HlcLazyList *self);

static GType
hlc_lazy_list_get_item_type (GListModel *model)
{
  return HLC_LAZY_LIST (model)->source->item_type ();
}

static guint
hlc_lazy_list_get_n_items (GListModel *model)
{
  return HLC_LAZY_LIST (model)->keys->len;
}

static gpointer
hlc_lazy_list_get_item (GListModel *model, guint position)
{
  HlcLazyList *self = HLC_LAZY_LIST (model);
  gint64 key = hlc_lazy_list_get_key (self, position);

  return key != 0 ? hlc_row_cache_get_item (self->rows, key) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hlc_lazy_list_get_item_type;
  iface->get_n_items = hlc_lazy_list_get_n_items;
  iface->get_item = hlc_lazy_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HlcLazyList,
                               hlc_lazy_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
items_changed (HlcLazyList *self, guint position, guint removed, guint added)
{
  if (removed == 0 && added == 0)
    return;

  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
set_loading (HlcLazyList *self, gboolean loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
set_error (HlcLazyList *self, const char *error)
{
  if (g_strcmp0 (self->error, error) == 0)
    return;

  g_free (self->error);
  self->error = g_strdup (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* The index of @key, or where it would be inserted. */
static gboolean
find_key (HlcLazyList *self, gint64 key, guint *index)
{
  guint low = 0;
  guint high = self->keys->len;

  /* Arrivals are newer than everything: the common case takes one comparison. */
  if (high > 0 && g_array_index (self->keys, gint64, high - 1) < key)
    low = high;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->keys, gint64, middle) < key)
        low = middle + 1;
      else
        high = middle;
    }

  *index = low;
  return low < self->keys->len && g_array_index (self->keys, gint64, low) == key;
}

static void
remove_all (HlcLazyList *self)
{
  guint removed = self->keys->len;

  g_array_set_size (self->keys, 0);
  /*
   * Removed and added are told apart: one change of everything makes a selection look for its row among all the new
   * ones, which reads a million rows.
   */
  items_changed (self, 0, removed, 0);
}

/* Keys come greatest first; the array ascends. */
static void
add_older_keys (HlcLazyList *self, GArray *older)
{
  guint n_before = self->keys->len;
  g_autoptr (GArray) keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), older->len + n_before);

  for (guint i = older->len; i > 0; i--)
    g_array_append_val (keys, g_array_index (older, gint64, i - 1));
  g_array_append_vals (keys, self->keys->data, n_before);

  g_array_unref (self->keys);
  self->keys = g_steal_pointer (&keys);
  items_changed (self, n_before, 0, older->len);
}

static void
keys_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcLazyList) self = user_data;
  g_autoptr (GError) error = NULL;
  KeysInput *input = g_task_get_task_data (G_TASK (result));
  gboolean ok = hlc_store_read_finish (HLC_STORE (object), result, &error) != NULL;

  /* A newer query has taken over. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  /* A search may find nothing among the newest rows: what is shown stays until there is something to show. */
  if (self->replacing && (!ok || input->keys->len > 0 || input->next == 0))
    {
      self->replacing = FALSE;
      remove_all (self);
    }

  set_error (self, ok ? NULL : error->message);
  if (ok)
    add_older_keys (self, input->keys);

  if (ok && input->next != 0)
    {
      load (self, input->next);
      return;
    }

  set_loading (self, FALSE);
  look_at_touched (self);
}

static KeysInput *
keys_input_new (HlcLazyList *self)
{
  KeysInput *input = g_new0 (KeysInput, 1);

  input->source = self->source;
  input->query = self->source->query_copy (self->query);
  input->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  return input;
}

static void
load (HlcLazyList *self, gint64 before)
{
  KeysInput *input = keys_input_new (self);

  input->before = before;
  hlc_store_read_async (self->store, before == 0 ? HLC_READ_OBJECT : HLC_READ_LIST, read_keys, NULL, input,
                        keys_input_free, self->cancellable, keys_read_cb, g_object_ref (self));
}

static void
remove_key (HlcLazyList *self, gint64 key)
{
  guint index;

  if (!find_key (self, key, &index))
    return;

  g_array_remove_index (self->keys, index);
  items_changed (self, self->keys->len - index, 1, 0);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

/* Rows newer than all others are one range; one that belongs further down is a range of its own. */
static void
insert_keys (HlcLazyList *self, GArray *keys)
{
  guint n_newest = 0;

  g_array_sort (keys, compare_keys);
  for (guint i = 0; i < keys->len; i++)
    {
      gint64 key = g_array_index (keys, gint64, i);
      guint index;

      if (find_key (self, key, &index))
        continue;

      g_array_insert_val (self->keys, index, key);
      if (index == self->keys->len - 1)
        n_newest++;
      else
        items_changed (self, self->keys->len - 1 - index, 0, 1);
    }

  items_changed (self, 0, 0, n_newest);
}

static void
touched_looked_at_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcLazyList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) inserted = g_array_new (FALSE, FALSE, sizeof (gint64));
  KeysInput *input = g_task_get_task_data (G_TASK (result));
  gboolean ok = hlc_store_read_finish (HLC_STORE (object), result, &error) != NULL;

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  self->matching = FALSE;
  if (!ok)
    {
      set_error (self, error->message);
      return;
    }

  for (guint i = 0; i < input->ids->len; i++)
    {
      gint64 key = g_array_index (input->keys, gint64, i);
      guint index;

      if (key == 0 && self->source->key_is_id (self->query))
        remove_key (self, g_array_index (input->ids, gint64, i));
      else if (key != 0 && find_key (self, key, &index))
        hlc_row_cache_refresh (self->rows, key);
      else if (key != 0)
        g_array_append_val (inserted, key);
    }

  insert_keys (self, inserted);
  look_at_touched (self);
}

static void
look_at_touched (HlcLazyList *self)
{
  KeysInput *input;

  if (self->touched->len == 0 || self->loading || self->matching)
    return;

  input = keys_input_new (self);
  input->ids = g_steal_pointer (&self->touched);
  self->touched = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->matching = TRUE;
  hlc_store_read_async (self->store, HLC_READ_OBJECT, read_keys, NULL, input, keys_input_free,
                        self->cancellable, touched_looked_at_cb, g_object_ref (self));
}

static void
store_changed_cb (HlcStore *store, HlcStoreChanges *changes, gpointer user_data)
{
  HlcLazyList *self = HLC_LAZY_LIST (user_data);
  GArray *touched = self->source->touched (changes);
  GArray *removed = self->source->removed != NULL ? self->source->removed (changes) : NULL;

  g_array_append_vals (self->touched, touched->data, touched->len);
  if (removed != NULL)
    g_array_append_vals (self->touched, removed->data, removed->len);
  look_at_touched (self);
}

static void
start (HlcLazyList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->matching = FALSE;
  g_array_set_size (self->touched, 0);
  self->replacing = TRUE;
  set_loading (self, TRUE);
  load (self, 0);
}

static void
hlc_lazy_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HlcLazyList *self = HLC_LAZY_LIST (object);

  switch (id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->keys->len);
      break;

    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;

    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hlc_lazy_list_dispose (GObject *object)
{
  HlcLazyList *self = HLC_LAZY_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->rows);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_lazy_list_parent_class)->dispose (object);
}

static void
hlc_lazy_list_finalize (GObject *object)
{
  HlcLazyList *self = HLC_LAZY_LIST (object);

  if (self->query != NULL)
    self->source->query_free (self->query);
  g_array_unref (self->keys);
  g_array_unref (self->touched);
  g_clear_object (&self->cancellable);
  g_free (self->error);

  G_OBJECT_CLASS (hlc_lazy_list_parent_class)->finalize (object);
}

static void
hlc_lazy_list_class_init (HlcLazyListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hlc_lazy_list_get_property;
  object_class->dispose = hlc_lazy_list_dispose;
  object_class->finalize = hlc_lazy_list_finalize;

  /**
   * HlcLazyList:n-items:
   *
   * How many rows the list has so far.
   */
  properties[PROP_N_ITEMS] =
      g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * HlcLazyList:loading:
   *
   * Whether ids of the current query are still being read.
   */
  properties[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * HlcLazyList:error:
   *
   * Why the list could not be read, or %NULL. See hlc_lazy_list_retry().
   */
  properties[PROP_ERROR] =
      g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
hlc_lazy_list_init (HlcLazyList *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->touched = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static HlcLazyList *
hlc_lazy_list_new (HlcStore *store, const HlcListSource *source, gconstpointer query)
{
  HlcLazyList *self = g_object_new (HLC_TYPE_LAZY_LIST, NULL);

  self->store = g_object_ref (store);
  self->source = source;
  self->query = source->query_copy (query);
  self->rows = hlc_row_cache_new (store, source, query);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  start (self);
  return self;
}

static void
set_query (HlcLazyList *self, gconstpointer query)
{
  self->source->query_free (self->query);
  self->query = self->source->query_copy (query);
  g_object_unref (self->rows);
  self->rows = hlc_row_cache_new (self->store, self->source, query);
  start (self);
}

/**
 * hlc_lazy_list_new_operations:
 * @query: copied
 *
 * Returns: (transfer full): a list of #HlcOperationItem that fills itself
 */
HlcLazyList *
hlc_lazy_list_new_operations (HlcStore *store, const HlcOperationQuery *query)
{
  g_return_val_if_fail (HLC_IS_STORE (store) && query != NULL, NULL);

  return hlc_lazy_list_new (store, hlc_list_source_get_operations (), query);
}

/**
 * hlc_lazy_list_new_deliveries:
 * @query: copied
 *
 * Returns: (transfer full): a list of #HlcDeliveryItem that fills itself
 */
HlcLazyList *
hlc_lazy_list_new_deliveries (HlcStore *store, const HlcDeliveryQuery *query)
{
  g_return_val_if_fail (HLC_IS_STORE (store) && query != NULL, NULL);

  return hlc_lazy_list_new (store, hlc_list_source_get_deliveries (), query);
}

/**
 * hlc_lazy_list_set_operation_query:
 * @query: copied
 *
 * Makes a list of operations hold others. The rows that it has stay until the new ones are there.
 */
void
hlc_lazy_list_set_operation_query (HlcLazyList *self, const HlcOperationQuery *query)
{
  g_return_if_fail (HLC_IS_LAZY_LIST (self) && query != NULL);
  g_return_if_fail (self->source == hlc_list_source_get_operations ());

  set_query (self, query);
}

/**
 * hlc_lazy_list_set_delivery_query:
 * @query: copied
 *
 * Makes a list of deliveries hold others. The rows that it has stay until the new ones are there.
 */
void
hlc_lazy_list_set_delivery_query (HlcLazyList *self, const HlcDeliveryQuery *query)
{
  g_return_if_fail (HLC_IS_LAZY_LIST (self) && query != NULL);
  g_return_if_fail (self->source == hlc_list_source_get_deliveries ());

  set_query (self, query);
}

/**
 * hlc_lazy_list_get_loading:
 *
 * Returns: HlcLazyList:loading
 */
gboolean
hlc_lazy_list_get_loading (HlcLazyList *self)
{
  g_return_val_if_fail (HLC_IS_LAZY_LIST (self), FALSE);

  return self->loading;
}

/**
 * hlc_lazy_list_get_error:
 *
 * Returns: (nullable): HlcLazyList:error
 */
const char *
hlc_lazy_list_get_error (HlcLazyList *self)
{
  g_return_val_if_fail (HLC_IS_LAZY_LIST (self), NULL);

  return self->error;
}

/**
 * hlc_lazy_list_get_key:
 *
 * Returns: the key of the row at @position, 0 past the end. It stays the row's while the list has it.
 */
gint64
hlc_lazy_list_get_key (HlcLazyList *self, guint position)
{
  g_return_val_if_fail (HLC_IS_LAZY_LIST (self), 0);

  if (position >= self->keys->len)
    return 0;

  return g_array_index (self->keys, gint64, self->keys->len - 1 - position);
}

/**
 * hlc_lazy_list_find_key:
 * @position: (out): where the row with that key is now
 *
 * Returns: whether the list has it
 */
gboolean
hlc_lazy_list_find_key (HlcLazyList *self, gint64 key, guint *position)
{
  guint index;

  g_return_val_if_fail (HLC_IS_LAZY_LIST (self), FALSE);

  if (!find_key (self, key, &index))
    return FALSE;

  *position = self->keys->len - 1 - index;
  return TRUE;
}

/**
 * hlc_lazy_list_retry:
 *
 * Reads again what could not be read.
 */
void
hlc_lazy_list_retry (HlcLazyList *self)
{
  g_return_if_fail (HLC_IS_LAZY_LIST (self));

  if (self->error != NULL)
    start (self);
  hlc_row_cache_retry (self->rows);
}
