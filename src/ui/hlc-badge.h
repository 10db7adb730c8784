/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void hlc_badge_set (GDBusConnection *connection, const char *application_id, gint64 count);

G_END_DECLS
