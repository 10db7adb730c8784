/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-delivery.h"
#include "hlc-operation.h"
#include "hlc-sql.h"

G_BEGIN_DECLS

/** Bytes of a spec that a search reads: arguments come before a state of megabytes. */
#define HLC_SEARCHED_SPEC 4096

/* The columns of a list row, in the order in which the readers below take them. */
#define HLC_OPERATION_COLUMNS                                                                                \
  "o.id, o.call_id, o.run_id, o.kind, o.state, o.origin, o.title, o.is_test, o.conflict, o.requested_at,"    \
  " o.responded_at, o.decided_channel, o.decided_name, o.polls, o.last_polled_at, o.escalated_at,"           \
  " o.remote_base"
#define HLC_OPERATION_N_COLUMNS 17

#define HLC_DELIVERY_COLUMNS                                                                                 \
  "d.id, d.received_at, d.method, d.path, d.remote_address, d.verdict, d.reason, d.diagnosis, d.detail,"     \
  " d.secret_name, d.message_id, d.event_type, d.body_version, d.is_test, d.call_id, d.http_status, "        \
  "d.error,"                                                                                                 \
  " d.duplicate_of, d.conflict, d.size"
#define HLC_DELIVERY_N_COLUMNS 20

HlcOperation *hlc_store_row_to_operation (sqlite3_stmt *statement) G_GNUC_WARN_UNUSED_RESULT;
HlcDelivery *hlc_store_row_to_delivery (sqlite3_stmt *statement) G_GNUC_WARN_UNUSED_RESULT;

gboolean hlc_store_find_operation (HlcSql *sql, const char *call_id, HlcOperation **operation, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_find_operation_by_id (HlcSql *sql, gint64 id, HlcOperation **operation, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_insert_operation (HlcSql *sql, HlcOperation *operation, gint64 *id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_complete_operation (HlcSql *sql, gint64 id, HlcOperation *outcome, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_flag_conflict (HlcSql *sql, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_add_timeline (HlcSql *sql,
                                 gint64 operation,
                                 gint64 at,
                                 const char *type,
                                 const char *detail,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_insert_delivery (HlcSql *sql,
                                    HlcDelivery *delivery,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcHeaderList *hlc_store_dup_headers (sqlite3_stmt *statement, int column) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
