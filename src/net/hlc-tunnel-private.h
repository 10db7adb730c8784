/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-http-exchange.h"
#include "hlc-ngrok-process.h"
#include "hlc-tunnel.h"

G_BEGIN_DECLS

struct _HlcTunnel
{
  GObject parent_instance;

  HlcStore *store;          /* (owned) */
  HlcClock *clock;          /* (owned) */
  char *agent;              /* (owned): the base URL of its API */
  GCancellable *life;       /* (owned): stops what nobody else stops */
  HlcSigningSecret *secret; /* (owned) (nullable) */
  HlcNgrokProcess *process; /* (owned) (nullable): the agent, where we run it */
  gboolean sandboxed;

  guint16 receiver_port;
  guint16 api_port;
  char *copied_url; /* (owned) (nullable) */

  guint n_watchers;
  gboolean hidden;
  guint intervals[2]; /* milliseconds: shown, hidden */
  guint timer;
  gboolean is_looking; /* a look of the timer's is under way */
  guint64 n_looks;
  guint64 newest_look; /* of which the answer was taken */

  GBytes *answer;          /* (owned) (nullable): what the status was judged by */
  HlcTunnelStatus *status; /* (owned) */
  char *summary;           /* (owned) */
  char *problem;           /* (owned) (nullable) */
};

void hlc_tunnel_call_agent_async (HlcTunnel *self,
                                  const char *method,
                                  const char *name,
                                  GBytes *body,
                                  guint deadline,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

gulong hlc_tunnel_connect_task (gpointer instance, const char *signal, GCallback callback, GTask *task);
void hlc_tunnel_forget_process (HlcTunnel *self, HlcNgrokProcess *process);

/* In hlc-tunnel-run.c. */
void hlc_tunnel_run_agent_async (HlcTunnel *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean hlc_tunnel_run_agent_finish (HlcTunnel *self, GAsyncResult *result, GError **error);

G_END_DECLS
