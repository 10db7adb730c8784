/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-api-private.h"
#include "hlc-api-sending.h"
#include "hlc-message.h"

G_BEGIN_DECLS

/* What the routes of sending share: in hlc-api-sending.c, and the answer with a message in hlc-api-messages.c. */
HlcEndpointVault *hlc_api_peek_vault (HlcApi *api);
HlcEndpointVault *hlc_api_get_vault (HlcApi *api, HlcRequest *request);
HlcDispatcher *hlc_api_get_dispatcher (HlcApi *api, HlcRequest *request);
void hlc_api_answer_message (HlcRequest *request, HlcMessage *message);

/* POST deliveries/{id}/replay, in hlc-api-replay.c; GET and PUT time-scale, in hlc-api-time-scale.c. */
void hlc_api_replay (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_time_scale_get (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);
void hlc_api_time_scale_put (HlcApi *api, HlcRequest *request, const HlcApiTarget *target);

G_END_DECLS
