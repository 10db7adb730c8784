/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-header-list.h"
#include "hlc-message.h"
#include "hlc-payload.h"
#include "hlc-sql.h"

G_BEGIN_DECLS

/* The columns of a list row, in the order in which the readers below take them. */
#define HLC_MESSAGE_COLUMNS                                                                                  \
  "m.id, m.message_id, m.webhook_id, m.event_type, m.content, m.operation, m.delivery, m.call_id, m.title,"  \
  " m.is_test, m.created_at, m.state, m.n_attempts, m.last_status, m.last_error,"                            \
  " (SELECT min (due_at) FROM attempt INDEXED BY attempt_waiting WHERE message = m.id AND state = 0),"       \
  " (SELECT url FROM attempt WHERE message = m.id ORDER BY id DESC LIMIT 1)"

HlcMessage *hlc_store_row_to_message (sqlite3_stmt *statement) G_GNUC_WARN_UNUSED_RESULT;
HlcMessage *hlc_store_require_message (HlcSql *sql,
                                       const char *message_id,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_find_message_by_id (HlcSql *sql, gint64 id, HlcMessage **message, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_insert_message (HlcSql *sql, HlcMessage *message, gboolean to_all, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_insert_message_body (HlcSql *sql,
                                        HlcMessage *message,
                                        GBytes *payload,
                                        HlcHeaderList *headers,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_read_message_body (HlcSql *sql,
                                      HlcMessage *message,
                                      HlcBodyVersion version,
                                      GBytes **body,
                                      HlcHeaderList **received_headers,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
