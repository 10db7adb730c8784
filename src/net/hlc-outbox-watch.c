/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-outbox-watch.h"

#include "hlc-priority.h"
#include "hlc-retry.h"

/* It is looked so often at least: timers stand still while the machine sleeps. Microseconds. */
#define INTERVAL (30 * G_TIME_SPAN_SECOND)
/* And so often at most, when what is due next was due already. */
#define INTERVAL_MIN (10 * G_TIME_SPAN_MILLISECOND)
/* When the store failed, it is asked again after this. */
#define STORE_RETRY (5 * G_TIME_SPAN_SECOND)
/* A clock that goes back by less than this was only set right. */
#define CLOCK_TOLERANCE G_TIME_SPAN_SECOND

struct _HlcOutboxWatch
{
  GObject parent_instance;

  HlcStore *store; /* (owned) */
  HlcClock *clock; /* (owned) */
  HlcOutboxAskFunc ask;
  HlcOutboxFoundFunc found;
  gpointer user_data;
  guint per_endpoint;
  double time_scale;
  GMainContext *context; /* (owned) */

  gboolean is_running;
  GCancellable *cancellable; /* (owned) (nullable): of this run's looks */
  GSource *idle;             /* (owned) (nullable) */
  GSource *timer;            /* (owned) (nullable) */
  gint64 last_look;          /* by the clock */
  gboolean is_wanted;
  gboolean is_looking;
  gboolean needs_reschedule;
  gboolean is_rescheduling;
};

G_DEFINE_FINAL_TYPE (HlcOutboxWatch, hlc_outbox_watch, G_TYPE_OBJECT)

static gboolean idle_cb (gpointer user_data);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Takes @source. */
static void
attach (HlcOutboxWatch *self, GSource **place, GSource *source, GSourceFunc callback)
{
  clear_source (place);
  *place = source;
  g_source_set_priority (source, HLC_PRIORITY_ANSWER);
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, self->context);
}

/* One at a time; whoever is wanted meanwhile comes after it. */
static void
look_soon (HlcOutboxWatch *self)
{
  if (self->is_running && self->is_wanted && self->idle == NULL && !self->is_looking &&
      !self->is_rescheduling)
    attach (self, &self->idle, g_idle_source_new (), idle_cb);
}

static gboolean
timer_cb (gpointer user_data)
{
  HlcOutboxWatch *self = user_data;

  g_clear_pointer (&self->timer, g_source_unref);
  hlc_outbox_watch_wake (self);

  return G_SOURCE_REMOVE;
}

static void
look_after (HlcOutboxWatch *self, gint64 wait)
{
  guint milliseconds = (guint) ((CLAMP (wait, INTERVAL_MIN, INTERVAL) + 999) / 1000);

  attach (self, &self->timer, g_timeout_source_new (milliseconds), timer_cb);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcOutboxWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOutbox) outbox = hlc_store_look_at_outbox_finish (HLC_STORE (source), result, &error);
  gint64 wait = STORE_RETRY;

  /* It belongs to a run that was stopped. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->is_looking = FALSE;
  if (outbox == NULL)
    g_message ("The outbox cannot be read now: %s. Trying again in 5 s.", error->message);
  else
    {
      wait = outbox->next_due_at != 0 ? outbox->next_due_at - hlc_clock_get_now (self->clock) : INTERVAL;
      /* Where nothing was taken there was no place, and whoever gets one wakes us. */
      if (self->found (outbox, self->user_data) && outbox->has_more)
        self->is_wanted = TRUE;
    }

  if (self->is_running)
    look_after (self, wait);
  look_soon (self);
}

static void
rescheduled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcOutboxWatch) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_rescheduling = FALSE;
  if (hlc_store_reschedule_finish (HLC_STORE (source), result, &error))
    {
      hlc_outbox_watch_wake (self);
      return;
    }

  self->needs_reschedule = TRUE;
  if (!self->is_running)
    return;

  g_message ("What waits to be sent cannot be planned anew now: %s. Trying again in 5 s.", error->message);
  look_after (self, STORE_RETRY);
}

static void
reschedule (HlcOutboxWatch *self)
{
  self->needs_reschedule = FALSE;
  self->is_rescheduling = TRUE;
  hlc_store_reschedule_async (self->store, self->time_scale, rescheduled_cb, g_object_ref (self));
}

static void
look (HlcOutboxWatch *self)
{
  HlcOutboxLook look = { .now = hlc_clock_get_now (self->clock), .per_endpoint = self->per_endpoint };
  g_autoptr (GArray) under_way = NULL;

  if (look.now < self->last_look - CLOCK_TOLERANCE)
    self->needs_reschedule = TRUE;
  self->last_look = look.now;
  look_after (self, INTERVAL);
  if (self->needs_reschedule)
    {
      reschedule (self);
      return;
    }

  under_way = self->ask (self->user_data);
  if (under_way == NULL)
    return;

  look.under_way = under_way;
  self->is_looking = TRUE;
  hlc_store_look_at_outbox_async (self->store, &look, self->cancellable, looked_cb, g_object_ref (self));
}

