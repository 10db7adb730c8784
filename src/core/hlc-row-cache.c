/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-row-cache.h"

#include <glib/gi18n-lib.h>

#include "hlc-list-item.h"
#include "hlc-priority.h"

/* Rows read in one look-up, and records that are kept after their rows are gone. */
#define BATCH_ROWS 128
#define KEPT_RECORDS 512

struct _HlcRowCache
{
  GObject parent_instance;

  HlcStore *store; /* (owned) */
  const HlcListSource *source;
  gpointer query; /* (owned) */

  GHashTable *items;     /* (owned): key to row, not owned: a row removes itself when it dies */
  GHashTable *records;   /* (owned): key to record (owned) */
  GQueue kept;           /* of keys (owned): the records, the oldest first */
  GArray *wanted;        /* (owned): keys to read, the newest wish last */
  GSource *batch_source; /* (owned) (nullable): gathers the wishes of one pass of the main loop */
  gboolean reading;
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HlcRowCache, hlc_row_cache, G_TYPE_OBJECT)

/* A row that is watched for its death. */
typedef struct
{
  HlcRowCache *cache; /* weak: cleared before the cache dies */
  gint64 key;
} Watch;

typedef struct
{
  const HlcListSource *source;
  gpointer query; /* (owned) */
  GArray *keys;   /* (owned) */
} RowsInput;

static void
rows_input_free (gpointer data)
{
  RowsInput *input = data;

  input->source->query_free (input->query);
  g_array_unref (input->keys);
  g_free (input);
}

static gpointer
read_rows (HlcSql *sql, gpointer data, GError **error)
{
  RowsInput *input = data;

  return input->source->read_rows (sql, input->query, input->keys, error);
}

static GQuark
watch_quark (void)
{
  return g_quark_from_static_string ("hlc-row-cache-watch");
}

static void
row_died_cb (gpointer data)
{
  Watch *watch = data;

  if (watch->cache != NULL)
    g_hash_table_remove (watch->cache->items, &watch->key);
  g_free (watch);
}

static void
keep_record (HlcRowCache *self, gint64 key, gpointer record)
{
  if (!g_hash_table_contains (self->records, &key))
    g_queue_push_tail (&self->kept, g_memdup2 (&key, sizeof key));
  g_hash_table_insert (self->records, g_memdup2 (&key, sizeof key), self->source->record_ref (record));

  while (self->kept.length > KEPT_RECORDS)
    {
      g_autofree gint64 *oldest = g_queue_pop_head (&self->kept);

      g_hash_table_remove (self->records, oldest);
    }
}

static void read_wanted (HlcRowCache *self);

static void
rows_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcRowCache) self = user_data;
  RowsInput *input = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = hlc_store_read_finish (HLC_STORE (object), result, &error);

  self->reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  for (guint i = 0; i < input->keys->len; i++)
    {
      gint64 key = g_array_index (input->keys, gint64, i);
      gpointer item = g_hash_table_lookup (self->items, &key);
      gpointer record = rows != NULL ? g_ptr_array_index (rows, i) : NULL;

      if (record != NULL)
        hlc_row_cache_put (self, key, record);
      else if (item != NULL)
        hlc_list_item_set_error (item, error != NULL ? error->message : _ ("This row is no longer stored."));
    }

  read_wanted (self);
}

/* The newest wishes first: what was scrolled past and let go is not read at all. */
static void
read_wanted (HlcRowCache *self)
{
  RowsInput *input;

  if (self->reading || self->wanted->len == 0)
    return;

  input = g_new0 (RowsInput, 1);
  input->source = self->source;
  input->query = self->source->query_copy (self->query);
  input->keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  while (self->wanted->len > 0 && input->keys->len < BATCH_ROWS)
    {
      gint64 key = g_array_index (self->wanted, gint64, self->wanted->len - 1);

      g_array_set_size (self->wanted, self->wanted->len - 1);
      if (g_hash_table_contains (self->items, &key))
        g_array_append_val (input->keys, key);
    }

  if (input->keys->len == 0)
    {
      rows_input_free (input);
      return;
    }

  self->reading = TRUE;
  hlc_store_read_async (self->store, HLC_READ_ROWS, read_rows, (GDestroyNotify) g_ptr_array_unref, input,
                        rows_input_free, self->cancellable, rows_read_cb, g_object_ref (self));
}

