/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-operation.h"
#include "hlc-shape.h"

G_BEGIN_DECLS

/**
 * HlcOperationDraft:
 * @label: (nullable): where it comes from: a step's name, "item 3"; for messages
 * @call_id, @run_id: (nullable): %NULL where one is yet to be made
 * @body: the body of a request that creates it, as agents send it: `{run_id, call_id, spec}` and what else there was
 *
 * An operation that does not exist yet. Plain data.
 */
typedef struct
{
  char *label;
  HlcOperationKind kind;
  char *call_id;
  char *run_id;
  GBytes *body;
} HlcOperationDraft;

HlcOperationDraft *hlc_operation_draft_new (HlcJsonValue source,
                                            HlcOperationKind kind,
                                            const char *call_id,
                                            const char *run_id,
                                            const char *const *left_out) G_GNUC_WARN_UNUSED_RESULT;
HlcOperationDraft *hlc_operation_draft_copy (const HlcOperationDraft *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_operation_draft_free (HlcOperationDraft *self);
GPtrArray *hlc_operation_drafts_new (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_operation_draft_check (const HlcOperationDraft *self,
                                    GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
HlcOperation *hlc_operation_draft_to_operation (const HlcOperationDraft *self,
                                                const char *call_id,
                                                const char *run_id,
                                                GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
GBytes *hlc_operation_draft_to_console_body (const HlcOperationDraft *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean hlc_operation_spec_detect_kind (HlcJsonValue spec, HlcOperationKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcOperationDraft, hlc_operation_draft_free)

G_END_DECLS
