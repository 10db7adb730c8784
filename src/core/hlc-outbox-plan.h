/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-attempt.h"
#include "hlc-endpoint.h"
#include "hlc-message.h"
#include "hlc-sql.h"
#include "hlc-store-writer.h"

G_BEGIN_DECLS

/*
 * Attempts that wait: how they are planned and cancelled, and what that means for their messages and for those behind
 * them. Inside transactions; writer thread.
 */

/** HlcTurn: when an attempt that waits goes, once it is due: `attempt.turn`. Stored: only ever add. */
typedef enum
{
  HLC_TURN_OF_OTHERS, /* after those of its lane that are before it */
  HLC_TURN_OWN,       /* when its endpoint and its rule let it */
  HLC_TURN_BY_HAND,   /* also where its endpoint is disabled: somebody asked for it */
} HlcTurn;

gboolean hlc_outbox_plan (HlcSql *sql, HlcAttempt *attempt, gboolean by_hand, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_outbox_plan_for_all (HlcSql *sql,
                                  HlcMessage *message,
                                  HlcTrigger trigger,
                                  HlcSignMode sign_mode,
                                  gint64 lane,
                                  gint64 now,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_outbox_bring_forward (HlcSql *sql, HlcAttempt *attempt, gint64 now, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_outbox_cancel_endpoint (HlcSql *sql,
                                     gint64 endpoint,
                                     gboolean *is_done,
                                     HlcStoreChanges *changes,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_outbox_cancel_rule (HlcSql *sql,
                                 gint64 rule,
                                 gint64 last_message,
                                 gboolean *is_done,
                                 HlcStoreChanges *changes,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_outbox_settle_lane (HlcSql *sql, gint64 endpoint, gint64 lane, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_outbox_settle_message (HlcSql *sql, gint64 message, HlcStoreChanges *changes, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