static gboolean
batch_cb (gpointer user_data)
{
  HlcRowCache *self = user_data;

  g_clear_pointer (&self->batch_source, g_source_unref);
  read_wanted (self);
  return G_SOURCE_REMOVE;
}

static void
want (HlcRowCache *self, gint64 key)
{
  g_array_append_val (self->wanted, key);
  if (self->batch_source != NULL)
    return;

  self->batch_source = g_idle_source_new ();
  g_source_set_priority (self->batch_source, HLC_PRIORITY_CHANGE);
  g_source_set_callback (self->batch_source, batch_cb, self, NULL);
  g_source_attach (self->batch_source, g_main_context_get_thread_default ());
}

static void
hlc_row_cache_dispose (GObject *object)
{
  HlcRowCache *self = HLC_ROW_CACHE (object);
  GHashTableIter iter;
  gpointer item;

  g_cancellable_cancel (self->cancellable);
  if (self->batch_source != NULL)
    g_source_destroy (self->batch_source);
  g_clear_pointer (&self->batch_source, g_source_unref);

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      Watch *watch = g_object_get_qdata (item, watch_quark ());

      watch->cache = NULL;
    }
  g_hash_table_remove_all (self->items);

  G_OBJECT_CLASS (hlc_row_cache_parent_class)->dispose (object);
}

static void
hlc_row_cache_finalize (GObject *object)
{
  HlcRowCache *self = HLC_ROW_CACHE (object);

  if (self->query != NULL)
    self->source->query_free (self->query);
  g_hash_table_unref (self->items);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_queue_clear_full (&self->kept, g_free);
  g_array_unref (self->wanted);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_row_cache_parent_class)->finalize (object);
}

static void
hlc_row_cache_class_init (HlcRowCacheClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hlc_row_cache_dispose;
  object_class->finalize = hlc_row_cache_finalize;
}

static void
hlc_row_cache_init (HlcRowCache *self)
{
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->kept);
}

/**
 * hlc_row_cache_new:
 * @query: copied; says what a key means
 *
 * Returns: (transfer full): a cache that holds nothing
 */
HlcRowCache *
hlc_row_cache_new (HlcStore *store, const HlcListSource *source, gconstpointer query)
{
  HlcRowCache *self = g_object_new (HLC_TYPE_ROW_CACHE, NULL);

  self->store = g_object_ref (store);
  self->source = source;
  self->query = source->query_copy (query);
  self->records = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, source->record_unref);
  return self;
}

/**
 * hlc_row_cache_get_item:
 *
 * Returns: (transfer full): the row with that key, whose columns come by themselves
 */
gpointer
hlc_row_cache_get_item (HlcRowCache *self, gint64 key)
{
  gpointer item = g_hash_table_lookup (self->items, &key);
  gpointer record = g_hash_table_lookup (self->records, &key);
  Watch *watch;

  if (item != NULL)
    return g_object_ref (item);

  item = g_object_new (self->source->item_type (), NULL);
  watch = g_new0 (Watch, 1);
  watch->cache = self;
  watch->key = key;
  g_object_set_qdata_full (item, watch_quark (), watch, row_died_cb);
  g_hash_table_insert (self->items, g_memdup2 (&key, sizeof key), item);

  if (record != NULL)
    hlc_list_item_set_record (item, record);
  else
    want (self, key);
  return item;
}

/**
 * hlc_row_cache_put:
 * @record: the columns of @key as they are now
 *
 * Gives the row its columns, now if somebody holds it, or when somebody asks for it.
 */
void
hlc_row_cache_put (HlcRowCache *self, gint64 key, gpointer record)
{
  gpointer item = g_hash_table_lookup (self->items, &key);

  keep_record (self, key, record);
  if (item != NULL)
    hlc_list_item_set_record (item, record);
}

/**
 * hlc_row_cache_refresh:
 *
 * Reads the columns of @key again where somebody holds its row.
 */
void
hlc_row_cache_refresh (HlcRowCache *self, gint64 key)
{
  /* The queue keeps its key: it only bounds how many records there can be. */
  if (g_hash_table_contains (self->items, &key))
    want (self, key);
  else
    g_hash_table_remove (self->records, &key);
}

/**
 * hlc_row_cache_retry:
 *
 * Reads every row again that somebody holds.
 */
void
hlc_row_cache_retry (HlcRowCache *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    want (self, *(gint64 *) key);
}
