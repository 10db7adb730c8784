/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-endpoint.h"
#include "hlc-event-type.h"

G_BEGIN_DECLS

/* How events that are sent by hand are told. Pure; plain text, not markup; any thread. */
const char *hlc_words_event_type (HlcEventType type);
char *hlc_words_event_destination (HlcEventType type,
                                   HlcEndpoint *endpoint,
                                   HlcBodyVersion version,
                                   gboolean *is_warning) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_words_receivers (HlcEventType type,
                           GPtrArray *endpoints,
                           gboolean *is_warning) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
