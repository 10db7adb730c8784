/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-ticker.h"

#define INTERVAL_SECONDS 60

struct _HlcTicker
{
  GObject parent_instance;

  HlcClock *clock; /* (owned) */
  guint source_id;
  guint second_source_id;
  guint n_holders;
};

enum
{
  SIGNAL_TICK,
  SIGNAL_SECOND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcTicker, hlc_ticker, G_TYPE_OBJECT)

static gboolean
tick_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_TICK], 0);

  return G_SOURCE_CONTINUE;
}

static gboolean
second_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_SECOND], 0);

  return G_SOURCE_CONTINUE;
}

static void
hlc_ticker_finalize (GObject *object)
{
  HlcTicker *self = HLC_TICKER (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_handle_id (&self->second_source_id, g_source_remove);
  g_clear_pointer (&self->clock, hlc_clock_unref);

  G_OBJECT_CLASS (hlc_ticker_parent_class)->finalize (object);
}

static void
hlc_ticker_class_init (HlcTickerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hlc_ticker_finalize;

  /**
   * HlcTicker::tick:
   *
   * A minute has passed: relative times are to be shown anew.
   */
  signals[SIGNAL_TICK] =
      g_signal_new ("tick", HLC_TYPE_TICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * HlcTicker::second:
   *
   * A second has passed while somebody shows seconds.
   */
  signals[SIGNAL_SECOND] =
      g_signal_new ("second", HLC_TYPE_TICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hlc_ticker_init (HlcTicker *self)
{
  self->source_id = g_timeout_add_seconds (INTERVAL_SECONDS, tick_cb, self);
}

/**
 * hlc_ticker_new:
 * @clock: what time it is
 *
 * Returns: (transfer full): a ticker that runs until it dies
 */
HlcTicker *
hlc_ticker_new (HlcClock *clock)
{
  HlcTicker *self = g_object_new (HLC_TYPE_TICKER, NULL);

  self->clock = hlc_clock_ref (clock);

  return self;
}

/** hlc_ticker_get_now: Returns: the time, microseconds since the epoch */
gint64
hlc_ticker_get_now (HlcTicker *self)
{
  g_return_val_if_fail (HLC_IS_TICKER (self), 0);

  return hlc_clock_get_now (self->clock);
}

/** hlc_ticker_hold_seconds: from now on until hlc_ticker_release_seconds(), HlcTicker::second is emitted */
void
hlc_ticker_hold_seconds (HlcTicker *self)
{
  g_return_if_fail (HLC_IS_TICKER (self));

  if (self->n_holders++ == 0)
    self->second_source_id = g_timeout_add_seconds (1, second_cb, self);
}

/** hlc_ticker_release_seconds: nobody else may need the seconds: then they stop */
void
hlc_ticker_release_seconds (HlcTicker *self)
{
  g_return_if_fail (HLC_IS_TICKER (self));
  g_return_if_fail (self->n_holders > 0);

  self->n_holders--;
  if (self->n_holders == 0)
    g_clear_handle_id (&self->second_source_id, g_source_remove);
}
