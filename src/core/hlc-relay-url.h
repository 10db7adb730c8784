/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

#include "hlc-error.h"

G_BEGIN_DECLS

/*
 * Web addresses that people paste and programs tell: the public address of a tunnel or of any other relay, and the
 * address of a program on this machine. Pure; any thread.
 */
char *hlc_relay_url_normalize (const char *text,
                               const char *default_path,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_relay_url_normalize_local (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean hlc_relay_url_is_encrypted (const char *url);
gboolean hlc_relay_url_is_local (const char *url);
gboolean hlc_relay_url_same_server (const char *a, const char *b);

gboolean hlc_host_is_local (const char *host);

G_END_DECLS
