/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Programs of the desktop that own a name on the session bus of a test. */

#define KEYRING_DAEMON_NAME "org.freedesktop.secrets"

GSubprocess *bus_program_start (const char *const *argv,
                                const char *bus_name,
                                const char *home,
                                const char *input) G_GNUC_WARN_UNUSED_RESULT;
void bus_program_stop (GSubprocess *program);

GSubprocess *keyring_daemon_start (const char *directory, const char *password) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
