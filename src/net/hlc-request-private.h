/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <libsoup/soup.h>

#include "hlc-connection.h"
#include "hlc-guard.h"
#include "hlc-request.h"

G_BEGIN_DECLS

/* What a listener needs of a request. */
void hlc_request_preset_answer (SoupServerMessage *message);
HlcRequest *hlc_request_new (SoupServerMessage *message, HlcConnection *connection) G_GNUC_WARN_UNUSED_RESULT;
void hlc_request_get_head (HlcRequest *self, HlcRequestHead *head);
void hlc_request_take_over (HlcRequest *self, GBytes *body);

G_END_DECLS
