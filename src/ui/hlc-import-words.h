/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-import.h"

G_BEGIN_DECLS

/** HlcImportDeed: what an import's one button does. */
typedef enum
{
  HLC_IMPORT_DEED_CREATE,
  HLC_IMPORT_DEED_SEND_EVENT,
  HLC_IMPORT_DEED_SEND_REQUEST,
  HLC_IMPORT_DEED_NONE, /* nothing can be created: each row has a button of its own */
} HlcImportDeed;

/* What is said of an import. Pure; main thread only for the words' language. */
HlcImportDeed hlc_import_choose_deed (const HlcImport *import, gboolean sends_events);
char *hlc_import_words_deed (HlcImportDeed deed, guint n_checked) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_import_words_omissions (const HlcImport *import) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
