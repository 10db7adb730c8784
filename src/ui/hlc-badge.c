/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-badge.h"

#define INTERFACE "com.canonical.Unity.LauncherEntry"
#define PATH "/org/humanlayer/Console/LauncherEntry"

/**
 * hlc_badge_set:
 * @connection: (nullable): the session's bus
 * @application_id: whose icon
 * @count: the number on it; 0 for none
 *
 * Puts a number on the application's icon in docks that show one. They listen to a signal (the launcher API of Unity,
 * which Dash to Dock, Plasma and others read); nobody answers. Main thread.
 */
void
hlc_badge_set (GDBusConnection *connection, const char *application_id, gint64 count)
{
  GVariantBuilder properties = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *uri = NULL;

  g_return_if_fail (application_id != NULL);

  if (connection == NULL)
    return;

  uri = g_strdup_printf ("application://%s.desktop", application_id);
  g_variant_builder_add (&properties, "{sv}", "count", g_variant_new_int64 (count));
  g_variant_builder_add (&properties, "{sv}", "count-visible", g_variant_new_boolean (count > 0));
  g_dbus_connection_emit_signal (connection, NULL, PATH, INTERFACE, "Update",
                                 g_variant_new ("(sa{sv})", uri, &properties), NULL);
}
