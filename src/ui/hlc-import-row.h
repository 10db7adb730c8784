/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-import-entry.h"

G_BEGIN_DECLS

/** HlcImportSends: which rows have a button that sends. */
typedef enum
{
  HLC_IMPORT_SENDS_NOTHING,
  HLC_IMPORT_SENDS_REQUESTS,
  HLC_IMPORT_SENDS_ALL,
} HlcImportSends;

/**
 * HlcImportRow:
 *
 * One thing that an import found: a check mark where it can be created, a button where it can be sent.
 *
 * Signal: HlcImportRow::send (HlcImportEntry *entry).
 */
#define HLC_TYPE_IMPORT_ROW (hlc_import_row_get_type ())
G_DECLARE_FINAL_TYPE (HlcImportRow, hlc_import_row, HLC, IMPORT_ROW, AdwBin)

GtkWidget *hlc_import_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_import_row_set_entry (HlcImportRow *self, HlcImportEntry *entry, HlcImportSends sends);

G_END_DECLS
