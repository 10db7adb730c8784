/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-endpoint.h"
#include "hlc-forward-rule.h"
#include "hlc-sql.h"

G_BEGIN_DECLS

/*
 * How endpoints and forwarding rules are read from the database: all of them, because there are few. Their figures (how
 * many attempts wait, what the newest one came to) are read apart: whoever sends does not need them. The thread that has
 * the connection.
 */
GPtrArray *hlc_store_read_endpoints (HlcSql *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcEndpoint *hlc_store_require_endpoint (HlcSql *sql,
                                         const char *endpoint_id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_read_endpoint_figures (HlcSql *sql,
                                          HlcEndpoint *endpoint,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *hlc_store_read_rules (HlcSql *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcForwardRule *hlc_store_require_rule (HlcSql *sql, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_read_rule_figures (HlcSql *sql,
                                      HlcForwardRule *rule,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
