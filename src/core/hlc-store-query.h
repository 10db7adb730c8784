/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-query.h"
#include "hlc-sql.h"

G_BEGIN_DECLS

/*
 * What lists ask of the database. A *key* orders a list, greatest first, and never changes: the row id, or for
 * completed operations the number of the completion. All functions run on a reader thread.
 */
gboolean hlc_operation_query_has_own_key (const HlcOperationQuery *query);

gboolean hlc_store_read_operation_keys (HlcSql *sql,
                                        const HlcOperationQuery *query,
                                        gint64 before,
                                        gint64 limit,
                                        GArray *keys,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_read_newest_operation_keys (HlcSql *sql,
                                               const HlcOperationQuery *query,
                                               gint64 limit,
                                               GArray *keys,
                                               gint64 *next,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_match_operations (HlcSql *sql,
                                     const HlcOperationQuery *query,
                                     GArray *ids,
                                     GArray *keys,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *hlc_store_read_operations (HlcSql *sql,
                                      const HlcOperationQuery *query,
                                      GArray *keys,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean hlc_store_read_delivery_keys (HlcSql *sql,
                                       const HlcDeliveryQuery *query,
                                       gint64 before,
                                       gint64 limit,
                                       GArray *keys,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_read_newest_delivery_keys (HlcSql *sql,
                                              const HlcDeliveryQuery *query,
                                              gint64 limit,
                                              GArray *keys,
                                              gint64 *next,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_match_deliveries (HlcSql *sql,
                                     const HlcDeliveryQuery *query,
                                     GArray *ids,
                                     GArray *keys,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *hlc_store_read_deliveries (HlcSql *sql,
                                      const HlcDeliveryQuery *query,
                                      GArray *keys,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

char *hlc_search_to_fts (const char *search) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
