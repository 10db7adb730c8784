/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-attempt.h"
#include "hlc-sql.h"

G_BEGIN_DECLS

/* An attempt that waits goes where its endpoint is now. */
#define HLC_SELECT_ATTEMPT                                                                                   \
  "SELECT a.id, a.message, m.message_id, a.endpoint, e.endpoint_id,"                                         \
  " CASE a.state WHEN 0 THEN coalesce (e.url, a.url) ELSE a.url END, a.rule, a.lane, a.number, a.step,"      \
  " a.state, a.trigger, a.sign_mode, a.planned_at, a.delay, a.due_at, a.started_at, a.duration,"             \
  " a.http_status, a.failure, a.error, a.address, a.next_at FROM attempt a JOIN message m ON m.id = "        \
  "a.message"                                                                                                \
  " LEFT JOIN endpoint e ON e.id = a.endpoint"

HlcAttempt *hlc_store_row_to_attempt (sqlite3_stmt *statement) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *hlc_store_take_attempts (HlcSql *sql,
                                    sqlite3_stmt *statement,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcAttempt *hlc_store_require_attempt (HlcSql *sql, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_read_attempt_body (HlcSql *sql,
                                      HlcAttempt *attempt,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_insert_attempt_body (HlcSql *sql,
                                        gint64 attempt,
                                        const HlcAttemptResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
