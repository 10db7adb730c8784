/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean hlc_since_parse (const char *text, gint64 now, gint64 *since) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
