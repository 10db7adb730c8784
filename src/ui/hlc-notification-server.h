/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-notification-text.h"

G_BEGIN_DECLS

/**
 * HlcNotificationServer:
 *
 * Knows how the desktop reads the bodies of notifications. GApplication hands them to the portal or to GNOME Shell, which
 * read plain text, or else to org.freedesktop.Notifications, many of whose servers read markup and say so. Until that is
 * known, bodies are escaped: text that looks odd deceives nobody. Main thread.
 */
#define HLC_TYPE_NOTIFICATION_SERVER (hlc_notification_server_get_type ())
G_DECLARE_FINAL_TYPE (HlcNotificationServer, hlc_notification_server, HLC, NOTIFICATION_SERVER, GObject)

HlcNotificationServer *hlc_notification_server_new (GDBusConnection *connection) G_GNUC_WARN_UNUSED_RESULT;
HlcNotificationMarkup hlc_notification_server_get_markup (HlcNotificationServer *self);

G_END_DECLS
