/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-header-list.h"

G_BEGIN_DECLS

/**
 * HlcRequest:
 *
 * One HTTP request that a listener has taken in, and the one answer that it gets. The connection waits, with no
 * deadline, until the answer is given; an answer to a client that has left is dropped. Main thread.
 */
#define HLC_TYPE_REQUEST (hlc_request_get_type ())
G_DECLARE_FINAL_TYPE (HlcRequest, hlc_request, HLC, REQUEST, GObject)

const char *hlc_request_get_method (HlcRequest *self);
const char *hlc_request_get_path (HlcRequest *self);
const char *hlc_request_get_query (HlcRequest *self);
HlcHeaderList *hlc_request_get_headers (HlcRequest *self);
GBytes *hlc_request_get_body (HlcRequest *self);
const char *hlc_request_get_remote_address (HlcRequest *self);

void hlc_request_set_header (HlcRequest *self, const char *name, const char *value);
void hlc_request_answer (HlcRequest *self, guint status, GBytes *json);
void hlc_request_answer_error (HlcRequest *self, guint status, const char *code, const char *message);

/* A stream of server-sent events instead of one answer. FALSE from write: the client left or reads too slowly. */
void hlc_request_begin_events (HlcRequest *self);
GBytes *hlc_request_format_event (const char *event, GBytes *json) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_request_write_event (HlcRequest *self, GBytes *event);
void hlc_request_end_events (HlcRequest *self);

G_END_DECLS
