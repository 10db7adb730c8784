/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

#include "hlc-error.h"

G_BEGIN_DECLS

/* Where a remote API is, and the key to it, as they are typed. Pure; any thread. */
char *hlc_remote_base_parse (const char *typed, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_remote_base_check_own (const char *base,
                                    const guint16 *own_ports,
                                    guint n_own_ports,
                                    const char *public_url,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_remote_base_dup_host (const char *base) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_remote_base_is_loopback (const char *base);
gboolean hlc_remote_base_shows_key (const char *base);
gboolean hlc_remote_key_check (const char *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
