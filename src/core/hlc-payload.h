/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"
#include "hlc-operation.h"

G_BEGIN_DECLS

typedef enum
{
  HLC_BODY_UNKNOWN,
  HLC_BODY_V1,
  HLC_BODY_V1BETA2,
  HLC_BODY_V1BETA3,
} HlcBodyVersion;

/**
 * HlcPayload:
 * @event_type: (nullable): without the version that some senders put before it; %NULL where the body names none
 * @operation: (nullable): the operation that the body carries, its `spec` and `status` as slices of the body
 *
 * What a webhook body is. The result of reading it, not of trusting it.
 */
typedef struct
{
  HlcBodyVersion body_version;
  char *event_type;
  gboolean is_test;
  HlcOperation *operation;
} HlcPayload;

HlcPayload *hlc_payload_new_detect (HlcJsonDocument *document, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_payload_free (HlcPayload *self);

HlcOperation *hlc_operation_new_from_json (HlcJsonValue object, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *hlc_body_version_to_string (HlcBodyVersion version);
gboolean hlc_body_version_from_string (const char *text, HlcBodyVersion *version) G_GNUC_WARN_UNUSED_RESULT;

/**
 * HlcMerge: what a received operation means for the one that is stored (invariant 4).
 * @HLC_MERGE_CREATE: nothing is stored under its call_id: store it
 * @HLC_MERGE_COMPLETE: the stored one is pending and this one is completed: take its outcome
 * @HLC_MERGE_REPEAT: says nothing new
 * @HLC_MERGE_STALE: says pending of one that is completed: webhooks arrive in disorder
 * @HLC_MERGE_CONFLICT: contradicts what is stored: flag it, never apply it
 */
typedef enum
{
  HLC_MERGE_CREATE,
  HLC_MERGE_COMPLETE,
  HLC_MERGE_REPEAT,
  HLC_MERGE_STALE,
  HLC_MERGE_CONFLICT,
} HlcMerge;

HlcMerge hlc_operation_merge (HlcOperation *stored,
                              HlcOperation *received,
                              char **detail) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcPayload, hlc_payload_free)

G_END_DECLS
