/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HlcNgrokProcess:
 *
 * An ngrok agent that we run ourselves. It ends with us, however we end. Main thread.
 *
 * Signal: HlcNgrokProcess::ended (HlcNgrokProcess *), once.
 */
#define HLC_TYPE_NGROK_PROCESS (hlc_ngrok_process_get_type ())
G_DECLARE_FINAL_TYPE (HlcNgrokProcess, hlc_ngrok_process, HLC, NGROK_PROCESS, GObject)

HlcNgrokProcess *hlc_ngrok_process_start (const char *program,
                                          guint16 port,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_ngrok_process_end (HlcNgrokProcess *self);
gboolean hlc_ngrok_process_get_running (HlcNgrokProcess *self);
const char *hlc_ngrok_process_get_printed (HlcNgrokProcess *self);

G_END_DECLS
