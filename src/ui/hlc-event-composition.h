/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-event-sheet.h"
#include "hlc-store-outbox.h"

G_BEGIN_DECLS

/**
 * HlcEventComposition:
 * @draft: (nullable): the event; %NULL where something is wrong
 * @problems: (element-type HlcFormProblem): what
 * @body: (nullable): what is sent in the body version that was asked for
 * @order: (nullable): what was given, with what is sent
 * @sheet, @loss: (nullable): the event in a form, where that was asked for: as of hlc_event_sheet_new_from_draft()
 *
 * What became of a sheet. Plain data.
 */
typedef struct
{
  HlcEventDraft *draft;
  GPtrArray *problems;
  GBytes *body;
  HlcSendOrder *order;
  HlcEventSheet *sheet;
  char *loss;
} HlcEventComposition;

/**
 * HlcEventTerms:
 * @now, @token: as of hlc_event_sheet_to_draft(); @token is lent
 * @version: in which the body is to be made; unknown for none
 * @reads_form: whether it is to be read into a form again
 *
 * How an event is to be composed.
 */
typedef struct
{
  gint64 now;
  const char *token;
  HlcBodyVersion version;
  gboolean reads_form;
} HlcEventTerms;

/* Composes events on another thread: what a state holds may be long. Main thread. */
void hlc_event_composition_make_async (HlcEventSheet *sheet,
                                       const HlcEventTerms *terms,
                                       HlcSendOrder *order,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
HlcEventComposition *hlc_event_composition_make_finish (GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;
void hlc_event_composition_free (HlcEventComposition *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcEventComposition, hlc_event_composition_free)

G_END_DECLS
