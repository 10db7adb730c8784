/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *bench_request_new (guint16 port, const char *secret, guint number, gboolean completed)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
