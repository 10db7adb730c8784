/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-event-draft.h"
#include "hlc-operation-form.h"

G_BEGIN_DECLS

/**
 * HlcCompletedForm:
 * @operation: (owned): the operation; ids that are empty are made
 * @is_approved: of a function call: whether it was approved
 * @text: (nullable): the comment, or the response
 * @option: (nullable): the name of the reject or response option that was chosen
 * @requested_at, @responded_at: (nullable): RFC 3339; empty for a minute ago and now
 * @status_others: (nullable): members of the status that no field shows
 *
 * What is typed to compose the event that tells of a completed operation. Plain data.
 */
typedef struct
{
  HlcOperationForm *operation;
  gboolean is_approved;
  char *text;
  char *option;
  char *requested_at;
  char *responded_at;
  GBytes *status_others;
} HlcCompletedForm;

HlcCompletedForm *hlc_completed_form_new (HlcOperationKind kind) G_GNUC_WARN_UNUSED_RESULT;
HlcCompletedForm *hlc_completed_form_new_like (const HlcCompletedForm *from) G_GNUC_WARN_UNUSED_RESULT;
void hlc_completed_form_free (HlcCompletedForm *self);
HlcEventDraft *hlc_completed_form_to_draft (const HlcCompletedForm *self,
                                            gint64 now,
                                            const char *token,
                                            GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
HlcCompletedForm *hlc_completed_form_new_from_json (GBytes *event,
                                                    GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcCompletedForm, hlc_completed_form_free)

G_END_DECLS
