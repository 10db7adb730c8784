/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-decision.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/**
 * HlcDecisionFailure:
 * @title: of the operation
 * @message: why it was not decided, and what to do
 *
 * One operation that a decision did not reach. Plain data.
 */
typedef struct
{
  char *call_id;
  char *title;
  char *message;
} HlcDecisionFailure;

/**
 * HlcDecisionQueue:
 *
 * Decisions on their way to the store: each is held for some seconds in which it can be undone, then carried out. One
 * batch is held at a time: a new one carries out the one before it. What is held when the queue is disposed of is
 * carried out. Main thread.
 *
 * Properties: HlcDecisionQueue:undo-seconds and HlcDecisionQueue:bulk-undo-seconds, 0 to 10: how long a decision on one
 * operation and on several is held; HlcDecisionQueue:seconds-left, 0 while nothing is held.
 * Signals: HlcDecisionQueue::undone (GStrv of call ids); HlcDecisionQueue::decided (HlcOperation *);
 * HlcDecisionQueue::finished (guint how many were decided, GPtrArray of HlcDecisionFailure) when a batch is through.
 */
#define HLC_TYPE_DECISION_QUEUE (hlc_decision_queue_get_type ())
G_DECLARE_FINAL_TYPE (HlcDecisionQueue, hlc_decision_queue, HLC, DECISION_QUEUE, GObject)

HlcDecisionQueue *hlc_decision_queue_new (HlcStore *store) G_GNUC_WARN_UNUSED_RESULT;
void hlc_decision_queue_add (HlcDecisionQueue *self, HlcOperation *operation, const HlcDecision *decision);
void hlc_decision_queue_add_several (HlcDecisionQueue *self,
                                     GPtrArray *operations,
                                     const HlcDecision *decision);
gboolean hlc_decision_queue_undo (HlcDecisionQueue *self);
void hlc_decision_queue_flush (HlcDecisionQueue *self);
void hlc_decision_queue_advance (HlcDecisionQueue *self);
guint hlc_decision_queue_get_seconds_left (HlcDecisionQueue *self);
gboolean hlc_decision_queue_holds (HlcDecisionQueue *self, const char *call_id);
gboolean hlc_decision_queue_is_busy (HlcDecisionQueue *self, const char *call_id);
char *hlc_decision_queue_describe (HlcDecisionQueue *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
