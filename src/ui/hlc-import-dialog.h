/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-import.h"

G_BEGIN_DECLS

/**
 * HlcImportDialog:
 *
 * Reads a file or a text, says what it understood, and makes operations of it, all or none; a request is shown in full
 * before it is sent.
 *
 * Signals: HlcImportDialog::created (const char *call_id, guint n): so many operations are stored, of which that is the
 * first; HlcImportDialog::event-chosen (const HlcEventDraft *event): it is to be sent. Events can be sent only while
 * somebody listens to it when something is read.
 */
#define HLC_TYPE_IMPORT_DIALOG (hlc_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HlcImportDialog, hlc_import_dialog, HLC, IMPORT_DIALOG, AdwWindow)

HlcImportDialog *hlc_import_dialog_new (HlcConsole *console) G_GNUC_WARN_UNUSED_RESULT;
void hlc_import_dialog_read_file (HlcImportDialog *self, GFile *file);
void hlc_import_dialog_read_text (HlcImportDialog *self, const char *text);
const char *hlc_import_dialog_get_problem (HlcImportDialog *self);
const HlcImport *hlc_import_dialog_get_import (HlcImportDialog *self);

G_END_DECLS
