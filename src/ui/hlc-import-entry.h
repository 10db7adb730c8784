/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-import.h"

G_BEGIN_DECLS

/**
 * HlcImportEntry:
 *
 * One thing that an import found, in a list. Main thread.
 *
 * Properties: HlcImportEntry:checked (it is to be created); HlcImportEntry:taken (its id exists already).
 */
#define HLC_TYPE_IMPORT_ENTRY (hlc_import_entry_get_type ())
G_DECLARE_FINAL_TYPE (HlcImportEntry, hlc_import_entry, HLC, IMPORT_ENTRY, GObject)

HlcImportEntry *hlc_import_entry_new (const HlcImportItem *item) G_GNUC_WARN_UNUSED_RESULT;
const HlcImportItem *hlc_import_entry_get_item (HlcImportEntry *self);
gboolean hlc_import_entry_get_checked (HlcImportEntry *self);
gboolean hlc_import_entry_get_taken (HlcImportEntry *self);
void hlc_import_entry_set_taken (HlcImportEntry *self, gboolean taken);
char *hlc_import_entry_dup_caption (HlcImportEntry *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
