/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HlcTunnelState:
 * @HLC_TUNNEL_UNKNOWN: nobody has looked yet
 * @HLC_TUNNEL_NOT_RUNNING: no ngrok agent runs on this machine
 * @HLC_TUNNEL_UNREADABLE: something answers in the agent's place, but not as one, or not at all
 * @HLC_TUNNEL_NONE: the agent has no tunnel
 * @HLC_TUNNEL_OTHER_PORT: no tunnel leads to this console
 * @HLC_TUNNEL_MISFIT: one leads to the receiver, but not as HTTP
 * @HLC_TUNNEL_READY: one leads to the receiver
 * @HLC_TUNNEL_API_PORT: one leads to the API, whatever the others do. It must be stopped
 *
 * What the tunnels of this machine mean for this console.
 */
typedef enum
{
  HLC_TUNNEL_UNKNOWN,
  HLC_TUNNEL_NOT_RUNNING,
  HLC_TUNNEL_UNREADABLE,
  HLC_TUNNEL_NONE,
  HLC_TUNNEL_OTHER_PORT,
  HLC_TUNNEL_MISFIT,
  HLC_TUNNEL_READY,
  HLC_TUNNEL_API_PORT,
} HlcTunnelState;

/** HlcTunnelTarget: where one tunnel leads. MISFIT: to the receiver, but not as HTTP. */
typedef enum
{
  HLC_TUNNEL_TARGET_OTHER,
  HLC_TUNNEL_TARGET_MISFIT,
  HLC_TUNNEL_TARGET_RECEIVER,
  HLC_TUNNEL_TARGET_API,
} HlcTunnelTarget;

/**
 * HlcTunnelCopied: what has become of the address that was copied.
 * @HLC_TUNNEL_COPIED_NONE: none was, or nothing can be said of it
 * @HLC_TUNNEL_COPIED_VALID: it leads here
 * @HLC_TUNNEL_COPIED_CHANGED: another one leads here now
 * @HLC_TUNNEL_COPIED_GONE: none leads here any more
 */
typedef enum
{
  HLC_TUNNEL_COPIED_NONE,
  HLC_TUNNEL_COPIED_VALID,
  HLC_TUNNEL_COPIED_CHANGED,
  HLC_TUNNEL_COPIED_GONE,
} HlcTunnelCopied;

/**
 * HlcTunnelPorts:
 * @receiver: the receiver's port; 0 while it does not listen
 * @api: the API's port; 0 while it does not listen
 * @path: where the receiver takes webhooks
 *
 * What a tunnel may lead to.
 */
typedef struct
{
  guint16 receiver;
  guint16 api;
  const char *path;
} HlcTunnelPorts;

/**
 * HlcTunnelEntry:
 * @name: by which the agent knows it, as it came; may be empty
 * @public_url: its address outside, fit to be shown; may be empty
 * @webhook_url: (nullable): where webhooks are sent to reach @addr; %NULL where that cannot be done by HTTP
 * @proto: as it came; may be empty
 * @addr: where it leads, as it came; may be empty
 *
 * One tunnel.
 */
typedef struct
{
  char *name;
  char *public_url;
  char *webhook_url;
  char *proto;
  char *addr;
  HlcTunnelTarget target;
} HlcTunnelEntry;

#define HLC_TYPE_TUNNEL_STATUS (hlc_tunnel_status_get_type ())

/**
 * HlcTunnelStatus:
 * @reason: (nullable): a sentence, where the state is UNREADABLE
 * @public_url, @webhook_url: (nullable): the best address that leads to the receiver
 * @n_addresses: how many addresses lead there, https and http of one host counted once
 * @receiver_port, @api_port: what it was judged by
 * @tunnels: (element-type HlcTunnelEntry): all, those to this console first and https before http
 *
 * A judgement. Reference counted and not changed after it was made; any thread.
 */
typedef struct
{
  HlcTunnelState state;
  char *reason;
  char *public_url;
  char *webhook_url;
  guint n_addresses;
  guint16 receiver_port;
  guint16 api_port;
  GPtrArray *tunnels;

  /*< private >*/
  gatomicrefcount ref_count;
} HlcTunnelStatus;

GType hlc_tunnel_status_get_type (void);
HlcTunnelStatus *hlc_tunnel_status_new (HlcTunnelState state,
                                        const char *reason,
                                        const HlcTunnelPorts *ports) G_GNUC_WARN_UNUSED_RESULT;
HlcTunnelStatus *hlc_tunnel_status_new_judge (GBytes *answer,
                                              const HlcTunnelPorts *ports) G_GNUC_WARN_UNUSED_RESULT;
HlcTunnelStatus *hlc_tunnel_status_ref (HlcTunnelStatus *self);
void hlc_tunnel_status_unref (HlcTunnelStatus *self);
gboolean hlc_tunnel_status_equal (HlcTunnelStatus *a, HlcTunnelStatus *b);

HlcTunnelCopied hlc_tunnel_status_judge_copied (HlcTunnelStatus *self, const char *copied_url);
HlcTunnelEntry *hlc_tunnel_status_find (HlcTunnelStatus *self, HlcTunnelTarget target);
HlcTunnelEntry *hlc_tunnel_status_find_name (HlcTunnelStatus *self, const char *name);

const char *hlc_tunnel_state_to_string (HlcTunnelState state);
const char *hlc_tunnel_target_to_string (HlcTunnelTarget target);
const char *hlc_tunnel_copied_to_string (HlcTunnelCopied copied);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcTunnelStatus, hlc_tunnel_status_unref)

G_END_DECLS
