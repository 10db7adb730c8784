/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-import.h"

G_BEGIN_DECLS

void hlc_import_omit (HlcImport *self, const char *source, const char *format, ...) G_GNUC_PRINTF (3, 4);
void hlc_import_take_item (HlcImport *self, HlcImportItem *item);

/* What one JSON text is: in hlc-import-body.c. */
void hlc_import_read_body (HlcImport *self, GBytes *text, const char *source, HlcRequestDraft *request);
void hlc_import_read_har (HlcImport *self, HlcJsonValue entries);

G_END_DECLS
