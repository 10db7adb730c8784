/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-header-list.h"
#include "hlc-operation.h"
#include "hlc-payload.h"
#include "hlc-signature-check.h"

G_BEGIN_DECLS

/** Where webhooks are received: this path and everything below it. */
#define HLC_RECEIVER_PATH "/webhook"

/**
 * HlcDelivery:
 * @id: the store's row id; 0 while not stored
 * @received_at: microseconds since the epoch, UTC
 * @path: the decoded path, without the query
 * @http_status: what we answer
 * @error: (nullable): why it was refused, for people: the same sentence that the sender got
 * @duplicate_of: id of the delivery that already had this message id; 0 for none
 * @conflict: it contradicts what is stored: another body under the same message id, or another outcome
 * @headers, @body: as received, byte for byte; %NULL in list rows
 * @is_own: this console sent it, as its %HLC_LOOP_HEADER says, so it is never forwarded; never read back
 * @operation: (nullable): what it says, for the store to apply; never read back
 *
 * A webhook that we received, whether it was accepted or refused. Reference counted. The store fills in @id,
 * @duplicate_of and @conflict while it has it; after that it is not changed, so any thread may read it.
 */
typedef struct
{
  gint64 id;
  gint64 received_at;
  char *method;
  char *path;
  char *remote_address;
  HlcVerdict verdict;
  HlcReason reason;
  HlcDiagnosis diagnosis;
  char *detail;
  char *secret_name;
  char *message_id;
  char *event_type;
  HlcBodyVersion body_version;
  gboolean is_test;
  char *call_id;
  guint http_status;
  char *error;
  gint64 duplicate_of;
  gboolean conflict;
  gboolean is_own;
  gsize size;
  HlcHeaderList *headers;
  GBytes *body;
  HlcOperation *operation;

  /*< private >*/
  gatomicrefcount ref_count;
} HlcDelivery;

HlcDelivery *hlc_delivery_new (void) G_GNUC_WARN_UNUSED_RESULT;
HlcDelivery *hlc_delivery_ref (HlcDelivery *self);
void hlc_delivery_unref (HlcDelivery *self);
void hlc_delivery_assess (HlcDelivery *self, GPtrArray *secrets, GPtrArray *other_secrets, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcDelivery, hlc_delivery_unref)

G_END_DECLS
