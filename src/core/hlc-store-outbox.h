/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-attempt.h"
#include "hlc-endpoint.h"
#include "hlc-message.h"
#include "hlc-store.h"

G_BEGIN_DECLS

/** The most attempts that one look at the outbox takes, and the most bytes of their bodies (one at least). */
#define HLC_OUTBOX_BATCH 256
#define HLC_OUTBOX_BATCH_BYTES (16 * 1024 * 1024)

/**
 * HlcDueAttempt:
 * @endpoint: (nullable): where it goes; %NULL for a URL of its own
 * @body: (nullable): what is sent, in the endpoint's body version; %NULL where what it is made of is no longer stored:
 *   such an attempt is unsendable
 * @received_headers: (nullable): of the delivery that is forwarded or replayed
 * @header_family: of whoever makes the attempt; not stored
 *
 * An attempt whose time and turn have come, with all that is needed to make it. Plain data.
 */
typedef struct
{
  HlcAttempt *attempt;
  HlcMessage *message;
  HlcEndpoint *endpoint;
  GBytes *body;
  HlcHeaderList *received_headers;
  HlcHeaderFamily header_family;
} HlcDueAttempt;

/**
 * HlcOutboxLook:
 * @now: microseconds since the epoch, UTC
 * @per_endpoint: how many attempts one endpoint may have under way; those to URLs of their own count as one endpoint
 * @under_way: (element-type gint64) (nullable): ids of attempts that are being made
 *
 * What the dispatcher asks of the outbox. Copied.
 */
typedef struct
{
  gint64 now;
  guint per_endpoint;
  GArray *under_way;
} HlcOutboxLook;

/**
 * HlcOutbox:
 * @due: (element-type HlcDueAttempt): to be made now: one for each endpoint that has none under way,
 *   then the others, each time the oldest first
 * @next_due_at: when the next one is due; 0 for none. One that only waits for a free place or its turn does not count.
 * @has_more: the batch was full
 */
typedef struct
{
  GPtrArray *due;
  gint64 next_due_at;
  gboolean has_more;
} HlcOutbox;

/**
 * HlcSendOrder:
 * @message_id: (nullable): `msg_…` of the caller's; %NULL makes one
 * @event_type: of the message
 * @content, @payload: what is sent, see #HlcMessageContent; @payload is %NULL for operations and deliveries
 * @call_id: (nullable): of the operation; needed for %HLC_CONTENT_OPERATION
 * @delivery: row id of a delivery, for %HLC_CONTENT_DELIVERY; else 0
 * @endpoint_id: (nullable): only to this endpoint, enabled or not; @url: (nullable): only to this URL, once, without
 *   retries; both %NULL: to every endpoint that wants @event_type
 * @header_family: for a URL, of whoever sends; it is not stored, as its secret is not
 *
 * A message to be sent by hand: replays, test events, edited bodies. Plain data; copied.
 */
typedef struct
{
  char *message_id;
  char *event_type;
  HlcMessageContent content;
  GBytes *payload;
  char *call_id;
  gint64 delivery;
  gboolean is_test;
  char *endpoint_id;
  char *url;
  HlcHeaderFamily header_family;
  HlcSignMode sign_mode;
  HlcTrigger trigger;
} HlcSendOrder;

/* Inside transactions of others, on the writer thread. */
gboolean hlc_store_outbox_add_completed (HlcSql *sql,
                                         HlcOperation *operation,
                                         gint64 now,
                                         HlcStoreChanges *changes,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_outbox_add_forwards (HlcSql *sql,
                                        HlcDelivery *delivery,
                                        HlcStoreChanges *changes,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the dispatcher does. Main thread. */
void hlc_store_look_at_outbox_async (HlcStore *self,
                                     const HlcOutboxLook *look,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HlcOutbox *hlc_store_look_at_outbox_finish (HlcStore *self,
                                            GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_record_attempt_async (HlcStore *self,
                                     gint64 attempt,
                                     HlcAttemptResult *result,
                                     double time_scale,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HlcAttempt *hlc_store_record_attempt_finish (HlcStore *self,
                                             GAsyncResult *result,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_reschedule_async (HlcStore *self,
                                 double time_scale,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean hlc_store_reschedule_finish (HlcStore *self, GAsyncResult *result, GError **error);

/* What people and scripts do. Main thread. */
void hlc_store_send_async (HlcStore *self,
                           const HlcSendOrder *order,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
HlcMessage *hlc_store_send_finish (HlcStore *self,
                                   GAsyncResult *result,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_resend_async (HlcStore *self,
                             const char *message_id,
                             const char *endpoint_id,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
HlcMessage *hlc_store_resend_finish (HlcStore *self,
                                     GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_recover_async (HlcStore *self,
                              const char *endpoint_id,
                              gint64 since,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gint64 hlc_store_recover_finish (HlcStore *self, GAsyncResult *result, GError **error);

HlcSendOrder *hlc_send_order_copy (const HlcSendOrder *self) G_GNUC_WARN_UNUSED_RESULT;
void hlc_send_order_free (HlcSendOrder *self);
void hlc_due_attempt_free (HlcDueAttempt *self);
void hlc_outbox_free (HlcOutbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcSendOrder, hlc_send_order_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcDueAttempt, hlc_due_attempt_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcOutbox, hlc_outbox_free)

G_END_DECLS
