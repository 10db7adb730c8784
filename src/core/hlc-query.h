/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-operation.h"
#include "hlc-signature-check.h"

G_BEGIN_DECLS

/** HlcStateFilter: which states a list of operations holds. COMPLETED is ordered by when it was completed. */
typedef enum
{
  HLC_STATES_ALL,
  HLC_STATES_PENDING,
  HLC_STATES_COMPLETED,
  HLC_STATES_APPROVED,
  HLC_STATES_DENIED,
  HLC_STATES_RESPONDED,
} HlcStateFilter;

/**
 * HlcOperationQuery:
 * @kind: an #HlcOperationKind, or -1 for both
 * @run_id: (nullable): only this run
 * @search: (nullable): words, each the beginning of a word in call_id, run_id, title or arguments
 *
 * Which operations a list holds, newest first. Plain data; copied by whoever keeps it.
 */
typedef struct
{
  HlcStateFilter states;
  int kind;
  char *run_id;
  char *search;
} HlcOperationQuery;

/**
 * HlcDeliveryQuery:
 * @verdict: an #HlcVerdict, or -1 for all
 * @call_id: (nullable): only those that say they are about this operation
 * @search: (nullable): words, as in #HlcOperationQuery
 *
 * Which received deliveries a list holds, newest first.
 */
typedef struct
{
  int verdict;
  char *call_id;
  char *search;
} HlcDeliveryQuery;

/**
 * HlcMessageQuery:
 * @state: an #HlcMessageState, or -1 for all that were sent or will be
 * @with_unsent: those that no endpoint wanted as well
 * @call_id: (nullable): only those about this operation
 * @endpoint_id: (nullable): only those with an attempt at this endpoint
 * @search: (nullable): a part of message_id, event_type, call_id or title
 *
 * Which sent messages a list holds, newest first.
 */
typedef struct
{
  int state;
  gboolean with_unsent;
  char *call_id;
  char *endpoint_id;
  char *search;
} HlcMessageQuery;

HlcOperationQuery *hlc_operation_query_new (HlcStateFilter states) G_GNUC_WARN_UNUSED_RESULT;
HlcOperationQuery *hlc_operation_query_copy (const HlcOperationQuery *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_operation_query_free (HlcOperationQuery *self);
HlcDeliveryQuery *hlc_delivery_query_new (void) G_GNUC_WARN_UNUSED_RESULT;
HlcDeliveryQuery *hlc_delivery_query_copy (const HlcDeliveryQuery *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_delivery_query_free (HlcDeliveryQuery *self);
HlcMessageQuery *hlc_message_query_new (void) G_GNUC_WARN_UNUSED_RESULT;
HlcMessageQuery *hlc_message_query_copy (const HlcMessageQuery *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_message_query_free (HlcMessageQuery *self);
gboolean hlc_state_filter_from_string (const char *text, HlcStateFilter *filter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcOperationQuery, hlc_operation_query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcDeliveryQuery, hlc_delivery_query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcMessageQuery, hlc_message_query_free)

G_END_DECLS
