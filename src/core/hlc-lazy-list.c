/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-lazy-list.h"

#include "hlc-key-array.h"
#include "hlc-list-read.h"
#include "hlc-list-source.h"
#include "hlc-pace.h"
#include "hlc-priority.h"
#include "hlc-row-cache.h"

/*
 * A view makes a widget for each of some two hundred rows around what it shows. Until it has them, rows come in such
 * portions, with the main loop in between: making all at once would be seen.
 */
#define VIEW_ROWS 256
#define PORTION_ROWS 24

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
  HlcPace pace;
  GSource *look_source; /* (owned) (nullable): stands while touched ids wait for the list to be quiet */
  GArray *older;       /* (owned) (nullable): keys that were read and are added in portions, greatest first */
  guint n_added;       /* so many of them have been */
  gint64 next;         /* below which key the rest begins, 0 when there is none */
  GSource *add_source; /* (owned) (nullable): stands while portions wait */
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

static void add_portion (HlcLazyList *self);
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

static gboolean
add_cb (gpointer user_data)
{
  HlcLazyList *self = user_data;

  g_clear_pointer (&self->add_source, g_source_unref);
  add_portion (self);
  return G_SOURCE_REMOVE;
}

static void
attach (GSource **source, GSource *new_source, int priority, GSourceFunc func, HlcLazyList *self)
{
  *source = new_source;
  g_source_set_static_name (new_source, "hlc-lazy-list");
  g_source_set_priority (new_source, priority);
  g_source_set_callback (new_source, func, self, NULL);
  g_source_attach (new_source, g_main_context_get_thread_default ());
}

/* Adds keys that were read: the first rows at once, those around them in portions, all others together. */
static void
add_portion (HlcLazyList *self)
{
  guint n_waiting = self->older->len - self->n_added;
  guint n = self->keys->len < VIEW_ROWS ? MIN (n_waiting, PORTION_ROWS) : n_waiting;
  guint position = self->keys->len;

  hlc_key_array_add_older (self->keys, self->older, self->n_added, n);
  self->n_added += n;
  items_changed (self, position, 0, n);

  if (self->n_added < self->older->len)
    {
      attach (&self->add_source, g_idle_source_new (), HLC_PRIORITY_ANSWER, add_cb, self);
      return;
    }

  g_clear_pointer (&self->older, g_array_unref);
  if (self->next != 0)
    {
      load (self, self->next);
      return;
    }

  set_loading (self, FALSE);
  look_at_touched (self);
}

static void
keys_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcLazyList) self = user_data;
  g_autoptr (GError) error = NULL;
  HlcListRead *input = g_task_get_task_data (G_TASK (result));
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
  if (!ok)
    {
      set_loading (self, FALSE);
      return;
    }

  self->older = g_array_ref (input->keys);
  self->n_added = 0;
  self->next = input->next;
  add_portion (self);
}

static void
load (HlcLazyList *self, gint64 before)
{
  HlcListRead *input = hlc_list_read_new (self->source, self->query);

  input->before = before;
  hlc_store_read_async (self->store, before == 0 ? HLC_READ_OBJECT : HLC_READ_LIST, hlc_list_read_keys, NULL,
                        input, hlc_list_read_free, self->cancellable, keys_read_cb, g_object_ref (self));
}

static void
remove_key (HlcLazyList *self, gint64 key)
{
  guint index;

  if (!hlc_key_array_find (self->keys, key, &index))
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

      if (hlc_key_array_find (self->keys, key, &index))
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
  g_autoptr (GArray) inserted = hlc_key_array_new ();
  HlcListRead *input = g_task_get_task_data (G_TASK (result));
  gboolean ok = hlc_store_read_finish (HLC_STORE (object), result, &error) != NULL;

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  self->matching = FALSE;
  if (!ok)
    {
      set_error (self, error->message);
      return;
    }

  for (guint i = 0; i < input->row_keys->len; i++)
    if (g_ptr_array_index (input->rows, i) != NULL)
      hlc_row_cache_put (self->rows, g_array_index (input->row_keys, gint64, i),
                         g_ptr_array_index (input->rows, i));

  for (guint i = 0; i < input->ids->len; i++)
    {
      gint64 key = g_array_index (input->keys, gint64, i);
      guint index;

      if (key == 0 && self->source->key_is_id (self->query))
        remove_key (self, g_array_index (input->ids, gint64, i));
      else if (key != 0 && hlc_key_array_find (self->keys, key, &index))
        {
          if (i + HLC_LIST_READ_ROWS < input->ids->len)
            hlc_row_cache_refresh (self->rows, key);
        }
      else if (key != 0)
        g_array_append_val (inserted, key);
    }

  insert_keys (self, inserted);
  look_at_touched (self);
}

