/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-sql.h"

G_BEGIN_DECLS

typedef struct _HlcStoreWriter HlcStoreWriter;

/**
 * HlcStoreChanges:
 * @operations: (element-type gint64): ids of operations that were made or changed
 * @requested: (element-type gint64): ids of operations that began to wait for a human
 * @escalated: (element-type gint64): ids of operations that an agent escalated
 * @deliveries: (element-type gint64): ids of deliveries that were made
 * @removed_deliveries: (element-type gint64): ids of rejected deliveries that made room
 * @messages: (element-type gint64): ids of messages that were made, or whose attempts or state changed
 * @attempts: (element-type gint64): ids of attempts that were made: their outcome is stored
 * @endpoints, @rules: (element-type gint64): ids of those that were made, changed or removed
 * @searchable_operations, @searchable_deliveries: (element-type gint64): ids that a search finds from now on
 *
 * What commits touched, since the last time that it was told.
 */
typedef struct
{
  GArray *operations;
  GArray *requested;
  GArray *escalated;
  GArray *deliveries;
  GArray *removed_deliveries;
  GArray *messages;
  GArray *attempts;
  GArray *endpoints;
  GArray *rules;
  GArray *searchable_operations;
  GArray *searchable_deliveries;
} HlcStoreChanges;

/**
 * HlcWriteFunc:
 * @sql: the writing connection, inside a transaction
 * @input: the task's data
 * @changes: where to add what is touched
 *
 * One write, on the writer thread. It shares its transaction with others: what it did is undone when it fails,
 * and its result is given to the task only after COMMIT. It may be run twice when another of its group failed.
 *
 * Returns: (transfer full) (nullable): the task's result, or %NULL with @error set
 */
typedef gpointer (*HlcWriteFunc) (HlcSql *sql, gpointer input, HlcStoreChanges *changes, GError **error);

/** Called on the writer thread after a commit, or after health changed; must be quick. */
typedef void (*HlcStoreWriterNotify) (gpointer user_data);

HlcStoreWriter *hlc_store_writer_new (const char *path,
                                      HlcSql *sql,
                                      HlcStoreWriterNotify notify,
                                      gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_writer_free (HlcStoreWriter *self);
void hlc_store_writer_push (HlcStoreWriter *self, GTask *task, HlcWriteFunc func, GDestroyNotify result_free);
gboolean hlc_store_writer_get_healthy (HlcStoreWriter *self);
HlcStoreChanges *hlc_store_writer_steal_changes (HlcStoreWriter *self) G_GNUC_WARN_UNUSED_RESULT;

HlcStoreChanges *hlc_store_changes_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_store_changes_free (HlcStoreChanges *self);
gboolean hlc_store_changes_is_empty (HlcStoreChanges *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcStoreChanges, hlc_store_changes_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcStoreWriter, hlc_store_writer_free)

G_END_DECLS
