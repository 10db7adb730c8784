/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-sql.h"

G_BEGIN_DECLS

/** The newest `PRAGMA user_version` that this program writes. */
#define HLC_STORE_VERSION 3

HlcSql *hlc_store_schema_open_writer (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcSql *hlc_store_schema_open_reader (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_store_schema_check (HlcSql *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
