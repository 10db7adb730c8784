/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-agent-key.h"
#include "hlc-api.h"
#include "hlc-guard.h"
#include "hlc-operation.h"
#include "hlc-request.h"
#include "hlc-shape.h"

G_BEGIN_DECLS

/** HlcApiAccess: what a client must show. Agent keys and the console token never stand in for each other. */
typedef enum
{
  HLC_API_OPEN,
  HLC_API_CONSOLE,
  HLC_API_AGENT,
  HLC_API_AGENT_DECIDE, /* an agent key whose scope allows deciding */
} HlcApiAccess;

/**
 * HlcApiTarget:
 * @kind: of which operations the path speaks, where it does
 * @argument: (nullable): the segment of the path that the pattern leaves open, decoded
 * @key: (nullable): the agent key that the client showed
 *
 * What a request is aimed at. Lent to the handler while it runs.
 */
typedef struct
{
  HlcOperationKind kind;
  const char *argument;
  HlcAgentKey *key;
} HlcApiTarget;

/* Answers a request, now or later. */
typedef void (*HlcApiHandler) (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);

/**
 * HlcApiRoute:
 * @pattern: a path; a segment that is an asterisk stands for any one segment
 *
 * One row of a table, which ends with a row without a method. A path belongs to one table only.
 */
typedef struct
{
  const char *method;
  const char *pattern;
  HlcApiAccess access;
  HlcApiHandler handler;
  HlcOperationKind kind;
} HlcApiRoute;

const HlcApiRoute *hlc_api_agent_get_routes (void);
const HlcApiRoute *hlc_api_console_get_routes (void);
const HlcApiRoute *hlc_api_console_operations_get_routes (void);
const HlcApiRoute *hlc_api_endpoints_get_routes (void);
const HlcApiRoute *hlc_api_messages_get_routes (void);
const HlcApiRoute *hlc_api_rules_get_routes (void);

/* The keys of agents, in hlc-api-keys.c. */
void hlc_api_keys_list (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_keys_add (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_keys_remove (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);

/* The tunnel, in hlc-api-tunnel.c. */
void hlc_api_tunnel_get (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_tunnel_start (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_tunnel_stop (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_tunnel_test (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);

/* The remote API, in hlc-api-remote.c. */
void hlc_api_remote_get (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_remote_put (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_remote_delete (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_remote_test (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_remote_create (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);

/* The ids of a developer's own scheme, in hlc-api-console-ids.c. */
void hlc_api_console_next_id (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);

HlcStore *hlc_api_get_store (HlcApi *self);
HlcClock *hlc_api_get_clock (HlcApi *self);
GBytes *hlc_api_get_info (HlcApi *self);
void hlc_api_add_stream (HlcApi *self, HlcRequest *request);

HlcRefusal *hlc_api_access_check (HlcRequest *request,
                                  HlcApiAccess access,
                                  const char *console_token,
                                  GPtrArray *keys,
                                  HlcAgentKey **key) G_GNUC_WARN_UNUSED_RESULT;

/* What agents send and read of operations, in hlc-api-agent-operations.c. */
void hlc_api_agent_create (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_agent_respond (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_agent_escalate (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
HlcOperation *hlc_api_agent_take_operation (HlcRequest *request,
                                            HlcStore *store,
                                            GAsyncResult *result,
                                            HlcOperationKind kind) G_GNUC_WARN_UNUSED_RESULT;
void hlc_api_agent_answer_operation (HlcRequest *request, HlcOperation *operation);

/* What scripts do to operations, in hlc-api-console-write.c; how they read them, in hlc-api-console-operations.c. */
void hlc_api_console_create (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_console_decide (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
gboolean hlc_api_console_read_kind (HlcJsonValue body, HlcOperationKind *kind, GPtrArray *problems);
void hlc_api_console_answer_operation (HlcRequest *request, HlcOperation *operation, GPtrArray *timeline);

G_END_DECLS
