/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-attempt.h"
#include "hlc-endpoint.h"
#include "hlc-message.h"
#include "hlc-signing-secret.h"

G_BEGIN_DECLS

/** The header that says which console sent a request: one that comes back to it is never forwarded again. */
#define HLC_LOOP_HEADER "x-humanlayer-console"

/**
 * HlcOutgoing:
 * @method: (nullable): in upper case; %NULL for POST, as every webhook is
 * @url: where to
 * @headers: in the order in which they are sent; without Host and Content-Length
 * @body: the bytes
 *
 * One request, ready to be posted. Plain data.
 */
typedef struct
{
  char *method;
  char *url;
  HlcHeaderList *headers;
  GBytes *body;
} HlcOutgoing;

HlcOutgoing *hlc_outgoing_new_signed (const char *url,
                                      const char *webhook_id,
                                      GBytes *body,
                                      HlcHeaderFamily family,
                                      HlcHeaderList *custom_headers,
                                      GPtrArray *secrets,
                                      const char *console_id,
                                      gint64 now) G_GNUC_WARN_UNUSED_RESULT;
HlcOutgoing *hlc_outgoing_new_original (const char *url,
                                        HlcHeaderList *received_headers,
                                        HlcHeaderList *custom_headers,
                                        GBytes *body,
                                        const char *console_id) G_GNUC_WARN_UNUSED_RESULT;
void hlc_outgoing_free (HlcOutgoing *self);
HlcHeaderList *hlc_outgoing_dup_log_headers (const HlcOutgoing *self,
                                             HlcHeaderList *custom_headers) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_outgoing_to_curl (const HlcOutgoing *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcOutgoing, hlc_outgoing_free)

G_END_DECLS