static gboolean
look_cb (gpointer user_data)
{
  HlcLazyList *self = user_data;

  g_clear_pointer (&self->look_source, g_source_unref);
  look_at_touched (self);
  return G_SOURCE_REMOVE;
}

/* Takes the oldest touched ids: all of them, or a portion while a view still makes its rows. */
static GArray *
take_touched (HlcLazyList *self)
{
  GArray *ids = hlc_key_array_new ();
  guint n = self->keys->len < VIEW_ROWS ? MIN (self->touched->len, PORTION_ROWS) : self->touched->len;

  g_array_append_vals (ids, self->touched->data, n);
  g_array_remove_range (self->touched, 0, n);
  return ids;
}

static void
look_at_touched (HlcLazyList *self)
{
  gint64 wait = hlc_pace_get_wait (&self->pace, g_get_monotonic_time ());
  HlcListRead *input;

  if (self->touched->len == 0 || self->loading || self->matching || self->look_source != NULL)
    return;

  if (wait > 0)
    {
      attach (&self->look_source, g_timeout_source_new (wait / 1000 + 1), HLC_PRIORITY_CHANGE, look_cb, self);
      return;
    }

  input = hlc_list_read_new (self->source, self->query);
  input->ids = take_touched (self);
  hlc_pace_note (&self->pace, input->ids->len);
  self->matching = TRUE;
  hlc_store_read_async (self->store, HLC_READ_OBJECT, hlc_list_read_look, NULL, input, hlc_list_read_free,
                        self->cancellable, touched_looked_at_cb, g_object_ref (self));
}

static void
store_changed_cb (HlcStore *store, HlcStoreChanges *changes, gpointer user_data)
{
  HlcLazyList *self = HLC_LAZY_LIST (user_data);

  self->source->add_touched (changes, self->query, self->touched);
  look_at_touched (self);
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Forgets what is under way. */
static void
stop (HlcLazyList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  clear_source (&self->look_source);
  clear_source (&self->add_source);
  g_clear_pointer (&self->older, g_array_unref);
}

static void
start (HlcLazyList *self)
{
  stop (self);
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

  stop (self);
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
  self->keys = hlc_key_array_new ();
  self->touched = hlc_key_array_new ();
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

/* @source: what the list is of */
static void
set_query (HlcLazyList *self, const HlcListSource *source, gconstpointer query)
{
  g_return_if_fail (HLC_IS_LAZY_LIST (self) && query != NULL);
  g_return_if_fail (self->source == source);

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
 *
 * As hlc_lazy_list_new_operations(), of #HlcDeliveryItem.
 */
HlcLazyList *
hlc_lazy_list_new_deliveries (HlcStore *store, const HlcDeliveryQuery *query)
{
  g_return_val_if_fail (HLC_IS_STORE (store) && query != NULL, NULL);

  return hlc_lazy_list_new (store, hlc_list_source_get_deliveries (), query);
}

/**
 * hlc_lazy_list_new_messages:
 *
 * As hlc_lazy_list_new_operations(), of #HlcMessageItem.
 */
HlcLazyList *
hlc_lazy_list_new_messages (HlcStore *store, const HlcMessageQuery *query)
{
  g_return_val_if_fail (HLC_IS_STORE (store) && query != NULL, NULL);

  return hlc_lazy_list_new (store, hlc_list_source_get_messages (), query);
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
  set_query (self, hlc_list_source_get_operations (), query);
}

/**
 * hlc_lazy_list_set_delivery_query:
 *
 * As hlc_lazy_list_set_operation_query(), for a list of deliveries.
 */
void
hlc_lazy_list_set_delivery_query (HlcLazyList *self, const HlcDeliveryQuery *query)
{
  set_query (self, hlc_list_source_get_deliveries (), query);
}

/**
 * hlc_lazy_list_set_message_query:
 *
 * As hlc_lazy_list_set_operation_query(), for a list of messages.
 */
void
hlc_lazy_list_set_message_query (HlcLazyList *self, const HlcMessageQuery *query)
{
  set_query (self, hlc_list_source_get_messages (), query);
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

  if (!hlc_key_array_find (self->keys, key, &index))
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
