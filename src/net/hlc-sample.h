/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-signing-secret.h"

G_BEGIN_DECLS

GBytes *hlc_sample_new_body (const char *call_id, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_sample_dup_curl (const char *url) G_GNUC_WARN_UNUSED_RESULT;

void hlc_sample_send_async (const char *url,
                            HlcSigningSecret *secret,
                            gint64 now,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean hlc_sample_send_finish (GAsyncResult *result, GError **error);

G_END_DECLS
