/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-counter.h"

/* The shortest time between two readings, in milliseconds. */
#define INTERVAL 250

struct _HlcCounter
{
  GObject parent_instance;

  HlcStore *store;           /* (owned) */
  GCancellable *cancellable; /* (owned) */
  HlcStoreCounts counts;
  guint source_id;
  guint is_counting : 1;
  guint is_stale : 1;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcCounter, hlc_counter, G_TYPE_OBJECT)

static void hlc_counter_count (HlcCounter *self);

static gboolean
interval_cb (gpointer user_data)
{
  HlcCounter *self = user_data;

  self->source_id = 0;
  if (self->is_stale)
    hlc_counter_count (self);

  return G_SOURCE_REMOVE;
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcCounter) self = user_data;
  g_autoptr (GError) error = NULL;
  HlcStoreCounts counts = { 0 };

  self->is_counting = FALSE;
  if (!hlc_store_count_finish (HLC_STORE (object), result, &counts, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Could not count what is stored: %s", error->message);
      return;
    }
  if (self->store == NULL)
    return;

  self->counts = counts;
  self->source_id = g_timeout_add (INTERVAL, interval_cb, self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
hlc_counter_count (HlcCounter *self)
{
  self->is_stale = FALSE;
  self->is_counting = TRUE;
  hlc_store_count_async (self->store, self->cancellable, counted_cb, g_object_ref (self));
}

static void
store_changed_cb (HlcCounter *self)
{
  if (self->is_counting || self->source_id != 0)
    self->is_stale = TRUE;
  else
    hlc_counter_count (self);
}

static void
hlc_counter_dispose (GObject *object)
{
  HlcCounter *self = HLC_COUNTER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_counter_parent_class)->dispose (object);
}

static void
hlc_counter_finalize (GObject *object)
{
  HlcCounter *self = HLC_COUNTER (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (hlc_counter_parent_class)->finalize (object);
}

static void
hlc_counter_class_init (HlcCounterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hlc_counter_dispose;
  object_class->finalize = hlc_counter_finalize;

  /**
   * HlcCounter::changed:
   *
   * The numbers were read again.
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_COUNTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_counter_init (HlcCounter *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * hlc_counter_new:
 * @store: what to count
 *
 * Returns: (transfer full): a counter whose first numbers come with HlcCounter::changed
 */
HlcCounter *
hlc_counter_new (HlcStore *store)
{
  HlcCounter *self = NULL;

  g_return_val_if_fail (HLC_IS_STORE (store), NULL);

  self = g_object_new (HLC_TYPE_COUNTER, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  hlc_counter_count (self);

  return self;
}

/** hlc_counter_get_counts: Returns: (transfer none): the numbers as last read */
const HlcStoreCounts *
hlc_counter_get_counts (HlcCounter *self)
{
  g_return_val_if_fail (HLC_IS_COUNTER (self), NULL);

  return &self->counts;
}
