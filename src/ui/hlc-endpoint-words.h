/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-endpoint.h"
#include "hlc-forward-rule.h"
#include "hlc-presentation.h"

G_BEGIN_DECLS

/* How endpoints and forwarding rules are told. Pure; plain text, not markup; any thread. */
HlcAppearance hlc_present_endpoint (HlcEndpoint *endpoint);
char *hlc_words_endpoint_title (HlcEndpoint *endpoint) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_endpoint_health (HlcEndpoint *endpoint, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_events (guint events) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_words_header_family (HlcHeaderFamily family);
const char *hlc_words_body_version_hint (HlcBodyVersion version);

HlcAppearance hlc_present_rule (HlcForwardRule *rule, HlcEndpoint *endpoint);
char *hlc_words_rule_source (HlcForwardRule *rule) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_rule_caption (HlcForwardRule *rule, HlcEndpoint *endpoint) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_backlog (gint64 waiting, const char *url) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
