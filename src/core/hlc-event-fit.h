/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-endpoint.h"

G_BEGIN_DECLS

/** HlcEventFit: what a handler may have against an event in a body version. */
typedef enum
{
  HLC_EVENT_FITS,
  HLC_EVENT_FIT_ENVELOPED, /* an envelope around an operation: handlers that read v1 refuse it */
  HLC_EVENT_FIT_BODILESS,  /* in v1 there is no such event */
} HlcEventFit;

/* Which handlers read which event: pure; any thread. */
HlcEventFit hlc_event_fit (HlcEventType type, HlcBodyVersion version);
char *hlc_event_fit_explain (HlcEventType type, HlcBodyVersion version) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_event_has_test_mark (HlcEventType type, HlcBodyVersion version);
GPtrArray *hlc_event_list_receivers (GPtrArray *endpoints, HlcEventType type) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
