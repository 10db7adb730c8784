/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-import.h"

G_BEGIN_DECLS

/* Reads what was dropped, chosen or pasted, on a worker thread. Thread-default main context. */
void hlc_import_read_file_async (GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void hlc_import_read_text_async (GBytes *text,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
HlcImport *hlc_import_read_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_import_looks_like (const char *text);

G_END_DECLS
