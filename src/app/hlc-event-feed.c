/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-event-feed.h"

#include "hlc-event-kind.h"
#include "hlc-json-document.h"

/** Objects whose texts are larger are printed on a worker thread: base64 and masking take time. Bytes. */
#define MAX_INLINE (256 * 1024)

/** What may wait to be read. So much waits only where more is committed than can be read for a long while. */
#define MAX_WAITING 65536

/* One object of the store that changed, on its way to being an event. */
typedef struct
{
  HlcEventKind kind;
  gint64 id;
  gpointer record;      /* (owned) (nullable): the object, once it is read */
  gboolean is_decision; /* it is an operation that was decided, which is still to be told */
} Change;

/* What is told of a change. */
typedef struct
{
  GBytes *object;   /* (owned) */
  GBytes *decision; /* (owned) (nullable) */
} Told;

struct _HlcEventFeed
{
  GObject parent_instance;

  HlcStore *store; /* (owned) (nullable): %NULL once stopped */
  gulong changed_handler;
  HlcEventWanted is_wanted;
  gpointer user_data;
  GCancellable *cancellable; /* (owned) */
  GQueue waiting;            /* (owned) (element-type Change) */
  GHashTable
      *folded[HLC_N_EVENT_KINDS]; /* (owned): for kinds that fold, the ids in @waiting, which point into it */
  guint n_dropped;                /* changes that did not fit into @waiting since it was last empty */
  Change *current;                /* (owned) (nullable): being read */
  gint64 started_at;              /* microseconds since the epoch, UTC */
  GHashTable *decided;            /* (owned): the ids of the operations whose decision was told */
};

enum
{
  SIGNAL_EVENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char EVENT_DECISION[] = "decision";

G_DEFINE_FINAL_TYPE (HlcEventFeed, hlc_event_feed, G_TYPE_OBJECT)

static void read_next (HlcEventFeed *self);

static void
change_free (Change *self)
{
  g_clear_pointer (&self->record, hlc_event_kind_get_traits (self->kind)->free);
  g_free (self);
}

static void
finish_current (HlcEventFeed *self)
{
  g_clear_pointer (&self->current, change_free);
  read_next (self);
}

/*
 * A read that failed leaves a gap in the events, never a wrong one; the object itself is still in the store. One that was
 * removed meanwhile is of no interest.
 */
static void
fail_current (HlcEventFeed *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_error_matches (error, HLC_ERROR, HLC_ERROR_NOT_FOUND))
    g_warning ("The %s %" G_GINT64_FORMAT " changed but cannot be read: %s",
               hlc_event_kind_get_traits (self->current->kind)->event, self->current->id, error->message);

  finish_current (self);
}

static void
told_free (Told *self)
{
  g_clear_pointer (&self->object, g_bytes_unref);
  g_clear_pointer (&self->decision, g_bytes_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Told, told_free)

static void
write_text (HlcJsonWriter *writer, const char *name, const char *text)
{
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, text);
}

/* A member of the operation's status as it is there, null where it is not. */
static void
write_status_member (HlcJsonWriter *writer, HlcOperation *operation, const char *name)
{
  g_autoptr (HlcJsonDocument) document =
      operation->status != NULL ? hlc_json_document_new (operation->status, NULL, NULL) : NULL;
  g_autoptr (GBytes) text = NULL;
  HlcJsonValue value;

  hlc_json_writer_name (writer, name);
  if (document == NULL || !hlc_json_value_get_member (hlc_json_document_get_root (document), name, &value))
    {
      hlc_json_writer_null (writer);
      return;
    }

  text = hlc_json_value_dup_text (value);
  hlc_json_writer_raw (writer, text);
}

static GBytes *
decision_to_json (HlcOperation *operation)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  gboolean is_call = operation->kind == HLC_OPERATION_FUNCTION_CALL;

  hlc_json_writer_begin_object (writer);
  write_text (writer, "call_id", operation->call_id);
  write_text (writer, "state", hlc_operation_state_to_string (operation->state));
  hlc_json_writer_name (writer, "decided_by");
  hlc_json_writer_begin_object (writer);
  write_text (writer, "channel", hlc_channel_to_string (operation->decided_channel));
  if (operation->decided_name != NULL)
    write_text (writer, "name", operation->decided_name);
  hlc_json_writer_end_object (writer);
  write_status_member (writer, operation, is_call ? "comment" : "response");
  hlc_json_writer_end_object (writer);
  return hlc_json_writer_finish (writer);
}

/* Any thread. */
static Told *
tell_change (const Change *change)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  Told *told = g_new0 (Told, 1);

  hlc_event_kind_get_traits (change->kind)->write (writer, change->record);
  told->object = hlc_json_writer_finish (writer);
  if (change->is_decision)
    told->decision = decision_to_json (change->record);
  return told;
}

static void
print_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, tell_change (task_data), (GDestroyNotify) told_free);
}

static void
emit_current (HlcEventFeed *self, const Told *told)
{
  g_signal_emit (self, signals[SIGNAL_EVENT], 0, hlc_event_kind_get_traits (self->current->kind)->event,
                 told->object);
  if (told->decision != NULL)
    g_signal_emit (self, signals[SIGNAL_EVENT], 0, EVENT_DECISION, told->decision);

  finish_current (self);
}

