/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean hlc_base64_is_valid (const char *text, gsize length);
guchar *hlc_base64_decode (const char *text, gsize *length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
