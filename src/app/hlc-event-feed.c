/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-event-feed.h"

#include "hlc-object-json.h"

/** Objects whose texts are larger are printed on a worker thread: base64 and masking take time. Bytes. */
#define MAX_INLINE (256 * 1024)

/* One object of the store that changed, on its way to being an event. */
typedef struct
{
  const char *event;
  gint64 id;
  HlcDelivery *delivery;   /* (owned) (nullable) */
  HlcOperation *operation; /* (owned) (nullable) */
} Change;

struct _HlcEventFeed
{
  GObject parent_instance;

  HlcStore *store; /* (owned) (nullable): %NULL once stopped */
  gulong changed_handler;
  HlcEventWanted is_wanted;
  gpointer user_data;
  GCancellable *cancellable; /* (owned) */
  GQueue waiting;            /* (owned) (element-type Change) */
  GHashTable *operations;    /* (owned): the ids of the operations in @waiting, which point into it */
  Change *current;           /* (owned) (nullable): being read */
};

enum
{
  SIGNAL_EVENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char EVENT_DELIVERY[] = "delivery";
static const char EVENT_OPERATION[] = "operation";

G_DEFINE_FINAL_TYPE (HlcEventFeed, hlc_event_feed, G_TYPE_OBJECT)

static void read_next (HlcEventFeed *self);

static void
change_free (Change *self)
{
  g_clear_pointer (&self->delivery, hlc_delivery_unref);
  g_clear_pointer (&self->operation, hlc_operation_unref);
  g_free (self);
}

static void
finish_current (HlcEventFeed *self)
{
  g_clear_pointer (&self->current, change_free);
  read_next (self);
}

/* A read that failed leaves a gap in the events, never a wrong one; the object itself is still in the store. */
static void
fail_current (HlcEventFeed *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The %s %" G_GINT64_FORMAT " changed but cannot be read: %s", self->current->event,
               self->current->id, error->message);

  finish_current (self);
}

static gsize
bytes_size (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_get_size (bytes) : 0;
}

static gsize
change_size (const Change *change)
{
  if (change->delivery != NULL)
    return bytes_size (change->delivery->body);

  return bytes_size (change->operation->spec) + bytes_size (change->operation->status);
}

/* Any thread: the records are not changed once they are shared. */
static GBytes *
change_to_json (const Change *change)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();

  if (change->delivery != NULL)
    hlc_object_json_write_delivery (writer, change->delivery);
  else
    hlc_object_json_write_operation (writer, change->operation, NULL);

  return hlc_json_writer_finish (writer);
}

static void
print_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, change_to_json (task_data), (GDestroyNotify) g_bytes_unref);
}

static void
emit_current (HlcEventFeed *self, GBytes *json)
{
  const char *event = self->current->event;

  g_signal_emit (self, signals[SIGNAL_EVENT], 0, event, json);
  finish_current (self);
}

static void
print_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  HlcEventFeed *self = HLC_EVENT_FEED (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = g_task_propagate_pointer (G_TASK (result), &error);

  if (json == NULL)
    fail_current (self, error);
  else
    emit_current (self, json);
}

static void
print_current (HlcEventFeed *self)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GBytes) json = NULL;

  if (self->store == NULL)
    {
      finish_current (self);
      return;
    }

  if (change_size (self->current) <= MAX_INLINE)
    {
      json = change_to_json (self->current);
      emit_current (self, json);
      return;
    }

  task = g_task_new (self, self->cancellable, print_cb, NULL);
  g_task_set_source_tag (task, print_current);
  g_task_set_task_data (task, self->current, NULL);
  g_task_run_in_thread (task, print_thread);
}

static void
delivery_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEventFeed) self = user_data;
  g_autoptr (GError) error = NULL;

  self->current->delivery = hlc_store_get_delivery_finish (HLC_STORE (object), result, &error);
  if (self->current->delivery == NULL)
    fail_current (self, error);
  else
    print_current (self);
}

static void
operation_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEventFeed) self = user_data;
  g_autoptr (GError) error = NULL;

  self->current->operation = hlc_store_get_operation_by_id_finish (HLC_STORE (object), result, NULL, &error);
  if (self->current->operation == NULL)
    fail_current (self, error);
  else
    print_current (self);
}

