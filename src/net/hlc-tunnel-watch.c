/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel.h"

#include "hlc-tunnel-private.h"

/* Milliseconds between two looks, while a window shows them and while none does. */
#define SHOWN_INTERVAL 3000
#define HIDDEN_INTERVAL 30000

static guint
get_interval (HlcTunnel *self)
{
  return self->intervals[self->hidden ? 1 : 0];
}

static gboolean timer_cb (gpointer user_data);

static void
schedule (HlcTunnel *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->n_watchers > 0 && !self->is_looking && !g_cancellable_is_cancelled (self->life))
    self->timer = g_timeout_add (get_interval (self), timer_cb, self);
}

static void
timer_looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  HlcTunnel *self = HLC_TUNNEL (object);

  self->is_looking = FALSE;
  if (hlc_tunnel_refresh_finish (self, result, NULL))
    schedule (self);
}

static void
look (HlcTunnel *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->is_looking)
    return;

  self->is_looking = TRUE;
  hlc_tunnel_refresh_async (self, NULL, timer_looked_cb, NULL);
}

static gboolean
timer_cb (gpointer user_data)
{
  HlcTunnel *self = user_data;

  self->timer = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

/**
 * hlc_tunnel_watch:
 *
 * Looks now, and again every few seconds, until hlc_tunnel_unwatch() was called as often.
 */
void
hlc_tunnel_watch (HlcTunnel *self)
{
  g_return_if_fail (HLC_IS_TUNNEL (self));

  self->n_watchers++;
  if (self->n_watchers == 1)
    look (self);
}

/**
 * hlc_tunnel_unwatch:
 *
 * Takes one hlc_tunnel_watch() back.
 */
void
hlc_tunnel_unwatch (HlcTunnel *self)
{
  g_return_if_fail (HLC_IS_TUNNEL (self));
  g_return_if_fail (self->n_watchers > 0);

  self->n_watchers--;
  schedule (self);
}

/**
 * hlc_tunnel_set_intervals:
 * @shown: milliseconds between two looks; 0 for the default, 3 s
 * @hidden: the same while HlcTunnel:hidden; 0 for the default, 30 s
 *
 * Sets how often it looks while it is watched.
 */
void
hlc_tunnel_set_intervals (HlcTunnel *self, guint shown, guint hidden)
{
  g_return_if_fail (HLC_IS_TUNNEL (self));

  self->intervals[0] = shown != 0 ? shown : SHOWN_INTERVAL;
  self->intervals[1] = hidden != 0 ? hidden : HIDDEN_INTERVAL;
  schedule (self);
}

/**
 * hlc_tunnel_set_hidden:
 * @hidden: whether nobody sees what is found
 *
 * Sets HlcTunnel:hidden, which makes it look less often. Who comes back sees how it is now.
 */
void
hlc_tunnel_set_hidden (HlcTunnel *self, gboolean hidden)
{
  g_return_if_fail (HLC_IS_TUNNEL (self));

  if (self->hidden == hidden)
    return;

  self->hidden = hidden;
  g_object_notify (G_OBJECT (self), "hidden");
  if (!hidden && self->n_watchers > 0)
    look (self);
  else
    schedule (self);
}
