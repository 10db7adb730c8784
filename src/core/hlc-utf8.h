/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize hlc_utf8_next (const char *text, gsize length, gunichar *character) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
