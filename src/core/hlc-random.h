/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hlc_random_bytes (guint8 *bytes, gsize length);
char *hlc_random_token (const char *prefix, guint n_characters) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