static void
print_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEventFeed) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Told) told = g_task_propagate_pointer (G_TASK (result), &error);

  if (told == NULL)
    fail_current (self, error);
  else
    emit_current (self, told);
}

static void
print_current (HlcEventFeed *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->store == NULL)
    {
      finish_current (self);
      return;
    }

  if (hlc_event_kind_get_traits (self->current->kind)->get_size (self->current->record) <= MAX_INLINE)
    {
      g_autoptr (Told) told = tell_change (self->current);

      emit_current (self, told);
      return;
    }

  /* The thread may drop the task last, and the feed must not die there: the callback holds it. */
  task = g_task_new (NULL, self->cancellable, print_cb, g_object_ref (self));
  g_task_set_source_tag (task, print_current);
  g_task_set_task_data (task, self->current, NULL);
  g_task_run_in_thread (task, print_thread);
}

/* When we learned of the decision. What a webhook says of it is the sender's time, so there it is when that came. */
static gint64
find_decision_time (HlcOperation *operation, GPtrArray *timeline)
{
  gint64 at = 0;

  if (operation->decided_channel != HLC_CHANNEL_WEBHOOK)
    return operation->responded_at;

  for (guint i = 0; i < timeline->len; i++)
    {
      const HlcTimelineEntry *entry = g_ptr_array_index (timeline, i);

      if (g_str_equal (entry->type, "webhook"))
        at = MAX (at, entry->at);
    }

  return at;
}

/* A decision is told once, and only one that was made since we began. */
static gboolean
take_decision (HlcEventFeed *self, HlcOperation *operation, GPtrArray *timeline)
{
  gint64 *id;

  if (operation->state == HLC_STATE_PENDING || find_decision_time (operation, timeline) < self->started_at ||
      g_hash_table_contains (self->decided, &operation->id))
    return FALSE;

  id = g_new (gint64, 1);
  *id = operation->id;
  g_hash_table_add (self->decided, id);
  return TRUE;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcEventFeed) self = user_data;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (GError) error = NULL;
  Change *change = self->current;

  change->record = hlc_event_kind_get_traits (change->kind)
                       ->read_finish (HLC_STORE (object), result, change->id, &timeline, &error);
  if (change->record == NULL)
    {
      fail_current (self, error);
      return;
    }

  change->is_decision = timeline != NULL && take_decision (self, change->record, timeline);
  print_current (self);
}

/* What did not fit is in the store none the less. */
static void
note_dropped (HlcEventFeed *self)
{
  if (self->n_dropped > 0)
    g_warning ("%u changes came faster than they could be read and are not among the events.",
               self->n_dropped);
  self->n_dropped = 0;
}

static void
read_next (HlcEventFeed *self)
{
  const HlcEventTraits *traits;

  if (self->store == NULL || self->current != NULL)
    return;

  if (g_queue_is_empty (&self->waiting))
    {
      note_dropped (self);
      return;
    }

  self->current = g_queue_pop_head (&self->waiting);
  traits = hlc_event_kind_get_traits (self->current->kind);
  if (traits->folds)
    g_hash_table_remove (self->folded[self->current->kind], &self->current->id);

  traits->read (self->store, self->current->id, self->cancellable, read_cb, g_object_ref (self));
}

static void
push_change (HlcEventFeed *self, HlcEventKind kind, gint64 id)
{
  Change *change;

  if (hlc_event_kind_get_traits (kind)->folds && g_hash_table_contains (self->folded[kind], &id))
    return;

  if (g_queue_get_length (&self->waiting) >= MAX_WAITING)
    {
      self->n_dropped++;
      return;
    }

  change = g_new0 (Change, 1);
  change->kind = kind;
  change->id = id;
  g_queue_push_tail (&self->waiting, change);
  if (hlc_event_kind_get_traits (kind)->folds)
    g_hash_table_add (self->folded[kind], &change->id);
}

static void
clear_waiting (HlcEventFeed *self)
{
  for (guint kind = 0; kind < HLC_N_EVENT_KINDS; kind++)
    g_hash_table_remove_all (self->folded[kind]);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) change_free);
  self->n_dropped = 0;
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

  for (guint kind = 0; kind < HLC_N_EVENT_KINDS; kind++)
    {
      GArray *ids = hlc_event_kind_get_traits (kind)->pick (changes);

      for (guint i = 0; i < ids->len; i++)
        push_change (self, kind, g_array_index (ids, gint64, i));
    }
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
  for (guint kind = 0; kind < HLC_N_EVENT_KINDS; kind++)
    g_clear_pointer (&self->folded[kind], g_hash_table_unref);
  g_clear_pointer (&self->decided, g_hash_table_unref);
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
   * @event: "operation", "delivery", "decision", "attempt" or "endpoint"
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
  for (guint kind = 0; kind < HLC_N_EVENT_KINDS; kind++)
    self->folded[kind] = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->decided = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
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
  self->started_at = hlc_clock_get_now (hlc_store_get_clock (store));
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
