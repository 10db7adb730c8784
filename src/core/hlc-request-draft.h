/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-header-list.h"
#include "hlc-operation.h"

G_BEGIN_DECLS

/**
 * HlcRequestDraft:
 * @method: in upper case
 * @url: absolute; as it was written, which may be anything: check it before it is used
 * @headers: secrets among them: never to be shown or logged as they are
 * @body: (nullable)
 *
 * An HTTP request that somebody wrote down. Plain data.
 */
typedef struct
{
  char *method;
  char *url;
  HlcHeaderList *headers;
  GBytes *body;
} HlcRequestDraft;

HlcRequestDraft *hlc_request_draft_new (const char *method, const char *url) G_GNUC_WARN_UNUSED_RESULT;
HlcRequestDraft *hlc_request_draft_copy (const HlcRequestDraft *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_request_draft_free (HlcRequestDraft *self);
gboolean hlc_request_draft_creates (const HlcRequestDraft *self, HlcOperationKind *kind);
gboolean hlc_request_draft_check (const HlcRequestDraft *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcHeaderList *hlc_request_draft_dup_sent_headers (const HlcRequestDraft *self) G_GNUC_WARN_UNUSED_RESULT;
HlcHeaderList *hlc_request_draft_dup_shown_headers (const HlcRequestDraft *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcRequestDraft, hlc_request_draft_free)

G_END_DECLS
