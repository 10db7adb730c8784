/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HlcInstanceEvents HlcInstanceEvents;

/*
 * The server-sent events of a running console (HTML Living Standard, section 9.2), as the console writes them: `event:`
 * and `data:` on one line each. Every function blocks.
 */
HlcInstanceEvents *hlc_instance_events_new (GInputStream *stream) G_GNUC_WARN_UNUSED_RESULT;
void hlc_instance_events_free (HlcInstanceEvents *self);
GBytes *hlc_instance_events_read (HlcInstanceEvents *self,
                                  const char *event,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcInstanceEvents, hlc_instance_events_free)

G_END_DECLS
