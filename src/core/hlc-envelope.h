/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-operation.h"
#include "hlc-payload.h"

G_BEGIN_DECLS

/* The bodies of webhooks in the versions that handlers read. Received texts are spliced in, never printed anew. */
GBytes *hlc_envelope_from_operation (HlcOperation *operation,
                                     const char *event_type,
                                     HlcBodyVersion version) G_GNUC_WARN_UNUSED_RESULT;
GBytes *hlc_envelope_from_event (GBytes *event,
                                 const char *event_type,
                                 gboolean is_test,
                                 HlcBodyVersion version) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
