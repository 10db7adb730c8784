/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-listener.h"
#include "hlc-receiver.h"
#include "hlc-store.h"

G_BEGIN_DECLS

#define HLC_API_DEFAULT_PORT 4881
#define HLC_API_AGENT_PREFIX "/humanlayer/v1"
#define HLC_API_CONSOLE_PREFIX "/console/v1"

/**
 * HlcApi:
 *
 * The second listener, on loopback only: the HumanLayer API for agents (Bearer agent key), and /console/v1 for
 * scripts and the command line (Bearer console token). Routes are tables; an unknown path says which prefixes exist.
 * Main thread.
 *
 * Property: HlcApi:port (0 while it does not listen).
 * Signal: HlcApi::key-used (HlcApi *, const char *name): an agent showed that key.
 */
#define HLC_TYPE_API (hlc_api_get_type ())
G_DECLARE_FINAL_TYPE (HlcApi, hlc_api, HLC, API, GObject)

HlcApi *hlc_api_new (HlcStore *store, HlcClock *clock, const char *console_token) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_api_listen (HlcApi *self, guint16 port, GError **error);
void hlc_api_stop (HlcApi *self);
guint16 hlc_api_get_port (HlcApi *self);
void hlc_api_set_agent_keys (HlcApi *self, GPtrArray *keys);
void hlc_api_set_info (HlcApi *self, GBytes *json);
void hlc_api_publish (HlcApi *self, const char *event, GBytes *json);
gboolean hlc_api_has_readers (HlcApi *self);

G_END_DECLS
