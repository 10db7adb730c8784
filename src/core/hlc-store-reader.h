/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-sql.h"

G_BEGIN_DECLS

typedef struct _HlcStoreReader HlcStoreReader;

/**
 * HlcReadFunc:
 * @sql: a read-only connection
 * @input: the task's data
 *
 * One look-up, on a reader thread.
 *
 * Returns: (transfer full) (nullable): the task's result, or %NULL with @error set
 */
typedef gpointer (*HlcReadFunc) (HlcSql *sql, gpointer input, GError **error);

/** HlcReadUrgency: rows that are on screen go before whole lists; among rows the newest request goes first. */
typedef enum
{
  HLC_READ_ROWS,
  HLC_READ_OBJECT,
  HLC_READ_LIST,
} HlcReadUrgency;

HlcStoreReader *hlc_store_reader_new (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_reader_free (HlcStoreReader *self);
void hlc_store_reader_push (HlcStoreReader *self,
                            GTask *task,
                            HlcReadUrgency urgency,
                            HlcReadFunc func,
                            GDestroyNotify result_free);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcStoreReader, hlc_store_reader_free)

G_END_DECLS
