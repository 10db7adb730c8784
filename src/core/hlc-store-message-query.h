/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-query.h"
#include "hlc-sql.h"

G_BEGIN_DECLS

/* What lists of messages ask of the database, as hlc-store-query does for others; the key is the row id. Reader thread. */
gboolean hlc_store_read_message_keys (HlcSql *sql,
                                      const HlcMessageQuery *query,
                                      gint64 before,
                                      gint64 limit,
                                      GArray *keys,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_read_newest_message_keys (HlcSql *sql,
                                             const HlcMessageQuery *query,
                                             gint64 limit,
                                             GArray *keys,
                                             gint64 *next,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_match_messages (HlcSql *sql,
                                   const HlcMessageQuery *query,
                                   GArray *ids,
                                   GArray *keys,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *hlc_store_read_messages (HlcSql *sql, const HlcMessageQuery *query, GArray *keys, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