static void
read_next (HlcEventFeed *self)
{
  if (self->store == NULL || self->current != NULL || g_queue_is_empty (&self->waiting))
    return;

  self->current = g_queue_pop_head (&self->waiting);
  if (self->current->event == EVENT_OPERATION)
    g_hash_table_remove (self->operations, &self->current->id);

  if (self->current->event == EVENT_DELIVERY)
    {
      hlc_store_get_delivery_async (self->store, self->current->id, self->cancellable, delivery_cb,
                                    g_object_ref (self));
      return;
    }

  hlc_store_get_operation_by_id_async (self->store, self->current->id, self->cancellable, operation_cb,
                                       g_object_ref (self));
}

static void
push_change (HlcEventFeed *self, const char *event, gint64 id)
{
  Change *change;

  if (event == EVENT_OPERATION && g_hash_table_contains (self->operations, &id))
    return;

  change = g_new0 (Change, 1);
  change->event = event;
  change->id = id;
  g_queue_push_tail (&self->waiting, change);
  if (event == EVENT_OPERATION)
    g_hash_table_add (self->operations, &change->id);
}

static void
clear_waiting (HlcEventFeed *self)
{
  g_hash_table_remove_all (self->operations);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) change_free);
}

static void
changed_cb (HlcStore *store, HlcStoreChanges *changes, HlcEventFeed *self)
{
  g_assert (HLC_IS_EVENT_FEED (self));

  if (!self->is_wanted (self->user_data))
    {
      clear_waiting (self);
      return;
    }

  for (guint i = 0; i < changes->deliveries->len; i++)
    push_change (self, EVENT_DELIVERY, g_array_index (changes->deliveries, gint64, i));
  for (guint i = 0; i < changes->operations->len; i++)
    push_change (self, EVENT_OPERATION, g_array_index (changes->operations, gint64, i));
  read_next (self);
}

static void
hlc_event_feed_dispose (GObject *object)
{
  hlc_event_feed_stop (HLC_EVENT_FEED (object));

  G_OBJECT_CLASS (hlc_event_feed_parent_class)->dispose (object);
}

static void
hlc_event_feed_finalize (GObject *object)
{
  HlcEventFeed *self = HLC_EVENT_FEED (object);

  clear_waiting (self);
  g_clear_pointer (&self->operations, g_hash_table_unref);
  g_clear_pointer (&self->current, change_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (hlc_event_feed_parent_class)->finalize (object);
}

static void
hlc_event_feed_class_init (HlcEventFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hlc_event_feed_dispose;
  G_OBJECT_CLASS (klass)->finalize = hlc_event_feed_finalize;

  /**
   * HlcEventFeed::event:
   * @self: the feed
   * @event: "operation" or "delivery"
   * @json: the object
   *
   * Something was committed.
   */
  signals[SIGNAL_EVENT] = g_signal_new ("event", HLC_TYPE_EVENT_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BYTES);
}

static void
hlc_event_feed_init (HlcEventFeed *self)
{
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->waiting);
  self->operations = g_hash_table_new (g_int64_hash, g_int64_equal);
}

/**
 * hlc_event_feed_new:
 * @store: an open store
 * @is_wanted: asked at each change
 * @user_data: for @is_wanted; must outlive the feed, or until it is stopped
 *
 * Returns: (transfer full): a feed of what is committed from now on
 */
HlcEventFeed *
hlc_event_feed_new (HlcStore *store, HlcEventWanted is_wanted, gpointer user_data)
{
  HlcEventFeed *self;

  g_return_val_if_fail (HLC_IS_STORE (store), NULL);
  g_return_val_if_fail (is_wanted != NULL, NULL);

  self = g_object_new (HLC_TYPE_EVENT_FEED, NULL);
  self->store = g_object_ref (store);
  self->is_wanted = is_wanted;
  self->user_data = user_data;
  self->changed_handler = g_signal_connect (store, "changed", G_CALLBACK (changed_cb), self);
  return self;
}

/**
 * hlc_event_feed_stop:
 * @self: a feed
 *
 * Ends the feed: what still waits is not told. Before the store is closed.
 */
void
hlc_event_feed_stop (HlcEventFeed *self)
{
  g_return_if_fail (HLC_IS_EVENT_FEED (self));

  if (self->store == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_signal_handler (&self->changed_handler, self->store);
  g_clear_object (&self->store);
}