static gboolean
idle_cb (gpointer user_data)
{
  HlcOutboxWatch *self = user_data;

  g_clear_pointer (&self->idle, g_source_unref);
  self->is_wanted = FALSE;
  look (self);

  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (HlcStore *store, HlcStoreChanges *changes, HlcOutboxWatch *self)
{
  if (changes->messages->len > 0 || changes->attempts->len > 0 || changes->endpoints->len > 0 ||
      changes->rules->len > 0)
    hlc_outbox_watch_wake (self);
}

static void
hlc_outbox_watch_dispose (GObject *object)
{
  HlcOutboxWatch *self = HLC_OUTBOX_WATCH (object);

  hlc_outbox_watch_stop (self);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hlc_outbox_watch_parent_class)->dispose (object);
}

static void
hlc_outbox_watch_finalize (GObject *object)
{
  HlcOutboxWatch *self = HLC_OUTBOX_WATCH (object);

  hlc_clock_unref (self->clock);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (hlc_outbox_watch_parent_class)->finalize (object);
}

static void
hlc_outbox_watch_class_init (HlcOutboxWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hlc_outbox_watch_dispose;
  object_class->finalize = hlc_outbox_watch_finalize;
}

static void
hlc_outbox_watch_init (HlcOutboxWatch *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->time_scale = HLC_TIME_SCALE_MIN;
}

/**
 * hlc_outbox_watch_new:
 * @clock: the one of @store
 * @per_endpoint: as of #HlcOutboxLook
 * @ask: asked before each look; not while stopped
 * @found: told of what a look found; not while stopped
 * @user_data: for both
 *
 * Makes a watch that does not look yet, in the thread-default main context, which is the store's.
 *
 * Returns: (transfer full): the watch
 */
HlcOutboxWatch *
hlc_outbox_watch_new (HlcStore *store,
                      HlcClock *clock,
                      guint per_endpoint,
                      HlcOutboxAskFunc ask,
                      HlcOutboxFoundFunc found,
                      gpointer user_data)
{
  HlcOutboxWatch *self = NULL;

  g_return_val_if_fail (HLC_IS_STORE (store), NULL);
  g_return_val_if_fail (clock != NULL && ask != NULL && found != NULL, NULL);

  self = g_object_new (HLC_TYPE_OUTBOX_WATCH, NULL);
  self->store = g_object_ref (store);
  self->clock = hlc_clock_ref (clock);
  self->per_endpoint = per_endpoint;
  self->ask = ask;
  self->found = found;
  self->user_data = user_data;

  return self;
}

/**
 * hlc_outbox_watch_start:
 *
 * Begins to look. Does nothing where it looks already.
 */
void
hlc_outbox_watch_start (HlcOutboxWatch *self)
{
  g_return_if_fail (HLC_IS_OUTBOX_WATCH (self));

  if (self->is_running)
    return;

  self->is_running = TRUE;
  self->is_looking = FALSE;
  self->cancellable = g_cancellable_new ();
  self->last_look = 0;
  self->needs_reschedule = TRUE;
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  hlc_outbox_watch_wake (self);
}

/**
 * hlc_outbox_watch_stop:
 *
 * Stops looking: its functions are not called any more. To be called before the store is closed, and before the watch is
 * let go.
 */
void
hlc_outbox_watch_stop (HlcOutboxWatch *self)
{
  g_return_if_fail (HLC_IS_OUTBOX_WATCH (self));

  if (!self->is_running)
    return;

  self->is_running = FALSE;
  self->is_wanted = FALSE;
  g_signal_handlers_disconnect_by_data (self->store, self);
  clear_source (&self->idle);
  clear_source (&self->timer);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/**
 * hlc_outbox_watch_wake:
 *
 * Has it look soon: there is a place again, or time has passed of which timers know nothing. Does nothing while stopped.
 */
void
hlc_outbox_watch_wake (HlcOutboxWatch *self)
{
  g_return_if_fail (HLC_IS_OUTBOX_WATCH (self));

  self->is_wanted = self->is_running;
  look_soon (self);
}

/**
 * hlc_outbox_watch_set_time_scale:
 * @time_scale: how much faster than real time the delays between attempts run
 *
 * Has what waits planned anew, now or at the next start.
 */
void
hlc_outbox_watch_set_time_scale (HlcOutboxWatch *self, double time_scale)
{
  g_return_if_fail (HLC_IS_OUTBOX_WATCH (self));

  self->time_scale = time_scale;
  self->needs_reschedule = TRUE;
  hlc_outbox_watch_wake (self);
}
